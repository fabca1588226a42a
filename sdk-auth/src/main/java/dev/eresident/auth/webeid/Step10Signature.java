package dev.eresident.auth.webeid;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.JoseAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.crypto.SignatureVerifier.EcdsaFormat;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Step 10: the card signed this challenge at one of our origins (Web eID §1.5; §4, 10).
 *
 * <p>Signed is {@code H(origin) ‖ H(nonce)}, both as text, with the H of the algorithm. ECDSA values are raw r‖s; the curve
 * must be the algorithm's own.
 * With several origins each is tried in turn; the one that fits is what the token was made for.
 */
record Step10Signature(List<String> origins, String nonce, SignatureVerifier verifier) {
    private static final int SHORTEST_NONCE = 44;

    Step<SignedCandidate> check(TrustedCandidate candidate) {
        Token token = candidate.token();
        if (token.algorithm().isEmpty()) {
            return Step.refused(WebEidRefusal.ALGORITHM_MISSING);
        }
        if (token.signature().isEmpty()) {
            return Step.refused(WebEidRefusal.SIGNATURE_MISSING);
        }
        if (nonce.length() < SHORTEST_NONCE) {
            return Step.refused(WebEidRefusal.NONCE_MISSING);
        }
        Optional<JoseAlgorithm> algorithm = JoseAlgorithm.ofName(token.algorithm());
        if (algorithm.isEmpty()) {
            return Step.refused(WebEidRefusal.ALGORITHM_UNSUPPORTED);
        }
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(token.signature());
        } catch (IllegalArgumentException e) {
            return Step.refused(WebEidRefusal.SIGNATURE_UNDECODABLE);
        }
        if (!algorithm.get().fits(candidate.certificate().publicKey())) {
            return Step.refused(WebEidRefusal.SIGNATURE_INVALID, "the algorithm does not fit the key");
        }
        return verify(candidate, algorithm.get(), signature);
    }

    private Step<SignedCandidate> verify(TrustedCandidate candidate, JoseAlgorithm algorithm, byte[] signature) {
        for (String origin : origins) {
            if (verifier.verify(
                    algorithm.signatureAlgorithm(),
                    EcdsaFormat.P1363,
                    candidate.certificate().publicKey(),
                    signedData(algorithm.signatureAlgorithm().digest(), origin),
                    signature)) {
                return Step.passed(new SignedCandidate(candidate, origin, List.of()));
            }
        }
        return Step.refused(WebEidRefusal.SIGNATURE_INVALID);
    }

    private byte[] signedData(DigestAlgorithm digest, String origin) {
        byte[] data = new byte[2 * digest.length()];
        System.arraycopy(digest.digest(utf8(origin)), 0, data, 0, digest.length());
        System.arraycopy(digest.digest(utf8(nonce)), 0, data, digest.length(), digest.length());
        return data;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
