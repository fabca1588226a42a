package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.validation.EvidenceValidation;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.Rules;
import dev.eresident.core.signature.validation.SignatureMaterial;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.validation.SignatureValidation;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges the signatures of a CMS, one by one. Immutable, thread-safe. */
public final class CadesValidation {
    private final CryptographicVerification cryptography;
    private final EmbeddedRecord records;
    private final SignatureValidation validation;

    /**
     * Makes a validation.
     *
     * @param policy whom to believe
     * @param rules what is asked beyond the standard
     */
    public CadesValidation(TrustPolicy policy, Rules rules) {
        this.cryptography = new CryptographicVerification(SignatureVerifier.of(policy.crypto()));
        this.records = new EmbeddedRecord(new EvidenceValidation(policy, rules));
        this.validation = new SignatureValidation(policy, rules);
    }

    /**
     * Judges one signature.
     *
     * @param where the document, for the findings
     * @param document the document
     * @param index position of the signature, from 0
     * @param detached what was signed when the document does not carry it; empty when it is not at hand
     * @param existedSince a time that is proven from outside, by an archive time-stamp of the container that covers the whole document
     * @param at validation time
     * @return the outcome; never an exception for foreign bytes
     * @throws java.io.UncheckedIOException when the content cannot be read
     */
    public SignatureOutcome validate(
            String where,
            CadesDocument document,
            int index,
            Optional<SignedContent> detached,
            Optional<Instant> existedSince,
            Instant at) {
        CadesSignature signature = document.signatures().get(index);
        String id = "signature-" + (index + 1);
        String place = where + "#" + id;
        try {
            return validate(
                    id, document, signature, detached, existedSince, Optional.empty(), at, new Judgement(place));
        } catch (ProtocolException e) {
            Judgement refused = new Judgement(place);
            refused.fail(FindingCode.FORMAT_FAILURE, e.getMessage() == null ? "" : e.getMessage());
            return unread(id, refused, signature, Optional.empty());
        }
    }

    /**
     * Judges the one signature of a CMS that lies in a document of another format.
     *
     * @param id identifier of the signature
     * @param document the CMS
     * @param content what was signed
     * @param around what the document adds
     * @param at validation time
     * @param judgement what the other format has found; its first failure decides
     * @return the outcome; never an exception for foreign bytes
     */
    public SignatureOutcome validate(
            String id,
            CadesDocument document,
            SignedContent content,
            Surroundings around,
            Instant at,
            Judgement judgement) {
        if (document.signatureCount() != 1) {
            judgement.fail(FindingCode.FORMAT_FAILURE, "The CMS does not hold exactly one signature.");
            return SignatureOutcome.unread(id, judgement, Profile.B, Optional.empty(), around.claimedAt());
        }
        CadesSignature signature = document.signatures().get(0);
        try {
            return validate(
                    id,
                    document,
                    signature,
                    Optional.of(content),
                    Optional.empty(),
                    Optional.of(around),
                    at,
                    judgement);
        } catch (ProtocolException e) {
            judgement.fail(FindingCode.FORMAT_FAILURE, e.getMessage() == null ? "" : e.getMessage());
            return unread(id, judgement, signature, Optional.empty());
        }
    }

    private SignatureOutcome validate(
            String id,
            CadesDocument document,
            CadesSignature signature,
            Optional<SignedContent> detached,
            Optional<Instant> existedSince,
            Optional<Surroundings> around,
            Instant at,
            Judgement judgement) {
        CmsSigner signer = signature.signer();
        EmbeddedEvidence evidence = EmbeddedEvidence.of(document, signature);
        List<Bytes> embedded = evidence.candidates();
        around.ifPresent(a -> level(a, document, signature, embedded, judgement));
        if (signer.signedAttributes().isEmpty()) {
            judgement.fail(FindingCode.SIG_CONSTRAINTS_FAILURE, FindingCode.SIG_SIGNED_PROPERTIES_MISSING, "");
            return unread(id, judgement, signature, Optional.empty());
        }
        Optional<String> ambiguity = signer.ambiguity();
        if (ambiguity.isPresent()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, "In it " + ambiguity.get() + ".");
            return unread(id, judgement, signature, Optional.empty());
        }
        List<Bytes> candidates = Stream.concat(
                        embedded.stream(), around.stream().flatMap(a -> a.certificates().stream()))
                .toList();
        boolean legacy = around.map(Surroundings::legacy).orElse(false);
        Optional<Certificate> certificate = SignerIdentification.identify(signer, candidates, legacy, judgement);
        if (certificate.isEmpty()) {
            return unread(id, judgement, signature, certificate);
        }
        Optional<SignedContent> content = detached.isPresent() ? detached : document.attached();
        List<SignedFile> files =
                cryptography.verify(document.data(), signer, certificate.get(), candidates, content, judgement);
        AttributeAcceptance.accept(signature, claimedAt(signature, around), validation.rules(), judgement);
        Optional<Instant> existed = Stream.concat(
                        existedSince.stream(), records.provenSince(document, signature, at, judgement).stream())
                .min(Comparator.naturalOrder());
        around.ifPresent(evidence::add);
        SignatureMaterial material =
                material(document, signature, certificate.get(), content, existed, around, files, evidence);
        Optional<Instant> proven = validation.validate(material, at, judgement);
        return SignatureOutcome.of(id, judgement, material, proven);
    }

    private static SignatureMaterial material(
            CadesDocument document,
            CadesSignature signature,
            Certificate signer,
            Optional<SignedContent> content,
            Optional<Instant> existedSince,
            Optional<Surroundings> around,
            List<SignedFile> files,
            EmbeddedEvidence evidence) {
        CadesTimestamps timestamps = new CadesTimestamps(document, signature, content);
        Set<DigestAlgorithm> digests = EnumSet.noneOf(DigestAlgorithm.class);
        signature.signer().digest().ifPresent(digests::add);
        return new SignatureMaterial(
                signer,
                evidence.certificatesBut(signer),
                signature.signer().algorithm().or(signature.signer()::contradicting),
                digests,
                claimedAt(signature, around),
                around.map(a -> profile(a, document, signature)).orElseGet(() -> profile(document, signature)),
                signature.signer().signature(),
                timestamps.content(),
                timestamps.signature(),
                Stream.concat(
                                timestamps.archive(evidence.ownAnswers()).stream(),
                                around.stream().flatMap(a -> a.timestamps().stream()))
                        .toList(),
                evidence.ocspAnswers(),
                evidence.crls(),
                existedSince,
                files);
    }

    private static SignatureOutcome unread(
            String id, Judgement judgement, CadesSignature signature, Optional<Certificate> certificate) {
        return SignatureOutcome.unread(
                id, judgement, Profile.B, certificate, AttributeAcceptance.claimedTime(signature.signer()));
    }

    /** EN 319 142-1 §6.3: what the rules for qualified signatures ask of the level. */
    private void level(
            Surroundings around,
            CadesDocument document,
            CadesSignature signature,
            List<Bytes> candidates,
            Judgement judgement) {
        if (!validation.rules().ask(Rules.Demand.QUALIFIED)) {
            return;
        }
        CmsSigner signer = signature.signer();
        boolean committed = signer.certificateHashes().size() == 1
                && candidates.stream().anyMatch(signer.certificateHashes().get(0)::matches);
        boolean baseline = around.baseline()
                && committed
                && signer.signed(CmsSigner.SIGNING_TIME).isEmpty()
                && document.detached();
        if (!baseline || profile(around, document, signature) == Profile.B) {
            judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.LEVEL_NOT_ACCEPTED, "");
        }
    }

    private static Optional<Instant> claimedAt(CadesSignature signature, Optional<Surroundings> around) {
        return around.flatMap(Surroundings::claimedAt).or(() -> AttributeAcceptance.claimedTime(signature.signer()));
    }

    /** The level as far as a PDF tells (EN 319 142-1 §6). */
    private static Profile profile(Surroundings around, CadesDocument document, CadesSignature signature) {
        if (around.timestamps().isEmpty() && profile(document, signature) == Profile.B) {
            return Profile.B;
        }
        boolean answers = !around.ocspAnswers().isEmpty()
                || !around.crls().isEmpty()
                || signature.signer().signed(CadesOid.ADOBE_REVOCATION).isPresent();
        if (!answers) {
            return Profile.T;
        }
        return around.stampedMaterial() ? Profile.LTA : Profile.LT;
    }

    /** The level as far as the structure tells (EN 319 122-1 §6). */
    private static Profile profile(CadesDocument document, CadesSignature signature) {
        boolean stamped = signature.stamps().stream().anyMatch(s -> s.kind() == CadesSignature.Kind.SIGNATURE);
        if (!stamped) {
            return Profile.B;
        }
        if (signature.stamps().stream().anyMatch(CadesSignature.Stamp::archive)) {
            return Profile.LTA;
        }
        boolean answers = !document.data().revocationChoices().isEmpty()
                || signature.signer().unsignedAttributes().stream()
                        .anyMatch(attribute -> attribute.oid().equals(CadesOid.REVOCATION_VALUES));
        return answers ? Profile.LT : Profile.T;
    }
}
