package dev.eresident.core.transport;

import dev.eresident.core.TransportException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The peers of one transport: how many calls to each are running, and how the latest ended. Thread-safe; holds its lock for a moment only. */
final class Peers {
    private final Resilience settings;
    private final Map<Name, Peer> known = new LinkedHashMap<>(16, 0.75f, true);

    Peers(Resilience settings) {
        this.settings = settings;
    }

    /** Which peer. */
    record Name(String service, String origin) {
        static Name of(TransportRequest request) {
            return new Name(request.service(), request.origin());
        }
    }

    /** The right to make one call; given back with its end. */
    record Permit(Peer peer, boolean longPoll, long era, Optional<TransportListener.CircuitChange> change) {}

    /** What the end of a call says about its peer. */
    enum Sign {
        ANSWERED,
        FAILED,
        NONE
    }

    /** What is known of one peer; touched under the lock of {@link Peers} only. */
    static final class Peer {
        private final Name name;
        private final Circuit circuit;
        private int calls;
        private int longPolls;
        private @Nullable Long answeredAt;
        private @Nullable Long failedAt;
        private String failure = "";

        Peer(Name name, Resilience settings) {
            this.name = name;
            this.circuit = new Circuit(settings);
        }

        private boolean isIdle() {
            return calls + longPolls == 0;
        }
    }

    /**
     * Lets a call begin.
     *
     * @throws TransportException {@code TOO_MANY_CALLS} or {@code CIRCUIT_OPEN}
     */
    synchronized Permit enter(TransportRequest request) {
        Name name = Name.of(request);
        Peer peer = known.get(name);
        if (peer == null) {
            makeRoom(name);
            peer = new Peer(name, settings);
            known.put(name, peer);
        }
        boolean longPoll = request.isLongPoll();
        int most = settings.concurrent(longPoll);
        if ((longPoll ? peer.longPolls : peer.calls) >= most) {
            throw tooMany(name, "is being called " + most + " times at once already");
        }
        long now = settings.now();
        if (!peer.circuit.admits(now)) {
            throw open(peer, now);
        }
        CircuitState before = peer.circuit.state();
        long era = peer.circuit.enter(now);
        peer.calls += longPoll ? 0 : 1;
        peer.longPolls += longPoll ? 1 : 0;
        return new Permit(peer, longPoll, era, change(peer, before));
    }

    /** Notes the end of a call; tells when that changed the circuit. */
    synchronized Optional<TransportListener.CircuitChange> leave(Permit permit, Sign sign, String code) {
        Peer peer = permit.peer();
        long now = settings.now();
        peer.calls -= permit.longPoll() ? 0 : 1;
        peer.longPolls -= permit.longPoll() ? 1 : 0;
        CircuitState before = peer.circuit.state();
        switch (sign) {
            case ANSWERED -> {
                peer.answeredAt = now;
                peer.circuit.answered(permit.era());
            }
            case FAILED -> {
                peer.failedAt = now;
                peer.failure = code;
                peer.circuit.failed(permit.era(), now);
            }
            case NONE -> peer.circuit.undecided(permit.era());
        }
        return change(peer, before);
    }

    synchronized HealthReport report() {
        long now = settings.now();
        return new HealthReport(known.values().stream()
                .map(peer -> new HealthReport.Peer(
                        peer.name.service(),
                        peer.name.origin(),
                        peer.circuit.stateAt(now),
                        peer.calls + peer.longPolls,
                        ago(peer.answeredAt, now),
                        ago(peer.failedAt, now).map(ago -> new HealthReport.Failure(peer.failure, ago))))
                .toList());
    }

    private static Optional<Duration> ago(@Nullable Long moment, long now) {
        return moment == null ? Optional.empty() : Optional.of(Duration.ofNanos(now - moment));
    }

    private static Optional<TransportListener.CircuitChange> change(Peer peer, CircuitState before) {
        CircuitState after = peer.circuit.state();
        return after == before
                ? Optional.empty()
                : Optional.of(new TransportListener.CircuitChange(
                        peer.name.service(), peer.name.origin(), before, after, peer.failure));
    }

    /** Forgets an idle peer when there are as many as may be: one that is called freely if there is one, for the sake of the others' circuits. */
    private void makeRoom(Name newcomer) {
        if (known.size() < settings.peers()) {
            return;
        }
        Peer forgotten = known.values().stream()
                .filter(Peer::isIdle)
                .filter(peer -> peer.circuit.state() == CircuitState.CLOSED)
                .findFirst()
                .or(() -> known.values().stream().filter(Peer::isIdle).findFirst())
                .orElseThrow(() -> tooMany(
                        newcomer, "cannot be called while " + settings.peers() + " other services are being called"));
        known.remove(forgotten.name);
    }

    private static TransportException tooMany(Name name, String why) {
        return new TransportException(
                "TOO_MANY_CALLS",
                name.service(),
                name.service() + " " + why + "; nothing was sent, try again later",
                true,
                false,
                null);
    }

    private static TransportException open(Peer peer, long now) {
        long seconds = Duration.ofNanos(peer.circuit.refusedFor(now)).toSeconds();
        return new TransportException(
                "CIRCUIT_OPEN",
                peer.name.service(),
                peer.name.service() + " failed too often, the last time with " + peer.failure
                        + ", and is not called for the next " + (seconds + 1) + " s; nothing was sent, try again later",
                true,
                false,
                null);
    }
}
