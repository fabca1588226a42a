package dev.eresident.core.signature.container;

import static dev.eresident.core.signature.container.ContainerFindings.error;
import static dev.eresident.core.signature.container.ContainerFindings.warning;

import dev.eresident.core.internal.zip.ArchiveEntry;
import dev.eresident.core.internal.zip.ZipArchive;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code mimetype} entry (EN 319 162-1 §A.1) and what is wrong with it.
 *
 * @param value the media type without byte order mark and surrounding white space, empty when there is no such entry
 * @param findings errors and warnings
 */
record Mimetype(Optional<String> value, List<Finding> findings) {
    static final String NAME = "mimetype";
    static final String ASIC_E = "application/vnd.etsi.asic-e+zip";
    static final String ASIC_S = "application/vnd.etsi.asic-s+zip";

    private static final int MAX_BYTES = 1024;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    static Mimetype read(ZipArchive archive) throws IOException {
        Optional<ArchiveEntry> entry = archive.find(NAME);
        if (entry.isEmpty()) {
            return new Mimetype(
                    Optional.empty(),
                    List.of(error(
                            FindingCode.CONTAINER_MIMETYPE_MISSING,
                            NAME,
                            "The container has no 'mimetype' entry that says what it is.")));
        }
        List<Finding> findings = new ArrayList<>();
        if (!archive.entries().get(0).name().equals(NAME)) {
            findings.add(warning(
                    FindingCode.CONTAINER_MIMETYPE_NOT_FIRST, NAME, "The 'mimetype' entry is not the first one."));
        }
        if (!entry.get().stored()) {
            findings.add(
                    warning(FindingCode.CONTAINER_MIMETYPE_COMPRESSED, NAME, "The 'mimetype' entry is compressed."));
        }
        String value = "";
        if (entry.get().size() <= MAX_BYTES) {
            String text = new String(archive.read(entry.get(), MAX_BYTES), StandardCharsets.UTF_8);
            value = clean(text, findings);
        }
        if (!value.equals(ASIC_E) && !value.equals(ASIC_S)) {
            findings.add(error(
                    FindingCode.CONTAINER_MIMETYPE_INVALID,
                    NAME,
                    "The 'mimetype' entry names neither an ASiC-E nor an ASiC-S container."));
        }
        return new Mimetype(Optional.of(value), List.copyOf(findings));
    }

    private static String clean(String text, List<Finding> findings) {
        String unmarked = text;
        if (text.startsWith(BYTE_ORDER_MARK)) {
            unmarked = text.substring(1);
            findings.add(warning(
                    FindingCode.CONTAINER_MIMETYPE_BOM, NAME, "The 'mimetype' entry starts with a byte order mark."));
        }
        String stripped = unmarked.strip();
        if (!stripped.equals(unmarked)) {
            findings.add(warning(
                    FindingCode.CONTAINER_MIMETYPE_WHITESPACE,
                    NAME,
                    "The 'mimetype' entry has white space around the media type."));
        }
        return stripped;
    }
}
