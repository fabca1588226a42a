package dev.eresident.core.signature.ddoc;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.Judgement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** EN 319 102-1 §5.2.7, second half: the value over SignedInfo, with the key of the certificate in KeyInfo, of which there is only one. */
final class ValueVerification {
    static final SignatureAlgorithm RSA_SHA1 =
            new SignatureAlgorithm(SignatureAlgorithm.Family.RSA_PKCS1, DigestAlgorithm.SHA1);

    private final SignatureVerifier verifier;

    ValueVerification(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    void verify(DdocSignature signature, Certificate signer, DdocVersion version, Judgement judgement) {
        Optional<SignatureAlgorithm> method = SignatureAlgorithm.ofXmlUri(signature.method());
        Map<byte[], Boolean> signed = signedInfo(signature, version);
        if (!method.equals(Optional.of(RSA_SHA1)) || signed.isEmpty()) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                    "DDOC knows RSA with SHA-1 over canonical XML.");
            return;
        }
        byte[] value = signature.value().toByteArray();
        for (Map.Entry<byte[], Boolean> way : signed.entrySet()) {
            if (verifier.verify(
                    RSA_SHA1, SignatureVerifier.EcdsaFormat.DER, signer.publicKey(), way.getKey(), value)) {
                if (!way.getValue()) {
                    judgement.warn(FindingCode.DDOC_FRAGMENT_C14N, "");
                }
                return;
            }
        }
        boolean wrongPrefix = signed.keySet().stream()
                .anyMatch(bytes -> SignatureVerifier.holdsDigest(
                        signer.publicKey(), DigestAlgorithm.SHA1.digest(bytes), value));
        if (wrongPrefix) {
            judgement.fail(FindingCode.SIG_CRYPTO_FAILURE, FindingCode.SIG_VALUE_ASN1_PREFIX, "");
        } else {
            judgement.fail(FindingCode.SIG_CRYPTO_FAILURE, "");
        }
    }

    /** What may have been signed, with whether it is what the standard says. */
    private static Map<byte[], Boolean> signedInfo(DdocSignature signature, DdocVersion version) {
        Map<byte[], Boolean> ways = new LinkedHashMap<>();
        Optional<Canonicalization> method = Canonicalization.byUri(signature.canonicalization());
        if (version.isSkXml()) {
            ways.put(RawText.of(signature.signedInfo()), true);
        } else if (method.equals(Optional.of(Canonicalization.INCLUSIVE))
                || method.equals(Optional.of(Canonicalization.INCLUSIVE_11))) {
            ways.put(method.get().apply(signature.signedInfo()), true);
            ways.put(
                    Canonicalization.INCLUSIVE.applyDetached(signature.signedInfo(), version.signatureNamespace()),
                    false);
        } else if (method.equals(Optional.of(Canonicalization.EXCLUSIVE))) {
            ways.put(Canonicalization.EXCLUSIVE.apply(signature.signedInfo()), true);
        }
        return ways;
    }
}
