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
    private final Optional<EidDocument> signerDocument;
    private final Optional<VerifiedSignature> verified;

    CheckedSignature(
            String id,
            SignatureOutcome outcome,
            Optional<EidDocument> signerDocument,
            Optional<VerifiedSignature> verified) {
        this.id = id;
        this.outcome = outcome;
        this.signerDocument = signerDocument;
        this.verified = verified;
    }

    static CheckedSignature of(
            String id, SignatureOutcome outcome, TrustPolicy trust, Optional<VerifiedSignature> verified) {
        return new CheckedSignature(id, outcome, outcome.signer().map(c -> c.document(trust.environment())), verified);
    }

    /** The same signature, of a document that lies inside another one: it proves nothing by itself there. */
    CheckedSignature inside(String document) {
        return new CheckedSignature(document + "!" + id, outcome, signerDocument, Optional.empty());
    }

    /**
     * Returns the proof type that later steps demand. Only XAdES signatures in containers have one; of every other format the verdict is the answer.
     *
     * @return empty unless the verdict is VALID, the container itself has no error, and the signature is XAdES in a container
     */
    public Optional<VerifiedSignature> verified() {
        return verified;
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
