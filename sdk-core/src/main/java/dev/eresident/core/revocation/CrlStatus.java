package dev.eresident.core.revocation;

import dev.eresident.core.TrustException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What a revocation list says about a certificate, or why it cannot be used. Everything but {@link Good} means refusal. */
public sealed interface CrlStatus {
    /**
     * Returns the case, for {@code switch} on Java 17.
     *
     * @return the kind of this value
     */
    default Kind kind() {
        if (this instanceof Good) {
            return Kind.GOOD;
        }
        return this instanceof Revoked ? Kind.REVOKED : Kind.UNACCEPTABLE;
    }

    /**
     * Continues with one function for the only case that permits anything, one for the one that is certain to forbid, and one for all others, also those of later releases.
     *
     * @param good gets the acceptable list
     * @param revoked gets since when and why
     * @param otherwise gets anything else: treat it as a refusal
     * @param <R> what all return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Good, ? extends R> good,
            Function<? super Revoked, ? extends R> revoked,
            Function<? super CrlStatus, ? extends R> otherwise) {
        if (this instanceof Good acceptable) {
            return good.apply(acceptable);
        }
        return this instanceof Revoked certain ? revoked.apply(certain) : otherwise.apply(this);
    }

    /**
     * Returns the acceptable list, for callers that prefer an exception.
     *
     * @return what was accepted
     * @throws TrustException with code {@code CRL_} and the kind, if the certificate is not known to be good
     */
    default Good orElseThrow() {
        if (this instanceof Good good) {
            return good;
        }
        throw new TrustException(
                "CRL_" + kind().name(),
                "The revocation list does not say that the certificate is good; do not rely on it");
    }

    /** The cases. Later releases may add some: treat unknown ones as a refusal. */
    enum Kind {
        /** Not revoked. */
        GOOD,
        /** Revoked or suspended. */
        REVOKED,
        /** Nothing may be concluded. */
        UNACCEPTABLE
    }

    /**
     * The list is acceptable, covers the certificate, and does not hold it.
     *
     * @param thisUpdate at what time the status was known to be right
     * @param details how the list was accepted
     */
    record Good(Instant thisUpdate, CrlDetails details) implements CrlStatus {}

    /**
     * The list is acceptable and holds the certificate.
     *
     * @param thisUpdate at what time the status was known to be right
     * @param revokedAt since when
     * @param reason CRLReason of RFC 5280 §5.3.1; 6 means suspended, 0 also stands for "none given"
     * @param invalidSince since when the key is known or suspected to have been compromised, which may be earlier (RFC 5280 §5.3.2)
     * @param details how the list was accepted
     */
    record Revoked(
            Instant thisUpdate, Instant revokedAt, int reason, Optional<Instant> invalidSince, CrlDetails details)
            implements CrlStatus {
        /**
         * Tells whether the certificate is only suspended; it may come back from that.
         *
         * @return true for reason certificateHold
         */
        public boolean suspended() {
            return reason == 6;
        }
    }

    /**
     * Nothing may be concluded.
     *
     * @param problem the first rule that was broken
     * @param text the same in words
     */
    record Unacceptable(Problem problem, String text) implements CrlStatus {}

    /** Why nothing may be concluded. More may come: treat unknown ones as refusal. */
    enum Problem {
        /** A part of the list that is needed cannot be read. */
        MALFORMED,
        /** The list is by another issuer than the certificate. */
        ISSUER_MISMATCH,
        /** The algorithm of the signature is not known, or too weak for a live list. */
        ALGORITHM,
        /** The signature is wrong. */
        SIGNATURE,
        /** The issuer's certificate was not valid at thisUpdate, or may not sign revocation lists. */
        ISSUER_NOT_AUTHORISED,
        /** The list, or an entry of it, holds a critical extension that is not known. */
        CRITICAL_EXTENSION,
        /** It tells only what changed since another list. */
        DELTA,
        /** It also speaks for other issuers, which is not supported. */
        INDIRECT,
        /** It does not speak about this certificate, or only about some reasons. */
        SCOPE,
        /** It is older than the certificate. */
        BEFORE_CERTIFICATE,
        /** The certificate had expired, and expired ones may have been taken off. */
        CERTIFICATE_EXPIRED,
        /** Its entry takes the certificate off a list, which only a delta may do. */
        REMOVED,
        /** Its times contradict each other. */
        NEXT_UPDATE_BEFORE_THIS_UPDATE,
        /** It is of the future. */
        THIS_UPDATE_FUTURE,
        /** A live list must say when the next one comes. */
        NEXT_UPDATE_MISSING,
        /** A newer list should exist already. */
        NEXT_UPDATE_PAST
    }
}
