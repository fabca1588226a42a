package dev.eresident.core.internal.zip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** No bytes make the reader fail in another way than it promises, or deliver more than it declared. */
class ZipFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.of(
                new byte[0],
                new ZipForge().bytes(),
                new ZipForge()
                        .stored("mimetype", "application/vnd.etsi.asic-e+zip")
                        .deflated("a.txt", "aaaa")
                        .bytes(),
                new ZipForge()
                        .deflated("a.txt", new byte[100], part -> part.describe(true, true))
                        .zip64()
                        .bytes());
    }

    @MethodSource("seeds")
    @FuzzTest
    void whenAnyBytesAreRead_thenOnlyTheDocumentedExceptionIsThrown(byte[] data) throws IOException {
        try (ZipArchive archive =
                ZipArchive.open(ByteSource.of(data), ZipLimits.defaults().withMaxTotalBytes(1 << 20))) {
            for (ArchiveEntry entry : archive.entries()) {
                try (InputStream stream = archive.open(entry)) {
                    if (stream.readAllBytes().length != entry.size()) {
                        throw new AssertionError("delivered another size than declared");
                    }
                }
            }
        } catch (ZipFormatException e) {
            if (e.getMessage() == null) {
                throw new AssertionError("no message", e);
            }
        }
    }
}
