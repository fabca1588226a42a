package dev.eresident.auth.mobileid;

import dev.eresident.core.certificate.Certificate;
import java.util.List;

/**
 * An answer whose certificate leads to a trusted authority; its signature may not be verified yet.
 *
 * @param path the certificate first, the anchor last, at least two
 */
record Trusted(Answer answer, List<Certificate> path) {
    Certificate certificate() {
        return path.get(0);
    }

    Certificate issuer() {
        return path.get(1);
    }
}
