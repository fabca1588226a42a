package dev.eresident.auth.mobileid;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.id.PersonalCode;
import dev.eresident.core.id.SemanticsIdentifier;
import java.util.Objects;
import java.util.Optional;

/**
 * Who is asked, and on which phone: what a person types into a login form. Personal data: {@link #toString()} is redacted.
 *
 * <p>The country belongs to the identifier, because Estonian and Lithuanian codes look alike: the same eleven digits may be two people.
 *
 * @param phone with a SIM card of Mobile-ID
 * @param person an Estonian or Lithuanian personal code
 */
public record MobileIdUser(PhoneNumber phone, SemanticsIdentifier person) {
    /**
     * Checks the code: eleven digits, an existing date of birth, a fitting check digit.
     *
     * @throws ProtocolException {@code MOBILE_ID_USER_INVALID}
     */
    public MobileIdUser {
        Objects.requireNonNull(phone, "phone");
        boolean known = person.scheme().equals("PNO")
                && (person.country().equals("EE") || person.country().equals("LT"));
        boolean valid = PersonalCode.tryParse(person.identifier())
                .filter(PersonalCode::isValid)
                .flatMap(PersonalCode::birthDate)
                .isPresent();
        if (!known || !valid) {
            throw new ProtocolException(
                    "MOBILE_ID_USER_INVALID",
                    "Mobile-ID asks people by an Estonian or Lithuanian personal code; look for a typing mistake");
        }
    }

    /**
     * Names somebody by an Estonian code.
     *
     * @param phone with a SIM card of Mobile-ID
     * @param code with a fitting check digit
     * @return the user
     * @throws ProtocolException {@code MOBILE_ID_USER_INVALID}
     */
    public static MobileIdUser of(PhoneNumber phone, PersonalCode code) {
        return new MobileIdUser(phone, SemanticsIdentifier.of(code));
    }

    /**
     * Reads the two fields of a login form; the code is of the phone's country.
     *
     * @param phone for example {@code +372 6800 0769}
     * @param code eleven digits
     * @return the user; empty if the phone is neither Estonian nor Lithuanian, or the code has a typing mistake
     */
    public static Optional<MobileIdUser> tryParse(String phone, String code) {
        try {
            PhoneNumber number = PhoneNumber.parse(phone);
            return number.country()
                    .map(country -> new MobileIdUser(number, new SemanticsIdentifier("PNO", country, code.strip())));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "MobileIdUser[redacted]";
    }
}
