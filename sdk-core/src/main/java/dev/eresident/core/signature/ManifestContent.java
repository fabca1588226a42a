package dev.eresident.core.signature;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.cades.SignedContent;
import dev.eresident.core.signature.container.AsicManifest;
import dev.eresident.core.signature.container.DataFileDigests;
import dev.eresident.core.signature.validation.Judgement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** The manifest of a container as what was signed: with it, the files that it lists. */
final class ManifestContent implements SignedContent {
    private static final int BUFFER = 64 * 1024;

    private final ContainerManifests manifests;
    private final AsicManifest manifest;
    private final DataFileDigests digests;

    ManifestContent(ContainerManifests manifests, AsicManifest manifest, DataFileDigests digests) {
        this.manifests = manifests;
        this.manifest = manifest;
        this.digests = digests;
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) {
        try {
            return digests.digest(manifest.name(), algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(Consumer<ByteBuffer> consumer) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = digests.open(manifest.name())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                consumer.accept(ByteBuffer.wrap(buffer, 0, count));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<SignedFile> files(DigestAlgorithm algorithm, Judgement judgement) {
        return manifests.check(manifest, digests, judgement);
    }
}
