package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Full tier: two gibibytes of data that cannot be compressed, judged by a JVM of its own with 64 MiB of heap. */
@Tag("full")
class BigFileTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final long SIZE = 2L << 30;

    @TempDir
    private Path folder;

    /** What the child runs: the verdict of its first argument, believing the list of the second. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            SignatureChecker checker = SignatureChecker.with(
                    TrustPolicy.test(TrustAnchors.load(Path.of(args[1]))),
                    Clock.fixed(NOW.plusSeconds(7200), ZoneOffset.UTC));
            System.out.println(checker.check(Path.of(args[0])).toJson("big"));
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whenAContainerHoldsTwoGibibytes_thenASmallHeapIsEnoughAndOneChangedByteShows() throws Exception {
        Path data = folder.resolve("noise.bin");
        writeNoise(data);
        Path container = folder.resolve("big.asice");
        Path list = folder.resolve("list.xml");
        try (Sandbox sandbox =
                Sandbox.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start()) {
            Files.write(list, sandbox.pki().trustedList());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(container), 1 << 16)) {
                sandbox.contracts()
                        .container()
                        .file("noise.bin", "application/octet-stream", data)
                        .signedBy(sandbox.eResident())
                        .writeTo(out);
            }
        }
        Files.delete(data);
        assertThat(Files.size(container)).isGreaterThan(SIZE);

        assertThat(judge(container, list)).contains("\"verdict\":\"VALID\"");

        flip(container, SIZE - 12_345);
        // The ZIP's own checksum sees it first: what is damaged is not judged at all.
        assertThat(judge(container, list))
                .contains("\"verdict\":\"UNREADABLE\"")
                .contains("CONTAINER_ZIP_INCONSISTENT");
    }

    /** Everything that this JVM runs, whether it came as modules or as a class path. */
    private static String classPath() throws URISyntaxException {
        return String.join(
                File.pathSeparator,
                Path.of(BigFileTest.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                "target/test-classes",
                "target/classes");
    }

    private static void writeNoise(Path file) throws IOException {
        Random random = new Random(20_261_122);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < SIZE; written += block.length) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            int old = access.read();
            access.seek(position);
            access.write(old ^ 1);
        }
    }

    private String judge(Path container, Path list) throws Exception {
        Path out = folder.resolve("out");
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classPath(),
                        Child.class.getName(),
                        container.toString(),
                        list.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(child.waitFor(4, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(child.exitValue()).as(text).isZero();
        return text;
    }
}
