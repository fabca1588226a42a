package dev.eresident.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.pki.Authority;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each way in believes its own authorities only. That a card's certificate is no Smart-ID account is tested with Smart-ID. */
class MethodTrustTest {
    private static final String ORIGIN = "https://bank.example";

    private static TestClock clock;
    private static Sandbox sandbox;
    private static TrustPolicy cards;
    private static TrustPolicy accounts;

    @BeforeAll
    static void start() {
        clock = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));
        sandbox = Sandbox.builder().clock(clock).start();
        cards = believing(sandbox.pki().esteid2018(), sandbox.pki().esteid2025());
        accounts = believing(sandbox.pki().smartId());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static TrustPolicy believing(Authority... authorities) {
        return TrustPolicy.test(TrustAnchors.ofCas(Arrays.stream(authorities)
                .map(authority -> Certificate.of(authority.certificate()))
                .toList()));
    }

    private static String login(MethodTrust trust, IdCard card) {
        WebEid webEid = WebEid.builder()
                .origin(ORIGIN)
                .trust(trust)
                .replayGuard(ReplayGuard.inMemory(clock, 10))
                .withoutOcsp()
                .clock(clock)
                .random(new SecureRandom())
                .build();
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, "session");
        WebEidOutcome outcome = webEid.finish(challenge, card.webEidToken(ORIGIN, challenge.nonce()), "session");
        return outcome.match(ok -> "OK", refused -> refused.code().name());
    }

    /** It passes every check of a card but the last: purposes, policies and name are a card's. */
    private static IdCard issuedBy(Authority authority) {
        return sandbox.orderCard(CardProfile.E_RESIDENT_2025).issuer(authority).issue();
    }

    @Test
    void whenTheAuthorityIsOfSmartId_thenItDoesNotVouchForACard() {
        MethodTrust trust = MethodTrust.builder()
                .believe(AuthenticationMethod.WEB_EID, cards)
                .believe(AuthenticationMethod.SMART_ID, accounts)
                .build();

        assertThat(login(trust, issuedBy(sandbox.pki().smartId()))).isEqualTo("CERTIFICATE_NOT_TRUSTED");
        assertThat(login(trust, issuedBy(sandbox.pki().esteid2025()))).isEqualTo("OK");
    }

    @Test
    void whenTheSameCertificateIsJudgedByTheOtherTrust_thenItWouldHavePassed() {
        MethodTrust mixedUp = MethodTrust.builder()
                .believe(AuthenticationMethod.WEB_EID, accounts)
                .build();

        assertThat(login(mixedUp, issuedBy(sandbox.pki().smartId()))).isEqualTo("OK");
    }

    @Test
    void whenAMethodHasNoTrust_thenItCannotBeBuilt() {
        MethodTrust onlyCards = MethodTrust.builder()
                .believe(AuthenticationMethod.WEB_EID, cards)
                .build();
        MethodTrust onlyAccounts = MethodTrust.builder()
                .believe(AuthenticationMethod.SMART_ID, accounts)
                .build();

        assertCode(() -> onlyCards.of(AuthenticationMethod.SMART_ID), "METHOD_TRUST_MISSING");
        assertCode(() -> WebEid.builder().origin(ORIGIN).trust(onlyAccounts), "METHOD_TRUST_MISSING");
        assertThat(onlyCards.of(AuthenticationMethod.WEB_EID)).isSameAs(cards);
        assertThat(onlyAccounts.of(AuthenticationMethod.SMART_ID)).isSameAs(accounts);
    }

    @Test
    void whenAnAuthorityStandsUnderTwoMethods_thenRefusedUnlessOnPurpose() {
        TrustPolicy both = believing(sandbox.pki().esteid2025(), sandbox.pki().smartId());
        MethodTrust.Builder mixed = MethodTrust.builder()
                .believe(AuthenticationMethod.WEB_EID, both)
                .believe(AuthenticationMethod.SMART_ID, accounts);

        assertCode(mixed::build, "METHOD_TRUST_SHARED");
        mixed.sharedOnPurpose(Certificate.of(sandbox.pki().esteid2025().certificate()));
        assertCode(mixed::build, "METHOD_TRUST_SHARED");
        mixed.sharedOnPurpose(Certificate.of(sandbox.pki().smartId().certificate()));
        assertThat(mixed.build().of(AuthenticationMethod.WEB_EID)).isSameAs(both);
    }

    @Test
    void whenOnlyAResponderIsShared_thenAccepted() {
        Certificate responder = Certificate.of(
                sandbox.pki().ocspResponder(sandbox.pki().esteid2025()).certificate());
        TrustPolicy first = TrustPolicy.test(TrustAnchors.builder()
                .add(
                        ServiceType.CA_QC,
                        Certificate.of(sandbox.pki().esteid2025().certificate()))
                .add(ServiceType.OCSP, responder)
                .build());
        TrustPolicy second = TrustPolicy.test(TrustAnchors.builder()
                .add(ServiceType.CA_QC, Certificate.of(sandbox.pki().smartId().certificate()))
                .add(ServiceType.OCSP, responder)
                .build());

        assertThat(MethodTrust.builder()
                        .believe(AuthenticationMethod.WEB_EID, first)
                        .believe(AuthenticationMethod.SMART_ID, second)
                        .build()
                        .toString())
                .contains(first.anchors().id(), second.anchors().id());
    }

    private static void assertCode(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOf(ConfigurationException.class)
                .extracting(e -> ((ConfigurationException) e).code())
                .isEqualTo(code);
    }
}
