package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.Certificate;
import java.util.List;

/**
 * A token whose certificate leads to a trusted authority; the signature is not verified yet.
 *
 * @param known the token with its lists
 * @param path the certificate first, the anchor last, at least two
 */
record TrustedCandidate(Step2Format.Known known, List<Certificate> path) {
    Token token() {
        return known.token();
    }

    Certificate certificate() {
        return path.get(0);
    }

    Certificate issuer() {
        return path.get(1);
    }
}
