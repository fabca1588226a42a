package dev.eresident.core.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Transport} knows of its peers from the calls made so far. Making one calls nobody; a peer that was never called, or was
 * forgotten for others, is not in it.
 *
 * @param peers the one called last comes last
 */
public record HealthReport(List<Peer> peers) {
    /** Copies the list. */
    public HealthReport {
        peers = List.copyOf(peers);
    }

    /**
     * Tells whether no peer is refused.
     *
     * @return true when every circuit is closed
     */
    public boolean isHealthy() {
        return peers.stream().allMatch(peer -> peer.circuit() == CircuitState.CLOSED);
    }

    /**
     * One service at one address; holds no personal data.
     *
     * @param service as in exceptions
     * @param origin scheme, host and port
     * @param circuit whether it is called
     * @param running how many calls are on their way
     * @param lastAnswer how long ago a call was last answered, whatever its status but 502, 503 and 504
     * @param lastFailure the latest failure that may pass
     */
    public record Peer(
            String service,
            String origin,
            CircuitState circuit,
            int running,
            Optional<Duration> lastAnswer,
            Optional<Failure> lastFailure) {}

    /**
     * One failed call.
     *
     * @param code as in exceptions, or {@code HTTP_nnn}
     * @param ago how long ago it ended
     */
    public record Failure(String code, Duration ago) {}
}
