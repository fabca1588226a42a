package dev.eresident.sandbox.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An HTTP request as it arrived. */
public final class WebRequest {
    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    /**
     * Makes a request.
     *
     * @param method in capitals
     * @param target path and query as sent, not decoded
     * @param headers names and values in the order of arrival; a repeated name stands repeatedly
     * @param body the exact bytes after transfer decoding
     */
    public WebRequest(String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body.clone();
    }

    /**
     * The method.
     *
     * @return in capitals
     */
    public String method() {
        return method;
    }

    /**
     * Path and query.
     *
     * @return as sent, not decoded
     */
    public String target() {
        return target;
    }

    /**
     * All headers.
     *
     * @return names and values in the order of arrival
     */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return a copy of the exact bytes after transfer decoding
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The path without the query.
     *
     * @return for example {@code /r1/ee-dev/GOV/1/sub/service}, not decoded
     */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /**
     * The values of a header.
     *
     * @param name in any case
     * @return in the order of arrival
     */
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        headers.forEach(header -> {
            if (header.getKey().equalsIgnoreCase(name)) {
                values.add(header.getValue());
            }
        });
        return values;
    }

    /**
     * The last value of a header.
     *
     * @param name in any case
     * @return empty if it was not sent
     */
    public Optional<String> header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /**
     * The media type of the body.
     *
     * @return in lower case without parameters; empty text if none was sent
     */
    public String mediaType() {
        return header("Content-Type")
                .map(value -> value.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /**
     * Describes the request without its body, which may hold credentials.
     *
     * @return method and target
     */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
