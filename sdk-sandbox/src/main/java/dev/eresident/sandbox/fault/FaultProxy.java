package dev.eresident.sandbox.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 proxy on plain or TLS sockets that plays the faults of {@link TransportFault} in front of a real server.
 *
 * <p>One connection carries one request. Daemon threads; {@link #close()} ends every connection, also the hanging ones. Loopback only.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    /**
     * The header by which the server behind learns the SHA-256 of the TLS client certificate, lower-case hex, empty without one. What clients send under
     * this name is dropped.
     */
    public static final String CLIENT_CERTIFICATE = "X-Sandbox-Client-Certificate";

    private static final int BACKLOG = 200;
    private static final int IDLE_MILLIS = 60_000;
    private static final int CLOSING_SECONDS = 5;

    private final ServerSocket server;
    private final List<ServiceRoute> routes;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads;
    private volatile InetSocketAddress backend;

    /** Makes the socket to listen on. */
    private interface Sockets {
        ServerSocket unbound() throws IOException;
    }

    /**
     * Listens on loopback; nothing is answered before {@link #forwardTo(int)}.
     *
     * @param port the port, 0 for a free one
     * @param routes the services whose faults are scripted; other paths pass unharmed
     */
    public FaultProxy(int port, List<ServiceRoute> routes) {
        this(port, routes, ServerSocket::new);
    }

    /**
     * Listens on loopback over TLS 1.2 and asks clients for a certificate; any is let in, or none.
     *
     * @param port the port, 0 for a free one
     * @param routes the services whose faults are scripted; other paths pass unharmed
     * @param serverKey the key and certificate that are shown
     */
    public FaultProxy(int port, List<ServiceRoute> routes, X509KeyManager serverKey) {
        this(port, routes, () -> TlsSockets.unbound(serverKey));
    }

    private FaultProxy(int port, List<ServiceRoute> routes, Sockets sockets) {
        this.routes = new CopyOnWriteArrayList<>(routes);
        this.backend = loopback(0);
        try {
            server = sockets.unbound();
            server.setReuseAddress(true);
            server.bind(loopback(port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox cannot listen on port " + port
                            + " of 127.0.0.1; choose another port, or 0 for a free one",
                    e);
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sandbox-proxy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Scripts the faults of one more service, whose paths may lie below those of another.
     *
     * @param route looked at before the earlier ones
     */
    public void add(ServiceRoute route) {
        routes.add(0, route);
    }

    /**
     * Starts to answer.
     *
     * @param backendPort where the real server listens on loopback
     */
    public void forwardTo(int backendPort) {
        backend = loopback(backendPort);
        threads.execute(this::accept);
    }

    /**
     * The port that clients use.
     *
     * @return the port
     */
    public int port() {
        return server.getLocalPort();
    }

    /** Cuts what is open and waits until the last thread has let go of its socket: only then is the port free for others. */
    @Override
    public void close() {
        closed.countDown();
        closeQuietly(server);
        open.forEach(FaultProxy::closeQuietly);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("A connection of the sandbox is still open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                if (server.isClosed()) {
                    closeQuietly(client);
                } else {
                    threads.execute(() -> serve(client));
                }
            } catch (IOException | RejectedExecutionException e) {
                LOG.debug("The sandbox no longer accepts connections");
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(IDLE_MILLIS);
            client.setTcpNoDelay(true);
            String certificate = TlsSockets.clientCertificate(client).orElse("");
            HttpMessage received = HttpMessage.readRequest(client.getInputStream(), client.getOutputStream());
            if (received != null) {
                HttpMessage request = received.withHeader(CLIENT_CERTIFICATE, certificate);
                TransportFault fault = null;
                for (ServiceRoute route : routes) {
                    if (request.path().startsWith(route.prefix())) {
                        fault = route.arrive();
                        break;
                    }
                }
                new FaultPlayer(client, closed).answer(request, fault, this::fetch);
            }
        } catch (IOException e) {
            LOG.debug(
                    "A connection to the sandbox ended early: {}", e.getClass().getSimpleName());
        } finally {
            open.remove(client);
        }
    }

    private HttpMessage fetch(HttpMessage request) throws IOException {
        try (Socket socket = new Socket()) {
            open.add(socket);
            try {
                socket.connect(backend);
                socket.setSoTimeout(IDLE_MILLIS);
                socket.setTcpNoDelay(true);
                request.write(socket.getOutputStream());
                return HttpMessage.readResponse(socket.getInputStream());
            } finally {
                open.remove(socket);
            }
        }
    }

    private static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("A socket of the sandbox did not close", e);
        }
    }
}
