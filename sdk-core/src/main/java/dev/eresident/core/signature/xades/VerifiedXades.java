package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.VerifiedSignature;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A VALID XAdES signature together with what it was verified from. */
public final class VerifiedXades implements VerifiedSignature {
    /** Type of the proof. */
    public static final String TYPE = "signature.xades";

    private final SignatureOutcome outcome;
    private final Certificate signer;
    private final Instant signedAt;
    private final EidDocument document;
    private final Evidence evidence;

    /**
     * What a verification started from.
     *
     * @param entry name of the signature file
     * @param index position of the signature in it
     * @param content the signature file
     * @param at validation time
     * @param rules name of the validation policy
     */
    public record Evidence(String entry, int index, Bytes content, Instant at, String rules) {}

    private final String trust;

    private VerifiedXades(
            SignatureOutcome outcome,
            Certificate signer,
            Instant signedAt,
            EidDocument document,
            Evidence evidence,
            String trust) {
        this.outcome = outcome;
        this.signer = signer;
        this.signedAt = signedAt;
        this.document = document;
        this.evidence = evidence;
        this.trust = trust;
    }

    /**
     * Makes the proof type of an outcome.
     *
     * @param outcome what the validation of the evidence gave
     * @param evidence what it started from
     * @param policy whom it believed
     * @return empty unless the outcome is VALID
     */
    public static Optional<VerifiedSignature> of(SignatureOutcome outcome, Evidence evidence, TrustPolicy policy) {
        if (outcome.verdict() != Verdict.VALID || outcome.signer().isEmpty()) {
            return Optional.empty();
        }
        Certificate signer = outcome.signer().get();
        return Optional.of(new VerifiedXades(
                outcome,
                signer,
                outcome.provenAt().orElse(evidence.at()),
                signer.document(policy.environment()),
                evidence,
                policy.anchors().id()));
    }

    /**
     * Reads back what a verification started from.
     *
     * @param proof of this type
     * @return the evidence
     * @throws ProtocolException PROOF_MALFORMED when it is of another type, or something is missing
     */
    public static Evidence evidence(Proof proof) {
        String entry = proof.facts().get("entry");
        String index = proof.facts().get("index");
        String rules = proof.facts().get("rules");
        Bytes content = proof.materials().get("signatures");
        if (!proof.type().equals(TYPE) || entry == null || index == null || rules == null || content == null) {
            throw malformed();
        }
        try {
            return new Evidence(entry, Integer.parseInt(index), content, proof.verifiedAt(), rules);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    static ProtocolException malformed() {
        return new ProtocolException(
                "PROOF_MALFORMED", "This is not the proof of a signature: use the one that toProof() returned.");
    }

    @Override
    public Certificate signer() {
        return signer;
    }

    @Override
    public EidDocument signerDocument() {
        return document;
    }

    @Override
    public boolean provesOnlyTime() {
        return false;
    }

    @Override
    public Instant signedAt() {
        return signedAt;
    }

    @Override
    public Profile profile() {
        return outcome.profile();
    }

    @Override
    public List<SignedFile> files() {
        return outcome.files();
    }

    @Override
    public Instant verifiedAt() {
        return evidence.at();
    }

    @Override
    public Proof toProof() {
        return Proof.of(
                TYPE,
                evidence.at(),
                Map.of(
                        "entry", evidence.entry(),
                        "index", Integer.toString(evidence.index()),
                        "rules", evidence.rules(),
                        "trust", trust),
                Map.of("signatures", evidence.content(), "files", RecordedFiles.write(outcome.files())));
    }

    /** Says nothing about the signer. */
    @Override
    public String toString() {
        return "VerifiedSignature[" + outcome.profile() + ", " + signedAt + "]";
    }
}
