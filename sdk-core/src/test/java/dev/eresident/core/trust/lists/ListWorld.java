package dev.eresident.core.trust.lists;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.lists.ListService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** A sandbox that serves lists, a clock that tests move, and a loader that pins the sandbox's first signer. */
final class ListWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final Hand clock = new Hand();
    private final Sandbox sandbox = Sandbox.builder().clock(clock).start();
    private final Transport transport = Transport.standard();

    /** A clock that stands still until it is moved. */
    private static final class Hand extends Clock {
        private volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    void reset() {
        clock.now = START;
        sandbox.lists().reset();
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    Clock clock() {
        return clock;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    ListService lists() {
        return sandbox.lists();
    }

    Transport transport() {
        return transport;
    }

    Certificate firstSigner() {
        return Certificate.of(sandbox.pki().listOperator("EU-1").certificate());
    }

    TrustedLists.Builder loader(ListCache cache) {
        return loader(LotlSigners.of(List.of(firstSigner())), cache);
    }

    TrustedLists.Builder loader(LotlSigners signers, ListCache cache) {
        return TrustedLists.builder(signers, clock, cache)
                .listOfLists(lists().listOfListsUri())
                .timeout(Duration.ofSeconds(5));
    }

    ListsOutcome refresh(ListCache cache) {
        return loader(cache).build().refresh(transport);
    }

    @Override
    public void close() {
        transport.close();
        sandbox.close();
    }
}
