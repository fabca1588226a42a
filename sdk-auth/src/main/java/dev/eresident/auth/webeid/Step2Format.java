package dev.eresident.auth.webeid;

import dev.eresident.core.ProtocolException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Step 2: the format is one that this release reads (Web eID §1.3).
 *
 * <p>{@code web-eid:1} and {@code web-eid:1.N} have the rules of 1.0, because minor versions are compatible; except {@code
 * web-eid:1.1}, which adds lists of certificates. Exactly {@code web-eid:1} and {@code web-eid:1.0} must not carry them; in other
 * minor versions they are not looked at.
 */
final class Step2Format {
    private static final Pattern MAJOR_1 = Pattern.compile("web-eid:1(\\.[0-9]+)?");
    private static final Set<String> EXACTLY_1_0 = Set.of("web-eid:1", "web-eid:1.0");

    private Step2Format() {}

    /**
     * A token with its lists, which are empty but in format 1.1.
     *
     * @param token of a known format
     * @param lists of the right types
     */
    record Known(Token token, CardLists lists) {}

    static Step<Known> check(Token token) {
        if (!MAJOR_1.matcher(token.format()).matches()) {
            return Step.refused(WebEidRefusal.FORMAT_UNSUPPORTED);
        }
        if (EXACTLY_1_0.contains(token.format()) && token.hasFieldsOf11()) {
            return Step.refused(WebEidRefusal.FIELD_NOT_ALLOWED_FOR_FORMAT);
        }
        if (!token.isOf11()) {
            return Step.passed(new Known(token, CardLists.NONE));
        }
        try {
            return Step.passed(new Known(token, CardLists.read(token)));
        } catch (ProtocolException e) {
            return Step.refused(WebEidRefusal.TOKEN_UNPARSABLE, e.code());
        }
    }
}
