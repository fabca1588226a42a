package dev.eresident.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspReport.Attempt;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.ocsp.OcspFault;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two responders over real sockets: the second is asked when, and only when, the first decided nothing. */
class OcspFallbackTest {
    private static Sandbox sandbox;
    private static Transport transport;
    private static Certificate issuer;
    private static TrustPolicy policy;

    private IdCard card;
    private Certificate subject;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        transport = Transport.standard();
        issuer = Certificate.of(sandbox.pki().esteid2018().certificate());
        policy = TrustPolicy.test(TrustAnchors.ofCas(List.of(issuer)));
    }

    @AfterAll
    static void stop() {
        transport.close();
        sandbox.close();
    }

    @BeforeEach
    void newCard() {
        card = sandbox.orderCard(CardProfile.E_RESIDENT_2018).issue();
        subject = Certificate.of(card.authenticationCertificate());
    }

    @AfterEach
    void heal() {
        sandbox.ocsp().heal();
        sandbox.secondOcsp().heal();
    }

    private static OcspClient.Builder builder() {
        return OcspClient.builder(transport, policy, sandbox.clock(), new SecureRandom())
                .timeout(Duration.ofSeconds(1));
    }

    private static FallbackResponder second() {
        return FallbackResponder.at(sandbox.secondOcsp().uri());
    }

    private OcspReport report() {
        return builder().fallback(issuer, second()).build().report(subject, issuer);
    }

    private URI first() {
        return subject.ocspUri().orElseThrow();
    }

    @Test
    void whenTheFirstSaysGood_thenTheSecondIsNotAsked() {
        long before = sandbox.secondOcsp().requestCount();

        OcspReport report = report();

        assertThat(report.status()).isInstanceOf(OcspStatus.Good.class);
        assertThat(report.answeredBy()).isEqualTo(first());
        assertThat(report.attempts()).isEmpty();
        assertThat(sandbox.secondOcsp().requestCount()).isEqualTo(before);
    }

    @Test
    void whenTheFirstSaysRevoked_thenItIsRevokedWhateverTheSecondWouldSay() {
        sandbox.ocsp()
                .revoke(
                        card.authenticationCertificate(),
                        sandbox.clock().instant().minusSeconds(60),
                        1);
        long before = sandbox.secondOcsp().requestCount();

        assertThat(report().status()).isInstanceOf(OcspStatus.Revoked.class);
        assertThat(sandbox.secondOcsp().requestCount()).isEqualTo(before);
    }

    @Test
    void whenTheFirstSaysSuspended_thenTheSecondIsNotAsked() {
        sandbox.ocsp()
                .suspend(
                        card.authenticationCertificate(),
                        sandbox.clock().instant().minusSeconds(60));
        long before = sandbox.secondOcsp().requestCount();

        assertThat(report().status()).isInstanceOf(OcspStatus.Revoked.class);
        assertThat(sandbox.secondOcsp().requestCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"STALE", "NEXT_UPDATE_PASSED"})
    void whenTheFirstSaysRevokedForEverInAnOldAnswer_thenTheSecondIsNotAsked(OcspFault old) {
        sandbox.ocsp()
                .revoke(
                        card.authenticationCertificate(),
                        sandbox.clock().instant().minus(Duration.ofDays(1)),
                        1);
        sandbox.ocsp().misbehave(old);
        long before = sandbox.secondOcsp().requestCount();

        assertThat(report().status()).isInstanceOf(OcspStatus.Revoked.class);
        assertThat(sandbox.secondOcsp().requestCount()).isEqualTo(before);
    }

    @Test
    void whenTheFirstSaysSuspendedInAnOldAnswer_thenTheSecondDecides() {
        sandbox.ocsp()
                .suspend(
                        card.authenticationCertificate(),
                        sandbox.clock().instant().minus(Duration.ofDays(1)));
        sandbox.ocsp().misbehave(OcspFault.STALE);

        OcspReport report = report();

        assertThat(report.status()).isInstanceOf(OcspStatus.Good.class);
        assertThat(report.attempts()).containsExactly(new Attempt(first(), "THIS_UPDATE_TOO_OLD"));
    }

    @ParameterizedTest
    @EnumSource(TransportFault.class)
    void whenTheNetworkFails_thenTheSecondDecides(TransportFault fault) {
        sandbox.ocsp().fail(fault);

        OcspReport report = report();

        assertThat(report.status()).isInstanceOf(OcspStatus.Good.class);
        assertThat(report.answeredBy()).isEqualTo(sandbox.secondOcsp().uri());
        assertThat(report.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.uri()).isEqualTo(first());
            assertThat(attempt.code()).matches("[A-Z0-9_]+");
        });
    }

    @ParameterizedTest
    @EnumSource(value = OcspFault.class, mode = EnumSource.Mode.EXCLUDE, names = "RESPONDER_NOT_INCLUDED")
    void whenTheFirstResponderMisbehaves_thenTheSecondDecides(OcspFault fault) {
        sandbox.ocsp().misbehave(fault);

        OcspReport report = report();

        assertThat(report.status()).isInstanceOf(OcspStatus.Good.class);
        assertThat(report.answeredBy()).isEqualTo(sandbox.secondOcsp().uri());
        assertThat(report.attempts()).hasSize(1);
    }

    @Test
    void whenTheSecondSaysRevoked_thenRevoked() {
        sandbox.ocsp().misbehave(OcspFault.TRY_LATER);
        sandbox.secondOcsp()
                .revoke(
                        card.authenticationCertificate(),
                        sandbox.clock().instant().minusSeconds(60),
                        1);

        OcspReport report = report();

        assertThat(report.status()).isInstanceOf(OcspStatus.Revoked.class);
        assertThat(report.answeredBy()).isEqualTo(sandbox.secondOcsp().uri());
        assertThat(report.attempts()).containsExactly(new Attempt(first(), "OCSP_TRY_LATER"));
    }

    @Test
    void whenTheThreadIsInterrupted_thenNoFurtherResponderIsAsked() {
        long before = sandbox.secondOcsp().requestCount();
        Thread.currentThread().interrupt();

        EResidentException thrown = catchThrowableOfType(EResidentException.class, this::report);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown.code()).isEqualTo("INTERRUPTED");
        assertThat(sandbox.secondOcsp().requestCount()).isEqualTo(before);
    }

    @Nested
    class NobodyDecides {
        @Test
        void whenBothFail_thenTheFirstFailureWithTheOtherInIt() {
            sandbox.ocsp().fail(TransportFault.HTTP_503);
            sandbox.secondOcsp().misbehave(OcspFault.TRY_LATER);

            EResidentException thrown = catchThrowableOfType(EResidentException.class, OcspFallbackTest.this::report);

            assertThat(thrown.code()).isEqualTo("HTTP_503");
            assertThat(thrown.getSuppressed())
                    .singleElement()
                    .extracting(e -> ((EResidentException) e).code())
                    .isEqualTo("OCSP_TRY_LATER");
        }

        @Test
        void whenOneAnswersUnacceptably_thenThatIsReported() {
            sandbox.ocsp().fail(TransportFault.HTTP_503);
            sandbox.secondOcsp().misbehave(OcspFault.BAD_SIGNATURE);

            OcspReport report = report();

            assertThat(report.status())
                    .isInstanceOfSatisfying(
                            OcspStatus.Unacceptable.class,
                            status -> assertThat(status.problem()).isEqualTo(OcspStatus.Problem.SIGNATURE));
            assertThat(report.answeredBy()).isEqualTo(sandbox.secondOcsp().uri());
            assertThat(report.attempts()).containsExactly(new Attempt(first(), "HTTP_503"));
        }

        @Test
        void whenOneDoesNotKnowTheCertificate_thenThatComesBeforeAnUnacceptableAnswer() {
            sandbox.ocsp().misbehave(OcspFault.WRONG_NONCE);
            sandbox.secondOcsp().forget(card.authenticationCertificate());

            OcspReport report = report();

            assertThat(report.status()).isInstanceOf(OcspStatus.Unknown.class);
            assertThat(report.answeredBy()).isEqualTo(sandbox.secondOcsp().uri());
            assertThat(report.attempts()).containsExactly(new Attempt(first(), "NONCE_MISMATCH"));
        }
    }

    @Nested
    class Settings {
        @Test
        void whenTheIssuerIsAnother_thenNoFallback() {
            sandbox.ocsp().fail(TransportFault.HTTP_503);
            Certificate other = Certificate.of(sandbox.pki().esteid2025().certificate());
            long before = sandbox.secondOcsp().requestCount();
            OcspClient client = builder().fallback(other, second()).build();

            assertThatThrownBy(() -> client.report(subject, issuer)).isInstanceOf(EResidentException.class);
            assertThat(sandbox.secondOcsp().requestCount()).isEqualTo(before);
        }

        @Test
        void whenTheCertificateNamesNoResponder_thenTheFallbackIsAskedFirst() {
            Certificate silent = Certificate.of(sandbox.orderCard(CardProfile.E_RESIDENT_2018)
                    .authenticationCertificate(spec -> spec.ocspUri(null))
                    .issue()
                    .authenticationCertificate());
            OcspClient with = builder().fallback(issuer, second()).build();
            OcspClient without = builder().build();

            assertThat(with.hasAddress(silent, issuer)).isTrue();
            assertThat(with.report(silent, issuer).status()).isInstanceOf(OcspStatus.Good.class);
            assertThat(without.hasAddress(silent, issuer)).isFalse();
            assertThatThrownBy(() -> without.report(silent, issuer)).isInstanceOf(ConfigurationException.class);
        }

        @Test
        void whenTheFallbackIsDesignated_thenOnlyThatCertificateCounts() {
            sandbox.ocsp().fail(TransportFault.HTTP_503);
            Certificate right = Certificate.of(
                    sandbox.pki().ocspResponder(sandbox.pki().esteid2018()).certificate());
            Certificate wrong = Certificate.of(
                    sandbox.pki().ocspResponder(sandbox.pki().esteid2025()).certificate());

            assertThat(builder()
                            .fallback(issuer, second().designated(right))
                            .build()
                            .report(subject, issuer)
                            .status())
                    .isInstanceOf(OcspStatus.Good.class);
            assertThat(builder()
                            .fallback(issuer, second().designated(wrong))
                            .build()
                            .report(subject, issuer)
                            .status())
                    .isInstanceOfSatisfying(
                            OcspStatus.Unacceptable.class,
                            status -> assertThat(status.problem()).isEqualTo(OcspStatus.Problem.RESPONDER_MISMATCH));
        }

        @Test
        void whenTheFirstIsDesignated_thenTheSameHoldsForAFallbackThatIsNot() {
            sandbox.ocsp().fail(TransportFault.HTTP_503);
            Certificate wrong = Certificate.of(
                    sandbox.pki().ocspResponder(sandbox.pki().esteid2025()).certificate());

            assertThat(builder()
                            .rules(OcspRules.standard().withDesignatedResponder(wrong))
                            .fallback(issuer, second())
                            .build()
                            .report(subject, issuer)
                            .status())
                    .isInstanceOf(OcspStatus.Unacceptable.class);
        }

        @Test
        void whenTheFallbackReturnsNoNonce_thenItMustBeAllowed() {
            sandbox.ocsp().fail(TransportFault.HTTP_503);
            sandbox.secondOcsp().misbehave(OcspFault.MISSING_NONCE);

            assertThat(report().status()).isInstanceOf(OcspStatus.Unacceptable.class);
            assertThat(builder()
                            .fallback(issuer, second().withoutNonce())
                            .build()
                            .report(subject, issuer)
                            .status())
                    .isInstanceOf(OcspStatus.Good.class);
        }

        @Test
        void whenTheFirstNeedsNoNonce_thenTheFallbackStillDoes() {
            OcspRules standard = OcspRules.standard();
            OcspRules without =
                    new OcspRules(standard.allowedSkew(), standard.maximumAge(), false, standard.designatedResponder());
            OcspClient client =
                    builder().rules(without).fallback(issuer, second()).build();
            sandbox.ocsp().fail(TransportFault.HTTP_503);

            assertThat(client.report(subject, issuer).status()).isInstanceOf(OcspStatus.Good.class);
            sandbox.secondOcsp().misbehave(OcspFault.MISSING_NONCE);
            assertThat(client.report(subject, issuer).status())
                    .isInstanceOfSatisfying(
                            OcspStatus.Unacceptable.class,
                            u -> assertThat(u.problem()).isEqualTo(OcspStatus.Problem.NONCE_MISSING));
        }

        @Test
        void whenThereAreSeveral_thenInTheirOrderUpToThree() {
            sandbox.ocsp().fail(TransportFault.HTTP_503);
            FallbackResponder broken = FallbackResponder.at(sandbox.ocspUri());
            OcspClient.Builder three = builder()
                    .fallback(issuer, broken)
                    .fallback(issuer, second())
                    .fallback(issuer, broken);

            assertThat(three.build().report(subject, issuer).attempts())
                    .containsExactly(new Attempt(first(), "HTTP_503"), new Attempt(broken.uri(), "HTTP_503"));
            assertThatThrownBy(() -> three.fallback(issuer, second()))
                    .isInstanceOf(ConfigurationException.class)
                    .extracting(e -> ((ConfigurationException) e).code())
                    .isEqualTo("OCSP_FALLBACKS_TOO_MANY");
        }

        @Test
        void whenAddressOrCertificateIsUnusable_thenRefusedAtOnce() {
            assertThatThrownBy(() -> FallbackResponder.at(URI.create("ldap://responder.example")))
                    .isInstanceOf(ConfigurationException.class)
                    .extracting(e -> ((ConfigurationException) e).code())
                    .isEqualTo("OCSP_ADDRESS_UNUSABLE");
            assertThatThrownBy(() -> second().designated(subject))
                    .isInstanceOf(ConfigurationException.class)
                    .extracting(e -> ((ConfigurationException) e).code())
                    .isEqualTo("OCSP_RESPONDER_NOT_MARKED");
        }
    }
}
