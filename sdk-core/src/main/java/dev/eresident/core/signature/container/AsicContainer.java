package dev.eresident.core.signature.container;

import static dev.eresident.core.signature.container.ContainerFindings.error;
import static dev.eresident.core.signature.container.ContainerFindings.warning;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.internal.zip.ArchiveEntry;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.internal.zip.ZipArchive;
import dev.eresident.core.internal.zip.ZipLimits;
import dev.eresident.core.signature.DocumentFormat;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An open ASiC or BDOC container: its entries sorted by purpose, and what is wrong with its structure.
 *
 * <p>May be read by several threads. Never holds the content of a data file.
 */
public final class AsicContainer implements Closeable {
    static final String MANIFEST_NAME = "META-INF/manifest.xml";

    private static final String META_FOLDER = "META-INF/";

    private final ZipArchive archive;
    private final Mimetype mimetype;
    private final Optional<Manifest> manifest;
    private final List<DataFile> dataFiles;
    private final List<SignatureEntry> signatureEntries;
    private final List<Finding> findings;

    /** The outcome of opening. */
    public sealed interface Opening permits Opened, Refused {}

    /**
     * The archive is sound and can be read; the container may still break rules, see {@link AsicContainer#findings()}.
     *
     * @param container to be closed
     */
    public record Opened(AsicContainer container) implements Opening {}

    /**
     * Nothing of the file may be trusted or shown; its verdict is UNREADABLE.
     *
     * @param finding why
     */
    public record Refused(Finding finding) implements Opening {}

    private AsicContainer(ZipArchive archive, XmlReading xml) throws IOException {
        this.archive = archive;
        this.mimetype = Mimetype.read(archive);
        List<Finding> found = new ArrayList<>(mimetype.findings());
        Optional<ArchiveEntry> manifestEntry = archive.find(MANIFEST_NAME);
        this.manifest = manifestEntry.isPresent()
                ? ManifestReader.read(archive.read(manifestEntry.get(), ManifestReader.MAX_BYTES), xml)
                : Optional.empty();
        List<DataFile> files = new ArrayList<>();
        List<SignatureEntry> signatures = new ArrayList<>();
        Set<String> metaNames = new HashSet<>();
        for (ArchiveEntry entry : archive.entries()) {
            sort(entry, files, signatures, metaNames, found);
        }
        this.dataFiles = List.copyOf(files);
        this.signatureEntries = List.copyOf(signatures);
        found.addAll(ContainerRules.dataFiles(dataFiles));
        if (isSimple()) {
            found.addAll(ContainerRules.simple(dataFiles, signatureEntries));
        }
        if (manifest.isPresent()) {
            List<Finding> mismatches = ContainerRules.manifest(manifest.get(), mimetype.value(), dataFiles);
            found.addAll(
                    isSimple()
                            ? mismatches.stream().map(ContainerRules::asWarning).toList()
                            : mismatches);
        } else if (manifestEntry.isPresent()) {
            found.add(error(
                    FindingCode.CONTAINER_MANIFEST_INVALID,
                    MANIFEST_NAME,
                    "The manifest cannot be read: it is not the XML that OpenDocument prescribes."));
        } else {
            manifestMissing().ifPresent(found::add);
        }
        this.findings = List.copyOf(found);
    }

    private boolean isSimple() {
        return mimetype.value().equals(Optional.of(Mimetype.ASIC_S));
    }

    private void sort(
            ArchiveEntry entry,
            List<DataFile> files,
            List<SignatureEntry> signatures,
            Set<String> metaNames,
            List<Finding> found) {
        String name = entry.name();
        if (entry.nameEncoding() == ArchiveEntry.NameEncoding.CP_437) {
            found.add(warning(
                    FindingCode.CONTAINER_NAME_ENCODING,
                    name,
                    "The file's name is not marked as UTF-8 and may be shown differently by other programs."));
        }
        if (entry.folder() || name.equals(Mimetype.NAME)) {
            return;
        }
        if (isMisspeltMetaFolder(name)) {
            found.add(
                    error(
                            FindingCode.CONTAINER_BAD_PATH,
                            name,
                            "A file's name differs from 'META-INF/' only in letter case, so that programs may treat it differently."));
        }
        if (name.startsWith(META_FOLDER)) {
            if (!metaNames.add(name.toLowerCase(Locale.ROOT))) {
                found.add(error(
                        FindingCode.CONTAINER_DUPLICATE_ENTRY,
                        name,
                        "Two administrative entries have names that differ only in letter case."));
            }
            Optional<SignatureEntry> signature = SignatureEntry.recognise(name);
            if (signature.isPresent()) {
                signatures.add(signature.get());
            } else if (!isManifest(name)) {
                found.add(warning(
                        FindingCode.CONTAINER_UNKNOWN_ENTRY,
                        name,
                        "The container holds an unknown administrative entry that is not signed."));
            }
        } else {
            files.add(new DataFile(name, entry.size(), manifest.flatMap(m -> m.mediaType(name))));
        }
    }

    /** {@code manifest.xml}, {@code ASiCManifest.xml}, {@code ASiCArchiveManifest001.xml}, {@code ASiCEvidenceRecordManifest.xml} and the like. */
    private static boolean isManifest(String name) {
        return name.equals(MANIFEST_NAME) || AsicManifest.isName(name);
    }

    private static boolean isMisspeltMetaFolder(String name) {
        return name.regionMatches(true, 0, META_FOLDER, 0, META_FOLDER.length()) && !name.startsWith(META_FOLDER);
    }

    /** Only ASiC-E with XAdES must have a manifest (EN 319 162-1 §4.4.3); with foreign material beside it, its absence is a warning. */
    private Optional<Finding> manifestMissing() {
        if (!mimetype.value().equals(Optional.of(Mimetype.ASIC_E))) {
            return Optional.empty();
        }
        String text = "The container has no manifest that lists its files.";
        return Optional.of(
                onlyXades()
                        ? error(FindingCode.CONTAINER_MANIFEST_MISSING, MANIFEST_NAME, text)
                        : warning(FindingCode.CONTAINER_MANIFEST_MISSING, MANIFEST_NAME, text));
    }

    private boolean onlyXades() {
        return !signatureEntries.isEmpty()
                && signatureEntries.stream().allMatch(entry -> entry.kind() == SignatureEntry.Kind.XADES);
    }

    /**
     * Opens a container.
     *
     * @param source the bytes; closed together with the container, or here when it is refused
     * @param limits how large it may be
     * @param xml reads the manifest, under limits that fit a signature file
     * @return the container, or why it was refused
     */
    public static Opening open(ByteSource source, ZipLimits limits, XmlReading xml) {
        try {
            return new Opened(new AsicContainer(ZipArchive.open(source, limits), xml));
        } catch (IOException e) {
            Finding finding = ContainerFindings.of(e);
            try {
                source.close();
            } catch (IOException ignored) {
                // Nothing was written, so nothing can be lost; the first failure is the one that explains.
            }
            return new Refused(finding);
        }
    }

    /**
     * Tells what kind of document this is: ASIC_E, ASIC_S or XROAD; UNKNOWN for an archive without {@code mimetype} and without anything
     * signature-like. A BDOC with time-mark has the media type of ASiC-E; only its signatures tell it apart.
     *
     * @return the format
     */
    public DocumentFormat format() {
        if (looksLikeXRoad()) {
            return DocumentFormat.XROAD;
        }
        if (isSimple()) {
            return DocumentFormat.ASIC_S;
        }
        boolean known = mimetype.value().equals(Optional.of(Mimetype.ASIC_E)) || !signatureEntries.isEmpty();
        return known ? DocumentFormat.ASIC_E : DocumentFormat.UNKNOWN;
    }

    /** X-Road's message log writes {@code message.xml} first and signs it, or hash chains over it, in {@code META-INF/signatures.xml}. */
    private boolean looksLikeXRoad() {
        return archive.find("message.xml").isPresent()
                && archive.find(META_FOLDER + "signatures.xml").isPresent()
                && dataFiles.stream().map(DataFile::name).allMatch(AsicContainer::isXRoadName);
    }

    private static boolean isXRoadName(String name) {
        return name.equals("message.xml")
                || name.startsWith("attachment")
                || name.startsWith("sig-hashchain")
                || name.startsWith("ts-hashchain");
    }

    /**
     * Returns the media type that the {@code mimetype} entry names.
     *
     * @return without byte order mark and white space; empty when there is no such entry
     */
    public Optional<String> mimetype() {
        return mimetype.value();
    }

    /**
     * Returns the manifest.
     *
     * @return empty when there is none or it is malformed
     */
    public Optional<Manifest> manifest() {
        return manifest;
    }

    /**
     * Returns the data files in the order in which they stand in the archive.
     *
     * @return an immutable list
     */
    public List<DataFile> dataFiles() {
        return dataFiles;
    }

    /**
     * Returns everything that signs, stamps or proves; a container is unsigned only when this is empty.
     *
     * @return an immutable list, in the order of the archive
     */
    public List<SignatureEntry> signatureEntries() {
        return signatureEntries;
    }

    /**
     * Returns what is wrong with the structure, signatures not looked at.
     *
     * @return an immutable list of errors and warnings
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Returns the names of all entries, folders and {@code META-INF/} included.
     *
     * @return an immutable list, in the order of the archive
     */
    public List<String> names() {
        return archive.entries().stream().map(ArchiveEntry::name).toList();
    }

    /**
     * Reads a small entry whole, for signatures and the like.
     *
     * @param name an entry's name
     * @param maxBytes the highest size accepted
     * @return the content, its checksum proven
     * @throws IOException if there is no such entry, it is too large or damaged; {@link ContainerFindings#of} explains it
     */
    public byte[] read(String name, int maxBytes) throws IOException {
        return archive.read(entry(name), maxBytes);
    }

    /**
     * Reads the first bytes of an entry.
     *
     * @param name an entry's name
     * @param limit the highest number of bytes wanted
     * @return fewer when the entry is shorter
     * @throws IOException if there is no such entry, or it is damaged
     */
    public byte[] head(String name, int limit) throws IOException {
        try (InputStream content = open(name)) {
            return content.readNBytes(limit);
        }
    }

    /**
     * Opens an entry's content as a stream; its size and checksum are proven when -1 was read.
     *
     * @param name an entry's name
     * @return to be closed
     * @throws IOException if there is no such entry
     */
    public InputStream open(String name) throws IOException {
        return archive.open(entry(name));
    }

    private ArchiveEntry entry(String name) throws IOException {
        return archive.find(name).orElseThrow(() -> new IOException("no such entry"));
    }

    /**
     * Starts a set of digests over this container's entries.
     *
     * @param algorithms all that will be asked for, so that each entry is read once
     * @return for use by one thread at a time
     */
    public DataFileDigests digests(Set<DigestAlgorithm> algorithms) {
        return new DataFileDigests(archive, algorithms);
    }

    /** Closes the source. */
    @Override
    public void close() throws IOException {
        archive.close();
    }
}
