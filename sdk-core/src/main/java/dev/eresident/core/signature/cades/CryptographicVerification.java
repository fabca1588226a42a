package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.cms.CmsSignedData;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.validation.CertificateValidation;
import dev.eresident.core.signature.validation.Judgement;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * EN 319 102-1 §5.2.7, RFC 5652 §5.4 and §5.6: the digest of the content, and the value over the DER of the signed attributes with the identified certificate's key.
 *
 * <p>A signature without signed attributes is over the content itself, and then content that looks like signed attributes would be a signature over other content: it is never good.
 */
final class CryptographicVerification {
    private static final int MAX_FURTHER_KEYS = 8;

    /** Content types of documents; what else is signed in CMS, for example time-stamp tokens, is no document. */
    private static final Set<String> DOCUMENTS = Set.of(CmsSignedData.DATA, CmsSignedData.SIGNED_DATA);

    private final SignatureVerifier verifier;

    CryptographicVerification(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /** Returns the files that are signed and have their signed digest. */
    List<SignedFile> verify(
            CmsSignedData data,
            CmsSigner signer,
            Certificate certificate,
            List<Bytes> candidates,
            Optional<SignedContent> content,
            Judgement judgement) {
        List<SignedFile> files = content(data, signer, content, judgement);
        value(signer, certificate, candidates, judgement);
        return files;
    }

    private static List<SignedFile> content(
            CmsSignedData data, CmsSigner signer, Optional<SignedContent> content, Judgement judgement) {
        if (!signer.contentType().equals(Optional.of(data.contentType())) || !DOCUMENTS.contains(data.contentType())) {
            judgement.fail(
                    FindingCode.FORMAT_FAILURE, "The signed content type is missing, or is not that of a document.");
        }
        Optional<byte[]> stated = signer.messageDigest();
        if (stated.isEmpty()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, "The digest of the content is not among the signed attributes.");
            return List.of();
        }
        if (content.isEmpty()) {
            judgement.fail(
                    FindingCode.SIGNED_DATA_NOT_FOUND,
                    "The signature is detached: the signed file is not part of the document.");
            return List.of();
        }
        Optional<DigestAlgorithm> digest = signer.digest();
        if (digest.isEmpty()) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                    "The digest algorithm is not known.");
            return List.of();
        }
        boolean intact = MessageDigest.isEqual(stated.get(), content.get().digest(digest.get()));
        if (!intact) {
            judgement.fail(FindingCode.HASH_FAILURE, "The content does not have the signed digest.");
        }
        List<SignedFile> files = content.get().files(digest.get(), judgement);
        return intact ? files : List.of();
    }

    private void value(CmsSigner signer, Certificate certificate, List<Bytes> candidates, Judgement judgement) {
        Optional<SignatureAlgorithm> algorithm = signer.algorithm().or(signer::contradicting);
        if (algorithm.isEmpty()) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                    "The signature algorithm is not known.");
            return;
        }
        byte[] signed = signer.signedBytes().toByteArray();
        if (!verifies(algorithm.get(), certificate, signed, signer)) {
            if (anotherKeyFits(algorithm.get(), certificate, candidates, signed, signer)) {
                judgement.fail(FindingCode.NO_SIGNING_CERTIFICATE_FOUND, FindingCode.KEY_SUBSTITUTION, "");
            } else {
                judgement.fail(FindingCode.SIG_CRYPTO_FAILURE, "");
            }
        }
        if (!signer.keepsProtectedAlgorithms()) {
            judgement.fail(FindingCode.SIG_CRYPTO_FAILURE, "Its algorithms are not those that the signer protected.");
        }
        if (signer.contradicting().isPresent()) {
            judgement.fail(
                    FindingCode.SIG_CONSTRAINTS_FAILURE,
                    "The digest algorithm of the signature value is not the one of the content.");
        }
    }

    private boolean verifies(SignatureAlgorithm algorithm, Certificate certificate, byte[] signed, CmsSigner signer) {
        return verifier.verify(
                algorithm,
                SignatureVerifier.EcdsaFormat.DER,
                certificate.publicKey(),
                signed,
                signer.signature().toByteArray());
    }

    /** Only names the failure: in the standard's words the certificate whose key made the value is then not the one committed to (§5.2.3.4). */
    private boolean anotherKeyFits(
            SignatureAlgorithm algorithm,
            Certificate certificate,
            List<Bytes> candidates,
            byte[] signed,
            CmsSigner signer) {
        int tried = 0;
        for (Bytes candidate : candidates) {
            if (candidate.equals(certificate.der()) || tried++ >= MAX_FURTHER_KEYS) {
                continue;
            }
            Optional<Certificate> other = CertificateValidation.readable(candidate);
            if (other.isPresent() && verifies(algorithm, other.get(), signed, signer)) {
                return true;
            }
        }
        return false;
    }
}
