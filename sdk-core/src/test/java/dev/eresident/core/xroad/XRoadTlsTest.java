package dev.eresident.core.xroad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.xroad.SecurityServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutual TLS with the sandbox's security server, over real sockets. */
@ExtendWith(SandboxExtension.class)
class XRoadTlsTest {
    private final Sandbox sandbox;
    private final SecurityServer server;
    private final Credential registered;

    XRoadTlsTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.server = sandbox.securityServer();
        this.registered = sandbox.pki().securityServerClient();
    }

    @BeforeEach
    void register() {
        server.registerCertificate(server.client(), registered.certificate());
    }

    @AfterEach
    void forget() {
        server.acceptAnyCertificate(server.client());
        server.heal();
    }

    /** The same name and issuer as the registered one; only the key is another. */
    private Credential stranger() {
        return sandbox.pki()
                .issue(new CertificateSpec(
                                new X500Principal(registered
                                        .certificate()
                                        .getSubjectX500Principal()
                                        .getName()),
                                sandbox.pki().today().minus(1, ChronoUnit.DAYS),
                                sandbox.pki().today().plus(1, ChronoUnit.DAYS))
                        .keyType(KeyType.P256));
    }

    private XRoadClient client(Transport transport, URI address) {
        return XRoadClient.builder(
                        transport, address, XRoadClientId.parse(server.client()), Clock.systemUTC(), new SecureRandom())
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private static XRoadRestRequest echo() {
        String[] parts = SecurityServer.ECHO.split("/", -1);
        return XRoadRestRequest.get(
                XRoadServiceId.of(XRoadClientId.subsystem(parts[0], parts[1], parts[2], parts[3]), parts[4]), "/x");
    }

    private XRoadSoapRequest question() {
        return new XRoadSoapRequest(
                XRoadServiceId.of(XRoadClientId.parse(SecurityServer.REGISTER), "lihtandmed_v1", "v1"),
                Bytes.of(("<p:lihtandmed_v1 xmlns:p=\"http://arireg.x-road.eu/producer/\"><p:keha><p:ariregistri_kood>"
                                + sandbox.soleCompany().code() + "</p:ariregistri_kood></p:keha></p:lihtandmed_v1>")
                        .getBytes(StandardCharsets.UTF_8)),
                XRoadContext.none());
    }

    private EResidentException failure(UnaryOperator<Transport.Builder> settings, boolean soap) {
        try (Transport transport = settings.apply(Transport.builder()).build()) {
            XRoadClient client = client(transport, server.secure().uri());
            return catchThrowableOfType(EResidentException.class, () -> {
                if (soap) {
                    client.soap(question());
                } else {
                    client.rest(echo());
                }
            });
        }
    }

    @Test
    void whenTheRegisteredKeyIsShown_thenBothProtocolsAnswer() {
        int before = server.deliveries().size();
        try (Transport transport = Transport.builder()
                .pin(server.secure().certificate())
                .clientKey(registered.keyManager())
                .build()) {
            XRoadClient client = client(transport, server.secure().uri());

            assertThat(client.soap(question()).fault()).isEmpty();
            assertThat(client.rest(echo()).status()).isEqualTo(200);
            assertThat(server.deliveries()).hasSize(before + 2);
        }
    }

    @Test
    void whenTheCertificateIsRenewed_thenOldAndNewAreLetInWithoutAGap() {
        Credential renewed = stranger();
        server.registerCertificate(server.client(), renewed.certificate());

        for (Credential key : new Credential[] {registered, renewed}) {
            try (Transport transport = Transport.builder()
                    .pin(server.secure().certificate())
                    .clientKey(key.keyManager())
                    .build()) {
                assertThat(client(transport, server.secure().uri()).rest(echo()).status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenNoCertificateIsShown_thenSaidSoAndNothingIsDelivered(boolean soap) {
        int before = server.deliveries().size();

        EResidentException e = failure(b -> b.pin(server.secure().certificate()), soap);

        assertThat(e).isInstanceOf(ConfigurationException.class).hasMessageContaining("showed none");
        assertThat(e.code()).isEqualTo("XROAD_CLIENT_CERTIFICATE_MISSING");
        assertThat(server.deliveries()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenAnotherCertificateOfTheSameNameIsShown_thenSaidSoAndNothingIsDelivered(boolean soap) {
        int before = server.deliveries().size();

        EResidentException e = failure(
                b -> b.pin(server.secure().certificate()).clientKey(stranger().keyManager()), soap);

        assertThat(e).isInstanceOf(ConfigurationException.class).hasMessageContaining("not registered");
        assertThat(e.code()).isEqualTo("XROAD_CLIENT_CERTIFICATE_REFUSED");
        assertThat(server.deliveries()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheServerIsNotThePinnedOne_thenNothingIsSent(boolean soap) {
        long before = server.requestCount();

        EResidentException e = failure(b -> b.pin(stranger().certificate()).clientKey(registered.keyManager()), soap);

        assertThat(e).isInstanceOf(TrustException.class).hasMessageContaining("nothing was sent");
        assertThat(e.code()).isEqualTo("TLS_PEER_UNTRUSTED");
        assertThat(server.requestCount()).isEqualTo(before);
    }

    @Test
    void whenNothingIsPinned_thenTheSelfSignedServerIsNotTrusted() {
        assertThat(failure(b -> b.clientKey(registered.keyManager()), true).code())
                .isEqualTo("TLS_PEER_UNTRUSTED");
    }

    @Test
    void whenTheClientComesWithoutTls_thenItIsRefused() {
        try (Transport transport = Transport.standard()) {
            EResidentException e = catchThrowableOfType(
                    EResidentException.class,
                    () -> client(transport, server.uri()).rest(echo()));

            assertThat(e.code()).isEqualTo("XROAD_CLIENT_CERTIFICATE_MISSING");
        }
    }

    @Test
    void whenTheConnectionBreaksAfterTheHandshake_thenTheOutcomeIsUnknown() {
        server.failNext(TransportFault.CONNECTION_RESET);

        EResidentException e =
                failure(b -> b.pin(server.secure().certificate()).clientKey(registered.keyManager()), true);

        assertThat(e)
                .isInstanceOfSatisfying(
                        TransportException.class,
                        broken -> assertThat(broken.outcomeUnknown()).isTrue());
    }
}
