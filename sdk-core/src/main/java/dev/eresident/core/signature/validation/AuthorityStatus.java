package dev.eresident.core.signature.validation;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.FindingCode;
import java.time.Instant;
import java.util.List;

/**
 * EN 319 102-1 §5.2.6.4 for the authority of a time-stamp inside a signature: what the embedded answers say about its certificate, and those between it and the trusted service. An authority
 * that a list itself names is believed as it stands.
 */
final class AuthorityStatus {
    private final RevocationCheck revocation;
    private final boolean needed;

    /**
     * Makes a check.
     *
     * @param revocation looks the answers up
     * @param needed whether an authority without any answer proves nothing
     */
    AuthorityStatus(RevocationCheck revocation, boolean needed) {
        this.revocation = revocation;
        this.needed = needed;
    }

    /** The same result, or nothing when the authority's certificate was revoked by the time from which a newer time-stamp protects the token: whoever has its key may have made it any day. */
    TimestampValidation.Result asked(TimestampValidation.Result result, Instant since) {
        if (!(result instanceof TimestampValidation.Result.Proven proven)) {
            return result;
        }
        List<Certificate> path = proven.path();
        for (int i = 0; i < path.size() - 1; i++) {
            CertificateStatus status = revocation.status(path.get(i), path.get(i + 1));
            if (status.unknown()
                    || status.revoked().stream().anyMatch(a -> !a.revokedAt().isAfter(since))) {
                return new TimestampValidation.Result.Nothing(
                        FindingCode.TIMESTAMP_UNTRUSTED,
                        "The certificate of its authority, or one above it, was revoked, or is not known to who issued it.");
            }
            if (needed && status.isEmpty()) {
                return new TimestampValidation.Result.Nothing(
                        FindingCode.TIMESTAMP_UNTRUSTED,
                        "No acceptable answer about the certificate of its authority, or one above it, is embedded.");
            }
        }
        return result;
    }
}
