package dev.eresident.payments.evidence;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** What a file holds, read in a stream as often as needed; size and digests are those of the first reading. */
record Content(Opener opener, long size, long crc, Bytes sha256) {
    /** Opens the bytes from their start. */
    interface Opener {
        InputStream open() throws IOException;
    }

    static Content of(Bytes bytes) {
        try {
            return read(bytes::openStream);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    static Content of(Path file) throws IOException {
        return read(() -> Files.newInputStream(file));
    }

    private static Content read(Opener opener) throws IOException {
        CRC32 crc = new CRC32();
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (InputStream in = new DigestInputStream(new CheckedInputStream(opener.open(), crc), digest)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new Content(opener, size, crc.getValue(), Bytes.of(digest.digest()));
        }
    }

    void copyTo(OutputStream out) throws IOException {
        try (InputStream in = opener.open()) {
            in.transferTo(out);
        }
    }
}
