package dev.eresident.payments.evidence;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What was written: each file with its digest, and the verifications with the files that each rests on. */
record Manifest(Instant createdAt, SortedMap<String, Entry> files) {
    static final String NAME = "manifest.json";
    static final String DIGEST_NAME = "manifest.sha256";
    static final int MOST_FILES = 200;
    private static final String FORMAT = "eresident-evidence";
    private static final long VERSION = 1;
    private static final Pattern FILE =
            Pattern.compile("(trust|login|contract|representation|authorisation|gateway|attachments)"
                    + "/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** A file. */
    record Entry(String what, Bytes sha256, long size) {}

    static boolean isFileName(String name) {
        return FILE.matcher(name).matches();
    }

    /** The verifications that the files are for. */
    List<VerificationKind> kinds() {
        List<VerificationKind> kinds = new ArrayList<>();
        for (VerificationKind kind : VerificationKind.values()) {
            if (kind != VerificationKind.INTEGRITY
                    && files.keySet().stream().anyMatch(name -> name.startsWith(kind.folder()))) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    Bytes toBytes() {
        JsonWriter json = JsonWriter.object()
                .field("format", FORMAT)
                .field("version", VERSION)
                .field("createdAt", createdAt.toString())
                .beginArray("files");
        files.forEach((name, entry) -> json.beginObject()
                .field("name", name)
                .field("what", entry.what())
                .field("sha256", entry.sha256().hex())
                .field("size", entry.size())
                .end());
        json.end().beginArray("verifications");
        for (VerificationKind kind : kinds()) {
            json.beginObject()
                    .field("kind", kind.name())
                    .field(
                            "files",
                            files.keySet().stream().filter(kind::restsOn).toList())
                    .end();
        }
        return Bytes.of((json.end().toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads exactly what {@link #toBytes} writes; anything else is empty. */
    static Optional<Manifest> read(Bytes bytes) {
        try {
            JsonObject json = StrictJson.strict().parse(bytes.toByteArray());
            SortedMap<String, Entry> files = new TreeMap<>();
            for (JsonObject file : json.objects("files").orElse(List.of())) {
                String name = file.requiredString("name");
                if (!isFileName(name) || files.size() >= MOST_FILES) {
                    return Optional.empty();
                }
                files.put(
                        name,
                        new Entry(
                                file.requiredString("what"),
                                Bytes.fromHex(file.requiredString("sha256")),
                                file.requiredInteger("size")));
            }
            Manifest manifest = new Manifest(Instant.parse(json.requiredString("createdAt")), files);
            return Optional.of(manifest).filter(read -> read.toBytes().equals(bytes));
        } catch (ProtocolException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The file next to the manifest: a line for {@code sha256sum -c}, and a comment with the digest of that line, so that a change here is told
     * apart from a change of the manifest.
     */
    static Bytes digestFile(Bytes manifestSha256) {
        String line = manifestSha256.hex() + "  " + NAME + "\n";
        return Bytes.of((line + "# " + sha256(line).hex() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The digest that the file states, empty if the file itself was changed. */
    static Optional<Bytes> readDigestFile(Bytes file) {
        String text = new String(file.toByteArray(), StandardCharsets.US_ASCII);
        if (text.length() < 64) {
            return Optional.empty();
        }
        try {
            Bytes stated = Bytes.fromHex(text.substring(0, 64));
            return Optional.of(stated).filter(digest -> digestFile(digest).equals(file));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Bytes sha256(String text) {
        return Bytes.of(DigestAlgorithm.SHA256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
