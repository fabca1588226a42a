package dev.eresident.core.revocation;

import java.util.Arrays;

/** OCSPResponseStatus other than successful (RFC 6960 §4.2.1). */
enum ResponderError {
    MALFORMED_REQUEST(1, "malformedRequest; the responder could not read the question"),
    INTERNAL_ERROR(2, "internalError; try again later"),
    TRY_LATER(3, "tryLater; try again later"),
    SIG_REQUIRED(5, "sigRequired; this responder wants signed questions, use the certificate's own responder"),
    UNAUTHORIZED(6, "unauthorized; no contract for this address, or a certificate that the responder does not serve"),
    UNKNOWN_STATUS(-1, "an unknown error status");

    private final int value;
    private final String text;

    ResponderError(int value, String text) {
        this.value = value;
        this.text = text;
    }

    static ResponderError of(int value) {
        return Arrays.stream(values())
                .filter(error -> error.value == value)
                .findFirst()
                .orElse(UNKNOWN_STATUS);
    }

    String code() {
        return "OCSP_" + name();
    }

    String text() {
        return text;
    }
}
