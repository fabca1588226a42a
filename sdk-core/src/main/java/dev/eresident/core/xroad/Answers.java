package dev.eresident.core.xroad;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.transport.TransportResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges what came back from the address of a security server. */
final class Answers {
    private static final XmlReading ERRORS = new XmlReading(new XmlLimits(100_000, 100, 8, 8));

    private Answers() {}

    static void requireAddress(URI address, boolean plaintext) {
        String path = address.getRawPath();
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        boolean root = (secure || "http".equalsIgnoreCase(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && (path == null || path.isEmpty() || path.equals("/"))
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
        if (!root) {
            throw new ConfigurationException(
                    "XROAD_ADDRESS",
                    "The security server's address must be http or https and a host, without path, query and user information");
        }
        if (!secure && !plaintext && !isLoopback(address.getHost())) {
            throw new ConfigurationException(
                    "XROAD_PLAINTEXT",
                    "The security server's address must be https; set its connection type to HTTPS and pin its certificate");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }

    static ProtocolException notASecurityServer(String service, String messageId, TransportResponse answer) {
        return new ProtocolException(
                "XROAD_NOT_A_SECURITY_SERVER",
                service + " got an answer (HTTP " + answer.status()
                        + ") that no security server gives; check address and port, and any proxy between [message "
                        + messageId
                        + "]");
    }

    static void requireMatch(
            TransportResponse answer, XRoadClientId client, XRoadServiceId asked, String service, String messageId) {
        Optional<String> error = answer.header("x-road-error");
        if (error.isPresent()) {
            throw fault(error.get(), answer).exception(service, messageId);
        }
        if (answer.header("x-road-id").isEmpty()) {
            throw notASecurityServer(service, messageId, answer);
        }
        requireEqual("id", answer.header("x-road-id"), Optional::of, messageId, messageId);
        requireEqual("client", answer.header("x-road-client"), Identifiers::decode, client.parts(), messageId);
        requireEqual("service", answer.header("x-road-service"), Identifiers::decode, asked.parts(), messageId);
    }

    private static <T> void requireEqual(
            String what, Optional<String> header, Function<String, Optional<T>> reader, T sent, String messageId) {
        if (!header.flatMap(reader).equals(Optional.of(sent))) {
            throw new ProtocolException(
                    "XROAD_ANSWER_MISMATCH",
                    "The " + what
                            + " of the X-Road answer is not that of the question: do not use the answer, treat the outcome as unknown, and"
                            + " tell the security server's operator [message " + messageId + "]");
        }
    }

    /** The header alone says what happened; the body, JSON or XML, adds text and detail when it can be read. */
    private static XRoadFaults fault(String type, TransportResponse answer) {
        byte[] body = answer.body().toByteArray();
        try {
            if (answer.hasMediaType("text/xml") || answer.hasMediaType("application/xml")) {
                XmlElement error = ERRORS.read(body);
                return new XRoadFaults(type, child(error, "message").orElse(""), child(error, "detail"));
            }
            JsonObject error = StrictJson.strict().withMaxLength(100_000).parse(body);
            return new XRoadFaults(
                    type,
                    error.string("message").orElse(""),
                    error.string("detail").filter(text -> !text.isBlank()));
        } catch (ProtocolException e) {
            return new XRoadFaults(type, "", Optional.empty());
        }
    }

    private static Optional<String> child(XmlElement error, String name) {
        List<XmlElement> found = error.elements("", name);
        return found.size() == 1 ? Optional.of(found.get(0).text()).filter(text -> !text.isBlank()) : Optional.empty();
    }
}
