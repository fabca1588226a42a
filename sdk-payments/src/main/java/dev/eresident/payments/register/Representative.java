package dev.eresident.payments.register;

import java.util.Objects;
import java.util.Optional;

/**
 * A person whom the register names as a representative. Personal data; the text form shows nothing.
 *
 * @param givenName as registered
 * @param surname as registered
 * @param code the personal code, without country
 * @param country who gave the code, three letters of ISO 3166, for example {@code EST}
 */
public record Representative(
        Optional<String> givenName, Optional<String> surname, Optional<String> code, Optional<String> country) {
    /** Refuses null. */
    public Representative {
        Objects.requireNonNull(givenName, "givenName");
        Objects.requireNonNull(surname, "surname");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(country, "country");
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "Representative[redacted]";
    }
}
