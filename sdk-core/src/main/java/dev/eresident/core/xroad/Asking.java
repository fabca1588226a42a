package dev.eresident.core.xroad;

import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One question with all its attempts, each under a message id of its own: the id is what finds the attempt in the message log, so no
 * failure loses it. Used once, by one thread.
 */
final class Asking<R> {
    private final Supplier<Question<R>> questions;
    private Question<R> latest;
    private boolean sent;

    /** What is sent under one message id, and how its answer is read. */
    record Question<R>(String messageId, TransportRequest request, Function<TransportResponse, R> reader) {}

    Asking(Supplier<Question<R>> questions) {
        this.questions = questions;
        this.latest = questions.get();
    }

    R over(Transport transport) {
        try {
            return transport.call(this::next, answer -> latest.reader().apply(answer));
        } catch (TransportException e) {
            if (isNamedIn(e)) {
                throw e;
            }
            throw new TransportException(
                    e.code(),
                    e.service(),
                    e.getMessage() + " [message " + latest.messageId() + "]",
                    e.retryable(),
                    e.outcomeUnknown(),
                    e);
        } catch (ProtocolException e) {
            if (isNamedIn(e)) {
                throw e;
            }
            throw new ProtocolException(
                    e.code(),
                    e.getMessage() + "; treat the outcome as unknown [message " + latest.messageId() + "]",
                    e);
        }
    }

    private TransportRequest next() {
        if (sent) {
            latest = questions.get();
        }
        sent = true;
        return latest.request();
    }

    private boolean isNamedIn(EResidentException e) {
        return String.valueOf(e.getMessage()).contains(latest.messageId());
    }
}
