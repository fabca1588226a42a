package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Smart-ID document number, which names one account of one person: {@code PNOEE-…-XXXX-Q}.
 *
 * <p>It is an ETSI identifier of a natural person, a hyphen, four letters or digits, and {@code Q} for qualified or {@code NQ} for
 * non-qualified accounts. Personal data: {@link #toString()} is redacted. The constructor checks as {@link #parse} does. Source:
 * Smart-ID relying party API.
 *
 * @param text the number
 */
public record DocumentNumber(String text) {
    private static final Pattern FORM = Pattern.compile("(.{1,110})-[A-Z0-9]{4}-(NQ|Q)");

    public DocumentNumber {
        Matcher form = FORM.matcher(text);
        if (!form.matches()
                || SemanticsIdentifier.tryParse(form.group(1))
                        .filter(holder -> holder.holder() == SemanticsIdentifier.Holder.NATURAL_PERSON)
                        .isEmpty()) {
            throw new ProtocolException(
                    "DOCUMENT_NUMBER_FORMAT",
                    "A Smart-ID document number is an identifier such as PNOEE-…, a hyphen, four letters or digits, and -Q or -NQ");
        }
    }

    /**
     * Parses a document number.
     *
     * @param text the number
     * @return the number
     * @throws ProtocolException {@code DOCUMENT_NUMBER_FORMAT}
     */
    public static DocumentNumber parse(String text) {
        return new DocumentNumber(text);
    }

    /**
     * Parses as {@link #parse} does.
     *
     * @param text any text
     * @return the number, empty if the text is none
     */
    public static Optional<DocumentNumber> tryParse(String text) {
        return CheckDigits.attempt(text, DocumentNumber::parse);
    }

    /**
     * Returns whose account it is.
     *
     * @return the person's identifier
     */
    public SemanticsIdentifier person() {
        return SemanticsIdentifier.parse(text.substring(0, text.lastIndexOf('-') - 5));
    }

    /**
     * Tells whether the account is qualified.
     *
     * @return true for {@code Q}
     */
    public boolean isQualified() {
        return text.endsWith("-Q");
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "DocumentNumber[redacted]";
    }
}
