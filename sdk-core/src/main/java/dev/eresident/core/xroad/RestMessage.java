package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Address and headers of a REST question (protocol r1 §4.1–4.3). */
record RestMessage(XRoadClientId client, XRoadRestRequest request, String messageId) {
    String target() {
        return "/r1/" + request.service().toPath() + request.path()
                + request.query().map(text -> "?" + text).orElse("");
    }

    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.put("X-Road-Client", client.toPath());
        headers.put("X-Road-Id", messageId);
        XRoadContext context = request.context();
        context.userId().ifPresent(text -> headers.put("X-Road-UserId", text));
        context.operationId().ifPresent(text -> headers.put("X-Road-Issue", text));
        context.representedParty().ifPresent(party -> headers.put("X-Road-Represented-Party", encoded(party)));
        return headers;
    }

    private static String encoded(RepresentedParty party) {
        return Identifiers.encode(party.memberClass()
                .map(text -> java.util.List.of(text, party.code()))
                .orElseGet(() -> java.util.List.of(party.code())));
    }

    /** As the message log writes it: no space after the colon, every line ended. */
    Bytes head() {
        StringBuilder out = new StringBuilder(request.method())
                .append("\r\n")
                .append(target())
                .append("\r\n");
        headers()
                .forEach((name, value) ->
                        out.append(name).append(':').append(value).append("\r\n"));
        return Bytes.of(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Shows nothing of the message. */
    @Override
    public String toString() {
        return "RestMessage[" + messageId + "]";
    }
}
