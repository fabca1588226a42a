package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One REST question (X-Road message protocol for REST, r1).
 *
 * <p>The constructor throws {@link IllegalArgumentException} for a service without subsystem or with a version, for a path or query that
 * breaks the rules below, for headers that X-Road sets or drops itself, and for a header given twice in different case. Headers, cookies and {@code Authorization} included, are
 * written to the signed message logs.
 *
 * @param method {@code GET}, {@code HEAD}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param service the service; its provider must be a subsystem, and it has no version
 * @param path what follows the service code: empty, or beginning with a slash; encoded by the caller, and sent as it stands; without
 *     dot segments
 * @param query what follows the question mark, encoded by the caller
 * @param headers further headers: visible ASCII
 * @param body what is sent; empty for {@code GET} and {@code HEAD}
 * @param context why, by whom and for whom
 */
public record XRoadRestRequest(
        String method,
        XRoadServiceId service,
        String path,
        Optional<String> query,
        Map<String, String> headers,
        Bytes body,
        XRoadContext context) {
    private static final Pattern PATH = Pattern.compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*");
    private static final Pattern QUERY = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*");
    private static final Pattern DOTS = Pattern.compile("/(?:\\.|%2e){1,2}(?:/.*)?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> DROPPED = Set.of(
            "transfer-encoding",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "upgrade",
            "connection",
            "user-agent",
            "host",
            "content-length",
            "server",
            "expect");

    /** Checks the parts. */
    public XRoadRestRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(context, "context");
        require(service.client().subsystem().isPresent(), "A REST service belongs to a subsystem");
        require(service.version().isEmpty(), "A REST service has no version");
        require(
                PATH.matcher(path).matches() && !hasDotSegment(path),
                "A path is empty or begins with a slash, is percent-encoded and has no dot segments");
        query.ifPresent(text -> require(QUERY.matcher(text).matches(), "A query must be percent-encoded"));
        headers = Map.copyOf(headers);
        headers.keySet().forEach(XRoadRestRequest::requireOwn);
        require(
                headers.keySet().stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        == headers.size(),
                "A header may be given once, whatever its case");
    }

    private static boolean hasDotSegment(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (DOTS.matcher(path.substring(slash)).matches()) {
                return true;
            }
        }
        return false;
    }

    private static void requireOwn(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        require(
                !lower.startsWith("x-road-") && !DROPPED.contains(lower),
                "Headers of X-Road and of the connection are set by the client; use the context");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /**
     * Makes a question that reads JSON.
     *
     * @param service the service
     * @param path what follows the service code
     * @return a GET without query
     */
    public static XRoadRestRequest get(XRoadServiceId service, String path) {
        return new XRoadRestRequest(
                "GET",
                service,
                path,
                Optional.empty(),
                Map.of("Accept", "application/json"),
                Bytes.empty(),
                XRoadContext.none());
    }

    /**
     * Makes a question that posts a body and reads JSON.
     *
     * @param service the service
     * @param path what follows the service code
     * @param contentType media type of the body, with its charset
     * @param body what is sent
     * @return a POST without query
     */
    public static XRoadRestRequest post(XRoadServiceId service, String path, String contentType, Bytes body) {
        return new XRoadRestRequest(
                "POST",
                service,
                path,
                Optional.empty(),
                Map.of("Accept", "application/json", "Content-Type", contentType),
                body,
                XRoadContext.none());
    }

    /**
     * Sets the query.
     *
     * @param encoded without question mark
     * @return a copy
     */
    public XRoadRestRequest withQuery(String encoded) {
        return new XRoadRestRequest(method, service, path, Optional.of(encoded), headers, body, context);
    }

    /**
     * Sets why, by whom and for whom the call is made.
     *
     * @param why the context
     * @return a copy
     */
    public XRoadRestRequest withContext(XRoadContext why) {
        return new XRoadRestRequest(method, service, path, query, headers, body, why);
    }

    /** Shows method, service and size, never path, query, headers or body. */
    @Override
    public String toString() {
        return "XRoadRestRequest[" + method + " " + service + ", " + body.size() + " bytes]";
    }
}
