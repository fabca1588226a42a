package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.validation.CertificateValidation;
import dev.eresident.core.signature.validation.EmbeddedTimestamp;
import dev.eresident.core.signature.validation.ImprintSource;
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
     * Judges one signature of a container.
     *
     * @param file the signature file
     * @param index position of the signature in the file, from 0
     * @param files the container's data files
     * @param existedSince since when the signature file provably exists, by other proofs of the container; see {@link SignatureMaterial}
     * @param forms the canonical forms of all signatures together
     * @param at validation time
     * @return the outcome; never an exception for foreign bytes
     */
    public SignatureOutcome validate(
            SignatureFile file,
            int index,
            SignedFiles files,
            Optional<Instant> existedSince,
            CanonicalForms forms,
            Instant at) {
        SignatureFile.Entry entry = file.signatures().get(index);
        String id = id(entry, index);
        Judgement judgement = new Judgement(file.name() + "#" + id);
        if (file.duplicateId()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.SIG_DUPLICATE_ID, "");
        }
        return validate(
                id,
                entry,
                judgement,
                (parsed, further) -> validate(id, parsed, files, existedSince, forms, at, further));
    }

    /**
     * Judges one signature of an XML document. One that does not cover the whole document fails with {@link FindingCode#PARTIAL_COVERAGE} when nothing else is wrong.
     *
     * @param document the document's signatures
     * @param index position of the signature among them, from 0
     * @param files files beside the document that detached signatures may sign; none of them need be covered
     * @param forms the canonical forms of all signatures together
     * @param at validation time
     * @return the outcome; never an exception for foreign bytes
     */
    public SignatureOutcome validate(
            XmlSignatures document, int index, SignedFiles files, CanonicalForms forms, Instant at) {
        SignatureFile.Entry entry = document.signatures().get(index);
        String id = id(entry, index);
        return validate(
                id,
                entry,
                new Judgement("#" + id),
                (parsed, further) -> validateDocument(id, parsed, document, files, forms, at, further));
    }

    private static String id(SignatureFile.Entry entry, int index) {
        return entry.id().isEmpty() ? "signature-" + (index + 1) : entry.id();
    }

    /** What follows when a signature could be taken apart. */
    private interface Steps {
        SignatureOutcome run(ParsedSignature signature, Judgement judgement);
    }

    private static SignatureOutcome validate(String id, SignatureFile.Entry entry, Judgement judgement, Steps steps) {
        entry.problem().ifPresent(problem -> {
            boolean noXades = problem.code().equals("XADES_NO_PROPERTIES");
            judgement.fail(
                    noXades ? FindingCode.NO_SIGNING_CERTIFICATE_FOUND : FindingCode.FORMAT_FAILURE, text(problem));
        });
        Optional<ParsedSignature> parsed = entry.parsed();
        parsed.ifPresent(signature -> SignatureAcceptance.structure(signature, judgement));
        if (parsed.isEmpty() || judgement.failed()) {
            Profile profile = parsed.map(XadesValidation::profile).orElse(Profile.B);
            Optional<Instant> claimed = parsed.flatMap(SignatureAcceptance::claimedTime);
            return SignatureOutcome.unread(id, judgement, profile, Optional.empty(), claimed);
        }
        try {
            return steps.run(parsed.get(), judgement);
        } catch (ProtocolException e) {
            Judgement refused = judgement.restarted();
            refused.fail(FindingCode.FORMAT_FAILURE, text(e));
            return SignatureOutcome.unread(id, refused, profile(parsed.get()), Optional.empty(), Optional.empty());
        }
    }

    private static String text(ProtocolException e) {
        return e.getMessage() == null ? e.code() : e.getMessage();
    }

    private SignatureOutcome validate(
            String id,
            ParsedSignature signature,
            SignedFiles files,
            Optional<Instant> existedSince,
            CanonicalForms forms,
            Instant at,
            Judgement judgement) {
        forms.forget();
        Dereferencing source = new ContainerReferences(files, forms);
        Optional<Certificate> signer = SigningCertificateIdentification.identify(signature, Shape.CONTAINER, judgement);
        if (signer.isEmpty()) {
            return unidentified(id, signature, judgement);
        }
        CryptographicVerification.Coverage coverage =
                cryptography.verify(signature, signer.get(), source, files, forms, judgement);
        SignatureMaterial material = material(signature, signer.get(), source, existedSince, coverage.files(), forms);
        SignatureAcceptance.accept(signature, material.profile(), validation.rules(), judgement);
        Optional<Instant> proven = validation.validate(material, at, judgement);
        coverage(signature, coverage, files, judgement);
        if (!signature.furtherContent().isEmpty()) {
            judgement.fail(FindingCode.SIG_FURTHER_CONTENT, "");
        }
        if (validation.rules().ask(Rules.Demand.LISTED_ISSUER)
                && coverage.referenced().stream().anyMatch(name -> name.startsWith("META-INF/"))) {
            judgement.fail(FindingCode.SIG_COVERS_ADMINISTRATION, "");
        }
        return SignatureOutcome.of(id, judgement, material, proven);
    }

    private SignatureOutcome validateDocument(
            String id,
            ParsedSignature signature,
            XmlSignatures document,
            SignedFiles files,
            CanonicalForms forms,
            Instant at,
            Judgement judgement) {
        forms.forget();
        Dereferencing source = new DocumentReferences(document.document(), document.byId(), files, forms);
        Optional<Certificate> signer = SigningCertificateIdentification.identify(signature, Shape.DOCUMENT, judgement);
        if (signer.isEmpty()) {
            return unidentified(id, signature, judgement);
        }
        CryptographicVerification.Coverage coverage =
                cryptography.verify(signature, signer.get(), source, files, forms, judgement);
        List<XmlElement> all = new ArrayList<>(document.signatures().size());
        document.signatures().forEach(e -> e.parsed().ifPresent(p -> all.add(p.element())));
        boolean whole = new DocumentCoverage(signature, all, coverage.parts())
                .isWhole(document.document().root());
        List<SignedFile> covered = new ArrayList<>(coverage.files());
        if (whole) {
            coverage.whole().ifPresent(covered::add);
        }
        SignatureMaterial material = material(
                signature, signer.get(), source, SignatureAcceptance.embeddedRecord(signature), covered, forms);
        SignatureAcceptance.accept(signature, material.profile(), validation.rules(), judgement);
        Optional<Instant> proven = validation.validate(material, at, judgement);
        if (!whole) {
            judgement.fail(FindingCode.PARTIAL_COVERAGE, "");
        }
        if (signature.references().stream().anyMatch(r -> r.type().equals(Names.DS + "Manifest"))) {
            judgement.warn(FindingCode.SIG_MANIFEST_NOT_FOLLOWED, "");
        }
        return SignatureOutcome.of(id, judgement, material, proven);
    }

    private static SignatureOutcome unidentified(String id, ParsedSignature signature, Judgement judgement) {
        return SignatureOutcome.unread(
                id, judgement, profile(signature), Optional.empty(), SignatureAcceptance.claimedTime(signature));
    }

    private static SignatureMaterial material(
            ParsedSignature signature,
            Certificate signer,
            Dereferencing source,
            Optional<Instant> existedSince,
            List<SignedFile> files,
            CanonicalForms forms) {
        Set<DigestAlgorithm> digests = EnumSet.noneOf(DigestAlgorithm.class);
        for (DataReference reference : signature.references()) {
            reference.digest().ifPresent(digests::add);
        }
        return new SignatureMaterial(
                signer,
                certificates(signature, signer),
                SignatureAlgorithm.ofXmlUri(signature.signatureMethod()),
                digests,
                SignatureAcceptance.claimedTime(signature),
                profile(signature),
                signature.signatureValue(),
                contentTimestamps(signature, source),
                timestamps(signature, forms),
                archiveTimestamps(signature, source, forms),
                signature.ocspValues(),
                signature.crlValues(),
                existedSince,
                files);
    }

    private static List<EmbeddedTimestamp> contentTimestamps(ParsedSignature signature, Dereferencing source) {
        return signature.contentTimestamps().stream()
                .map(stamp -> new EmbeddedTimestamp(stamp.token(), new ContentImprint(signature, stamp, source)))
                .toList();
    }

    private static List<EmbeddedTimestamp> archiveTimestamps(
            ParsedSignature signature, Dereferencing source, CanonicalForms forms) {
        return signature.archiveTimestamps().stream()
                .map(stamp -> new EmbeddedTimestamp(
                        stamp.token(),
                        new ArchiveImprint(signature, stamp, source, forms),
                        Optional.of(stamp.answers()),
                        false))
                .toList();
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

    /** A token covers the canonical form of the {@code ds:SignatureValue} element, by its own canonicalisation or inclusive 1.0. */
    private static List<EmbeddedTimestamp> timestamps(ParsedSignature signature, CanonicalForms forms) {
        List<EmbeddedTimestamp> timestamps =
                new ArrayList<>(signature.timestamps().size());
        for (StampedTime stamped : signature.timestamps()) {
            ImprintSource imprint = algorithm -> {
                CanonicalMethod method = stamped.canonicalization()
                        .map(CanonicalMethod::of)
                        .orElse(Optional.of(CanonicalMethod.DEFAULT))
                        .orElseThrow(() -> FormatChecking.malformed("a canonicalization method is not known"));
                return algorithm.digest(forms.of(signature.signatureValueElement(), method));
            };
            timestamps.add(new EmbeddedTimestamp(stamped.token(), imprint, Optional.empty(), stamped.late()));
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
        if (signature.archiveTimestamps().stream().anyMatch(s -> s.kind() != ArchiveStamp.Kind.REFERENCES)) {
            return Profile.LTA;
        }
        return signature.ocspValues().isEmpty() && signature.crlValues().isEmpty() ? Profile.T : Profile.LT;
    }
}
