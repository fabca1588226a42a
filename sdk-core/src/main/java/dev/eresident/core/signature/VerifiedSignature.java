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
 * <p>Later steps that rely on a signature take this type and nothing else. Immutable, thread-safe; never serialised.
 */
public sealed interface VerifiedSignature permits VerifiedXades {
    /**
     * Returns the certificate of the person or organisation that signed.
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
     * Returns the time at which the signature provably existed.
     *
     * @return time of the earliest acceptable time-stamp
     */
    Instant signedAt();

    /**
     * Returns the level.
     *
     * @return LT or better
     */
    Profile profile();

    /**
     * Returns what was signed.
     *
     * @return every data file of the container, in the order of the signature's references
     */
    List<SignedFile> files();

    /**
     * Returns the time as of which the check was made.
     *
     * @return the validation time
     */
    Instant verifiedAt();

    /**
     * Returns the raw inputs of the verification, so that anyone can repeat it without the data files: the signature file, the digests, time, policy and trust ids.
     *
     * @return the proof
     */
    Proof toProof();
}
