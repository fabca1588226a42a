package dev.eresident.core.trust;

import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a certificate leads to an anchor. */
public sealed interface PathResult {
    /**
     * Returns the case, for {@code switch} on Java 17.
     *
     * @return the kind of this value
     */
    default Kind kind() {
        return this instanceof Trusted ? Kind.TRUSTED : Kind.UNTRUSTED;
    }

    /**
     * Continues with one function per case.
     *
     * @param trusted gets the path
     * @param untrusted gets the problem
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Trusted, ? extends R> trusted, Function<? super Untrusted, ? extends R> untrusted) {
        if (this instanceof Trusted found) {
            return trusted.apply(found);
        }
        return untrusted.apply((Untrusted) this);
    }

    /**
     * Returns the path, for callers that prefer an exception.
     *
     * @return the path and its anchor
     * @throws TrustException with code {@code PATH_} and the problem's name, if there is none
     */
    default Trusted orElseThrow() {
        return match(found -> found, refused -> {
            throw new TrustException("PATH_" + refused.problem().name(), refused.text());
        });
    }

    /** The two cases. */
    enum Kind {
        /** A path was found. */
        TRUSTED,
        /** There is no acceptable path. */
        UNTRUSTED
    }

    /**
     * A path was found.
     *
     * @param path leaf first, the anchor's certificate last; a single element when the leaf itself is listed
     * @param anchor the service that is believed
     */
    record Trusted(List<Certificate> path, TrustService anchor) implements PathResult {
        /** Copies the path. */
        public Trusted {
            path = List.copyOf(path);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("A path has at least one certificate");
            }
        }

        /**
         * Returns the issuing certificate of the leaf.
         *
         * @return the second certificate of the path; empty when the leaf is itself the anchor
         */
        public Optional<Certificate> issuer() {
            return path.size() > 1 ? Optional.of(path.get(1)) : Optional.empty();
        }
    }

    /**
     * There is no acceptable path.
     *
     * @param problem the problem of the path that came furthest
     * @param text the problem in a sentence, without personal data
     */
    record Untrusted(PathProblem problem, String text) implements PathResult {}

    /** Why no path was acceptable, from the least telling to the most telling: of several paths the most telling problem is returned. */
    enum PathProblem {
        /** No chain of verified signatures leads to a listed certificate. */
        NO_PATH,
        /** A certificate on the way signed another one but may not. */
        NOT_A_CA,
        /** The certificate, or one between it and the anchor, has a critical extension that the SDK does not check, for example name constraints. */
        CRITICAL_EXTENSION,
        /** The path has too many certificates, for our limit or for a path length constraint. */
        TOO_LONG,
        /** A listed certificate was reached, but its service is of another type. */
        WRONG_SERVICE_TYPE,
        /** A service of the right type was reached, but it was withdrawn or not yet granted at the time. */
        SERVICE_NOT_ACTIVE,
        /** The certificate of the service was not valid at the time. */
        ANCHOR_NOT_VALID,
        /** The certificate, or one between it and the anchor, was already expired at the time. */
        EXPIRED,
        /** The certificate, or one between it and the anchor, was not valid yet at the time. */
        NOT_YET_VALID
    }
}
