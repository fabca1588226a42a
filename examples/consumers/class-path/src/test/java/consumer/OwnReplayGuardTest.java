package consumer;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.ReplayGuardContract;
import dev.eresident.core.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** An integrator's own guard passes the contract of the tests jar, whose dependencies are declared as its Javadoc says. */
class OwnReplayGuardTest extends ReplayGuardContract {
    @Override
    protected ReplayGuard guard(Clock clock, int capacity) {
        return new OwnReplayGuard(clock, capacity);
    }

    /** As simple as the contract lets it be: one lock, and nothing is forgotten before its expiry. */
    private static final class OwnReplayGuard implements ReplayGuard {
        private record Entry(Purpose purpose, Bytes bindingHash, Instant expiry, boolean used) {
            Entry {
                Objects.requireNonNull(purpose, "purpose");
                Objects.requireNonNull(bindingHash, "bindingHash");
                Objects.requireNonNull(expiry, "expiry");
            }

            Entry spent() {
                return new Entry(purpose, bindingHash, expiry, true);
            }
        }

        private final Clock clock;
        private final int capacity;
        private final Map<String, Entry> entries = new HashMap<>();

        OwnReplayGuard(Clock clock, int capacity) {
            this.clock = clock;
            this.capacity = capacity;
        }

        @Override
        public synchronized Registration register(String id, Purpose purpose, Bytes bindingHash, Instant expiry) {
            Objects.requireNonNull(id, "id");
            Entry entry = new Entry(purpose, bindingHash, expiry, false);
            entries.values().removeIf(known -> clock.instant().isAfter(known.expiry()));
            if (entries.containsKey(id)) {
                return Registration.DUPLICATE;
            }
            if (entries.size() >= capacity) {
                return Registration.FULL;
            }
            entries.put(id, entry);
            return Registration.REGISTERED;
        }

        @Override
        public synchronized Consumption consume(String id, Purpose purpose, Bytes bindingHash) {
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(bindingHash, "bindingHash");
            Entry entry = entries.get(Objects.requireNonNull(id, "id"));
            if (entry == null) {
                return Consumption.NOT_FOUND;
            }
            entries.put(id, entry.spent());
            if (entry.used()) {
                return Consumption.ALREADY_USED;
            }
            if (clock.instant().isAfter(entry.expiry())) {
                return Consumption.EXPIRED;
            }
            if (entry.purpose() != purpose) {
                return Consumption.WRONG_PURPOSE;
            }
            return entry.bindingHash().equals(bindingHash) ? Consumption.CONSUMED : Consumption.WRONG_BINDING;
        }
    }
}
