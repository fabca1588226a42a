/**
 * What a signature is worth in law, as far as certificates and trusted lists tell: start at {@link dev.eresident.core.signature.qualification.SignatureQualification}. Not exported; the result is
 * {@link dev.eresident.core.signature.Qualification}.
 *
 * <p>Pure functions of a certificate, the services that issued it, and times; immutable, thread-safe. The steps follow ETSI TS 119 615: {@code ServiceSelection} §4.3 and §4.4 (which service's word
 * counts), {@code CapturedQualifiers} (which qualifiers of TS 119 612 §5.5.9.2 the certificate fulfils), {@code CertificateStatements} (what it says of itself),
 * {@link dev.eresident.core.signature.qualification.CertificateQualification} §4.4 and §4.5 (qualified, type, device at a time).
 *
 * <p>What it does not do: it neither builds paths nor judges signatures or lists, and it knows no agreements with third countries.
 */
@NullMarked
package dev.eresident.core.signature.qualification;

import org.jspecify.annotations.NullMarked;
