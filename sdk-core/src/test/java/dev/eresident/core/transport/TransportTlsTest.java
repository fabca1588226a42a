package dev.eresident.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import dev.eresident.core.testing.RawServer;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** TLS with server and client certificates of the sandbox's own authority. */
@ExtendWith(SandboxExtension.class)
class TransportTlsTest {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ALTERNATIVE_NAME = "2.5.29.17";
    private static final String CLIENT_NAME = "CN=TEST of SANDBOX CLIENT";
    private static final char[] PASSWORD = "x".toCharArray();
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final SandboxPki pki;
    private final Authority authority;
    private final Instant now = Instant.now();

    TransportTlsTest(Sandbox sandbox) {
        this.pki = sandbox.pki();
        this.authority = pki.tsaAuthority();
    }

    private CertificateSpec server(String host) throws IOException {
        byte[] names = new GeneralNames(new GeneralName(GeneralName.dNSName, host)).getEncoded();
        return new CertificateSpec(
                        new X500Principal("CN=TEST of SANDBOX SERVER"),
                        now.minus(1, ChronoUnit.DAYS),
                        now.plus(1, ChronoUnit.DAYS))
                .issuer(authority)
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                .purposes(false, SERVER_AUTH)
                .extension(ALTERNATIVE_NAME, false, names);
    }

    private Credential client(Authority issuer) {
        return pki.issue(new CertificateSpec(
                        new X500Principal(CLIENT_NAME), now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS))
                .issuer(issuer)
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                .purposes(false, SandboxPki.CLIENT_AUTH));
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    private static X509TrustManager trusting(X509Certificate ca) throws GeneralSecurityException, IOException {
        KeyStore store = store();
        store.setCertificateEntry("ca", ca);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static X509KeyManager holding(Credential credential) throws GeneralSecurityException, IOException {
        KeyStore store = store();
        store.setKeyEntry("key", credential.privateKey(), PASSWORD, new Certificate[] {credential.certificate()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        return (X509KeyManager) factory.getKeyManagers()[0];
    }

    private static SSLContext context(@Nullable X509KeyManager keys, X509TrustManager trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : new KeyManager[] {keys}, new TrustManager[] {trust}, null);
        return context;
    }

    /** A server on loopback that may want a certificate, and remembers whose it saw. */
    private final class TlsServer implements AutoCloseable {
        private final AtomicReference<String> peer = new AtomicReference<>("nobody");
        private final RawServer raw;
        private final Credential credential;
        private volatile Runnable beforeAnswer = () -> {};

        TlsServer(CertificateSpec spec, boolean wantsClient) throws GeneralSecurityException, IOException {
            credential = pki.issue(spec);
            SSLServerSocket listener = (SSLServerSocket) context(holding(credential), trusting(authority.certificate()))
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listener.setNeedClientAuth(wantsClient);
            raw = new RawServer(listener, (socket, out, closed) -> {
                if (wantsClient) {
                    peer.set(
                            ((SSLSocket) socket).getSession().getPeerPrincipal().getName());
                }
                beforeAnswer.run();
                out.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"
                        .getBytes(StandardCharsets.US_ASCII));
            });
        }

        TransportRequest request() {
            return TransportRequest.post(
                    "bank",
                    URI.create("https://localhost:" + raw.uri().getPort() + "/pay"),
                    "a/b",
                    "a/b",
                    Bytes.of(new byte[] {7}),
                    PATIENT,
                    100);
        }

        @Override
        public void close() {
            raw.close();
        }
    }

    private void assertUntrusted(Transport transport, TlsServer server) {
        try (transport) {
            TrustException e = catchThrowableOfType(TrustException.class, () -> transport.send(server.request()));

            assertThat(e.code()).isEqualTo("TLS_PEER_UNTRUSTED");
            assertThat(e).hasMessageStartingWith("bank ");
            assertThat(server.raw.requests()).isZero();
        }
    }

    @Nested
    class ServerCertificate {
        @Test
        void whenTheAuthorityIsTrusted_thenAnswered() throws Exception {
            try (TlsServer server = new TlsServer(server("localhost"), false);
                    Transport transport = Transport.builder()
                            .trust(trusting(authority.certificate()))
                            .build()) {
                assertThat(transport.send(server.request()).status()).isEqualTo(200);
            }
        }

        @Test
        void whenTheCallersContextIsGiven_thenAnswered() throws Exception {
            X509TrustManager trust = trusting(authority.certificate());
            try (TlsServer server = new TlsServer(server("localhost"), false);
                    Transport transport =
                            Transport.builder().tls(context(null, trust), trust).build()) {
                assertThat(transport.send(server.request()).status()).isEqualTo(200);
            }
        }

        @Test
        void whenNothingIsSet_thenTheJvmsTrustStoreDoesNotKnowIt() throws Exception {
            try (TlsServer server = new TlsServer(server("localhost"), false)) {
                assertUntrusted(Transport.standard(), server);
            }
        }

        @Test
        void whenAnotherAuthorityIsTrusted_thenTrustException() throws Exception {
            try (TlsServer server = new TlsServer(server("localhost"), false)) {
                assertUntrusted(
                        Transport.builder()
                                .trust(trusting(pki.stranger().certificate()))
                                .build(),
                        server);
            }
        }

        @Test
        void whenItIsForAnotherHost_thenTrustException() throws Exception {
            try (TlsServer server = new TlsServer(server("bank.example"), false)) {
                assertUntrusted(
                        Transport.builder()
                                .trust(trusting(authority.certificate()))
                                .build(),
                        server);
            }
        }

        @Test
        void whenItHasExpired_thenTrustException() throws Exception {
            CertificateSpec expired =
                    server("localhost").validity(now.minus(3, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS));
            try (TlsServer server = new TlsServer(expired, false)) {
                assertUntrusted(
                        Transport.builder()
                                .trust(trusting(authority.certificate()))
                                .build(),
                        server);
            }
        }
    }

    @Nested
    class DamagedOnTheWay {
        /** Passes everything on, and flips a bit in what the server sends once it has the request. */
        private static final class Flipping implements AutoCloseable {
            private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            private final int backend;
            private final AtomicBoolean answering = new AtomicBoolean();

            Flipping(int backend) throws IOException {
                this.backend = backend;
                daemon(this::serve);
            }

            private void daemon(Runnable work) {
                Thread thread = new Thread(work, "flipping-proxy");
                thread.setDaemon(true);
                thread.start();
            }

            private void serve() {
                try (Socket client = listener.accept();
                        Socket server = new Socket(InetAddress.getLoopbackAddress(), backend)) {
                    daemon(() -> pass(client, server, false));
                    pass(server, client, true);
                } catch (IOException e) {
                    return; // the client's side is what is tested
                }
            }

            private void pass(Socket from, Socket to, boolean flips) {
                byte[] chunk = new byte[16384];
                try {
                    for (int n = from.getInputStream().read(chunk);
                            n >= 0;
                            n = from.getInputStream().read(chunk)) {
                        if (flips && answering.get()) {
                            chunk[n / 4] ^= 1;
                        }
                        to.getOutputStream().write(chunk, 0, n);
                    }
                } catch (IOException e) {
                    return; // as above
                }
            }

            @Override
            public void close() throws IOException {
                listener.close();
            }
        }

        @Test
        void whenTheAnswerIsDamaged_thenItMayHaveBeenDone() throws Exception {
            try (TlsServer server = new TlsServer(server("localhost"), false);
                    Flipping proxy = new Flipping(server.raw.uri().getPort());
                    Transport transport = Transport.builder()
                            .trust(trusting(authority.certificate()))
                            .build()) {
                server.beforeAnswer = () -> proxy.answering.set(true);
                TransportRequest request = TransportRequest.post(
                        "bank",
                        URI.create("https://localhost:" + proxy.listener.getLocalPort() + "/pay"),
                        "a/b",
                        "a/b",
                        Bytes.of(new byte[] {7}),
                        PATIENT,
                        100);

                TransportException e = catchThrowableOfType(TransportException.class, () -> transport.send(request));

                assertThat(server.raw.requests()).isEqualTo(1);
                assertThat(e.outcomeUnknown()).isTrue();
            }
        }
    }

    @Nested
    class ClientCertificate {
        @Test
        void whenTheServerWantsOne_thenItSeesOurs() throws Exception {
            try (TlsServer server = new TlsServer(server("localhost"), true);
                    Transport transport = Transport.builder()
                            .trust(trusting(authority.certificate()))
                            .clientKey(holding(client(authority)))
                            .build()) {
                assertThat(transport.send(server.request()).status()).isEqualTo(200);
                assertThat(server.peer).hasValue(CLIENT_NAME);
            }
        }

        @Test
        void whenTheCallersContextHoldsTheKey_thenItSeesOurs() throws Exception {
            X509TrustManager trust = trusting(authority.certificate());
            try (TlsServer server = new TlsServer(server("localhost"), true);
                    Transport transport = Transport.builder()
                            .tls(context(holding(client(authority)), trust), trust)
                            .build()) {
                assertThat(transport.send(server.request()).status()).isEqualTo(200);
                assertThat(server.peer).hasValue(CLIENT_NAME);
            }
        }

        @Test
        void whenWeHaveNone_thenTransportException() throws Exception {
            assertRefusedByServer(null);
        }

        @Test
        void whenTheServerDoesNotTrustOurs_thenTransportException() throws Exception {
            assertRefusedByServer(holding(client(pki.stranger())));
        }

        /** TLS 1.3 refuses a client after its own handshake is complete, so that what the client sees first is a race. */
        private void assertRefusedByServer(@Nullable X509KeyManager keys) throws Exception {
            Transport.Builder builder = Transport.builder().trust(trusting(authority.certificate()));
            if (keys != null) {
                builder.clientKey(keys);
            }
            try (TlsServer server = new TlsServer(server("localhost"), true);
                    Transport transport = builder.build()) {
                TransportException e =
                        catchThrowableOfType(TransportException.class, () -> transport.send(server.request()));

                assertThat(e.code()).isIn("TLS_FAILED", "CONNECTION_RESET");
                assertThat(server.raw.requests()).isZero();
                assertThat(server.peer).hasValue("nobody");
            }
        }

        @Test
        void whenAContextAndAKeyAreGiven_thenConfigurationException() throws Exception {
            X509TrustManager trust = trusting(authority.certificate());
            Transport.Builder both =
                    Transport.builder().tls(context(null, trust), trust).clientKey(holding(client(authority)));

            assertThatThrownBy(both::build).isInstanceOf(ConfigurationException.class);
        }
    }

    @Nested
    class Pins {
        private Credential shown(TlsServer server) {
            return server.credential;
        }

        @Test
        void whenTheServerShowsAPinnedCertificate_thenAnsweredWhateverItsHostAndAuthority() throws Exception {
            try (TlsServer server = new TlsServer(server("ss.internal"), false);
                    TlsServer other = new TlsServer(server("other.internal"), false);
                    Transport transport = Transport.builder()
                            .pin(shown(other).certificate(), shown(server).certificate())
                            .build()) {
                assertThat(transport.send(server.request()).status()).isEqualTo(200);
                assertThat(transport.send(other.request()).status()).isEqualTo(200);
            }
        }

        @Test
        void whenTheServerShowsAnotherOfTheSameAuthority_thenTrustException() throws Exception {
            try (TlsServer server = new TlsServer(server("localhost"), false);
                    TlsServer other = new TlsServer(server("localhost"), false)) {
                assertUntrusted(
                        Transport.builder().pin(shown(other).certificate()).build(), server);
            }
        }

        @Test
        void whenOnlyTheAuthorityIsPinned_thenTrustException() throws Exception {
            try (TlsServer server = new TlsServer(server("localhost"), false)) {
                assertUntrusted(Transport.builder().pin(authority.certificate()).build(), server);
            }
        }

        @Test
        void whenPinsAndAnotherTrustAreGiven_thenConfigurationException() throws Exception {
            Transport.Builder both =
                    Transport.builder().pin(authority.certificate()).trust(trusting(authority.certificate()));

            assertThatThrownBy(both::build).isInstanceOf(ConfigurationException.class);
        }

        @Test
        void whenNoPinIsGiven_thenConfigurationException() {
            assertThatThrownBy(() -> Transport.builder().pin()).isInstanceOf(ConfigurationException.class);
        }
    }
}
