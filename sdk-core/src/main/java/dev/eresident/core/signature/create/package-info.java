/**
 * The shape of making a signature: start at {@link dev.eresident.core.signature.create.PendingSignature}.
 *
 * <p>{@code PendingSignature} is what is to be signed, by whom, and with which {@code SigningAlgorithm}; whoever holds the key, a card, a phone
 * or a module, gives back bytes, and {@code PendingSignature.verify} alone makes a {@code SignatureValue} of them. Values are immutable.
 *
 * <p>Does not: reach a key, call a service, judge whether the certificate is trusted, write the document that holds the signature.
 */
@NullMarked
package dev.eresident.core.signature.create;

import org.jspecify.annotations.NullMarked;
