package dev.eresident.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.junit.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class WebEidCommandTest {
    private static final String NONCE = "12345678123456781234567812345678912356789123";
    private static final String ORIGIN = "https://bank.example";

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Path authority;
    private Path token;

    @BeforeEach
    void prepare(Sandbox shared) throws IOException, CertificateEncodingException {
        sandbox = shared;
        authority = Files.write(
                folder.resolve("ca.der"),
                sandbox.pki().esteid2018().certificate().getEncoded());
        token = Files.writeString(
                folder.resolve("token.json"), sandbox.eResident().webEidToken(ORIGIN, NONCE));
    }

    private Run webEid(String origin) {
        return Run.of("web-eid", "--token", token, "--nonce", NONCE, "--origin", origin, "--ca", authority, "--json");
    }

    @Test
    void whenTheTokenIsGood_thenThePersonIsNamed() {
        Run run = webEid(ORIGIN);

        assertThat(run.status()).isZero();
        JsonNode line = run.onlyJson();
        assertThat(line.get("accepted").asBoolean()).isTrue();
        assertThat(line.get("eResidency").asText()).isEqualTo("YES");
        assertThat(line.get("reason").asText()).isNotBlank();
        assertThat(line.get("person").get("identifier").asText())
                .isEqualTo(sandbox.eResident().person().semanticsIdentifier());
    }

    @Test
    void whenTheTokenIsOfAnotherOrigin_thenItIsRefusedAndNobodyIsAsked() {
        long asked = sandbox.ocsp().requestCount();

        Run run = webEid("https://other.example");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.onlyJson().get("accepted").asBoolean()).isFalse();
        assertThat(run.onlyJson().get("code").asText()).isEqualTo("SIGNATURE_INVALID");
        assertThat(sandbox.ocsp().requestCount()).isEqualTo(asked);
    }

    @Test
    void whenTheResponderIsDown_thenTheServiceIsNamed() {
        sandbox.ocsp().fail(TransportFault.HTTP_500);

        Run run = webEid(ORIGIN);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("HTTP_500").contains("OCSP");
    }

    @Test
    void whenOcspIsLeftOut_thenNobodyIsAsked() {
        long asked = sandbox.ocsp().requestCount();

        Run run = Run.of(
                "web-eid", "--token", token, "--nonce", NONCE, "--origin", ORIGIN, "--no-ocsp", "--ca", authority);

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("ACCEPTED", "e-resident  YES");
        assertThat(sandbox.ocsp().requestCount()).isEqualTo(asked);
    }

    @Test
    void whenTheTokenIsOfFormat11_thenItsListsAreJudgedToo() throws IOException {
        IdCard card = sandbox.eResident();
        Files.writeString(
                token, card.webEid(ORIGIN, NONCE).withSigningCertificateOf(card).json());

        assertThat(webEid(ORIGIN).onlyJson().get("accepted").asBoolean()).isTrue();

        Files.writeString(
                token,
                card.webEid(ORIGIN, NONCE)
                        .withSigningCertificateOf(sandbox.card(CardProfile.CITIZEN_2018))
                        .json());
        Run run = webEid(ORIGIN);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.onlyJson().get("code").asText()).isEqualTo("SIGNING_CERTIFICATE_SUBJECT_MISMATCH");
    }

    @Test
    void whenTheTokenFileIsMissing_thenThatIsSaid() {
        Run run = Run.of(
                "web-eid", "--token", folder.resolve("none"), "--nonce", NONCE, "--origin", ORIGIN, "--ca", authority);

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("TOKEN_FILE_UNREADABLE");
    }

    @Test
    void whenTheOriginIsNone_thenThatIsWrongUse() {
        Run run = webEid("bank.example");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("ORIGIN");
    }
}
