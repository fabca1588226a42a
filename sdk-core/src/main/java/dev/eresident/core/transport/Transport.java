package dev.eresident.core.transport;

import java.time.Duration;

/** The one HTTP stack: time-outs always set, no hidden re-sends, no redirects, bounded answers. Immutable, thread-safe; share one. */
public final class Transport {
    private Transport() {}

    /** A transport with the default limits. */
    public static Transport standard() {
        return builder().build();
    }

    public static Builder builder() {
        throw new UnsupportedOperationException("contract");
    }

    /** Sends once; TransportException for everything that kept the answer from being read whole. */
    public TransportResponse send(TransportRequest request) {
        throw new UnsupportedOperationException("contract " + request);
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private Builder() {}

        public Builder connectTimeout(Duration timeout) {
            throw new UnsupportedOperationException("contract " + timeout);
        }

        public Transport build() {
            throw new UnsupportedOperationException("contract");
        }
    }
}
