package dev.eresident.auth.mobileid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;

/** Step 5: the value is a signature over our hash: raw r‖s for elliptic curves, PKCS#1 v1.5 for RSA (reference §8). */
record Step5Signature(MobileIdHash hash, SignatureVerifier verifier) {
    Outcome<Trusted, MobileIdRefusal> check(Trusted trusted) {
        Answer answer = trusted.answer();
        boolean good = verifier.verifyDigest(
                new SignatureAlgorithm(answer.family(), hash.digest()),
                SignatureVerifier.EcdsaFormat.P1363,
                answer.certificate().publicKey(),
                answer.hash().toByteArray(),
                answer.signature().toByteArray());
        return good ? Outcome.succeeded(trusted) : Outcome.refused(MobileIdRefusal.SIGNATURE_INVALID);
    }
}
