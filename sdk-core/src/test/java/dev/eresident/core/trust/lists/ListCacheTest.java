package dev.eresident.core.trust.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.trust.lists.ListStatus.Problem;
import dev.eresident.sandbox.lists.ListFault;
import dev.eresident.sandbox.lists.ListService;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that were fetched earlier: found again, verified again, refused when they are not what they were. */
class ListCacheTest {
    private static final URI LOCATION = URI.create("https://sandbox.invalid/lists/xx.xml?a=b");

    private static ListWorld world;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        world = new ListWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void reset() {
        world.reset();
    }

    private ListsOutcome fromCache() {
        return world.loader(ListCache.folder(folder)).build().fromCache();
    }

    private static String code(ListStatus status) {
        return status.problem().map(Problem::code).orElse("none");
    }

    private Path file(String part) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().contains(part))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static CachedList list(String content) {
        return new CachedList(
                LOCATION,
                Bytes.of(content.getBytes(StandardCharsets.UTF_8)),
                Optional.of("\"tag\""),
                Optional.empty(),
                ListWorld.START);
    }

    @Test
    void whenListsWereFetched_thenTheyAreVerifiedFromTheFolderWithoutTheNetwork() {
        world.lists().rotateSigner();
        world.refresh(ListCache.folder(folder)).orElseThrow();
        world.lists().misbehave(ListService.LIST_OF_LISTS, ListFault.NOT_FOUND);
        long before = world.lists().server("ee.xml").requestCount();

        ListSnapshot snapshot = fromCache().orElseThrow();

        assertThat(snapshot.listOfLists().state()).isEqualTo(ListState.CACHED);
        assertThat(snapshot.territories())
                .extracting(ListStatus::state)
                .containsExactly(ListState.CACHED, ListState.CACHED);
        assertThat(snapshot.anchorsAt(ListWorld.START).services()).hasSize(8);
        assertThat(world.lists().server("ee.xml").requestCount()).isEqualTo(before);
    }

    @Test
    void whenNothingWasFetched_thenNothingIsUsable() {
        ListsOutcome outcome = fromCache();

        assertThat(outcome.kind()).isEqualTo(ListsOutcome.Kind.NOTHING_USABLE);
        assertThat(code(outcome.listOfLists())).isEqualTo("TRUST_LIST_NOT_CACHED");
    }

    @Test
    void whenTheCachedListsExpired_thenNothingIsUsable() {
        world.refresh(ListCache.folder(folder));
        world.pass(Duration.ofDays(181));

        assertThat(code(fromCache().listOfLists())).isEqualTo("TRUST_LIST_EXPIRED");
    }

    @Test
    void whenAnotherSignerIsPinned_thenTheCacheIsNotBelieved() {
        world.refresh(ListCache.folder(folder));
        LotlSigners other = LotlSigners.ofFingerprints(List.of("00".repeat(32)));

        ListsOutcome outcome =
                world.loader(other, ListCache.folder(folder)).build().fromCache();

        assertThat(code(outcome.listOfLists())).isEqualTo("LOTL_SIGNER_UNKNOWN");
    }

    @Test
    void whenOneByteOfACachedListIsFlipped_thenThatTerritoryFails() throws IOException {
        world.refresh(ListCache.folder(folder));
        Path file = file("ee-xml");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        ListSnapshot snapshot = fromCache().orElseThrow();

        assertThat(code(snapshot.territory("EE").orElseThrow())).isEqualTo("LIST_CACHE_DAMAGED");
        assertThat(snapshot.anchorsAt(ListWorld.START).services())
                .allMatch(s -> s.territory().equals("LV"));
    }

    @Test
    void whenACachedListIsDamaged_thenARefreshReplacesItAndSaysSo() throws IOException {
        world.refresh(ListCache.folder(folder));
        Files.writeString(file("ee-xml"), "damaged");

        ListStatus status = world.refresh(ListCache.folder(folder))
                .orElseThrow()
                .territory("EE")
                .orElseThrow();

        assertThat(status.state()).isEqualTo(ListState.LOADED);
        assertThat(status.warnings()).extracting(Problem::code).containsExactly("LIST_CACHE_DAMAGED");
        assertThat(fromCache().orElseThrow().territory("EE").orElseThrow().usable())
                .isTrue();
    }

    @Test
    void whenAForgedListIsStoredWithARightDigest_thenItsSignatureBetraysIt() {
        ListCache cache = ListCache.folder(folder);
        world.refresh(cache);
        world.lists().misbehave("ee.xml", ListFault.WRONG_SIGNER);
        URI location = world.lists().uri("ee.xml");
        cache.store(new ListDownload(world.transport(), Duration.ofSeconds(5), 1_000_000, ListWorld.START)
                .fetch(location, Optional.empty())
                .orElseThrow());

        assertThat(code(fromCache().orElseThrow().territory("EE").orElseThrow()))
                .isEqualTo("TRUST_LIST_SIGNATURE_INVALID");
    }

    @Test
    void whenAListIsStored_thenItIsFoundAsItWas() {
        ListCache cache = ListCache.folder(folder.resolve("a/b"));
        cache.store(list("first"));
        cache.store(list("a\n\nsecond"));

        assertThat(ListCache.folder(folder.resolve("a/b")).find(LOCATION)).contains(list("a\n\nsecond"));
        assertThat(cache.find(URI.create("https://sandbox.invalid/lists/xx.xml?a=c")))
                .isEmpty();
        assertThat(folder.resolve("a/b").toFile().list()).hasSize(1);
    }

    @Test
    void whenAnyByteOfTheFileIsFlipped_thenDamaged() throws IOException {
        ListCache cache = ListCache.folder(folder);
        cache.store(list("content"));
        Path file = file(".list");
        byte[] right = Files.readAllBytes(file);

        for (int i = 0; i < right.length; i++) {
            byte[] wrong = right.clone();
            wrong[i] ^= 1;
            Files.write(file, wrong);
            assertThatThrownBy(() -> cache.find(LOCATION))
                    .as("byte " + i)
                    .isInstanceOfSatisfying(
                            ProtocolException.class, e -> assertThat(e.code()).isEqualTo("LIST_CACHE_DAMAGED"));
        }
    }

    @Test
    void whenTheFolderIsAFile_thenItIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> ListCache.folder(file).store(list("x")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class, e -> assertThat(e.code()).isEqualTo("LIST_CACHE_UNUSABLE"))
                .hasMessageContaining("file");
    }

    @Test
    void whenAValidatorHoldsALineBreak_thenRefused() {
        assertThatThrownBy(() ->
                        new CachedList(LOCATION, Bytes.empty(), Optional.of("a\nb"), Optional.empty(), ListWorld.START))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
