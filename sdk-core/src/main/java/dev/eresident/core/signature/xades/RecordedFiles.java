package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.SignedFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The data files as a proof recorded them: names and digests, without content. */
public final class RecordedFiles implements SignedFiles {
    private final Map<String, SignedFile> files = new LinkedHashMap<>();

    private RecordedFiles() {}

    /** One line per file: name in Base64, algorithm, digest in hexadecimal. */
    static Bytes write(List<SignedFile> files) {
        StringBuilder text = new StringBuilder();
        for (SignedFile file : files) {
            text.append(Base64.getEncoder().encodeToString(file.name().getBytes(StandardCharsets.UTF_8)))
                    .append(' ')
                    .append(file.digestAlgorithm())
                    .append(' ')
                    .append(file.digest().hex())
                    .append('\n');
        }
        return Bytes.of(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads the files of a proof.
     *
     * @param proof a signature's proof
     * @return the files
     * @throws dev.eresident.core.ProtocolException PROOF_MALFORMED when they are missing or unreadable
     */
    public static RecordedFiles of(Proof proof) {
        Bytes material = proof.materials().get("files");
        if (material == null) {
            throw VerifiedXades.malformed();
        }
        RecordedFiles recorded = new RecordedFiles();
        String text = new String(material.toByteArray(), StandardCharsets.US_ASCII);
        for (String line : text.lines().toList()) {
            int first = line.indexOf(' ');
            int second = line.indexOf(' ', first + 1);
            if (first < 0 || second < 0) {
                throw VerifiedXades.malformed();
            }
            try {
                String name = new String(Base64.getDecoder().decode(line.substring(0, first)), StandardCharsets.UTF_8);
                recorded.files.put(
                        name,
                        new SignedFile(
                                name, line.substring(first + 1, second), Bytes.fromHex(line.substring(second + 1))));
            } catch (IllegalArgumentException e) {
                throw VerifiedXades.malformed();
            }
        }
        return recorded;
    }

    @Override
    public Set<String> names() {
        return files.keySet();
    }

    /** A digest by another algorithm than the recorded one cannot match. */
    @Override
    public byte[] digest(String name, DigestAlgorithm algorithm) {
        SignedFile file = files.get(name);
        return file != null && file.digestAlgorithm().equals(algorithm.jcaName())
                ? file.digest().toByteArray()
                : new byte[0];
    }

    @Override
    public void feed(String name, MessageDigest digest) {
        throw new ProtocolException("CONTENT_MISSING", "The content of the signed files is not part of the proof.");
    }

    @Override
    public List<Finding> disagreements(Map<String, String> declared) {
        List<Finding> findings = new ArrayList<>(0);
        for (String name : files.keySet()) {
            if (!declared.containsKey(name)) {
                findings.add(new Finding(
                        FindingCode.CONTAINER_UNSIGNED_FILE,
                        Finding.Severity.ERROR,
                        name,
                        FindingCode.CONTAINER_UNSIGNED_FILE.sentence()));
            }
        }
        return findings;
    }
}
