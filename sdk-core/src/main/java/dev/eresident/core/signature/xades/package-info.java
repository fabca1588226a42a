/**
 * Judges XAdES signatures in containers after EN 319 102-1 with the Estonian rules: start at {@link dev.eresident.core.signature.xades.XadesValidation}.
 *
 * <p>The steps of the standard are classes named after its building blocks, in its order: {@code FormatChecking} (§5.2.2), {@code SigningCertificateIdentification}
 * (§5.2.3), {@code CryptographicVerification} (§5.2.7), {@code SignatureAcceptance} (§5.2.8), {@code CertificateValidation} (§5.2.6), {@code TimestampValidation} (§5.4) and
 * {@code LongTermValidation} (§5.5), then {@code EstonianRules}. The first step that fails decides the verdict; later findings are still reported where they can be computed.
 *
 * <p>XML is read by fixed child paths only: nothing is ever searched in the tree, references are resolved by the identity of elements, and the signer's key is the one that the signed
 * certificate digest names, never one that happens to fit.
 *
 * <p>Not exported. Thread-safe: a validation keeps no state between signatures. What it does not do yet: archive time-stamps, time-marks, counter-signatures and content
 * time-stamps are recognised and reported, not judged.
 */
@NullMarked
package dev.eresident.core.signature.xades;

import org.jspecify.annotations.NullMarked;
