package dev.eresident.payments.sca;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.Iban;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.CreditTransfer;
import dev.eresident.payments.order.Order;
import dev.eresident.payments.order.PaymentMethodToken;
import dev.eresident.payments.order.PaymentReference;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A bank, its Web eID and the sandbox's state, all on one clock. */
final class PaymentWorld implements AutoCloseable {
    static final String ORIGIN = "https://bank.example";
    static final String SESSION = "session-after-login";
    static final RegistryCode COMPANY = RegistryCode.parse("12345678");
    static final CreditTransfer TRANSFER = new CreditTransfer(
            "ORD-1",
            "E2E-1",
            Money.eur("100.00"),
            COMPANY,
            Iban.parse("EE707700771000123452"),
            "Näidis OÜ",
            Iban.parse("EE382200221020145685"),
            Optional.of(PaymentReference.parse("1234561")));
    static final CardCharge CHARGE = new CardCharge(
            "ORD-2", Money.eur("149.00"), COMPANY, new PaymentMethodToken("tok-1"), "eur_acct", "Näidis OÜ");

    final TestClock clock = new TestClock(Instant.parse("2026-11-23T09:00:00Z"));
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final SecureRandom random = new SecureRandom();
    final TrustPolicy trust = TrustPolicy.test(TrustAnchors.ofCas(
            sandbox.pki().cardAuthorities().stream().map(Certificate::of).toList()));
    final OcspClient ocsp = OcspClient.builder(Transport.standard(), trust, clock, random)
            .timeout(Duration.ofSeconds(2))
            .build();
    final ReplayGuard guard = ReplayGuard.inMemory(clock, 10_000);
    final WebEid webEid = WebEid.builder()
            .origin(ORIGIN)
            .trust(trust)
            .replayGuard(guard)
            .ocsp(ocsp)
            .clock(clock)
            .random(random)
            .build();
    final PaymentAuthorisation authorisation = PaymentAuthorisation.over(webEid).build();
    final IdCard card = sandbox.eResident();
    final AuthenticatedPerson person = login(card);

    AuthenticatedPerson login(IdCard card) {
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, SESSION);
        return webEid.finish(challenge, card.webEidToken(ORIGIN, challenge.nonce()), SESSION)
                .orElseThrow();
    }

    PendingAuthorisation start(Order order) {
        return authorisation.start(order, person, SESSION);
    }

    AuthorisationOutcome finish(PendingAuthorisation pending, Order order) {
        return authorisation.finish(pending, order, token(pending), SESSION);
    }

    AuthorisedPayment authorise(Order order) {
        return finish(start(order), order).orElseThrow();
    }

    String token(PendingAuthorisation pending) {
        return card.webEidToken(ORIGIN, pending.nonce());
    }

    static AuthorisationOutcome.Rejected rejected(AuthorisationOutcome outcome) {
        return outcome.match(
                ok -> {
                    throw new AssertionError("A payment was authorised");
                },
                refused -> refused);
    }

    static AuthorisationRefusal refusal(AuthorisationOutcome outcome) {
        return rejected(outcome).code();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
