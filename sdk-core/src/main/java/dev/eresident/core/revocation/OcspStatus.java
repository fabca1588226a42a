package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.function.Function;

/** What an OCSP answer says about a certificate, or why it cannot be used. Everything but {@link Good} means refusal. */
public sealed interface OcspStatus {
    /**
     * Returns the case, for {@code switch} on Java 17.
     *
     * @return the kind of this value
     */
    default Kind kind() {
        if (this instanceof Good) {
            return Kind.GOOD;
        }
        if (this instanceof Revoked) {
            return Kind.REVOKED;
        }
        return this instanceof Unknown ? Kind.UNKNOWN : Kind.UNACCEPTABLE;
    }

    /**
     * Continues with one function for the only case that permits anything, one for the one that is certain to forbid, and one for all others, also those of later releases.
     *
     * @param good gets the acceptable answer
     * @param revoked gets since when and why
     * @param otherwise gets anything else: treat it as a refusal
     * @param <R> what all return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Good, ? extends R> good,
            Function<? super Revoked, ? extends R> revoked,
            Function<? super OcspStatus, ? extends R> otherwise) {
        if (this instanceof Good acceptable) {
            return good.apply(acceptable);
        }
        if (this instanceof Revoked certain) {
            return revoked.apply(certain);
        }
        return otherwise.apply(this);
    }

    /**
     * Returns the acceptable answer, for callers that prefer an exception.
     *
     * @return the answer
     * @throws TrustException with code {@code OCSP_} and the kind, if the certificate is not known to be good
     */
    default Good orElseThrow() {
        if (this instanceof Good good) {
            return good;
        }
        throw new TrustException(
                "OCSP_" + kind().name(),
                "The OCSP answer does not say that the certificate is good; do not rely on it");
    }

    /** The cases. Later releases may add some: treat unknown ones as a refusal. */
    enum Kind {
        /** Not revoked. */
        GOOD,
        /** Revoked or suspended. */
        REVOKED,
        /** The responder does not know the certificate. */
        UNKNOWN,
        /** Nothing may be concluded. */
        UNACCEPTABLE
    }

    /**
     * The answer is acceptable, and the certificate is not revoked.
     *
     * @param producedAt when the responder signed
     * @param thisUpdate at what time the status was known to be right
     * @param responder certificate of the responder
     * @param response the answer as received, for the audit
     * @param details how it was accepted
     */
    record Good(Instant producedAt, Instant thisUpdate, Certificate responder, Bytes response, OcspDetails details)
            implements OcspStatus {}

    /**
     * The answer is acceptable in all but perhaps its nonce, and the certificate is revoked or suspended. One that is not suspended may
     * be told by an answer that is too old, but then with the right nonce.
     *
     * @param producedAt when the responder signed
     * @param revokedAt since when
     * @param reason CRLReason of RFC 5280 §5.3.1; 6 means suspended, 0 also stands for "none given"
     * @param responder certificate of the responder
     * @param response the answer as received, for the audit
     * @param details how it was accepted
     */
    record Revoked(
            Instant producedAt,
            Instant revokedAt,
            int reason,
            Certificate responder,
            Bytes response,
            OcspDetails details)
            implements OcspStatus {
        /**
         * Tells whether the certificate is only suspended; Estonian certificates may come back from that.
         *
         * @return true for reason certificateHold
         */
        public boolean suspended() {
            return reason == 6;
        }
    }

    /**
     * The answer is acceptable in all but perhaps its nonce, and the responder does not know the certificate.
     *
     * @param producedAt when the responder signed
     * @param responder certificate of the responder
     * @param response the answer as received, for the audit
     * @param details how it was accepted
     */
    record Unknown(Instant producedAt, Certificate responder, Bytes response, OcspDetails details)
            implements OcspStatus {}

    /**
     * The answer is not acceptable: nothing may be concluded from it.
     *
     * @param problem the first rule that it broke
     * @param text the same in words, without personal data
     */
    record Unacceptable(Problem problem, String text) implements OcspStatus {}

    /** Why an answer was not acceptable. More may come: treat unknown ones as refusal. */
    enum Problem {
        /** It is not DER of an OCSP answer, or larger than the limits. */
        MALFORMED,
        /** The responder reports an error of its own. */
        RESPONSE_STATUS,
        /** A live answer holds other than one status, or an embedded one several about the certificate. */
        RESPONSE_COUNT,
        /** It speaks about another certificate. */
        CERTID_MISMATCH,
        /** It holds the hash of another certificate (1.3.36.8.3.13). */
        CERT_HASH_MISMATCH,
        /** It holds a critical extension that is not known. */
        CRITICAL_EXTENSION,
        /** No certificate of the responder that it names was found. */
        RESPONDER_NOT_FOUND,
        /** The responder may not speak about this certificate. */
        RESPONDER_NOT_AUTHORISED,
        /** The responder is listed as an OCSP service, but was not active when it answered. */
        RESPONDER_NOT_TRUSTED,
        /** The responder's certificate was not yet valid. */
        RESPONDER_NOT_YET_VALID,
        /** The responder's certificate had expired. */
        RESPONDER_EXPIRED,
        /** The responder is not the designated one. */
        RESPONDER_MISMATCH,
        /** The signature is wrong. */
        SIGNATURE,
        /** The algorithm of the signature is not known, or too weak for a live answer. */
        ALGORITHM,
        /** It was signed in the future. */
        PRODUCED_AT_FUTURE,
        /** Its status is of the future. */
        THIS_UPDATE_FUTURE,
        /** Its status is too old. */
        THIS_UPDATE_TOO_OLD,
        /** Newer information should exist already. */
        NEXT_UPDATE_PAST,
        /** Its times contradict each other. */
        NEXT_UPDATE_BEFORE_THIS_UPDATE,
        /** It has no nonce although one was asked for. */
        NONCE_MISSING,
        /** It has another nonce: it may be a replay. */
        NONCE_MISMATCH
    }
}
