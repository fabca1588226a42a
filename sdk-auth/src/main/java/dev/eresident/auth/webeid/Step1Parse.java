package dev.eresident.auth.webeid;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonValue;
import dev.eresident.core.internal.json.JsonValue.JsonBoolean;
import dev.eresident.core.internal.json.JsonValue.JsonNull;
import dev.eresident.core.internal.json.JsonValue.JsonNumber;
import dev.eresident.core.internal.json.JsonValue.JsonText;
import dev.eresident.core.internal.json.StrictJson;
import java.util.Optional;

/**
 * Step 1: the text is a JSON object of bearable size (Web eID §1.1, §1.4).
 *
 * <p>As liberal as the state's own libraries, so that no token passes there and fails here: of a field given twice the last one
 * counts, what follows
 * the object and unknown fields are ignored, and a number or a boolean stands for its text (which then fails the step that uses it).
 * All checks work on what this one reading gave, so nothing can be read in two ways.
 */
final class Step1Parse {
    private static final int SHORTEST = 100;
    private static final int LONGEST = 10_000;
    private static final StrictJson JSON =
            StrictJson.strict().withMaxLength(LONGEST).allowDuplicateKeys().allowTrailingTokens();

    private Step1Parse() {}

    static Step<Token> parse(String json) {
        if (json.length() < SHORTEST) {
            return Step.refused(WebEidRefusal.TOKEN_TOO_SHORT);
        }
        if (json.length() > LONGEST) {
            return Step.refused(WebEidRefusal.TOKEN_TOO_LONG);
        }
        try {
            JsonObject object = JSON.parse(json);
            return Step.passed(new Token(
                    scalar(object, "format"),
                    scalar(object, "unverifiedCertificate"),
                    scalar(object, "algorithm"),
                    scalar(object, "signature"),
                    isPresent(object, "unverifiedSigningCertificates")
                            || isPresent(object, "unverifiedIntermediateCertificates")));
        } catch (ProtocolException e) {
            return Step.refused(WebEidRefusal.TOKEN_UNPARSABLE, e.code());
        }
    }

    private static String scalar(JsonObject object, String name) {
        Optional<JsonValue> value = object.member(name);
        if (value.isEmpty() || value.get() instanceof JsonNull) {
            return "";
        }
        if (value.get() instanceof JsonText text) {
            return text.value();
        }
        if (value.get() instanceof JsonNumber number) {
            return number.value().toString();
        }
        if (value.get() instanceof JsonBoolean bool) {
            return String.valueOf(bool.value());
        }
        throw new ProtocolException("JSON_FIELD_TYPE", "The JSON member " + name + " must be a string");
    }

    private static boolean isPresent(JsonObject object, String name) {
        return object.member(name).filter(value -> !(value instanceof JsonNull)).isPresent();
    }
}
