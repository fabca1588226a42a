package dev.eresident.examples.quickstart;

import dev.eresident.auth.webeid.WebEid;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.money.Money;
import dev.eresident.core.transport.Transport;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.PaymentMethodToken;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.sca.AuthorisationOutcome;
import dev.eresident.payments.sca.AuthorisedPayment;
import dev.eresident.payments.sca.PaymentAuthorisation;
import dev.eresident.payments.sca.PendingAuthorisation;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.braintree.BraintreeService;
import java.time.Clock;

/** A representative authorises one order with the card. The sandbox plays the card and the register. */
public final class AuthorisePayment {
    private AuthorisePayment() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            AuthorisedPayment payment = authorised(sandbox, transport, Clock.systemUTC());
            System.out.println("authorised: " + payment.order().orderId());
            // prints: authorised: ORDER-1
        }
    }

    static AuthorisedPayment authorised(Sandbox sandbox, Transport transport, Clock clock) {
        WebEid webEid = LogIn.webEid(sandbox, transport, clock);
        RegistryCode company = RegistryCode.parse(sandbox.soleCompany().code());
        ConfirmedRepresentation right = ActForCompany.register(sandbox, transport, clock)
                .representation(LogIn.person(sandbox, webEid, "a session"), company)
                .orElseThrow();
        PaymentAuthorisation authorisation = PaymentAuthorisation.over(webEid).build();
        PaymentMethodToken card = new PaymentMethodToken(BraintreeService.TOKEN);
        CardCharge order = new CardCharge(
                "ORDER-1", Money.eur("149.00"), company, card, BraintreeService.EUR_ACCOUNT, "Näidis Tarkvara OÜ");
        PendingAuthorisation pending = authorisation.start(order, right, "a session"); // nonce() goes to the browser
        String token = sandbox.eResident().webEidToken(LogIn.ORIGIN, pending.nonce());
        return finish(authorisation, pending, order, right, token).orElseThrow();
    }

    // #region authorise
    static AuthorisationOutcome finish(
            PaymentAuthorisation authorisation, // made over the same WebEid as the login
            PendingAuthorisation pending, // from start(order, right, session), kept in the session
            CardCharge order, // any change since then, of amount, payee or company, is refused
            ConfirmedRepresentation right,
            String token) {
        return authorisation.finish(pending, order, right, token, "a session");
    }
    // #endregion
}
