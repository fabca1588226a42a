package dev.eresident.core.signature;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EidDocument;
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
    private final Optional<EidDocument> signerDocument;
    private final Optional<VerifiedSignature> verified;

    /** What it is, as far as it matters to who relies on it. */
    private enum Kind {
        SIGNATURE,
        /** A time-stamp or evidence record. */
        TIME,
        /** Of a document that lies inside another one. */
        INNER_SIGNATURE,
        INNER_TIME;

        Kind inner() {
            return this == TIME || this == INNER_TIME ? INNER_TIME : INNER_SIGNATURE;
        }
    }

    private CheckedSignature(
            String id,
            SignatureOutcome outcome,
            Kind kind,
            Optional<EidDocument> signerDocument,
            Optional<VerifiedSignature> verified) {
        this.id = id;
        this.outcome = outcome;
        this.kind = kind;
        this.signerDocument = signerDocument;
        this.verified = verified;
    }

    private static CheckedSignature of(
            String id, SignatureOutcome outcome, Kind kind, TrustPolicy trust, Optional<VerifiedSignature> verified) {
        return new CheckedSignature(
                id, outcome, kind, outcome.signer().map(c -> c.document(trust.environment())), verified);
    }

    static CheckedSignature of(
            String id, SignatureOutcome outcome, TrustPolicy trust, Optional<VerifiedSignature> verified) {
        return of(id, outcome, Kind.SIGNATURE, trust, verified);
    }

    static CheckedSignature of(String id, SignatureOutcome outcome, TrustPolicy trust) {
        return of(id, outcome, Kind.SIGNATURE, trust, Optional.empty());
    }

    /** A time-stamp or an evidence record, which stands among the signatures. */
    static CheckedSignature ofTime(String id, SignatureOutcome outcome, TrustPolicy trust) {
        return of(id, outcome, Kind.TIME, trust, Optional.empty());
    }

    /** The same signature, of a document that lies inside another one: it proves nothing by itself there. */
    CheckedSignature inside(String document) {
        return new CheckedSignature(document + "!" + id, outcome, kind.inner(), signerDocument, Optional.empty());
    }

    /** The same with its proof, made from all of the document. */
    CheckedSignature provenBy(VerifiedSignature proof) {
        return new CheckedSignature(id, outcome, kind, signerDocument, Optional.of(proof));
    }

    /** Whether a proof can be made for it from all of the document: it is VALID, has none yet, and belongs to the document itself. */
    boolean lacksProof() {
        return verdict() == Verdict.VALID
                && verified.isEmpty()
                && outcome.signer().isPresent()
                && (kind == Kind.SIGNATURE || kind == Kind.TIME);
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
        return kind == Kind.TIME || kind == Kind.INNER_TIME;
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
