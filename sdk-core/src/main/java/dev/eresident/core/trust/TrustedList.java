package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A national trusted list (ETSI TS 119 612), parsed to a compact value. */
public record TrustedList(
        String source,
        String territory,
        int version,
        long sequence,
        Instant issued,
        Optional<Instant> nextUpdate,
        boolean signerChecked,
        List<TrustService> services) {
    /** Parses a list given by the caller, without looking at its signature; ProtocolException TRUST_LIST_UNREADABLE. */
    public static TrustedList parse(byte[] xmlOrGzip, String source) {
        throw new UnsupportedOperationException("contract " + source + xmlOrGzip.length);
    }

    /** Verifies the enveloped signature by one of the signers, then parses; TrustException TRUST_LIST_SIGNATURE_INVALID. */
    public static TrustedList verify(byte[] xmlOrGzip, String source, List<Certificate> signers) {
        throw new UnsupportedOperationException("contract " + source + xmlOrGzip.length + signers.size());
    }
}
