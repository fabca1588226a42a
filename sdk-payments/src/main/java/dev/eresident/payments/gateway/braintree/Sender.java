package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayProbe;
import dev.eresident.payments.gateway.GatewayRefusal;
import dev.eresident.payments.gateway.StoredOutcome;
import dev.eresident.payments.journal.ClaimOutcome;
import dev.eresident.payments.journal.IdempotencyJournal;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyRecord;
import dev.eresident.payments.journal.IdempotencyState;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims, sends once, and writes down what came of it. */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(BraintreeGateway.class);

    private final BraintreeApi api;
    private final IdempotencyJournal journal;
    private final Clock clock;

    Sender(BraintreeApi api, IdempotencyJournal journal, Clock clock) {
        this.api = api;
        this.journal = journal;
        this.clock = clock;
    }

    /** What is to be answered without sending, if anything. */
    Optional<GatewayOutcome> replay(IdempotencyKey key, Act.Operation operation, Bytes requestSha256) {
        return journal.find(key).flatMap(record -> {
            if (!record.isFor(operation.journalName(), requestSha256)) {
                return Optional.of(new GatewayOutcome.Refused(GatewayRefusal.IDEMPOTENCY_CONFLICT));
            }
            return record.state() == IdempotencyState.DONE || record.state().isInDoubt()
                    ? Optional.of(standing(record))
                    : Optional.empty();
        });
    }

    GatewayOutcome perform(IdempotencyKey key, Act act) {
        ClaimOutcome claim = journal.claim(
                key,
                act.trace().operation().journalName(),
                act.requestSha256(),
                act.trace().toContext());
        if (claim instanceof ClaimOutcome.Conflict) {
            return new GatewayOutcome.Refused(GatewayRefusal.IDEMPOTENCY_CONFLICT);
        }
        if (claim instanceof ClaimOutcome.AlreadyDone done) {
            return standing(done.record());
        }
        if (claim instanceof ClaimOutcome.InDoubt doubt) {
            return standing(doubt.record());
        }
        return send(((ClaimOutcome.Claimed) claim).record(), act);
    }

    private GatewayOutcome send(IdempotencyRecord record, Act act) {
        Instant latest = record.sentAt().orElseThrow().plus(Settings.LONGEST_STALL);
        if (clock.instant().isAfter(latest)) {
            takeBack(record);
            throw new TransportException(
                    "SENDING_DELAYED",
                    BraintreeApi.SERVICE,
                    "The request was not sent, because this process stood still for too long; try again with the same key",
                    true,
                    false,
                    null);
        }
        Verdict verdict;
        try {
            verdict = Verdict.of(api.send(act), act.trace(), record.attempt(), api);
        } catch (TransportException e) {
            if (!e.outcomeUnknown()) {
                takeBack(record);
                throw e;
            }
            verdict = new Verdict.Doubtful(e.code());
        } catch (ProtocolException e) {
            verdict = new Verdict.Doubtful(e.code());
        } catch (TrustException | ConfigurationException e) {
            takeBack(record);
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "Sending {} failed with {}; probe it",
                    record.operation(),
                    e.getClass().getName());
            verdict = new Verdict.Doubtful("UNEXPECTED");
        }
        if (verdict instanceof Verdict.TurnedAway turnedAway) {
            takeBack(record);
            throw turnedAway.failure();
        }
        if (verdict instanceof Verdict.Doubtful doubtful) {
            return written(record, doubtful.reason(), () -> journal.unknown(record));
        }
        return settle(record, ((Verdict.Settled) verdict).outcome());
    }

    /** Writes the outcome down; what could not be written down is not answered as certain. */
    GatewayOutcome settle(IdempotencyRecord record, GatewayOutcome outcome) {
        return written(record, "JOURNAL", () -> journal.done(record, StoredOutcome.write(outcome)));
    }

    private GatewayOutcome written(IdempotencyRecord record, String reason, Supplier<IdempotencyRecord> writing) {
        try {
            IdempotencyRecord now = writing.get();
            return now.state().isInDoubt() ? unknown(now, reason) : standing(now);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The outcome of {} could not be written to the journal ({}); probe it",
                    record.operation(),
                    e instanceof EResidentException ours
                            ? ours.code()
                            : e.getClass().getName());
            return unknown(record, "JOURNAL");
        }
    }

    private void takeBack(IdempotencyRecord record) {
        try {
            journal.notSent(record);
        } catch (RuntimeException e) {
            LOG.warn(
                    "It could not be written to the journal that {} was not sent ({}); probe it",
                    record.operation(),
                    e instanceof EResidentException ours
                            ? ours.code()
                            : e.getClass().getName());
        }
    }

    /** What a record says by itself. */
    GatewayOutcome standing(IdempotencyRecord record) {
        if (record.state() == IdempotencyState.DONE) {
            return StoredOutcome.read(record.result().orElseThrow());
        }
        return record.state().isInDoubt()
                ? unknown(record, record.state().name())
                : new GatewayOutcome.NotFound(new GatewayProbe(api.name(), record.key()));
    }

    GatewayOutcome unknown(IdempotencyRecord record, String reason) {
        return new GatewayOutcome.Unknown(new GatewayProbe(api.name(), record.key()), reason);
    }
}
