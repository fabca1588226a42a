package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.util.Optional;

/**
 * An Estonian VAT number (käibemaksukohustuslase number, KMKR): {@code EE} and 9 digits.
 *
 * <p>It cannot be derived from the registry code. Public data. The constructor checks as {@link #parse} does.
 *
 * @param text the number with its country prefix
 */
public record VatNumber(String text) {
    private static final String COUNTRY = "EE";

    public VatNumber {
        if (!text.startsWith(COUNTRY) || !CheckDigits.isDigits(text.substring(2), 9, 9)) {
            throw new ProtocolException("VAT_NUMBER_FORMAT", "An Estonian VAT number is EE and 9 digits");
        }
    }

    /**
     * Parses the number in upper case without spaces or checksum verdict.
     *
     * @param text the number with its country prefix
     * @return the number
     * @throws ProtocolException {@code VAT_NUMBER_FORMAT}
     */
    public static VatNumber parse(String text) {
        return new VatNumber(text);
    }

    /**
     * Parses as {@link #parse} does.
     *
     * @param text any text
     * @return the number, empty if the text is none
     */
    public static Optional<VatNumber> tryParse(String text) {
        return CheckDigits.attempt(text, VatNumber::parse);
    }

    /**
     * Judges the check digit: the weighted sum by 3, 7, 1, 3, 7, 1, 3, 7, 1 is a multiple of ten.
     *
     * @return the verdict
     */
    public Checksum checksum() {
        return Checksum.of(CheckDigits.fits731(text.substring(2)));
    }

    /**
     * Tells whether the check digit fits.
     *
     * @return true if {@link #checksum()} is valid
     */
    public boolean isValid() {
        return checksum() == Checksum.VALID;
    }

    /** Returns the number. */
    @Override
    public String toString() {
        return text;
    }
}
