package dev.eresident.auth.signing;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.signature.create.SigningAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * With which certificate a person signs, as a {@link SigningMethod} verified it. It proves nothing: {@code finish} verifies the certificate
 * again, once its key has signed.
 *
 * @param path the certificate first, the trusted authority last
 * @param algorithms with what the key can sign, the best first; at least one
 * @param verifiedAt when, by the clock of the verifier
 */
public record ChosenCertificate(List<Certificate> path, List<SigningAlgorithm> algorithms, Instant verifiedAt) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if one of them is empty
     */
    public ChosenCertificate {
        path = List.copyOf(path);
        algorithms = List.copyOf(algorithms);
        Objects.requireNonNull(verifiedAt, "verifiedAt");
        if (path.isEmpty() || algorithms.isEmpty()) {
            throw new IllegalArgumentException("A certificate and an algorithm are needed");
        }
    }

    /**
     * Returns the signing certificate.
     *
     * @return the certificate
     */
    public Certificate certificate() {
        return path.get(0);
    }

    /**
     * Hashes bytes with the best algorithm, to be signed by this certificate.
     *
     * @param content what is signed: read to its end, not closed, never held in memory
     * @return the pending signature
     * @throws IOException as the content threw it
     */
    public PendingSignature pending(InputStream content) throws IOException {
        SigningAlgorithm best = algorithms.get(0);
        return new PendingSignature(certificate(), best, best.digest(content));
    }

    /**
     * Takes a digest that is there already, or another algorithm than the best.
     *
     * @param algorithm one of {@link #algorithms()}
     * @param digest by its hash
     * @return the pending signature
     * @throws IllegalArgumentException if the key cannot sign like this here, or the digest has another length than those of the hash
     */
    public PendingSignature pending(SigningAlgorithm algorithm, Bytes digest) {
        if (!algorithms.contains(algorithm)) {
            throw new IllegalArgumentException("This certificate signs with " + algorithms + ", not with " + algorithm);
        }
        return new PendingSignature(certificate(), algorithm, digest);
    }

    /** Shows the algorithms, and nothing about the person. */
    @Override
    public String toString() {
        return "ChosenCertificate[" + algorithms + "]";
    }
}
