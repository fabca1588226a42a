package dev.eresident.payments.evidence;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.money.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in an evidence file, it is judged without an exception, and only what this SDK wrote is read. */
class EvidenceFuzzTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");

    /** A file whose login proves nothing, so that no bytes at all may hold. */
    private static EvidenceFile file() {
        return EvidenceFile.builder(AT)
                .contract(Bytes.of("no container".getBytes(StandardCharsets.US_ASCII)), AT)
                .attach("report.html", "the story", Bytes.of(new byte[] {1, 2, 3}))
                .build();
    }

    static Stream<byte[]> seeds() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        file().writeTo(zip);
        String text = zip.toString(StandardCharsets.ISO_8859_1);
        Manifest manifest = new Manifest(
                AT,
                new TreeMap<>(Map.of(
                        "login/token.json", new Manifest.Entry("token", Bytes.of(new byte[32]), Long.MAX_VALUE))));
        String written = new String(manifest.toBytes().toByteArray(), StandardCharsets.UTF_8);
        return Stream.of(
                        "",
                        text,
                        text.substring(0, text.length() / 2),
                        text.replace("contract/facts.json", "contract/FACTS.json"),
                        text.replace("contract/facts.json", "../tract/facts.json"),
                        text.replace("manifest.sha256", "manifest.json\0\0"),
                        written,
                        written.replace("9223372036854775807", "92233720368547758070"),
                        written.replace("9223372036854775807", "1e999999999"),
                        written.replace("2026-", "+999999999-"),
                        "[".repeat(100_000),
                        "{\"files\":" + "[".repeat(5000),
                        new String(
                                Manifest.digestFile(Bytes.of(new byte[32])).toByteArray(), StandardCharsets.US_ASCII),
                        "zz".repeat(50),
                        facts())
                .map(seed -> seed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String facts() {
        Proof proof = Proof.of(
                "gateway-charge", AT, Map.of("amount", Money.eur("1.00").toString()), Map.of());
        return new String(
                java.util.Objects.requireNonNull(ProofFolder.files(proof).get(ProofFolder.FACTS))
                        .toByteArray(),
                StandardCharsets.UTF_8);
    }

    @MethodSource("seeds")
    @FuzzTest
    void whenAnyBytesAreRead_thenJudgedWithoutAnException(byte[] data) throws IOException {
        Bytes bytes = Bytes.of(data);
        if (Manifest.read(bytes).filter(read -> !read.toBytes().equals(bytes)).isPresent()) {
            throw new AssertionError("a manifest that was not written so");
        }
        if (Manifest.readDigestFile(bytes)
                .filter(digest -> !Manifest.digestFile(digest).equals(bytes))
                .isPresent()) {
            throw new AssertionError("a digest that was not written so");
        }
        try {
            Proof proof = ProofFolder.read(bytes, new TreeMap<>());
            if (!ProofFolder.files(proof).containsValue(bytes)) {
                throw new AssertionError("facts that were not written so");
            }
        } catch (ProtocolException e) {
            if (Arrays.equals(data, facts().getBytes(StandardCharsets.UTF_8))) {
                throw e;
            }
        }
        judge(data);
    }

    private static void judge(byte[] data) throws IOException {
        Path zip = Files.createTempFile("evidence-fuzz", ".zip");
        try {
            Files.write(zip, data);
            if (EvidenceCheck.withItsOwnTrust().check(zip).holds()) {
                throw new AssertionError("it holds, and nobody signed it");
            }
        } finally {
            Files.delete(zip);
        }
    }
}
