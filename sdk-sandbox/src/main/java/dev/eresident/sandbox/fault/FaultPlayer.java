package dev.eresident.sandbox.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers one request, rightly or with one fault. */
final class FaultPlayer {
    private static final long DRIP_MILLIS = 250;
    private static final int BLOCK = 64 * 1024;
    private static final long BLOCK_MILLIS = 5;
    private static final byte[] GARBAGE =
            "This is not the answer that you are looking for.".getBytes(StandardCharsets.US_ASCII);

    private final Socket client;
    private final CountDownLatch closed;

    FaultPlayer(Socket client, CountDownLatch closed) {
        this.client = client;
        this.closed = closed;
    }

    /** Gets the right answer. */
    interface Backend {
        HttpMessage fetch(HttpMessage request) throws IOException;
    }

    void answer(HttpMessage request, @Nullable TransportFault fault, Backend backend) throws IOException {
        OutputStream out = client.getOutputStream();
        if (fault == null) {
            backend.fetch(request).write(out);
            return;
        }
        switch (fault) {
            case HTTP_500 -> status("500 Internal Server Error").write(out);
            case HTTP_503 ->
                status("503 Service Unavailable").withHeader("Retry-After", "1").write(out);
            case HTTP_403 -> status("403 Forbidden").write(out);
            case HTTP_429 -> status("429 Too Many Requests").write(out);
            case REDIRECT ->
                status("302 Found").withHeader("Location", "/redirected").write(out);
            case WRONG_CONTENT_TYPE ->
                backend.fetch(request).withHeader("Content-Type", "text/html").write(out);
            case GARBAGE_BODY -> backend.fetch(request).withBody(GARBAGE).write(out);
            case EMPTY_BODY -> backend.fetch(request).withBody(new byte[0]).write(out);
            case CONNECTION_RESET -> client.setSoLinger(true, 0);
            case CONNECTION_CLOSED -> client.shutdownOutput();
            case ANSWER_LOST -> {
                backend.fetch(request);
                client.shutdownOutput();
            }
            case NO_ANSWER_AFTERWARDS -> {
                backend.fetch(request);
                waitForClient();
            }
            case NO_ANSWER -> waitForClient();
            case SLOW_DRIP -> drip(backend.fetch(request), out);
            case CUT_IN_MID_ANSWER -> cut(backend.fetch(request), out);
            case ENDLESS_BODY -> pour(backend.fetch(request), out);
        }
    }

    private static HttpMessage status(String status) {
        return HttpMessage.response(
                status, "text/plain", ("Scripted fault of the sandbox: " + status).getBytes(StandardCharsets.US_ASCII));
    }

    private void waitForClient() throws IOException {
        client.setSoTimeout(0);
        while (client.getInputStream().read() >= 0) {
            // Whatever the client still sends is ignored until it, or the sandbox, closes the connection.
        }
    }

    private void drip(HttpMessage answer, OutputStream out) throws IOException {
        out.write(answer.head(answer.body().length));
        for (byte b : answer.body()) {
            out.write(b);
            out.flush();
            if (isOver(DRIP_MILLIS)) {
                return;
            }
        }
    }

    /** Waits, and tells whether the sandbox was closed meanwhile. */
    private boolean isOver(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void cut(HttpMessage answer, OutputStream out) throws IOException {
        out.write(answer.head(answer.body().length));
        out.write(Arrays.copyOf(answer.body(), answer.body().length / 2));
        out.flush();
    }

    private void pour(HttpMessage answer, OutputStream out) throws IOException {
        out.write(answer.head(-1));
        byte[] block = new byte[BLOCK];
        do {
            out.write(block);
            out.flush();
        } while (!isOver(BLOCK_MILLIS));
    }
}
