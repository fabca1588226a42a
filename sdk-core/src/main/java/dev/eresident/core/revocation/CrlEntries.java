package dev.eresident.core.revocation;

import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The revoked certificates of a list (RFC 5280 §5.1.2.6, §5.3), walked over and never kept.
 *
 * @param list revokedCertificates, null when there are none
 * @param unknownCritical an extension of an entry that is critical and not known, null when there is none
 * @param indirect whether an entry names another issuer
 */
record CrlEntries(@Nullable DerElement list, @Nullable String unknownCritical, boolean indirect) {
    private static final String REASON = "2.5.29.21";
    private static final String HOLD_INSTRUCTION = "2.5.29.23";
    private static final String INVALIDITY_DATE = "2.5.29.24";
    private static final String CERTIFICATE_ISSUER = "2.5.29.29";
    private static final int ENUMERATED = 0x0a;

    /**
     * One entry.
     *
     * @param revokedAt revocationDate
     * @param reason CRLReason, 0 when none is given
     * @param invalidSince when the key is known or suspected to have been compromised
     */
    record Entry(Instant revokedAt, int reason, Optional<Instant> invalidSince) {}

    /** Walks over all entries to see that they are sound. */
    static CrlEntries read(@Nullable DerElement list, boolean mayHaveExtensions) {
        String unknown = null;
        boolean indirect = false;
        if (list != null) {
            DerReader entries = list.reader();
            while (entries.hasNext()) {
                DerReader parts = entries.next(DerElement.SEQUENCE).reader();
                parts.next(DerElement.INTEGER).integer();
                parts.next().time();
                Optional<DerElement> wrapped = mayHaveExtensions ? parts.nextIf(DerElement.SEQUENCE) : Optional.empty();
                parts.expectEnd();
                if (wrapped.isPresent()) {
                    Map<String, Crl.Extension> extensions = new HashMap<>();
                    Crl.readExtensions(wrapped.get().reader(), extensions);
                    indirect |= extensions.containsKey(CERTIFICATE_ISSUER);
                    for (Map.Entry<String, Crl.Extension> extension : extensions.entrySet()) {
                        if (extension.getValue().critical() && !isKnown(extension.getKey())) {
                            unknown = extension.getKey();
                        }
                    }
                    entry(Instant.EPOCH, extensions);
                }
            }
        }
        return new CrlEntries(list, unknown, indirect);
    }

    private static boolean isKnown(String oid) {
        return oid.equals(REASON)
                || oid.equals(HOLD_INSTRUCTION)
                || oid.equals(INVALIDITY_DATE)
                || oid.equals(CERTIFICATE_ISSUER);
    }

    /** The entry of a certificate; of several the one with the earliest date. */
    Optional<Entry> find(BigInteger serial) {
        Entry found = null;
        if (list != null) {
            DerReader entries = list.reader();
            while (entries.hasNext()) {
                DerReader parts = entries.next(DerElement.SEQUENCE).reader();
                if (parts.next(DerElement.INTEGER).integer().equals(serial)) {
                    Instant revokedAt = parts.next().time();
                    Map<String, Crl.Extension> extensions = new HashMap<>();
                    parts.nextIf(DerElement.SEQUENCE)
                            .ifPresent(wrapped -> Crl.readExtensions(wrapped.reader(), extensions));
                    Entry entry = entry(revokedAt, extensions);
                    found = found == null || entry.revokedAt().isBefore(found.revokedAt()) ? entry : found;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private static Entry entry(Instant revokedAt, Map<String, Crl.Extension> extensions) {
        Crl.Extension reason = extensions.get(REASON);
        Crl.Extension invalidity = extensions.get(INVALIDITY_DATE);
        return new Entry(
                revokedAt,
                reason == null ? 0 : reason(Crl.single(reason)),
                Optional.ofNullable(invalidity)
                        .map(extension -> Crl.single(extension).time()));
    }

    private static int reason(DerElement element) {
        byte[] value = element.content();
        if (element.tag() != ENUMERATED || value.length != 1 || value[0] < 0) {
            throw Crl.malformed("a reason is not a small number");
        }
        return value[0];
    }
}
