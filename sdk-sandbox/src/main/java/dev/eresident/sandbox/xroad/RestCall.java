package dev.eresident.sandbox.xroad;

import dev.eresident.sandbox.web.WebRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A REST request of the protocol r1, read strictly.
 *
 * @param client instance, class, member and possibly subsystem
 * @param provider instance, class, member and subsystem
 * @param serviceCode the service code
 * @param id the message id
 * @param rest what follows the service code
 */
record RestCall(List<String> client, List<String> provider, String serviceCode, String id, String rest) {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");
    private static final int PIECES = 8;
    private static final int MAX_ID = 255;

    String serviceKey() {
        return XRoadNames.encode(provider) + "/" + XRoadNames.encode(List.of(serviceCode));
    }

    static RestCall read(WebRequest request, String ownId) throws Refusal {
        if (!METHODS.contains(request.method())) {
            throw new Refusal("client.invalid_http_method", "The method " + request.method() + " is not supported");
        }
        String[] pieces = request.path().split("/", PIECES);
        if (pieces.length < PIECES - 1) {
            throw new Refusal("client.bad_request", "The path names no instance, class, member, subsystem and service");
        }
        List<String> names = XRoadNames.decode(String.join("/", List.of(pieces).subList(2, 7)))
                .orElseThrow(() -> new Refusal("client.bad_request", "An identifier in the path is malformed"));
        List<String> client = request.header("X-Road-Client")
                .flatMap(XRoadNames::decode)
                .filter(parts -> parts.size() == 3 || parts.size() == 4)
                .orElseThrow(() -> new Refusal(XRoadError.INVALID_CLIENT_IDENTIFIER));
        String id = request.header("X-Road-Id").orElse(ownId);
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw new Refusal("client.bad_request", "X-Road-Id has 1 to 255 characters");
        }
        checkParts(request, "X-Road-Represented-Party", 1, 2);
        checkParts(request, "X-Road-Security-Server", 4, 4);
        for (String hidden : List.of("X-Road-Request-Hash", "X-Road-Request-Id")) {
            if (request.header(hidden).isPresent()) {
                throw new Refusal("client.bad_request", hidden + " stands in answers only");
            }
        }
        int query = request.target().indexOf('?');
        String rest = (pieces.length == PIECES ? "/" + pieces[PIECES - 1] : "")
                + (query < 0 ? "" : request.target().substring(query));
        return new RestCall(client, names.subList(0, 4), names.get(4), id, rest);
    }

    private static void checkParts(WebRequest request, String header, int from, int to) throws Refusal {
        Optional<String> value = request.header(header);
        if (value.isPresent()) {
            int size = XRoadNames.decode(value.get()).map(List::size).orElse(0);
            if (size < from || size > to) {
                throw new Refusal("client.bad_request", header + " is malformed");
            }
        }
    }

    /** The request as this server would log it: line and headers. */
    byte[] serialised(WebRequest request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((request.method() + " " + request.target() + "\r\n").getBytes(StandardCharsets.UTF_8));
        request.headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!Set.of("host", "connection", "content-length", "user-agent").contains(name)) {
                out.writeBytes((header.getKey() + ":" + header.getValue() + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }
}
