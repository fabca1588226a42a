package dev.eresident.core.transport;

import dev.eresident.core.EResidentException;
import dev.eresident.core.TransportException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call with all its attempts; used once, by one thread. */
final class Delivery<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final Set<String> LOGGED_HEADERS =
            Set.of("content-type", "content-length", "date", "retry-after", "server", "x-request-id");
    private static final int LONGEST_LOGGED_VALUE = 80;
    private static final Set<Integer> PASSING_STATUS = Set.of(429, 502, 503, 504);
    private static final int TOO_MANY_REQUESTS = 429;

    /** These say that the caller does not wait, or that the peer is not called: no reason to try again, and nothing about the peer. */
    private static final Set<String> OF_THE_CALLER =
            Set.of("INTERRUPTED", "DEADLINE_PASSED", "TOO_MANY_CALLS", "CIRCUIT_OPEN");

    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final OkHttpClient client;
    private final Resilience settings;
    private final Peers peers;
    private final TransportListener listener;
    private final Optional<Deadline> deadline;
    private final Supplier<TransportRequest> questions;
    private final Function<TransportResponse, T> reader;

    private TransportRequest request;
    private final TransportListener.Call told;
    private final long start;
    private final Duration time;
    private Optional<String> traceparent = Optional.empty();
    private int attempts;
    private boolean mayBeCarriedOut;
    private Exchange.@Nullable Progress progress;

    Delivery(
            OkHttpClient client,
            Resilience settings,
            Peers peers,
            TransportListener listener,
            Optional<Deadline> deadline,
            Supplier<TransportRequest> questions,
            Function<TransportResponse, T> reader) {
        this.client = client;
        this.settings = settings;
        this.peers = peers;
        this.listener = listener;
        this.deadline = deadline;
        this.questions = questions;
        this.reader = reader;
        this.request = questions.get();
        this.told = new TransportListener.Call(request.service(), request.method(), request.target());
        this.start = settings.now();
        this.time = request.timeout();
    }

    /** What one attempt brought. */
    private sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        /** Something that may pass, and how it ends the call when it is not tried again. */
        record Passing<T>(String reason, Duration notBefore, Supplier<T> end) implements Result<T> {}
    }

    T run() {
        tell(() -> listener.started(told));
        tell(() -> traceparent = listener.traceparent(told)
                .filter(text -> TRACEPARENT.matcher(text).matches()));
        Optional<String> failure = Optional.of("UNEXPECTED");
        try {
            T answer = attempts();
            failure = Optional.empty();
            return answer;
        } catch (EResidentException e) {
            failure = Optional.of(e.code());
            throw e;
        } finally {
            end(failure);
        }
    }

    private T attempts() {
        Result<T> result = attempt(start);
        while (result instanceof Result.Passing<T> passing) {
            if (attempts >= settings.attempts()) {
                return passing.end().get();
            }
            Duration pause = longer(settings.pauseAfter(attempts), passing.notBefore());
            if (pause.compareTo(left(settings.now())) >= 0) {
                return passing.end().get();
            }
            TransportListener.Retry retry = new TransportListener.Retry(attempts + 1, passing.reason(), pause);
            LOG.debug("{} is called again in {} ms after {}", told.service(), pause.toMillis(), passing.reason());
            tell(() -> listener.retrying(told, retry));
            sleep(pause);
            try {
                result = attempt(settings.now());
            } catch (TransportException e) {
                if (OF_THE_CALLER.contains(e.code()) && !e.code().equals("INTERRUPTED")) {
                    return passing.end().get();
                }
                throw e;
            }
        }
        return ((Result.Done<T>) result).value();
    }

    private Result<T> attempt(long now) {
        Duration given = left(now);
        if (given.isZero()) {
            throw Failures.deadlinePassed(request);
        }
        Peers.Permit permit = peers.enter(request);
        permit.change().ifPresent(this::changed);
        Peers.Sign sign = Peers.Sign.NONE;
        String code = "";
        TransportResponse response;
        try {
            if (attempts > 0) {
                request = questions.get(); // only now is it certain that it will be sent
            }
            attempts++;
            Exchange exchange = new Exchange(client, request, traceparent, given);
            progress = exchange.progress();
            response = exchange.run();
            boolean failed = isPassing(response) && response.status() != TOO_MANY_REQUESTS;
            code = "HTTP_" + response.status();
            sign = failed ? Peers.Sign.FAILED : Peers.Sign.ANSWERED;
        } catch (TransportException e) {
            code = e.code();
            sign = saysSomething(e, given) ? Peers.Sign.FAILED : Peers.Sign.NONE;
            return passing(e);
        } finally {
            peers.leave(permit, sign, code).ifPresent(this::changed);
        }
        return read(response);
    }

    private Result<T> read(TransportResponse response) {
        if (request.idempotent() && isPassing(response)) {
            return new Result.Passing<>("HTTP_" + response.status(), RetryAfter.of(response), end(response));
        }
        try {
            return new Result.Done<>(reader.apply(response));
        } catch (TransportException e) {
            return passing(e);
        }
    }

    /** How an answer that may pass ends the call. It is read at once: what it says of this attempt belongs to the ends of later ones too. */
    private Supplier<T> end(TransportResponse response) {
        try {
            T value = reader.apply(response);
            mayBeCarriedOut = true;
            return () -> value;
        } catch (TransportException e) {
            TransportException whole = ofAllAttempts(e);
            return () -> {
                throw whole;
            };
        } catch (EResidentException e) {
            mayBeCarriedOut = true;
            return () -> {
                throw e;
            };
        }
    }

    /** Of several attempts the outcome is unknown as soon as that of one is. */
    private TransportException ofAllAttempts(TransportException last) {
        TransportException whole = mayBeCarriedOut && !last.outcomeUnknown() ? Failures.openFromBefore(last) : last;
        mayBeCarriedOut = whole.outcomeUnknown();
        return whole;
    }

    private Result<T> passing(TransportException e) {
        TransportException whole = ofAllAttempts(e);
        if (!request.idempotent() || !e.retryable() || OF_THE_CALLER.contains(e.code())) {
            throw whole;
        }
        return new Result.Passing<>(e.code(), Duration.ZERO, () -> {
            throw whole;
        });
    }

    /** A peer that was given little time by an impatient caller has not failed. */
    private boolean saysSomething(TransportException e, Duration given) {
        Duration fair = request.serverWait()
                .plus(request.timeout().minus(request.serverWait()).dividedBy(2));
        boolean hurried = e.code().equals("TIMEOUT") && given.compareTo(fair) < 0;
        return e.retryable() && !OF_THE_CALLER.contains(e.code()) && !hurried;
    }

    private static boolean isPassing(TransportResponse response) {
        return PASSING_STATUS.contains(response.status());
    }

    /** What is left of the time-out, and of the caller's patience. */
    private Duration left(long now) {
        Duration left = Duration.ofNanos(Math.max(0, time.toNanos() - (now - start)));
        return deadline.map(Deadline::remaining)
                .filter(patience -> patience.compareTo(left) < 0)
                .orElse(left);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void sleep(Duration pause) {
        try {
            settings.sleep(pause);
        } catch (InterruptedException e) {
            throw Failures.interruptedBetween(request, mayBeCarriedOut, e);
        }
    }

    private void changed(TransportListener.CircuitChange change) {
        if (change.to() == CircuitState.OPEN) {
            LOG.warn(
                    "{} at {} fails, the last time with {}: it is not called for a while",
                    change.service(),
                    change.origin(),
                    change.lastFailure());
        } else {
            LOG.info("{} at {} is {}", change.service(), change.origin(), change.to());
        }
        tell(() -> listener.circuitChanged(change));
    }

    private void end(Optional<String> failure) {
        Exchange.Progress last = progress;
        TransportListener.End end = new TransportListener.End(
                last == null || last.status == 0 ? OptionalInt.empty() : OptionalInt.of(last.status),
                request.body().size(),
                last == null ? 0 : last.received,
                Duration.ofNanos(settings.now() - start),
                failure,
                attempts);
        log(end, last == null ? Map.of() : Exchange.joined(last.headers));
        tell(() -> listener.ended(told, end));
    }

    private void log(TransportListener.End end, Map<String, String> headers) {
        if (LOG.isDebugEnabled()) {
            Map<String, String> shown = new TreeMap<>(headers);
            shown.keySet().retainAll(LOGGED_HEADERS);
            shown.replaceAll((name, value) -> printable(value));
            LOG.debug(
                    "{} {} {} -> {} sent {} B received {} B in {} ms, {} attempts {} {}",
                    told.service(),
                    told.method(),
                    told.target(),
                    end.failure().orElse("answered"),
                    end.bytesSent(),
                    end.bytesReceived(),
                    end.duration().toMillis(),
                    end.attempts(),
                    end.status().isPresent() ? end.status().getAsInt() : "-",
                    shown);
        }
    }

    private static String printable(String value) {
        String cut = value.length() <= LONGEST_LOGGED_VALUE ? value : value.substring(0, LONGEST_LOGGED_VALUE) + "…";
        return cut.codePoints()
                .map(c -> c >= ' ' && c < 127 ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "A TransportListener threw {}; the call goes on",
                    e.getClass().getName());
        }
    }
}
