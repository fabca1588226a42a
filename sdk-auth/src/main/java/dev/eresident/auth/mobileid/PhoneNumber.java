package dev.eresident.auth.mobileid;

import dev.eresident.core.ProtocolException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in international form. Personal data: {@link #toString()} is redacted.
 *
 * @param text {@code +} and 8 to 30 digits (Mobile-ID REST API)
 */
public record PhoneNumber(String text) {
    private static final Pattern FORM = Pattern.compile("\\+[0-9]{8,30}");

    /**
     * Checks the form.
     *
     * @throws ProtocolException {@code PHONE_NUMBER_FORMAT}
     */
    public PhoneNumber {
        if (!FORM.matcher(text).matches()) {
            throw new ProtocolException(
                    "PHONE_NUMBER_FORMAT", "A phone number is written as + and 8 to 30 digits, country first");
        }
    }

    /**
     * Parses a number as people write it: spaces and hyphens are left out.
     *
     * @param text for example {@code +372 6800 0769}
     * @return the number
     * @throws ProtocolException {@code PHONE_NUMBER_FORMAT}
     */
    public static PhoneNumber parse(String text) {
        return new PhoneNumber(text.replace(" ", "").replace("-", ""));
    }

    /**
     * Parses as {@link #parse} does.
     *
     * @param text any text
     * @return the number, empty if the text is none
     */
    public static Optional<PhoneNumber> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /**
     * Tells in which of the countries of Mobile-ID the number was given out.
     *
     * @return {@code EE} for +372, {@code LT} for +370, empty for others
     */
    public Optional<String> country() {
        if (text.startsWith("+372")) {
            return Optional.of("EE");
        }
        return text.startsWith("+370") ? Optional.of("LT") : Optional.empty();
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "PhoneNumber[redacted]";
    }
}
