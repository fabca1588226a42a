package dev.eresident.sandbox.smartid;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One session, from the request to what the phone did. */
final class PlayedSession {
    final String id;
    final String kind;
    final boolean notification;
    final JsonNode request;
    final String token;
    final byte[] secret;

    @Nullable JsonNode status;

    /** Where the app goes when the linked signature is done. */
    @Nullable URI back;

    PlayedSession(String id, String kind, boolean notification, JsonNode request, String token, byte[] secret) {
        this.id = id;
        this.kind = kind;
        this.notification = notification;
        this.request = request;
        this.token = token;
        this.secret = secret.clone();
    }

    String challenge() {
        JsonNode parameters = request.path("signatureProtocolParameters");
        return parameters.path(kind.equals("auth") ? "rpChallenge" : "digest").asText();
    }

    String protocol() {
        return request.path("signatureProtocol").asText();
    }

    String callback() {
        return request.path("initialCallbackUrl").asText();
    }

    String interactions() {
        return request.path("interactions").asText();
    }
}
