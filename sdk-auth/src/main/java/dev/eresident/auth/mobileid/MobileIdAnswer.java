package dev.eresident.auth.mobileid;

/**
 * What the service answered about a session, unverified; a plain value to hand to {@code finish}. Holds personal data.
 *
 * @param json the answer as it arrived
 */
public record MobileIdAnswer(String json) {
    /** Shows nothing. */
    @Override
    public String toString() {
        return "MobileIdAnswer[redacted]";
    }
}
