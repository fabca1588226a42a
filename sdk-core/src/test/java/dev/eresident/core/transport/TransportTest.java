package dev.eresident.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.RawServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int LIMIT = 1000;

    private final Transport transport = Transport.standard();

    @AfterEach
    void close() {
        transport.close();
    }

    private static TransportRequest post(URI uri, Duration timeout) {
        return TransportRequest.post(
                "OCSP test", uri, "text/plain", "text/plain", Bytes.of(new byte[] {1, 2, 3}), timeout, LIMIT);
    }

    private static TransportRequest get(URI uri) {
        return new TransportRequest("list", "GET", uri, Map.of(), Bytes.empty(), PATIENT, LIMIT);
    }

    private TransportException failure(RawServer server, Duration timeout) {
        TransportException e =
                catchThrowableOfType(TransportException.class, () -> transport.send(post(server.uri(), timeout)));
        assertThat(e).isNotNull();
        assertThat(e.service()).isEqualTo("OCSP test");
        assertThat(e).hasMessageContaining("OCSP test").hasMessageNotContaining("secret");
        return e;
    }

    @Nested
    class Answers {
        @Test
        void whenAnswered_thenStatusHeadersAndBodyAreReturned() {
            try (RawServer server = RawServer.answering(
                    "HTTP/1.1 404 Nope\r\nContent-Type: Text/Plain; charset=x\r\nA: 1\r\nA: 2\r\nContent-Length: 2\r\n\r\nhi")) {
                TransportResponse response = transport.send(post(server.uri(), PATIENT));

                assertThat(response.status()).isEqualTo(404);
                assertThat(response.body()).isEqualTo(Bytes.of("hi".getBytes(StandardCharsets.US_ASCII)));
                assertThat(response.header("a")).contains("1, 2");
                assertThat(response.hasMediaType("text/plain")).isTrue();
                assertThat(response.hasMediaType("text/plainer")).isFalse();
            }
        }

        @Test
        void whenRedirected_thenTheRedirectIsTheAnswer() {
            try (RawServer server = RawServer.answering(
                    "HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")) {
                assertThat(transport.send(get(server.uri())).status()).isEqualTo(307);
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 408 Slow\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                    "HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 421 Elsewhere\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                })
        void whenTheAnswerInvitesToRepeat_thenNothingIsSentTwice(String answer) {
            try (RawServer server = RawServer.answering(answer)) {
                transport.send(post(server.uri(), PATIENT));
                transport.send(get(server.uri()));

                assertThat(server.requests()).isEqualTo(2);
            }
        }

        @Test
        void whenRetryAfterIsSent_thenTheCallerSeesIt() {
            try (RawServer server =
                    RawServer.answering("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")) {
                assertThat(transport.send(get(server.uri())).header("Retry-After"))
                        .contains("7");
            }
        }

        @Test
        void whenCookiesAreSet_thenTheyAreForgotten() {
            try (RawServer server = RawServer.answering(
                    "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")) {
                transport.send(get(server.uri()));
                transport.send(get(server.uri()));

                assertThat(server.lastHead()).doesNotContainIgnoringCase("cookie");
            }
        }
    }

    @Nested
    class Faults {
        @Test
        void whenNothingListens_thenRefusedAndNothingWasSent() throws Exception {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            TransportException e = catchThrowableOfType(
                    TransportException.class,
                    () -> transport.send(post(URI.create("http://127.0.0.1:" + port), PATIENT)));

            assertThat(e.code()).isEqualTo("CONNECT_REFUSED");
            assertThat(e.retryable()).isTrue();
            assertThat(e.outcomeUnknown()).isFalse();
        }

        @Test
        void whenTheHostDoesNotResolve_thenUnknownHost() {
            TransportException e = catchThrowableOfType(
                    TransportException.class,
                    () -> transport.send(post(URI.create("http://no-such-host.invalid/"), PATIENT)));

            assertThat(e.code()).isEqualTo("UNKNOWN_HOST");
            assertThat(e.outcomeUnknown()).isFalse();
        }

        @Test
        void whenTheServerIsSilent_thenTimeout() {
            try (RawServer server = new RawServer((socket, out, closed) -> closed.await())) {
                long start = System.nanoTime();
                TransportException e = failure(server, SHORT);

                assertThat(e.code()).isEqualTo("TIMEOUT");
                assertThat(e.retryable()).isTrue();
                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            }
        }

        @Test
        void whenTheAnswerDrips_thenTimeoutOfTheWholeCall() {
            try (RawServer server = new RawServer((socket, out, closed) -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                do {
                    out.write('x');
                    out.flush();
                } while (!closed.await(50, TimeUnit.MILLISECONDS));
            })) {
                long start = System.nanoTime();
                TransportException e = failure(server, SHORT);

                assertThat(e.code()).isEqualTo("TIMEOUT");
                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(10));
            }
        }

        @Test
        void whenHeadersNeverEnd_thenTheCallEnds() {
            try (RawServer server = new RawServer((socket, out, closed) -> {
                out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                while (closed.getCount() > 0) {
                    out.write("X: 0123456789012345678901234567890123456789\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            })) {
                assertThatThrownBy(() -> transport.send(post(server.uri(), Duration.ofSeconds(3))))
                        .isInstanceOfAny(TransportException.class, ProtocolException.class)
                        .hasMessageContaining("OCSP test");
            }
        }

        @Test
        void whenTheBodyNeverEnds_thenTooLarge() {
            try (RawServer server = new RawServer((socket, out, closed) -> {
                out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                while (closed.getCount() > 0) {
                    out.write(new byte[4096]);
                }
            })) {
                TransportException e = failure(server, PATIENT);

                assertThat(e.code()).isEqualTo("ANSWER_TOO_LARGE");
                assertThat(e.retryable()).isFalse();
                assertThat(e.outcomeUnknown()).isTrue();
            }
        }

        @Test
        void whenALargerBodyIsAnnounced_thenTooLargeWithoutReadingIt() {
            try (RawServer server = new RawServer((socket, out, closed) -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                closed.await();
            })) {
                assertThat(failure(server, PATIENT).code()).isEqualTo("ANSWER_TOO_LARGE");
            }
        }

        @Test
        void whenTheBodyIsExactlyAsLargeAsAllowed_thenAnswered() {
            try (RawServer server =
                    RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(LIMIT))) {
                assertThat(transport.send(get(server.uri())).body().size()).isEqualTo(LIMIT);
            }
        }

        @Test
        void whenTheAnswerIsCut_thenAnswerCut() {
            try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) {
                TransportException e = failure(server, PATIENT);

                assertThat(e.code()).isEqualTo("ANSWER_CUT");
                assertThat(e.outcomeUnknown()).isTrue();
            }
        }

        @Test
        void whenAChunkedAnswerIsCut_thenAnswerCut() {
            try (RawServer server =
                    RawServer.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal")) {
                assertThat(failure(server, PATIENT).code()).isEqualTo("ANSWER_CUT");
            }
        }

        @Test
        void whenClosedWithoutAnswer_thenConnectionReset() {
            try (RawServer server = RawServer.answering("")) {
                TransportException e = failure(server, PATIENT);

                assertThat(e.code()).isEqualTo("CONNECTION_RESET");
                assertThat(e.outcomeUnknown()).isTrue();
                assertThat(server.requests()).isEqualTo(1);
            }
        }

        @Test
        void whenReset_thenConnectionReset() {
            try (RawServer server = new RawServer((socket, out, closed) -> socket.setSoLinger(true, 0))) {
                assertThat(failure(server, PATIENT).code()).isEqualTo("CONNECTION_RESET");
            }
        }

        @Test
        void whenTheAnswerIsNotHttp_thenProtocolException() {
            try (RawServer server = RawServer.answering("SSH-2.0-OpenSSH\r\n\r\n")) {
                assertThatThrownBy(() -> transport.send(post(server.uri(), PATIENT)))
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining("OCSP test")
                        .extracting(e -> ((ProtocolException) e).code())
                        .isEqualTo("HTTP_UNREADABLE");
            }
        }

        @Test
        void whenThePeerDoesNotSpeakTls_thenTlsFailedAndNothingWasSent() {
            try (RawServer server = new RawServer((socket, out, closed) -> closed.await())) {
                URI uri = URI.create("https://127.0.0.1:" + server.uri().getPort());
                TransportException e =
                        catchThrowableOfType(TransportException.class, () -> transport.send(post(uri, SHORT)));

                assertThat(e.code()).isIn("TLS_FAILED", "TIMEOUT");
                assertThat(e.outcomeUnknown()).isFalse();
            }
        }

        @Test
        void whenInterrupted_thenSaysSoAndKeepsTheFlag() {
            try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
                Thread.currentThread().interrupt();
                assertThat(failure(server, PATIENT).code()).isEqualTo("INTERRUPTED");
                assertThat(Thread.interrupted()).isTrue();
            }
        }

        @Test
        void whenClosed_thenFurtherCallsAreRefused() {
            transport.close();

            assertThatThrownBy(() -> transport.send(get(URI.create("http://127.0.0.1:1/"))))
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @Nested
    class Listening {
        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        private final TransportListener listener = new TransportListener() {
            @Override
            public void started(Call call) {
                heard.add("started " + call.service() + " " + call.method() + " "
                        + call.target().replaceAll(":[0-9]+", ""));
            }

            @Override
            public void ended(Call call, End end) {
                heard.add("ended " + end.status() + " " + end.bytesSent() + " " + end.bytesReceived() + " "
                        + end.failure());
                throw new IllegalStateException("a listener's fault");
            }
        };

        @Test
        void whenAnswered_thenStartAndEndAreTold() {
            try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
                    Transport told = Transport.builder().listener(listener).build()) {
                told.send(post(server.uri(), PATIENT));
            }
            assertThat(heard)
                    .containsExactly(
                            "started OCSP test POST http://127.0.0.1/…", "ended OptionalInt[200] 3 2 Optional.empty");
        }

        @Test
        void whenCut_thenTheEndNamesTheCode() {
            try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi");
                    Transport told = Transport.builder().listener(listener).build()) {
                assertThatThrownBy(() -> told.send(post(server.uri(), PATIENT))).isInstanceOf(TransportException.class);
            }
            assertThat(heard).last().isEqualTo("ended OptionalInt[200] 3 2 Optional[ANSWER_CUT]");
        }
    }

    @Nested
    class CallersClient {
        @Test
        void whenGiven_thenDerivedWithoutItsHabitsAndNotChanged() {
            OkHttpClient client = new OkHttpClient.Builder()
                    .followRedirects(true)
                    .cookieJar(new CookieJar() {
                        @Override
                        public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                            throw new AssertionError("cookies are not for the SDK");
                        }

                        @Override
                        public List<Cookie> loadForRequest(HttpUrl url) {
                            throw new AssertionError("cookies are not for the SDK");
                        }
                    })
                    .callTimeout(Duration.ofHours(1))
                    .build();
            try (RawServer server = RawServer.answering(
                            "HTTP/1.1 302 Go\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
                    Transport derived = Transport.builder().client(client).build()) {
                assertThat(derived.send(get(server.uri())).status()).isEqualTo(302);
            }
            assertThat(client.followRedirects()).isTrue();
            assertThat(client.followSslRedirects()).isTrue();
            assertThat(client.retryOnConnectionFailure()).isTrue();
            assertThat(client.callTimeoutMillis()).isEqualTo(3_600_000);
            assertThat(client.protocols()).contains(Protocol.HTTP_2);
            assertThat(client.cookieJar()).isNotSameAs(CookieJar.NO_COOKIES);
            assertThat(client.interceptors()).isEmpty();
            assertThat(client.networkInterceptors()).isEmpty();
        }

        @Test
        void whenTheTransportIsClosed_thenTheClientAndItsConnectionsLiveOn() throws Exception {
            OkHttpClient client = new OkHttpClient();
            try (RawServer server = new RawServer((socket, out, closed) -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                closed.await();
            })) {
                Transport derived = Transport.builder().client(client).build();
                derived.send(get(server.uri()));
                assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
                derived.close();

                assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
                try (RawServer other = RawServer.answering("HTTP/1.1 204 No\r\n\r\n");
                        Response own = client.newCall(new Request.Builder()
                                        .url(other.uri().toString())
                                        .build())
                                .execute()) {
                    assertThat(own.code()).isEqualTo(204);
                }
            } finally {
                client.connectionPool().evictAll();
            }
        }
    }

    @Nested
    class Threads {
        @Test
        void whenManyThreadsCallAtOnce_thenEachGetsItsOwnAnswer() throws Exception {
            ExecutorService callers = Executors.newFixedThreadPool(8);
            try (RawServer server = new RawServer((socket, out, closed) -> {
                byte[] sent = socket.getInputStream().readNBytes(3);
                out.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(sent);
            })) {
                List<Future<Boolean>> answers = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    Bytes body = Bytes.of(new byte[] {1, (byte) i, (byte) (i >> 8)});
                    answers.add(callers.submit(() -> transport
                            .send(TransportRequest.post("echo", server.uri(), "a/b", "a/b", body, PATIENT, LIMIT))
                            .body()
                            .equals(body)));
                }
                for (Future<Boolean> answer : answers) {
                    assertThat(answer.get()).isTrue();
                }
                assertThat(server.requests()).isEqualTo(200);
            } finally {
                callers.shutdownNow();
            }
        }

        @Test
        void whenATransportWasUsedAndClosed_thenNoThreadOfItCanHoldTheJvm() {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    Transport used = Transport.standard()) {
                used.send(post(server.uri(), PATIENT));
                assertThatThrownBy(() -> used.send(post(URI.create("http://127.0.0.1:1"), SHORT)))
                        .isInstanceOf(TransportException.class);
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .allMatch(Thread::isDaemon);
        }

        @Test
        void whenClosed_thenItsConnectionsAreClosedAtOnce() throws Exception {
            CountDownLatch ended = new CountDownLatch(1);
            try (RawServer server = new RawServer((socket, out, closed) -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                socket.getInputStream().readAllBytes();
                ended.countDown();
            })) {
                try (Transport used = Transport.standard()) {
                    used.send(get(server.uri()));
                    assertThat(ended.getCount()).isEqualTo(1);
                }
                assertThat(ended.await(2, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Nested
    class Requests {
        @Test
        void whenTheTargetIsShown_thenByTheNameOfItsRouteAndNeverByItsPath() {
            TransportRequest request = new TransportRequest(
                    "s",
                    "GET",
                    URI.create("https://h.example:8443/v3/etsi/PNOEE-30303039914/esteid2018?q=1"),
                    Map.of("X-Key", "secret"),
                    Bytes.empty(),
                    PATIENT,
                    1);

            assertThat(request.target()).isEqualTo("https://h.example:8443/…");
            assertThat(request.onRoute("etsi/{id}").target()).isEqualTo("https://h.example:8443/etsi/{id}");
            assertThat(get(URI.create("http://H.example/")).target()).isEqualTo("http://h.example");
            assertThat(request.onRoute("etsi/{id}").toString())
                    .doesNotContain("secret")
                    .doesNotContain("30303039914");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ftp://h/",
                    "h/",
                    "http:///x",
                    "http://u:p@h/",
                    "http://h/#f",
                    "http://h:70000/",
                    "file:///etc"
                })
        void whenTheAddressCannotBeUsed_thenRefused(String uri) {
            assertThatIllegalArgumentException().isThrownBy(() -> get(URI.create(uri)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a\nb", "session/§", "a?b"})
        void whenARouteIsNoName_thenRefused(String route) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> get(URI.create("http://h/")).onRoute(route));
        }

        @Test
        void whenMarked_thenTheCopyDiffersInTheMarkOnly() {
            TransportRequest plain = get(URI.create("http://h/x"));
            TransportRequest marked =
                    plain.asIdempotent().asLongPoll(Duration.ofSeconds(5)).onRoute("x");

            assertThat(plain.idempotent()).isFalse();
            assertThat(plain.isLongPoll()).isFalse();
            assertThat(marked)
                    .isEqualTo(new TransportRequest(
                            plain.service(),
                            plain.method(),
                            plain.uri(),
                            plain.headers(),
                            plain.body(),
                            plain.timeout(),
                            plain.maximumAnswer(),
                            true,
                            Duration.ofSeconds(5),
                            java.util.Optional.of("x")));
        }

        @Test
        void whenAHeaderBreaksTheLine_thenRefusedWithoutRepeatingIt() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TransportRequest(
                            "s",
                            "GET",
                            URI.create("http://h/"),
                            Map.of("Authorization", "secret\r\nX: y"),
                            Bytes.empty(),
                            PATIENT,
                            1))
                    .withMessageContaining("Authorization")
                    .withMessageNotContaining("secret");
        }

        @Test
        void whenDurationsAreNotPositive_thenConfigurationException() {
            assertThatThrownBy(() -> Transport.builder().connectTimeout(Duration.ZERO))
                    .isInstanceOf(ConfigurationException.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> post(URI.create("http://h/"), Duration.ofSeconds(-1)));
        }
    }
}
