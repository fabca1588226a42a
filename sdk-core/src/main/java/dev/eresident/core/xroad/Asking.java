package dev.eresident.core.xroad;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One question with all its attempts, each under a message id of its own: the id is what finds the attempt in the message log, so a
 * failure names those of all attempts, of which a transport makes ten at most. Used once, by one thread.
 */
final class Asking<R> {
    private final Supplier<Question<R>> questions;
    private final List<String> earlier = new ArrayList<>();
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
        } catch (EResidentException e) {
            throw named(e);
        }
    }

    /** The same failure, with the ids that its text does not name yet. */
    private EResidentException named(EResidentException e) {
        boolean latestIsNamed = String.valueOf(e.getMessage()).contains(latest.messageId());
        if (latestIsNamed && earlier.isEmpty()) {
            return e;
        }
        String ids = (latestIsNamed ? "" : " [message " + latest.messageId() + "]")
                + (earlier.isEmpty() ? "" : " [earlier attempts: message " + String.join(", message ", earlier) + "]");
        String text = e.getMessage() + ids;
        if (e instanceof TransportException failed) {
            return new TransportException(
                    e.code(), failed.service(), text, failed.retryable(), failed.outcomeUnknown(), e);
        }
        if (e instanceof ProtocolException) {
            String advice = latestIsNamed ? "" : "; treat the outcome as unknown";
            return new ProtocolException(e.code(), e.getMessage() + advice + ids, e);
        }
        if (e instanceof ServiceException refused) {
            ServiceException whole = new ServiceException(
                    e.code(), refused.service(), text, refused.requestId().orElse(null));
            whole.addSuppressed(e);
            return whole;
        }
        if (e instanceof TrustException) {
            return new TrustException(e.code(), text, e);
        }
        return e instanceof ConfigurationException ? new ConfigurationException(e.code(), text, e) : e;
    }

    private TransportRequest next() {
        if (sent) {
            earlier.add(latest.messageId());
            latest = questions.get();
        }
        sent = true;
        return latest.request();
    }
}
