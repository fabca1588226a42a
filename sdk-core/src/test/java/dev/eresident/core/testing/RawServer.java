package dev.eresident.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads one request per connection and plays a script on the bare socket. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String lastHead = "";
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What happens after a request was read. */
    public interface Script {
        /**
         * Answers; the connection is closed afterwards.
         *
         * @param socket the connection
         * @param out its output
         * @param serverClosed falls to zero when the server is closed
         * @throws IOException when the client went away
         * @throws InterruptedException never, in practice
         */
        void play(Socket socket, OutputStream out, CountDownLatch serverClosed)
                throws IOException, InterruptedException;
    }

    /**
     * Starts a server without TLS.
     *
     * @param script what to play on every connection
     */
    public RawServer(Script script) {
        this(loopback(), script);
    }

    /**
     * Starts a server.
     *
     * @param listener bound already; may be one of TLS
     * @param script what to play on every connection
     */
    public RawServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocket loopback() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server that sends the same bytes to everyone.
     *
     * @param text the whole answer in ISO 8859-1
     * @return the server
     */
    public static RawServer answering(String text) {
        return new RawServer((socket, out, closed) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /**
     * Returns the address.
     *
     * @return with a path and a secret query
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/path?secret=1");
    }

    /**
     * Counts the requests whose head was read.
     *
     * @return how many
     */
    public int requests() {
        return requests.get();
    }

    /**
     * Returns the head of the latest request.
     *
     * @return request line and headers
     */
    public String lastHead() {
        return lastHead;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> converse(socket), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return;
                }
                head.append((char) octet);
            }
            lastHead = head.toString();
            requests.incrementAndGet();
            script.play(socket, socket.getOutputStream(), closed);
        } catch (IOException | InterruptedException e) {
            // The client went away, which is what many of these scripts provoke.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
