/**
 * The steps of EN 319 102-1 that are the same in every format: start at {@link dev.eresident.core.signature.validation.SignatureValidation}.
 *
 * <p>A format reads a signature, identifies its signer's certificate, compares digests and value, notes what fails on a {@code Judgement}, and hands a {@code SignatureMaterial} over. Then
 * the steps follow, classes named after the standard's building blocks: {@code ProofsOfExistence} (§5.4, §5.6.2.3: archive time-stamps from the newest to the oldest, then those of the
 * signature), {@code CertificateValidation} (§5.2.6), {@code RevocationCheck} with {@code CertificateStatus} (§5.2.6.4), {@code LongTermValidation} (§5.5), and {@code EstonianRules}
 * or {@code TimeMark} where the {@code Rules} ask for them. The first step that fails decides the verdict; later findings are still reported where they can be computed.
 *
 * <p>Not exported. Thread-safe: a validation keeps no state between signatures. What it does not do: it fetches nothing, and it knows no format.
 */
@NullMarked
package dev.eresident.core.signature.validation;

import org.jspecify.annotations.NullMarked;
