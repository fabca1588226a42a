package dev.eresident.auth.smartid;

import dev.eresident.auth.Refusal;

/**
 * Why something was refused, by whomever. The names are stable; later releases may add some, so treat an unknown one as a refusal.
 *
 * <p>Each has a sentence for the operator's log and one for the person; neither holds personal data, nor tells whether somebody has
 * an account of another kind.
 */
public enum SmartIdRefusal implements Refusal {
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
    /** The person has no usable account. */
    NO_ACCOUNT(
            "The service knows no suitable account: none at all, an inactive document, or another type (HTTP 404, 471)",
            Advice.OTHER),
    /** The person has to look at the app or portal first. */
    PERSON_SHOULD_VIEW_APP(
            "The service asks the person to look at the app or the portal (HTTP 472)",
            "Please open the Smart-ID app or the Smart-ID portal and follow what it says."),
    /** The service does not know the session any more. */
    SESSION_NOT_FOUND("The service does not know the session, or has forgotten it (HTTP 404)", Advice.AGAIN),
    /** The deadline passed while the session was running. */
    NO_ANSWER_IN_TIME(
            "The deadline of the caller passed while the session was running",
            "There was no reaction in time. Please start again."),
    /** The caller gave up waiting. */
    CANCELLED("The caller cancelled the waiting", Advice.AGAIN),
    /** The person refused. */
    USER_REFUSED("The person refused in the app", "You cancelled in the Smart-ID app."),
    /** The person refused to choose an account. */
    USER_REFUSED_CERT_CHOICE(
            "The person has several accounts and cancelled the choice on one device",
            "You have several Smart-ID accounts and cancelled the choice on one of the devices."),
    /** The person did not react. */
    TIMEOUT("The person did not react in time", "There was no reaction in time. Please start again."),
    /** The person chose the wrong code. */
    WRONG_VC(
            "The person chose a wrong verification code: possibly a phishing attempt",
            "The wrong control code was chosen. If you did not start this yourself on this page, somebody may be trying to deceive you."),
    /** The account cannot be used. */
    DOCUMENT_UNUSABLE("The document cannot be used at the moment", Advice.ACCOUNT),
    /** The account cannot be used. */
    ACCOUNT_UNUSABLE("The account cannot be used at the moment", Advice.ACCOUNT),
    /** The app cannot show what was asked for. */
    APP_TOO_OLD("The app supports none of the interactions", "Please update your Smart-ID app and try again."),
    /** The app found something wrong. */
    PROTOCOL_FAILURE(
            "The app or the service found something wrong with the link, its code or the callback", Advice.AGAIN),
    /** The app got something else while it waited for the linked signature. */
    EXPECTED_LINKED_SESSION("The app got another transaction while it waited for the linked signature", Advice.AGAIN),
    /** The service failed. */
    SERVER_ERROR("The service says that it failed", Advice.LATER),
    /** The service ended the session in a way that this release does not know. */
    UNKNOWN_END_RESULT(
            "The service ended the session with a result that this release does not know; treated as a refusal",
            Advice.AGAIN),
    /** The person did not come back as they should. */
    CALLBACK_INVALID(
            "The callback is missing, goes to another address, or its digest or verifier is wrong",
            "This could not be tied to this browser. Please start again in your default browser."),
    /** The session has not ended. */
    NOT_COMPLETE("The answer is one about a session that has not ended", Advice.AGAIN),
    /** The answer is not what it should be. */
    ANSWER_MALFORMED("The answer lacks a field or one has the wrong form", Advice.AGAIN),
    /** The signature was made with another algorithm than asked for. */
    ALGORITHM_NOT_REQUESTED(
            "The signature was made with another algorithm, hash, salt or mask than asked for; a downgrade",
            Advice.AGAIN),
    /** The app was reached in a way that was not offered. */
    FLOW_NOT_OFFERED("The app was reached in a way that was not offered", Advice.AGAIN),
    /** The level of the certificate is too low. */
    LEVEL_TOO_LOW("The level of the certificate is lower than asked for", Advice.OTHER),
    /** The certificate is not valid yet. */
    CERTIFICATE_NOT_YET_VALID("The certificate is not valid yet; check the clock of this server", Advice.ACCOUNT),
    /** The certificate has expired. */
    CERTIFICATE_EXPIRED("The certificate has expired", Advice.ACCOUNT),
    /** The certificate does not lead to a trusted authority. */
    CERTIFICATE_NOT_TRUSTED(
            "The certificate was not issued by a trusted authority; if Smart-ID has a new one, update the trust policy",
            Advice.OTHER),
    /** The key is too weak, or not one of RSA. */
    CERTIFICATE_KEY_WEAK(
            "The key of the certificate is no RSA key, has fewer than 2048 bits, or the ROCA weakness", Advice.ACCOUNT),
    /** The policies are not those of the level. */
    POLICY_WRONG("The policies of the certificate are not those of Smart-ID for this level and purpose", Advice.OTHER),
    /** The certificate is for something else. */
    PURPOSE_WRONG("The certificate is not for this purpose: key usage, extended key usage or statements", Advice.OTHER),
    /** The certificate is not one of a natural person. */
    HOLDER_NOT_A_PERSON("The certificate names no natural person: no identifier, no country, or no name", Advice.OTHER),
    /** It is another person or account. */
    IDENTITY_MISMATCH(
            "The certificate is of another person or account than asked for, or than the answer says", Advice.OTHER),
    /** The signature is wrong. */
    SIGNATURE_INVALID(
            "The signature does not verify: forged, or made for another relying party, scheme, challenge, text or callback",
            Advice.AGAIN),
    /** The certificate was revoked or suspended. */
    CERTIFICATE_REVOKED("The certificate was revoked or suspended", Advice.ACCOUNT),
    /** The responder does not know the certificate. */
    CERTIFICATE_STATUS_UNKNOWN("The OCSP responder does not know the certificate", Advice.ACCOUNT),
    /** The responder's answer was not acceptable, or there is nobody to ask. */
    OCSP_FAILED("The OCSP answer was not acceptable, so nothing may be concluded from it", Advice.LATER),
    /** A stored proof cannot be verified again. */
    PROOF_INCOMPLETE("The proof is not one of a Smart-ID login, or lacks what the verification needs", Advice.AGAIN);

    private final String operatorText;
    private final String userText;

    SmartIdRefusal(String operatorText, String userText) {
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
        private static final String OTHER = "This Smart-ID account cannot be used here.";
        private static final String ACCOUNT = "Please check the Smart-ID app, or contact the support of Smart-ID.";
    }
}
