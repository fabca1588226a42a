package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An Estonian personal code (isikukood): 11 digits of century and sex, birth date, serial number and check digit.
 *
 * <p>E-residents get ordinary codes. Test codes of the state may have a wrong check digit or an impossible date; both are
 * tolerated and told by {@link #checksum()} and {@link #birthDate()}. Personal data: {@link #toString()} is redacted. The
 * constructor checks as {@link #parse} does. Source: standard EVS 585, with the two-stage modulo 11 check digit.
 *
 * @param digits the 11 digits
 */
public record PersonalCode(String digits) {
    private static final int LENGTH = 11;

    public PersonalCode {
        if (!CheckDigits.isDigits(digits, LENGTH, LENGTH) || digits.charAt(0) < '1' || digits.charAt(0) > '8') {
            throw new ProtocolException(
                    "PERSONAL_CODE_FORMAT", "A personal code has 11 digits of which the first is 1 to 8");
        }
    }

    /** Which sex the first digit tells. */
    public enum Sex {
        /** The first digit is even. */
        FEMALE,
        /** The first digit is odd. */
        MALE
    }

    /**
     * Parses 11 digits without prefix, spaces or checksum verdict.
     *
     * @param text the digits
     * @return the code
     * @throws ProtocolException {@code PERSONAL_CODE_FORMAT}
     */
    public static PersonalCode parse(String text) {
        return new PersonalCode(text);
    }

    /**
     * Parses as {@link #parse} does.
     *
     * @param text any text
     * @return the code, empty if the text is none
     */
    public static Optional<PersonalCode> tryParse(String text) {
        return CheckDigits.attempt(text, PersonalCode::parse);
    }

    /**
     * Judges the check digit.
     *
     * @return the verdict
     */
    public Checksum checksum() {
        return Checksum.of(CheckDigits.fitsModulo11(digits));
    }

    /**
     * Tells whether the check digit fits; the date is not looked at.
     *
     * @return true if {@link #checksum()} is valid
     */
    public boolean isValid() {
        return checksum() == Checksum.VALID;
    }

    /**
     * Returns the birth date that the code tells.
     *
     * @return the date, empty if it does not exist in the calendar
     */
    public Optional<LocalDate> birthDate() {
        int year = 1800 + (digits.charAt(0) - '1') / 2 * 100 + number(1);
        try {
            return Optional.of(LocalDate.of(year, number(3), number(5)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private int number(int start) {
        return Integer.parseInt(digits.substring(start, start + 2));
    }

    /**
     * Returns the sex that the code tells.
     *
     * @return by the first digit
     */
    public Sex sex() {
        return (digits.charAt(0) - '0') % 2 == 0 ? Sex.FEMALE : Sex.MALE;
    }

    /**
     * Returns the code with all but the last four digits masked, to show to the person, not to log.
     *
     * @return for example {@code *******5718}
     */
    public String masked() {
        return "*******" + digits.substring(7);
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "PersonalCode[redacted]";
    }
}
