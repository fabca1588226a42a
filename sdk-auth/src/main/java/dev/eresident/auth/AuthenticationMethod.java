package dev.eresident.auth;

/** How a person was authenticated. Later releases add methods, so keep a default branch. */
public enum AuthenticationMethod {
    /** With the authentication key of an identity card, through Web eID. */
    WEB_EID,
    /** With a Smart-ID account. */
    SMART_ID,
    /** With the SIM card of a phone, through Mobile-ID. */
    MOBILE_ID,
    /** By an identity provider of OpenID Connect, such as eeID or TARA; {@code oidc.OidcOutcome} tells the method that it used. */
    OIDC
}
