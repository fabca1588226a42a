package dev.eresident.core.transport;

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
final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String lastHead = "";
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What happens after a request was read. */
    interface Script {
        void play(Socket socket, OutputStream out, CountDownLatch serverClosed)
                throws IOException, InterruptedException;
    }

    RawServer(Script script) {
        this.script = script;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static RawServer answering(String text) {
        return new RawServer((socket, out, closed) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/path?secret=1");
    }

    int requests() {
        return requests.get();
    }

    String lastHead() {
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
