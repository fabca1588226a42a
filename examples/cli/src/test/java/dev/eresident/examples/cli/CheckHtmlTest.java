package dev.eresident.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.contract.ContainerBuilder;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.contract.Tamper;
import dev.eresident.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class CheckHtmlTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Path list;

    @BeforeEach
    void prepare(Sandbox shared) throws IOException {
        sandbox = shared;
        list = Files.write(folder.resolve("trusted-list.xml"), sandbox.pki().trustedList());
    }

    private Path contract(String name, String dataFile, Level level, Tamper... tampers) throws IOException {
        ContainerBuilder builder = sandbox.contracts()
                .container()
                .file(dataFile, "text/plain", "We agree.".getBytes(StandardCharsets.UTF_8))
                .signedBy(sandbox.eResident())
                .level(level);
        for (Tamper tamper : tampers) {
            builder.tamper(tamper);
        }
        return Files.write(folder.resolve(name), builder.build());
    }

    private String page(Path document, int status, Object... more) throws IOException {
        Path html = folder.resolve("report.html");
        Object[] arguments = new Object[6 + more.length];
        System.arraycopy(new Object[] {"check", "--trust", list, "--html", html, document}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        Run run = Run.of(arguments);
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        return Files.readString(html);
    }

    @Test
    void whenThePageCannotBeWritten_thenThatIsWrongUseBeforeAnythingIsChecked() throws IOException {
        Path document = contract("a.asice", "agreement.txt", Level.LT);
        for (Path page : List.of(folder, folder.resolve("none").resolve("report.html"))) {
            Run run = Run.of("check", "--trust", list, "--html", page, document);

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("--html");
        }
    }

    @Test
    void whenSeveralAreChecked_thenTheLastLineCountsThem() throws IOException {
        Path sound = contract("a.asice", "agreement.txt", Level.LT);
        Path changed = contract("b.asice", "agreement.txt", Level.LT, Tamper.DATA_FILE_CHANGED);

        Run run = Run.of("check", "--trust", list, sound, changed, sound);

        assertThat(run.out()).endsWith("3 files checked: 2 VALID, 1 INVALID; the worst verdict is INVALID.\n");
    }

    @Test
    void whenTheContractIsSound_thenThePageSaysWhoSignedAndWhat() throws IOException {
        String page = page(contract("a.asice", "agreement.txt", Level.LT), 0);

        assertThat(page)
                .contains("the worst verdict is <strong>VALID</strong>", "Nothing speaks against this document.")
                .contains("Signed by", "<dt>e-resident</dt><dd>yes</dd>", "<dt>Covers</dt><dd>agreement.txt</dd>")
                .doesNotContain("class=\"error\"", "class=\"no\"");
    }

    @Test
    void whenTheContractWasChanged_thenThePageSaysSoAndCallsNoFileCovered() throws IOException {
        String page = page(contract("a.asice", "agreement.txt", Level.LT, Tamper.DATA_FILE_CHANGED), 1);

        assertThat(page)
                .contains("Do not rely on this document", "HASH_FAILURE", "In the name of", "class=\"no\"")
                .doesNotContain("Signed by");
    }

    @Test
    void whenATimestampIsNotGood_thenThePageDoesNotSayWhoMadeItNorWhoSigned() throws IOException {
        byte[] token = sandbox.tsa().token(new byte[32], sandbox.clock().instant(), null);

        String page = page(Files.write(folder.resolve("a.tst"), token), 1);

        assertThat(page)
                .contains("Time-stamp in the name of")
                .doesNotContain("Time-stamp by", "Signed by", "<dt>e-resident</dt>");
    }

    @Test
    void whenAFileNameHoldsMarkup_thenItIsShownAndNotObeyed() throws IOException {
        String page = page(contract("a.asice", "<script>alert(1)</script>.txt", Level.LT), 0);

        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;.txt").doesNotContain("<script>");
    }

    @Test
    void whenAPolicyIsChosen_thenItDecides() throws IOException {
        Path unstamped = contract("a.asice", "agreement.txt", Level.B);

        assertThat(page(unstamped, 1)).contains("TIMESTAMP_MISSING");
        assertThat(page(unstamped, 1, "--policy", "etsi")).doesNotContain("TIMESTAMP_MISSING");
    }

    @Test
    void whenThePolicyIsUnknown_thenThatIsWrongUseAndTheNamesAreTold() {
        Run run = Run.of("check", "--trust", list, "--policy", "lax", folder.resolve("a.asice"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("ESTONIA, ETSI, QES");
    }
}
