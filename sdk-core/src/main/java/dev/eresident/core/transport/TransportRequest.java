package dev.eresident.core.transport;

import dev.eresident.core.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One HTTP request. Sent once, unless it is marked as idempotent.
 *
 * @param service how the peer is named in exceptions, logs and to the listener, for example
 *     {@code OCSP http://aia.sk.ee/esteid2018}; no personal data
 * @param method {@code GET}, {@code HEAD}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param uri absolute {@code http} or {@code https} address with a host, without user information and fragment
 * @param headers header names and values; visible ASCII only, no line breaks
 * @param body what is sent; must be empty for {@code GET} and {@code HEAD}
 * @param timeout bounds the whole call: name resolution and connecting, sending, waiting, reading, and repeating; positive
 * @param maximumAnswer how many bytes of answer body are read at most; not negative, below 2 GiB
 * @param idempotent whether it may be sent again although it may have been carried out already
 * @param serverWait how long the server stays silent on purpose (long poll); zero if it does not; shorter than the time-out
 * @param route name of the path without anything of a person in it, for example {@code session/{id}}; letters, digits and
 *     {@code . _ - / { }}, at most 100
 */
public record TransportRequest(
        String service,
        String method,
        URI uri,
        Map<String, String> headers,
        Bytes body,
        Duration timeout,
        long maximumAnswer,
        boolean idempotent,
        Duration serverWait,
        Optional<String> route) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern ROUTE = Pattern.compile("[A-Za-z0-9._{}/-]{1,100}");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a part breaks the rules above; the text never repeats a header's value
     */
    public TransportRequest {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(body, "body");
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("Method must be one of " + METHODS);
        }
        requireUsable(uri);
        headers = Map.copyOf(headers);
        headers.forEach(TransportRequest::requireHeader);
        if ((method.equals("GET") || method.equals("HEAD")) && !body.isEmpty()) {
            throw new IllegalArgumentException(method + " cannot carry a body");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Time-out must be positive and at most " + LONGEST);
        }
        if (maximumAnswer < 0 || maximumAnswer > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Answer limit must be 0 to 2 GiB");
        }
        if (serverWait.isNegative() || serverWait.compareTo(timeout) >= 0) {
            throw new IllegalArgumentException("The server's wait must be shorter than the time-out");
        }
        if (!route.map(name -> ROUTE.matcher(name).matches()).orElse(true)) {
            throw new IllegalArgumentException("A route must match " + ROUTE);
        }
    }

    /**
     * Makes a request that is sent once, to a server that answers as soon as it can.
     *
     * @param service how the peer is named in errors
     * @param method HTTP method
     * @param uri where to send
     * @param headers header names and values
     * @param body what is sent
     * @param timeout bounds the whole call
     * @param maximumAnswer limit of the answer in bytes
     * @throws IllegalArgumentException as the other constructor
     */
    public TransportRequest(
            String service,
            String method,
            URI uri,
            Map<String, String> headers,
            Bytes body,
            Duration timeout,
            long maximumAnswer) {
        this(service, method, uri, headers, body, timeout, maximumAnswer, false, Duration.ZERO, Optional.empty());
    }

    /**
     * Makes a request that posts a body.
     *
     * @param service how the peer is named in errors
     * @param uri where to send
     * @param contentType media type of the body
     * @param accept media type wanted in the answer
     * @param body what is sent
     * @param timeout bounds the whole call
     * @param maximumAnswer limit of the answer in bytes
     * @return the request
     * @throws IllegalArgumentException as the constructor
     */
    public static TransportRequest post(
            String service,
            URI uri,
            String contentType,
            String accept,
            Bytes body,
            Duration timeout,
            long maximumAnswer) {
        return new TransportRequest(
                service,
                "POST",
                uri,
                Map.of("Content-Type", contentType, "Accept", accept),
                body,
                timeout,
                maximumAnswer);
    }

    /**
     * Marks the request as one that does no more when it is carried out twice. Only then does a transport with {@link Resilience} send
     * it again; never mark what moves money.
     *
     * @return a copy
     */
    public TransportRequest asIdempotent() {
        return new TransportRequest(
                service, method, uri, headers, body, timeout, maximumAnswer, true, serverWait, route);
    }

    /**
     * Marks the request as a long poll: the idle time-out of the transport begins after the server's wait, and the call counts among the
     * long polls of {@link Resilience.Builder#concurrentCalls}.
     *
     * @param wait how long the server stays silent on purpose; shorter than the time-out
     * @return a copy
     * @throws IllegalArgumentException if the wait is negative, or not shorter than the time-out
     */
    public TransportRequest asLongPoll(Duration wait) {
        return new TransportRequest(
                service, method, uri, headers, body, timeout, maximumAnswer, idempotent, wait, route);
    }

    /**
     * Names the path for logs and listeners, which never see the path itself.
     *
     * @param name without anything of a person in it, for example {@code session/{id}}
     * @return a copy
     * @throws IllegalArgumentException if the name has other letters than a route may have
     */
    public TransportRequest onRoute(String name) {
        return new TransportRequest(
                service, method, uri, headers, body, timeout, maximumAnswer, idempotent, serverWait, Optional.of(name));
    }

    /**
     * Tells whether the server holds its answer back on purpose.
     *
     * @return true after {@link #asLongPoll}
     */
    public boolean isLongPoll() {
        return !serverWait.isZero();
    }

    /**
     * Returns where the peer is.
     *
     * @return scheme, host, and port if the address names one, for example {@code https://rp-api.smart-id.com}
     */
    public String origin() {
        String origin =
                uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost().toLowerCase(Locale.ROOT);
        return uri.getPort() < 0 ? origin : origin + ":" + uri.getPort();
    }

    /**
     * Returns where the request goes in a form fit for logs: the origin and the name of the route. A path without a name is an ellipsis,
     * because paths hold personal codes and session ids.
     *
     * @return for example {@code https://rp-api.smart-id.com/session/{id}}
     */
    public String target() {
        boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
        return origin() + route.map(name -> "/" + name).orElse(bare ? "" : "/…");
    }

    /** Returns service, method and target; never headers or body. */
    @Override
    public String toString() {
        return "TransportRequest[" + service + ", " + method + " " + target() + ", " + body.size() + " bytes]";
    }

    private static void requireUsable(URI uri) {
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new IllegalArgumentException("Address must begin with http:// or https://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("Address must name a host, and a port of 1 to 65535 if any");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("Address must not hold user information or a fragment");
        }
    }

    private static void requireHeader(String name, String value) {
        boolean nameFits = !name.isEmpty()
                && name.chars().allMatch(c -> c > ' ' && c < 127 && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
        if (!nameFits) {
            throw new IllegalArgumentException("Header name must be a token of RFC 9110");
        }
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127))) {
            throw new IllegalArgumentException("Header " + name + " must be visible ASCII without line breaks");
        }
    }
}
