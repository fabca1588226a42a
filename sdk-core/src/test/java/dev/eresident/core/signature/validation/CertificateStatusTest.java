package dev.eresident.core.signature.validation;

import static dev.eresident.core.signature.validation.Materials.good;
import static dev.eresident.core.signature.validation.Materials.list;
import static dev.eresident.core.signature.validation.Materials.ocsp;
import static dev.eresident.core.signature.validation.Materials.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.CrlDetails;
import dev.eresident.core.revocation.CrlStatus;
import dev.eresident.core.revocation.OcspDetails;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.CertificateStatus.Answer;
import dev.eresident.core.signature.validation.CertificateStatus.Says;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateStatusTest {
    private static final Instant TIME = Instant.parse("2020-06-01T00:00:00Z");
    private static final Certificate SIGNER = Materials.elliptic("SHA256withECDSA");
    private static final Bytes DER = Bytes.of(new byte[1]);

    private static OcspDetails details(Optional<Instant> archiveCutoff) {
        return new OcspDetails(
                OcspDetails.Authorisation.DELEGATED,
                List.of(SIGNER),
                "SHA-256",
                "SHA-1",
                Optional.empty(),
                archiveCutoff,
                false,
                true,
                true,
                OcspDetails.NonceState.NOT_COMPARED,
                Optional.empty());
    }

    private static CertificateStatus of(OcspStatus status, Instant at) {
        return CertificateStatus.of(List.of(new CertificateStatus.Heard(status, at)), SIGNER, at, List.of(), List.of());
    }

    private static OcspStatus.Good goodAnswer(Instant producedAt, Optional<Instant> archiveCutoff) {
        return new OcspStatus.Good(producedAt, producedAt, SIGNER, DER, details(archiveCutoff));
    }

    @Nested
    class Answers {
        @Test
        void whenRevoked_thenSinceThen() {
            CertificateStatus status = of(
                    new OcspStatus.Revoked(TIME, TIME.minusSeconds(9), 1, SIGNER, DER, details(Optional.empty())),
                    TIME);

            assertThat(status.revoked()).hasSize(1);
            assertThat(status.revoked().get(0).revokedAt()).isEqualTo(TIME.minusSeconds(9));
            assertThat(status.revoked().get(0).suspended()).isFalse();
            assertThat(status.unknown()).isFalse();
            assertThat(status.hasOcsp()).isTrue();
        }

        @Test
        void whenOnHold_thenSuspended() {
            CertificateStatus status =
                    of(new OcspStatus.Revoked(TIME, TIME, 6, SIGNER, DER, details(Optional.empty())), TIME);

            assertThat(status.revoked().get(0).suspended()).isTrue();
        }

        @Test
        void whenUnknown_thenNeitherGoodNorRevoked() {
            CertificateStatus status = of(new OcspStatus.Unknown(TIME, SIGNER, DER, details(Optional.empty())), TIME);

            assertThat(status.unknown()).isTrue();
            assertThat(status.revoked()).isEmpty();
            assertThat(status.earliestSince(TIME)).isEmpty();
        }

        @Test
        void whenUnacceptable_thenAProblemAndNoAnswer() {
            CertificateStatus status = of(new OcspStatus.Unacceptable(OcspStatus.Problem.SIGNATURE, "broken"), TIME);

            assertThat(status.isEmpty()).isTrue();
            assertThat(status.problems())
                    .containsExactly(new CertificateStatus.Problem(FindingCode.OCSP_SIGNATURE_INVALID, "broken"));
        }

        @ParameterizedTest
        @EnumSource(OcspStatus.Problem.class)
        void whenUnacceptable_thenWhoseFaultItIs(OcspStatus.Problem problem) {
            FindingCode expected = switch (problem) {
                case SIGNATURE -> FindingCode.OCSP_SIGNATURE_INVALID;
                case RESPONDER_NOT_AUTHORISED, RESPONDER_NOT_FOUND, RESPONDER_NOT_TRUSTED ->
                    FindingCode.OCSP_RESPONDER_UNTRUSTED;
                default -> FindingCode.OCSP_NOT_ACCEPTABLE;
            };

            assertThat(of(new OcspStatus.Unacceptable(problem, ""), TIME).problems())
                    .containsExactly(new CertificateStatus.Problem(expected, ""));
        }

        @Test
        void whenOfTheFuture_thenNotBelieved() {
            assertThat(of(goodAnswer(TIME.plusSeconds(300), Optional.empty()), TIME)
                            .isEmpty())
                    .as("clocks may differ by five minutes")
                    .isFalse();
            assertThat(of(goodAnswer(TIME.plusSeconds(301), Optional.empty()), TIME)
                            .isEmpty())
                    .isTrue();
            assertThat(of(
                                    new OcspStatus.Revoked(
                                            TIME.plusSeconds(301), TIME, 1, SIGNER, DER, details(Optional.empty())),
                                    TIME)
                            .isEmpty())
                    .isTrue();
        }

        @Test
        void whenTheCertificateHadExpired_thenGoodMayOnlyMeanForgotten() {
            Instant after = Materials.UNTIL.plusSeconds(1);
            Instant at = after.plusSeconds(1000);

            assertThat(of(goodAnswer(Materials.UNTIL, Optional.empty()), at).isEmpty())
                    .isFalse();
            assertThat(of(goodAnswer(after, Optional.empty()), at).isEmpty()).isTrue();
            assertThat(of(goodAnswer(after, Optional.of(Materials.UNTIL)), at).isEmpty())
                    .isFalse();
            assertThat(of(goodAnswer(after, Optional.of(after)), at).isEmpty()).isTrue();
            assertThat(of(goodAnswer(after, Optional.empty()), at).problems())
                    .extracting(CertificateStatus.Problem::code)
                    .containsExactly(FindingCode.OCSP_NOT_ACCEPTABLE);
        }

        @Test
        void whenTheCertificateHadExpired_thenRevokedStillCounts() {
            Instant after = Materials.UNTIL.plusSeconds(1);

            assertThat(of(new OcspStatus.Revoked(after, TIME, 1, SIGNER, DER, details(Optional.empty())), after)
                            .revoked())
                    .hasSize(1);
        }
    }

    @Nested
    class Lists {
        private CrlDetails list(Optional<Instant> nextUpdate) {
            return new CrlDetails(SIGNER, "SHA-256", nextUpdate, Optional.empty(), Optional.empty());
        }

        @Test
        void whenTheListSaysNothing_thenNoAnswer() {
            assertThat(Answer.of(new CrlStatus.Unacceptable(CrlStatus.Problem.SIGNATURE, ""), TIME))
                    .isEmpty();
        }

        @Test
        void whenGood_thenUntilTheNextOne() {
            Answer answer = Answer.of(new CrlStatus.Good(TIME, list(Optional.of(TIME.plusSeconds(60)))), TIME)
                    .orElseThrow();

            assertThat(answer.says()).isEqualTo(Says.GOOD);
            assertThat(answer.tells(TIME.plusSeconds(60))).isTrue();
            assertThat(answer.tells(TIME.plusSeconds(61))).isFalse();
            Answer endless = Answer.of(new CrlStatus.Good(TIME, list(Optional.empty())), TIME)
                    .orElseThrow();
            assertThat(endless.tells(TIME)).isTrue();
            assertThat(endless.tells(TIME.plusSeconds(1))).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"-60, -60", "60, 0"})
        void whenRevoked_thenSinceTheEarlierOfBothTimes(int invalidSince, int expected) {
            Answer answer = Answer.of(
                            new CrlStatus.Revoked(
                                    TIME, TIME, 1, Optional.of(TIME.plusSeconds(invalidSince)), list(Optional.empty())),
                            TIME)
                    .orElseThrow();

            assertThat(answer.says()).isEqualTo(Says.REVOKED);
            assertThat(answer.revokedAt()).isEqualTo(TIME.plusSeconds(expected));
            assertThat(answer.suspended()).isFalse();
            assertThat(answer.tells(TIME.plusSeconds(100_000)))
                    .as("an old list still tells of a revocation")
                    .isTrue();
        }

        @Test
        void whenOnHold_thenSuspended() {
            Answer answer = Answer.of(
                            new CrlStatus.Revoked(TIME, TIME, 6, Optional.empty(), list(Optional.empty())), TIME)
                    .orElseThrow();

            assertThat(answer.suspended()).isTrue();
        }
    }

    @Test
    void whenAListWasDueForReplacement_thenItDoesNotTell() {
        CertificateStatus status = status(list(Says.GOOD, TIME, TIME.plusSeconds(60)), good(TIME));

        assertThat(status.asOf(TIME.plusSeconds(60)).answers()).hasSize(2);
        assertThat(status.asOf(TIME.plusSeconds(60)).problems()).isEmpty();
        CertificateStatus later = status.asOf(TIME.plusSeconds(61));
        assertThat(later.answers()).hasSize(1).noneMatch(Answer::list);
        assertThat(later.problems())
                .extracting(CertificateStatus.Problem::code)
                .containsExactly(FindingCode.CRL_NOT_ACCEPTABLE);
    }

    @Test
    void whenThereAreSeveral_thenTheyStandByTheirTimes() {
        CertificateStatus status = status(good(TIME.plusSeconds(2)), good(TIME), good(TIME.plusSeconds(1)));

        assertThat(status.latest().orElseThrow().producedAt()).isEqualTo(TIME.plusSeconds(2));
        assertThat(status.earliestSince(TIME.plusSeconds(1))).contains(TIME.plusSeconds(1));
        assertThat(status.earliestSince(TIME.plusSeconds(3))).isEmpty();
        assertThat(CertificateStatus.none().latest()).isEmpty();
    }

    @Test
    void whenComparedWithATimestamp_thenBySecondsAndOcspOnly() {
        assertThat(status(good(TIME)).earliestSince(TIME.plusMillis(999))).contains(TIME);
        assertThat(status(list(Says.GOOD, TIME, TIME)).earliestSince(TIME)).isEmpty();
        assertThat(status(list(Says.GOOD, TIME, TIME)).hasOcsp()).isFalse();
        assertThat(status(ocsp(Says.REVOKED, TIME, TIME, false)).earliestSince(TIME))
                .contains(TIME);
    }
}
