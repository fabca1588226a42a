package dev.eresident.core.transport;

/** Remembers how the latest calls to one peer ended, and refuses more when too many failed. Not thread-safe: its owner locks. */
final class Circuit {
    private final Resilience settings;
    private CircuitState state = CircuitState.CLOSED;
    private long failures;
    private long openedAt;
    private boolean probing;
    private long era;

    Circuit(Resilience settings) {
        this.settings = settings;
    }

    /** The state since the latest call. */
    CircuitState state() {
        return state;
    }

    /** The state as a caller finds it now: an open circuit whose pause is over lets one through. */
    CircuitState stateAt(long now) {
        return state == CircuitState.OPEN && now - openedAt >= pause() ? CircuitState.HALF_OPEN : state;
    }

    boolean admits(long now) {
        return switch (stateAt(now)) {
            case CLOSED -> true;
            case OPEN -> false;
            case HALF_OPEN -> !probing;
        };
    }

    /** How long calls are refused at least. */
    long refusedFor(long now) {
        return state == CircuitState.OPEN ? Math.max(0, pause() - (now - openedAt)) : 0;
    }

    /** Lets a call through; what it returns comes back with the end of the call, because ends of an earlier era say nothing any more. */
    long enter(long now) {
        if (stateAt(now) == CircuitState.HALF_OPEN) {
            state = CircuitState.HALF_OPEN;
            probing = true;
            era++;
        }
        return era;
    }

    void answered(long entered) {
        if (entered != era) {
            return;
        }
        if (state == CircuitState.HALF_OPEN) {
            move(CircuitState.CLOSED);
        } else {
            failures <<= 1;
        }
    }

    void failed(long entered, long now) {
        if (entered != era || !settings.hasCircuit()) {
            return;
        }
        failures = failures << 1 | 1;
        long looked =
                settings.circuitCalls() == Long.SIZE ? failures : failures & ((1L << settings.circuitCalls()) - 1);
        if (state == CircuitState.HALF_OPEN || Long.bitCount(looked) >= settings.circuitFailures()) {
            move(CircuitState.OPEN);
            openedAt = now;
        }
    }

    /** The call ended in a way that says nothing about the peer. */
    void undecided(long entered) {
        if (entered == era) {
            probing = false;
        }
    }

    private void move(CircuitState to) {
        state = to;
        failures = 0;
        probing = false;
        era++;
    }

    private long pause() {
        return settings.circuitPause().toNanos();
    }
}
