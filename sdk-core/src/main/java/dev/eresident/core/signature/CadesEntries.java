package dev.eresident.core.signature;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.cades.CadesDocument;
import dev.eresident.core.signature.cades.SignedContent;
import dev.eresident.core.signature.cades.StreamedContent;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.DataFileDigests;
import dev.eresident.core.signature.container.SignatureEntry;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The CAdES signatures of one container (EN 319 162-1 §4.3.3, §4.4.4): of an ASiC-S over its one file, of an ASiC-E over the manifest that names the signature. One use, one thread.
 */
final class CadesEntries {
    private static final int MAX_SIGNATURE_FILE = 5_000_000;
    private static final int MAX_SIGNATURE_BYTES = 32 << 20;
    private static final int MAX_SIGNATURES = 2_000;

    private final AsicContainer container;
    private final ContainerManifests manifests;
    private final Map<String, CadesDocument> documents = new LinkedHashMap<>();
    private long bytesRead;
    private int parsed;

    CadesEntries(AsicContainer container, ContainerManifests manifests) {
        this.container = container;
        this.manifests = manifests;
    }

    /** Reads all signature files, so that each data file is hashed once for all of them; what cannot be read is a finding, and a limit that is exceeded the last one. */
    List<Finding> read() throws IOException {
        List<Finding> problems = new ArrayList<>(0);
        for (SignatureEntry entry : container.signatureEntries()) {
            if (entry.kind() != SignatureEntry.Kind.CADES) {
                continue;
            }
            byte[] content = container.read(entry.name(), MAX_SIGNATURE_FILE);
            bytesRead += content.length;
            try {
                CadesDocument document = CadesDocument.read(ByteSource.of(content), "");
                parsed += document.signatureCount();
                documents.put(entry.name(), document);
                if (document.signatureCount() == 0) {
                    problems.add(problem(FindingCode.FORMAT_FAILURE, entry, "The signature file holds no signature."));
                }
            } catch (ProtocolException e) {
                String message = e.getMessage();
                problems.add(problem(
                        FindingCode.SIG_CMS_MALFORMED,
                        entry,
                        message == null ? FindingCode.SIG_CMS_MALFORMED.sentence() : message));
            }
            if (bytesRead > MAX_SIGNATURE_BYTES || parsed > MAX_SIGNATURES) {
                problems.add(problem(
                        FindingCode.CONTAINER_LIMIT_EXCEEDED,
                        entry,
                        "The container holds more signatures, or larger ones, than are accepted."));
                return problems;
            }
        }
        return problems;
    }

    private static Finding problem(FindingCode code, SignatureEntry entry, String text) {
        return new Finding(code, Finding.Severity.ERROR, entry.name(), text);
    }

    /**
     * Judges all signatures that were read.
     *
     * @param judges who judges
     * @param since since when a signature file provably exists, by other proofs of the container
     * @param at validation time
     */
    List<CheckedSignature> judge(Judges judges, Function<String, Optional<Instant>> since, Instant at) {
        Set<DigestAlgorithm> algorithms = EnumSet.noneOf(DigestAlgorithm.class);
        documents.values().forEach(document -> algorithms.addAll(document.digests()));
        DataFileDigests digests = container.digests(algorithms);
        Optional<SignedContent> single = single(digests, algorithms);
        List<CheckedSignature> checked = new ArrayList<>(documents.size());
        documents.forEach((name, document) -> {
            Optional<SignedContent> content = container.format() == DocumentFormat.ASIC_S
                    ? single
                    : manifests.of(name).map(manifest -> new ManifestContent(manifests, manifest, digests));
            for (int i = 0; i < document.signatureCount(); i++) {
                SignatureOutcome outcome = content.isEmpty() && container.format() != DocumentFormat.ASIC_S
                        ? withoutManifest(name, i)
                        : judges.cades().validate(name, document, i, content, since.apply(name), at);
                checked.add(CheckedSignature.of(name + "#" + outcome.id(), outcome, judges.trust()));
            }
        });
        return checked;
    }

    /** The one file of an ASiC-S, hashed once for all of its signatures. */
    private Optional<SignedContent> single(DataFileDigests digests, Set<DigestAlgorithm> algorithms) {
        if (container.format() != DocumentFormat.ASIC_S || container.dataFiles().size() != 1) {
            return Optional.empty();
        }
        String file = container.dataFiles().get(0).name();
        return Optional.of(StreamedContent.of(file, () -> digests.open(file), algorithms));
    }

    /** A signature that names no file of the container signs none, whatever it carries. */
    private static SignatureOutcome withoutManifest(String name, int index) {
        String id = "signature-" + (index + 1);
        Judgement judgement = new Judgement(name + "#" + id);
        judgement.fail(FindingCode.FORMAT_FAILURE, "No readable manifest says which files the signature is about.");
        return SignatureOutcome.unread(id, judgement, Profile.B, Optional.empty(), Optional.empty());
    }
}
