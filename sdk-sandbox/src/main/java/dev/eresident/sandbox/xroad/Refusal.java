package dev.eresident.sandbox.xroad;

import java.io.Serial;

/** Why the security server refuses a request. */
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    Refusal(String code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    Refusal(XRoadError error) {
        this(error.code(), error.text());
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
