package dev.eresident.auth.webeid.bound;

import dev.eresident.auth.webeid.WebEid;

/**
 * Lets {@link BoundNonceDoor} reach what {@link WebEid} keeps to itself; it adds nothing to what a caller of {@code WebEid} sees.
 *
 * <p>Immutable and thread-safe.
 */
public abstract sealed class BoundNonce permits WebEid {
    private final BoundEngine engine;

    /**
     * Keeps the engine for the door.
     *
     * @param engine of this instance
     */
    protected BoundNonce(BoundEngine engine) {
        this.engine = engine;
    }

    final BoundEngine engine() {
        return engine;
    }
}
