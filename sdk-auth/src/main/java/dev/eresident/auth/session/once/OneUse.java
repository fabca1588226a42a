package dev.eresident.auth.session.once;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.BugException;
import dev.eresident.core.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The right to use what was started once, as a guard keeps it, judged in the same order for all methods.
 *
 * @param guard remembers
 * @param clock tells whether it is too late
 * @param what the started things are called, for example {@code sessions}
 * @param repeated says that one was started twice
 */
public record OneUse(ReplayGuard guard, Clock clock, String what, Supplier<BugException> repeated) {
    /**
     * Hands out the right.
     *
     * @param id of what was started
     * @param purpose what it may be used for
     * @param binding the session in which it may be used
     * @param expiresAt the last instant at which it may be used
     * @throws ServiceException {@code REPLAY_GUARD_FULL}
     * @throws BugException as {@code repeated} says
     * @throws dev.eresident.core.TransportException if the guard's store cannot be reached
     */
    public void register(String id, Purpose purpose, SessionBinding binding, Instant expiresAt) {
        switch (guard.register(id, purpose, binding.hash(), expiresAt)) {
            case REGISTERED -> {
                return;
            }
            case FULL ->
                throw new ServiceException(
                        "REPLAY_GUARD_FULL",
                        "replay guard",
                        "Too many " + what
                                + " are open; try again when some have ended, or give the guard more capacity",
                        null);
            case DUPLICATE -> throw repeated.get();
        }
    }

    /**
     * Uses the right up, whatever comes out. Whether it is too late is decided after the guard has answered, however long that took.
     *
     * @param id of what came back
     * @param purpose what it is used for
     * @param binding the session in which it came back
     * @param expiresAt as it stands in what came back
     * @param asStarted whether what came back belongs to this use
     * @return {@link Use#FIRST} if, and only if, it may be used
     * @throws dev.eresident.core.TransportException if the guard's store cannot be reached
     */
    public Use consume(String id, Purpose purpose, SessionBinding binding, Instant expiresAt, boolean asStarted) {
        ReplayGuard.Consumption consumption = guard.consume(id, purpose, binding.hash());
        boolean late = clock.instant().isAfter(expiresAt);
        return switch (consumption) {
            case NOT_FOUND -> late ? Use.EXPIRED : Use.NOT_FOUND;
            case ALREADY_USED -> Use.ALREADY_USED;
            case EXPIRED -> Use.EXPIRED;
            case WRONG_PURPOSE -> Use.WRONG_PURPOSE;
            case WRONG_BINDING -> Use.WRONG_SESSION;
            case CONSUMED -> {
                if (!asStarted) {
                    yield Use.NOT_AS_STARTED;
                }
                yield late ? Use.EXPIRED : Use.FIRST;
            }
        };
    }

    /** What became of a use. */
    public enum Use {
        /** It may be used, now and never again. */
        FIRST,
        /** It was never started, or forgotten before its expiry. */
        NOT_FOUND,
        /** It was used before. */
        ALREADY_USED,
        /** It was not used in time. */
        EXPIRED,
        /** It was started for another purpose. */
        WRONG_PURPOSE,
        /** It was started in another session. */
        WRONG_SESSION,
        /** The guard knows it, but what came back does not belong to this use. */
        NOT_AS_STARTED
    }
}
