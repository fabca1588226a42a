package dev.eresident.sandbox.xroad;

import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import dev.eresident.sandbox.xml.SandboxXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes REST answers of the security server, rightly or with one fault. */
final class RestAnswers {
    private RestAnswers() {}

    /** An X-Road error: 500 for codes of the server, else 400; XML if the caller accepts it. */
    static WebAnswer error(WebRequest request, String code, String canonicalCode, String text, String detail) {
        int status = canonicalCode.startsWith("server.") ? 500 : 400;
        String accept = request.header("Accept").orElse("").toLowerCase(Locale.ROOT);
        boolean xml = accept.contains("text/xml") || accept.contains("application/xml") || accept.contains("text/*");
        WebAnswer answer = xml
                ? WebAnswer.of(
                        status,
                        "text/xml;charset=utf-8",
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><error><type>" + SandboxXml.escape(code)
                                + "</type><message>" + SandboxXml.escape(text) + "</message><detail>" + detail
                                + "</detail></error>")
                : WebAnswer.of(
                        status,
                        "application/json;charset=utf-8",
                        "{\"type\":\"" + json(code) + "\",\"message\":\"" + json(text) + "\",\"detail\":\"" + detail
                                + "\"}");
        return answer.with("X-Road-Error", code);
    }

    static WebAnswer answer(
            RestCall call, WebRequest request, WebAnswer provided, String requestId, @Nullable XRoadFault fault) {
        WebAnswer answer = provided;
        if (fault == XRoadFault.PROVIDER_FAULT || fault == XRoadFault.PROVIDER_FAULT_BARE_CODE) {
            answer = WebAnswer.of(503, "application/json", "{\"error\":\"The provider cannot answer\"}");
        }
        if (fault == XRoadFault.DOCUMENT_TYPE) {
            answer = WebAnswer.of(200, "text/xml", "<!DOCTYPE x [<!ENTITY e \"entity\">]><x>&e;</x>");
        }
        byte[] head = Sha512.of(call.serialised(request));
        String hash = request.body().length == 0
                ? Sha512.base64(call.serialised(request))
                : Sha512.base64(head, Sha512.of(request.body()));
        answer = answer.with("x-road-id", fault == XRoadFault.WRONG_ID ? "another-message" : call.id())
                .with("x-road-client", member(XRoadNames.encode(call.client()), fault == XRoadFault.WRONG_CLIENT))
                .with("x-road-service", member(call.serviceKey(), fault == XRoadFault.WRONG_SERVICE))
                .with("x-road-request-id", requestId)
                .with("x-road-request-hash", hash);
        if (fault == null) {
            return answer;
        }
        return switch (fault) {
            case NO_ID -> answer.without("x-road-id");
            case NO_CLIENT -> answer.without("x-road-client");
            case NO_SERVICE -> answer.without("x-road-service");
            default -> answer;
        };
    }

    /** A service of the sandbox that tells what it was asked. */
    static WebAnswer echo(WebRequest request) {
        String hash = Sha512.base64(request.body());
        return WebAnswer.of(
                200,
                "application/json",
                "{\"method\":\"" + json(request.method()) + "\",\"target\":\"" + json(request.target())
                        + "\",\"bodySha512\":\"" + hash + "\"}");
    }

    private static String member(String name, boolean other) {
        if (!other) {
            return name;
        }
        List<String> parts = new ArrayList<>(List.of(name.split("/", -1)));
        parts.set(2, "00000000");
        return String.join("/", parts);
    }

    private static String json(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }
}
