package dev.eresident.auth.signing;

import java.util.Objects;

/**
 * What a service or a page answered, unverified; a plain value to hand to {@code finish}. Holds personal data.
 *
 * @param text as it arrived
 */
public record SigningAnswer(String text) {
    /** Refuses null. */
    public SigningAnswer {
        Objects.requireNonNull(text, "text");
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "SigningAnswer[redacted]";
    }
}
