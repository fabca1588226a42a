package dev.eresident.core.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Hears of every call, for metrics and traces. Called on the thread of the call; must be thread-safe and quick. What it throws is
 * logged and otherwise ignored.
 */
public interface TransportListener {
    /**
     * A call is about to be made.
     *
     * @param call what is called
     */
    default void started(Call call) {}

    /**
     * A call ended, well or not. Follows each {@link #started} exactly once.
     *
     * @param call what was called
     * @param end how it ended
     */
    default void ended(Call call, End end) {}

    /**
     * What is called; holds no personal data.
     *
     * @param service name of the peer as in exceptions
     * @param method HTTP method
     * @param target scheme, host and path, redacted as in {@link TransportRequest#target()}
     */
    record Call(String service, String method, String target) {}

    /**
     * How a call ended.
     *
     * @param status HTTP status, empty when no answer began
     * @param bytesSent size of the request body
     * @param bytesReceived how much of the answer's body was read
     * @param duration from start to end
     * @param failure code of the exception, empty when the answer was read whole
     */
    record End(OptionalInt status, long bytesSent, long bytesReceived, Duration duration, Optional<String> failure) {}
}
