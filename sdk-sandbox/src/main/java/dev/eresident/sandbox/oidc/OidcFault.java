package dev.eresident.sandbox.oidc;

/** One thing that the provider does wrong. */
public enum OidcFault {
    /** Comes back with another state. */
    STATE,
    /** Comes back without a state. */
    NO_STATE,
    /** Comes back with another issuer. */
    CALLBACK_ISSUER,
    /** Names another issuer in its discovery document. */
    DISCOVERY_ISSUER,
    /** Names an endpoint without TLS in its discovery document. */
    DISCOVERY_PLAIN,
    /** Answers with something else than a discovery document. */
    DISCOVERY_JSON,
    /** Answers with something else than keys. */
    KEYS_JSON,
    /** Publishes the private part of its key. */
    KEYS_PRIVATE,
    /** Publishes two keys with one id. */
    KEYS_AMBIGUOUS,
    /** Says that its key is for encryption. */
    KEYS_USE,
    /** Gives no ID token. */
    NO_ID_TOKEN,
    /** Gives an access token of another type. */
    TOKEN_TYPE,
    /** Gives a signature that does not verify. */
    SIGNATURE,
    /** Signs with nothing and says so. */
    ALG_NONE,
    /** Signs with the public key as if it were a shared secret. */
    ALG_HS256,
    /** Signs with an algorithm that is sound but not on the list. */
    ALG_RS512,
    /** Says that it signed with another algorithm than the key is for. */
    ALG_OTHER,
    /** Names a key that it does not publish. */
    KEY_ID,
    /** Names no key. */
    NO_KEY_ID,
    /** Puts the key into the token instead of publishing it. */
    KEY_IN_TOKEN,
    /** Uses a header extension that must be understood. */
    CRITICAL,
    /** Says that the token is something else. */
    TYPE,
    /** Names another issuer. */
    ISSUER,
    /** Issues for another client. */
    AUDIENCE,
    /** Issues for another client too. */
    MORE_AUDIENCES,
    /** Names another authorised party. */
    AUTHORISED_PARTY,
    /** Names another nonce. */
    NONCE,
    /** Names no nonce. */
    NO_NONCE,
    /** The token has expired. */
    EXPIRED,
    /** The token does not say when it ends. */
    NO_EXPIRY,
    /** The token is of the future. */
    FUTURE,
    /** The token must not be used yet. */
    NOT_BEFORE,
    /** The token was issued before the login. */
    OLD,
    /** Names the hash of another access token. */
    ACCESS_TOKEN_HASH,
    /** Names another method than asked for. */
    METHOD,
    /** Names one method that was asked for, and another. */
    MORE_METHODS,
    /** Names no method. */
    NO_METHOD,
    /** States a lower level. */
    LEVEL,
    /** States a level that does not exist. */
    LEVEL_UNKNOWN,
    /** States no level. */
    NO_LEVEL,
    /** Names a subject without country. */
    SUBJECT,
    /** Names a subject of Estonia that is no personal code. */
    SUBJECT_CODE,
    /** Names nobody. */
    NO_NAMES,
    /** Gives a date of birth that is none. */
    BIRTH_DATE,
    /** Writes one claim twice. */
    DUPLICATE_CLAIM,
    /** Writes a claim with another type. */
    CLAIM_TYPE
}
