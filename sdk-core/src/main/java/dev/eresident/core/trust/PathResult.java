package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.util.List;
import java.util.Optional;

/** Whether a certificate leads to an anchor. */
public sealed interface PathResult {
    /** A path was found: leaf first, anchor certificate last (a single element when the leaf itself is listed). */
    record Trusted(List<Certificate> path, TrustService anchor) implements PathResult {
        /** The issuing certificate of the leaf, if the leaf is not itself the anchor. */
        public Optional<Certificate> issuer() {
            return path.size() > 1 ? Optional.of(path.get(1)) : Optional.empty();
        }
    }

    /** No acceptable path; the problem of the path that came furthest. */
    record Untrusted(PathProblem problem, String text) implements PathResult {}

    /** Why no path was acceptable. */
    enum PathProblem {
        NO_PATH,
        NOT_YET_VALID,
        EXPIRED,
        ANCHOR_NOT_VALID,
        WRONG_SERVICE_TYPE,
        SERVICE_NOT_ACTIVE,
        NOT_A_CA,
        TOO_LONG
    }
}
