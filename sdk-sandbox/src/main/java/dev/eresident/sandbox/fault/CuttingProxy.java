package dev.eresident.sandbox.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy on a port of its own in front of any HTTP/1.1 service on loopback, which cuts connections at a chosen place.
 *
 * <p>It can do what a {@link ServiceRoute} cannot: end a connection before or while the request is sent. The number of bytes until a cut
 * and, with {@link #cutAtRandom}, the place come from the seed, connection by connection. One connection carries one request.
 *
 * <pre>{@code
 * try (CuttingProxy proxy = CuttingProxy.inFrontOf(sandbox.braintree().uri(), seed)) {
 *     proxy.cutAtRandom(Cut.values());
 *     // let the client talk to proxy.uri(), then ask sandbox.braintree().ledger()
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. Daemon threads; {@link #close()} ends every connection.
 */
public final class CuttingProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CuttingProxy.class);
    private static final int BACKLOG = 200;
    private static final int IDLE_MILLIS = 60_000;
    private static final int FEW_BYTES = 64;

    private final ServerSocket server;
    private final URI uri;
    private final InetSocketAddress target;
    private final Random random;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Cut> next = new ArrayDeque<>();
    private final List<Cut> played = new ArrayList<>();
    private final ExecutorService threads;
    private List<Cut> choice = List.of(Cut.NONE);

    private CuttingProxy(URI target, long seed) {
        random = new Random(seed);
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            this.target = new InetSocketAddress(loopback, target.getPort());
            server = new ServerSocket();
            server.bind(new InetSocketAddress(loopback, 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("The cutting proxy cannot listen on 127.0.0.1", e);
        }
        uri = URI.create(target.getScheme() + "://127.0.0.1:" + server.getLocalPort() + target.getRawPath());
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sandbox-cutting-proxy");
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::accept);
    }

    /**
     * Starts a proxy that cuts nothing yet.
     *
     * @param target an {@code http} address on 127.0.0.1, with its port
     * @param seed where all choices come from
     * @return a running proxy
     */
    public static CuttingProxy inFrontOf(URI target, long seed) {
        return new CuttingProxy(target, seed);
    }

    /**
     * The address to use instead of the service's own.
     *
     * @return the target's with another port
     */
    public URI uri() {
        return uri;
    }

    /**
     * Cuts the next connections, one place each; afterwards the rule for all others holds again.
     *
     * @param cuts where, in order
     */
    public synchronized void cutNext(Cut... cuts) {
        next.addAll(List.of(cuts));
    }

    /**
     * Cuts every connection from now on at a place chosen by the seed.
     *
     * @param cuts the places, equally probable; name one more than once to make it more probable
     */
    public synchronized void cutAtRandom(Cut... cuts) {
        choice = List.of(cuts);
    }

    /** Cuts nothing from now on. */
    public synchronized void heal() {
        next.clear();
        choice = List.of(Cut.NONE);
    }

    /**
     * What was done to the connections so far.
     *
     * @return one for each connection, in the order in which they were accepted
     */
    public synchronized List<Cut> played() {
        return List.copyOf(played);
    }

    @Override
    public void close() {
        closeQuietly(server);
        open.forEach(CuttingProxy::closeQuietly);
        threads.shutdownNow();
    }

    /** What is done to one connection; all chance is drawn when it is accepted, so that its order does not depend on threads. */
    private record Plan(Cut cut, double place, boolean reset) {}

    private synchronized Plan plan() {
        Cut chosen = choice.get(random.nextInt(choice.size()));
        double place = random.nextDouble();
        boolean reset = random.nextBoolean();
        Cut scripted = next.poll();
        Cut cut = scripted == null ? chosen : scripted;
        played.add(cut);
        return new Plan(cut, place, reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Plan plan = plan();
                threads.execute(() -> serve(client, plan));
            } catch (IOException e) {
                LOG.debug("The cutting proxy no longer accepts connections");
            }
        }
    }

    private void serve(Socket client, Plan plan) {
        try (client) {
            client.setSoTimeout(IDLE_MILLIS);
            client.setTcpNoDelay(true);
            play(client, plan);
        } catch (IOException e) {
            LOG.debug("A connection ended early: {}", e.getClass().getSimpleName());
        } finally {
            open.remove(client);
        }
    }

    private void play(Socket client, Plan plan) throws IOException {
        if (plan.cut() == Cut.BEFORE_SEND) {
            client.setSoLinger(true, 0);
            return;
        }
        if (plan.cut() == Cut.IN_MID_REQUEST_NOTHING_PASSED) {
            client.getInputStream().readNBytes(1 + (int) (plan.place() * FEW_BYTES));
            client.setSoLinger(true, 0);
            return;
        }
        HttpMessage request = HttpMessage.readRequest(client.getInputStream(), client.getOutputStream());
        if (request == null) {
            return;
        }
        byte[] whole = request.bytes();
        boolean inPart = plan.cut() == Cut.IN_MID_REQUEST_PART_PASSED;
        HttpMessage answer = exchange(whole, inPart ? part(whole.length, plan) : whole.length);
        if (answer == null) {
            client.setSoLinger(true, 0);
            return;
        }
        byte[] bytes = answer.bytes();
        switch (plan.cut()) {
            case BEFORE_ANSWER -> {
                if (plan.reset()) {
                    client.setSoLinger(true, 0);
                } else {
                    client.shutdownOutput();
                }
            }
            case IN_MID_ANSWER -> client.getOutputStream().write(bytes, 0, part(bytes.length, plan));
            default -> client.getOutputStream().write(bytes);
        }
    }

    /** At least one byte, and never all. */
    private static int part(int length, Plan plan) {
        return 1 + (int) (plan.place() * (length - 1));
    }

    /** Passes bytes on and waits for the answer, unless some bytes are held back. */
    private @Nullable HttpMessage exchange(byte[] request, int length) throws IOException {
        try (Socket socket = new Socket()) {
            open.add(socket);
            try {
                socket.connect(target);
                socket.setSoTimeout(IDLE_MILLIS);
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(request, 0, length);
                return length < request.length ? null : HttpMessage.readResponse(socket.getInputStream());
            } finally {
                open.remove(socket);
            }
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("A socket of the cutting proxy did not close", e);
        }
    }
}
