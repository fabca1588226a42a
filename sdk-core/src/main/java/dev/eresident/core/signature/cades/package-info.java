/**
 * CAdES signatures (EN 319 122-1, RFC 5652, RFC 5126): start at {@link dev.eresident.core.signature.cades.CadesValidation}.
 *
 * <p>{@code CadesDocument} reads a CMS with all its signers, {@code SignedContent} is what they signed: carried inside, a file, or the manifest of a container. The steps follow EN 319 102-1:
 * {@code SignerIdentification} (§5.2.3: by the signed certificate digest and nothing else), {@code CryptographicVerification} (§5.2.7), {@code AttributeAcceptance} (§5.2.8);
 * {@code CadesTimestamps} with {@code HashIndexImprint} and {@code ArchiveImprintV2} says what each time-stamp must cover; {@code EmbeddedEvidence} collects certificates and revocation
 * data. The rest is the engine's.
 *
 * <p>Not exported. Immutable, but for digests that are remembered within one check; a document is used by one thread. What it does not do: it does not judge counter-signatures,
 * CAdES-C time-stamps and evidence records (all noted on the report), it makes no signatures, and PKCS#7 signatures without signed attributes are never good.
 */
@NullMarked
package dev.eresident.core.signature.cades;

import org.jspecify.annotations.NullMarked;
