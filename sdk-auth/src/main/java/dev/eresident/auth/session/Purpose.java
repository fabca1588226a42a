package dev.eresident.auth.session;

/** What the answer to a challenge may be used for. A challenge that was started for one purpose is refused for any other. */
public enum Purpose {
    /** The person logs in. */
    LOGIN,
    /** The person authorises one payment, whose details are part of what is hashed. */
    AUTHORISE,
    /** The person signs a document. */
    SIGN
}
