/**
 * Reads XAdES signatures and compares their digests and values: start at {@link dev.eresident.core.signature.xades.XadesValidation}.
 *
 * <p>The steps of EN 319 102-1 that are XAdES's own are classes named after its building blocks, in its order: {@code FormatChecking} (§5.2.2), {@code SigningCertificateIdentification}
 * (§5.2.3), {@code CryptographicVerification} (§5.2.7), {@code SignatureAcceptance} (§5.2.8); the others follow in {@code signature.validation}.
 *
 * <p>XML is read by fixed child paths only: nothing is ever searched in the tree, references are resolved by the identity of elements, and the signer's key is the one that the signed
 * certificate digest names, never one that happens to fit.
 *
 * <p>Not exported. Thread-safe: a validation keeps no state between signatures; {@code CanonicalForms}, which bounds the work of all signatures of one document, belongs to one check. What it does not do: counter-signatures are recognised and reported, not judged.
 */
@NullMarked
package dev.eresident.core.signature.xades;

import org.jspecify.annotations.NullMarked;
