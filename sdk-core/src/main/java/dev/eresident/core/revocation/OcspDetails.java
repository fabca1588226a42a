package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an accepted OCSP answer came to be accepted, for policies and audit.
 *
 * @param authorisation why the responder may speak about this certificate
 * @param responderPath responder first, then what vouches for it; a single element when the responder itself is the issuer, listed
 *     or designated
 * @param signatureDigest digest of the signature as the JDK names it, for example {@code SHA-256}; live answers never have
 *     {@code SHA-1}, embedded ones are left to the caller's policy
 * @param certIdDigest digest that names the issuer, as the JDK names it; {@code SHA-1} here is no weakness
 * @param nextUpdate when newer information is promised
 * @param archiveCutoff until how far back the responder still knows expired certificates (RFC 6960 §4.4.4)
 * @param certHashConfirmed whether the answer holds the hash of the certificate itself, and it matched (1.3.36.8.3.13)
 * @param noCheck whether the responder's certificate says that its own revocation need not be asked (RFC 6960 §4.2.2.2.1)
 * @param responderIncluded whether the answer itself holds the responder's certificate
 * @param nonceState how the nonce of the answer relates to that of the question
 * @param nonce the nonce of the answer, unwrapped; the BDOC time-mark is one
 */
public record OcspDetails(
        Authorisation authorisation,
        List<Certificate> responderPath,
        String signatureDigest,
        String certIdDigest,
        Optional<Instant> nextUpdate,
        Optional<Instant> archiveCutoff,
        boolean certHashConfirmed,
        boolean noCheck,
        boolean responderIncluded,
        NonceState nonceState,
        Optional<Bytes> nonce) {
    /** Copies the path. */
    public OcspDetails {
        responderPath = List.copyOf(responderPath);
    }

    /** Why a responder may speak about a certificate (RFC 6960 §4.2.2.2). */
    public enum Authorisation {
        /** It is the certificate's issuer itself. */
        ISSUER,
        /** The certificate's issuer signed its certificate, marked for OCSP signing. */
        DELEGATED,
        /**
         * It, or its own issuer, is listed in the trust policy as an OCSP service, active when it answered. A service of one
         * territory's list speaks only about issuers of the same territory's list, or that the caller pinned; a pinned service
         * about all.
         */
        LISTED,
        /** The rules designate it. */
        DESIGNATED
    }

    /** How the nonce of the answer relates to that of the question. */
    public enum NonceState {
        /** Nothing was compared: the answer was embedded, or the question had none. */
        NOT_COMPARED,
        /** Equal. */
        MATCHED,
        /** The question had one, the answer has none. */
        MISSING,
        /** Different: the answer may be a replay. Only met in refusals. */
        DIFFERENT
    }
}
