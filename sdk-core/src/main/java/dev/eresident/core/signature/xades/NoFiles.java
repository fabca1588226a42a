package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.Finding;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No files beside the document. */
public final class NoFiles implements SignedFiles {
    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public byte[] digest(String name, DigestAlgorithm algorithm) {
        throw new IllegalArgumentException("no such file");
    }

    @Override
    public void feed(String name, MessageDigest digest) {
        throw new IllegalArgumentException("no such file");
    }

    @Override
    public List<Finding> disagreements(Map<String, String> declared) {
        return List.of();
    }
}
