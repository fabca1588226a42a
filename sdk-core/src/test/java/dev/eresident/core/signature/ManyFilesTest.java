package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.sandbox.contract.ContainerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers with thousands of signed files: where the limit is, and that the work grows with the files and not with their square. */
class ManyFilesTest {
    private static final Instant AT = Signed.NOW.plusSeconds(7200);

    private final Signed signed = opened();

    private static Signed opened() {
        try {
            return new Signed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        signed.close();
    }

    private byte[] container(int files) {
        ContainerBuilder container = signed.sandbox.contracts().container();
        for (int i = 0; i < files; i++) {
            container.file("file-" + i + ".txt", "text/plain", ("Content " + i).getBytes(StandardCharsets.UTF_8));
        }
        return container.signedBy(signed.sandbox.eResident()).build();
    }

    /** Counts what is read of a container: every byte that is hashed or parsed comes through here. */
    private static final class Counting implements ByteSource {
        private final ByteSource source;
        private long bytes;
        private long reads;

        Counting(byte[] content) {
            this.source = ByteSource.of(content);
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            int read = source.read(position, target);
            bytes += Math.max(0, read);
            reads++;
            return read;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    @Test
    void whenNineThousandFilesAreSigned_thenValidAndAllCovered() {
        CheckReport report = signed.checker.check("many.asice", container(9_000));
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.signatures().get(0).coveredFiles()).hasSize(9_000);
    }

    @Test
    void whenThereAreMoreThanTenThousandEntries_thenTheLimitIsNamed() {
        CheckReport report = signed.checker.check("too-many.asice", container(10_001));
        assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(report.findings()).anyMatch(f -> f.code() == FindingCode.CONTAINER_LIMIT_EXCEEDED);
    }

    @Test
    void whenThereAreTwiceAsManyFiles_thenTwiceAsMuchIsReadAndNoMore() {
        Counting one = new Counting(container(1_000));
        Counting two = new Counting(container(2_000));
        assertThat(signed.checker
                        .check("one.asice", one, AT, new NestedCheck(signed.checker))
                        .verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(signed.checker
                        .check("two.asice", two, AT, new NestedCheck(signed.checker))
                        .verdict())
                .isEqualTo(Verdict.VALID);

        assertThat((double) two.bytes / one.bytes).isBetween(1.8, 2.1);
        assertThat((double) two.reads / one.reads).isLessThan(2.1);
        assertThat(two.bytes).isLessThan(2 * two.size() + 2_000 * 1024); // each entry is read through a small window
    }
}
