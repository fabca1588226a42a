/**
 * What is to be paid; start at {@link dev.eresident.payments.order.Order}.
 *
 * <p>Plain values, checked when they are made, immutable and thread-safe. They do nothing: an order is neither authorised nor sent
 * by existing. {@link dev.eresident.payments.order.CanonicalOrder} writes one down so that it can be hashed. Wrong input is a {@link dev.eresident.core.ProtocolException} whose code names the field.
 */
@NullMarked
package dev.eresident.payments.order;

import org.jspecify.annotations.NullMarked;
