package dev.eresident.core.trust.lists;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each list in a file of its own: a few lines of text with the digest of all that follows it, an empty line, the list as received.
 *
 * <p>The digest finds damage, not malice: that a list is genuine is what its signature says.
 */
final class FolderListCache implements ListCache {
    private static final String FIRST_LINE = "eresident-list-1";
    private static final int MAX_HEAD = 8 * 1024;
    private static final int MAX_FILE = 64 * 1024 * 1024 + MAX_HEAD;
    private static final int READABLE_NAME = 40;
    private static final int HASH_DIGITS = 24;

    private final Path folder;

    FolderListCache(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<CachedList> find(URI location) {
        Path file = fileOf(location);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_FILE + 1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("read", e);
        }
        if (bytes.length > MAX_FILE) {
            throw damaged(file, null);
        }
        try {
            return Optional.of(decode(bytes, location, file));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(file, e);
        }
    }

    private static CachedList decode(byte[] bytes, URI location, Path file) {
        int end = endOfHead(bytes);
        if (end < 0) {
            throw damaged(file, null);
        }
        List<String> lines = List.of(new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n", -1));
        if (lines.size() != 6
                || !lines.get(0).equals(FIRST_LINE)
                || !lines.get(1)
                        .equals("sha256: "
                                + digest(
                                        bytes,
                                        lines.get(0).length() + lines.get(1).length() + 2))
                || !lines.get(2).equals("location: " + location)) {
            throw damaged(file, null);
        }
        return new CachedList(
                location,
                Bytes.of(Arrays.copyOfRange(bytes, end + 2, bytes.length)),
                optional(value(lines.get(3), "etag: ", file)),
                optional(value(lines.get(4), "last-modified: ", file)),
                Instant.parse(value(lines.get(5), "fetched-at: ", file)));
    }

    /** Where the head ends: before the two line breaks. */
    private static int endOfHead(byte[] bytes) {
        for (int i = 0; i + 1 < Math.min(bytes.length, MAX_HEAD); i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String value(String line, String name, Path file) {
        if (!line.startsWith(name)) {
            throw damaged(file, null);
        }
        return line.substring(name.length());
    }

    private static Optional<String> optional(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    @Override
    public void store(CachedList list) {
        Path file = fileOf(list.location());
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "list", ".part");
            try {
                write(part, encode(list));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw unusable("written", e);
        }
    }

    /** On the disk before it takes the place of the earlier copy. */
    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static byte[] encode(CachedList list) {
        String rest = "location: " + list.location() + "\netag: " + list.etag().orElse("") + "\nlast-modified: "
                + list.lastModified().orElse("") + "\nfetched-at: " + list.fetchedAt() + "\n\n";
        byte[] described = concatenate(
                rest.getBytes(StandardCharsets.UTF_8), list.content().toByteArray());
        String begin = FIRST_LINE + "\nsha256: " + digest(described, 0) + "\n";
        return concatenate(begin.getBytes(StandardCharsets.UTF_8), described);
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String digest(byte[] bytes, int from) {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        digest.update(bytes, from, bytes.length - from);
        return Bytes.of(digest.digest()).hex();
    }

    /** A name that a person recognises and that two addresses never share. */
    private Path fileOf(URI location) {
        String address = location.toString();
        List<Character> readable = new ArrayList<>();
        for (char c :
                address.substring(Math.max(0, address.length() - READABLE_NAME)).toCharArray()) {
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            readable.add(plain ? c : '-');
        }
        StringBuilder name = new StringBuilder();
        readable.forEach(name::append);
        byte[] utf8 = address.getBytes(StandardCharsets.UTF_8);
        return folder.resolve(name + "-" + digest(utf8, 0).substring(0, HASH_DIGITS) + ".list");
    }

    private static ProtocolException damaged(Path file, @Nullable Throwable cause) {
        return new ProtocolException(
                "LIST_CACHE_DAMAGED",
                "The cached list " + file + " is not as it was stored and is not used: refresh the lists",
                cause);
    }

    private ConfigurationException unusable(String verb, IOException cause) {
        return new ConfigurationException(
                "LIST_CACHE_UNUSABLE",
                "The folder " + folder + " of the cached lists cannot be " + verb
                        + ": is it a folder, may this process use it, and is there space?",
                cause);
    }
}
