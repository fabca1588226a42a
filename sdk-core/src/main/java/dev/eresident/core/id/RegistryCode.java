package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.util.Optional;

/**
 * An Estonian registry code (registrikood) of a company, institution, association or foundation: 8 digits.
 *
 * <p>The rule of the check digit is not published by the register, and documentation of the state holds codes that break it: treat
 * an invalid {@link #checksum()} as a warning. Public data. The constructor checks as {@link #parse} does.
 *
 * @param digits the 8 digits
 */
public record RegistryCode(String digits) {
    private static final int LENGTH = 8;

    public RegistryCode {
        if (!CheckDigits.isDigits(digits, LENGTH, LENGTH)) {
            throw new ProtocolException("REGISTRY_CODE_FORMAT", "A registry code has 8 digits");
        }
    }

    /** What the first digit tells about the holder. */
    public enum Kind {
        /** First digit 1: a company or sole trader. */
        COMPANY,
        /** First digit 7: an institution of the state or of a municipality. */
        PUBLIC_BODY,
        /** First digit 8: a non-profit association. */
        ASSOCIATION,
        /** First digit 9: a foundation. */
        FOUNDATION,
        /** Any other first digit. */
        OTHER
    }

    /**
     * Parses 8 digits without prefix, spaces or checksum verdict.
     *
     * @param text the digits
     * @return the code
     * @throws ProtocolException {@code REGISTRY_CODE_FORMAT}
     */
    public static RegistryCode parse(String text) {
        return new RegistryCode(text);
    }

    /**
     * Parses as {@link #parse} does.
     *
     * @param text any text
     * @return the code, empty if the text is none
     */
    public static Optional<RegistryCode> tryParse(String text) {
        return CheckDigits.attempt(text, RegistryCode::parse);
    }

    /**
     * Judges the check digit: two-stage modulo 11 with weights 1 to 7, then 3 to 9.
     *
     * @return the verdict, a warning at most
     */
    public Checksum checksum() {
        return Checksum.of(CheckDigits.fitsModulo11(digits));
    }

    /**
     * Tells whether the check digit fits.
     *
     * @return true if {@link #checksum()} is valid
     */
    public boolean isValid() {
        return checksum() == Checksum.VALID;
    }

    /**
     * Returns what the first digit tells about the holder.
     *
     * @return the kind, {@code OTHER} when unknown
     */
    public Kind kind() {
        return switch (digits.charAt(0)) {
            case '1' -> Kind.COMPANY;
            case '7' -> Kind.PUBLIC_BODY;
            case '8' -> Kind.ASSOCIATION;
            case '9' -> Kind.FOUNDATION;
            default -> Kind.OTHER;
        };
    }

    /** Returns the digits. */
    @Override
    public String toString() {
        return digits;
    }
}
