package dev.eresident.core.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Hears of every call, for metrics and traces, and passes a trace on. Called on the thread of the call; must be thread-safe and quick.
 * What it throws is logged and otherwise ignored. Nothing that it hears holds personal data.
 *
 * <p>One call is {@link #started}, then {@link #retrying} before every attempt but the first, then {@link #ended}.
 */
public interface TransportListener {
    /**
     * A call is about to be made.
     *
     * @param call what is called
     */
    default void started(Call call) {}

    /**
     * Names the span that the call belongs to; asked once, after {@link #started}.
     *
     * @param call what is called; a listener may keep traces from peers that need not see them
     * @return the value of the header {@code traceparent} (W3C Trace Context, version 00), sent with every attempt. What is no such value
     *     is not sent; a header of the request itself comes first
     */
    default Optional<String> traceparent(Call call) {
        return Optional.empty();
    }

    /**
     * An attempt failed in a way that may pass, and another is made after a pause.
     *
     * @param call what is called
     * @param retry why and when
     */
    default void retrying(Call call, Retry retry) {}

    /**
     * A peer is refused from now on, tried again, or called again.
     *
     * @param change of which peer
     */
    default void circuitChanged(CircuitChange change) {}

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
     * @param target scheme, host and name of the route, as in {@link TransportRequest#target()}
     */
    record Call(String service, String method, String target) {}

    /**
     * Why a call is repeated.
     *
     * @param attempt the number of the attempt that comes; 2 or more
     * @param reason code of the exception, or {@code HTTP_nnn}
     * @param pause how long is waited before it
     */
    record Retry(int attempt, String reason, Duration pause) {}

    /**
     * How the circuit of a peer changed.
     *
     * @param service as in exceptions
     * @param origin scheme, host and port
     * @param from the state before
     * @param to the state now
     * @param lastFailure code of the latest failure of the peer
     */
    record CircuitChange(String service, String origin, CircuitState from, CircuitState to, String lastFailure) {}

    /**
     * How a call ended. Status and bytes are those of the last attempt.
     *
     * @param status HTTP status, empty when no answer began
     * @param bytesSent size of the request body
     * @param bytesReceived how much of the answer's body was read
     * @param duration from start to end, pauses included
     * @param failure code of the exception, empty when the answer was read whole and understood
     * @param attempts how often the request was sent, or tried to; 0 when the call was refused at once
     */
    record End(
            OptionalInt status,
            long bytesSent,
            long bytesReceived,
            Duration duration,
            Optional<String> failure,
            int attempts) {}
}
