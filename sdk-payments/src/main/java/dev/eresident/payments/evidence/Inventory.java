package dev.eresident.payments.evidence;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ZipFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All files as they are, each read once and compared with the manifest. */
final class Inventory {
    private static final int LARGEST_IN_MEMORY = 64 << 20;
    private static final long LARGEST_FOLDER_IN_MEMORY = 128 << 20;
    private static final Bytes DAMAGED = Bytes.empty();

    private final EvidenceSource source;
    private final SortedMap<String, Seen> seen = new TreeMap<>();
    private final SortedMap<String, FileStatus> statuses = new TreeMap<>();
    private final Optional<Manifest> manifest;
    private final Optional<Bytes> manifestSha256;

    /** A file as it is; the digest of one whose archive entry is damaged is empty. */
    record Seen(Bytes sha256, long size) {}

    private Inventory(EvidenceSource source, Optional<Bytes> expected) throws IOException {
        this.source = source;
        for (String name : source.names()) {
            seen.put(name, look(name));
        }
        if (!seen.containsKey(Manifest.NAME) && !seen.containsKey(Manifest.DIGEST_NAME)) {
            throw new ProtocolException("NOT_EVIDENCE", "There is no manifest: this is not an evidence file");
        }
        this.manifestSha256 =
                Optional.ofNullable(seen.get(Manifest.NAME)).map(Seen::sha256).filter(digest -> !digest.isEmpty());
        this.manifest = intactBytes(Manifest.NAME).flatMap(Manifest::read);
        compareManifest(expected);
        compareFiles();
    }

    static Inventory take(EvidenceSource source, Optional<Bytes> expected) throws IOException {
        return new Inventory(source, expected);
    }

    private Seen look(String name) throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (InputStream in = new DigestInputStream(source.open(name), digest)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new Seen(Bytes.of(digest.digest()), size);
        } catch (ZipFormatException e) {
            return new Seen(DAMAGED, -1);
        }
    }

    private Optional<Bytes> intactBytes(String name) throws IOException {
        Seen file = seen.get(name);
        if (file == null || file.sha256().isEmpty() || file.size() > 1 << 20) {
            return Optional.empty();
        }
        return Optional.of(bytes(name));
    }

    private void compareManifest(Optional<Bytes> expected) throws IOException {
        Optional<Bytes> stated = intactBytes(Manifest.DIGEST_NAME).flatMap(Manifest::readDigestFile);
        boolean digestThere = seen.containsKey(Manifest.DIGEST_NAME);
        statuses.put(
                Manifest.DIGEST_NAME,
                stated.isPresent() ? FileStatus.INTACT : digestThere ? FileStatus.CHANGED : FileStatus.MISSING);
        boolean fits = Stream.concat(stated.stream(), expected.stream())
                .allMatch(digest -> Optional.of(digest).equals(manifestSha256));
        FileStatus status;
        if (!seen.containsKey(Manifest.NAME)) {
            status = FileStatus.MISSING;
        } else if (!fits || manifest.isEmpty()) {
            status = FileStatus.CHANGED;
        } else {
            status = stated.isPresent() || expected.isPresent() ? FileStatus.INTACT : FileStatus.UNCONFIRMED;
        }
        statuses.put(Manifest.NAME, status);
    }

    /** A manifest that was itself changed cannot say of a file that it was. */
    private void compareFiles() {
        FileStatus ofManifest = statuses.get(Manifest.NAME);
        boolean reliable = ofManifest == FileStatus.INTACT || ofManifest == FileStatus.UNCONFIRMED;
        SortedMap<String, Manifest.Entry> listed = manifest.map(Manifest::files).orElseGet(TreeMap::new);
        listed.forEach((name, entry) -> {
            Seen file = seen.get(name);
            if (file == null) {
                statuses.put(name, FileStatus.MISSING);
            } else if (file.sha256().isEmpty()) {
                statuses.put(name, FileStatus.CHANGED);
            } else if (file.sha256().equals(entry.sha256()) && file.size() == entry.size()) {
                statuses.put(name, FileStatus.INTACT);
            } else {
                statuses.put(name, reliable ? FileStatus.CHANGED : FileStatus.UNCONFIRMED);
            }
        });
        for (String name : seen.keySet()) {
            statuses.putIfAbsent(name, reliable ? FileStatus.ADDED : FileStatus.UNCONFIRMED);
        }
    }

    Optional<Manifest> manifest() {
        return manifest;
    }

    Optional<Bytes> manifestSha256() {
        return manifestSha256;
    }

    List<FileFinding> findings() {
        List<FileFinding> findings = new ArrayList<>();
        statuses.forEach((name, status) -> findings.add(new FileFinding(name, status, what(name))));
        return findings;
    }

    private String what(String name) {
        return switch (name) {
            case Manifest.NAME -> "names each file with its digest, and the verifications";
            case Manifest.DIGEST_NAME -> "digest of the manifest";
            default ->
                manifest.map(read -> read.files().get(name))
                        .map(Manifest.Entry::what)
                        .orElse("");
        };
    }

    /** The files that a verification rests on and that are not the ones that were written. */
    List<String> touched(VerificationKind kind) {
        return statuses.entrySet().stream()
                .filter(file -> file.getValue() != FileStatus.INTACT && kind.restsOn(file.getKey()))
                .filter(file -> kind == VerificationKind.INTEGRITY || file.getValue() != FileStatus.ADDED)
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    FileStatus status(String name) {
        return Objects.requireNonNull(statuses.get(name), "no such file");
    }

    /** The verifications that the evidence is for: what was removed whole is still among them, what was added is not. */
    List<VerificationKind> kinds() {
        return Stream.of(VerificationKind.values())
                .filter(kind -> kind == VerificationKind.INTEGRITY
                        || statuses.entrySet().stream()
                                .anyMatch(file -> file.getValue() != FileStatus.ADDED
                                        && file.getKey().startsWith(kind.folder())))
                .toList();
    }

    /** The contents of a verification's own files that are there, by name without folder; one of them is left aside. */
    SortedMap<String, Bytes> folder(VerificationKind kind, String aside) throws IOException {
        SortedMap<String, Bytes> files = new TreeMap<>();
        long all = 0;
        for (String name : seen.keySet()) {
            String plain = name.startsWith(kind.folder())
                    ? name.substring(kind.folder().length())
                    : "";
            if (!plain.isEmpty() && !plain.equals(aside) && status(name) != FileStatus.ADDED) {
                all += size(name);
                if (all > LARGEST_FOLDER_IN_MEMORY) {
                    throw new ProtocolException(
                            "EVIDENCE_FILE_UNREADABLE", "The files of this verification are too large together");
                }
                files.put(plain, bytes(name));
            }
        }
        return files;
    }

    boolean isThere(String name) {
        return seen.containsKey(name) && status(name) != FileStatus.ADDED;
    }

    long size(String name) {
        return Objects.requireNonNull(seen.get(name), "no such file").size();
    }

    EvidenceSource source() {
        return source;
    }

    /** Reads a file again, which must be the one that was compared. */
    Bytes bytes(String name) throws IOException {
        Seen file = seen.get(name);
        if (file == null) {
            throw new ProtocolException("EVIDENCE_FILE_MISSING", "A file that is needed is not there: " + name);
        }
        if (file.sha256().isEmpty() || file.size() > LARGEST_IN_MEMORY) {
            throw new ProtocolException("EVIDENCE_FILE_UNREADABLE", "A file that is needed is damaged or too large");
        }
        try (InputStream in = source.open(name)) {
            byte[] content = in.readNBytes((int) file.size() + 1);
            if (!Bytes.of(DigestAlgorithm.SHA256.digest(content)).equals(file.sha256())) {
                throw new IOException("a file changed while it was read");
            }
            return Bytes.of(content);
        }
    }
}
