package dev.eresident.auth.oidc;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a discovery document says (OpenID Connect Discovery 1.0 §3), as far as it is used. Its issuer is one that the provider may have.
 *
 * @param namesItself whether callbacks name the issuer (RFC 9207 §3)
 */
record Metadata(String issuer, URI authorization, URI token, URI keys, Optional<URI> endSession, boolean namesItself) {
    static final int LONGEST = 64 * 1024;

    static Metadata read(byte[] json, OidcProvider provider) {
        JsonObject document;
        Metadata read;
        try {
            document = StrictJson.strict().withMaxLength(LONGEST).parse(json);
            read = new Metadata(
                    document.requiredString("issuer"),
                    address(document.requiredString("authorization_endpoint")),
                    address(document.requiredString("token_endpoint")),
                    address(document.requiredString("jwks_uri")),
                    document.string("end_session_endpoint").map(Metadata::address),
                    document.bool("authorization_response_iss_parameter_supported")
                            .orElse(false));
            List<String> types = document.strings("response_types_supported").orElse(List.of("code"));
            if (!types.contains("code")) {
                throw unreadable(provider);
            }
        } catch (ProtocolException e) {
            throw unreadable(provider);
        }
        if (!provider.mayBe(read.issuer())) {
            throw new TrustException(
                    "OIDC_ISSUER_MISMATCH",
                    "The discovery document of " + provider.name()
                            + " names another issuer than it may; check the address, and whether the provider has moved");
        }
        return read;
    }

    private static URI address(String text) {
        return Addresses.usable(text)
                .orElseThrow(() -> new ProtocolException("OIDC_ADDRESS", "An endpoint has no address of https"));
    }

    private static ProtocolException unreadable(OidcProvider provider) {
        return new ProtocolException(
                "OIDC_DISCOVERY_UNREADABLE",
                "What answered is no discovery document of " + provider.name()
                        + " with secure endpoints; check the address");
    }
}
