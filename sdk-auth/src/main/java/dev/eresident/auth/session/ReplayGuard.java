package dev.eresident.auth.session;

import dev.eresident.core.Bytes;
import java.time.Clock;
import java.time.Instant;

/**
 * Remembers which challenges were handed out, and lets each be used once.
 *
 * <p>The contract, proven for an implementation by {@code ReplayGuardContract} of this module's tests jar:
 *
 * <ul>
 *   <li>Both calls are atomic and thread-safe, also across nodes when the store is shared. Of any number of concurrent
 *       {@code consume} calls for one id at most one is answered {@link Consumption#CONSUMED}.
 *   <li>Any {@code consume} uses the id up, whatever it answers: a wrong purpose or session burns the challenge too.
 *   <li>An id can be used up to its expiry, that instant included, and never after. Until then a used id stays known, so that its second
 *       use is answered {@link Consumption#ALREADY_USED}. After its expiry an id may be forgotten.
 *   <li>Nothing live is ever forgotten to make room: a full guard refuses to register.
 *   <li>Hashes are compared in constant time.
 *   <li>Null is refused by a {@link NullPointerException}, and uses nothing up.
 * </ul>
 *
 * <p>A guard whose store cannot be reached throws a {@link dev.eresident.core.TransportException}; it never answers as if it had looked.
 * There is deliberately no implementation that does nothing.
 */
public interface ReplayGuard {
    /**
     * Makes a guard in the memory of this JVM, for a service that runs on one node.
     *
     * @param clock tells when ids expire
     * @param capacity how many ids are known at once, used ones until their expiry included; positive. One takes about 300 bytes
     * @return a new guard
     */
    static ReplayGuard inMemory(Clock clock, int capacity) {
        return new InMemoryReplayGuard(clock, capacity);
    }

    /**
     * Hands out the right to use an id once.
     *
     * @param id unguessable, chosen by the SDK: at most 128 characters of ASCII
     * @param purpose what it may be used for
     * @param bindingHash the {@link SessionBinding#hash()} of the session in which it may be used
     * @param expiry the last instant at which it may be used
     * @return whether the id is registered now
     */
    Registration register(String id, Purpose purpose, Bytes bindingHash, Instant expiry);

    /**
     * Uses an id up.
     *
     * @param id as registered
     * @param purpose what it is to be used for
     * @param bindingHash the {@link SessionBinding#hash()} of the session in which it comes back
     * @return {@link Consumption#CONSUMED} if, and only if, it may be used
     */
    Consumption consume(String id, Purpose purpose, Bytes bindingHash);

    /** What a guard answers to a registration. */
    enum Registration {
        /** The id may be used once. */
        REGISTERED,
        /** The guard has no room: nothing was registered. Too many challenges are open; try again when some have expired. */
        FULL,
        /** The id is known already: nothing was changed. */
        DUPLICATE
    }

    /** What a guard answers to a use. When several apply, the one that stands first here is answered, {@code CONSUMED} last. */
    enum Consumption {
        /** The id was never registered, or it was forgotten after its expiry. */
        NOT_FOUND,
        /** The id was used before. */
        ALREADY_USED,
        /** The id was not used in time. */
        EXPIRED,
        /** The id was registered for another purpose. */
        WRONG_PURPOSE,
        /** The id was registered in another session. */
        WRONG_BINDING,
        /** The id may be used, now and never again. */
        CONSUMED
    }
}
