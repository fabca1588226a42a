package dev.eresident.core;

import org.jspecify.annotations.Nullable;

/** The SDK was set up in a way that cannot work: a missing, contradictory or malformed setting. */
public final class ConfigurationException extends EResidentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param code stable machine code, upper case with underscores
     * @param message what went wrong and what to do about it, without personal data
     */
    public ConfigurationException(String code, String message) {
        super(code, message, null);
    }

    /**
     * Makes the exception with its cause.
     *
     * @param code stable machine code, upper case with underscores
     * @param message what went wrong and what to do about it, without personal data
     * @param cause what was caught, or null
     */
    public ConfigurationException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
