package dev.eresident.auth.signing;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.Outcome.Rejected;
import dev.eresident.auth.Outcome.Succeeded;
import dev.eresident.auth.Refusal;
import dev.eresident.auth.internal.Polling;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.signature.create.SignatureValue;
import dev.eresident.core.transport.Deadline;
import dev.eresident.core.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Has a person sign, from the choice of the certificate to the verified value, in one call. For a process that may restart in between, keep the
 * {@link SigningSession} and do the steps of {@link SigningMethod} one by one.
 *
 * <p>Immutable and thread-safe; made for one signer, costs nothing. It starts no threads.
 */
public final class RemoteSigner {
    private final SigningMethod method;
    private final Transport transport;
    private final Clock clock;

    private RemoteSigner(SigningMethod method, Transport transport, Clock clock) {
        this.method = Objects.requireNonNull(method, "method");
        this.transport = Objects.requireNonNull(transport, "transport");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Makes a signer.
     *
     * @param method who signs, in which way
     * @param transport through which the method calls its service; no call outlasts the deadline but those of {@code finish}, which would be in vain
     *     otherwise
     * @param clock tells the deadline
     * @return the signer
     * @throws IllegalArgumentException if the person must come back in between ({@link SigningMethod#needsReturn}): then do the steps one by one
     */
    public static RemoteSigner over(SigningMethod method, Transport transport, Clock clock) {
        if (method.needsReturn()) {
            throw new IllegalArgumentException(
                    "The person must come back before the signature counts; do the steps of SigningMethod one by one");
        }
        return new RemoteSigner(method, transport, clock);
    }

    /**
     * Has the person sign while the calling thread waits, asking at most once a second, also over failures that may pass.
     *
     * @param content what is signed
     * @param binding the browser session
     * @param started told once the person has been asked: show {@link SigningSession#verificationCode()}, or send the page what it needs. What it
     *     throws comes out, and ends the waiting
     * @param deadline until when, by the clock of this signer
     * @param cancelled asked before the person is, and between two polls; true ends the waiting
     * @return the verified value, or why not: the method's reasons, and {@code NO_ANSWER_IN_TIME}, {@code CANCELLED} (also by interruption,
     *     which a call that is under way does not notice)
     * @throws UncheckedIOException if the content cannot be read
     * @throws dev.eresident.core.TransportException {@code INTERRUPTED} before the person has been asked; if a service cannot be reached for good, or the deadline passes before the person has been asked
     * @throws dev.eresident.core.ServiceException if a service answered with an error
     */
    public Outcome<SignatureValue, Refusal> sign(
            SigningContent content,
            SessionBinding binding,
            Consumer<? super SigningSession> started,
            Instant deadline,
            BooleanSupplier cancelled) {
        return start(content, binding, deadline, cancelled).then(session -> {
            started.accept(session);
            return polling(session).await(deadline, cancelled).then(answer -> method.finish(session, answer, binding));
        });
    }

    /**
     * Has the person sign, on the caller's executor. Between two polls none of its threads is held, so few threads serve many signers.
     *
     * @param content what is signed
     * @param binding the browser session
     * @param started as in {@link #sign}, on the executor
     * @param deadline until when, by the clock of this signer
     * @param executor does the work; {@code shutdownNow} drops it, and leaves the future open
     * @return as {@link #sign}; cancelling it ends the asking, and what the person answers later is not used
     * @throws java.util.concurrent.RejectedExecutionException if the executor takes no work: nobody was asked
     */
    public CompletableFuture<Outcome<SignatureValue, Refusal>> signAsync(
            SigningContent content,
            SessionBinding binding,
            Consumer<? super SigningSession> started,
            Instant deadline,
            ScheduledExecutorService executor) {
        CompletableFuture<Outcome<SignatureValue, Refusal>> result = new CompletableFuture<>();
        executor.execute(() -> attempt(result, () -> {
            Outcome<SigningSession, Refusal> outcome = start(content, binding, deadline, result::isDone);
            if (outcome instanceof Succeeded<SigningSession, Refusal> ok) {
                started.accept(ok.value());
                follow(ok.value(), binding, polling(ok.value()).awaitAsync(deadline, executor), result);
            } else {
                result.complete(outcome.then(session -> Outcome.refused(SigningRefusal.CANCELLED)));
            }
        }));
        return result;
    }

    /** Finishes when the person has reacted, and stops asking when the caller gives up. */
    private void follow(
            SigningSession session,
            SessionBinding binding,
            CompletableFuture<Outcome<SigningAnswer, Refusal>> asking,
            CompletableFuture<Outcome<SignatureValue, Refusal>> result) {
        CompletableFuture<?> unusedFinish = asking.whenComplete((answer, failure) -> attempt(result, () -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(answer.then(given -> method.finish(session, given, binding)));
            }
        }));
        CompletableFuture<?> unusedEnd = result.whenComplete((value, failure) -> asking.cancel(false));
    }

    /** Does nothing for a result that somebody cancelled. */
    private static void attempt(CompletableFuture<?> result, Runnable step) {
        if (result.isDone()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private Outcome<SigningSession, Refusal> start(
            SigningContent content, SessionBinding binding, Instant deadline, BooleanSupplier cancelled) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            return Outcome.refused(SigningRefusal.NO_ANSWER_IN_TIME);
        }
        return transport.within(
                Deadline.after(left),
                () -> method.chooseCertificate().then(certificate -> {
                    PendingSignature pending = pending(content, certificate);
                    return cancelled.getAsBoolean()
                            ? Outcome.refused(SigningRefusal.CANCELLED)
                            : method.startSigning(pending, binding);
                }));
    }

    private static PendingSignature pending(SigningContent content, ChosenCertificate certificate) {
        try {
            return content.pending(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Polling<Outcome<SigningAnswer, Refusal>> polling(SigningSession session) {
        return new Polling<>(
                wait -> method.poll(session, wait)
                        .match(
                                answer -> answer.map(Succeeded::new),
                                refused -> Optional.of(new Rejected<>(refused.code(), refused.text(), refused.ocsp()))),
                Outcome.refused(SigningRefusal.NO_ANSWER_IN_TIME),
                Outcome.refused(SigningRefusal.CANCELLED),
                transport,
                clock);
    }

    /** Shows the method. */
    @Override
    public String toString() {
        return "RemoteSigner[" + method.method() + "]";
    }
}
