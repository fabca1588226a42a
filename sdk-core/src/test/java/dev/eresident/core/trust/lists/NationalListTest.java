package dev.eresident.core.trust.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.TrustException;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.transport.Deadline;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.lists.ListStatus.Problem;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.lists.ListFault;
import dev.eresident.sandbox.lists.ListService;
import dev.eresident.sandbox.pki.TrustedListSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** National lists over real sockets; each failure is one fault of an otherwise sound world. */
class NationalListTest {
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

    private static ListStatus status(ListsOutcome outcome, String territory) {
        return outcome.orElseThrow().territory(territory).orElseThrow();
    }

    private static String code(ListStatus status) {
        return status.problem().map(Problem::code).orElse("none");
    }

    /** Latvia's list has the fault; Estonia's is loaded all the same, and nothing of Latvia is believed. */
    private void assertFails(String code) {
        ListSnapshot snapshot = refresh().orElseThrow();

        ListStatus latvia = snapshot.territory("LV").orElseThrow();
        assertThat(latvia.state()).isEqualTo(ListState.FAILED);
        assertThat(code(latvia)).isEqualTo(code);
        assertThat(latvia.anchors()).isZero();
        assertThat(latvia.verified()).isFalse();
        assertThat(snapshot.territory("EE").orElseThrow().state()).isEqualTo(ListState.LOADED);
        assertThat(snapshot.anchorsAt(world.clock().instant()).services())
                .isNotEmpty()
                .allMatch(service -> service.territory().equals("EE"));
        assertThatThrownBy(() -> snapshot.requireTerritories("EE", "LV"))
                .isInstanceOfSatisfying(TrustException.class, e -> {
                    assertThat(e.code()).isEqualTo("TRUST_TERRITORY_MISSING");
                    assertThat(e).hasMessageContaining("LV").hasMessageContaining(code);
                });
    }

    private void assertFails(ListFault fault, String code) {
        world.lists().misbehave("lv.xml", fault);
        assertFails(code);
    }

    /** The same fault after a good refresh: the good copy is used, and the status says why. */
    private void assertGoodCopyIsUsed(ListState state, String code) {
        ListSnapshot snapshot = refresh().orElseThrow();

        ListStatus latvia = snapshot.territory("LV").orElseThrow();
        assertThat(latvia.state()).isEqualTo(state);
        assertThat(code(latvia)).isEqualTo(code);
        assertThat(latvia.sequence()).hasValue(3);
        assertThat(latvia.anchors()).isEqualTo(1);
        assertThat(snapshot.anchorsAt(world.clock().instant()).services())
                .anyMatch(service -> service.territory().equals("LV"));
    }

    @Nested
    class Loading {
        @Test
        void whenAllIsWell_thenBothVersionsAreLoaded() {
            ListSnapshot snapshot = refresh().orElseThrow().requireTerritories("EE", "LV");

            assertThat(snapshot.territories()).extracting(ListStatus::territory).containsExactly("EE", "LV");
            assertThat(snapshot.territories())
                    .allMatch(status -> status.state() == ListState.LOADED)
                    .allMatch(ListStatus::verified);
            ListStatus estonia = snapshot.territory("EE").orElseThrow();
            assertThat(estonia.sequence()).hasValue(7);
            assertThat(estonia.issued()).contains(ListWorld.START);
            assertThat(estonia.nextUpdate()).contains(ListWorld.START.plus(Duration.ofDays(180)));
            assertThat(estonia.anchors()).isEqualTo(7);
            assertThat(estonia.location()).endsWith("/lists/ee.xml");
            assertThat(snapshot.anchorsAt(ListWorld.START).warnings(ListWorld.START))
                    .isEmpty();
        }

        @Test
        void whenOnlyOneTerritoryIsWanted_thenTheOtherIsNotAskedFor() {
            long before = world.lists().server("lv.xml").requestCount();

            ListSnapshot snapshot = world.loader(cache)
                    .territories("EE")
                    .build()
                    .refresh(world.transport())
                    .orElseThrow();

            assertThat(snapshot.territories()).extracting(ListStatus::territory).containsExactly("EE");
            assertThat(world.lists().server("lv.xml").requestCount()).isEqualTo(before);
        }

        @Test
        void whenTheCallersDeadlineEndsMeanwhile_thenTheListsOfOtherThreadsAreNotFetchedEither() {
            AtomicLong nanos = new AtomicLong();
            ExecutorService threads = Executors.newFixedThreadPool(1);
            long before = world.lists().server("lv.xml").requestCount();
            try {
                TrustedLists lists = world.loader(cache)
                        .executor(task -> {
                            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
                            threads.execute(task);
                        })
                        .build();
                ListsOutcome outcome = world.transport()
                        .within(
                                Deadline.after(Duration.ofMinutes(1), nanos::get),
                                () -> lists.refresh(world.transport()));

                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                ListsOutcome.NothingUsable.class,
                                nothing -> assertThat(nothing.territories())
                                        .extracting(NationalListTest::code)
                                        .containsOnly("DEADLINE_PASSED"));
                assertThat(world.lists().server("lv.xml").requestCount()).isEqualTo(before);
            } finally {
                threads.shutdownNow();
            }
        }

        @Test
        void whenATerritoryIsNotListed_thenItFailsByName() {
            ListSnapshot snapshot = world.loader(cache)
                    .territories("EE", "GR")
                    .build()
                    .refresh(world.transport())
                    .orElseThrow();

            assertThat(code(snapshot.territory("GR").orElseThrow())).isEqualTo("TERRITORY_NOT_LISTED");
            assertThat(snapshot.failed()).extracting(ListStatus::territory).containsExactly("GR");
            assertThat(refresh().orElseThrow().failed()).isEmpty();
        }

        @Test
        void whenThePdfIsNamedToo_thenOnlyTheXmlIsFetched() {
            refresh();

            assertThat(world.lists().server("ee.pdf").requestCount()).isZero();
        }

        @Test
        void whenAnExecutorIsGiven_thenNationalListsAreLoadedOnIt() {
            AtomicInteger tasks = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                ListsOutcome outcome = world.loader(cache)
                        .executor(task -> {
                            tasks.incrementAndGet();
                            threads.execute(task);
                        })
                        .build()
                        .refresh(world.transport());

                assertThat(outcome.territories()).hasSize(2).allMatch(ListStatus::usable);
                assertThat(tasks).hasValue(2);
            } finally {
                threads.shutdownNow();
            }
        }

        @Test
        void whenTheFirstAddressFails_thenTheSecondOfTheTerritoryIsUsed() {
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .pointer(
                                            "LV",
                                            TrustedListSpec.NATIONAL,
                                            world.lists().uri("second.xml"),
                                            world.sandbox()
                                                    .pki()
                                                    .listOperator("LV")
                                                    .certificate()));
            world.lists().publish("second.xml", world.lists().spec("lv.xml"));
            world.lists().misbehave("lv.xml", ListFault.NOT_FOUND);

            assertThat(status(refresh(), "LV").location()).endsWith("second.xml");
        }

        @Test
        void whenASchemeHasEnded_thenItsHistoryIsUsedWithoutNextUpdate() {
            world.lists()
                    .publish(
                            "lv.xml",
                            world.lists()
                                    .spec("lv.xml")
                                    .withoutServices()
                                    .service(
                                            "CA/QC",
                                            world.sandbox().pki().stranger().certificate(),
                                            "withdrawn")
                                    .issued(ListWorld.START, null));

            ListStatus latvia = status(refresh(), "LV");

            assertThat(latvia.state()).isEqualTo(ListState.LOADED);
            assertThat(latvia.nextUpdate()).isEmpty();
        }
    }

    @Nested
    class Conditional {
        @Test
        void whenNothingChanged_thenUnchanged() {
            refresh();

            ListSnapshot again = refresh().orElseThrow();

            assertThat(again.listOfLists().state()).isEqualTo(ListState.UNCHANGED);
            assertThat(again.territories())
                    .extracting(ListStatus::state)
                    .containsExactly(ListState.UNCHANGED, ListState.UNCHANGED);
            assertThat(again.anchorsAt(ListWorld.START).services()).hasSize(8);
        }

        @Test
        void whenANewerListIsThere_thenItIsLoaded() {
            refresh();
            world.lists().publish("lv.xml", world.lists().spec("lv.xml").sequence(4));

            ListSnapshot again = refresh().orElseThrow();

            assertThat(again.territory("LV").orElseThrow().state()).isEqualTo(ListState.LOADED);
            assertThat(again.territory("LV").orElseThrow().sequence()).hasValue(4);
        }

        @Test
        void whenTheServerHasNoValidators_thenTheDigestFileSavesTheDownload() {
            world.lists().sendValidators(false);
            refresh();
            long before = world.lists().server("lv.xml").requestCount();

            assertThat(status(refresh(), "LV").state()).isEqualTo(ListState.UNCHANGED);
            assertThat(world.lists().server("lv.xml").requestCount()).isEqualTo(before);
        }

        @Test
        void whenTheDigestFileTellsOfAnotherList_thenItIsLoaded() {
            world.lists().sendValidators(false);
            refresh();
            world.lists().publish("lv.xml", world.lists().spec("lv.xml").sequence(4));

            assertThat(status(refresh(), "LV").state()).isEqualTo(ListState.LOADED);
        }
    }

    @Nested
    class Failing {
        @Test
        void whenTheListIsGone_thenFailed() {
            assertFails(ListFault.NOT_FOUND, "HTTP_404");
        }

        @Test
        void whenTheServerIsSilent_thenFailedInTime() {
            world.lists().server("lv.xml").fail(TransportFault.NO_ANSWER);

            ListsOutcome outcome =
                    world.loader(cache).timeout(Duration.ofMillis(300)).build().refresh(world.transport());

            assertThat(code(status(outcome, "LV"))).isEqualTo("TIMEOUT");
            assertThat(status(outcome, "EE").usable()).isTrue();
        }

        @Test
        void whenTheConnectionBreaks_thenFailed() {
            world.lists().server("lv.xml").fail(TransportFault.CUT_IN_MID_ANSWER);
            assertFails("ANSWER_CUT");
        }

        @Test
        void whenTheAnswerNeverEnds_thenItIsCutAtTheLimit() {
            world.lists().server("lv.xml").fail(TransportFault.ENDLESS_BODY);

            ListsOutcome outcome =
                    world.loader(cache).maximumListSize(100_000).build().refresh(world.transport());

            assertThat(code(status(outcome, "LV"))).isEqualTo("ANSWER_TOO_LARGE");
        }

        @Test
        void whenTheServerRedirects_thenItIsNotFollowed() {
            world.lists().server("lv.xml").fail(TransportFault.REDIRECT);
            assertFails("HTTP_302");
        }

        @Test
        void whenTheAnswerIsGarbage_thenFailed() {
            assertFails(ListFault.GARBAGE, "TRUST_LIST_UNREADABLE");
        }

        @Test
        void whenTheListWasTamperedWith_thenFailed() {
            assertFails(ListFault.TAMPERED, "TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenSomebodyElseSigned_thenFailed() {
            assertFails(ListFault.WRONG_SIGNER, "TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenTheSignerOfAnotherTerritorySigned_thenFailed() {
            world.lists()
                    .publish(
                            "lv.xml",
                            world.lists()
                                    .spec("lv.xml")
                                    .signer(world.sandbox().pki().schemeOperator()));
            assertFails("TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenTheListIsOfAnotherTerritory_thenFailed() {
            assertFails(ListFault.WRONG_TERRITORY, "TRUST_LIST_WRONG_TERRITORY");
        }

        @Test
        void whenTheListIsOfAnotherKind_thenFailed() {
            assertFails(ListFault.WRONG_TYPE, "TRUST_LIST_WRONG_TYPE");
        }

        @Test
        void whenTheListIsNationalButNotOfThePointersKind_thenFailed() {
            world.lists()
                    .publish(
                            "lv.xml",
                            world.lists()
                                    .spec("lv.xml")
                                    .type(
                                            "http://uri.etsi.org/TrstSvc/eSigDir-1999-93-EC-TrustedList/TSLType/generic"));
            assertFails("TRUST_LIST_WRONG_TYPE");
        }

        @Test
        void whenTheListIsPastItsNextUpdate_thenFailed() {
            assertFails(ListFault.EXPIRED, "TRUST_LIST_EXPIRED");
        }

        @Test
        void whenAListThatGrantsHasNoNextUpdate_thenFailed() {
            assertFails(ListFault.WITHOUT_NEXT_UPDATE, "TRUST_LIST_EXPIRED");
        }

        @Test
        void whenTheFormatIsOfAnOldVersion_thenFailed() {
            assertFails(ListFault.OLD_VERSION, "TRUST_LIST_UNREADABLE");
        }

        @Test
        void whenTheListHoldsNoService_thenFailed() {
            assertFails(ListFault.WITHOUT_SERVICES, "TRUST_LIST_EMPTY");
        }

        @Test
        void whenTheAddressIsNone_thenFailed() {
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .pointer(
                                            "XX",
                                            TrustedListSpec.NATIONAL,
                                            java.net.URI.create("ftp://sandbox.invalid/xx.xml"),
                                            world.sandbox()
                                                    .pki()
                                                    .listOperator("XX")
                                                    .certificate()));

            assertThat(code(status(refresh(), "XX"))).isEqualTo("TRUST_LIST_ADDRESS_UNUSABLE");
        }

        @Test
        void whenNoSignerIsNamed_thenFailed() {
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .pointer(
                                            "XX",
                                            TrustedListSpec.NATIONAL,
                                            world.lists().uri("lv.xml")));

            assertThat(code(status(refresh(), "XX"))).isEqualTo("TRUST_LIST_SIGNERS_MISSING");
        }

        @Test
        void whenEveryListFails_thenNothingIsUsable() {
            world.lists().misbehave("ee.xml", ListFault.NOT_FOUND);
            world.lists().misbehave("lv.xml", ListFault.GARBAGE);

            ListsOutcome outcome = refresh();

            assertThat(outcome.kind()).isEqualTo(ListsOutcome.Kind.NOTHING_USABLE);
            assertThat(outcome.territories()).hasSize(2);
            assertThatThrownBy(outcome::orElseThrow)
                    .isInstanceOfSatisfying(
                            TrustException.class, e -> assertThat(e.code()).isEqualTo("TRUST_LISTS_EMPTY"));
        }
    }

    @Nested
    class AfterAGoodRefresh {
        @BeforeEach
        void load() {
            assertThat(refresh().orElseThrow().territories()).allMatch(ListStatus::verified);
        }

        @Test
        void whenTheListIsGone_thenTheCopyIsUsedAndItSaysSo() {
            world.lists().misbehave("lv.xml", ListFault.NOT_FOUND);
            assertGoodCopyIsUsed(ListState.STALE_USED, "HTTP_404");
        }

        @Test
        void whenTheServerIsDown_thenTheCopyIsUsedUntilItExpires() {
            world.lists().server("lv.xml").fail(TransportFault.CONNECTION_RESET);
            assertGoodCopyIsUsed(ListState.STALE_USED, "CONNECTION_RESET");

            world.pass(Duration.ofDays(181));
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .issued(
                                            world.clock().instant(),
                                            world.clock().instant().plusSeconds(60)));
            world.lists()
                    .publish(
                            "ee.xml",
                            world.lists()
                                    .spec("ee.xml")
                                    .issued(
                                            world.clock().instant(),
                                            world.clock().instant().plusSeconds(60)));
            ListStatus latvia = status(refresh(), "LV");
            assertThat(latvia.state()).isEqualTo(ListState.FAILED);
            assertThat(code(latvia)).isEqualTo("CONNECTION_RESET");
            assertThat(latvia.warnings()).extracting(Problem::code).containsExactly("TRUST_LIST_EXPIRED");
        }

        @Test
        void whenAnOlderListIsPutInItsPlace_thenRefused() {
            world.lists().misbehave("lv.xml", ListFault.ROLLED_BACK);
            assertGoodCopyIsUsed(ListState.REPLACEMENT_REFUSED, "TRUST_LIST_ROLLED_BACK");
        }

        @Test
        void whenTheSameNumberWasIssuedEarlier_thenRefused() {
            Instant earlier = ListWorld.START.minusSeconds(60);
            world.lists()
                    .publish(
                            "lv.xml",
                            world.lists().spec("lv.xml").issued(earlier, ListWorld.START.plus(Duration.ofDays(90))));
            assertGoodCopyIsUsed(ListState.REPLACEMENT_REFUSED, "TRUST_LIST_ROLLED_BACK");
        }

        @Test
        void whenTheSignerChanged_thenAnOlderListOfTheNewSignerIsRefusedAllTheSame() {
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .pointer(
                                            "XX",
                                            TrustedListSpec.NATIONAL,
                                            world.lists().uri("xx.xml"),
                                            world.sandbox()
                                                    .pki()
                                                    .listOperator("XX")
                                                    .certificate())
                                    .sequence(11));
            world.lists()
                    .publish("xx.xml", world.sandbox().pki().foreignList("XX").sequence(9));
            assertThat(status(refresh(), "XX").state()).isEqualTo(ListState.LOADED);
            world.lists().reset();
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .pointer(
                                            "XX",
                                            TrustedListSpec.NATIONAL,
                                            world.lists().uri("xx.xml"),
                                            world.sandbox()
                                                    .pki()
                                                    .listOperator("XX-new")
                                                    .certificate())
                                    .sequence(12));
            world.lists()
                    .publish(
                            "xx.xml",
                            world.sandbox()
                                    .pki()
                                    .foreignList("XX")
                                    .signer(world.sandbox().pki().listOperator("XX-new"))
                                    .sequence(8));

            ListStatus status = status(refresh(), "XX");

            assertThat(status.state()).isEqualTo(ListState.FAILED);
            assertThat(code(status)).isEqualTo("TRUST_LIST_ROLLED_BACK");
        }

        @Test
        void whenTheListWasTamperedWith_thenTheCopyIsUsed() {
            world.lists().misbehave("lv.xml", ListFault.TAMPERED);
            assertGoodCopyIsUsed(ListState.REPLACEMENT_REFUSED, "TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenSomebodyElseSigned_thenTheCopyIsUsed() {
            world.lists().misbehave("lv.xml", ListFault.WRONG_SIGNER);
            assertGoodCopyIsUsed(ListState.REPLACEMENT_REFUSED, "TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenAnExpiredListIsServed_thenTheCopyIsUsed() {
            world.lists().misbehave("lv.xml", ListFault.EXPIRED);
            assertGoodCopyIsUsed(ListState.REPLACEMENT_REFUSED, "TRUST_LIST_ROLLED_BACK");
        }

        @Test
        void whenTheServerSaysUnchangedAfterNextUpdate_thenFailed() {
            world.pass(Duration.ofDays(181));
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .issued(
                                            world.clock().instant(),
                                            world.clock().instant().plusSeconds(60)));
            world.lists()
                    .publish(
                            "ee.xml",
                            world.lists()
                                    .spec("ee.xml")
                                    .issued(
                                            world.clock().instant(),
                                            world.clock().instant().plusSeconds(60)));

            assertFails("TRUST_LIST_EXPIRED");
        }

        @Test
        void whenRefusedOnce_thenTheBadListDidNotReplaceTheGoodCopy() {
            world.lists().misbehave("lv.xml", ListFault.TAMPERED);
            refresh();
            world.lists().heal();

            assertThat(status(refresh(), "LV").state()).isEqualTo(ListState.UNCHANGED);
        }
    }

    @Nested
    class Checker {
        private SignatureChecker checker;
        private byte[] contract;

        @BeforeEach
        void prepare() {
            contract = world.sandbox()
                    .contracts()
                    .container()
                    .file("agreement.txt", "text/plain", new byte[] {1})
                    .signedBy(world.sandbox().eResident())
                    .level(Level.LT)
                    .build();
            TrustAnchors anchors = refresh().orElseThrow().anchorsAt(ListWorld.START);
            checker = SignatureChecker.with(TrustPolicy.test(anchors), world.clock());
        }

        @Test
        void whenTheListsHold_thenValidWithoutWarning() {
            world.pass(Duration.ofDays(180));

            CheckReport report = checker.check("contract.asice", contract);

            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.findings()).isEmpty();
        }

        @Test
        void whenTheListsEndedMeanwhile_thenNobodyIsBelievedAndItSaysSo() {
            world.pass(Duration.ofDays(181));

            CheckReport now = checker.check("contract.asice", contract);
            CheckReport before = checker.check("contract.asice", contract, ListWorld.START.plusSeconds(60));

            assertThat(now.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(before.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(before.findings()).extracting(Finding::code).contains(FindingCode.TRUST_LIST_EXPIRED);
        }
    }

    @Nested
    class Snapshot {
        @Test
        void whenTimePasses_thenAListThatExpiredIsNoLongerBelieved() {
            world.lists()
                    .publish(
                            "lv.xml",
                            world.lists()
                                    .spec("lv.xml")
                                    .issued(ListWorld.START, ListWorld.START.plus(Duration.ofDays(10))));
            ListSnapshot snapshot = refresh().orElseThrow();

            assertThat(snapshot.validUntil()).contains(ListWorld.START.plus(Duration.ofDays(10)));
            TrustAnchors later = snapshot.anchorsAt(ListWorld.START.plus(Duration.ofDays(11)));
            assertThat(later.services())
                    .isNotEmpty()
                    .allMatch(s -> s.territory().equals("EE"));
        }

        @Test
        void whenEverythingExpired_thenAnchorsAreRefused() {
            ListSnapshot snapshot = refresh().orElseThrow();

            assertThatThrownBy(() -> snapshot.anchorsAt(ListWorld.START.plus(Duration.ofDays(181))))
                    .isInstanceOfSatisfying(
                            TrustException.class, e -> assertThat(e.code()).isEqualTo("TRUST_LISTS_EXPIRED"));
        }

        @Test
        void whenTheListOfListsExpired_thenNothingIsBelieved() {
            world.lists()
                    .publish(
                            ListService.LIST_OF_LISTS,
                            world.lists()
                                    .spec(ListService.LIST_OF_LISTS)
                                    .issued(ListWorld.START, ListWorld.START.plus(Duration.ofDays(10))));
            ListSnapshot snapshot = refresh().orElseThrow();

            assertThatThrownBy(() -> snapshot.anchorsAt(ListWorld.START.plus(Duration.ofDays(11))))
                    .isInstanceOf(TrustException.class);
        }
    }
}
