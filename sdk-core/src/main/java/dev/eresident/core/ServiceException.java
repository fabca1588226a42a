package dev.eresident.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service answered, and its answer was an error of its own (HTTP status, OCSP response status, SOAP fault). */
public final class ServiceException extends EResidentException {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final @Nullable String requestId;

    /**
     * Makes the exception.
     *
     * @param code stable machine code, for example {@code OCSP_TRY_LATER} or {@code HTTP_503}
     * @param service which service answered
     * @param message what it said and what to do about it, without personal data
     * @param requestId the id under which the service's operator can find the call, or null
     */
    public ServiceException(String code, String service, String message, @Nullable String requestId) {
        super(code, message, null);
        this.service = service;
        this.requestId = requestId;
    }

    /**
     * Returns which service answered.
     *
     * @return service name and, where it helps, its address without query and user information
     */
    public String service() {
        return service;
    }

    /**
     * Returns the id under which the service's operator can find the call.
     *
     * @return the id, empty when the protocol has none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
