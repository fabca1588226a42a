package dev.eresident.core.trust.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustedList;
import dev.eresident.core.trust.lists.ListStatus.Problem;
import dev.eresident.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real lists of autumn 2023, served by the sandbox in place of the servers of the states. */
class RealListsTest {
    /** All lists are issued by then; those of France have expired, and Germany's is not in the corpus. */
    private static final Instant THEN = Instant.parse("2023-10-30T12:00:00Z");

    private static final String SIGNER_OF_PIVOTS = "d2064fdd70f6982dcc516b86d9d5c56aea939417c624b2e478c0b29de54f8474";

    private static Path folder;
    private static Sandbox sandbox;
    private static Transport transport;

    private final ListCache cache = ListCache.inMemory();

    @BeforeAll
    static void serve() {
        folder = Corpus.folder("signatures/trust/eu/lists");
        sandbox = Sandbox.start();
        sandbox.lists().publishFolder(folder);
        transport = Transport.builder().client(towardsTheSandbox()).build();
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            transport.close();
            sandbox.close();
        }
    }

    /** Sends every request to the sandbox's file of that address: its name is the address with punctuation replaced. */
    private static OkHttpClient towardsTheSandbox() {
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Request request = chain.request();
                    String name = fileName(request.url().toString());
                    HttpUrl there = HttpUrl.get(sandbox.lists().uri(name).toString());
                    return chain.proceed(request.newBuilder().url(there).build());
                })
                .build();
    }

    private static String fileName(String address) {
        return address.replaceAll("[^A-Za-z0-9]", "_").replaceAll("(?i)_x(ts|m)l$", "") + ".xml";
    }

    private TrustedLists.Builder loader(LotlSigners signers, Instant now) {
        return TrustedLists.builder(signers, Clock.fixed(now, ZoneOffset.UTC), cache);
    }

    private static Map<String, String> problems(ListsOutcome outcome) {
        return outcome.territories().stream()
                .filter(status -> status.problem().isPresent())
                .collect(Collectors.toMap(
                        ListStatus::territory,
                        status -> status.problem().map(Problem::code).orElseThrow(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    @Test
    void whenTheListsOfTheirTimeAreLoaded_thenAllThatAreThereVerify() throws IOException {
        ListSnapshot snapshot = loader(LotlSigners.europe2023(), THEN)
                .build()
                .refresh(transport)
                .orElseThrow()
                .requireTerritories("EE", "LV", "LT", "FI");

        assertThat(snapshot.listOfLists().state()).isEqualTo(ListState.LOADED);
        assertThat(snapshot.listOfLists().sequence()).hasValue(332);
        assertThat(snapshot.listOfLists().warnings()).isEmpty();
        assertThat(problems(new ListsOutcome.Loaded(snapshot)))
                .isEqualTo(new TreeMap<>(Map.of("DE", "HTTP_404", "FR", "TRUST_LIST_EXPIRED")));
        assertThat(snapshot.territories()).hasSize(31);
        ListStatus estonia = snapshot.territory("EE").orElseThrow();
        assertThat(estonia.sequence()).hasValue(62);
        assertThat(estonia.anchors()).isEqualTo(56);

        TrustAnchors.Builder oneByOne = TrustAnchors.builder();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> !file.toString().contains("lotl_eu_lotl")
                            && !file.toString().contains("ssi_gouv_fr"))
                    .forEach(file -> oneByOne.addTrustedList(parse(file)));
        }

        assertThat(snapshot.anchorsAt(THEN).id()).isEqualTo(oneByOne.build().id());
    }

    private static TrustedList parse(Path file) {
        try {
            return TrustedList.parse(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whenOnlyTheSignerOfThePivotsIsPinned_thenAPivotLeadsToTheListOfLists() {
        ListsOutcome outcome = loader(LotlSigners.ofFingerprints(List.of(SIGNER_OF_PIVOTS)), THEN)
                .territories("EE")
                .build()
                .refresh(transport);

        assertThat(outcome.listOfLists().sequence()).hasValue(332);
        assertThat(outcome.orElseThrow().territory("EE").orElseThrow().usable()).isTrue();
        assertThat(cache.find(URI.create("https://ec.europa.eu/tools/lotl/eu-lotl-pivot-300.xml")))
                .isPresent();
    }

    @Test
    void whenTimeHasPassedThem_thenNothingIsBelieved() {
        ListsOutcome outcome = loader(
                        LotlSigners.ofFingerprints(List.of(SIGNER_OF_PIVOTS)), Instant.parse("2026-11-22T12:00:00Z"))
                .build()
                .refresh(transport);

        assertThat(outcome.kind()).isEqualTo(ListsOutcome.Kind.NOTHING_USABLE);
        assertThat(outcome.listOfLists().problem().map(Problem::code)).contains("TRUST_LIST_EXPIRED");
    }

    @Test
    void whenOneByteOfTheListOfListsIsChanged_thenNothingIsBelieved() throws IOException {
        String name = "https___ec_europa_eu_tools_lotl_eu_lotl.xml";
        byte[] list = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(folder.resolve(name + ".gz"))))
                .readAllBytes();
        byte[] changed = list.clone();
        int at = list.length / 2;
        changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
        try {
            sandbox.lists().publish(name, changed);

            assertThat(loader(LotlSigners.europe2023(), THEN)
                            .build()
                            .refresh(transport)
                            .kind())
                    .isEqualTo(ListsOutcome.Kind.NOTHING_USABLE);
        } finally {
            sandbox.lists().publish(name, list);
        }
    }

    @Test
    void whenTheTestListsAreLoaded_thenTheyVerify() {
        sandbox.lists().publish("https___open_eid_github_io_test_TL_tl_mp_test_EE.xml", test("tl-mp-test-EE.xml"));
        sandbox.lists().publish("https___open_eid_github_io_test_TL_EE_T.xml", test("EE_T.xml"));
        LotlSigners signer = LotlSigners.of(Certificate.readAll(test("trusted-test-tsl.crt")));

        ListSnapshot snapshot = loader(signer, Instant.parse("2026-11-22T12:00:00Z"))
                .listOfLists(URI.create("https://open-eid.github.io/test-TL/tl-mp-test-EE.xml"))
                .build()
                .refresh(transport)
                .orElseThrow();

        assertThat(snapshot.territories()).extracting(ListStatus::territory).containsExactly("EE_T");
        assertThat(snapshot.territory("EE_T").orElseThrow().anchors()).isEqualTo(32);
    }

    private static byte[] test(String name) {
        return Corpus.read("signatures/trust/test/" + name);
    }
}
