package dev.eresident.core.signature;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A VALID signature, token or evidence record together with the document that it was verified from. */
final class VerifiedDocument implements VerifiedSignature {
    /** Type of the proof. */
    static final String TYPE = "signature.document";

    private final CheckedSignature signature;
    private final Certificate signer;
    private final EidDocument signerDocument;
    private final Evidence evidence;
    private final String trust;

    /**
     * Bytes that a verification started from.
     *
     * @param sha256 their digest
     * @param bytes themselves; empty when they are too large to be kept
     */
    record Input(Bytes sha256, Optional<Bytes> bytes) {}

    /**
     * What a verification started from.
     *
     * @param name name of the document, which gives the content of a CMS its name
     * @param document the document
     * @param content the signed file of a detached signature
     * @param index position of the signature in the report
     * @param id its identifier there
     * @param at validation time
     * @param rules what was chosen, or {@code DEFAULT}; for the reader, since who verifies again follows rules of his own
     */
    record Evidence(
            String name, Input document, Optional<Input> content, int index, String id, Instant at, String rules) {}

    private VerifiedDocument(CheckedSignature signature, Certificate signer, Evidence evidence, TrustPolicy trust) {
        this.signature = signature;
        this.signer = signer;
        this.signerDocument = signer.document(trust.environment());
        this.evidence = evidence;
        this.trust = trust.anchors().id();
    }

    /** Makes the proof type of a signature that is VALID and has a signer. */
    static VerifiedSignature of(CheckedSignature signature, Evidence evidence, TrustPolicy trust) {
        return new VerifiedDocument(signature, signature.signer().orElseThrow(), evidence, trust);
    }

    @Override
    public Certificate signer() {
        return signer;
    }

    @Override
    public EidDocument signerDocument() {
        return signerDocument;
    }

    @Override
    public boolean provesOnlyTime() {
        return signature.provesOnlyTime();
    }

    @Override
    public Instant signedAt() {
        return signature.provenAt().orElse(evidence.at());
    }

    @Override
    public Profile profile() {
        return signature.profile();
    }

    @Override
    public List<SignedFile> files() {
        return signature.outcome().files();
    }

    @Override
    public Instant verifiedAt() {
        return evidence.at();
    }

    @Override
    public Proof toProof() {
        Map<String, String> facts = new HashMap<>();
        facts.put("name", evidence.name());
        facts.put("index", Integer.toString(evidence.index()));
        facts.put("id", evidence.id());
        facts.put("rules", evidence.rules());
        facts.put("trust", trust);
        Map<String, Bytes> materials = new HashMap<>();
        put("document", evidence.document(), facts, materials);
        evidence.content().ifPresent(content -> put("content", content, facts, materials));
        return Proof.of(TYPE, evidence.at(), facts, materials);
    }

    private static void put(String name, Input input, Map<String, String> facts, Map<String, Bytes> materials) {
        facts.put(name + "-sha256", input.sha256().hex());
        input.bytes().ifPresent(bytes -> materials.put(name, bytes));
    }

    /** Says nothing about the signer. */
    @Override
    public String toString() {
        return "VerifiedSignature[" + profile() + ", " + signedAt() + "]";
    }
}
