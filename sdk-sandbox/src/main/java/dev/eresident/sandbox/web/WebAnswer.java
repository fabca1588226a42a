package dev.eresident.sandbox.web;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer. */
public final class WebAnswer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * Makes an answer.
     *
     * @param status for example 200
     * @param headers names and values in the order in which they are sent
     * @param body the exact bytes
     */
    public WebAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.body = body.clone();
    }

    /**
     * The status.
     *
     * @return for example 200
     */
    public int status() {
        return status;
    }

    /**
     * All headers.
     *
     * @return names and values in the order in which they are sent
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return a copy of the exact bytes
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Makes an answer with one header.
     *
     * @param status for example 200
     * @param contentType the value of {@code Content-Type}
     * @param body as UTF-8
     * @return the answer
     */
    public static WebAnswer of(int status, String contentType, String body) {
        return new WebAnswer(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds or replaces a header.
     *
     * @param name the name
     * @param value the value
     * @return the changed answer
     */
    public WebAnswer with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.keySet().removeIf(name::equalsIgnoreCase);
        changed.put(name, value);
        return new WebAnswer(status, changed, body);
    }

    /**
     * Leaves a header out.
     *
     * @param name in any case
     * @return the changed answer
     */
    public WebAnswer without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.keySet().removeIf(name::equalsIgnoreCase);
        return new WebAnswer(status, changed, body);
    }

    /**
     * Describes the answer without its body.
     *
     * @return the status and the length
     */
    @Override
    public String toString() {
        return status + ", " + body.length + " bytes";
    }
}
