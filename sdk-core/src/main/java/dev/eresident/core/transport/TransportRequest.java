package dev.eresident.core.transport;

import dev.eresident.core.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One HTTP request.
 *
 * @param service how the peer is named in exceptions, logs and to the listener, for example
 *     {@code OCSP http://aia.sk.ee/esteid2018}; no personal data
 * @param method {@code GET}, {@code HEAD}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param uri absolute {@code http} or {@code https} address with a host, without user information and fragment
 * @param headers header names and values; visible ASCII only, no line breaks
 * @param body what is sent; must be empty for {@code GET} and {@code HEAD}
 * @param timeout bounds the whole call: name resolution and connecting, sending, waiting and reading; positive
 * @param maximumAnswer how many bytes of answer body are read at most; not negative, below 2 GiB
 */
public record TransportRequest(
        String service,
        String method,
        URI uri,
        Map<String, String> headers,
        Bytes body,
        Duration timeout,
        long maximumAnswer) {
    private static final java.util.Set<String> METHODS =
            java.util.Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Duration LONGEST = Duration.ofDays(1);

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
     * Returns where the request goes in a form fit for logs: scheme, host, port and path, without query; path segments with six
     * or more digits (personal codes, session ids) are replaced by an ellipsis.
     *
     * @return for example {@code https://rp-api.smart-id.com/v3/session/…}
     */
    public String target() {
        StringBuilder text = new StringBuilder(uri.getScheme().toLowerCase(Locale.ROOT))
                .append("://")
                .append(uri.getHost());
        if (uri.getPort() >= 0) {
            text.append(':').append(uri.getPort());
        }
        String path = uri.getRawPath();
        if (path != null) {
            for (String segment : path.split("(?=/)", -1)) {
                boolean telling = segment.chars().filter(Character::isDigit).count() >= 6;
                text.append(telling ? "/…" : segment);
            }
        }
        return text.toString();
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
