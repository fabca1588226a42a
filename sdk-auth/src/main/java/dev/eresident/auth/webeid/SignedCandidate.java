package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.Certificate;

/**
 * A token whose signature by a trusted certificate is verified; only the status of the certificate is open.
 *
 * @param origin where it was signed
 */
record SignedCandidate(TrustedCandidate trusted, String origin) {
    Certificate certificate() {
        return trusted.certificate();
    }
}
