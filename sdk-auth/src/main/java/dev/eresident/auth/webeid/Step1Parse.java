package dev.eresident.auth.webeid;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonValue;
import dev.eresident.core.internal.json.JsonValue.JsonNull;
import dev.eresident.core.internal.json.StrictJson;
import java.util.Optional;

/**
 * Step 1: the text is a JSON object of bearable size (Web eID §1.1, §1.4).
 *
 * <p>As liberal as the state's own libraries, so that no token passes there and fails here: of a field given twice the last one
 * counts, what follows
 * the object and unknown fields are ignored, and a number or a boolean stands for its text (which then fails the step that uses it).
 * All checks work on what this one reading gave, so nothing can be read in two ways. Only a token of format 1.1 may be long,
 * because it may hold further certificates.
 */
final class Step1Parse {
    private static final int SHORTEST = 100;
    private static final int LONGEST = 10_000;
    private static final int LONGEST_OF_11 = 65_536;
    private static final StrictJson JSON = StrictJson.strict()
            .withMaxLength(LONGEST_OF_11)
            .allowDuplicateKeys()
            .allowTrailingTokens();

    private Step1Parse() {}

    static Step<Token> parse(String json) {
        if (json.length() < SHORTEST) {
            return Step.refused(WebEidRefusal.TOKEN_TOO_SHORT);
        }
        if (json.length() > LONGEST_OF_11) {
            return Step.refused(WebEidRefusal.TOKEN_TOO_LONG);
        }
        boolean isLong = json.length() > LONGEST;
        try {
            JsonObject object = JSON.parse(json);
            Token token = new Token(
                    scalar(object, "format"),
                    scalar(object, "unverifiedCertificate"),
                    scalar(object, "algorithm"),
                    scalar(object, "signature"),
                    member(object, "unverifiedIntermediateCertificates"),
                    member(object, "unverifiedSigningCertificates"));
            return isLong && !token.isOf11() ? Step.refused(WebEidRefusal.TOKEN_TOO_LONG) : Step.passed(token);
        } catch (ProtocolException e) {
            return isLong
                    ? Step.refused(WebEidRefusal.TOKEN_TOO_LONG)
                    : Step.refused(WebEidRefusal.TOKEN_UNPARSABLE, e.code());
        }
    }

    private static String scalar(JsonObject object, String name) {
        return object.member(name).map(value -> CardLists.text(value, name)).orElse("");
    }

    private static Optional<JsonValue> member(JsonObject object, String name) {
        return object.member(name).filter(value -> !(value instanceof JsonNull));
    }
}
