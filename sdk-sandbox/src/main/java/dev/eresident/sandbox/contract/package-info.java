/**
 * Signed containers, made independently of the SDK. Start at {@link dev.eresident.sandbox.contract.Contracts}.
 *
 * <p>Structure as digidoc4j writes it: exclusive canonicalisation, SigningCertificate, DataObjectFormat for each file, SignatureTimeStamp
 * over the canonical SignatureValue, then the OCSP answer. The maker is safe for use by several threads, a builder is not. No LTA.
 */
@NullMarked
package dev.eresident.sandbox.contract;

import org.jspecify.annotations.NullMarked;
