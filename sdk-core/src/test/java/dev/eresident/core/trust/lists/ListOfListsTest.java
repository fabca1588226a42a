package dev.eresident.core.trust.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TrustException;
import dev.eresident.core.trust.lists.ListStatus.Problem;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.lists.ListFault;
import dev.eresident.sandbox.lists.ListService;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.TrustedListSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of lists, its signers and its pivots, over real sockets. */
class ListOfListsTest {
    private static ListWorld world;

    private final ListCache cache = ListCache.inMemory();

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

    private ListsOutcome refresh() {
        return world.refresh(cache);
    }

    private static String code(ListStatus status) {
        return status.problem().map(Problem::code).orElse("none");
    }

    private void assertNothingUsable(String code) {
        ListsOutcome outcome =
                world.loader(cache).territories("LV", "EE").build().refresh(world.transport());

        assertThat(outcome.kind()).isEqualTo(ListsOutcome.Kind.NOTHING_USABLE);
        assertThat(outcome.listOfLists().state()).isEqualTo(ListState.FAILED);
        assertThat(code(outcome.listOfLists())).isEqualTo(code);
        assertThat(outcome.territories()).extracting(ListStatus::territory).containsExactly("EE", "LV");
        assertThat(outcome.territories()).allMatch(status -> code(status).equals("LIST_OF_LISTS_FAILED"));
        assertThatThrownBy(outcome::orElseThrow)
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo("TRUST_LISTS_EMPTY"));
    }

    private void assertNothingUsable(ListFault fault, String code) {
        world.lists().misbehave(ListService.LIST_OF_LISTS, fault);
        assertNothingUsable(code);
    }

    private void assertLoaded() {
        ListsOutcome outcome = refresh();

        assertThat(outcome.listOfLists().state()).isEqualTo(ListState.LOADED);
        assertThat(outcome.territories()).hasSize(2).allMatch(ListStatus::verified);
    }

    @Nested
    class Failing {
        @Test
        void whenItIsGone_thenNothing() {
            assertNothingUsable(ListFault.NOT_FOUND, "HTTP_404");
        }

        @Test
        void whenItIsGarbage_thenNothing() {
            assertNothingUsable(ListFault.GARBAGE, "TRUST_LIST_UNREADABLE");
        }

        @Test
        void whenItWasTamperedWith_thenNothing() {
            assertNothingUsable(ListFault.TAMPERED, "TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenSomebodyElseSigned_thenNothing() {
            assertNothingUsable(ListFault.WRONG_SIGNER, "LOTL_SIGNER_UNKNOWN");
        }

        @Test
        void whenItIsANationalList_thenNothing() {
            assertNothingUsable(ListFault.WRONG_TYPE, "TRUST_LIST_WRONG_TYPE");
        }

        @Test
        void whenItIsPastItsNextUpdate_thenNothing() {
            assertNothingUsable(ListFault.EXPIRED, "TRUST_LIST_EXPIRED");
        }

        @Test
        void whenItPromisesNoNextUpdate_thenNothing() {
            assertNothingUsable(ListFault.WITHOUT_NEXT_UPDATE, "TRUST_LIST_EXPIRED");
        }

        @Test
        void whenItIsOfAnOldVersion_thenNothing() {
            assertNothingUsable(ListFault.OLD_VERSION, "TRUST_LIST_UNREADABLE");
        }

        @Test
        void whenItNamesNoList_thenNothing() {
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            new TrustedListSpec("EU", world.lists().signer(), ListWorld.START)
                                    .type(TrustedListSpec.LIST_OF_LISTS));

            assertThat(refresh().kind()).isEqualTo(ListsOutcome.Kind.NOTHING_USABLE);
        }

        @Test
        void whenItCannotBeFetched_thenTheCopyIsUsedAndNationalListsAreStillRefreshed() {
            refresh();
            world.lists().server(ListService.LIST_OF_LISTS).fail(TransportFault.HTTP_503);
            world.lists().publish("lv.xml", world.lists().spec("lv.xml").sequence(4));

            ListSnapshot snapshot = refresh().orElseThrow();

            assertThat(snapshot.listOfLists().state()).isEqualTo(ListState.STALE_USED);
            assertThat(code(snapshot.listOfLists())).isEqualTo("HTTP_503");
            assertThat(snapshot.territory("LV").orElseThrow().sequence()).hasValue(4);
        }

        @Test
        void whenAnOlderOneIsPutInItsPlace_thenTheCopyIsUsed() {
            refresh();
            world.lists().misbehave(ListService.LIST_OF_LISTS, ListFault.ROLLED_BACK);

            ListStatus status = refresh().listOfLists();

            assertThat(status.state()).isEqualTo(ListState.REPLACEMENT_REFUSED);
            assertThat(code(status)).isEqualTo("TRUST_LIST_ROLLED_BACK");
        }
    }

    @Nested
    class Signers {
        @Test
        void whenAFingerprintIsPinned_thenLoaded() {
            LotlSigners signers = LotlSigners.ofFingerprints(
                    List.of(world.firstSigner().sha256().hex()));

            assertThat(world.loader(signers, cache)
                            .build()
                            .refresh(world.transport())
                            .kind())
                    .isEqualTo(ListsOutcome.Kind.LOADED);
        }

        @Test
        void whenThePinsHaveEnded_thenNothingAndNobodyIsAsked() {
            LotlSigners signers = new LotlSigners(
                    LotlSigners.of(List.of(world.firstSigner())).fingerprints(),
                    Optional.of(ListWorld.START),
                    Optional.empty());
            long before = world.lists().server(ListService.LIST_OF_LISTS).requestCount();

            ListsOutcome outcome = world.loader(signers, cache).build().refresh(world.transport());

            assertThat(code(outcome.listOfLists())).isEqualTo("LOTL_SIGNERS_EXPIRED");
            assertThat(world.lists().server(ListService.LIST_OF_LISTS).requestCount())
                    .isEqualTo(before);
        }

        @Test
        void whenTheNoticeIsStillNamed_thenNoWarning() {
            assertThat(warnings(ListService.OFFICIAL_JOURNAL)).isEmpty();
        }

        @Test
        void whenAnotherNoticeIsNamed_thenAWarning() {
            assertThat(warnings("https://sandbox.invalid/journal/0")).containsExactly("OFFICIAL_JOURNAL_CHANGED");
        }

        private List<String> warnings(String notice) {
            LotlSigners signers = new LotlSigners(
                    LotlSigners.of(List.of(world.firstSigner())).fingerprints(), Optional.empty(), Optional.of(notice));
            return world
                    .loader(signers, cache)
                    .build()
                    .refresh(world.transport())
                    .orElseThrow()
                    .listOfLists()
                    .warnings()
                    .stream()
                    .map(Problem::code)
                    .toList();
        }

        @Test
        void whenNobodyIsPinned_thenRefused() {
            assertThatThrownBy(() -> LotlSigners.of(List.of()))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("LOTL_SIGNERS_MISSING"));
        }

        @Test
        void whenAFingerprintIsNone_thenRefused() {
            for (String wrong : List.of("", "zz", "00".repeat(20))) {
                assertThatThrownBy(() -> LotlSigners.ofFingerprints(List.of(wrong)))
                        .isInstanceOfSatisfying(
                                ConfigurationException.class,
                                e -> assertThat(e.code()).isEqualTo("LOTL_SIGNER_UNUSABLE"));
            }
        }

        @Test
        void whenTheEuropeanPinsOf2023AreAsked_thenTheyEndWhenTheSignersChanged() {
            LotlSigners pins = LotlSigners.europe2023();

            assertThat(pins.fingerprints()).hasSize(6);
            assertThat(pins.usableAt(ListWorld.START)).isFalse();
            assertThat(pins.usableAt(pins.validUntil().orElseThrow().minusMillis(1)))
                    .isTrue();
        }
    }

    @Nested
    class Pivots {
        @Test
        void whenTheSignerChangedOnce_thenThePivotLeadsToIt() {
            world.lists().rotateSigner();

            assertLoaded();
        }

        @Test
        void whenTheSignerChangedTwice_thenThePivotsLeadToIt() {
            world.lists().rotateSigner();
            world.lists().rotateSigner();

            assertLoaded();
        }

        @Test
        void whenAMiddleSignerIsPinned_thenOlderPivotsAreNotAskedFor() {
            String oldest = world.lists().rotateSigner();
            LotlSigners middle = LotlSigners.of(List.of(dev.eresident.core.certificate.Certificate.of(
                    world.lists().signer().certificate())));
            world.lists().rotateSigner();
            long before = world.lists().server(oldest).requestCount();

            assertThat(world.loader(middle, cache)
                            .build()
                            .refresh(world.transport())
                            .kind())
                    .isEqualTo(ListsOutcome.Kind.LOADED);
            assertThat(world.lists().server(oldest).requestCount()).isEqualTo(before);
        }

        @Test
        void whenAskedAgain_thenPivotsComeFromTheCache() {
            String pivot = world.lists().rotateSigner();
            refresh();
            world.lists().misbehave(pivot, ListFault.NOT_FOUND);

            assertThat(refresh().listOfLists().state()).isEqualTo(ListState.UNCHANGED);
        }

        @Test
        void whenTheCachedPivotIsWrong_thenItIsFetchedAgain() {
            String pivot = world.lists().rotateSigner();
            world.lists().misbehave(pivot, ListFault.TAMPERED);
            ListDownload download =
                    new ListDownload(world.transport(), Duration.ofSeconds(5), 1_000_000, ListWorld.START);
            cache.store(
                    download.fetch(world.lists().uri(pivot), Optional.empty()).orElseThrow());
            world.lists().heal();

            assertLoaded();
        }

        @Test
        void whenAPivotIsGone_thenNothing() {
            world.lists().rotateSigner();
            String newest = world.lists().rotateSigner();
            world.lists().misbehave(newest, ListFault.NOT_FOUND);

            assertNothingUsable("HTTP_404");
        }

        @Test
        void whenAPivotIsSignedBySomebodyElse_thenNothing() {
            world.lists().misbehave(world.lists().rotateSigner(), ListFault.WRONG_SIGNER);

            assertNothingUsable("LOTL_SIGNER_UNKNOWN");
        }

        @Test
        void whenAMiddlePivotIsSignedBySomebodyElse_thenNothing() {
            world.lists().rotateSigner();
            world.lists().misbehave(world.lists().rotateSigner(), ListFault.WRONG_SIGNER);

            assertNothingUsable("TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenAPivotWasTamperedWith_thenNothing() {
            world.lists().misbehave(world.lists().rotateSigner(), ListFault.TAMPERED);

            assertNothingUsable("TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenAPivotIsANationalList_thenNothing() {
            world.lists().misbehave(world.lists().rotateSigner(), ListFault.WRONG_TYPE);

            assertNothingUsable("LOTL_PIVOT_INVALID");
        }

        @Test
        void whenAPivotIsNoOlderThanTheNextOne_thenNothing() {
            String oldest = world.lists().rotateSigner();
            world.lists().rotateSigner();
            world.lists().publish(oldest, world.lists().spec(oldest).sequence(13));

            assertNothingUsable("LOTL_PIVOT_INVALID");
        }

        @Test
        void whenAPivotIsNewerThanTheList_thenNothing() {
            String pivot = world.lists().rotateSigner();
            world.lists().publish(pivot, world.lists().spec(pivot).sequence(99));

            assertNothingUsable("LOTL_PIVOT_INVALID");
        }

        @Test
        void whenAPivotIsAsNewAsTheList_thenItLeadsToIt() {
            String pivot = world.lists().rotateSigner();
            // The first list has number 10, the pivot of a rotation 11, the list after it 12.
            world.lists().publish(pivot, world.lists().spec(pivot).sequence(12));
            assertLoaded();
        }

        @Test
        void whenThePivotNamesOtherSigners_thenNothing() {
            String pivot = world.lists().rotateSigner();
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .signer(world.sandbox().pki().listOperator("nobody")));

            assertNothingUsable("TRUST_LIST_SIGNATURE_INVALID");
            assertThat(world.lists().server(pivot).requestCount()).isPositive();
        }

        @Test
        void whenThePivotNamesTheSignerForTheListOfAnotherTerritoryOnly_thenNothing() {
            String pivot = world.lists().rotateSigner();
            Credential first = world.sandbox().pki().listOperator("EU-1");
            TrustedListSpec other = new TrustedListSpec("EU", first, ListWorld.START)
                    .type(TrustedListSpec.LIST_OF_LISTS)
                    .sequence(11)
                    .pointer("EU", TrustedListSpec.LIST_OF_LISTS, world.lists().listOfListsUri(), first.certificate())
                    .pointer(
                            "XX",
                            TrustedListSpec.LIST_OF_LISTS,
                            world.lists().listOfListsUri(),
                            world.lists().signer().certificate());
            world.lists().publish(pivot, other);

            assertNothingUsable("TRUST_LIST_SIGNATURE_INVALID");
        }

        @ParameterizedTest
        @ValueSource(strings = {TrustedListSpec.NATIONAL, "urn:other"})
        void whenThePivotNamesTheSignerForAListOfAnotherKindOnly_thenNothing(String kind) {
            String pivot = world.lists().rotateSigner();
            Credential first = world.sandbox().pki().listOperator("EU-1");
            TrustedListSpec other = new TrustedListSpec("EU", first, ListWorld.START)
                    .type(TrustedListSpec.LIST_OF_LISTS)
                    .sequence(11)
                    .pointer("EU", TrustedListSpec.LIST_OF_LISTS, world.lists().listOfListsUri(), first.certificate())
                    .pointer(
                            "EU",
                            kind,
                            world.lists().listOfListsUri(),
                            world.lists().signer().certificate());
            world.lists().publish(pivot, other);

            assertNothingUsable("TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenThePivotDoesNotSayWhoSigns_thenNothing() {
            String pivot = world.lists().rotateSigner();
            world.lists()
                    .publish(
                            pivot,
                            new TrustedListSpec("EU", world.sandbox().pki().listOperator("EU-1"), ListWorld.START)
                                    .type(TrustedListSpec.LIST_OF_LISTS)
                                    .sequence(11));

            assertNothingUsable("LOTL_PIVOT_INVALID");
        }

        @Test
        void whenThePivotStandsOnAnotherServer_thenItIsNotAskedFor() {
            String pivot = world.lists().rotateSigner();
            String elsewhere = world.lists().uri(pivot).toString().replace("127.0.0.1", "localhost");
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            new TrustedListSpec("EU", world.lists().signer(), ListWorld.START)
                                    .type(TrustedListSpec.LIST_OF_LISTS)
                                    .sequence(12)
                                    .information(elsewhere));
            long before = world.lists().server(pivot).requestCount();

            assertNothingUsable("LOTL_SIGNER_UNKNOWN");
            assertThat(world.lists().server(pivot).requestCount()).isEqualTo(before);
        }

        @Test
        void whenThereAreMorePivotsThanTheLimit_thenNothing() {
            for (int i = 0; i <= LotlRules.MAX_PIVOTS; i++) {
                world.lists().rotateSigner();
            }

            assertNothingUsable("LOTL_SIGNER_UNKNOWN");
        }
    }
}
