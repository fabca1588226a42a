package dev.eresident.auth.mobileid;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the phone shows before it asks for the PIN (Mobile-ID REST API, {@code displayText}).
 *
 * <p>The service would replace characters that the encoding lacks by spaces, so such a text is refused here. So are control characters
 * and invisible ones, which could make the phone show another text than was meant.
 *
 * @param text 1 to 100 characters of GSM-7, at most five of them from its extension table; or 1 to 50 characters of UCS-2
 * @param encoding how it is sent
 */
public record DisplayText(String text, Encoding encoding) {
    /** How a text is sent. */
    public enum Encoding {
        /** The alphabet of text messages (3GPP TS 23.038): Latin without most accents, and a few Greek capitals. */
        GSM_7("GSM-7", 100),
        /** Two bytes per character: Estonian {@code õ}, the Baltic letters, Cyrillic. */
        UCS_2("UCS-2", 50);

        private final String wireName;
        private final int longest;

        Encoding(String wireName, int longest) {
            this.wireName = wireName;
            this.longest = longest;
        }

        /**
         * Returns the name on the wire.
         *
         * @return {@code GSM-7} or {@code UCS-2}
         */
        public String wireName() {
            return wireName;
        }

        /**
         * Returns how many characters it may have.
         *
         * @return 100 or 50
         */
        public int longest() {
            return longest;
        }
    }

    private static final String BASIC = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "€[]^|{}\\";
    private static final int MOST_EXTENDED = 5;
    private static final Pattern UNSHOWABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /**
     * Checks alphabet and length.
     *
     * @throws IllegalArgumentException if the text is blank, too long, or holds a character that the encoding lacks
     */
    public DisplayText {
        Objects.requireNonNull(encoding, "encoding");
        if (text.isBlank()
                || text.length() > encoding.longest
                || text.codePoints().anyMatch(c -> c > Character.MAX_VALUE)
                || UNSHOWABLE.matcher(text).find()) {
            throw new IllegalArgumentException("A text for the phone has 1 to " + encoding.longest
                    + " visible characters in " + encoding.wireName);
        }
        if (encoding == Encoding.GSM_7 && !fitsGsm7(text)) {
            throw new IllegalArgumentException(
                    "The text holds a character that GSM-7 lacks, or more than five of its extension table; use UCS-2");
        }
    }

    /**
     * Chooses the encoding: GSM-7 if the text fits, else UCS-2.
     *
     * @param text 1 to 100 characters, or to 50 if one of them is not in GSM-7
     * @return the text
     * @throws IllegalArgumentException as the constructor
     */
    public static DisplayText of(String text) {
        return new DisplayText(text, fitsGsm7(text) ? Encoding.GSM_7 : Encoding.UCS_2);
    }

    private static boolean fitsGsm7(String text) {
        long extended = text.chars().filter(c -> EXTENDED.indexOf(c) >= 0).count();
        return extended <= MOST_EXTENDED
                && text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0);
    }

    /** Shows encoding and length; the text may tell of the person's affairs. */
    @Override
    public String toString() {
        return "DisplayText[" + encoding + ", " + text.length() + " characters]";
    }
}
