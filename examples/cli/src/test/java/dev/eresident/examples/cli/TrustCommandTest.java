package dev.eresident.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.lists.ListFault;
import dev.eresident.sandbox.lists.ListService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class TrustCommandTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Path cache;
    private Path signer;
    private Path contract;

    @BeforeEach
    void prepare(Sandbox shared) throws IOException, CertificateEncodingException {
        sandbox = shared;
        cache = folder.resolve("lists");
        signer = Files.write(
                folder.resolve("signer.crt"),
                sandbox.lists().signer().certificate().getEncoded());
        contract = Files.write(
                folder.resolve("contract.asice"),
                sandbox.contracts()
                        .container()
                        .file("agreement.txt", "text/plain", "We agree.".getBytes(StandardCharsets.UTF_8))
                        .signedBy(sandbox.eResident())
                        .level(Level.LT)
                        .build());
    }

    private Run refresh(Object... more) {
        return Run.of(Stream.concat(
                        Stream.of(
                                "trust",
                                "refresh",
                                "--cache",
                                cache,
                                "--lotl",
                                sandbox.lists().listOfListsUri(),
                                "--lotl-signer",
                                signer),
                        Arrays.stream(more))
                .toArray());
    }

    private Run check() {
        return Run.of("check", "--json", "--cache", cache, contract);
    }

    private static List<String> territories(Run run) {
        return run.json().stream().map(line -> line.get("territory").asText()).toList();
    }

    @Nested
    class Refresh {
        @Test
        void whenAllIsWell_thenOneLinePerTerritoryAndStatusZero() {
            Run run = refresh("--json");

            assertThat(run.status()).isZero();
            assertThat(run.err()).isEmpty();
            assertThat(territories(run)).containsExactly("EE", "LV");
            JsonNode estonia = run.json().get(0);
            assertThat(estonia.get("state").asText()).isEqualTo("LOADED");
            assertThat(estonia.get("sequence").asLong()).isEqualTo(7);
            assertThat(estonia.get("anchors").asInt()).isEqualTo(7);
            assertThat(estonia.get("code").isNull()).isTrue();
        }

        @Test
        void whenTextIsWanted_thenItTellsTheSame() {
            Run run = refresh();

            assertThat(run.status()).isZero();
            assertThat(run.out().lines()).hasSize(2);
            assertThat(run.out()).contains("EE", "LOADED", "sequence 7", "7 anchors", "next update");
        }

        @Test
        void whenATerritoryIsNamed_thenOnlyItIsFetched() {
            assertThat(territories(refresh("--json", "--territory", "ee"))).containsExactly("EE");
        }

        @Test
        void whenAskedAgain_thenUnchanged() {
            refresh();

            assertThat(refresh("--json").json())
                    .extracting(line -> line.get("state").asText())
                    .containsExactly("UNCHANGED", "UNCHANGED");
        }

        @Test
        void whenOneListIsForged_thenStatusOneAndTheOtherIsKept() {
            sandbox.lists().misbehave("lv.xml", ListFault.WRONG_SIGNER);

            Run run = refresh("--json");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.json().get(1).get("code").asText()).isEqualTo("TRUST_LIST_SIGNATURE_INVALID");
            assertThat(check().status()).isZero();
        }

        @Test
        void whenAListIsRolledBack_thenStatusOneAndTheCopyStands() {
            refresh();
            sandbox.lists().misbehave("ee.xml", ListFault.ROLLED_BACK);

            Run run = refresh("--json");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.json().get(0).get("state").asText()).isEqualTo("REPLACEMENT_REFUSED");
            assertThat(check().status()).isZero();
        }

        @Test
        void whenAServerIsDownButTheCopyHolds_thenStatusZeroAndItSaysSo() {
            refresh();
            sandbox.lists().misbehave("ee.xml", ListFault.NOT_FOUND);

            Run run = refresh();

            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("STALE_USED", "HTTP_404");
        }

        @Test
        void whenTheListOfListsIsForged_thenStatusOneAndNothingIsNoted() {
            sandbox.lists().misbehave(ListService.LIST_OF_LISTS, ListFault.WRONG_SIGNER);

            Run run = refresh();

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).contains("EU", "FAILED", "LOTL_SIGNER_UNKNOWN");
            assertThat(check().status()).isEqualTo(2);
        }

        @Test
        void whenTheListOfListsIsForgedAndATerritoryWanted_thenItsLineSaysSo() {
            sandbox.lists().misbehave(ListService.LIST_OF_LISTS, ListFault.TAMPERED);

            Run run = refresh("--json", "--territory", "EE");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.onlyJson().get("code").asText()).isEqualTo("LIST_OF_LISTS_FAILED");
            assertThat(run.err()).contains("TRUST_LIST_SIGNATURE_INVALID");
        }

        @Test
        void whenTheSignerChanged_thenThePivotIsFollowed() {
            sandbox.lists().rotateSigner();

            assertThat(refresh().status()).isZero();
            assertThat(check().status()).isZero();
        }
    }

    @Nested
    class WrongUse {
        @Test
        void whenHelpIsAskedFor_thenEveryOptionIsThere() {
            Run run = Run.of("trust", "refresh", "--help");

            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("--cache", "--lotl", "--lotl-signer", "--territory", "--json");
        }

        @Test
        void whenNoFolderIsGiven_thenStatusTwo() {
            assertThat(Run.of("trust", "refresh").status()).isEqualTo(2);
        }

        @Test
        void whenAnAddressIsGivenWithoutASigner_thenStatusTwo() {
            Run run = Run.of("trust", "refresh", "--cache", cache, "--lotl", "https://sandbox.invalid/lotl.xml");

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("--lotl-signer");
        }

        @Test
        void whenTheSignerFileHoldsNoCertificate_thenStatusTwo() {
            assertThat(refresh("--lotl-signer", contract).status()).isEqualTo(2);
        }

        @Test
        void whenTheTerritoryIsNone_thenStatusTwo() {
            assertThat(refresh("--territory", "E E").status()).isEqualTo(2);
        }

        @Test
        void whenTrustAloneIsSaid_thenStatusTwo() {
            assertThat(Run.of("trust").status()).isEqualTo(2);
        }

        @Test
        void whenTheBuiltInPinsHaveEnded_thenStatusOneAndWhatToDo() {
            Run run = Run.of("trust", "refresh", "--cache", cache);

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).contains("LOTL_SIGNERS_EXPIRED", "Official Journal");
        }
    }

    @Nested
    class Check {
        @Test
        void whenListsWereFetched_thenTheContractIsValid() {
            refresh();

            Run run = check();

            assertThat(run.status()).isZero();
            assertThat(run.err()).isEmpty();
            assertThat(run.onlyJson().get("verdict").asText()).isEqualTo("VALID");
            assertThat(run.onlyJson().get("findings")).isEmpty();
        }

        @Test
        void whenOnlyAnotherTerritoryWasFetched_thenItIsIndeterminate() {
            refresh("--territory", "LV");

            Run run = check();

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).isEmpty();
        }

        @Test
        void whenNeitherTrustNorCacheIsGiven_thenStatusTwoAndTheSentence() {
            Run run = Run.of("check", contract);

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains("--trust", "--cache DIR", "fetched earlier", "eresident trust refresh --cache DIR");
        }

        @Test
        void whenBothAreGiven_thenStatusTwo() {
            assertThat(Run.of("check", "--trust", signer, "--cache", cache, contract)
                            .status())
                    .isEqualTo(2);
        }

        @Test
        void whenTheFolderHoldsNoLists_thenStatusTwo() {
            Run run = check();

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("LIST_CACHE_UNUSABLE", "trust refresh");
        }

        @Test
        void whenAnyFileOfTheFolderWasTamperedWith_thenTheContractIsNotValid() throws IOException {
            refresh("--territory", "EE");
            List<Path> files;
            try (Stream<Path> all = Files.list(cache)) {
                files = all.sorted().toList();
            }
            assertThat(files).hasSize(3);
            for (Path file : files) {
                byte[] right = Files.readAllBytes(file);
                byte[] wrong = right.clone();
                wrong[wrong.length / 2] ^= 1;
                Files.write(file, wrong);

                Run run = check();

                assertThat(run.status()).as(file.toString()).isNotZero();
                assertThat(run.err()).as(file.toString()).isNotEmpty();
                Files.write(file, right);
            }
            assertThat(check().status()).isZero();
        }

        @Test
        void whenAnotherSignerIsDemanded_thenTheListsAreNotBelieved() throws CertificateEncodingException, IOException {
            refresh();
            Path other = Files.write(
                    folder.resolve("other.crt"),
                    sandbox.pki().schemeOperator().certificate().getEncoded());

            Run run = Run.of("check", "--cache", cache, "--tl-signer", other, contract);

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("TRUST_LISTS_EMPTY");
        }
    }
}
