package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.Certificate;
import java.util.List;

/**
 * A token whose signature by a trusted certificate is verified; only the status of the certificate is open.
 *
 * @param origin where it was signed
 * @param offers the signing certificates of the same card, verified but for their status
 */
record SignedCandidate(TrustedCandidate trusted, String origin, List<TrustedOffer> offers) {
    Certificate certificate() {
        return trusted.certificate();
    }

    SignedCandidate with(List<TrustedOffer> verified) {
        return new SignedCandidate(trusted, origin, verified);
    }
}
