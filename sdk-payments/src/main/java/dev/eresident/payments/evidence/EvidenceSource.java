package dev.eresident.payments.evidence;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.zip.ArchiveEntry;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.internal.zip.ZipArchive;
import dev.eresident.core.internal.zip.ZipLimits;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of the evidence, from an archive or a folder. */
interface EvidenceSource extends Closeable {
    int MOST_FILES = 1000;
    int DEEPEST = 8;
    ZipLimits LIMITS = new ZipLimits(MOST_FILES, 1L << 20, 4L << 30, 1L << 20, 100);

    /** The names of all files, folders left out. */
    SortedSet<String> names();

    /** Opens a file of {@link #names()}. */
    InputStream open(String name) throws IOException;

    /** Where the file lies, when it lies by itself. */
    Optional<Path> path(String name);

    static EvidenceSource open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return Folder.of(path);
        }
        ByteSource bytes = ByteSource.open(path);
        try {
            return new Archive(ZipArchive.open(bytes, LIMITS));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** A ZIP archive. */
    record Archive(ZipArchive zip) implements EvidenceSource {
        @Override
        public SortedSet<String> names() {
            SortedSet<String> names = new TreeSet<>();
            zip.entries().stream()
                    .filter(entry -> !entry.folder())
                    .map(ArchiveEntry::name)
                    .forEach(names::add);
            return names;
        }

        @Override
        public InputStream open(String name) throws IOException {
            return zip.open(zip.find(name).orElseThrow(() -> new FileNotFoundException("no such entry")));
        }

        @Override
        public Optional<Path> path(String name) {
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** A folder, as an archive was unpacked into it. */
    record Folder(SortedMap<String, Path> files) implements EvidenceSource {
        static Folder of(Path root) throws IOException {
            SortedMap<String, Path> files = new TreeMap<>();
            try (Stream<Path> below = Files.walk(root, DEEPEST)) {
                for (Iterator<Path> each = below.iterator(); each.hasNext(); ) {
                    Path path = each.next();
                    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                        if (root.relativize(path).getNameCount() >= DEEPEST) {
                            throw refused("FOLDER_TOO_LARGE", "holds folders in folders deeper than " + DEEPEST);
                        }
                        continue;
                    }
                    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                        throw refused("FOLDER_LINK", "holds a link or device, which is not followed");
                    }
                    String name = root.relativize(path).toString();
                    files.put(name.replace(path.getFileSystem().getSeparator(), "/"), path);
                    if (files.size() > MOST_FILES) {
                        throw refused("FOLDER_TOO_LARGE", "holds more than " + MOST_FILES + " files");
                    }
                }
            }
            return new Folder(Collections.unmodifiableSortedMap(files));
        }

        private static ProtocolException refused(String code, String what) {
            return new ProtocolException(code, "The folder " + what + "; give the folder of one evidence file");
        }

        @Override
        public SortedSet<String> names() {
            return new TreeSet<>(files.keySet());
        }

        @Override
        public InputStream open(String name) throws IOException {
            Path file = files.get(name);
            if (file == null) {
                throw new FileNotFoundException("no such file");
            }
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public Optional<Path> path(String name) {
            return Optional.ofNullable(files.get(name));
        }

        @Override
        public void close() {
            // nothing is open between two calls
        }
    }
}
