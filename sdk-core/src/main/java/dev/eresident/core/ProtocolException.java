package dev.eresident.core;

import org.jspecify.annotations.Nullable;

/** A peer, or a document, broke the rules of its format: the bytes could not be read as what they should be. */
public final class ProtocolException extends EResidentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param code stable machine code, upper case with underscores
     * @param message what went wrong and what to do about it, without personal data
     */
    public ProtocolException(String code, String message) {
        super(code, message, null);
    }

    /**
     * Makes the exception with its cause.
     *
     * @param code stable machine code, upper case with underscores
     * @param message what went wrong and what to do about it, without personal data
     * @param cause what was caught, or null
     */
    public ProtocolException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
