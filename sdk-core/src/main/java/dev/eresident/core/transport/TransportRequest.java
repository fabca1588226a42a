package dev.eresident.core.transport;

import dev.eresident.core.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** One HTTP request. {@code service} names the peer in errors; {@code timeout} bounds the whole call; {@code maximumAnswer} is in bytes. */
public record TransportRequest(
        String service,
        String method,
        URI uri,
        Map<String, String> headers,
        Bytes body,
        Duration timeout,
        long maximumAnswer) {}
