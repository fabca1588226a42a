package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.validation.CertificateValidation;
import dev.eresident.core.signature.validation.EmbeddedTimestamp;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.Rules;
import dev.eresident.core.signature.validation.SignatureMaterial;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.validation.SignatureValidation;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges the signatures of a container, one by one, in the order of EN 319 102-1 and then by the Estonian rules. Immutable, thread-safe. */
public final class XadesValidation {
    private final CryptographicVerification cryptography;
    private final SignatureValidation validation;

    /**
     * Makes a validation.
     *
     * @param policy whom to believe
     * @param rules what is asked beyond the standard
     */
    public XadesValidation(TrustPolicy policy, Rules rules) {
        this.cryptography = new CryptographicVerification(SignatureVerifier.of(policy.crypto()));
        this.validation = new SignatureValidation(policy, rules);
    }

    /**
     * Judges one signature.
     *
     * @param file the signature file
     * @param index position of the signature in the file, from 0
     * @param files the container's data files
     * @param at validation time
     * @return the outcome; never an exception for foreign bytes
     */
    public SignatureOutcome validate(SignatureFile file, int index, SignedFiles files, Instant at) {
        SignatureFile.Entry entry = file.signatures().get(index);
        String id = entry.id().isEmpty() ? "signature-" + (index + 1) : entry.id();
        Judgement judgement = new Judgement(file.name() + "#" + id);
        if (file.duplicateId()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.SIG_DUPLICATE_ID, "");
        }
        Optional<ParsedSignature> parsed = entry.parsed();
        if (parsed.isEmpty()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, entry.problem());
        } else {
            SignatureAcceptance.structure(parsed.get(), judgement);
        }
        if (parsed.isEmpty() || judgement.failed()) {
            Profile profile = parsed.map(XadesValidation::profile).orElse(Profile.B);
            Optional<Instant> claimed = parsed.flatMap(SignatureAcceptance::claimedTime);
            return SignatureOutcome.unread(id, judgement, profile, Optional.empty(), claimed);
        }
        try {
            return validate(id, parsed.get(), files, at, judgement);
        } catch (ProtocolException e) {
            Judgement refused = new Judgement(file.name() + "#" + id);
            refused.fail(FindingCode.FORMAT_FAILURE, e.getMessage() == null ? "" : e.getMessage());
            return SignatureOutcome.unread(id, refused, profile(parsed.get()), Optional.empty(), Optional.empty());
        }
    }

    private SignatureOutcome validate(
            String id, ParsedSignature signature, SignedFiles files, Instant at, Judgement judgement) {
        Profile profile = profile(signature);
        Optional<Instant> claimed = SignatureAcceptance.claimedTime(signature);
        Optional<Certificate> signer = SigningCertificateIdentification.identify(signature, judgement);
        if (signer.isEmpty()) {
            return SignatureOutcome.unread(id, judgement, profile, signer, claimed);
        }
        CryptographicVerification.Coverage coverage = cryptography.verify(signature, signer.get(), files, judgement);
        SignatureAcceptance.accept(signature, profile, judgement);
        SignatureMaterial material = material(signature, signer.get(), profile, claimed, coverage);
        Optional<Instant> proven = validation.validate(material, at, judgement);
        coverage(signature, coverage, files, judgement);
        return SignatureOutcome.of(id, judgement, material, proven);
    }

    private static SignatureMaterial material(
            ParsedSignature signature,
            Certificate signer,
            Profile profile,
            Optional<Instant> claimed,
            CryptographicVerification.Coverage coverage) {
        Set<DigestAlgorithm> digests = EnumSet.noneOf(DigestAlgorithm.class);
        for (DataReference reference : signature.references()) {
            reference.digest().ifPresent(digests::add);
        }
        return new SignatureMaterial(
                signer,
                certificates(signature, signer),
                SignatureAlgorithm.ofXmlUri(signature.signatureMethod()),
                digests,
                claimed,
                profile,
                signature.signatureValue(),
                List.of(),
                timestamps(signature),
                List.of(),
                signature.ocspValues(),
                signature.crlValues(),
                Optional.empty(),
                coverage.files());
    }

    /** All readable certificates of the document; unreadable ones are ignored, since nothing can depend on them. */
    private static List<Certificate> certificates(ParsedSignature signature, Certificate signer) {
        List<Certificate> candidates = new ArrayList<>();
        for (List<Bytes> source : List.of(signature.certificateValues(), signature.keyInfoCertificates())) {
            for (Bytes der : source) {
                if (!der.equals(signer.der())) {
                    CertificateValidation.readable(der).ifPresent(candidates::add);
                }
            }
        }
        return candidates;
    }

    /** A token covers the canonical form of the {@code ds:SignatureValue} element, by its own canonicalisation or inclusive 1.0; each form is computed once. */
    private static List<EmbeddedTimestamp> timestamps(ParsedSignature signature) {
        Map<CanonicalMethod, byte[]> canonical = new HashMap<>();
        List<EmbeddedTimestamp> timestamps =
                new ArrayList<>(signature.timestamps().size());
        for (StampedTime stamped : signature.timestamps()) {
            timestamps.add(new EmbeddedTimestamp(stamped.token(), algorithm -> {
                CanonicalMethod method = stamped.canonicalization()
                        .map(CanonicalMethod::of)
                        .orElse(Optional.of(CanonicalMethod.DEFAULT))
                        .orElseThrow(() -> FormatChecking.malformed("a canonicalization method is not known"));
                return algorithm.digest(
                        canonical.computeIfAbsent(method, m -> m.apply(signature.signatureValueElement())));
            }));
        }
        return timestamps;
    }

    /** The container's files, its manifest and the signature must agree (signatures reference §2.2). */
    private static void coverage(
            ParsedSignature signature,
            CryptographicVerification.Coverage coverage,
            SignedFiles files,
            Judgement judgement) {
        Map<String, String> declared = new HashMap<>();
        for (String name : coverage.referenced()) {
            declared.put(name, "");
        }
        signature.mediaTypes().forEach((id, type) -> {
            String name = coverage.byReferenceId().get(id);
            if (name != null) {
                declared.put(name, type);
            }
        });
        for (Finding disagreement : files.disagreements(declared)) {
            judgement.add(disagreement);
        }
    }

    /** The level as far as the structure tells (signatures reference §3.2). */
    private static Profile profile(ParsedSignature signature) {
        if (signature.timestamps().isEmpty()) {
            boolean timeMark = signature.policy() instanceof SignaturePolicy.Explicit explicit && explicit.isTimeMark();
            return timeMark && !signature.ocspValues().isEmpty() ? Profile.TM : Profile.B;
        }
        if (signature.archiveTimestamps() > 0) {
            return Profile.LTA;
        }
        return signature.ocspValues().isEmpty() && signature.crlValues().isEmpty() ? Profile.T : Profile.LT;
    }
}
