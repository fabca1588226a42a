package dev.eresident.core.transport;

import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Turns what the network threw into one of our exceptions. */
final class Failures {
    private Failures() {}

    static EResidentException tooLarge(TransportRequest request) {
        return new TransportException(
                "ANSWER_TOO_LARGE",
                request.service(),
                request.service() + " sent more than the " + request.maximumAnswer()
                        + " bytes allowed; check that the address is right, or raise the limit",
                false,
                true,
                null);
    }

    static TransportException deadlinePassed(TransportRequest request) {
        return new TransportException(
                "DEADLINE_PASSED",
                request.service(),
                request.service() + " was not called, because the caller's deadline had passed; nothing was sent",
                true,
                false,
                null);
    }

    static TransportException interruptedBetween(TransportRequest request, boolean outcomeUnknown, Exception cause) {
        Thread.currentThread().interrupt();
        return new TransportException(
                "INTERRUPTED",
                request.service(),
                request.service() + " was not called again: the calling thread was interrupted",
                true,
                outcomeUnknown,
                cause);
    }

    /** Nothing of the last attempt was carried out, perhaps; but of an earlier one. */
    static TransportException openFromBefore(TransportException last) {
        return new TransportException(
                last.code(),
                last.service(),
                last.getMessage() + " (an earlier attempt may have been carried out)",
                last.retryable(),
                true,
                last);
    }

    static EResidentException interrupted(Exception e, TransportRequest request, Exchange.Progress progress) {
        Thread.currentThread().interrupt();
        return new Failure(e, request, progress.connected)
                .as("INTERRUPTED", "was not waited for: the calling thread was interrupted", true);
    }

    static EResidentException describe(
            IOException e, TransportRequest request, Exchange.Progress progress, boolean timeIsUp) {
        Failure failure = new Failure(e, request, progress.connected);
        if (has(e, InterruptedIOException.class) && Thread.currentThread().isInterrupted()) {
            return interrupted(e, request, progress);
        }
        if (timeIsUp || has(e, SocketTimeoutException.class) || isCallTimeout(e)) {
            String text = progress.status != 0
                    ? "did not finish its answer within "
                    : progress.connected ? "did not answer within " : "could not be connected to within ";
            return failure.as(
                    "TIMEOUT",
                    text + "the time-out (" + progress.given.toMillis()
                            + (progress.given.equals(request.timeout()) ? " ms for the whole call" : " ms were left")
                            + "); try again later, or allow more time",
                    true);
        }
        if (has(e, UnknownHostException.class)) {
            return failure.as(
                    "UNKNOWN_HOST", "has a host name that does not resolve; check the address and the DNS", true);
        }
        // Once connected, the same exceptions say that records were damaged on their way, perhaps those of the answer.
        if (!progress.connected && isUntrusted(e)) {
            return new TrustException(
                    "TLS_PEER_UNTRUSTED",
                    request.service()
                            + " showed a TLS certificate that is not trusted or not for its host; nothing was sent."
                            + " Check the address, and the trust manager given to the transport",
                    e);
        }
        if (has(e, SSLException.class)) {
            return failure.as(
                    "TLS_FAILED",
                    "could not be spoken to over TLS; check its address, and whether it wants a client certificate",
                    false);
        }
        if (has(e, ConnectException.class) || has(e, NoRouteToHostException.class)) {
            boolean refused = text(e).contains("refused");
            return failure.as(
                    refused ? "CONNECT_REFUSED" : "CONNECT_FAILED",
                    refused
                            ? "refused the connection; check address and port, or try again later"
                            : "could not be connected to; check network, firewall and proxy, or try again later",
                    true);
        }
        return afterConnecting(e, request, progress, failure);
    }

    private static EResidentException afterConnecting(
            IOException e, TransportRequest request, Exchange.Progress progress, Failure failure) {
        boolean ended = has(e, EOFException.class) || text(e).contains("unexpected end of stream");
        if (ended && progress.status != 0) {
            return failure.as("ANSWER_CUT", "closed the connection in the middle of its answer; try again later", true);
        }
        if (ended || has(e, SocketException.class)) {
            return failure.as(
                    "CONNECTION_RESET",
                    progress.status != 0
                            ? "broke the connection in the middle of its answer; try again later"
                            : "broke the connection without an answer; try again later",
                    true);
        }
        if (e instanceof java.net.ProtocolException) {
            return new ProtocolException(
                    "HTTP_UNREADABLE",
                    request.service()
                            + " answered something that is not HTTP/1.1; check the address and any proxy between",
                    e);
        }
        return failure.as("IO_FAILED", "could not be spoken to; try again later", true);
    }

    private static boolean isCallTimeout(IOException e) {
        return e instanceof InterruptedIOException && text(e).contains("timeout");
    }

    private static boolean isUntrusted(IOException e) {
        return has(e, SSLPeerUnverifiedException.class)
                || (has(e, SSLException.class) && has(e, GeneralSecurityException.class));
    }

    private static String text(IOException e) {
        StringBuilder all = new StringBuilder();
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            all.append(t.getMessage()).append('\n');
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        int depth = 0;
        for (@Nullable Throwable t = e; t != null && depth < 10; t = t.getCause(), depth++) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** What all transport exceptions of one failed exchange share. */
    private record Failure(Exception cause, TransportRequest request, boolean connected) {
        TransportException as(String code, String text, boolean retryable) {
            return new TransportException(
                    code, request.service(), request.service() + " " + text, retryable, connected, cause);
        }
    }
}
