package dev.eresident.core.signature.ddoc;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.Judgement;
import java.util.List;
import java.util.Optional;

/** EN 319 102-1 §5.2.7, second half: the value over SignedInfo, with the key of the certificate in KeyInfo, of which there is only one. */
final class ValueVerification {
    static final SignatureAlgorithm RSA_SHA1 =
            new SignatureAlgorithm(SignatureAlgorithm.Family.RSA_PKCS1, DigestAlgorithm.SHA1);

    private final SignatureVerifier verifier;

    ValueVerification(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /** What may have been signed, and whether it is what the standard says. */
    private record Way(Bytes signed, boolean standard) {}

    void verify(DdocSignature signature, Certificate signer, DdocVersion version, Judgement judgement) {
        Optional<SignatureAlgorithm> method = SignatureAlgorithm.ofXmlUri(signature.method());
        List<Way> ways = ways(signature, version);
        if (!method.equals(Optional.of(RSA_SHA1)) || ways.isEmpty()) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                    "DDOC knows RSA with SHA-1 over canonical XML.");
            return;
        }
        byte[] value = signature.value().toByteArray();
        for (Way way : ways) {
            if (verifier.verify(
                    RSA_SHA1,
                    SignatureVerifier.EcdsaFormat.DER,
                    signer.publicKey(),
                    way.signed().toByteArray(),
                    value)) {
                if (!way.standard()) {
                    judgement.warn(FindingCode.DDOC_FRAGMENT_C14N, "");
                }
                return;
            }
        }
        boolean wrongPrefix = ways.stream()
                .map(way -> DigestAlgorithm.SHA1.digest(way.signed().toByteArray()))
                .anyMatch(digest -> SignatureVerifier.holdsDigest(signer.publicKey(), digest, value));
        if (wrongPrefix) {
            judgement.fail(FindingCode.SIG_CRYPTO_FAILURE, FindingCode.SIG_VALUE_ASN1_PREFIX, "");
        } else {
            judgement.fail(FindingCode.SIG_CRYPTO_FAILURE, "");
        }
    }

    private static List<Way> ways(DdocSignature signature, DdocVersion version) {
        XmlElement info = signature.signedInfo();
        if (version.isSkXml()) {
            return List.of(new Way(Bytes.of(RawText.of(info)), true));
        }
        Optional<Canonicalization> method = Canonicalization.byUri(signature.canonicalization());
        if (method.equals(Optional.of(Canonicalization.INCLUSIVE))
                || method.equals(Optional.of(Canonicalization.INCLUSIVE_11))) {
            return List.of(
                    new Way(Bytes.of(method.get().apply(info)), true),
                    new Way(
                            Bytes.of(Canonicalization.INCLUSIVE.applyDetached(info, version.signatureNamespace())),
                            false));
        }
        return method.equals(Optional.of(Canonicalization.EXCLUSIVE))
                ? List.of(new Way(Bytes.of(Canonicalization.EXCLUSIVE.apply(info)), true))
                : List.of();
    }
}
