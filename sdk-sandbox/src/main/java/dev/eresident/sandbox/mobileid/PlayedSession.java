package dev.eresident.sandbox.mobileid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One session, from the request to what the phone did. */
final class PlayedSession {
    final boolean login;
    final JsonNode request;

    @Nullable JsonNode status;

    PlayedSession(boolean login, JsonNode request) {
        this.login = login;
        this.request = request;
    }

    byte[] hash() {
        return Base64.getDecoder().decode(request.path("hash").asText());
    }

    String hashType() {
        return request.path("hashType").asText();
    }

    String verificationCode() {
        byte[] hash = hash();
        return "%04d".formatted(((hash[0] & 0xfc) << 5) | (hash[hash.length - 1] & 0x7f));
    }
}
