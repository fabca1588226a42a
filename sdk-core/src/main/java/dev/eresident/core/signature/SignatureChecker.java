package dev.eresident.core.signature;

import dev.eresident.core.trust.TrustPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/** Judges signed documents, offline, with the same verdict as the state's own tools. Immutable, thread-safe; share one. */
public final class SignatureChecker {
    private final TrustPolicy policy;
    private final Clock clock;

    private SignatureChecker(TrustPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** A checker over these anchors; the clock gives the validation time. */
    public static SignatureChecker with(TrustPolicy policy, Clock clock) {
        return new SignatureChecker(policy, clock);
    }

    /** Checks now. A missing or unreadable file gives UNREADABLE, never an exception. */
    public CheckReport check(Path file) {
        return check(file, clock.instant());
    }

    /** Checks as of the time. */
    public CheckReport check(Path file, Instant at) {
        throw new UnsupportedOperationException("contract " + policy + file + at);
    }

    /** Checks bytes in memory. */
    public CheckReport check(String name, byte[] content, Instant at) {
        throw new UnsupportedOperationException("contract " + name + content.length + at);
    }
}
