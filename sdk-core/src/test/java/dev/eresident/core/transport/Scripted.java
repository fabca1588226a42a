package dev.eresident.core.transport;

import dev.eresident.core.Bytes;
import dev.eresident.core.TransportException;
import dev.eresident.core.testing.RawServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A server that plays a list of answers, and time and chance that the test holds in its hand. */
final class Scripted {
    static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi";
    static final String CUT = "";
    static final Duration PATIENT = Duration.ofSeconds(30);

    private Scripted() {}

    static String status(int status, String... headers) {
        return "HTTP/1.1 " + status + " X\r\nConnection: close\r\nContent-Length: 0\r\n"
                + String.join(
                        "", List.of(headers).stream().map(line -> line + "\r\n").toList()) + "\r\n";
    }

    /** Plays one answer a connection; the last again and again. */
    static RawServer server(String... answers) {
        AtomicInteger next = new AtomicInteger();
        return new RawServer((socket, out, closed) -> {
            String answer = answers[Math.min(next.getAndIncrement(), answers.length - 1)];
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    static TransportRequest request(RawServer server) {
        return request(server.uri());
    }

    static TransportRequest request(URI uri) {
        return new TransportRequest("peer", "GET", uri, Map.of(), Bytes.empty(), PATIENT, 1000);
    }

    static TransportRequest repeatable(RawServer server) {
        return request(server).asIdempotent();
    }

    /** Stands still but for the pauses between attempts and what the test lets pass. */
    static final class Time implements LongSupplier, Resilience.Sleeper {
        final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
        private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // the JVM's own clock may overflow as well

        @Override
        public long getAsLong() {
            return nanos.get();
        }

        @Override
        public void sleep(Duration time) {
            pauses.add(time);
            pass(time);
        }

        void pass(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        Transport transport(UnaryOperator<Resilience.Builder> settings) {
            return transport(settings, new TransportListener() {});
        }

        Transport transport(UnaryOperator<Resilience.Builder> settings, TransportListener listener) {
            RandomGenerator longestPauses = () -> 0;
            return Transport.builder()
                    .resilience(settings.apply(Resilience.builder(longestPauses)
                                    .nanoTime(this)
                                    .sleeper(this))
                            .build())
                    .listener(listener)
                    .build();
        }
    }

    /** Works on a thread of its own: the common pool may have one thread only, or let the waiting one do the work. */
    static <T> CompletableFuture<T> elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "elsewhere").start());
    }

    static TransportException failure(Transport transport, TransportRequest request) {
        try {
            TransportResponse response = transport.send(request);
            throw new AssertionError("It was answered with " + response.status());
        } catch (TransportException e) {
            return e;
        }
    }
}
