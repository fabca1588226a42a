package dev.eresident.auth.oidc;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.JoseAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.json.StrictJson;
import java.util.Optional;

/** Steps 4 and 5: the key with the token's key id, of the kind that the algorithm wants, verifies the signature; only then are the claims read. */
record Step4Signature(Keys keys, SignatureVerifier verifier) {
    /** Where keys come from. */
    interface Keys {
        Optional<JsonWebKey> find(String id, JoseAlgorithm algorithm);
    }

    Step<VerifiedToken> check(SignedToken token) {
        Optional<JsonWebKey> found = keys.find(token.keyId(), token.algorithm());
        if (found.isEmpty()) {
            return Step.refused(OidcRefusal.KEY_UNKNOWN);
        }
        JsonWebKey key = found.get();
        boolean good = verifier.verify(
                token.algorithm().signatureAlgorithm(),
                SignatureVerifier.EcdsaFormat.P1363,
                key.key(),
                token.input().toByteArray(),
                token.signature().toByteArray());
        if (!good) {
            return Step.refused(OidcRefusal.SIGNATURE_INVALID);
        }
        try {
            return Step.passed(
                    new VerifiedToken(StrictJson.strict().parse(token.claims().toByteArray()), token.keyId(), key));
        } catch (ProtocolException e) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "not one JSON object");
        }
    }
}
