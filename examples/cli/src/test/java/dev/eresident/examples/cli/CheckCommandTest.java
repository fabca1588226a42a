package dev.eresident.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.contract.Tamper;
import dev.eresident.sandbox.junit.SandboxExtension;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class CheckCommandTest {
    private static final Path ENDLESS = Path.of("/dev/zero");
    private static final byte[] TEXT = "We agree.".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Path list;
    private Path files;

    @BeforeEach
    void prepare(Sandbox shared) throws IOException {
        sandbox = shared;
        list = Files.write(folder.resolve("trusted-list.xml"), sandbox.pki().trustedList());
        files = Files.createDirectory(folder.resolve("files"));
    }

    private byte[] contract() {
        return sandbox.contracts()
                .container()
                .file("agreement.txt", "text/plain", TEXT)
                .signedBy(sandbox.eResident())
                .level(Level.LT)
                .build();
    }

    private byte[] contract(Tamper tamper) {
        return sandbox.contracts()
                .container()
                .file("agreement.txt", "text/plain", TEXT)
                .signedBy(sandbox.eResident())
                .level(Level.LT)
                .tamper(tamper)
                .build();
    }

    private byte[] token() {
        return sandbox.tsa().token(new byte[32], sandbox.clock().instant(), null);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(files.resolve(name), content);
    }

    private Run check(Object... more) {
        return Run.of(Stream.concat(Stream.of("check", "--trust", list, "--json"), Arrays.stream(more))
                .toArray());
    }

    @Nested
    class Json {
        @Test
        void whenTheContractIsSound_thenTheLineIsAsPromised() throws IOException {
            Path file = write("contract.asice", contract());

            Run run = check(file);

            assertThat(run.status()).isZero();
            JsonNode line = run.onlyJson();
            assertThat(names(line))
                    .containsExactly("file", "format", "verdict", "signatures", "findings", "checkedAt", "files");
            assertThat(line.get("file").asText()).isEqualTo(file.toString());
            assertThat(line.get("format").asText()).isEqualTo("ASIC_E");
            assertThat(line.get("verdict").asText()).isEqualTo("VALID");
            JsonNode signature = line.get("signatures").get(0);
            assertThat(names(signature))
                    .containsExactly(
                            "id",
                            "verdict",
                            "code",
                            "profile",
                            "qualification",
                            "signer",
                            "claimedAt",
                            "provenAt",
                            "warnings",
                            "kind",
                            "coveredFiles",
                            "findings");
            assertThat(signature.get("verdict").asText()).isEqualTo("VALID");
            assertThat(signature.get("code").isNull()).isTrue();
            assertThat(signature.get("profile").asText()).isEqualTo("LT");
            assertThat(names(signature.get("signer")))
                    .containsExactly(
                            "name",
                            "code",
                            "country",
                            "id",
                            "issuer",
                            "certificateSha256",
                            "eResident",
                            "eResidentReason");
            assertThat(signature.get("signer").get("code").asText())
                    .isEqualTo(sandbox.eResident().person().personalCode());
            assertThat(Duration.between(
                            sandbox.clock().instant(),
                            java.time.Instant.parse(signature.get("provenAt").asText())))
                    .isLessThan(Duration.ofMinutes(5));
        }

        @Test
        void whenTheListsSignerIsNotChecked_thenTheReportSaysSo() throws IOException {
            JsonNode line = check(write("contract.asice", contract())).onlyJson();

            assertThat(line.get("findings")).anySatisfy(finding -> {
                assertThat(names(finding)).containsExactly("code", "severity", "where", "text");
                assertThat(finding.get("code").asText()).isEqualTo("TRUST_LIST_SIGNER_NOT_CHECKED");
                assertThat(finding.get("severity").asText()).isEqualTo("WARNING");
            });
        }

        @ParameterizedTest
        @CsvSource({
            "DATA_FILE_CHANGED, INVALID, HASH_FAILURE",
            "SIGNATURE_VALUE_FLIPPED, INVALID, SIG_CRYPTO_FAILURE",
        })
        void whenTheContractWasChanged_thenTheCodeSaysHow(Tamper tamper, String verdict, String code)
                throws IOException {
            Run run = check(write("contract.asice", contract(tamper)));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.onlyJson().get("verdict").asText()).isEqualTo(verdict);
            assertThat(run.onlyJson().get("signatures").get(0).get("code").asText())
                    .isEqualTo(code);
        }

        private List<String> names(JsonNode object) {
            Iterator<String> names = object.fieldNames();
            return Stream.generate(() -> names.hasNext() ? names.next() : "")
                    .takeWhile(name -> !name.isEmpty())
                    .toList();
        }
    }

    @Nested
    class BadFiles {
        @Test
        void whenAFileIsMissing_thenALineSaysSo() {
            Run run = check(files.resolve("missing.asice"));

            assertThat(run.status()).isEqualTo(3);
            assertUnreadable(run.onlyJson(), "FILE_MISSING");
        }

        @Test
        void whenAFileIsEmpty_thenALineSaysSo() throws IOException {
            Run run = check(write("empty.asice", new byte[0]));

            assertThat(run.status()).isEqualTo(3);
            assertThat(run.onlyJson().get("format").asText()).isEqualTo("UNKNOWN");
            assertThat(run.onlyJson().get("verdict").asText()).isEqualTo("UNREADABLE");
        }

        @Test
        void whenAFileIsNoContainer_thenALineSaysSo() throws IOException {
            Run run = check(write("letter.txt", "Dear Sir".getBytes(StandardCharsets.UTF_8)));

            assertThat(run.status()).isEqualTo(3);
            assertUnreadable(run.onlyJson(), "FORMAT_UNKNOWN");
        }

        @Test
        void whenAFileIsTruncated_thenALineSaysSo() throws IOException {
            byte[] whole = contract();

            Run run = check(write("cut.asice", Arrays.copyOf(whole, whole.length / 2)));

            assertThat(run.status()).isEqualTo(3);
            assertUnreadable(run.onlyJson(), "CONTAINER_TRUNCATED");
        }

        @Test
        void whenAFileIsEncrypted_thenALineSaysSo() throws IOException {
            byte[] container = contract();
            for (int i = 0; i + 10 < container.length; i++) {
                if (container[i] == 'P' && container[i + 1] == 'K' && container[i + 2] == 3 && container[i + 3] == 4) {
                    container[i + 6] |= 1;
                }
                if (container[i] == 'P' && container[i + 1] == 'K' && container[i + 2] == 1 && container[i + 3] == 2) {
                    container[i + 8] |= 1;
                }
            }

            Run run = check(write("encrypted.asice", container));

            assertThat(run.status()).isEqualTo(3);
            assertUnreadable(run.onlyJson(), "CONTAINER_ENCRYPTED");
        }

        @Test
        void whenSomeFilesAreBad_thenTheRestIsStillChecked() throws IOException {
            write("a.txt", "Dear Sir".getBytes(StandardCharsets.UTF_8));
            write("b.asice", contract());
            write("c.asice", contract(Tamper.DATA_FILE_CHANGED));

            Run run = check(files);

            assertThat(run.status()).isEqualTo(3);
            assertThat(run.json().stream().map(line -> line.get("verdict").asText()))
                    .containsExactly("UNREADABLE", "VALID", "INVALID");
        }

        private void assertUnreadable(JsonNode line, String code) {
            assertThat(line.get("verdict").asText()).isEqualTo("UNREADABLE");
            assertThat(line.get("findings").findValuesAsText("code")).contains(code);
            assertThat(line.get("findings").get(0).get("text").asText()).isNotBlank();
        }
    }

    @Nested
    class Folders {
        @Test
        void whenAFolderHoldsLinksInACircle_thenEachFileIsCheckedOnce() throws IOException {
            write("contract.asice", contract());
            Files.createSymbolicLink(files.resolve("again"), files);
            Files.createSymbolicLink(files.resolve("itself"), Path.of("itself"));

            Run run = check(files);

            assertThat(run.status()).isEqualTo(3);
            assertThat(run.json().stream().map(line -> line.get("file").asText()))
                    .containsExactly(
                            files.resolve("contract.asice").toString(),
                            files.resolve("itself").toString());
        }

        @Test
        void whenAFolderHoldsADevice_thenItIsNotRead() throws IOException {
            assumeThat(ENDLESS).exists();
            Files.createSymbolicLink(files.resolve("endless"), ENDLESS);
            write("a.asice", contract());

            Run run = check(files);

            assertThat(run.status()).isEqualTo(3);
            assertThat(run.json().stream().map(line -> line.get("verdict").asText()))
                    .containsExactly("VALID", "UNREADABLE");
            assertThat(run.out()).contains("FILE_UNREADABLE");
        }

        @Test
        void whenThereIsNothingInTheFolder_thenThatIsNotCalledValid() {
            Run run = check(files);

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("Nothing to check");
        }

        @Test
        void whenTheFolderIsTheCurrentOne_thenTheNamesStayShort() {
            Run run = Run.of("check", "--trust", list, "--json", "src/main/resources");

            assertThat(run.json().get(0).get("file").asText()).startsWith("src/main/resources/dev/");
        }
    }

    @Nested
    class Use {
        @Test
        void whenAPathIsEmpty_thenItDoesNotMeanTheCurrentFolder() throws IOException {
            Run run = Run.of("check", "--trust", "", write("contract.asice", contract()));

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("empty").contains("eresident check --help");
        }

        @ParameterizedTest
        @ValueSource(strings = {"--trust", "--tl-signer"})
        void whenWhomToBelieveIsADevice_thenItIsNotRead(String option) throws IOException {
            assumeThat(ENDLESS).exists();

            Run run = check(option, ENDLESS, write("contract.asice", contract()));

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains(ENDLESS.toString());
        }

        @Test
        void whenTheReaderOfTheAnswersHasGone_thenTheRestIsNotChecked() throws IOException {
            write("a.asice", contract());
            write("b.asice", contract());
            GoneAfterOneLine gone = new GoneAfterOneLine();

            Eresident.commandLine(new PrintWriter(new BufferedWriter(gone)), new PrintWriter(new StringWriter()))
                    .execute("check", "--trust", list.toString(), "--json", files.toString());

            assertThat(gone.attempts).isOne();
        }

        @Test
        void whenNoTrustIsGiven_thenThatIsWrongUse() throws IOException {
            Run run = Run.of("check", write("contract.asice", contract()));

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("--trust PATH");
            assertThat(run.out()).isEmpty();
        }

        @Test
        void whenTheTrustCannotBeRead_thenThatIsWrongUse() throws IOException {
            Run run = Run.of("check", "--trust", folder.resolve("nothing.pem"), write("contract.asice", contract()));

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("nothing.pem");
        }

        @Test
        void whenTheInstantIsNone_thenThatIsWrongUse() throws IOException {
            Run run = Run.of("check", "--trust", list, "--at", "yesterday", write("contract.asice", contract()));

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("2026-11-22T12:00:00Z");
        }

        @Test
        void whenTheListWasSignedByTheGivenSigner_thenNothingIsLeftToWarnAbout()
                throws IOException, CertificateEncodingException {
            Path signer = Files.write(
                    folder.resolve("operator.crt"),
                    sandbox.pki().schemeOperator().certificate().getEncoded());

            Run run = check("--tl-signer", signer, write("contract.asice", contract()));

            assertThat(run.status()).isZero();
            assertThat(run.onlyJson().get("findings")).isEmpty();
        }

        @Test
        void whenTheListWasSignedBySomebodyElse_thenNothingIsChecked()
                throws IOException, CertificateEncodingException {
            Path signer = Files.write(
                    folder.resolve("stranger.crt"),
                    sandbox.pki().stranger().certificate().getEncoded());

            Run run = check("--tl-signer", signer, write("contract.asice", contract()));

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("TRUST_LIST_SIGNATURE_INVALID");
            assertThat(run.out()).isEmpty();
        }

        @Test
        void whenThereIsNoTerminal_thenThereAreNoColours() throws IOException {
            Run run = Run.of("check", "--trust", list, write("contract.asice", contract()));

            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("VALID", "e-resident: yes").doesNotContain("\u001b");
        }

        @Test
        void whenTheContractIsSound_thenTheTextSaysWhoSignedAndSince() throws IOException {
            Run run = Run.of("check", "--trust", list, write("contract.asice", contract()));

            assertThat(run.out())
                    .contains("signed by " + sandbox.eResident().person().givenName() + " "
                            + sandbox.eResident().person().surname())
                    .contains(", proven to exist at ");
        }

        @Test
        void whenTheContractWasChanged_thenNobodyIsSaidToHaveSignedOrToBeAnEResident() throws IOException {
            Run run = Run.of("check", "--trust", list, write("a.asice", contract(Tamper.DATA_FILE_CHANGED)));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out())
                    .contains("in the name of " + sandbox.eResident().person().givenName())
                    .doesNotContain("signed by", "proven to exist", "e-resident: yes");
        }

        @Test
        void whenATimestampStandsAlone_thenItProvesOnlyTimeAndNobodySigned() throws IOException {
            Run run = Run.of("check", "--trust", list, write("a.tst", token()));

            assertThat(run.out())
                    .contains("time-stamp in the name of ", ", proves only time")
                    .doesNotContain("signed by", "unknown signer", "proven to exist");
        }

        @Test
        void whenAnEvidenceRecordStandsAlone_thenItProvesOnlyTimeAndNobodySigned() throws IOException {
            byte[] evidence = new EvidenceRecord(null, null, new ArchiveTimeStamp(ContentInfo.getInstance(token())))
                    .getEncoded("DER");

            Run run = Run.of("check", "--trust", list, write("a.ers", evidence));

            assertThat(run.out())
                    .contains("evidence record", ", proves only time")
                    .doesNotContain("signed by", "unknown signer", "proven to exist");
        }

        @Test
        void whenAFileNameHoldsTerminalCommands_thenTheyAreNotPrinted() throws IOException {
            Run run = Run.of("check", "--trust", list, write("evil\u001b[2J.txt", TEXT));

            assertThat(run.out()).contains("evil").doesNotContain("\u001b");
        }
    }

    private static final class GoneAfterOneLine extends Writer {
        private int attempts;

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            attempts++;
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing to give back
        }
    }
}
