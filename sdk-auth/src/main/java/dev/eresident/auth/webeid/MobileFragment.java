package dev.eresident.auth.webeid;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonValue;
import dev.eresident.core.internal.json.JsonValue.JsonBoolean;
import dev.eresident.core.internal.json.JsonValue.JsonNull;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import java.util.Base64;
import java.util.Optional;

/** Reads the fragment with which the mobile app returns. */
final class MobileFragment {
    /** Base64 of the longest token, and some more. */
    private static final int LONGEST = 90_000;

    private static final StrictJson JSON = StrictJson.strict().withMaxLength(LONGEST);

    private MobileFragment() {}

    static MobileAnswer read(String fragment) {
        if (fragment.length() > LONGEST) {
            return new MobileAnswer.Unreadable();
        }
        try {
            return read(JSON.parse(decode(fragment)));
        } catch (ProtocolException | IllegalArgumentException e) {
            return new MobileAnswer.Unreadable();
        }
    }

    private static byte[] decode(String fragment) {
        String text = fragment.startsWith("#") ? fragment.substring(1) : fragment;
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return Base64.getDecoder()
                .decode(text.substring(0, end).replace('-', '+').replace('_', '/'));
    }

    private static MobileAnswer read(JsonObject answer) {
        if (isFailure(answer)) {
            return new MobileAnswer.Failed(
                    WebEidClientError.of(answer.string("code").orElse("")));
        }
        Optional<JsonObject> token = answer.object("authToken");
        if (token.isPresent()) {
            return new MobileAnswer.Token(JsonWriter.copyOf(token.get()));
        }
        String whole = JsonWriter.copyOf(answer);
        if (answer.string("signature").isPresent()) {
            return new MobileAnswer.Signature(whole);
        }
        return answer.string("certificate").isPresent()
                ? new MobileAnswer.Certificate(whole)
                : new MobileAnswer.Unreadable();
    }

    private static boolean isFailure(JsonObject answer) {
        Optional<JsonValue> error = answer.member("error");
        return error.isPresent()
                && !(error.get() instanceof JsonNull)
                && !(error.get() instanceof JsonBoolean bool && !bool.value());
    }
}
