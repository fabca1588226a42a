package dev.eresident.core.xroad;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns an error of X-Road itself into one of our exceptions. Codes are compared segment by segment in lower case without
 * underscores, so that both spellings (before and since release 7.8) are one.
 *
 * @param raw the code as received
 * @param text the fault's text; looked into, never repeated, but for an administrator's notice
 * @param detail id for the security server's operator; shown only if it is a UUID, as a provider can write here too
 */
record XRoadFaults(String raw, String text, Optional<String> detail) {
    private static final Set<String> UNTRUSTED = Set.of(
            "inconsistentresponse",
            "invalidsignaturevalue",
            "certvalidation",
            "signatureverification",
            "malformedsignature",
            "missingsignature",
            "incorrectcertificate",
            "incorrectvalidationinfo",
            "cannotcreatecertpath",
            "invalidcertpath",
            "invalidreference",
            "invalidhashchain",
            "malformedhashchain",
            "hashchainunusedinputs",
            "invalidhashchainref");
    private static final Set<String> NOT_READY = Set.of(
            "globalconfoutdated",
            "timestampingfailed",
            "loggingfailed",
            "tokennotactive",
            "databaseerror",
            "cannotsign",
            "cannotcreatesignature");
    private static final int LONGEST_SHOWN = 200;
    private static final Pattern CODE = Pattern.compile("[A-Za-z._]{1,200}");
    private static final Pattern DETAIL = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Who found the error (X-Road error codes, origin prefixes). */
    private enum Origin {
        CALLER,
        OWN_SERVER,
        PROVIDER_SERVER,
        SIGNER,
        UNKNOWN
    }

    /** A SOAP fault of a provider has any other code, the bare {@code Client} and {@code Server} of SOAP included. */
    static boolean isXRoad(String code) {
        List<String> parts = segments(code);
        return switch (origin(parts)) {
            case CALLER -> parts.size() > 1;
            case OWN_SERVER, PROVIDER_SERVER, SIGNER -> true;
            case UNKNOWN -> false;
        };
    }

    private static List<String> segments(String code) {
        return Arrays.stream(code.strip().split("\\.", -1))
                .map(part -> part.toLowerCase(Locale.ROOT).replace("_", ""))
                .map(part -> part.equals("outdatedglobalconf") ? "globalconfoutdated" : part)
                .toList();
    }

    private static Origin origin(List<String> parts) {
        String first = parts.get(0);
        String second = parts.size() > 1 ? parts.get(1) : "";
        if (first.equals("client")) {
            return Origin.CALLER;
        }
        if (first.equals("signer")) {
            return Origin.SIGNER;
        }
        if (first.equals("server") && second.equals("clientproxy")) {
            return Origin.OWN_SERVER;
        }
        return first.equals("server") && second.equals("serverproxy") ? Origin.PROVIDER_SERVER : Origin.UNKNOWN;
    }

    EResidentException exception(String service, String messageId) {
        List<String> parts = segments(raw);
        Origin origin = origin(parts);
        Set<String> codes = new HashSet<>(parts);
        Story story = new Story(service, messageId, this);
        if (origin == Origin.OWN_SERVER && codes.contains("invalidclientidentifier")) {
            return story.configuration("XROAD_CLIENT_UNKNOWN", "the client identifier is not accepted; correct it");
        }
        if (origin == Origin.OWN_SERVER && codes.contains("unknownmember") && speaksOfClient()) {
            return story.configuration(
                    "XROAD_CLIENT_UNKNOWN",
                    "the client is not registered on this security server; check the identifier, or register the subsystem");
        }
        if (origin == Origin.CALLER && codes.contains("invalidhttpmethod")) {
            return story.service(
                    "XROAD_REQUEST_REJECTED",
                    "the request reached the SOAP door with a wrong method; the security server's address must be its root");
        }
        if (origin == Origin.CALLER && parts.stream().anyMatch(XRoadFaults::isRejection)) {
            return story.service(
                    "XROAD_REQUEST_REJECTED",
                    "the message breaks a rule of the protocol; nothing reached the provider");
        }
        if (codes.contains("accessdenied")) {
            return story.service(
                    "XROAD_ACCESS_DENIED",
                    "the provider has not granted this client the right to call the service; ask the provider for it");
        }
        if (codes.contains("unknownmember") || codes.contains("unknownservice") || codes.contains("servicetype")) {
            return story.service(
                    "XROAD_SERVICE_UNKNOWN",
                    "there is no such service of that kind; check instance, provider, service code and version");
        }
        if (codes.contains("servicedisabled") || codes.contains("maintenancemode")) {
            return story.service(
                    "XROAD_SERVICE_UNAVAILABLE",
                    "the provider has switched the service off; try again later" + notice());
        }
        if (origin == Origin.OWN_SERVER && codes.contains("sslauthenticationfailed")) {
            return certificate(story);
        }
        return afterSending(codes, origin, story);
    }

    /** One code stands for both; only the text tells them apart. */
    private ConfigurationException certificate(Story story) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("plaintext")) {
            return story.configuration(
                    "XROAD_CLIENT_CERTIFICATE_MISSING",
                    "this client may only come over TLS; use the https address of the security server");
        }
        if (lower.contains("did not supply")) {
            return story.configuration(
                    "XROAD_CLIENT_CERTIFICATE_MISSING",
                    "this client must show a TLS certificate and showed none; give its key to the transport, and use the https address");
        }
        return story.configuration(
                "XROAD_CLIENT_CERTIFICATE_REFUSED",
                "the TLS client certificate is not registered for this client; upload exactly this certificate among the client's internal"
                        + " servers, or give the registered key to the transport");
    }

    private EResidentException afterSending(Set<String> codes, Origin origin, Story story) {
        if (codes.stream().anyMatch(UNTRUSTED::contains)) {
            return story.trust(
                    "XROAD_ANSWER_UNTRUSTED",
                    "a security server could not verify the other's signature, certificate or answer (a stale OCSP answer and wrong"
                            + " clocks are common causes); treat the outcome as unknown, and alert the operator");
        }
        boolean delivered = codes.contains("servicefailed");
        if (codes.stream().anyMatch(NOT_READY::contains)) {
            boolean before = (origin == Origin.OWN_SERVER || origin == Origin.SIGNER)
                    && !delivered
                    && !codes.contains("loggingfailed");
            return story.transport(
                    "XROAD_SECURITY_SERVER_NOT_READY",
                    before
                            ? "the own security server could not process the request and did not send it; try again later, and alert"
                                    + " its operator"
                            : "a security server failed while it handled the message, perhaps after delivery; treat the outcome as"
                                    + " unknown",
                    before,
                    !before);
        }
        boolean network = codes.contains("networkerror") || codes.contains("ioerror") || codes.contains("unknownhost");
        if (origin == Origin.OWN_SERVER && network && !delivered) {
            return story.transport(
                    "XROAD_NETWORK_FAILED",
                    "the own security server lost the provider's; treat the outcome as unknown" + sizeHint(),
                    true,
                    true);
        }
        if (delivered || (origin == Origin.PROVIDER_SERVER && network)) {
            return story.transport(
                    "XROAD_PROVIDER_FAILED",
                    "the provider's service did not answer as it should, perhaps after acting; treat the outcome as unknown"
                            + sizeHint(),
                    codes.contains("networkerror") || codes.contains("ioerror") || codes.contains("unknownhost"),
                    true);
        }
        return story.service(
                "XROAD_FAULT", "an error without advice; treat the outcome as unknown, and quote it to the operator");
    }

    /** The same code stands for an unknown client and an unknown provider; only the text tells them apart. */
    private boolean speaksOfClient() {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return lower.isEmpty() || lower.startsWith("client ");
    }

    private static boolean isRejection(String part) {
        return part.equals("badrequest")
                || part.startsWith("invalid")
                || part.startsWith("missing")
                || part.startsWith("duplicate")
                || part.startsWith("inconsistentheaders")
                || part.equals("mimeparsingfailed");
    }

    /** The category of an over-long message stands in the text, not in the code. */
    private String sizeHint() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("loggable size") || lower.contains("loggingfailed")) {
            return "; the message may be larger than the security server can log";
        }
        return lower.contains("timed out") ? "; the provider took too long" : "";
    }

    private String notice() {
        return text.isBlank() ? "" : " (notice: " + printable(text) + ")";
    }

    private static String printable(String value) {
        return value.strip()
                .codePoints()
                .limit(LONGEST_SHOWN)
                .mapToObj(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE
                        ? "?"
                        : Character.toString(c))
                .collect(Collectors.joining());
    }

    /** A code as safe text: what is no code is not repeated. No code holds a digit, and personal codes do. */
    private String shownCode() {
        return CODE.matcher(raw).matches() ? raw : "unreadable";
    }

    /** Shows nothing of what was received. */
    @Override
    public String toString() {
        return "XRoadFaults[redacted]";
    }

    /** The parts that all texts share. */
    private record Story(String service, String messageId, XRoadFaults fault) {
        private String text(String hint) {
            return service + " was refused by X-Road: " + hint + " [code " + fault.shownCode() + ", message "
                    + messageId
                    + fault.detail()
                            .filter(id -> DETAIL.matcher(id).matches())
                            .map(id -> ", detail " + id)
                            .orElse("") + "]";
        }

        ConfigurationException configuration(String code, String hint) {
            return new ConfigurationException(code, text(hint));
        }

        ServiceException service(String code, String hint) {
            return new ServiceException(code, service, text(hint), messageId);
        }

        TrustException trust(String code, String hint) {
            return new TrustException(code, text(hint));
        }

        TransportException transport(String code, String hint, boolean retryable, boolean outcomeUnknown) {
            return new TransportException(code, service, text(hint), retryable, outcomeUnknown, null);
        }
    }
}
