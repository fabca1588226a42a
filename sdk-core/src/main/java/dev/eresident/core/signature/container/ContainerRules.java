package dev.eresident.core.signature.container;

import static dev.eresident.core.signature.container.ContainerFindings.error;
import static dev.eresident.core.signature.container.ContainerFindings.warning;

import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules about names and media types as pure functions: archive against manifest, and both against one signature. */
public final class ContainerRules {
    private static final String MANIFEST = AsicContainer.MANIFEST_NAME;

    private ContainerRules() {}

    /**
     * Judges the data files on their own: at least one, no two that differ only in letter case (BDOC 2.1 §5), empty or deceptively named ones.
     *
     * @param dataFiles the data files
     * @return errors and warnings
     */
    static List<Finding> dataFiles(List<DataFile> dataFiles) {
        List<Finding> findings = new ArrayList<>();
        if (dataFiles.isEmpty()) {
            findings.add(error(FindingCode.CONTAINER_NO_DATA_FILE, "", "The container holds no data file."));
        }
        Set<String> seen = new HashSet<>();
        Set<String> alike = new HashSet<>();
        for (DataFile file : dataFiles) {
            String folded = file.name().toLowerCase(Locale.ROOT);
            if (!seen.add(folded)) {
                findings.add(error(
                        FindingCode.CONTAINER_DUPLICATE_ENTRY,
                        file.name(),
                        "Two files of the container have names that differ only in letter case."));
            } else if (!alike.add(Normalizer.normalize(folded, Normalizer.Form.NFKC))) {
                findings.add(
                        warning(
                                FindingCode.SUSPICIOUS_NAME,
                                file.name(),
                                "Two files of the container have names that look alike and are written with different characters."));
            }
            if (file.size() == 0) {
                findings.add(warning(FindingCode.DATA_FILE_EMPTY, file.name(), "The file is empty."));
            }
            DeceptiveNames.reason(file.name())
                    .ifPresent(why -> findings.add(warning(FindingCode.SUSPICIOUS_NAME, file.name(), why)));
        }
        return findings;
    }

    /** An ASiC-S needs no manifest, so nothing depends on what one says. */
    static Finding asWarning(Finding error) {
        return warning(error.code(), error.where(), error.text());
    }

    /** EN 319 162-1 §4.3: an ASiC-S holds one file in its root, and either signatures or time-stamp tokens. */
    static List<Finding> simple(List<DataFile> dataFiles, List<SignatureEntry> entries) {
        List<Finding> findings = new ArrayList<>(0);
        if (dataFiles.size() > 1 || dataFiles.stream().anyMatch(f -> f.name().contains("/"))) {
            findings.add(
                    error(FindingCode.CONTAINER_DATA_FILE_COUNT, "", FindingCode.CONTAINER_DATA_FILE_COUNT.sentence()));
        }
        boolean tokens = entries.stream().anyMatch(e -> e.kind() == SignatureEntry.Kind.TIMESTAMP);
        boolean signatures = entries.stream()
                .anyMatch(e -> e.kind() == SignatureEntry.Kind.XADES || e.kind() == SignatureEntry.Kind.CADES);
        if (tokens && signatures) {
            findings.add(error(FindingCode.CONTAINER_MIXED_PROOFS, "", FindingCode.CONTAINER_MIXED_PROOFS.sentence()));
        }
        return findings;
    }

    /**
     * Compares the manifest with the archive: the entry of the container itself, every file listed exactly once, nothing listed that is not there.
     *
     * @param manifest the manifest
     * @param mimetype the container's media type
     * @param dataFiles the data files of the archive
     * @return errors
     */
    static List<Finding> manifest(Manifest manifest, Optional<String> mimetype, List<DataFile> dataFiles) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Integer> listed = new HashMap<>();
        for (Manifest.Entry entry : manifest.entries()) {
            listed.merge(entry.name(), 1, Integer::sum);
        }
        listed.forEach((name, count) -> {
            if (count > 1) {
                findings.add(error(
                        FindingCode.CONTAINER_MANIFEST_MISMATCH,
                        name,
                        "The manifest lists the same name more than once."));
            }
        });
        if (!listed.containsKey(Manifest.ROOT)) {
            findings.add(error(
                    FindingCode.CONTAINER_MANIFEST_MISMATCH,
                    MANIFEST,
                    "The manifest does not list the container itself."));
        } else if (!manifest.mediaType(Manifest.ROOT).equals(mimetype)) {
            findings.add(error(
                    FindingCode.CONTAINER_MANIFEST_MISMATCH,
                    MANIFEST,
                    "The manifest gives the container another media type than its 'mimetype' entry."));
        }
        Set<String> present = new HashSet<>();
        for (DataFile file : dataFiles) {
            present.add(file.name());
            if (!listed.containsKey(file.name())) {
                findings.add(error(
                        FindingCode.CONTAINER_MANIFEST_MISMATCH, file.name(), "The manifest does not list this file."));
            }
        }
        for (Manifest.Entry entry : manifest.files()) {
            if (!present.contains(entry.name())) {
                findings.add(error(
                        FindingCode.CONTAINER_MANIFEST_MISMATCH,
                        entry.name(),
                        "The manifest lists a file that is not in the container."));
            }
        }
        return findings;
    }

    /**
     * Compares one signature with the container: every data file is referenced, and the media type that the signer declared is that of the
     * manifest.
     *
     * @param dataFiles the data files of the archive
     * @param manifest the manifest, empty when the container has none
     * @param declared the data files that the signature references, by entry name ({@link ReferenceNames}), each with the media type of its
     *     {@code DataObjectFormat}; empty text where there is none
     * @return errors and warnings; {@code where} is the name of the file
     */
    public static List<Finding> signature(
            List<DataFile> dataFiles, Optional<Manifest> manifest, Map<String, String> declared) {
        List<Finding> findings = new ArrayList<>();
        for (DataFile file : dataFiles) {
            String mediaType = declared.get(file.name());
            if (mediaType == null) {
                findings.add(error(
                        FindingCode.CONTAINER_UNSIGNED_FILE, file.name(), "The signature does not cover this file."));
            } else if (mediaType.isEmpty()) {
                findings.add(warning(
                        FindingCode.FILE_MIME_MISMATCH,
                        file.name(),
                        "The signature does not say the file's media type."));
            } else {
                Optional<String> listed = manifest.flatMap(m -> m.mediaType(file.name()));
                if (listed.isPresent() && !listed.get().strip().equalsIgnoreCase(mediaType.strip())) {
                    findings.add(error(
                            FindingCode.FILE_MIME_MISMATCH,
                            file.name(),
                            "The manifest gives the file another media type than the signature."));
                }
            }
        }
        return findings;
    }
}
