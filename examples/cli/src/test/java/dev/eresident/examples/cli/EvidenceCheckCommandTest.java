package dev.eresident.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Environment;
import dev.eresident.payments.evidence.EvidenceFile;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class EvidenceCheckCommandTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private EvidenceFile evidence;
    private Path zip;

    @BeforeEach
    void write(Sandbox shared) throws IOException {
        sandbox = shared;
        byte[] contract = sandbox.contracts()
                .container()
                .file("agreement.txt", "text/plain", "We agree.".getBytes(StandardCharsets.UTF_8))
                .signedBy(sandbox.eResident())
                .level(Level.LT)
                .build();
        evidence = EvidenceFile.builder(sandbox.clock().instant())
                .trust(
                        Environment.TEST,
                        Map.of("trusted-list.xml", Bytes.of(sandbox.pki().trustedList())))
                .contract(Bytes.of(contract), sandbox.clock().instant())
                .attach("note.txt", "a note", Bytes.of("Attached note".getBytes(StandardCharsets.UTF_8)))
                .build();
        zip = folder.resolve("evidence.zip");
        evidence.writeTo(zip);
    }

    private Path damaged() throws IOException {
        String bytes = new String(Files.readAllBytes(zip), StandardCharsets.ISO_8859_1);
        return Files.write(
                folder.resolve("damaged.zip"),
                bytes.replace("Attached note", "Attached mote").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void whenNothingWasTouched_thenItHoldsAndNamesTheListSigner() {
        Run run = Run.of("evidence-check", zip);

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("HOLDS", "believed: list in the evidence", "holds  CONTRACT");
    }

    @Test
    void whenAFileWasChanged_thenItIsNamed() throws IOException {
        Run text = Run.of("evidence-check", damaged());
        Run run = Run.of("evidence-check", "--json", damaged());
        JsonNode json = run.onlyJson();

        assertThat(text.status()).isEqualTo(ExitStatus.NOT_VALID);
        assertThat(text.out()).contains("CHANGED  attachments/note.txt", "because of attachments/note.txt");
        assertThat(run.status()).isEqualTo(ExitStatus.NOT_VALID);
        assertThat(json.get("verdict").asText()).isEqualTo("FAILS");
        assertThat(json.get("verifications").get(0).get("because").get(0).asText())
                .isEqualTo("attachments/note.txt");
    }

    @Test
    void whenTheCallerBringsTrustOrSigner_thenThatIsBelieved() throws IOException, CertificateEncodingException {
        Path list = Files.write(folder.resolve("list.xml"), sandbox.pki().trustedList());
        Path signer = Files.write(
                folder.resolve("signer.crt"),
                sandbox.pki().schemeOperator().certificate().getEncoded());
        Path stranger = Files.write(
                folder.resolve("stranger.crt"),
                sandbox.pki().stranger().certificate().getEncoded());

        assertThat(Run.of("evidence-check", "--trust", list, zip).out()).contains("believed: given by the caller");
        assertThat(Run.of("evidence-check", "--tl-signer", signer, zip).status())
                .isZero();
        assertThat(Run.of("evidence-check", "--tl-signer", stranger, zip).out())
                .contains("TRUST_LIST_SIGNATURE_INVALID");
    }

    @Test
    void whenTheManifestWasNoted_thenAnotherOneFails() {
        String noted = evidence.manifestSha256().hex();

        assertThat(Run.of("evidence-check", "--manifest-sha256", noted, zip).status())
                .isZero();
        assertThat(Run.of("evidence-check", "--manifest-sha256", "0".repeat(64), zip)
                        .status())
                .isEqualTo(ExitStatus.NOT_VALID);
        assertThat(Run.of("evidence-check", "--manifest-sha256", "0", zip).status())
                .isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void whenItIsNoEvidence_thenItIsUnreadable() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "Hello");

        assertThat(Run.of("evidence-check", text).status()).isEqualTo(ExitStatus.UNREADABLE);
        assertThat(Run.of("evidence-check", folder.resolve("none")).out()).contains("FILE_MISSING");
        assertThat(Run.of("evidence-check").status()).isEqualTo(ExitStatus.USAGE);
    }
}
