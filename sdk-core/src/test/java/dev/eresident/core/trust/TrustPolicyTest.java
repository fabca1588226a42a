package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.testing.Corpus;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.KeyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Production believes no test authority that can be recognised. */
@ExtendWith(SandboxExtension.class)
class TrustPolicyTest {
    private final Sandbox sandbox;

    TrustPolicyTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    private CertificateSpec named(String name) {
        return new CertificateSpec(
                        new X500Principal(name),
                        sandbox.pki().today().minus(1, ChronoUnit.DAYS),
                        sandbox.pki().today().plus(1, ChronoUnit.DAYS))
                .keyType(KeyType.P256)
                .authority(1);
    }

    private TrustAnchors pinned(CertificateSpec spec) {
        Certificate real = Certificate.of(
                sandbox.pki().issue(named("CN=ESTEID2018,O=SK,C=EE")).certificate());
        return TrustAnchors.ofCas(
                List.of(real, Certificate.of(sandbox.pki().issue(spec).certificate())));
    }

    private static void assertRefused(TrustAnchors anchors) {
        ConfigurationException e =
                catchThrowableOfType(ConfigurationException.class, () -> TrustPolicy.production(anchors));

        assertThat(e.code()).isEqualTo("TRUST_TEST_ANCHOR");
        assertThat(e).hasMessageContaining("TrustPolicy.test").hasMessageContaining("SHA-256");
        assertThat(TrustPolicy.test(anchors).environment()).isEqualTo(Environment.TEST);
        assertThat(TrustPolicy.productionWithoutTestCheck(anchors).environment())
                .isEqualTo(Environment.PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=TEST of ESTEID2018,O=SK ID Solutions AS,C=EE",
                "CN=Test ESTEID2025,O=Zetes,C=EE",
                "CN=TEST-SK,C=EE",
                "CN=test,C=EE",
                "CN=DEMO of SK TSA,C=EE",
                "CN=eID TEST EC Citizen CA,C=BE",
                "CN=DVV TEST Certificates - G5E,C=FI",
                "CN=ESTEID2018,O=e-Resident SDK sandbox,C=EE"
            })
    void whenAnAnchorNamesItselfATest_thenProductionRefusesIt(String name) {
        assertRefused(pinned(named(name)));
    }

    @Test
    void whenAnAnchorsPolicyIsAnExample_thenProductionRefusesIt() {
        assertRefused(pinned(named("CN=Ordinary CA,C=EE").policies("2.999.1.3.6.1.4.1.10015.1.1")));
    }

    @Test
    void whenItsIssuerIsATest_thenProductionRefusesIt() {
        assertRefused(pinned(named("CN=ESTEID2018,C=EE").issuer(sandbox.pki().stranger())));
    }

    @Test
    void whenTheSandboxesListIsLoaded_thenProductionRefusesIt() throws IOException {
        Path list = Files.createTempFile("sandbox", ".xml");
        try {
            Files.write(list, sandbox.pki().trustedList());
            assertRefused(TrustAnchors.load(list));
        } finally {
            Files.delete(list);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=ESTEID2018,O=SK ID Solutions AS,C=EE",
                "CN=Democritus University of Thrace CA R1,C=GR",
                "CN=Attestation CA,O=Stiftung Warentest,C=DE",
                "CN=Contest CA,O=Test GmbH,C=DE",
                "CN=Bank Test Lab Root,C=EE",
                "CN=TESTA Network CA,C=EU"
            })
    void whenTheNameOnlyResemblesOne_thenProductionTakesIt(String name) {
        TrustAnchors anchors = pinned(named(name));

        assertThat(TrustPolicy.production(anchors).anchors()).isSameAs(anchors);
    }

    @Test
    void whenTheListsOfTheUnionAreLoaded_thenProductionTakesThem() throws IOException {
        TrustAnchors.Builder anchors = TrustAnchors.builder().addPath(Corpus.file("signatures/trust/live/EE.xml"));
        try (Stream<Path> lists = Files.list(Corpus.folder("signatures/trust/eu/lists"))) {
            lists.sorted().forEach(anchors::addPath);
        }

        assertThat(TrustPolicy.production(anchors.build()).environment()).isEqualTo(Environment.PRODUCTION);
    }

    @Test
    void whenTheTestListIsLoaded_thenProductionRefusesIt() {
        assertRefused(TrustAnchors.load(Corpus.file("signatures/trust/test/EE_T.xml")));
    }
}
