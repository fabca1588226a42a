package dev.eresident.core.signature;

import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.signature.xades.VerifiedXades;
import java.time.Instant;
import java.util.List;

/**
 * A signature that was judged VALID: only a check makes one ({@link CheckedSignature#verified()}), or a check repeated from its {@link #toProof() proof}
 * ({@link SignatureChecker#reverify}).
 *
 * <p>Its proof is as small as the format allows. Of a XAdES signature in a container it holds the signature file and the digests of the data files, never the files. Of every other format it
 * holds the whole document (and the signed file of a detached signature) up to {@value #KEPT_BYTES} bytes each; of what is larger only its SHA-256, and the same bytes must be given again.
 *
 * <p>Later steps that rely on a signature take this type and nothing else. Immutable, thread-safe; never serialised.
 */
public sealed interface VerifiedSignature permits VerifiedXades, VerifiedDocument {
    /** Up to this size, 4 MiB, a document is part of the proofs of its signatures. */
    int KEPT_BYTES = 4 << 20;

    /**
     * Returns the certificate of the person or organisation that signed; of a time-stamp, that of the authority.
     *
     * @return a certificate that was trusted and in force
     */
    Certificate signer();

    /**
     * Returns what the certificate says about the signer's document, e-residency included.
     *
     * @return the classification
     */
    EidDocument signerDocument();

    /**
     * Tells whether this is a time-stamp or an evidence record: its signer is the authority that proves a time, and nobody who agrees to anything. Who looks for a person's signature must ask.
     *
     * @return whether it proves existence only
     */
    boolean provesOnlyTime();

    /**
     * Returns the time at which the signature provably existed.
     *
     * @return time of the earliest acceptable time-stamp or time-mark; where the rules ask for none and there is none, the validation time
     */
    Instant signedAt();

    /**
     * Returns the level.
     *
     * @return by the Estonian rules LT or better, by others what they ask for
     */
    Profile profile();

    /**
     * Returns what was signed.
     *
     * @return what the signature covers, in the order of its references: of a container every data file, of a document itself one entry
     */
    List<SignedFile> files();

    /**
     * Returns the time as of which the check was made.
     *
     * @return the validation time
     */
    Instant verifiedAt();

    /**
     * Returns the raw inputs of the verification, so that anyone can repeat it ({@link SignatureChecker#reverify}): what is said above, and time, policy and trust ids.
     *
     * @return the proof
     */
    Proof toProof();
}
