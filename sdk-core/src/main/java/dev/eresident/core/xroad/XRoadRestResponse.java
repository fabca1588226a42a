package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One REST exchange whose answer was held against the question: what to keep as evidence of it.
 *
 * @param messageId the id of this attempt ({@code X-Road-Id}), under which both security servers logged it
 * @param requestHead what was sent before the body, in the form of the message log: method, address and each header on a line of its own, ended by
 *     CR LF, names ascending
 * @param requestBody the exact body sent
 * @param status the provider's HTTP status, also when it is an error or a redirection, which is never followed
 * @param headers the answer's headers, names in lower case
 * @param body the exact body received
 * @param receivedAt by the client's clock
 */
public record XRoadRestResponse(
        String messageId,
        Bytes requestHead,
        Bytes requestBody,
        int status,
        Map<String, String> headers,
        Bytes body,
        Instant receivedAt) {
    /** Refuses null, and copies the headers. */
    public XRoadRestResponse {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(requestHead, "requestHead");
        Objects.requireNonNull(requestBody, "requestBody");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }

    /**
     * Tells whether the provider answered with success.
     *
     * @return true for a status of 200 to 299
     */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * Returns a header of the answer.
     *
     * @param name in any case
     * @return its value
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns the id that the caller's security server gave to question and answer.
     *
     * @return {@code X-Road-Request-Id}
     */
    public Optional<String> requestId() {
        return header("x-road-request-id");
    }

    /**
     * Returns the hash by which the answer names its question. It covers headers that the security server added, so it can be
     * recomputed from the message log only.
     *
     * @return {@code X-Road-Request-Hash}, Base64
     */
    public Optional<String> requestHash() {
        return header("x-road-request-hash");
    }

    /** Shows message id, status and size, never content. */
    @Override
    public String toString() {
        return "XRoadRestResponse[" + messageId + ", " + status + ", " + body.size() + " bytes]";
    }
}
