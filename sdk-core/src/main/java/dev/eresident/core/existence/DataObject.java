package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Data whose existence is to be proven, seen as a function from a digest algorithm to its digest, so that files are streamed and never held. An evidence record that was renewed under
 * several algorithms asks once for each of them, and for each canonicalisation.
 */
@FunctionalInterface
public interface DataObject {
    /**
     * Computes the digest of the data as it is.
     *
     * @param algorithm as the JDK names it, for example {@code SHA-256}; OpenTimestamps also asks for {@code RIPEMD-160} and {@code KECCAK-256}
     * @return the digest; empty when it cannot be told, which is a refusal
     */
    Optional<Bytes> digest(String algorithm);

    /**
     * Computes the digest of the canonical form of data that is XML, which XML evidence records may use instead (RFC 6283 §3.2.1, §4.1.1).
     *
     * @param algorithm as the JDK names it
     * @param canonicalization URI of a canonicalisation, for example {@code http://www.w3.org/2001/10/xml-exc-c14n#}
     * @return the digest; empty when the data is not XML, or too large to be held in memory
     */
    default Optional<Bytes> canonicalDigest(String algorithm, String canonicalization) {
        return Optional.empty();
    }

    /**
     * Takes data in memory; its canonical form is known too when it is XML of at most 64 MiB.
     *
     * @param data any bytes
     * @return the data object
     */
    static DataObject of(Bytes data) {
        return new DataObject() {
            @Override
            public Optional<Bytes> digest(String algorithm) {
                return DigestNames.find(algorithm).map(d -> Bytes.of(d.digest(data.toByteArray())));
            }

            @Override
            public Optional<Bytes> canonicalDigest(String algorithm, String canonicalization) {
                Optional<DigestAlgorithm> digest = DigestNames.find(algorithm);
                Optional<Canonicalization> method = Canonicalization.byUri(canonicalization);
                if (digest.isEmpty() || method.isEmpty()) {
                    return Optional.empty();
                }
                try {
                    byte[] canonical = method.get()
                            .apply(
                                    new XmlReading(XmlLimits.DOCUMENT).readDocument(data.toByteArray()),
                                    Set.of(),
                                    Set.of());
                    return Optional.of(Bytes.of(digest.get().digest(canonical)));
                } catch (ProtocolException e) {
                    return Optional.empty(); // Not XML, or XML that is not read: then only its bytes count.
                }
            }
        };
    }

    /**
     * Takes a file, which is read once for each digest. A file that cannot be read has no digest.
     *
     * @param file a regular file
     * @return the data object
     */
    static DataObject ofFile(Path file) {
        return algorithm -> DigestNames.find(algorithm).flatMap(digest -> {
            MessageDigest running = digest.newDigest();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), running)) {
                in.transferTo(OutputStream.nullOutputStream());
                return Optional.of(Bytes.of(running.digest()));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Takes data of which only one digest is known.
     *
     * @param algorithm as the JDK names it
     * @param digest the digest
     * @return the data object
     */
    static DataObject ofDigest(String algorithm, Bytes digest) {
        return asked -> asked.equals(algorithm) ? Optional.of(digest) : Optional.empty();
    }
}
