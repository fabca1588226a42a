package dev.eresident.core;

import org.jspecify.annotations.Nullable;

/** The network did not carry the call: no connection, a time-out, a broken or oversized answer. */
public final class TransportException extends EResidentException {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final boolean retryable;
    private final boolean outcomeUnknown;

    /**
     * Makes the exception.
     *
     * @param code stable machine code, for example {@code TIMEOUT}
     * @param service which service was called, for example {@code OCSP http://aia.sk.ee/esteid2018}
     * @param message what went wrong and what to do about it, without personal data
     * @param retryable whether the same call may succeed later
     * @param outcomeUnknown whether the service may have acted on the request although no answer was read
     * @param cause what was caught, or null
     */
    public TransportException(
            String code,
            String service,
            String message,
            boolean retryable,
            boolean outcomeUnknown,
            @Nullable Throwable cause) {
        super(code, message, cause);
        this.service = service;
        this.retryable = retryable;
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Returns which service was called.
     *
     * @return service name and, where it helps, its address without query and user information
     */
    public String service() {
        return service;
    }

    /**
     * Tells whether the same call may succeed later.
     *
     * @return true for time-outs, refused connections and the like
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * Tells whether the service may have acted on the request although its answer was not read.
     *
     * @return true once any byte of the request may have reached the service
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
