package dev.eresident.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EresidentTest {
    @ParameterizedTest
    @CsvSource({
        "demo, --out",
        "check, --trust --cache --tl-signer --at --json FILE_OR_FOLDER",
        "trust, refresh",
        "web-eid, --token --nonce --origin --ca --at --no-ocsp --json",
        "sandbox, --port --seed",
    })
    void whenHelpIsAskedFor_thenEveryOptionIsThere(String command, String options) {
        Run run = Run.of(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(options.split(" "));
    }

    @Test
    void whenNothingIsSaid_thenTheCommandsAreListed() {
        Run run = Run.of();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("demo", "check", "web-eid", "sandbox");
    }

    @Test
    void whenTheDemoIsRun_thenEveryStepIsGreenAndTheReportIsWritten(@TempDir Path folder) throws IOException {
        Run run = Run.of("demo", "--out", folder);

        assertThat(run.out()).contains("Every step came out as it should.").doesNotContain("FAIL");
        assertThat(run.status()).isZero();
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains(
                        "An e-resident logs in",
                        "authenticated, e-resident: YES",
                        "CHALLENGE_ALREADY_USED",
                        "HASH_FAILURE")
                .doesNotContain("{{");
        assertThat(folder.resolve("contract.asice")).isNotEmptyFile();
    }

    @Test
    void whenTheDemosContractIsCheckedWithItsList_thenItIsValid(@TempDir Path folder) {
        Run.of("demo", "--out", folder);

        Run run = Run.of(
                "check", "--json", "--trust", folder.resolve("trusted-list.xml"), folder.resolve("contract.asice"));

        assertThat(run.status()).isZero();
        assertThat(run.onlyJson().get("signatures")).hasSize(2);
    }

    @Test
    void whenTheDemosEvidenceIsChecked_thenEverythingHoldsUntilOneByteIsChanged(@TempDir Path folder)
            throws IOException {
        Run.of("demo", "--out", folder);
        Path evidence = folder.resolve("evidence.zip");

        assertThat(Run.of("evidence-check", evidence).status()).isZero();

        byte[] changed = Files.readAllBytes(evidence);
        int at = new String(changed, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("149.00");
        changed[at] = '9';
        Files.write(evidence, changed);
        assertThat(Run.of("evidence-check", evidence).status()).isNotZero();
    }
}
