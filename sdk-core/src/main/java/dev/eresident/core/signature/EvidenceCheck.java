package dev.eresident.core.signature;

import dev.eresident.core.Bytes;
import dev.eresident.core.existence.DataObject;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.AsicManifest;
import dev.eresident.core.signature.container.DataFile;
import dev.eresident.core.signature.container.DataFileDigests;
import dev.eresident.core.signature.container.SignatureEntry;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Judges the evidence records of a container (EN 319 162-1 §4.3.3.2, §4.4.5; signatures reference §15.1): of an ASiC-S over its one file, of an ASiC-E over what the manifest lists that names
 * the record. One use, one thread.
 */
final class EvidenceCheck {
    private static final int MAX_RECORD = 4 << 20;

    /** Only what is small enough to be held in memory can be covered in its canonical form. */
    private static final int MAX_CANONICAL = 16 << 20;

    private final AsicContainer container;
    private final ContainerManifests manifests;
    private final Judges judges;
    private final Instant at;
    private final DataFileDigests digests;

    EvidenceCheck(AsicContainer container, ContainerManifests manifests, Judges judges, Instant at) {
        this.container = container;
        this.manifests = manifests;
        this.judges = judges;
        this.at = at;
        this.digests = container.digests(EnumSet.of(DigestAlgorithm.SHA256));
    }

    /** Judges all records, in the order of the archive. */
    List<CheckedSignature> check() throws IOException {
        List<CheckedSignature> checked = new ArrayList<>(0);
        for (SignatureEntry entry : container.signatureEntries()) {
            if (entry.kind() == SignatureEntry.Kind.EVIDENCE_RECORD) {
                checked.add(CheckedSignature.ofRecord(entry.name(), judge(entry.name()), judges.trust()));
            }
        }
        return checked;
    }

    private SignatureOutcome judge(String name) throws IOException {
        Judgement judgement = new Judgement(name);
        List<SignedFile> covered = new ArrayList<>();
        Optional<AsicManifest> manifest = manifests.of(name);
        if (manifest.isPresent()) {
            covered.addAll(manifests.check(manifest.get(), digests, judgement));
        } else if (container.format() == DocumentFormat.ASIC_S
                && container.dataFiles().size() == 1) {
            DataFile file = container.dataFiles().get(0);
            covered.add(new SignedFile(
                    file.name(),
                    DigestAlgorithm.SHA256.jcaName(),
                    Bytes.of(digests.digest(file.name(), DigestAlgorithm.SHA256))));
        } else {
            judgement.fail(FindingCode.FORMAT_FAILURE, "No readable manifest says what the evidence record covers.");
        }
        List<DataObject> data = covered.stream().map(file -> data(file.name())).toList();
        return judges.evidence().validate(name, container.read(name, MAX_RECORD), data, covered, at, judgement);
    }

    private DataObject data(String name) {
        return new DataObject() {
            @Override
            public Optional<Bytes> digest(String algorithm) {
                return DigestAlgorithm.byJcaName(algorithm).map(digest -> {
                    try {
                        return Bytes.of(digests.digest(name, digest));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }

            @Override
            public Optional<Bytes> canonicalDigest(String algorithm, String canonicalization) {
                try {
                    return DataObject.of(Bytes.of(container.read(name, MAX_CANONICAL)))
                            .canonicalDigest(algorithm, canonicalization);
                } catch (IOException tooLarge) {
                    return Optional.empty();
                }
            }
        };
    }
}
