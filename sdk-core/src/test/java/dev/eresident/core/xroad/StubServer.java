package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import dev.eresident.core.testing.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Answers every request as a function says, and remembers the latest one. */
final class StubServer implements AutoCloseable {
    private volatile Seen last = new Seen("", "", Map.of(), Bytes.empty());
    private final RawServer server;
    private final Function<Seen, Reply> script;

    /** A request: names of headers in lower case. */
    record Seen(String method, String target, Map<String, String> headers, Bytes body) {
        String text() {
            return new String(body.toByteArray(), StandardCharsets.UTF_8);
        }
    }

    /** An answer. */
    record Reply(int status, Map<String, String> headers, Bytes body) {
        Reply(int status, Map<String, String> headers, byte[] body) {
            this(status, headers, Bytes.of(body));
        }

        static Reply xml(String text) {
            return new Reply(
                    200, Map.of("Content-Type", "text/xml;charset=UTF-8"), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    StubServer(Function<Seen, Reply> script) {
        this.script = script;
        this.server = new RawServer((socket, out, closed) -> play(socket, out));
    }

    private void play(Socket socket, OutputStream out) throws IOException {
        String[] lines = server.lastHead().split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            String[] header = lines[i].split(": ?", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        Seen seen = new Seen(
                first[0], first[1], headers, Bytes.of(socket.getInputStream().readNBytes(length)));
        last = seen;
        Reply reply = script.apply(seen);
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + reply.status() + " Said\r\nConnection: close\r\nContent-Length: "
                        + reply.body().size() + "\r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.write(reply.body().toByteArray());
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.uri().getPort());
    }

    Seen last() {
        return last;
    }

    int requests() {
        return server.requests();
    }

    @Override
    public void close() {
        server.close();
    }
}
