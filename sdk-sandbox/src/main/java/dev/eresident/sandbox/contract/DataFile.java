package dev.eresident.sandbox.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** A file that is signed: in memory, or on disk and then only ever read in a stream. */
final class DataFile {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private final String name;
    private final String mediaType;
    private final byte[] content;
    private final @Nullable Path file;

    DataFile(String name, String mediaType, byte[] content) {
        this.name = name;
        this.mediaType = mediaType;
        this.content = content;
        this.file = null;
    }

    DataFile(String name, String mediaType, Path file) {
        this.name = name;
        this.mediaType = mediaType;
        this.content = new byte[0];
        this.file = file;
    }

    String name() {
        return name;
    }

    String mediaType() {
        return mediaType;
    }

    /** The content of a file in memory. */
    byte[] content() {
        if (file != null) {
            throw new IllegalStateException("A file on disk cannot be tampered with in memory");
        }
        return content;
    }

    boolean onDisk() {
        return file != null;
    }

    InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(content) : Files.newInputStream(file);
    }

    byte[] sha256() throws IOException {
        try (InputStream in = open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    /** The name as a reference writes it: every byte outside unreserved and slash is percent-encoded. */
    String uri() {
        StringBuilder uri = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append("%%%02X".formatted((int) c));
            }
        }
        return uri.toString();
    }
}
