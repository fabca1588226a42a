package dev.eresident.auth.webeid;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Step 2: the format is one that this release reads (Web eID §1.3).
 *
 * <p>{@code web-eid:1} and {@code web-eid:1.N} have the rules of 1.0, because minor versions are compatible; except {@code
 * web-eid:1.1}, which has rules of its own
 * that this release does not know and therefore refuses. Exactly {@code web-eid:1} and {@code web-eid:1.0} must not carry fields of 1.1.
 */
final class Step2Format {
    private static final Pattern MAJOR_1 = Pattern.compile("web-eid:1(\\.[0-9]+)?");
    private static final String FORMAT_1_1 = "web-eid:1.1";
    private static final Set<String> EXACTLY_1_0 = Set.of("web-eid:1", "web-eid:1.0");

    private Step2Format() {}

    static Step<Token> check(Token token) {
        if (!MAJOR_1.matcher(token.format()).matches() || token.format().equals(FORMAT_1_1)) {
            return Step.refused(WebEidRefusal.FORMAT_UNSUPPORTED);
        }
        if (EXACTLY_1_0.contains(token.format()) && token.hasFieldsOf11()) {
            return Step.refused(WebEidRefusal.FIELD_NOT_ALLOWED_FOR_FORMAT);
        }
        return Step.passed(token);
    }
}
