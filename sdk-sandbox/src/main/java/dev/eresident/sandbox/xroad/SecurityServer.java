package dev.eresident.sandbox.xroad;

import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
    private final SecureAddress secure;
    private final Random random;
    private final String defaultClient;
    private final Registrations registrations = new Registrations();
    private final Script script = new Script();
    private final List<Delivery> deliveries = new ArrayList<>();

    /**
     * A message that reached a provider.
     *
     * @param messageId as sent
     * @param client the client's name
     * @param service the service's name
     */
    public record Delivery(String messageId, String client, String service) {}

    /**
     * Makes a server with one client and the echo service; {@code Sandbox} does this.
     *
     * @param route counts and breaks the requests
     * @param uri the address without TLS
     * @param secure the address over TLS
     * @param random where the server's own numbers come from
     * @param defaultClient the name of the one client
     */
    public SecurityServer(ServiceRoute route, URI uri, SecureAddress secure, Random random, String defaultClient) {
        this.route = route;
        this.uri = uri;
        this.secure = secure;
        this.random = random;
        this.defaultClient = defaultClient;
        registrations.client(defaultClient);
        provideRest(ECHO, RestAnswers::echo);
    }

    /**
     * The address without TLS: SOAP is posted here, REST goes to {@code /r1/} below it.
     *
     * @return the address
     */
    public URI uri() {
        return uri;
    }

    /**
     * The same door over TLS 1.2, which asks clients for a certificate and lets in those without one too: see {@link #registerCertificate}.
     *
     * @return address and certificate
     */
    public SecureAddress secure() {
        return secure;
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
    public void register(String client) {
        registrations.client(client);
    }

    /**
     * Gives a client access to a service.
     *
     * @param client its name
     * @param service its name
     */
    public void grant(String client, String service) {
        registrations.grant(client, service);
    }

    /**
     * Takes access from a client.
     *
     * @param client its name
     * @param service its name
     */
    public void revoke(String client, String service) {
        registrations.revoke(client, service);
    }

    /**
     * Registers a TLS certificate of a client. From the first one on the client is let in only with one of its certificates, as with the connection
     * type HTTPS; byte-equality counts, not who issued it or how long it is valid.
     *
     * @param client its name
     * @param certificate the certificate
     */
    public void registerCertificate(String client, X509Certificate certificate) {
        registrations.certificate(client, fingerprint(certificate));
    }

    /**
     * Forgets the certificates of a client, and lets it in with any, with none, and without TLS, as with the connection type HTTP.
     *
     * @param client its name
     */
    public void acceptAnyCertificate(String client) {
        registrations.anyCertificate(client);
    }

    /**
     * Offers a SOAP service; the first client has access.
     *
     * @param service its name, with the version
     * @param provider what answers
     */
    public void provideSoap(String service, SoapProvider provider) {
        registrations.soap(service, provider);
        grant(defaultClient, service);
    }

    /**
     * Offers a REST service; the first client has access.
     *
     * @param service its name, without version
     * @param provider what answers
     */
    public void provideRest(String service, RestProvider provider) {
        registrations.rest(service, provider);
        grant(defaultClient, service);
    }

    /**
     * Switches a service off or on.
     *
     * @param service its name
     * @param off true for off
     */
    public void disable(String service, boolean off) {
        registrations.disable(service, off);
    }

    /**
     * Sets how error codes are spelt.
     *
     * @param value default {@link ErrorSpelling#LOWER_CASE}
     */
    public void spelling(ErrorSpelling value) {
        script.spelling(value);
    }

    /**
     * Lets every request end with an X-Road error from now on, until {@link #heal()}; nothing reaches a provider.
     *
     * @param error which
     */
    public void refuse(XRoadError error) {
        refuse(error.code(), error.text());
    }

    /**
     * Lets every request end with an X-Road error of any code from now on, until {@link #heal()}.
     *
     * @param code in the spelling since version 7.8.0
     * @param text for people
     */
    public void refuse(String code, String text) {
        script.always(new Script.Refuse(code, text));
    }

    /**
     * Lets the next requests end with X-Road errors, one each.
     *
     * @param errors which, in order
     */
    public void refuseNext(XRoadError... errors) {
        for (XRoadError error : errors) {
            script.next(new Script.Refuse(error.code(), error.text()));
        }
    }

    /**
     * Lets every answer be wrong from now on, until {@link #heal()}; the request reaches its provider.
     *
     * @param how what is wrong
     */
    public void misbehave(XRoadFault how) {
        script.always(new Script.Misbehave(how));
    }

    /**
     * Lets the next answers be wrong, one fault each.
     *
     * @param how what is wrong, in order
     */
    public void misbehaveNext(XRoadFault... how) {
        for (XRoadFault fault : how) {
            script.next(new Script.Misbehave(fault));
        }
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
    public void heal() {
        script.heal();
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
     * @param certificate the SHA-256 of the TLS client certificate in lower-case hex, empty without one
     * @return the answer
     */
    public WebAnswer answer(WebRequest request, Optional<String> certificate) {
        Optional<Script.Step> step = script.take();
        boolean isRest = request.path().startsWith("/r1/");
        try {
            XRoadFault fault = null;
            if (step.isPresent()) {
                if (step.get() instanceof Script.Refuse refuse) {
                    throw new Refusal(refuse.code(), refuse.text());
                }
                fault = ((Script.Misbehave) step.get()).how();
            }
            if (fault == XRoadFault.NOT_A_SECURITY_SERVER) {
                return WebAnswer.of(200, "text/html; charset=utf-8", "<html><body>It works!</body></html>");
            }
            return isRest ? answerRest(request, certificate, fault) : answerSoap(request, certificate, fault);
        } catch (Refusal refusal) {
            String code = script.spelling().spell(refusal.code());
            return isRest
                    ? RestAnswers.error(request, code, refusal.code(), refusal.text(), uuid())
                    : SoapAnswers.fault(code, refusal.text(), uuid());
        }
    }

    private WebAnswer answerSoap(WebRequest request, Optional<String> certificate, @Nullable XRoadFault fault)
            throws Refusal {
        SoapMessage message = SoapMessage.read(request);
        String client = XRoadNames.encode(message.client());
        String service = message.service().key();
        SoapProvider provider = registrations.soapProvider(client, certificate, service);
        String id = message.header().stream()
                .filter(element -> "id".equals(element.getLocalName()))
                .map(element -> element.getTextContent().trim())
                .findFirst()
                .orElse("");
        deliver(id, client, service);
        return SoapAnswers.answer(message, request.body(), provider.answer(message.body()), fault);
    }

    private WebAnswer answerRest(WebRequest request, Optional<String> certificate, @Nullable XRoadFault fault)
            throws Refusal {
        RestCall call = RestCall.read(request, INSTANCE + "-" + uuid());
        String client = XRoadNames.encode(call.client());
        RestProvider provider = registrations.restProvider(client, certificate, call.serviceKey());
        deliver(call.id(), client, call.serviceKey());
        WebAnswer answer =
                provider.answer(new WebRequest(request.method(), call.rest(), request.headers(), request.body()));
        return RestAnswers.answer(call, request, answer, uuid(), fault);
    }

    private synchronized void deliver(String id, String client, String service) {
        if (deliveries.size() < MAX_DELIVERIES) {
            deliveries.add(new Delivery(id, client, service));
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate of the JDK has an encoded form and a hash", e);
        }
    }

    private synchronized String uuid() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }
}
