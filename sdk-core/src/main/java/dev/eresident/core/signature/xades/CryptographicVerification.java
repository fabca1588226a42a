package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.container.ReferenceNames;
import dev.eresident.core.signature.validation.CertificateValidation;
import dev.eresident.core.signature.validation.DisplayName;
import dev.eresident.core.signature.validation.Judgement;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * EN 319 102-1 §5.2.7: finds the signed data, compares the digests, verifies the signature value with the identified certificate's key, in this order.
 *
 * <p>A reference resolves to a data file of the container, to this signature's own SignedProperties or to its own KeyInfo, and to nothing else; data files are never transformed.
 */
final class CryptographicVerification {
    private static final int MAX_FURTHER_KEYS = 8;

    private final SignatureVerifier verifier;

    CryptographicVerification(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Which data file each reference covers.
     *
     * @param files data files with a matching digest, in reference order
     * @param byReferenceId Id of the reference to its data file
     * @param referenced data files that references point to, matching or not
     */
    record Coverage(List<SignedFile> files, Map<String, String> byReferenceId, Set<String> referenced) {
        static final Coverage NONE = new Coverage(List.of(), Map.of(), Set.of());
    }

    Coverage verify(ParsedSignature signature, Certificate signer, SignedFiles files, Judgement judgement) {
        Coverage coverage = references(signature, files, judgement);
        signatureValue(signature, signer, judgement);
        return coverage;
    }

    private static Coverage references(ParsedSignature signature, SignedFiles files, Judgement judgement) {
        Map<DataReference, String> resolved = new HashMap<>();
        Map<String, String> byId = new HashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        List<String> unresolved = new ArrayList<>(0);
        for (DataReference reference : signature.references()) {
            if (reference.isSameDocument()) {
                if (target(signature, reference).isEmpty()) {
                    judgement.fail(
                            FindingCode.SIGNED_DATA_NOT_FOUND,
                            reference.where() + " points to nothing in its own signature.");
                }
                continue;
            }
            Optional<String> name = ReferenceNames.find(reference.uri(), files.names());
            if (name.isEmpty()) {
                judgement.fail(
                        FindingCode.SIGNED_DATA_NOT_FOUND, reference.where() + " names a file that is not there.");
                unresolved.add(reference.uri());
            } else if (!seen.add(name.get())) {
                judgement.fail(FindingCode.FORMAT_FAILURE, "A file is referenced twice.");
            } else {
                resolved.put(reference, name.get());
                reference.id().ifPresent(id -> byId.put(id, name.get()));
            }
        }
        lookalikes(unresolved, files, judgement);
        List<SignedFile> matching = new ArrayList<>(resolved.size());
        for (DataReference reference : signature.references()) {
            String name = resolved.get(reference);
            if (name != null || reference.isSameDocument()) {
                boolean intact = digest(signature, reference, name == null ? "" : name, files, judgement);
                if (intact && name != null && reference.digest().isPresent()) {
                    matching.add(new SignedFile(name, reference.digest().get().jcaName(), reference.digestValue()));
                }
            }
        }
        return new Coverage(List.copyOf(matching), Map.copyOf(byId), Set.copyOf(seen));
    }

    /** Repacking may have changed how a name is written: no proof, but a help for whoever asks why. */
    private static void lookalikes(List<String> unresolved, SignedFiles files, Judgement judgement) {
        if (unresolved.isEmpty()) {
            return;
        }
        Map<String, String> normalised = ReferenceNames.normalised(files.names());
        for (String uri : unresolved) {
            ReferenceNames.lookalike(uri, normalised)
                    .ifPresent(name -> judgement.warn(
                            FindingCode.NAME_NORMALISATION_MISMATCH, "See " + DisplayName.of(name) + "."));
        }
    }

    /** The element of this very signature that a {@code #id} means. */
    private static Optional<XmlElement> target(ParsedSignature signature, DataReference reference) {
        String id = reference.uri().substring(1);
        if (!signature.signedPropertiesId().isEmpty() && id.equals(signature.signedPropertiesId())) {
            return Optional.of(signature.signedProperties());
        }
        return signature.keyInfo().filter(k -> id.equals(k.attribute("Id").orElse("")));
    }

    private static boolean digest(
            ParsedSignature signature, DataReference reference, String name, SignedFiles files, Judgement judgement) {
        Optional<DigestAlgorithm> algorithm = reference.digest();
        if (algorithm.isEmpty()) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                    reference.where() + " has an unknown digest algorithm.");
            return false;
        }
        byte[] actual;
        if (reference.isSameDocument()) {
            Optional<XmlElement> target = target(signature, reference);
            Optional<CanonicalMethod> method = transform(reference);
            if (method.isEmpty()) {
                judgement.fail(
                        FindingCode.FORMAT_FAILURE,
                        FindingCode.SIG_TRANSFORM_FORBIDDEN,
                        "See " + reference.where() + ".");
                return false;
            }
            if (target.isEmpty()) {
                return false;
            }
            actual = algorithm.get().digest(method.get().forReference().apply(target.get()));
        } else {
            if (!reference.transforms().isEmpty()) {
                judgement.fail(
                        FindingCode.FORMAT_FAILURE,
                        FindingCode.SIG_TRANSFORM_FORBIDDEN,
                        "See " + reference.where() + ".");
                return false;
            }
            actual = files.digest(name, algorithm.get());
        }
        if (!MessageDigest.isEqual(actual, reference.digestValue().toByteArray())) {
            judgement.fail(
                    FindingCode.HASH_FAILURE,
                    reference.isSameDocument()
                            ? "The signed properties do not have the signed digest."
                            : "The file " + DisplayName.of(name) + " does not have the signed digest.");
            return false;
        }
        return true;
    }

    /** No transform means inclusive canonicalisation; otherwise exactly one, which must be a canonicalisation. */
    private static Optional<CanonicalMethod> transform(DataReference reference) {
        return switch (reference.transforms().size()) {
            case 0 -> Optional.of(CanonicalMethod.DEFAULT);
            case 1 -> CanonicalMethod.of(reference.transforms().get(0));
            default -> Optional.empty();
        };
    }

    private void signatureValue(ParsedSignature signature, Certificate signer, Judgement judgement) {
        Optional<CanonicalMethod> method = CanonicalMethod.of(signature.canonicalization());
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.ofXmlUri(signature.signatureMethod());
        if (method.isEmpty() || algorithm.isEmpty()) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                    method.isEmpty()
                            ? "The canonicalization method is not known."
                            : "The signature method is not known.");
            return;
        }
        byte[] signed = method.get().apply(signature.signedInfo());
        if (verifies(algorithm.get(), signer, signed, signature)) {
            return;
        }
        if (anotherKeyFits(algorithm.get(), signer, signed, signature)) {
            judgement.fail(FindingCode.NO_SIGNING_CERTIFICATE_FOUND, FindingCode.KEY_SUBSTITUTION, "");
        } else {
            judgement.fail(FindingCode.SIG_CRYPTO_FAILURE, "");
        }
    }

    private boolean verifies(
            SignatureAlgorithm algorithm, Certificate certificate, byte[] signed, ParsedSignature signature) {
        return verifier.verify(
                algorithm,
                SignatureVerifier.EcdsaFormat.P1363,
                certificate.publicKey(),
                signed,
                signature.signatureValue().toByteArray());
    }

    /** Only names the failure: in the standard's words the certificate whose key made the value is then not the one committed to (§5.2.3.4). */
    private boolean anotherKeyFits(
            SignatureAlgorithm algorithm, Certificate signer, byte[] signed, ParsedSignature signature) {
        int tried = 0;
        for (Bytes der : signature.keyInfoCertificates()) {
            if (der.equals(signer.der()) || tried++ >= MAX_FURTHER_KEYS) {
                continue;
            }
            Optional<Certificate> other = CertificateValidation.readable(der);
            if (other.isPresent() && verifies(algorithm, other.get(), signed, signature)) {
                return true;
            }
        }
        return false;
    }
}
