package dev.eresident.core.trust.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes from a server or lies in the folder, it ends with a list or a failure that the status can tell. */
class ListsFuzzTest {
    private static final URI LOCATION = URI.create("https://sandbox.invalid/x.xml");

    @TempDir
    private static Path folder;

    @FuzzTest
    void whenAnyBytesAreTheListOfLists_thenRefusedByType(byte[] bytes) {
        LotlSigners nobody = LotlSigners.ofFingerprints(List.of("00".repeat(32)));
        try {
            new LotlRules(nobody, LOCATION, ListCache.inMemory(), null).verify(Bytes.of(bytes), "fuzz");
            throw new AssertionError("Nobody signed this");
        } catch (EResidentException e) {
            assertThat(ListDownload.isFailure(e)).isTrue();
        }
    }

    @FuzzTest
    void whenAnyBytesAreACachedFile_thenAListOrDamage(byte[] bytes) throws IOException {
        ListCache cache = ListCache.folder(folder);
        cache.store(new CachedList(LOCATION, Bytes.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH));
        Path file = folder.resolve(Optional.ofNullable(folder.toFile().list()).orElseThrow()[0]);
        Files.write(file, bytes);
        try {
            assertThat(cache.find(LOCATION)).isPresent();
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("LIST_CACHE_DAMAGED");
        }
    }
}
