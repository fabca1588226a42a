package dev.eresident.core.signature;

import dev.eresident.core.certificate.Subject;
import dev.eresident.core.id.PersonalCode;
import dev.eresident.core.id.SemanticsIdentifier;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** How a certificate names its holder: the one place for reports and for what a caller expects. */
final class SignerNames {
    private SignerNames() {}

    /** The identifiers, a person's first: a certificate may name a person and the organisation; certificates of before 2016 hold an Estonian code without its prefix. */
    static Set<SemanticsIdentifier> identifiers(Subject subject) {
        Set<SemanticsIdentifier> identifiers = new LinkedHashSet<>();
        subject.serialNumber().flatMap(SemanticsIdentifier::tryParse).ifPresent(identifiers::add);
        if (subject.country().equals(Optional.of("EE"))) {
            subject.serialNumber()
                    .flatMap(PersonalCode::tryParse)
                    .map(SemanticsIdentifier::of)
                    .ifPresent(identifiers::add);
        }
        subject.organizationIdentifier().flatMap(SemanticsIdentifier::tryParse).ifPresent(identifiers::add);
        return identifiers;
    }

    /** Both names of a person, otherwise the common name, otherwise that of the organisation. */
    static Optional<String> name(Subject subject) {
        return subject.givenName()
                .flatMap(given -> subject.surname().map(surname -> given + " " + surname))
                .or(subject::commonName)
                .or(subject::organization);
    }
}
