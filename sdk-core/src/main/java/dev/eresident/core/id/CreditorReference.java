package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An international creditor reference (ISO 11649): {@code RF}, two check digits and 1 to 21 letters or digits.
 *
 * <p>Electronic form only: upper case, no spaces. The constructor checks as {@link #parse} does.
 *
 * @param text the reference with its prefix
 */
public record CreditorReference(String text) {
    private static final Pattern FORM = Pattern.compile("RF[0-9]{2}[A-Z0-9]{1,21}");
    private static final Pattern BASE = Pattern.compile("[A-Z0-9]{1,21}");

    public CreditorReference {
        if (!FORM.matcher(text).matches()) {
            throw new ProtocolException(
                    "CREDITOR_REFERENCE_FORMAT",
                    "A creditor reference is RF, two digits and 1 to 21 letters A-Z or digits, without spaces");
        }
    }

    /**
     * Parses the electronic form without checksum verdict.
     *
     * @param text the reference with its prefix
     * @return the reference
     * @throws ProtocolException {@code CREDITOR_REFERENCE_FORMAT}
     */
    public static CreditorReference parse(String text) {
        return new CreditorReference(text);
    }

    /**
     * Parses as {@link #parse} does.
     *
     * @param text any text
     * @return the reference, empty if the text is none
     */
    public static Optional<CreditorReference> tryParse(String text) {
        return CheckDigits.attempt(text, CreditorReference::parse);
    }

    /**
     * Makes a valid reference from a base by computing the check digits.
     *
     * @param base 1 to 21 letters A-Z or digits
     * @return the reference
     * @throws ProtocolException {@code CREDITOR_REFERENCE_FORMAT}
     */
    public static CreditorReference ofBase(String base) {
        if (!BASE.matcher(base).matches()) {
            throw new ProtocolException(
                    "CREDITOR_REFERENCE_FORMAT", "The base of a creditor reference is 1 to 21 letters A-Z or digits");
        }
        int check = 98 - CheckDigits.remainder97(base + "RF00");
        return new CreditorReference("RF" + check / 10 + check % 10 + base);
    }

    /**
     * Judges the check digits by ISO 7064 MOD 97-10.
     *
     * @return the verdict
     */
    public Checksum checksum() {
        return Checksum.of(CheckDigits.fitsModulo97(text));
    }

    /**
     * Tells whether the check digits fit.
     *
     * @return true if {@link #checksum()} is valid
     */
    public boolean isValid() {
        return checksum() == Checksum.VALID;
    }

    /** Returns the reference. */
    @Override
    public String toString() {
        return text;
    }
}
