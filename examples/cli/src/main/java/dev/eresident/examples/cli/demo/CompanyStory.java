package dev.eresident.examples.cli.demo;

import static dev.eresident.examples.cli.demo.Storyteller.found;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.core.Bytes;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.xroad.XRoadClient;
import dev.eresident.core.xroad.XRoadClientId;
import dev.eresident.payments.evidence.GatewayExchange;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.Receipt;
import dev.eresident.payments.gateway.braintree.BraintreeCredentials;
import dev.eresident.payments.gateway.braintree.BraintreeEndpoint;
import dev.eresident.payments.gateway.braintree.BraintreeGateway;
import dev.eresident.payments.gateway.braintree.PaymentMethodForm;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyStore;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.PaymentMethodToken;
import dev.eresident.payments.register.BusinessRegister;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.register.RegisterCredentials;
import dev.eresident.payments.register.RepresentationOutcome;
import dev.eresident.payments.sca.AuthorisationOutcome;
import dev.eresident.payments.sca.AuthorisationRefusal;
import dev.eresident.payments.sca.AuthorisedPayment;
import dev.eresident.payments.sca.PaymentAuthorisation;
import dev.eresident.payments.sca.PendingAuthorisation;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.braintree.BraintreeService;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.xroad.SecurityServer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The second half of the demo: acting for a company, and paying. */
final class CompanyStory {
    private static final String SESSION = "the browser session of the demo";

    private final Sandbox sandbox;
    private final Clock clock;
    private final Storyteller teller;

    CompanyStory(Sandbox sandbox, Clock clock, Storyteller teller) {
        this.sandbox = sandbox;
        this.clock = clock;
        this.teller = teller;
    }

    /** What the evidence needs from this half. */
    record Acted(ConfirmedRepresentation representation, AuthorisedPayment payment, GatewayExchange exchange) {}

    Acted tell(WebEid webEid, AuthenticatedPerson person, Transport transport) throws Exception {
        ConfirmedRepresentation representation = company(person);
        CardCharge order = new CardCharge(
                "ORDER-2026-0001",
                Money.eur("149.00"),
                representation.company(),
                new PaymentMethodToken(BraintreeService.TOKEN),
                BraintreeService.EUR_ACCOUNT,
                "Näidis Tarkvara OÜ");
        AuthorisedPayment payment = authorise(webEid, representation, order);
        return new Acted(representation, payment, charge(payment, transport));
    }

    /** The security server lets the bank in with its registered certificate only, and the bank believes that one server only. */
    private ConfirmedRepresentation company(AuthenticatedPerson person) throws Exception {
        SecurityServer server = sandbox.securityServer();
        Credential key = sandbox.pki().securityServerClient();
        server.registerCertificate(server.client(), key.certificate());
        try (Transport mutual = Transport.builder()
                .clientKey(key.keyManager())
                .pin(server.secure().certificate())
                .build()) {
            return company(person, mutual, server);
        }
    }

    private ConfirmedRepresentation company(AuthenticatedPerson person, Transport mutual, SecurityServer server)
            throws Exception {
        XRoadClient xroad = XRoadClient.builder(
                        mutual, server.secure().uri(), XRoadClientId.parse(server.client()), clock, new SecureRandom())
                .build();
        BusinessRegister register = BusinessRegister.over(
                xroad,
                RegisterCredentials.of(
                        sandbox.register().userName(),
                        SecretBytes.of(sandbox.register().password().getBytes(StandardCharsets.UTF_8))));
        RegistryCode code = RegistryCode.parse(sandbox.soleCompany().code());
        teller.tell(
                "The company is looked up",
                "The business register is asked over X-Road, through a security server that knows the bank by its TLS certificate. The answer"
                        + " must carry the hash of the very bytes that were asked, and repeat who asked whom.",
                () -> {
                    var company = register.company(code).orElseThrow();
                    return found("in the register", true, company)
                            .with("Company", company.name())
                            .with("Registry code", company.code().digits())
                            .with("Status", company.status());
                });
        ConfirmedRepresentation confirmed = teller.tell(
                "May this person act for it?",
                "The register says who may represent the company, and whether alone or only together with others.",
                () -> {
                    ConfirmedRepresentation right =
                            register.representation(person, code).orElseThrow();
                    return found("confirmed, alone", true, right)
                            .with("Role", right.role())
                            .with("Holds until", right.validUntil());
                });
        RegistryCode joint = RegistryCode.parse(sandbox.jointCompany().code());
        teller.tell(
                "Another company needs two signatures",
                "For a second company the same person may act only together with somebody else. That is an answer, not an error, and no"
                        + " payment can start from it.",
                () -> {
                    RepresentationOutcome outcome = register.representation(person, joint);
                    return found("not alone", outcome.kind() == RepresentationOutcome.Kind.JOINTLY, outcome)
                            .with("In words", outcome.text());
                });
        return confirmed;
    }

    private AuthorisedPayment authorise(WebEid webEid, ConfirmedRepresentation right, CardCharge order)
            throws Exception {
        PaymentAuthorisation authorisation = PaymentAuthorisation.over(webEid).build();
        PendingAuthorisation spoiled = authorisation.start(order, right, SESSION);
        CardCharge dearer = new CardCharge(
                order.orderId(),
                Money.eur("1490.00"),
                order.company(),
                order.paymentMethod(),
                order.merchantAccount(),
                order.payee());
        teller.tell(
                "Somebody adds a zero after the payer agreed",
                "The card signed a number made from the amount, the payee and the company. With another amount it is another number.",
                () -> {
                    AuthorisationOutcome outcome = authorisation.finish(
                            spoiled,
                            dearer,
                            right,
                            sandbox.eResident().webEidToken(DemoStory.ORIGIN, spoiled.nonce()),
                            SESSION);
                    return outcome.match(
                            authorised -> found("LET THROUGH", false, outcome),
                            rejected -> found("refused", rejected.code() == AuthorisationRefusal.ORDER_CHANGED, outcome)
                                    .with("Code", rejected.code())
                                    .with("For the operator", rejected.text()));
                });
        PendingAuthorisation pending = authorisation.start(order, right, SESSION);
        return teller.tell(
                "The payer authorises the payment",
                "The page shows amount and payee, the card signs the number that stands for them. It authorises this one order and no"
                        + " other, and a login can never be turned into it.",
                () -> {
                    AuthorisedPayment payment = authorisation
                            .finish(
                                    pending,
                                    order,
                                    right,
                                    sandbox.eResident().webEidToken(DemoStory.ORIGIN, pending.nonce()),
                                    SESSION)
                            .orElseThrow();
                    return found("authorised", true, payment)
                            .with("Amount", order.amount())
                            .with("Payee", order.payee())
                            .with("Order", order.orderId())
                            .with("Valid until", payment.validUntil());
                });
    }

    private GatewayExchange charge(AuthorisedPayment payment, Transport transport) throws Exception {
        List<Bytes> bodies = new CopyOnWriteArrayList<>();
        BraintreeGateway gateway = BraintreeGateway.builder(
                        transport,
                        BraintreeEndpoint.at(sandbox.braintree().uri()),
                        new BraintreeCredentials(
                                sandbox.braintree().merchantId(),
                                sandbox.braintree().publicKey(),
                                SecretBytes.of(sandbox.braintree().privateKey().getBytes(StandardCharsets.US_ASCII))),
                        IdempotencyStore.inMemory(clock, 1_000, Duration.ofDays(1)),
                        clock)
                .merchantAccount(BraintreeService.EUR_ACCOUNT, "EUR")
                .paymentMethods(PaymentMethodForm.VAULT_TOKEN)
                .exchanges((operation, request, answer) -> bodies.addAll(List.of(request, answer)))
                .build();
        IdempotencyKey key = IdempotencyKey.of("demo-" + payment.order().orderId());
        Receipt receipt = teller.tell(
                "The payment is executed through Braintree",
                "The record of the attempt is written before the first byte leaves. Only the authorised order can be sent.",
                () -> {
                    GatewayOutcome outcome = gateway.charge(payment, key);
                    boolean approved = outcome.kind() == GatewayOutcome.Kind.APPROVED;
                    Receipt received = outcome.orElseThrow();
                    return found("approved", approved, received)
                            .with("Transaction", received.transactionId())
                            .with("Amount", received.amount())
                            .with("Status", received.status().text());
                });
        teller.tell(
                "The same payment is sent again",
                "A nervous click, a retry, a crash: the same key gives the same receipt, and nothing is charged twice.",
                () -> {
                    Receipt again = gateway.charge(payment, key).orElseThrow();
                    int charges = sandbox.braintree()
                            .ledger()
                            .charges(payment.order().orderId())
                            .size();
                    return found("one charge", charges == 1 && again.equals(receipt), again)
                            .with("Transaction", again.transactionId())
                            .with("Charges in Braintree's ledger", charges);
                });
        return GatewayExchange.of(receipt, bodies.get(0), bodies.get(1));
    }
}
