package dev.eresident.core.xroad;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.eresident.core.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** Answers every request as a function says, and remembers the latest one. */
final class StubServer implements AutoCloseable {
    private final HttpServer server;
    private volatile Seen last = new Seen("", "", Map.of(), Bytes.empty());
    private volatile int requests;

    /** A request: names of headers in lower case. */
    record Seen(String method, String target, Map<String, String> headers, Bytes body) {
        String text() {
            return new String(body.toByteArray(), StandardCharsets.UTF_8);
        }
    }

    /** An answer. */
    record Reply(int status, Map<String, String> headers, byte[] body) {
        static Reply xml(String text) {
            return new Reply(
                    200, Map.of("Content-Type", "text/xml;charset=UTF-8"), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    StubServer(Function<Seen, Reply> script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, script));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<Seen, Reply> script) throws IOException {
        try (exchange) {
            Map<String, String> headers = new java.util.TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(java.util.Locale.ROOT), String.join(", ", values)));
            Seen seen = new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    Bytes.of(exchange.getRequestBody().readAllBytes()));
            last = seen;
            requests++;
            Reply reply = script.apply(seen);
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Seen last() {
        return last;
    }

    int requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
