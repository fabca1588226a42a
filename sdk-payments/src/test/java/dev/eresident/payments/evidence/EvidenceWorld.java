package dev.eresident.payments.evidence;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.mobileid.MobileId;
import dev.eresident.auth.mobileid.MobileIdAnswer;
import dev.eresident.auth.mobileid.MobileIdLanguage;
import dev.eresident.auth.mobileid.MobileIdRelyingParty;
import dev.eresident.auth.mobileid.MobileIdRequest;
import dev.eresident.auth.mobileid.MobileIdSession;
import dev.eresident.auth.mobileid.MobileIdUser;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdAnswer;
import dev.eresident.auth.smartid.SmartIdRelyingParty;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.Bytes;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustedList;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.PaymentMethodToken;
import dev.eresident.payments.register.BusinessRegister;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.register.RegisterCredentials;
import dev.eresident.payments.sca.AuthorisedPayment;
import dev.eresident.payments.sca.PaymentAuthorisation;
import dev.eresident.payments.sca.PendingAuthorisation;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.mobileid.MobileIdService;
import dev.eresident.sandbox.smartid.SmartIdService;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** The whole story once, on a clock that stands, as a bank would have lived it. */
final class EvidenceWorld implements AutoCloseable {
    static final String ORIGIN = "https://bank.example";
    static final String SESSION = "session";
    private static final SessionBinding BROWSER = SessionBinding.of(SESSION);

    final Clock clock = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);
    final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    final Transport transport = Transport.standard();
    final SecureRandom random = new SecureRandom();
    final byte[] list = sandbox.pki().trustedList();
    final Certificate listSigner = Certificate.of(sandbox.pki().schemeOperator().certificate());
    final TrustPolicy trust = TrustPolicy.test(TrustAnchors.builder()
            .addTrustedList(TrustedList.parse(list, "list"))
            .build());
    final Certificate smartIds = Certificate.of(sandbox.pki().smartId().certificate());
    final Certificate mobileIds = Certificate.of(sandbox.pki().mobileId().certificate());
    final TrustPolicy everybody = TrustPolicy.test(TrustAnchors.builder()
            .addTrustedList(TrustedList.parse(list, "list"))
            .add(ServiceType.CA_QC, smartIds)
            .add(ServiceType.CA_QC, mobileIds)
            .build());
    final WebEid webEid = WebEid.builder()
            .origin(ORIGIN)
            .trust(trust)
            .replayGuard(ReplayGuard.inMemory(clock, 100))
            .ocsp(OcspClient.builder(transport, trust, clock, random).build())
            .clock(clock)
            .random(random)
            .build();
    final AuthenticatedPerson person = login(sandbox.eResident());
    final CardCharge order = new CardCharge(
            "ORD-1",
            Money.eur("149.00"),
            RegistryCode.parse(sandbox.soleCompany().code()),
            new PaymentMethodToken("tok-1"),
            "eur_acct",
            "Näidis OÜ");
    final ConfirmedRepresentation right =
            register().representation(person, order.company()).orElseThrow();
    final AuthorisedPayment payment = authoriseFor(right);
    final Bytes contract = Bytes.of(sandbox.contracts()
            .container()
            .file("agreement.txt", "text/plain", "Share purchase agreement".getBytes(StandardCharsets.UTF_8))
            .signedBy(sandbox.eResident())
            .level(Level.LT)
            .build());

    AuthenticatedPerson login(IdCard card) {
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, SESSION);
        return webEid.finish(challenge, card.webEidToken(ORIGIN, challenge.nonce()), SESSION)
                .orElseThrow();
    }

    AuthenticatedPerson bySmartId() {
        return bySmartId(everybody);
    }

    AuthenticatedPerson bySmartId(TrustPolicy believed, Certificate... between) {
        SmartId smartId = SmartId.builder()
                .relyingParty(new SmartIdRelyingParty(
                        SmartIdService.RELYING_PARTY_UUID,
                        SmartIdService.RELYING_PARTY_NAME,
                        Optional.empty(),
                        SmartIdService.SCHEME))
                .service(sandbox.smartId().uri(), transport)
                .trust(believed)
                .replayGuard(ReplayGuard.inMemory(clock, 100))
                .ocsp(OcspClient.builder(transport, believed, clock, random).build())
                .clock(clock)
                .random(random)
                .intermediates(between)
                .build();
        SmartIdSession session = smartId.start(
                        SmartIdRequest.loginByNotification(
                                DocumentNumber.parse(sandbox.smartId().account().documentNumber()),
                                Interactions.text("Log in?")),
                        BROWSER)
                .orElseThrow();
        SmartIdAnswer answer =
                smartId.poll(session, Duration.ofSeconds(1)).orElseThrow().orElseThrow();
        return smartId.finishLogin(session, answer, Optional.empty(), BROWSER).orElseThrow();
    }

    AuthenticatedPerson byMobileId() {
        MobileId mobileId = MobileId.builder()
                .relyingParty(new MobileIdRelyingParty(
                        MobileIdService.RELYING_PARTY_UUID, MobileIdService.RELYING_PARTY_NAME))
                .service(sandbox.mobileId().uri(), transport)
                .trust(everybody)
                .replayGuard(ReplayGuard.inMemory(clock, 100))
                .ocsp(OcspClient.builder(transport, everybody, clock, random).build())
                .clock(clock)
                .random(random)
                .build();
        MobileIdUser user = MobileIdUser.tryParse(
                        sandbox.mobileId().account().phoneNumber(),
                        sandbox.mobileId().account().personalCode())
                .orElseThrow();
        MobileIdSession session = mobileId.start(MobileIdRequest.login(user, MobileIdLanguage.ENG), BROWSER);
        MobileIdAnswer answer =
                mobileId.poll(session, Duration.ofSeconds(1)).orElseThrow().orElseThrow();
        return mobileId.finishLogin(session, answer, BROWSER).orElseThrow();
    }

    AuthorisedPayment authorise(CardCharge what, AuthenticatedPerson payer, IdCard card) {
        PaymentAuthorisation authorisation = PaymentAuthorisation.over(webEid).build();
        PendingAuthorisation pending = authorisation.start(what, payer, SESSION);
        return authorisation
                .finish(pending, what, card.webEidToken(ORIGIN, pending.nonce()), SESSION)
                .orElseThrow();
    }

    private AuthorisedPayment authoriseFor(ConfirmedRepresentation confirmed) {
        PaymentAuthorisation authorisation = PaymentAuthorisation.over(webEid).build();
        PendingAuthorisation pending = authorisation.start(order, confirmed, SESSION);
        String token = sandbox.eResident().webEidToken(ORIGIN, pending.nonce());
        return authorisation.finish(pending, order, confirmed, token, SESSION).orElseThrow();
    }

    private BusinessRegister register() {
        return BusinessRegister.direct(
                transport,
                sandbox.register().uri(),
                RegisterCredentials.of(
                        sandbox.register().userName(),
                        SecretBytes.of(sandbox.register().password().getBytes(StandardCharsets.UTF_8))),
                clock);
    }

    static final String REQUEST =
            "<transaction><amount>149.00</amount><orderId>ORD-1</orderId><merchantAccountId>eur_acct"
                    + "</merchantAccountId><paymentMethodToken>tok-1</paymentMethodToken><type>sale</type></transaction>";
    static final String ANSWER = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<transaction><id>abc123</id>"
            + "<status>submitted_for_settlement</status><type>sale</type><currency-iso-code>EUR</currency-iso-code>"
            + "<amount>149.00</amount><merchant-account-id>eur_acct</merchant-account-id><order-id>ORD-1</order-id>"
            + "<created-at type=\"datetime\">2026-11-23T09:00:00Z</created-at></transaction>";

    GatewayExchange exchange(String request, String answer) {
        return new GatewayExchange(
                "braintree:m1", "abc123", "ORD-1", Money.eur("149.00"), clock.instant(), utf8(request), utf8(answer));
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    EvidenceFile.Builder builder() {
        return EvidenceFile.builder(clock.instant())
                .trust(Environment.TEST, Map.of("trusted-list.xml", Bytes.of(list)))
                .login(person)
                .contract(contract, clock.instant())
                .representation(right)
                .authorisation(payment)
                .gateway(exchange(REQUEST, ANSWER))
                .attach("report.html", "the story for people", utf8("<p>Hello</p>"));
    }

    @Override
    public void close() {
        transport.close();
        sandbox.close();
    }
}
