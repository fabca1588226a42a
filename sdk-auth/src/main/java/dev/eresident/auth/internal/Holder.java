package dev.eresident.auth.internal;

import dev.eresident.core.certificate.Subject;
import dev.eresident.core.id.PersonalCode;
import dev.eresident.core.id.SemanticsIdentifier;
import java.util.Optional;

/**
 * Reads the natural person out of a certificate's subject (Web eID §7.2, §7.6).
 *
 * <p>The identifier is in ETSI form, or, on Estonian cards before 2018, the bare personal code. At least one name is there.
 *
 * @param identifier who it is
 * @param givenName as written, if written
 * @param surname as written, if written
 */
public record Holder(SemanticsIdentifier identifier, Optional<String> givenName, Optional<String> surname) {
    private static final String ESTONIA = "EE";

    /**
     * Reads a subject.
     *
     * @param subject of a trusted certificate
     * @return the person, empty if it names none
     */
    public static Optional<Holder> of(Subject subject) {
        Optional<String> givenName = subject.givenName().filter(name -> !name.isBlank());
        Optional<String> surname = subject.surname().filter(name -> !name.isBlank());
        if (givenName.isEmpty() && surname.isEmpty()) {
            return Optional.empty();
        }
        return identifier(subject).map(identifier -> new Holder(identifier, givenName, surname));
    }

    private static Optional<SemanticsIdentifier> identifier(Subject subject) {
        Optional<SemanticsIdentifier> modern = subject.serialNumber().flatMap(SemanticsIdentifier::tryParse);
        if (modern.isPresent()) {
            return modern.filter(identifier -> identifier.holder() != SemanticsIdentifier.Holder.LEGAL_PERSON);
        }
        return subject.country()
                .filter(ESTONIA::equals)
                .flatMap(country -> subject.serialNumber())
                .flatMap(PersonalCode::tryParse)
                .map(SemanticsIdentifier::of);
    }

    @Override
    public String toString() {
        return "Holder[redacted]";
    }
}
