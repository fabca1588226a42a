package dev.eresident.core.signature;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.ContainerRules;
import dev.eresident.core.signature.container.DataFile;
import dev.eresident.core.signature.container.DataFileDigests;
import dev.eresident.core.signature.xades.SignedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The container as its signatures see it: names, digests computed in one pass per file, and the rules that tie both together. */
final class ContainerFiles implements SignedFiles {
    private final AsicContainer container;
    private final DataFileDigests digests;
    private final Set<String> names = new LinkedHashSet<>();

    ContainerFiles(AsicContainer container, Set<DigestAlgorithm> algorithms) {
        this.container = container;
        this.digests = container.digests(algorithms);
        for (DataFile file : container.dataFiles()) {
            names.add(file.name());
        }
        // Some foreign signatures also cover administrative entries; no rule is satisfied by that.
        for (String name : container.names()) {
            if (name.startsWith("META-INF/") && !name.endsWith("/")) {
                names.add(name);
            }
        }
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public byte[] digest(String name, DigestAlgorithm algorithm) {
        try {
            return digests.digest(name, algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void feed(String name, MessageDigest digest) {
        try {
            digests.feed(name, digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Finding> disagreements(Map<String, String> declared) {
        return ContainerRules.signature(container.dataFiles(), container.manifest(), declared);
    }
}
