package dev.eresident.auth.oidc;

import dev.eresident.auth.Refusal;

/**
 * Why a login or logout was refused, by whomever. The names are stable; later releases may add some, so treat an unknown one as a refusal.
 *
 * <p>Each has a sentence for the operator's log and one for the person; neither holds personal data.
 */
public enum OidcRefusal implements Refusal {
    /** The guard does not know the login. */
    CHALLENGE_NOT_FOUND(
            "The login was never started here or with this client, its value was changed, or it was forgotten after its expiry",
            Advice.AGAIN),
    /** The login was used before. */
    CHALLENGE_ALREADY_USED(
            "The login was used before: a replay, a double click, or a page that was sent twice", Advice.AGAIN),
    /** The login was finished too late. */
    CHALLENGE_EXPIRED("The login was finished after its expiry", "It took too long. Please start again."),
    /** The challenge was started for something else. */
    CHALLENGE_WRONG_PURPOSE("The challenge was started for another purpose", Advice.AGAIN),
    /** The login was started in another browser session. */
    CHALLENGE_WRONG_SESSION(
            "The login was started in another browser session: login CSRF, or the session id changed in between",
            Advice.AGAIN),
    /** What the browser brought back is not a callback. */
    CALLBACK_MALFORMED(
            "The callback has neither code nor error, or both, one parameter twice, or a wrong form", Advice.AGAIN),
    /** The callback is of another login. */
    STATE_MISMATCH("The state of the callback is missing or that of another login", Advice.AGAIN),
    /** The callback is of another provider. */
    CALLBACK_ISSUER_WRONG(
            "The callback names another issuer, or none where the provider promises one: a mix-up of providers",
            Advice.AGAIN),
    /** The person went back. */
    USER_CANCELLED("The person went back on the provider's page (user_cancel)", "You cancelled the login."),
    /** The person or the provider said no. */
    ACCESS_DENIED(
            "The provider denied access (access_denied): the person refused, or a rule of the provider, such as an age limit",
            "The login was refused or cancelled."),
    /** The provider did not understand the request. */
    REQUEST_REFUSED("The provider refused the request (invalid_request); report it", Advice.LATER),
    /** The client may not do this. */
    CLIENT_NOT_ALLOWED(
            "The provider does not let this client log people in so (unauthorized_client); check its registration",
            Advice.LATER),
    /** The provider does not do the code flow. */
    RESPONSE_TYPE_REFUSED("The provider refused the code flow (unsupported_response_type)", Advice.LATER),
    /** A scope is not known or not registered. */
    SCOPE_REFUSED(
            "The provider refused the scopes (invalid_scope): methods, phone or email that are not registered, or a country that is not offered",
            Advice.LATER),
    /** The provider failed. */
    PROVIDER_FAILED("The provider says that it failed (server_error)", Advice.LATER),
    /** The provider has no time. */
    PROVIDER_UNAVAILABLE(
            "The provider says that it is overloaded or maintained (temporarily_unavailable)", Advice.LATER),
    /** The provider wants the person to do something. */
    INTERACTION_REQUIRED(
            "The provider wants the person to act first (login_required, consent_required, interaction_required, account_selection_required)",
            Advice.AGAIN),
    /** The provider ended the login in a way that this release does not know. */
    UNKNOWN_ERROR(
            "The provider ended the login with an error that this release does not know; treated as a refusal",
            Advice.AGAIN),
    /** The code is not good any more. */
    CODE_REFUSED(
            "The provider refused the code (invalid_grant): used before, older than its lifetime of about 30 s, or of another client or login",
            Advice.AGAIN),
    /** The client could not show who it is. */
    CLIENT_REFUSED(
            "The provider does not accept the client's id and secret (invalid_client); check them and how they are sent",
            Advice.LATER),
    /** The provider does not exchange codes. */
    GRANT_REFUSED("The provider refused the kind of token request (unsupported_grant_type)", Advice.LATER),
    /** The answer to the code is not what it should be. */
    TOKEN_ANSWER_MALFORMED("The answer to the code lacks the ID token or has a wrong form", Advice.AGAIN),
    /** The token is not a signed token. */
    TOKEN_MALFORMED(
            "The token is no JWS in compact form, is too long, or its header has a wrong form or critical extensions",
            Advice.AGAIN),
    /** The token is signed with something else. */
    ALGORITHM_NOT_ALLOWED("The token is signed with another algorithm than RS256, ES256 or PS256", Advice.AGAIN),
    /** The key is not one of the provider's. */
    KEY_UNKNOWN(
            "The provider's keys hold none, or several, with the id and for the algorithm of the token", Advice.AGAIN),
    /** The signature is wrong. */
    SIGNATURE_INVALID("The signature of the token does not verify", Advice.AGAIN),
    /** The token is of somebody else. */
    ISSUER_WRONG("The token names another issuer than the provider", Advice.AGAIN),
    /** The token is for somebody else. */
    AUDIENCE_WRONG("The token is for another client, or for others too", Advice.AGAIN),
    /** The token has expired. */
    TOKEN_EXPIRED("The token has expired; if that happens often, check the clock of this server", Advice.AGAIN),
    /** The token is of the future. */
    TOKEN_NOT_YET_VALID("The token was issued in the future; check the clock of this server", Advice.AGAIN),
    /** The token is older than the login. */
    TOKEN_TOO_OLD("The token was issued before the login was started, or too long ago", Advice.AGAIN),
    /** The token is of another login. */
    NONCE_MISMATCH("The nonce of the token is missing or that of another login", Advice.AGAIN),
    /** The token does not belong to the access token. */
    ACCESS_TOKEN_MISMATCH("The token names the hash of another access token (at_hash)", Advice.AGAIN),
    /** A claim has a wrong form. */
    CLAIMS_MALFORMED("A claim of the token is missing or has a wrong form", Advice.AGAIN),
    /** The subject is not a person's identifier. */
    SUBJECT_MALFORMED("The subject of the token is not a country and a personal identifier", Advice.OTHER),
    /** Another method was used. */
    METHOD_NOT_REQUESTED(
            "The person used another method than asked for, or the token does not say which", Advice.OTHER),
    /** The provider does not say how sure it is. */
    LEVEL_NOT_STATED("The token does not state a level of assurance that this release knows", Advice.OTHER),
    /** The method is not good enough. */
    LEVEL_TOO_LOW("The level of assurance is lower than asked for", Advice.OTHER),
    /** The logout token is none. */
    LOGOUT_MALFORMED(
            "The logout token lacks the event, its id, or both subject and session, or holds a nonce as only ID tokens do",
            Advice.AGAIN),
    /** A stored proof is verified again by a key that the caller does not name. */
    KEY_NOT_TRUSTED("The key in the proof is not among those that the caller trusts", Advice.AGAIN),
    /** A stored proof cannot be verified again. */
    PROOF_INCOMPLETE(
            "The proof is not one of an OpenID Connect login with this client, or lacks what the verification needs",
            Advice.AGAIN);

    private final String operatorText;
    private final String userText;

    OidcRefusal(String operatorText, String userText) {
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
        private static final String OTHER = "This way of logging in cannot be used here. Please choose another one.";
    }
}
