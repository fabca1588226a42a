package dev.eresident.auth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.TestClock;
import dev.eresident.core.Proof;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.id.SemanticsIdentifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person whom an identity provider verified: there is no certificate to read anything from. */
class VerifiedPersonTest {
    private static final TestClock CLOCK = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));

    private static AuthenticatedPerson person(String subject, @Nullable String givenName, @Nullable String birthDate) {
        return VerifiedPerson.ofProvider(
                AuthenticationMethod.SMART_ID,
                AssuranceLevel.SUBSTANTIAL,
                new Holder(
                        SemanticsIdentifier.parseTaraSubject(subject),
                        Optional.ofNullable(givenName),
                        Optional.of("PROOV")),
                Optional.ofNullable(birthDate).map(LocalDate::parse),
                CLOCK.instant().plus(Duration.ofMinutes(15)),
                Proof.of("some-login", CLOCK.instant(), Map.of(), Map.of()));
    }

    @Test
    void whenThereIsNoCertificate_thenNoDocumentAndUnknownEResidency() {
        AuthenticatedPerson person = person("FI123456-789A", "MARI", null);

        assertThat(person.certificate()).isEmpty();
        assertThat(person.document()).isEmpty();
        assertThat(person.eResidency().kind()).isEqualTo(EResidency.Kind.UNKNOWN);
        assertThat(person.birthDate()).isEmpty();
        assertThat(person).hasToString("AuthenticatedPerson[SMART_ID, verified at 2026-11-23T09:00:00Z]");
    }

    @ParameterizedTest
    @CsvSource({"EE47906300003, , 1979-06-30", "EE47906300003, 1980-01-01, 1980-01-01", "FI1, 1980-01-01, 1980-01-01"})
    void whenABirthDateIsAsked_thenTheTokenComesBeforeTheCode(
            String subject, @Nullable String claimed, LocalDate expected) {
        assertThat(person(subject, "MARI", claimed).birthDate()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenSealedAndOpened_thenTheSamePerson(boolean allClaims) {
        AuthenticatedPerson person =
                person("FI123456-789A", allClaims ? "MÄRTA" : null, allClaims ? "1980-01-01" : null);
        ProofSeal seal = ProofSeal.builder(CLOCK, new SecureRandom())
                .activeKey("k1", SecretBytes.random(32, new SecureRandom()))
                .build();

        AuthenticatedPerson opened = AuthenticatedPerson.unseal(
                        seal, person.seal(seal, "bank-session", "s"), "bank-session", "s")
                .orElseThrow();

        assertThat(opened.identifier()).isEqualTo(person.identifier());
        assertThat(opened.givenName()).isEqualTo(person.givenName());
        assertThat(opened.surname()).isEqualTo(person.surname());
        assertThat(opened.birthDate()).isEqualTo(person.birthDate());
        assertThat(opened.assuranceLevel()).isEqualTo(person.assuranceLevel());
        assertThat(opened.validUntil()).isEqualTo(person.validUntil());
        assertThat(opened.toProof()).isEqualTo(person.toProof());
        assertThat(opened.certificate()).isEmpty();
        assertThat(opened.eResidency()).isEqualTo(person.eResidency());
    }
}
