package dev.eresident.auth.webeid;

import dev.eresident.auth.Refusal;

/**
 * Why a login or a signature was refused. The names are stable; later releases may add some, so treat an unknown one as a refusal.
 *
 * <p>In the order of the checks. Each has a sentence for the operator's log and one for the person in front of the browser; neither
 * holds personal data.
 */
public enum WebEidRefusal implements Refusal {
    /** The guard does not know the challenge. */
    CHALLENGE_NOT_FOUND(
            "The challenge was never handed out, its value was changed, or it was forgotten after its expiry",
            Advice.AGAIN),
    /** The challenge was used before. */
    CHALLENGE_ALREADY_USED(
            "The challenge was used before: a replay, a double click, or a page that was sent twice", Advice.AGAIN),
    /** The challenge came back too late. */
    NONCE_EXPIRED("The answer came after the expiry of the challenge", "That took too long. Please start again."),
    /** The challenge was made for something else. */
    CHALLENGE_WRONG_PURPOSE("The challenge was handed out for another purpose than it is used for", Advice.AGAIN),
    /** The challenge came back in another session. */
    CHALLENGE_WRONG_SESSION(
            "The challenge was handed out in another browser session: login CSRF, or the session id changed in between",
            Advice.AGAIN),
    /** There is no token, or less than 100 characters of one. */
    TOKEN_TOO_SHORT("The token is missing or has less than 100 characters", Advice.AGAIN),
    /** The token has more than 10 000 characters, or 65 536 in format 1.1. */
    TOKEN_TOO_LONG("The token has more than 10 000 characters, or 65 536 in format 1.1", Advice.AGAIN),
    /** The token is not the JSON object that it should be. */
    TOKEN_UNPARSABLE("The token is not a JSON object, or one of its fields has the wrong type", Advice.AGAIN),
    /** The token's format is not supported. */
    FORMAT_UNSUPPORTED(
            "The format of the token is not supported; this release reads web-eid:1, web-eid:1.0 and web-eid:1.1",
            "Your Web eID software sent something that this service does not understand. Please update it and try again."),
    /** The token has a field that its format does not have. */
    FIELD_NOT_ALLOWED_FOR_FORMAT("The token has fields of format 1.1 but claims to be of format 1.0", Advice.AGAIN),
    /** The token has no certificate. */
    CERTIFICATE_MISSING("The token has no authentication certificate", Advice.AGAIN),
    /** The certificate cannot be read. */
    CERTIFICATE_UNDECODABLE("The certificate of the token is not standard Base64 of one DER certificate", Advice.AGAIN),
    /** A list of intermediate certificates is there and empty. */
    INTERMEDIATES_EMPTY("A list of intermediate certificates is there and empty", Advice.AGAIN),
    /** A list of intermediate certificates holds something else. */
    INTERMEDIATES_INVALID_ENTRY(
            "A list of intermediate certificates has a null or empty entry, or too many of them", Advice.AGAIN),
    /** The certificate does not say what it is for. */
    PURPOSE_MISSING("The certificate has no key usage extension", Advice.OTHER_DOCUMENT),
    /** The certificate is not for logging in. */
    PURPOSE_WRONG(
            "The certificate is not for authentication: no digitalSignature, or extended key usage without clientAuth",
            Advice.OTHER_DOCUMENT),
    /** The certificate belongs to a kind of document that is not accepted here. */
    POLICY_DISALLOWED(
            "A policy of the certificate is on the block list, or none is on the allow list", Advice.OTHER_DOCUMENT),
    /** The certificate is not valid yet. */
    CERTIFICATE_NOT_YET_VALID(
            "The certificate is not valid yet; check the clock of this server", Advice.OTHER_DOCUMENT),
    /** The certificate has expired. */
    CERTIFICATE_EXPIRED(
            "The certificate has expired", "The certificates of your card have expired. Please use a valid card."),
    /** The certificate does not lead to a trusted card authority. */
    CERTIFICATE_NOT_TRUSTED(
            "The certificate was not issued by a trusted authority; if a new card generation was introduced, update the trust policy",
            Advice.OTHER_DOCUMENT),
    /** The key is too weak. */
    CERTIFICATE_KEY_WEAK(
            "The key of the certificate is weak: RSA below 2048 bits, or the ROCA weakness (CVE-2017-15361)",
            Advice.OTHER_DOCUMENT),
    /** The token names no signature algorithm. */
    ALGORITHM_MISSING("The token names no signature algorithm", Advice.AGAIN),
    /** The token has no signature. */
    SIGNATURE_MISSING("The token has no signature", Advice.AGAIN),
    /** There is no nonce to check the signature with. */
    NONCE_MISSING("The challenge has no nonce of at least 44 characters; it was not restored correctly", Advice.AGAIN),
    /** The token's signature algorithm is not one of the specification's. */
    ALGORITHM_UNSUPPORTED("The signature algorithm is not one of ES, PS and RS with 256, 384 and 512", Advice.AGAIN),
    /** The signature cannot be decoded. */
    SIGNATURE_UNDECODABLE("The signature of the token is not standard Base64", Advice.AGAIN),
    /** The signature is wrong. */
    SIGNATURE_INVALID(
            "The signature does not verify: forged, for another challenge, or made at another origin; compare the configured origin with"
                    + " the one in the browser",
            Advice.AGAIN),
    /** A token of format 1.1, or an answer of the card, offers no signing certificate. */
    SIGNING_CERTIFICATES_MISSING("There is no signing certificate where there must be one", Advice.AGAIN),
    /** The list of signing certificates holds something else. */
    SIGNING_CERTIFICATES_INVALID_ENTRY(
            "The list of signing certificates has a null or empty entry, or too many of them", Advice.AGAIN),
    /** A signing certificate comes without algorithms. */
    SIGNING_ALGORITHMS_MISSING("A signing certificate comes without supportedSignatureAlgorithms", Advice.AGAIN),
    /** A signing certificate comes with an algorithm that is not of the specification. */
    SIGNING_ALGORITHM_UNSUPPORTED(
            "A signature algorithm of the card is not one of the specification's, or there are too many of them",
            "Your Web eID software sent something that this service does not understand. Please update it and try again."),
    /** A signing certificate names somebody else than the authentication certificate. */
    SIGNING_CERTIFICATE_SUBJECT_MISMATCH(
            "The subject of a signing certificate is not that of the authentication certificate", Advice.AGAIN),
    /** A signing certificate is of another authority than the authentication certificate. */
    SIGNING_CERTIFICATE_ISSUER_MISMATCH(
            "A signing certificate does not name the authority that issued the authentication certificate",
            Advice.AGAIN),
    /** A signing certificate is not for signing. */
    SIGNING_CERTIFICATE_WRONG_KEY_USAGE(
            "A signing certificate is not for signatures: its key usage lacks nonRepudiation", Advice.OTHER_DOCUMENT),
    /** A signing certificate is not valid, or does not lead to a trusted card authority. */
    SIGNING_CERTIFICATE_NOT_TRUSTED(
            "A signing certificate is not valid now, or was not issued by a trusted authority", Advice.OTHER_DOCUMENT),
    /** The certificate is not one of a natural person. */
    HOLDER_NOT_A_PERSON(
            "The certificate names no natural person: no identifier, no country, or no name", Advice.OTHER_DOCUMENT),
    /** The certificate was revoked or suspended. */
    CERTIFICATE_REVOKED(
            "The certificate was revoked or suspended",
            "The certificates of your card are not valid. Please contact the issuer."),
    /** The responder does not know the certificate. */
    CERTIFICATE_STATUS_UNKNOWN(
            "The OCSP responder does not know the certificate",
            "The status of your card could not be confirmed. Please contact the issuer."),
    /** The responder's answer was not acceptable, or there is nobody to ask. */
    OCSP_FAILED(
            "The OCSP answer was not acceptable, so nothing may be concluded from it",
            "The status of your card cannot be checked at the moment. Please try again later."),
    /** A stored proof cannot be verified again. */
    PROOF_INCOMPLETE("The proof is not one of a Web eID login, or lacks what the verification needs", Advice.AGAIN),
    /** The person who wants to sign was not verified, or too long ago. */
    PERSON_NOT_VALID(
            "The person is not, or no longer, authenticated; let them log in again",
            "Your session has ended. Please log in again."),
    /** The signing certificate is of another person than the one who is logged in. */
    SIGNING_CERTIFICATE_OTHER_PERSON(
            "The signing certificate is of another person than the one who is logged in",
            "Please sign with the card of the person who is logged in."),
    /** There is no algorithm by which this card can sign and this release can verify. */
    SIGNING_ALGORITHM_NOT_COMMON(
            "None of the card's signature algorithms fits its key, is strong and is supported by this release",
            Advice.OTHER_DOCUMENT),
    /** The answer of the card's software cannot be read. */
    SIGNING_ANSWER_UNPARSABLE(
            "The answer to a request to sign is not a JSON object of bearable size with the fields that it should have",
            Advice.AGAIN),
    /** The card signed in another way than it was asked to. */
    SIGNING_ALGORITHM_MISMATCH("The signature was made with another algorithm than asked for", Advice.AGAIN),
    /** The answer names another certificate than the one chosen. */
    SIGNING_CERTIFICATE_CHANGED("The answer names another certificate than the one that was chosen", Advice.AGAIN);

    private final String operatorText;
    private final String userText;

    WebEidRefusal(String operatorText, String userText) {
        this.operatorText = operatorText;
        this.userText = userText;
    }

    @Override
    public String operatorText() {
        return operatorText;
    }

    @Override
    public String userText() {
        return userText;
    }

    private static final class Advice {
        private static final String AGAIN = "That did not work. Please start again.";
        private static final String OTHER_DOCUMENT = "This document cannot be used here. Please use another one.";
    }
}
