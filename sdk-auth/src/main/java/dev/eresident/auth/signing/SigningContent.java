package dev.eresident.auth.signing;

import dev.eresident.core.signature.create.PendingSignature;
import java.io.IOException;

/** What is to be signed, made once it is known by which certificate; formats such as XAdES sign that, too. */
@FunctionalInterface
public interface SigningContent {
    /**
     * Hashes what is to be signed.
     *
     * @param certificate with which the person signs
     * @return the pending signature
     * @throws IllegalArgumentException if the certificate cannot sign as wished; it comes out of the signer as it is
     * @throws IOException if the content cannot be read
     */
    PendingSignature pending(ChosenCertificate certificate) throws IOException;
}
