/**
 * Charging cards and other stored means of payment; start at {@link dev.eresident.payments.gateway.PaymentGateway}.
 *
 * <p>A gateway takes nothing but an {@link dev.eresident.payments.sca.AuthorisedPayment}, sends each request once, and says
 * {@link dev.eresident.payments.gateway.GatewayOutcome.Unknown} when it does not know whether money moved;
 * {@link dev.eresident.payments.gateway.PaymentGateway#probe} then finds out by asking, never by sending again. Merchant acts (void,
 * refund) need the original receipt, an amount within what remains, and an operator.
 *
 * <p>The interface is open: package {@code gateway.braintree} implements it, and so may you. All values are immutable; gateways are
 * thread-safe. There are no threads here and no sleeping: who probes passes a {@link dev.eresident.payments.gateway.Pause}. The
 * payer's strong authentication stays with the card's issuer (3-D Secure); webhooks, disputes and vaults are not here.
 */
@NullMarked
package dev.eresident.payments.gateway;

import org.jspecify.annotations.NullMarked;
