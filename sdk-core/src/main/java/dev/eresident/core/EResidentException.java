package dev.eresident.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says that a call could not be answered. Root of all exceptions that the SDK throws on purpose.
 *
 * <p>What an honest user or the state may answer (refused, invalid, revoked, declined) is never an exception but a result type
 * beside its service. The six leaves are final and sealed; {@link #code()} tells the cases of one leaf apart and is stable
 * across releases. No message holds personal data, credentials or key material.
 */
public abstract sealed class EResidentException extends RuntimeException
        permits ConfigurationException,
                TransportException,
                ProtocolException,
                ServiceException,
                TrustException,
                BugException {
    private static final long serialVersionUID = 1L;

    private final String code;

    EResidentException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * Returns the stable machine code of this failure, upper case with underscores, for example {@code OCSP_TIMEOUT}.
     *
     * @return the code, never empty
     */
    public String code() {
        return code;
    }

    /**
     * Returns type, code and message, as log lines and stack traces show them; {@link #getMessage()} stays the sentence alone.
     *
     * @return for example {@code dev.eresident.core.ConfigurationException: TRUST_EMPTY: The trust folder …}
     */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // callers show code and message apart
    public String toString() {
        return getClass().getName() + ": " + code + ": " + getMessage();
    }
}
