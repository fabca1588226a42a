package dev.eresident.core.signature;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.AsicManifest;
import dev.eresident.core.signature.container.DataFileDigests;
import dev.eresident.core.signature.container.ReferenceNames;
import dev.eresident.core.signature.validation.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ASiC manifests of one container, by the entry that signs or stamps them. */
final class ContainerManifests {
    private static final int MAX_MANIFEST = 4 << 20;

    private final Set<String> names;
    private final Map<String, AsicManifest> manifests = new HashMap<>();

    private ContainerManifests(Set<String> names) {
        this.names = names;
    }

    /** Reads all; one that cannot be read covers nothing. */
    static ContainerManifests read(AsicContainer container, XmlReading xml) throws IOException {
        ContainerManifests read = new ContainerManifests(new LinkedHashSet<>(container.names()));
        for (String name : read.names) {
            if (AsicManifest.isName(name)) {
                try {
                    AsicManifest manifest = AsicManifest.parse(name, container.read(name, MAX_MANIFEST), xml);
                    ReferenceNames.find(manifest.signedBy(), read.names)
                            .ifPresent(signedBy -> read.manifests.putIfAbsent(signedBy, manifest));
                } catch (ProtocolException unreadable) {
                    // What should sign or stamp it is then judged without it, and cannot be good.
                }
            }
        }
        return read;
    }

    /** The manifest that an entry signs or stamps. */
    Optional<AsicManifest> of(String entry) {
        return Optional.ofNullable(manifests.get(entry));
    }

    /** Compares what a manifest lists with the container; returns what agrees. */
    List<SignedFile> check(AsicManifest manifest, DataFileDigests digests, Judgement judgement) {
        List<SignedFile> covered = new ArrayList<>(manifest.references().size());
        for (AsicManifest.Reference reference : manifest.references()) {
            Optional<String> name = ReferenceNames.find(reference.uri(), names);
            if (name.isEmpty()) {
                judgement.fail(FindingCode.SIGNED_DATA_NOT_FOUND, "The manifest names a file that is not there.");
            } else if (reference.digest().isEmpty()) {
                judgement.fail(
                        FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                        FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                        "The manifest names an unknown digest algorithm.");
            } else if (Bytes.of(digest(digests, name.get(), reference)).equals(reference.value())) {
                covered.add(new SignedFile(name.get(), reference.digest().get().jcaName(), reference.value()));
            } else {
                judgement.fail(FindingCode.HASH_FAILURE, "A file does not have the digest of the manifest.");
            }
        }
        return covered;
    }

    private static byte[] digest(DataFileDigests digests, String name, AsicManifest.Reference reference) {
        try {
            return digests.digest(name, reference.digest().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
