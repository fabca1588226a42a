package dev.eresident.core.signature;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was found about one signature. Immutable, thread-safe; only a check can make one. */
public final class CheckedSignature {
    private final String id;
    private final SignatureOutcome outcome;
    private final Kind kind;

    /** Whether it belongs to a document that lies inside another one. */
    private final boolean inner;

    private final Optional<EidDocument> signerDocument;
    private final Optional<VerifiedSignature> verified;

    /** What stands among the signatures. Kinds may be added: treat an unknown one as nobody's signature. */
    public enum Kind {
        /** A signature or seal: its holder agreed to something. */
        SIGNATURE,
        /** A time-stamp token: an authority proves a time, and nobody agrees to anything. */
        TIMESTAMP,
        /** An evidence record, a chain of time-stamps: it too only proves a time. */
        EVIDENCE_RECORD
    }

    private CheckedSignature(
            String id,
            SignatureOutcome outcome,
            Kind kind,
            boolean inner,
            Optional<EidDocument> signerDocument,
            Optional<VerifiedSignature> verified) {
        this.id = id;
        this.outcome = outcome;
        this.kind = kind;
        this.inner = inner;
        this.signerDocument = signerDocument;
        this.verified = verified;
    }

    private static CheckedSignature of(
            String id, SignatureOutcome outcome, Kind kind, TrustPolicy trust, Optional<VerifiedSignature> verified) {
        return new CheckedSignature(
                id, outcome, kind, false, outcome.signer().map(c -> c.document(trust.environment())), verified);
    }

    static CheckedSignature of(
            String id, SignatureOutcome outcome, TrustPolicy trust, Optional<VerifiedSignature> verified) {
        return of(id, outcome, Kind.SIGNATURE, trust, verified);
    }

    static CheckedSignature of(String id, SignatureOutcome outcome, TrustPolicy trust) {
        return of(id, outcome, Kind.SIGNATURE, trust, Optional.empty());
    }

    /** A time-stamp token, which stands among the signatures. */
    static CheckedSignature ofToken(String id, SignatureOutcome outcome, TrustPolicy trust) {
        return of(id, outcome, Kind.TIMESTAMP, trust, Optional.empty());
    }

    /** An evidence record, which stands among the signatures. */
    static CheckedSignature ofRecord(String id, SignatureOutcome outcome, TrustPolicy trust) {
        return of(id, outcome, Kind.EVIDENCE_RECORD, trust, Optional.empty());
    }

    /** The same without a proof. */
    CheckedSignature unproven() {
        return new CheckedSignature(id, outcome, kind, inner, signerDocument, Optional.empty());
    }

    /** The same signature, of a document that lies inside another one: it proves nothing by itself there. */
    CheckedSignature inside(String document) {
        return new CheckedSignature(document + "!" + id, outcome, kind, true, signerDocument, Optional.empty());
    }

    /** The same with its proof, made from all of the document. */
    CheckedSignature provenBy(VerifiedSignature proof) {
        return new CheckedSignature(id, outcome, kind, inner, signerDocument, Optional.of(proof));
    }

    /** Whether a proof can be made for it from all of the document: it is VALID, has none yet, and belongs to the document itself. */
    boolean lacksProof() {
        return verdict() == Verdict.VALID
                && verified.isEmpty()
                && outcome.signer().isPresent()
                && !inner;
    }

    SignatureOutcome outcome() {
        return outcome;
    }

    /**
     * Returns the proof type that later steps demand, of every format.
     *
     * @return empty unless the verdict is VALID and the document itself has no error; also empty for what lies in a document inside the document
     */
    public Optional<VerifiedSignature> verified() {
        return verified;
    }

    /**
     * Tells whether this is a time-stamp or an evidence record: its signer is the authority that proves a time, and nobody who agrees to anything.
     *
     * @return whether it proves existence only
     */
    public boolean provesOnlyTime() {
        return kind != Kind.SIGNATURE;
    }

    /**
     * Returns what this is: a signature, or only a proof of time.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns an identifier that is unique in the document, e.g. {@code META-INF/signatures0.xml#S0}.
     *
     * @return the identifier
     */
    public String id() {
        return id;
    }

    /**
     * Returns the verdict about this signature.
     *
     * @return VALID, INDETERMINATE or INVALID
     */
    public Verdict verdict() {
        return outcome.verdict();
    }

    /**
     * Returns the first failure, which decided the verdict.
     *
     * @return the code; empty exactly when the verdict is VALID
     */
    public Optional<FindingCode> code() {
        return outcome.code();
    }

    /**
     * Returns the signature's level as far as its structure tells.
     *
     * @return the level
     */
    public Profile profile() {
        return outcome.profile();
    }

    /**
     * Returns what the signature is worth in law, by the trusted lists (ETSI TS 119 615).
     *
     * @return the qualification; empty when no signer's certificate was found, or the signature is of a format or level that is not judged
     */
    public Optional<Qualification> qualification() {
        return outcome.qualification();
    }

    /**
     * Returns the certificate that the signer committed to. Unless the verdict is VALID nothing proves that its holder signed.
     *
     * @return the certificate, empty when none was found
     */
    public Optional<Certificate> signer() {
        return outcome.signer();
    }

    /**
     * Returns how the signer's certificate identifies its holder (ETSI EN 319 412-1 §5.1.3, §5.1.4), of a time-stamp the authority. Believe it only of a VALID signature: before
     * that, the certificate may be anybody's, with any content.
     *
     * @return the person's identifier, for example {@code PNOEE-…}, also of an Estonian code without that prefix in certificates of before 2016; otherwise the organisation's, for example
     *     {@code NTREE-…}; empty when there is no certificate, or it holds none in that form
     */
    public Optional<SemanticsIdentifier> signerId() {
        return signer().flatMap(
                        c -> SignerNames.identifiers(c.subject()).stream().findFirst());
    }

    /**
     * Returns the signer's name to be shown, of a time-stamp the authority's. Believe it only of a VALID signature; of any other say "in the name of", never "signed by". It is what the
     * certificate holds, unchanged: make control characters harmless before it goes to a terminal, and escape it for a page.
     *
     * @return given name and surname of a person, otherwise the common name, otherwise the name of the organisation; empty when there is no certificate, or it holds none of them
     */
    public Optional<String> signerName() {
        return signer().flatMap(c -> SignerNames.name(c.subject()));
    }

    /**
     * Returns what the signer's certificate says about its document, e-residency included.
     *
     * @return the classification; empty when there is no certificate
     */
    public Optional<EidDocument> signerDocument() {
        return signerDocument;
    }

    /**
     * Returns the signing time that the signer claims.
     *
     * @return the time; empty when absent or unreadable
     */
    public Optional<Instant> claimedAt() {
        return outcome.claimedAt();
    }

    /**
     * Returns the earliest time that an acceptable time-stamp proves.
     *
     * @return the time; empty when nothing proves one
     */
    public Optional<Instant> provenAt() {
        return outcome.provenAt();
    }

    /**
     * Returns the data files whose content has the signed digest.
     *
     * @return entry names in the order of the references
     */
    public List<String> coveredFiles() {
        return outcome.files().stream().map(SignedFile::name).toList();
    }

    /**
     * Returns everything found about this signature.
     *
     * @return errors and warnings, in the order of the steps
     */
    public List<Finding> findings() {
        return outcome.findings();
    }

    /** Names the signature and its verdict; no personal data. */
    @Override
    public String toString() {
        return "CheckedSignature[" + id + ", " + verdict() + "]";
    }
}
