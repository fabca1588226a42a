package dev.eresident.core.timestamp;

import dev.eresident.core.Bytes;
import java.time.Instant;

/** An RFC 3161 time-stamp token, parsed but not yet believed. Immutable. */
public final class TimestampToken {
    private TimestampToken() {}

    /** Parses; ProtocolException TIMESTAMP_UNREADABLE. */
    public static TimestampToken parse(byte[] der) {
        throw new UnsupportedOperationException("contract " + der.length);
    }

    public Instant generatedAt() {
        throw new UnsupportedOperationException("contract");
    }

    /** Message imprint algorithm as OID text. */
    public String imprintAlgorithm() {
        throw new UnsupportedOperationException("contract");
    }

    public Bytes imprint() {
        throw new UnsupportedOperationException("contract");
    }

    public Bytes encoded() {
        throw new UnsupportedOperationException("contract");
    }
}
