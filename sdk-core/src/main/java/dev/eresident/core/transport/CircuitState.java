package dev.eresident.core.transport;

/** Whether a peer is called. */
public enum CircuitState {
    /** It is called. */
    CLOSED,
    /** It failed too often: calls are refused for a while. */
    OPEN,
    /** It failed too often, the while is over, and one call at a time is let through to see whether it answers again. */
    HALF_OPEN
}
