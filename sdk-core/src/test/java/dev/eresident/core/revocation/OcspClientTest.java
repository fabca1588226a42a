package dev.eresident.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspDetails.Authorisation;
import dev.eresident.core.revocation.OcspDetails.NonceState;
import dev.eresident.core.revocation.OcspStatus.Problem;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.ocsp.OcspFault;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class OcspClientTest {
    private final Transport transport = Transport.standard();
    private final SecureRandom random = new SecureRandom();
    private final Sandbox sandbox;
    private final IdCard card;
    private final Certificate subject;
    private final Certificate issuer;
    private final TrustPolicy policy;

    OcspClientTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.card = sandbox.eResident();
        this.subject = Certificate.of(card.authenticationCertificate());
        this.issuer = Certificate.of(card.issuer().certificate());
        this.policy = TrustPolicy.test(TrustAnchors.ofCas(List.of(issuer)));
    }

    @BeforeEach
    @AfterEach
    void heal() {
        sandbox.ocsp().heal();
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private OcspClient.Builder builder() {
        return OcspClient.builder(transport, policy, sandbox.clock(), random);
    }

    private Problem problem(OcspClient client) {
        OcspStatus status = client.ask(subject, issuer);
        assertThat(status).isInstanceOf(OcspStatus.Unacceptable.class);
        return ((OcspStatus.Unacceptable) status).problem();
    }

    @Nested
    class Repeating {
        @Test
        void whenTheResponderFailsAndRecovers_thenTheTransportAsksAgain() {
            List<Duration> pauses = new ArrayList<>();
            try (Transport patient = Transport.builder()
                    .resilience(Resilience.builder(random).sleeper(pauses::add).build())
                    .build()) {
                OcspClient client = OcspClient.builder(patient, policy, sandbox.clock(), random)
                        .build();
                long before = sandbox.ocsp().requestCount();
                sandbox.ocsp().failNext(TransportFault.HTTP_503, TransportFault.CONNECTION_RESET);

                assertThat(client.ask(subject, issuer)).isInstanceOf(OcspStatus.Good.class);
                assertThat(sandbox.ocsp().requestCount() - before).isEqualTo(3);
                assertThat(pauses).hasSize(2).first().isEqualTo(Duration.ofSeconds(1)); // as the responder asked
            }
        }
    }

    @Nested
    class Statuses {
        @Test
        void whenTheCardIsGood_thenGoodWithItsEvidence() {
            OcspStatus status = builder().build().ask(subject, issuer);

            assertThat(status).isInstanceOf(OcspStatus.Good.class);
            OcspStatus.Good good = (OcspStatus.Good) status;
            assertThat(good.details().authorisation()).isEqualTo(Authorisation.DELEGATED);
            assertThat(good.details().responderPath()).hasSize(2).last().isEqualTo(issuer);
            assertThat(good.details().nonceState()).isEqualTo(NonceState.MATCHED);
            assertThat(good.details().nonce())
                    .hasValueSatisfying(nonce -> assertThat(nonce.size()).isEqualTo(32));
            assertThat(good.details().certIdDigest()).isEqualTo("SHA-1");
            assertThat(OcspCheck.with(policy).checkEmbedded(good.response(), subject, issuer, List.of()))
                    .isInstanceOf(OcspStatus.Good.class);
        }

        @Test
        void whenAskedTwice_thenTheNoncesDiffer() {
            OcspClient client = builder().build();
            OcspStatus.Good first = (OcspStatus.Good) client.ask(subject, issuer);
            OcspStatus.Good second = (OcspStatus.Good) client.ask(subject, issuer);

            assertThat(first.details().nonce()).isNotEqualTo(second.details().nonce());
        }

        @Test
        void whenAskedWithSha256_thenGood() {
            OcspClient client =
                    builder().sha256CertIdAt(sandbox.ocspUri().getHost()).build();

            assertThat(client.ask(subject, issuer))
                    .isInstanceOfSatisfying(
                            OcspStatus.Good.class,
                            good -> assertThat(good.details().certIdDigest()).isEqualTo("SHA-256"));
        }

        @ParameterizedTest
        @CsvSource({"127.0.0.1, SHA-256", "0.0.1, SHA-256", "7.0.0.1, SHA-1", "0.0.1.example, SHA-1"})
        void whenAHostIsNamed_thenItsSubdomainsAreMeantTooAndNoOthers(String host, String digest) {
            assertThat(builder().sha256CertIdAt(host).build().ask(subject, issuer))
                    .isInstanceOfSatisfying(
                            OcspStatus.Good.class,
                            good -> assertThat(good.details().certIdDigest()).isEqualTo(digest));
        }

        @Test
        void whenRevoked_thenRevokedWithReason() {
            IdCard other = sandbox.orderCard(CardProfile.E_RESIDENT_2018).issue();
            sandbox.ocsp()
                    .revoke(other.authenticationCertificate(), sandbox.clock().instant(), 1);

            assertThat(builder()
                            .build()
                            .ask(
                                    Certificate.of(other.authenticationCertificate()),
                                    Certificate.of(other.issuer().certificate())))
                    .isInstanceOfSatisfying(OcspStatus.Revoked.class, revoked -> {
                        assertThat(revoked.reason()).isEqualTo(1);
                        assertThat(revoked.suspended()).isFalse();
                    });
        }

        @Test
        void whenSuspended_thenRevokedAndSuspended() {
            IdCard other = sandbox.orderCard(CardProfile.E_RESIDENT_2018).issue();
            sandbox.ocsp()
                    .suspend(other.authenticationCertificate(), sandbox.clock().instant());

            assertThat(builder()
                            .build()
                            .ask(
                                    Certificate.of(other.authenticationCertificate()),
                                    Certificate.of(other.issuer().certificate())))
                    .isInstanceOfSatisfying(
                            OcspStatus.Revoked.class,
                            revoked -> assertThat(revoked.suspended()).isTrue());
        }

        @Test
        void whenNotKnown_thenUnknown() {
            sandbox.ocsp().misbehave(OcspFault.STATUS_UNKNOWN);

            assertThat(builder().build().ask(subject, issuer)).isInstanceOf(OcspStatus.Unknown.class);
        }
    }

    @Nested
    class Misbehaviours {
        @ParameterizedTest
        @CsvSource({
            "WRONG_NONCE, NONCE_MISMATCH",
            "MISSING_NONCE, NONCE_MISSING",
            "WRONG_CERT_ID, CERTID_MISMATCH",
            "BAD_SIGNATURE, SIGNATURE",
            "RESPONDER_OF_OTHER_AUTHORITY, RESPONDER_NOT_AUTHORISED",
            "RESPONDER_EXPIRED, RESPONDER_EXPIRED",
            "RESPONDER_WITHOUT_PURPOSE, RESPONDER_NOT_AUTHORISED",
            "RESPONDER_NOT_INCLUDED, RESPONDER_NOT_FOUND",
            "STALE, THIS_UPDATE_TOO_OLD",
            "FUTURE, THIS_UPDATE_FUTURE",
            "TWO_RESPONSES, RESPONSE_COUNT",
            "NO_RESPONSES, RESPONSE_COUNT"
        })
        void whenTheAnswerHasOneFault_thenItsOwnProblem(OcspFault fault, Problem expected) {
            sandbox.ocsp().misbehave(fault);

            assertThat(problem(builder().build())).isEqualTo(expected);
        }

        @Test
        void whenNextUpdateHasPassed_thenRefusedForThat() {
            sandbox.ocsp().misbehave(OcspFault.NEXT_UPDATE_PASSED);
            OcspRules patient = OcspRules.standard().withMaximumAge(Duration.ofHours(2));

            assertThat(problem(builder().rules(patient).build())).isEqualTo(Problem.NEXT_UPDATE_PAST);
        }

        @ParameterizedTest
        @CsvSource({
            "MALFORMED_REQUEST, could not read the question",
            "INTERNAL_ERROR, try again later",
            "TRY_LATER, try again later",
            "SIG_REQUIRED, wants signed questions",
            "UNAUTHORIZED, no contract"
        })
        void whenTheResponderReportsAnError_thenServiceExceptionSaysWhy(OcspFault fault, String why) {
            sandbox.ocsp().misbehave(fault);
            ServiceException e = catchThrowableOfType(
                    ServiceException.class, () -> builder().build().ask(subject, issuer));

            assertThat(e.code()).isEqualTo("OCSP_" + fault);
            assertThat(e.service()).startsWith("OCSP http://");
            assertThat(e).hasMessageContaining(why);
        }

        @Test
        void whenNoncesAreNotRequiredThere_thenAMissingOneIsGoodAndAWrongOneIsNot() {
            OcspClient client =
                    builder().withoutNonceAt(subject.ocspUri().orElseThrow()).build();
            sandbox.ocsp().misbehave(OcspFault.MISSING_NONCE);
            assertThat(client.ask(subject, issuer)).isInstanceOf(OcspStatus.Good.class);

            sandbox.ocsp().misbehave(OcspFault.WRONG_NONCE);
            assertThat(problem(client)).isEqualTo(Problem.NONCE_MISMATCH);
        }
    }

    @Nested
    class Responders {
        @Test
        void whenDesignated_thenOnlyThatOneIsAccepted() {
            Certificate own =
                    Certificate.of(sandbox.pki().ocspResponder(card.issuer()).certificate());
            Certificate foreign = Certificate.of(
                    sandbox.pki().ocspResponder(sandbox.pki().esteidSk2015()).certificate());

            assertThat(builder()
                            .rules(OcspRules.standard().withDesignatedResponder(own))
                            .build()
                            .ask(subject, issuer))
                    .isInstanceOfSatisfying(
                            OcspStatus.Good.class,
                            good -> assertThat(good.details().authorisation()).isEqualTo(Authorisation.DESIGNATED));
            assertThat(problem(builder()
                            .rules(OcspRules.standard().withDesignatedResponder(foreign))
                            .build()))
                    .isEqualTo(Problem.RESPONDER_MISMATCH);
        }

        @Test
        void whenTheDesignatedOneMayNotAnswer_thenConfigurationException() {
            assertThatThrownBy(() -> builder()
                            .rules(OcspRules.standard().withDesignatedResponder(subject))
                            .build())
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @Nested
    class Unplugged {
        @ParameterizedTest
        @CsvSource({
            "NO_ANSWER, TIMEOUT",
            "SLOW_DRIP, TIMEOUT",
            "CONNECTION_RESET, CONNECTION_RESET",
            "CONNECTION_CLOSED, CONNECTION_RESET",
            "CUT_IN_MID_ANSWER, ANSWER_CUT",
            "ENDLESS_BODY, ANSWER_TOO_LARGE"
        })
        void whenTheNetworkFails_thenTransportExceptionNamesTheResponder(TransportFault fault, String code) {
            sandbox.ocsp().fail(fault);
            long start = System.nanoTime();
            TransportException e = catchThrowableOfType(
                    TransportException.class,
                    () -> builder().timeout(Duration.ofSeconds(1)).build().ask(subject, issuer));

            assertThat(e.code()).isEqualTo(code);
            assertThat(e.service()).startsWith("OCSP http://");
            assertThat(e).hasMessageStartingWith(e.service());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }

        @ParameterizedTest
        @CsvSource({
            "HTTP_500, try again later",
            "HTTP_503, try again later",
            "HTTP_403, check the address",
            "HTTP_429, try again later"
        })
        void whenHttpReportsAnError_thenServiceExceptionSaysWhatToDo(TransportFault fault, String advice) {
            long before = sandbox.ocsp().requestCount();
            sandbox.ocsp().fail(fault);

            assertThatThrownBy(() -> builder().build().ask(subject, issuer))
                    .isInstanceOf(ServiceException.class)
                    .hasMessageStartingWith("OCSP http://")
                    .hasMessageContaining(advice)
                    .extracting(e -> ((EResidentException) e).code())
                    .isEqualTo(fault.name());
            assertThat(sandbox.ocsp().requestCount() - before).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({
            "WRONG_CONTENT_TYPE, OCSP_CONTENT_TYPE",
            "GARBAGE_BODY, OCSP_UNREADABLE",
            "EMPTY_BODY, OCSP_UNREADABLE"
        })
        void whenTheAnswerIsNotOcsp_thenProtocolException(TransportFault fault, String code) {
            sandbox.ocsp().fail(fault);

            assertThatThrownBy(() -> builder().build().ask(subject, issuer))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageStartingWith("OCSP http://")
                    .extracting(e -> ((EResidentException) e).code())
                    .isEqualTo(code);
        }

        @Test
        void whenRedirected_thenNotFollowed() {
            sandbox.ocsp().fail(TransportFault.REDIRECT);

            assertThatThrownBy(() -> builder().build().ask(subject, issuer)).isInstanceOf(ServiceException.class);
        }
    }

    @Nested
    class Settings {
        @Test
        void whenDurationsAreNotPositive_thenConfigurationException() {
            assertThatThrownBy(() -> builder().timeout(Duration.ofSeconds(-1)).build())
                    .isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> OcspRules.standard().withAllowedSkew(Duration.ofMinutes(-1)))
                    .isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> OcspRules.standard().withMaximumAge(Duration.ZERO))
                    .isInstanceOf(ConfigurationException.class);
        }

        @Test
        void whenTheAddressIsNotWeb_thenConfigurationException() {
            assertThatThrownBy(
                            () -> builder().responder(URI.create("ldap://x/")).build())
                    .isInstanceOf(ConfigurationException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"http:///x", "http://user@ocsp.example/", "ftp://ocsp.example/"})
        void whenTheAddressNamesNoHostOrAUser_thenConfigurationException(String address) {
            assertThatThrownBy(() -> builder().responder(URI.create(address)).build())
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("OCSP_ADDRESS_UNUSABLE"));
        }

        @Test
        void whenAnAddressIsKnown_thenThatOfTheClientBeforeThatOfTheCertificate() {
            URI own = URI.create("https://ocsp.example/");

            assertThat(builder().build().address(subject))
                    .isEqualTo(subject.ocspUri().orElseThrow());
            assertThat(builder().responder(own).build().address(subject)).isEqualTo(own);
            assertThatThrownBy(() -> builder().build().address(issuer))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("OCSP_ADDRESS_MISSING"));
        }

        @Test
        void whenNoAddressIsKnown_thenConfigurationException() {
            assertThatThrownBy(() -> builder().build().ask(issuer, issuer))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("names no OCSP responder");
        }
    }
}
