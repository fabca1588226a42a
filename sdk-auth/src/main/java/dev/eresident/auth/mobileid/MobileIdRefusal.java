package dev.eresident.auth.mobileid;

import dev.eresident.auth.Refusal;

/**
 * Why something was refused, by whomever. The names are stable; later releases may add some, so treat an unknown one as a refusal.
 *
 * <p>Each has a sentence for the operator's log and one for the person; neither holds personal data.
 */
public enum MobileIdRefusal implements Refusal {
    /** The guard does not know the session. */
    CHALLENGE_NOT_FOUND(
            "The session was never started here, its value was changed, or it was forgotten after its expiry",
            Advice.AGAIN),
    /** The session was used before. */
    CHALLENGE_ALREADY_USED(
            "The session was used before: a replay, a double click, or a page that was sent twice", Advice.AGAIN),
    /** The session was finished too late. */
    CHALLENGE_EXPIRED("The session was finished after its expiry", "It took too long. Please start again."),
    /** The session was started for something else. */
    CHALLENGE_WRONG_PURPOSE("The session was started for another purpose", Advice.AGAIN),
    /** The session was started in another browser session. */
    CHALLENGE_WRONG_SESSION(
            "The session was started in another browser session: login CSRF, or the session id changed in between",
            Advice.AGAIN),
    /** The service does not know the session any more. */
    SESSION_NOT_FOUND("The service does not know the session, or has forgotten it (HTTP 404)", Advice.AGAIN),
    /** The deadline passed while the session was running. */
    NO_ANSWER_IN_TIME(
            "The deadline of the caller passed while the session was running",
            "There was no reaction in time. Please start again."),
    /** The caller gave up waiting. */
    CANCELLED("The caller cancelled the waiting", Advice.AGAIN),
    /** The person did not enter the PIN in time. */
    TIMEOUT(
            "The person did not enter the PIN in time",
            "The PIN was not entered in time. Please start again and keep your phone at hand."),
    /** There is no active Mobile-ID for phone and code. */
    NOT_MID_CLIENT(
            "The service knows no active Mobile-ID for this number and code",
            "There is no active Mobile-ID for this phone number and personal code. Please check both, or ask your mobile operator."),
    /** The person cancelled. */
    USER_CANCELLED("The person cancelled on the phone", "You cancelled on your phone."),
    /** The SIM card is not set up as the service expects. */
    SIGNATURE_HASH_MISMATCH(
            "The SIM card signed another hash than the service expected: its setup differs", Advice.OPERATOR),
    /** The phone cannot be reached. */
    PHONE_ABSENT(
            "The phone is switched off or out of coverage",
            "Your phone cannot be reached. Please check that it is switched on and has coverage, and start again."),
    /** The message did not reach the phone. */
    DELIVERY_ERROR(
            "The message could not be sent to the phone",
            "The message could not be sent to your phone. Please start again."),
    /** The SIM card answered wrongly. */
    SIM_ERROR("The SIM card gave an invalid answer", Advice.OPERATOR),
    /** The service ended the session in a way that this release does not know. */
    UNKNOWN_END_RESULT(
            "The service ended the call with a result that this release does not know; treated as a refusal",
            Advice.AGAIN),
    /** The session has not ended. */
    NOT_COMPLETE("The answer is one about a session that has not ended", Advice.AGAIN),
    /** The answer is not what it should be. */
    ANSWER_MALFORMED("The answer lacks a field or one has the wrong form", Advice.AGAIN),
    /** Another hash was signed than asked for. */
    ALGORITHM_NOT_REQUESTED("The signature was made with another kind of hash than asked for", Advice.AGAIN),
    /** The certificate is not valid yet. */
    CERTIFICATE_NOT_YET_VALID("The certificate is not valid yet; check the clock of this server", Advice.OPERATOR),
    /** The certificate has expired. */
    CERTIFICATE_EXPIRED("The certificate has expired", Advice.OPERATOR),
    /** The certificate does not lead to a trusted authority. */
    CERTIFICATE_NOT_TRUSTED(
            "The certificate was not issued by a trusted authority; if Mobile-ID has a new one, update the trust policy",
            Advice.OTHER),
    /** The key is too weak, or of another kind. */
    CERTIFICATE_KEY_WEAK(
            "The key of the certificate has fewer than 256 bits (elliptic curve) or 2048 bits (RSA), the ROCA weakness, or is of another kind",
            Advice.OPERATOR),
    /** The policy is not one of Mobile-ID. */
    POLICY_WRONG("The certificate has no policy of Mobile-ID: it is of a card or another means", Advice.OTHER),
    /** The certificate is for something else. */
    PURPOSE_WRONG("The certificate is not for this purpose, by its key usage", Advice.OTHER),
    /** The certificate is not one of a natural person. */
    HOLDER_NOT_A_PERSON("The certificate names no natural person: no identifier, no country, or no name", Advice.OTHER),
    /** It is another person. */
    IDENTITY_MISMATCH("The certificate is of another person than asked for", Advice.OTHER),
    /** The signature is wrong. */
    SIGNATURE_INVALID(
            "The signature does not verify over the hash that was sent: forged, of another session, or in another encoding",
            Advice.AGAIN),
    /** The certificate was revoked or suspended. */
    CERTIFICATE_REVOKED("The certificate was revoked or suspended", Advice.OPERATOR),
    /** The responder does not know the certificate. */
    CERTIFICATE_STATUS_UNKNOWN("The OCSP responder does not know the certificate", Advice.OPERATOR),
    /** The responder's answer was not acceptable, or there is nobody to ask. */
    OCSP_FAILED("The OCSP answer was not acceptable, so nothing may be concluded from it", Advice.LATER),
    /** A stored proof cannot be verified again. */
    PROOF_INCOMPLETE("The proof is not one of a Mobile-ID login, or lacks what the verification needs", Advice.AGAIN);

    private final String operatorText;
    private final String userText;

    MobileIdRefusal(String operatorText, String userText) {
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
        private static final String AGAIN = "This did not work. Please start again.";
        private static final String LATER = "This does not work at the moment. Please try again later.";
        private static final String OTHER = "This Mobile-ID cannot be used here.";
        private static final String OPERATOR =
                "Your Mobile-ID does not work at the moment. Please contact your mobile operator.";
    }
}
