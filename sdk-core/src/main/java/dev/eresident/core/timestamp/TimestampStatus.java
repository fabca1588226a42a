package dev.eresident.core.timestamp;

import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a time-stamp token proves a time. */
public sealed interface TimestampStatus {
    /**
     * Returns the case, for {@code switch} on Java 17.
     *
     * @return the kind of this value
     */
    default Kind kind() {
        return this instanceof Proven ? Kind.PROVEN : Kind.UNACCEPTABLE;
    }

    /**
     * Continues with one function for the only case that proves anything, and one for all others, also those of later releases.
     *
     * @param proven gets the time
     * @param otherwise gets anything else: treat it as a refusal
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Proven, ? extends R> proven, Function<? super TimestampStatus, ? extends R> otherwise) {
        return this instanceof Proven time ? proven.apply(time) : otherwise.apply(this);
    }

    /**
     * Returns the proven time, for callers that prefer an exception.
     *
     * @return the time and who proves it
     * @throws TrustException {@code TIMESTAMP_UNACCEPTABLE} if the token proves nothing
     */
    default Proven orElseThrow() {
        return match(proven -> proven, other -> {
            throw new TrustException(
                    "TIMESTAMP_UNACCEPTABLE", "The time-stamp token proves no time; do not rely on the time it claims");
        });
    }

    /** The cases. Later releases may add some: treat unknown ones as a refusal. */
    enum Kind {
        /** The time is proven. */
        PROVEN,
        /** Nothing is proven. */
        UNACCEPTABLE
    }

    /**
     * The token proves that the data existed at this time.
     *
     * @param generatedAt the proven time
     * @param authority certificate of the time-stamping authority
     * @param qualified whether the authority is a qualified service of the trust policy, active at that time
     * @param imprintDigest digest of the data as the JDK names it, for example {@code SHA-256}; refusing old ones is the caller's
     *     policy
     * @param signatureDigest digest of the token's signature as the JDK names it
     * @param path authority first, anchor last; a single element when the authority itself is listed
     */
    record Proven(
            Instant generatedAt,
            Certificate authority,
            boolean qualified,
            String imprintDigest,
            String signatureDigest,
            List<Certificate> path)
            implements TimestampStatus {
        /** Copies the path. */
        public Proven {
            path = List.copyOf(path);
        }
    }

    /**
     * The token proves nothing.
     *
     * @param problem the first rule that it broke
     * @param text the same in words
     * @param claimed the time that it claims
     */
    record Unacceptable(Problem problem, String text, Optional<Instant> claimed) implements TimestampStatus {}

    /** Why a token proves nothing. More may come: treat unknown ones as refusal. */
    enum Problem {
        /** A rule of RFC 3161 or CMS on its content is broken. */
        MALFORMED,
        /** It was made for other data. */
        IMPRINT_MISMATCH,
        /** Its signature, or the digest of its content, is wrong. */
        SIGNATURE,
        /** An algorithm is not known. */
        ALGORITHM,
        /** It has no signer, or several. */
        SIGNER_COUNT,
        /** The certificate of the authority is neither in it, nor among the candidates, nor listed. */
        CERTIFICATE_NOT_FOUND,
        /** It does not name its certificate by hash, or the names contradict each other. */
        CERTIFICATE_BINDING,
        /** The certificate's purpose is not solely and critically time-stamping. */
        PURPOSE,
        /** The certificate leads to no time-stamping service of the trust policy. */
        NOT_TRUSTED,
        /** The certificate, or one above it, was not valid at the claimed time. */
        NOT_VALID_AT_GENERATION,
        /** The service was not active at the claimed time. */
        SERVICE_NOT_ACTIVE
    }
}
