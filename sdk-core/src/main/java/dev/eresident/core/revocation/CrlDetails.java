package dev.eresident.core.revocation;

import dev.eresident.core.certificate.Certificate;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * How an accepted revocation list came to be accepted, for policies and audit.
 *
 * @param issuer whose key signed it
 * @param signatureDigest digest of the signature as the JDK names it; embedded lists may have {@code SHA-1}, refusing it is the caller's policy
 * @param nextUpdate by when a newer list is promised
 * @param number its number, rising from list to list
 * @param expiredSince since when expired certificates stay on the list (ISO/IEC 9594-8 §9.5.2.7, expiredCertsOnCRL)
 */
public record CrlDetails(
        Certificate issuer,
        String signatureDigest,
        Optional<Instant> nextUpdate,
        Optional<BigInteger> number,
        Optional<Instant> expiredSince) {}
