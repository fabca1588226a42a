package dev.eresident.core.transport;

import dev.eresident.core.Bytes;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP answer, read whole.
 *
 * @param status HTTP status, also when it is an error
 * @param headers names in lower case; of a repeated header the values joined by {@code ", "}
 * @param body the bytes as received, at most as many as the request allowed
 */
public record TransportResponse(int status, Map<String, String> headers, Bytes body) {
    /** Copies the headers. */
    public TransportResponse {
        headers = Map.copyOf(headers);
    }

    /**
     * Returns a header.
     *
     * @param name its name in any case
     * @return the value, empty when the answer has none
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Tells whether the answer has this media type; parameters such as {@code charset} are ignored.
     *
     * @param mediaType for example {@code application/ocsp-response}
     * @return true when the Content-Type header names it
     */
    public boolean hasMediaType(String mediaType) {
        return header("content-type")
                .map(value -> value.split(";", 2)[0].strip().equalsIgnoreCase(mediaType))
                .orElse(false);
    }

    /** Returns status and size; never headers or body. */
    @Override
    public String toString() {
        return "TransportResponse[" + status + ", " + body.size() + " bytes]";
    }
}
