package dev.eresident.sandbox.oidc;

/** Whose habits the provider has. */
public enum OidcFlavour {
    /** eeID: an issuer with a slash at its end, names in {@code profile_attributes}, methods chosen at registration. */
    EEID("eeid", "/", true),
    /** TARA: an issuer without a slash, methods by scope, {@code at_hash} in standard Base64. */
    TARA("tara", "", true),
    /** GovSSO: an issuer with a slash, names beside the subject, sessions that can be ended. */
    GOVSSO("govsso", "/", false);

    private final String path;
    private final String issuerEnd;
    private final boolean nestedProfile;

    OidcFlavour(String path, String issuerEnd, boolean nestedProfile) {
        this.path = path;
        this.issuerEnd = issuerEnd;
        this.nestedProfile = nestedProfile;
    }

    String path() {
        return path;
    }

    String issuerEnd() {
        return issuerEnd;
    }

    boolean nestedProfile() {
        return nestedProfile;
    }
}
