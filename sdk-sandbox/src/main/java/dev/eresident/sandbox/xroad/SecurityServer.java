package dev.eresident.sandbox.xroad;

import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The security server of the sandbox's bank: clients, services, access rights and faults.
 *
 * <p>Names of clients are paths like {@code ee-dev/COM/12345678/bank}, names of services paths like
 * {@code ee-dev/GOV/70000310/arireg/esindus_v2/v1} (SOAP, with the version) or {@code ee-dev/GOV/70000310/arireg/service} (REST, without
 * one), each part percent-encoded. Each message that reached a provider is counted by {@link #deliveries()}. Safe for use by several
 * threads.
 */
public final class SecurityServer {
    /** The instance of all names in the sandbox. */
    public static final String INSTANCE = "ee-dev";

    /** What the names of the register's SOAP services begin with. */
    public static final String REGISTER = INSTANCE + "/GOV/70000310/arireg";

    /** A REST service that answers with what it was asked. */
    public static final String ECHO = INSTANCE + "/GOV/70000000/sandbox/echo";

    private static final int MAX_DELIVERIES = 10_000;

    private final ServiceRoute route;
    private final URI uri;
    private final Random random;
    private final String defaultClient;
    private final Set<String> clients = new HashSet<>();
    private final Map<String, SoapProvider> soap = new HashMap<>();
    private final Map<String, RestProvider> rest = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final Set<String> rights = new HashSet<>();
    private final Map<String, String> certificates = new HashMap<>();
    private final Queue<Object> once = new ArrayDeque<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private @Nullable Object always;
    private ErrorSpelling spelling = ErrorSpelling.LOWER_CASE;

    /**
     * A message that reached a provider.
     *
     * @param messageId as sent
     * @param client the client's name
     * @param service the service's name
     */
    public record Delivery(String messageId, String client, String service) {}

    /** An X-Road error on command. */
    private record Scripted(String code, String text) {}

    /**
     * Makes a server with one client and the echo service; {@code Sandbox} does this.
     *
     * @param route counts and breaks the requests
     * @param uri the address
     * @param random where the server's own numbers come from
     * @param defaultClient the name of the one client
     */
    public SecurityServer(ServiceRoute route, URI uri, Random random, String defaultClient) {
        this.route = route;
        this.uri = uri;
        this.random = random;
        this.defaultClient = defaultClient;
        clients.add(defaultClient);
        provideRest(ECHO, RestAnswers::echo);
    }

    /**
     * The address: SOAP is posted here, REST goes to {@code /r1/} below it.
     *
     * @return the address
     */
    public URI uri() {
        return uri;
    }

    /**
     * The name of the client that has access to all services of the sandbox at the start.
     *
     * @return instance, class, member and subsystem, with slashes between
     */
    public String client() {
        return defaultClient;
    }

    /**
     * Registers a further client, which has no rights yet.
     *
     * @param client its name
     */
    public synchronized void register(String client) {
        clients.add(client);
    }

    /**
     * Gives a client access to a service.
     *
     * @param client its name
     * @param service its name
     */
    public synchronized void grant(String client, String service) {
        rights.add(client + " " + service);
    }

    /**
     * Takes access from a client.
     *
     * @param client its name
     * @param service its name
     */
    public synchronized void revoke(String client, String service) {
        rights.remove(client + " " + service);
    }

    /**
     * Lets a client come with one TLS certificate only, as with the connection type HTTPS.
     *
     * @param client its name
     * @param sha256 the SHA-256 of the certificate's DER, lower-case hex; null for any certificate, none, or no TLS
     */
    public synchronized void requireCertificate(String client, @Nullable String sha256) {
        if (sha256 == null) {
            certificates.remove(client);
        } else {
            certificates.put(client, sha256);
        }
    }

    /**
     * Offers a SOAP service; the first client has access.
     *
     * @param service its name, with the version
     * @param provider what answers
     */
    public synchronized void provideSoap(String service, SoapProvider provider) {
        soap.put(service, provider);
        grant(defaultClient, service);
    }

    /**
     * Offers a REST service; the first client has access.
     *
     * @param service its name, without version
     * @param provider what answers
     */
    public synchronized void provideRest(String service, RestProvider provider) {
        rest.put(service, provider);
        grant(defaultClient, service);
    }

    /**
     * Switches a service off or on.
     *
     * @param service its name
     * @param off true for off
     */
    public synchronized void disable(String service, boolean off) {
        if (off) {
            disabled.add(service);
        } else {
            disabled.remove(service);
        }
    }

    /**
     * Sets how error codes are spelt.
     *
     * @param value default {@link ErrorSpelling#LOWER_CASE}
     */
    public synchronized void spelling(ErrorSpelling value) {
        spelling = value;
    }

    /**
     * Lets every request end with an X-Road error from now on, until {@link #heal()}; nothing reaches a provider.
     *
     * @param error which
     */
    public synchronized void refuse(XRoadError error) {
        always = new Scripted(error.code(), error.text());
    }

    /**
     * Lets every request end with an X-Road error of any code from now on, until {@link #heal()}.
     *
     * @param code in the spelling since version 7.8.0
     * @param text for people
     */
    public synchronized void refuse(String code, String text) {
        always = new Scripted(code, text);
    }

    /**
     * Lets the next requests end with X-Road errors, one each.
     *
     * @param errors which, in order
     */
    public synchronized void refuseNext(XRoadError... errors) {
        for (XRoadError error : errors) {
            once.add(new Scripted(error.code(), error.text()));
        }
    }

    /**
     * Lets every answer be wrong from now on, until {@link #heal()}; the request reaches its provider.
     *
     * @param how what is wrong
     */
    public synchronized void misbehave(XRoadFault how) {
        always = how;
    }

    /**
     * Lets the next answers be wrong, one fault each.
     *
     * @param how what is wrong, in order
     */
    public synchronized void misbehaveNext(XRoadFault... how) {
        once.addAll(List.of(how));
    }

    /**
     * Lets every request fail below the protocol from now on, until {@link #heal()}.
     *
     * @param how what goes wrong
     */
    public void fail(TransportFault how) {
        route.fail(how);
    }

    /**
     * Lets the next requests fail below the protocol, one fault each.
     *
     * @param how what goes wrong, in order
     */
    public void failNext(TransportFault... how) {
        route.failNext(how);
    }

    /** Takes all faults away and returns to the new spelling; clients, services, rights and certificates stay. */
    public synchronized void heal() {
        always = null;
        once.clear();
        spelling = ErrorSpelling.LOWER_CASE;
        route.heal();
    }

    /**
     * Counts the requests that arrived over HTTP, failed ones included.
     *
     * @return how many since the start
     */
    public long requestCount() {
        return route.requestCount();
    }

    /**
     * The messages that reached a provider.
     *
     * @return oldest first; the first 10 000
     */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /**
     * Tells whether the path belongs to the security server.
     *
     * @param request any request
     * @return true for the root and everything below {@code /r1/}
     */
    public static boolean isMeant(WebRequest request) {
        return request.path().equals("/") || request.path().startsWith("/r1/");
    }

    /**
     * Answers a request.
     *
     * @param request REST if its path begins with {@code /r1/}, otherwise SOAP
     * @param certificate the SHA-256 of the TLS client certificate in lower-case hex, or null
     * @return the answer
     */
    public WebAnswer answer(WebRequest request, @Nullable String certificate) {
        Object script = nextScript();
        boolean isRest = request.path().startsWith("/r1/");
        try {
            if (script instanceof Scripted scripted) {
                throw new Refusal(scripted.code(), scripted.text());
            }
            if (script == XRoadFault.NOT_A_SECURITY_SERVER) {
                return WebAnswer.of(200, "text/html; charset=utf-8", "<html><body>It works!</body></html>");
            }
            XRoadFault fault = (XRoadFault) script;
            return isRest ? answerRest(request, certificate, fault) : answerSoap(request, certificate, fault);
        } catch (Refusal refusal) {
            ErrorSpelling now = spelling();
            String code = now.spell(refusal.code());
            return isRest
                    ? RestAnswers.error(request, code, refusal.code(), refusal.text(), uuid())
                    : SoapAnswers.fault(code, refusal.text(), uuid());
        }
    }

    private WebAnswer answerSoap(WebRequest request, @Nullable String certificate, @Nullable XRoadFault fault)
            throws Refusal {
        SoapMessage message = SoapMessage.read(request);
        String client = XRoadNames.encode(message.client());
        String service = message.service().key();
        SoapProvider provider = provider(client, certificate, service, soap, rest);
        String id = message.header().stream()
                .filter(element -> "id".equals(element.getLocalName()))
                .map(element -> element.getTextContent().trim())
                .findFirst()
                .orElse("");
        deliver(id, client, service);
        return SoapAnswers.answer(message, request.body(), provider.answer(message.body()), fault);
    }

    private WebAnswer answerRest(WebRequest request, @Nullable String certificate, @Nullable XRoadFault fault)
            throws Refusal {
        RestCall call = RestCall.read(request, INSTANCE + "-" + uuid());
        String client = XRoadNames.encode(call.client());
        RestProvider provider = provider(client, certificate, call.serviceKey(), rest, soap);
        deliver(call.id(), client, call.serviceKey());
        WebAnswer answer =
                provider.answer(new WebRequest(request.method(), call.rest(), request.headers(), request.body()));
        return RestAnswers.answer(call, request, answer, uuid(), fault);
    }

    private synchronized <P> P provider(
            String client,
            @Nullable String certificate,
            String service,
            Map<String, P> services,
            Map<String, ?> otherServices)
            throws Refusal {
        if (!clients.contains(client)) {
            throw new Refusal(XRoadError.CLIENT_NOT_FOUND.code(), "Client 'SUBSYSTEM:" + client + "' not found");
        }
        String registered = certificates.get(client);
        if (registered != null && !registered.equals(certificate)) {
            throw new Refusal(XRoadError.SSL_AUTHENTICATION_FAILED);
        }
        P provider = services.get(service);
        if (provider == null && otherServices.containsKey(service)) {
            throw new Refusal(XRoadError.SERVICE_TYPE);
        }
        if (provider == null && !isKnownMember(service)) {
            throw new Refusal(XRoadError.UNKNOWN_PROVIDER);
        }
        if (provider == null) {
            throw new Refusal(XRoadError.UNKNOWN_SERVICE.code(), "Unknown service: SERVICE:" + service);
        }
        if (!rights.contains(client + " " + service)) {
            throw new Refusal(XRoadError.ACCESS_DENIED.code(), "Request is not allowed: SERVICE:" + service);
        }
        if (disabled.contains(service)) {
            throw new Refusal(XRoadError.SERVICE_DISABLED);
        }
        return provider;
    }

    private boolean isKnownMember(String service) {
        String member = member(service);
        return soap.keySet().stream().anyMatch(known -> member(known).equals(member))
                || rest.keySet().stream().anyMatch(known -> member(known).equals(member));
    }

    private static String member(String service) {
        String[] parts = service.split("/", 4);
        return String.join("/", List.of(parts).subList(0, Math.min(3, parts.length)));
    }

    private synchronized void deliver(String id, String client, String service) {
        if (deliveries.size() < MAX_DELIVERIES) {
            deliveries.add(new Delivery(id, client, service));
        }
    }

    private synchronized @Nullable Object nextScript() {
        Object next = once.poll();
        return next == null ? always : next;
    }

    private synchronized ErrorSpelling spelling() {
        return spelling;
    }

    private synchronized String uuid() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }
}
