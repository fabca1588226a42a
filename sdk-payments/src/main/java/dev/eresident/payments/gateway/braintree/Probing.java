package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayProbe;
import dev.eresident.payments.gateway.GatewayRefusal;
import dev.eresident.payments.gateway.GatewayTransaction;
import dev.eresident.payments.gateway.Pause;
import dev.eresident.payments.journal.IdempotencyJournal;
import dev.eresident.payments.journal.IdempotencyRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what became of an act by asking (payments reference §4.3). */
final class Probing {
    /** More questions cannot help: they say that the keys or the books are wrong, not that the gateway is slow. */
    private static final Set<String> FINAL_FAILURES = Set.of(
            "BRAINTREE_AUTHENTICATION",
            "BRAINTREE_AUTHORIZATION",
            "BRAINTREE_UPGRADE_REQUIRED",
            "BRAINTREE_NOT_FOUND",
            "BRAINTREE_ORDER_MISMATCH",
            "BRAINTREE_ORDER_AMBIGUOUS");

    private final BraintreeApi api;
    private final IdempotencyJournal journal;
    private final Sender sender;
    private final RefundLedger ledger;
    private final Settings settings;
    private final Clock clock;

    Probing(
            BraintreeApi api,
            IdempotencyJournal journal,
            Sender sender,
            RefundLedger ledger,
            Settings settings,
            Clock clock) {
        this.api = api;
        this.journal = journal;
        this.sender = sender;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /** What one question brought: an outcome, or why there is none; absent means that the gateway showed nothing. */
    private record Look(Optional<GatewayOutcome> outcome, boolean absent, String reason) {
        static Look found(GatewayOutcome outcome) {
            return new Look(Optional.of(outcome), false, "");
        }

        static Look nothing() {
            return new Look(Optional.empty(), true, "NOT_SHOWN_YET");
        }

        static Look open(String reason) {
            return new Look(Optional.empty(), false, reason);
        }
    }

    GatewayOutcome probe(GatewayProbe probe, Pause pause) {
        long most = 2 * settings.probeWindow().dividedBy(settings.probeInterval()) + 10;
        String reason = "PROBE_EXHAUSTED";
        for (long looks = 0; looks < most; looks++) {
            Optional<IdempotencyRecord> known = journal.find(probe.key()).filter(record -> isOurs(record, probe));
            if (known.isEmpty()) {
                return new GatewayOutcome.Refused(GatewayRefusal.KEY_UNKNOWN);
            }
            IdempotencyRecord record = known.get();
            if (!record.state().isInDoubt()) {
                return sender.standing(record);
            }
            Act.Trace trace = Act.Trace.of(record);
            Instant now = clock.instant();
            Instant until = record.sentAt().orElseThrow().plus(settings.probeWindow());
            boolean last = !now.isBefore(until);
            Look look = look(trace, record.attempt(), last);
            if (look.outcome().isPresent()) {
                return adopt(record, trace, look.outcome().get());
            }
            if (last && look.absent()) {
                return absent(record, trace);
            }
            Duration rest = last ? settings.probeInterval() : shorter(settings.probeInterval(), now, until);
            if (last || !pause.before(rest)) {
                return sender.unknown(record, look.reason());
            }
        }
        return new GatewayOutcome.Unknown(probe, reason);
    }

    private boolean isOurs(IdempotencyRecord record, GatewayProbe probe) {
        return probe.gateway().equals(api.name())
                && Act.Operation.named(record.operation()).isPresent();
    }

    private static Duration shorter(Duration interval, Instant now, Instant until) {
        Duration left = Duration.between(now, until);
        return left.compareTo(interval) < 0 ? left : interval;
    }

    private GatewayOutcome adopt(IdempotencyRecord record, Act.Trace trace, GatewayOutcome outcome) {
        GatewayOutcome settled = sender.settle(record, outcome);
        ledger.releaseUnlessDone(trace, settled);
        return settled;
    }

    private GatewayOutcome absent(IdempotencyRecord record, Act.Trace trace) {
        GatewayOutcome settled = sender.standing(journal.notFound(record));
        ledger.releaseUnlessDone(trace, settled);
        return settled;
    }

    private Look look(Act.Trace trace, int attempt, boolean last) {
        try {
            return trace.operation().isFoundBySearch() ? bySearch(trace, attempt, last) : byId(trace);
        } catch (ServiceException e) {
            if (FINAL_FAILURES.contains(e.code())) {
                throw e;
            }
            return Look.open(e.code());
        } catch (TransportException | ProtocolException e) {
            return Look.open(e.code());
        }
    }

    private Look bySearch(Act.Trace trace, int attempt, boolean last) {
        List<BraintreeTransaction> shown = api.search(trace.order());
        if (shown.stream().anyMatch(one -> one.seen().type() == GatewayTransaction.Type.UNRECOGNISED)) {
            return Look.open("BRAINTREE_TYPE_UNKNOWN");
        }
        List<BraintreeTransaction> hits =
                shown.stream().filter(one -> trace.mayBe(one.seen())).toList();
        if (!hits.stream().allMatch(one -> trace.agreesWith(one.seen()))) {
            throw new ServiceException(
                    "BRAINTREE_ORDER_MISMATCH",
                    BraintreeApi.SERVICE,
                    "Braintree has a transaction with this order id that differs in amount, account or charge; look into"
                            + " the control panel before anything else is done for this order",
                    null);
        }
        if (hits.stream().anyMatch(one -> one.seen().status().isOpen())) {
            return Look.open("BRAINTREE_STATUS_OPEN");
        }
        List<BraintreeTransaction> live =
                hits.stream().filter(one -> one.seen().status().isLive()).toList();
        if (live.size() > 1) {
            throw new ServiceException(
                    "BRAINTREE_ORDER_AMBIGUOUS",
                    BraintreeApi.SERVICE,
                    "Braintree has more than one transaction with this order id; look into the control panel and void"
                            + " what is too much",
                    null);
        }
        if (live.size() == 1) {
            return Look.found(live.get(0).outcome().orElseThrow());
        }
        if (hits.isEmpty()) {
            return Look.nothing();
        }
        if (attempt > 1 && !last) {
            return Look.open("EARLIER_ATTEMPT_SHOWN"); // The latest attempt may still appear.
        }
        return hits.stream()
                .max(Comparator.comparing(one -> one.seen().createdAt()))
                .flatMap(BraintreeTransaction::outcome)
                .map(Look::found)
                .orElseGet(Look::nothing);
    }

    private Look byId(Act.Trace trace) {
        return api.find(trace.target())
                .map(one -> trace.isDoneAt(one.seen().status().kind())
                        ? Look.found(new GatewayOutcome.Approved(one.seen().receipt()))
                        : Look.nothing())
                .orElseGet(() -> Look.open("BRAINTREE_NOT_FOUND"));
    }
}
