package dev.eresident.sandbox.xroad;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may call what, and who answers. Safe for use by several threads. */
final class Registrations {
    private final Set<String> clients = new HashSet<>();
    private final Map<String, SoapProvider> soap = new HashMap<>();
    private final Map<String, RestProvider> rest = new HashMap<>();
    private final Set<String> disabled = new HashSet<>();
    private final Set<String> rights = new HashSet<>();
    private final Map<String, Set<String>> certificates = new HashMap<>();

    synchronized void client(String client) {
        clients.add(client);
    }

    synchronized void grant(String client, String service) {
        rights.add(client + " " + service);
    }

    synchronized void revoke(String client, String service) {
        rights.remove(client + " " + service);
    }

    synchronized void certificate(String client, String sha256) {
        certificates.computeIfAbsent(client, key -> new HashSet<>()).add(sha256);
    }

    synchronized void anyCertificate(String client) {
        certificates.remove(client);
    }

    synchronized void soap(String service, SoapProvider provider) {
        soap.put(service, provider);
    }

    synchronized void rest(String service, RestProvider provider) {
        rest.put(service, provider);
    }

    synchronized void disable(String service, boolean off) {
        if (off) {
            disabled.add(service);
        } else {
            disabled.remove(service);
        }
    }

    synchronized SoapProvider soapProvider(String client, Optional<String> certificate, String service) throws Refusal {
        return provider(client, certificate, service, soap, rest);
    }

    synchronized RestProvider restProvider(String client, Optional<String> certificate, String service) throws Refusal {
        return provider(client, certificate, service, rest, soap);
    }

    private <P> P provider(
            String client,
            Optional<String> certificate,
            String service,
            Map<String, P> services,
            Map<String, ?> otherServices)
            throws Refusal {
        if (!clients.contains(client)) {
            throw new Refusal(XRoadError.CLIENT_NOT_FOUND.code(), "Client 'SUBSYSTEM:" + client + "' not found");
        }
        checkCertificate(client, certificate);
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

    /** As with the connection type HTTPS: exactly one of the registered certificates, whoever issued it. */
    private void checkCertificate(String client, Optional<String> certificate) throws Refusal {
        Set<String> registered = certificates.get(client);
        if (registered == null) {
            return;
        }
        if (certificate.isEmpty()) {
            throw new Refusal(XRoadError.SSL_AUTHENTICATION_FAILED);
        }
        if (!registered.contains(certificate.get())) {
            throw new Refusal(XRoadError.CLIENT_CERTIFICATE_UNKNOWN);
        }
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
}
