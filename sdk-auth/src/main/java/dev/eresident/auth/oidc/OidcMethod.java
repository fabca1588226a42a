package dev.eresident.auth.oidc;

import java.util.Optional;

/** How the person identified themselves to the provider, as the claim {@code amr} of the ID token says. Later releases may add some. */
public enum OidcMethod {
    /** An identity card. */
    ID_CARD("idcard", "idcard"),
    /** Mobile-ID. */
    MOBILE_ID("mID", "mid"),
    /** Smart-ID. */
    SMART_ID("smartid", "smartid"),
    /** The means of another country, through eIDAS. */
    EIDAS("eIDAS", "eidas"),
    /** A passkey, which may rest on no more than a picture of a document: never accepted unless asked for by name. */
    PASSKEY("webauthn", "webauthn");

    private final String claim;
    private final String scope;

    OidcMethod(String claim, String scope) {
        this.claim = claim;
        this.scope = scope;
    }

    /** The scope by which TARA offers it. */
    String scope() {
        return scope;
    }

    /** Finds a method by its value in {@code amr}, compared exactly. */
    static Optional<OidcMethod> ofClaim(String value) {
        for (OidcMethod method : values()) {
            if (method.claim.equals(value)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
