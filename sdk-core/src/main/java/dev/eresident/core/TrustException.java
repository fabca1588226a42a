package dev.eresident.core;

import org.jspecify.annotations.Nullable;

/** A certificate, pin or TLS peer could not be trusted, so the call was not made or its answer not used. */
public final class TrustException extends EResidentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param code stable machine code, upper case with underscores
     * @param message what went wrong and what to do about it, without personal data
     */
    public TrustException(String code, String message) {
        super(code, message, null);
    }

    /**
     * Makes the exception with its cause.
     *
     * @param code stable machine code, upper case with underscores
     * @param message what went wrong and what to do about it, without personal data
     * @param cause what was caught, or null
     */
    public TrustException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
