/**
 * The one place that chooses who does the arithmetic: start at {@link dev.eresident.core.internal.crypto.SignatureVerifier}.
 *
 * <p>Names of algorithms in every format that is met (XML, X.509, JOSE) are looked up in {@link
 * dev.eresident.core.internal.crypto.SignatureAlgorithm}, {@link dev.eresident.core.internal.crypto.JoseAlgorithm} and {@link
 * dev.eresident.core.internal.crypto.DigestAlgorithm}; each is an allow-list. Whether an algorithm is strong enough at some date is for the caller to judge.
 * No signing, no encryption, no private key is here.
 *
 * <p>Everything is immutable and thread-safe. Not exported to integrators, who choose by {@link dev.eresident.core.CryptoChoice}.
 */
@NullMarked
package dev.eresident.core.internal.crypto;

import org.jspecify.annotations.NullMarked;
