package dev.eresident.core.transport;

import dev.eresident.core.BugException;
import dev.eresident.core.ConfigurationException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests: time-outs always set, nothing sent again but what may be, no redirects, bounded answers. Thread-safe; make
 * one and share it, so that connections are reused and what one client learns of a peer protects all.
 *
 * <pre>{@code
 * Transport transport = Transport.builder()
 *         .resilience(Resilience.standard(random))    // repeats idempotent requests, refuses failing peers for a while
 *         .listener(metrics)
 *         .build();
 * transport.within(Deadline.after(Duration.ofSeconds(8)), () -> webEid.finish(challenge, token, session));
 * }</pre>
 *
 * <p>Defaults: 5 s to connect, 10 s between two bytes read or written, each also bounded by the time-out of the request; TLS 1.2
 * and 1.3 with the JVM's trust store; no proxy; idle connections are kept 4 s, which is less than
 * servers keep them, because a request that meets a closing connection is not sent again unless it may be. Redirects are returned as they are. One DEBUG line per
 * call names service, method, host and route, status, sizes, duration, attempts and the code of a failure, never bodies, paths, queries or
 * headers that are not on a short allow-list; a peer that is refused from now on is logged at WARN.
 *
 * <p>The time-out of a call cannot cut short a name resolution that the operating system is still busy with; the call ends as
 * soon as that returns.
 */
public final class Transport implements AutoCloseable {
    private static final int KEEP_ALIVE_SECONDS = 4;

    private final OkHttpClient client;
    private final boolean ownsPool;
    private final TransportListener listener;
    private final Resilience resilience;
    private final Peers peers;

    @SuppressWarnings("ThreadLocalUsage") // One for each transport: two of them share nothing.
    private final ThreadLocal<Deadline> scope = new ThreadLocal<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    private Transport(OkHttpClient client, boolean ownsPool, TransportListener listener, Resilience resilience) {
        this.client = client;
        this.ownsPool = ownsPool;
        this.listener = listener;
        this.resilience = resilience;
        this.peers = new Peers(resilience);
    }

    /**
     * Makes a transport with the defaults: it sends everything once. In production give it {@link Builder#resilience}.
     *
     * @return a fresh transport with its own connections
     */
    public static Transport standard() {
        return builder().build();
    }

    /**
     * Starts a builder that holds the defaults.
     *
     * @return a fresh builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends a request and reads the answer whole.
     *
     * @param request what to send; sent again only if it is marked as idempotent and {@link Builder#resilience} is set
     * @return the answer, whatever its HTTP status
     * @throws dev.eresident.core.TransportException with code {@code UNKNOWN_HOST}, {@code CONNECT_REFUSED},
     *     {@code CONNECT_FAILED}, {@code TIMEOUT}, {@code CONNECTION_RESET}, {@code ANSWER_CUT}, {@code ANSWER_TOO_LARGE},
     *     {@code TLS_FAILED}, {@code INTERRUPTED} or {@code IO_FAILED} when the answer could not be read whole; with code
     *     {@code CIRCUIT_OPEN}, {@code TOO_MANY_CALLS} or {@code DEADLINE_PASSED} when nothing was sent. {@code outcomeUnknown()} speaks of all
     *     attempts
     * @throws dev.eresident.core.TrustException with code {@code TLS_PEER_UNTRUSTED} when the server's certificate is not
     *     trusted; nothing was sent
     * @throws dev.eresident.core.ProtocolException with code {@code HTTP_UNREADABLE} when the answer is not HTTP
     * @throws ConfigurationException with code {@code TRANSPORT_CLOSED} after {@link #close()}, or {@code ADDRESS_UNUSABLE}
     */
    public TransportResponse send(TransportRequest request) {
        return call(() -> request, response -> response);
    }

    /**
     * Sends requests made afresh for each attempt, and has the answer judged before it is decided whether there is another: for protocols
     * that want a new message id each time, or that put failures into the answer.
     *
     * @param requests makes the request of each attempt; all with the same peer, time-out and marks as the first
     * @param reader judges an answer; a {@link dev.eresident.core.TransportException} that is {@code retryable()} counts as a failed attempt
     * @param <T> what is made of the answer
     * @return what the reader returned
     * @throws dev.eresident.core.EResidentException as {@link #send}, and what the reader throws
     */
    public <T> T call(Supplier<TransportRequest> requests, Function<TransportResponse, T> reader) {
        if (closed.get()) {
            throw new ConfigurationException(
                    "TRANSPORT_CLOSED", "The transport was closed; close it only after the last client that uses it");
        }
        return new Delivery<>(client, resilience, peers, listener, deadline(), requests, reader).run();
    }

    /**
     * Does something whose calls through this transport all end by a deadline, whatever client makes them. Holds for calls of this thread
     * ({@link #carrying} takes it to others); within another deadline the earlier one holds.
     *
     * @param deadline until when
     * @param work what to do, for example a login
     * @param <T> what comes out
     * @return what the work returned
     */
    public <T> T within(Deadline deadline, Supplier<T> work) {
        Deadline outer = scope.get();
        boolean sooner = outer == null || deadline.remaining().compareTo(outer.remaining()) < 0;
        scope.set(sooner ? deadline : outer);
        try {
            return work.get();
        } finally {
            if (outer == null) {
                scope.remove();
            } else {
                scope.set(outer);
            }
        }
    }

    /**
     * Takes the deadline that holds here along to another thread.
     *
     * @param work what another thread is going to do
     * @param <T> what comes out
     * @return the work, bound by the deadline of this moment wherever it is done
     */
    public <T> Supplier<T> carrying(Supplier<T> work) {
        Deadline deadline = scope.get();
        return deadline == null ? work : () -> within(deadline, work);
    }

    /**
     * Tells until when calls of this thread are of use, for work that waits by itself.
     *
     * @return the deadline of {@link #within}, empty outside of it
     */
    public Optional<Deadline> deadline() {
        return Optional.ofNullable(scope.get());
    }

    /**
     * Tells what is known of the peers. Calls nobody.
     *
     * @return as of now
     */
    public HealthReport health() {
        return peers.report();
    }

    /** Closes idle connections and refuses further calls; running calls end by themselves. A caller's own pool is left alone. */
    @Override
    public void close() {
        closed.set(true);
        if (ownsPool) {
            client.connectionPool().evictAll();
        }
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration idleTimeout = Duration.ofSeconds(10);
        private @Nullable OkHttpClient base;
        private @Nullable SSLContext sslContext;
        private @Nullable X509TrustManager trustManager;
        private @Nullable X509KeyManager keyManager;
        private @Nullable PinnedPeer pinned;
        private @Nullable ProxySelector proxySelector;
        private TransportListener listener = new TransportListener() {};
        private Resilience resilience = Resilience.none();

        private Builder() {}

        /**
         * Bounds the connecting to one address, TLS handshake not included.
         *
         * @param timeout positive; default 5 s
         * @return this
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = positive(timeout, "connect time-out");
            return this;
        }

        /**
         * Bounds the silence between two bytes read or written, TLS handshake included.
         *
         * @param timeout positive; default 10 s
         * @return this
         */
        public Builder idleTimeout(Duration timeout) {
            this.idleTimeout = positive(timeout, "idle time-out");
            return this;
        }

        /**
         * Uses a TLS context of the caller.
         *
         * @param context initialised; asked for a socket factory once
         * @param trust the trust manager that the context was initialised with
         * @return this
         */
        public Builder tls(SSLContext context, X509TrustManager trust) {
            this.sslContext = Objects.requireNonNull(context, "context");
            this.trustManager = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /**
         * Shows a client certificate to servers that ask for one (mutual TLS). The manager is asked at every handshake, so it may
         * change its key without a restart. Not together with {@link #tls}.
         *
         * @param keys holds the key, from PKCS#12, PKCS#11 or an HSM
         * @return this
         */
        public Builder clientKey(X509KeyManager keys) {
            this.keyManager = Objects.requireNonNull(keys, "keys");
            return this;
        }

        /**
         * Judges server certificates instead of the JVM's trust store. Host names are always checked besides.
         *
         * @param trust for example over a trust store with one internal CA
         * @return this
         */
        public Builder trust(X509TrustManager trust) {
            this.trustManager = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /**
         * Accepts exactly these server certificates, compared byte by byte, whatever host they name: for internal servers whose
         * certificate is self-signed, such as an X-Road security server. Neither a chain nor the validity period is looked at; the transport is then for these
         * servers only. Give two to change a certificate without a gap. Not together with {@link #tls} or {@link #trust}.
         *
         * @param certificates one or more, exported from the server
         * @return this
         */
        public Builder pin(X509Certificate... certificates) {
            this.pinned = PinnedPeer.of(certificates);
            return this;
        }

        /**
         * Connects through proxies.
         *
         * @param selector chooses per address; {@code ProxySelector.getDefault()} follows the settings of the JVM, which are
         *     ignored otherwise
         * @return this
         */
        public Builder proxy(ProxySelector selector) {
            this.proxySelector = Objects.requireNonNull(selector, "selector");
            return this;
        }

        /**
         * Derives from a client of the caller: its connection pool, proxies, proxy credentials, DNS, TLS and interceptors are kept.
         * The client itself is not changed. Redirects, retries, cookies, cache, authenticators and HTTP/2 are switched off in the
         * derived one, and the time-outs of this builder apply. Interceptors see everything that is sent: keep personal data
         * out of their logs, and let them not repeat a request.
         *
         * @param client stays the caller's; not closed by {@link Transport#close()}
         * @return this
         */
        @SuppressWarnings(
                "exports") // The one library type in an exported signature, on purpose: see the package's page.
        public Builder client(OkHttpClient client) {
            this.base = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Sets who hears of every call.
         *
         * @param listener thread-safe
         * @return this
         */
        public Builder listener(TransportListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets what is repeated, how long failing peers are refused, and how many calls may run at a time.
         *
         * @param settings default: {@link Resilience#none()}
         * @return this
         */
        public Builder resilience(Resilience settings) {
            this.resilience = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Makes the transport.
         *
         * @return a transport
         * @throws ConfigurationException with code {@code TLS_SETTINGS_CONFLICT} when both a context and a client key are given, or pins
         *     and another trust
         */
        public Transport build() {
            OkHttpClient.Builder http;
            if (base == null) {
                http = new OkHttpClient.Builder()
                        .connectionPool(new ConnectionPool(5, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
                        .proxyAuthenticator(Authenticator.NONE);
                if (proxySelector == null) {
                    http.proxy(Proxy.NO_PROXY);
                }
            } else {
                http = base.newBuilder();
            }
            if (proxySelector != null) {
                http.proxy(null).proxySelector(proxySelector);
            }
            http.connectTimeout(connectTimeout)
                    .readTimeout(idleTimeout)
                    .writeTimeout(idleTimeout)
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .authenticator(Authenticator.NONE)
                    .cookieJar(CookieJar.NO_COOKIES)
                    .cache(null)
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .addInterceptor(new Exchange.Patience())
                    .addNetworkInterceptor(new Exchange.Watch());
            configureTls(http);
            return new Transport(http.build(), base == null, listener, resilience);
        }

        private void configureTls(OkHttpClient.Builder http) {
            if (sslContext != null && keyManager != null) {
                throw new ConfigurationException(
                        "TLS_SETTINGS_CONFLICT",
                        "Both a TLS context and a client key are set; put the key into the context, or drop the context");
            }
            if (pinned != null && (sslContext != null || trustManager != null)) {
                throw new ConfigurationException(
                        "TLS_SETTINGS_CONFLICT",
                        "Both pins and another trust are set; pins are the whole trust of a transport, so drop the other");
            }
            X509TrustManager trust = pinned == null ? trustManager : pinned;
            if (pinned != null) {
                http.hostnameVerifier(pinned);
            }
            SSLContext context = sslContext;
            if (context == null && keyManager == null && trust == null) {
                return;
            }
            try {
                if (trust == null) {
                    trust = platformTrust();
                }
                if (context == null) {
                    context = SSLContext.getInstance("TLS");
                    context.init(
                            keyManager == null ? null : new KeyManager[] {keyManager},
                            new TrustManager[] {trust},
                            null);
                }
            } catch (GeneralSecurityException e) {
                throw new BugException("TLS_MISSING", "This JVM cannot set up TLS; check its security providers", e);
            }
            http.sslSocketFactory(context.getSocketFactory(), trust);
        }

        private static X509TrustManager platformTrust() throws GeneralSecurityException {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
        }

        private static Duration positive(Duration value, String what) {
            if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new ConfigurationException(
                        "DURATION_NOT_POSITIVE", "The " + what + " must be positive and at most a day");
            }
            return value;
        }
    }
}
