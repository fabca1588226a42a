package dev.eresident.payments.gateway;

import dev.eresident.core.money.Money;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.sca.AuthorisedPayment;
import java.util.Optional;

/**
 * Moves money on a means of payment. Implementations are thread-safe, and write to a journal before they send.
 *
 * <p>What the gateway answers, declines included, is a {@link GatewayOutcome}. Exceptions say that the call could not be answered and
 * that <em>nothing was done</em>: wrong credentials ({@link dev.eresident.core.ServiceException}), no connection
 * ({@link dev.eresident.core.TransportException} with {@code outcomeUnknown()} false), an untrusted peer
 * ({@link dev.eresident.core.TrustException}). After any exception the same call with the same key may be repeated safely. The one
 * exception that leaves a doubt is that of a journal that fails in writing ({@code JOURNAL_UNREACHABLE} with {@code outcomeUnknown()}
 * true): repeating is safe then too, because what was being sent is answered as {@code Unknown}.
 */
public interface PaymentGateway {
    /**
     * Returns the name that stands in receipts, unique per account at a gateway.
     *
     * @return for example {@code braintree:merchant1}
     */
    String name();

    /**
     * Charges what the payer authorised. The request is built from the authorised order alone, so nothing can be changed after the
     * authorisation. The same key again gives the same outcome without sending, except that what was never done is tried again.
     *
     * @param payment a verified authorisation of a {@link dev.eresident.payments.order.CardCharge} that is still valid
     * @param key names this charge; one order is only ever charged under one key
     * @return the outcome
     */
    GatewayOutcome charge(AuthorisedPayment payment, IdempotencyKey key);

    /**
     * Settles a doubt by asking the gateway until it shows the transaction, or until so much time has passed since the sending that
     * its absence proves that nothing happened. Sends nothing that moves money.
     *
     * @param probe from {@link GatewayOutcome.Unknown}, also of an earlier process
     * @param pause how to wait between two questions
     * @return the outcome; {@link GatewayOutcome.NotFound} when nothing happened, {@link GatewayOutcome.Unknown} when the doubt remains
     */
    GatewayOutcome probe(GatewayProbe probe, Pause pause);

    /**
     * Looks a transaction up.
     *
     * @param transactionId the gateway's id
     * @return how it stands now, empty when the gateway does not know it
     */
    Optional<GatewayTransaction> find(String transactionId);

    /**
     * Takes a charge back before it is settled, whole.
     *
     * @param original the receipt of the charge
     * @param operator who decided
     * @param key names this act
     * @return the outcome; the receipt is that of the charge with its new status
     */
    GatewayOutcome voidCharge(Receipt original, OperatorId operator, IdempotencyKey key);

    /**
     * Pays a settled charge back, whole or in part; refused when more than what remains of it.
     *
     * @param original the receipt of the charge
     * @param amount above zero, in the currency of the charge
     * @param operator who decided
     * @param key names this act
     * @return the outcome; the receipt is that of the refund
     */
    GatewayOutcome refund(Receipt original, Money amount, OperatorId operator, IdempotencyKey key);
}
