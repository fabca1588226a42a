package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.container.ReferenceNames;
import dev.eresident.core.signature.validation.CertificateValidation;
import dev.eresident.core.signature.validation.DisplayName;
import dev.eresident.core.signature.validation.Judgement;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * EN 319 102-1 §5.2.7: finds the signed data, compares the digests, verifies the signature value with the identified certificate's key, in this order.
 *
 * <p>Where references may lead {@link Dereferencing} says; the data is digested as it stands there.
 */
final class CryptographicVerification {
    private static final int MAX_FURTHER_KEYS = 8;

    private final SignatureVerifier verifier;

    CryptographicVerification(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * What each reference covers.
     *
     * @param files data files with a matching digest, in reference order
     * @param parts parts of the XML document with a matching digest
     * @param byReferenceId Id of the reference to its data file
     * @param referenced data files that references point to, matching or not
     * @param whole the document itself, by the first matching digest over a part of it that is not the signature's own
     */
    record Coverage(
            List<SignedFile> files,
            List<Dereferencing.Part> parts,
            Map<String, String> byReferenceId,
            Set<String> referenced,
            Optional<SignedFile> whole) {}

    Coverage verify(
            ParsedSignature signature,
            Certificate signer,
            Dereferencing source,
            SignedFiles files,
            CanonicalForms forms,
            Judgement judgement) {
        Coverage coverage = references(signature, source, files, judgement);
        signatureValue(signature, signer, forms, judgement);
        return coverage;
    }

    private static Coverage references(
            ParsedSignature signature, Dereferencing source, SignedFiles files, Judgement judgement) {
        Map<DataReference, Dereferencing.Target> targets = new LinkedHashMap<>();
        Map<String, String> byId = new HashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        List<String> unresolved = new ArrayList<>(0);
        for (DataReference reference : signature.references()) {
            Dereferencing.Target target = source.resolve(signature, reference);
            if (target instanceof Dereferencing.Target.Missing missing) {
                judgement.fail(FindingCode.SIGNED_DATA_NOT_FOUND, missing.text());
                if (!reference.isSameDocument()) {
                    unresolved.add(reference.uri());
                }
                continue;
            }
            if (target instanceof Dereferencing.Target.Content content
                    && content.file().isPresent()) {
                String name = content.file().get();
                if (!seen.add(name)) {
                    judgement.fail(FindingCode.FORMAT_FAILURE, "A file is referenced twice.");
                    continue;
                }
                reference.id().ifPresent(id -> byId.put(id, name));
            }
            targets.put(reference, target);
        }
        lookalikes(unresolved, files, judgement);
        List<SignedFile> matching = new ArrayList<>(targets.size());
        List<Dereferencing.Part> parts = new ArrayList<>(1);
        List<SignedFile> whole = new ArrayList<>(1);
        targets.forEach((reference, target) -> {
            if (target instanceof Dereferencing.Target.Content content) {
                if (intact(reference, content, files, judgement)) {
                    content.part().ifPresent(parts::add);
                    Optional<DigestAlgorithm> digest = reference.digest();
                    if (content.part().isPresent() && digest.isPresent() && !reference.claimsSignedProperties()) {
                        whole.add(new SignedFile("", digest.get().jcaName(), reference.digestValue()));
                    }
                    if (content.file().isPresent() && digest.isPresent()) {
                        matching.add(new SignedFile(
                                content.file().get(), digest.get().jcaName(), reference.digestValue()));
                    }
                }
            } else if (target instanceof Dereferencing.Target.Forbidden forbidden) {
                judgement.fail(forbidden.means(), FindingCode.SIG_TRANSFORM_FORBIDDEN, forbidden.text());
            }
        });
        return new Coverage(
                List.copyOf(matching),
                List.copyOf(parts),
                Map.copyOf(byId),
                Set.copyOf(seen),
                whole.stream().findFirst());
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

    private static boolean intact(
            DataReference reference, Dereferencing.Target.Content content, SignedFiles files, Judgement judgement) {
        Optional<DigestAlgorithm> algorithm = reference.digest();
        if (algorithm.isEmpty()) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                    reference.where() + " has an unknown digest algorithm.");
            return false;
        }
        byte[] actual;
        if (content.file().isPresent()) {
            actual = files.digest(content.file().get(), algorithm.get());
        } else {
            MessageDigest digest = algorithm.get().newDigest();
            content.feeding().accept(digest);
            actual = digest.digest();
        }
        if (MessageDigest.isEqual(actual, reference.digestValue().toByteArray())) {
            return true;
        }
        judgement.fail(
                FindingCode.HASH_FAILURE,
                content.file()
                        .map(name -> "The file " + DisplayName.of(name) + " does not have the signed digest.")
                        .orElse(
                                reference.claimsSignedProperties()
                                        ? "The signed properties do not have the signed digest."
                                        : "A part of the document does not have the signed digest."));
        return false;
    }

    private void signatureValue(
            ParsedSignature signature, Certificate signer, CanonicalForms forms, Judgement judgement) {
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
        byte[] signed = forms.of(signature.signedInfo(), method.get());
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
