package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.util.Optional;

/**
 * An Estonian payment reference number (viitenumber): 2 to 20 digits, the last a check digit by the weights 7, 3, 1.
 *
 * <p>Banks refuse payments whose check digit is wrong. Leading zeros are kept. The constructor checks as {@link #parse} does.
 * Source: the reference number standard of the Estonian Banking Association.
 *
 * @param digits base and check digit
 */
public record ReferenceNumber(String digits) {
    private static final int MAX_LENGTH = 20;

    public ReferenceNumber {
        if (digits.length() < 2 || digits.length() > MAX_LENGTH) {
            throw new ProtocolException("REFERENCE_NUMBER_LENGTH", "A reference number has 2 to 20 digits");
        }
        if (!CheckDigits.isDigits(digits, 2, MAX_LENGTH)) {
            throw new ProtocolException("REFERENCE_NUMBER_DIGITS", "A reference number has digits only");
        }
        if (digits.chars().allMatch(digit -> digit == '0')) {
            throw new ProtocolException("REFERENCE_NUMBER_ZERO", "A reference number is not all zeros");
        }
    }

    /**
     * Parses digits without spaces or checksum verdict.
     *
     * @param text base and check digit
     * @return the number
     * @throws ProtocolException {@code REFERENCE_NUMBER_LENGTH}, {@code REFERENCE_NUMBER_DIGITS}, {@code REFERENCE_NUMBER_ZERO}
     */
    public static ReferenceNumber parse(String text) {
        return new ReferenceNumber(text);
    }

    /**
     * Parses as {@link #parse} does.
     *
     * @param text any text
     * @return the number, empty if the text is none
     */
    public static Optional<ReferenceNumber> tryParse(String text) {
        return CheckDigits.attempt(text, ReferenceNumber::parse);
    }

    /**
     * Makes a valid number from a base, such as an invoice number, by computing the check digit.
     *
     * @param base 1 to 19 digits, not all zeros
     * @return the base with its check digit
     * @throws ProtocolException as {@link #parse}
     */
    public static ReferenceNumber ofBase(String base) {
        if (!CheckDigits.isDigits(base, 1, MAX_LENGTH - 1)) {
            throw new ProtocolException("REFERENCE_NUMBER_DIGITS", "The base of a reference number has 1 to 19 digits");
        }
        return new ReferenceNumber(base + CheckDigits.digit731(base));
    }

    /**
     * Judges the check digit.
     *
     * @return the verdict
     */
    public Checksum checksum() {
        return Checksum.of(CheckDigits.fits731(digits));
    }

    /**
     * Tells whether the check digit fits.
     *
     * @return true if {@link #checksum()} is valid
     */
    public boolean isValid() {
        return checksum() == Checksum.VALID;
    }

    /** Returns the digits. */
    @Override
    public String toString() {
        return digits;
    }
}
