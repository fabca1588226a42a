package dev.eresident.sandbox.smartid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Plays Smart-ID and the phone of one person. Tell the phone what to do before it is asked; it accepts otherwise. */
public final class SmartIdService {
    /** The scheme name of the sandbox. */
    public static final String SCHEME = "smart-id-demo";

    /** The UUID of the one relying party. */
    public static final String RELYING_PARTY_UUID = "00000000-0000-4000-8000-000000000000";

    /** The name of the one relying party. */
    public static final String RELYING_PARTY_NAME = "DEMO";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_SESSIONS = 1000;
    private static final Pattern LINK = Pattern.compile(
            "(.*\\?deviceLinkType=(QR|Web2App|App2App)(?:&elapsedSeconds=[0-9]+)?&sessionToken=([A-Za-z0-9]+)&sessionType=(auth|sign|cert)&version=1\\.0&lang=[a-z]{3})&authCode=([A-Za-z0-9_-]{43})");

    private final ServiceRoute route;
    private final URI uri;
    private final SecureRandom random;
    private final SmartIdAccounts accounts;
    private final Phone phone;
    private final RequestRules rules;
    private final Map<String, PlayedSession> sessions = new LinkedHashMap<>();
    private @Nullable String endResult;
    private @Nullable SmartIdFault fault;
    private @Nullable URI openedAfterwards;
    private boolean silent;
    private int status = 200;

    /**
     * Makes the service.
     *
     * @param route counts and breaks connections
     * @param uri where it is reached, ending with {@code /v3/}
     * @param pki issues the accounts
     * @param person whose phone it is
     */
    public SmartIdService(ServiceRoute route, URI uri, SandboxPki pki, Person person) {
        this.route = route;
        this.uri = uri;
        this.random = pki.random("smart-id");
        this.accounts = new SmartIdAccounts(pki, person);
        this.phone = new Phone(accounts, random);
        this.rules = new RequestRules(person.semanticsIdentifier());
    }

    /**
     * Where it is reached.
     *
     * @return the address, ending with {@code /v3/}
     */
    public URI uri() {
        return uri;
    }

    /**
     * The route, to break connections.
     *
     * @return the route
     */
    public ServiceRoute route() {
        return route;
    }

    /**
     * The account on the phone.
     *
     * @return the account
     */
    public SmartIdAccount account() {
        return accounts.account();
    }

    /** Lets the phone accept from now on, and the service answer as it should. */
    public synchronized void accept() {
        endResult = null;
        fault = null;
        silent = false;
        status = 200;
    }

    /** Lets the person do nothing from now on: sessions go on running. */
    public synchronized void staySilent() {
        accept();
        silent = true;
    }

    /**
     * Lets sessions end in another way from now on.
     *
     * @param result for example {@code USER_REFUSED}
     */
    public synchronized void endWith(String result) {
        accept();
        endResult = result;
    }

    /**
     * Lets the phone accept with one fault from now on.
     *
     * @param wrong what is wrong
     */
    public synchronized void acceptWith(SmartIdFault wrong) {
        accept();
        fault = wrong;
    }

    /**
     * Lets the service answer every request with an HTTP status from now on.
     *
     * @param code for example 580
     */
    public synchronized void failWith(int code) {
        accept();
        status = code;
    }

    /**
     * Lets the phone open a device link, which ends its session unless the person is silent.
     *
     * @param link as shown
     * @return the address that the app opens afterwards, for links on the same device; after a choice of certificate the app waits for the linked
     *     signature, see {@link #openedAfterwards()}
     * @throws IllegalArgumentException if the link is not one of an open session, or its code is wrong
     */
    public synchronized Optional<URI> open(String link) {
        Matcher parts = LINK.matcher(link);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The link has not the form of a device link");
        }
        PlayedSession session = sessions.values().stream()
                .filter(known -> !known.notification && known.token.equals(parts.group(3)) && known.status == null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The link is of no open session"));
        String flow = parts.group(2);
        boolean sameDevice = !flow.equals("QR");
        if (!parts.group(4).equals(session.kind)
                || !parts.group(5).equals(authCode(session, parts.group(1), sameDevice))) {
            throw new IllegalArgumentException("The code of the link is wrong");
        }
        String added = react(session, flow);
        if (!sameDevice) {
            return Optional.empty();
        }
        URI back = URI.create(session.callback() + added);
        if (session.kind.equals("cert") && endResult == null) {
            session.back = back;
            return Optional.empty();
        }
        return Optional.of(back);
    }

    /**
     * Tells where the app went after the latest linked signature whose certificate was chosen on the same device.
     *
     * @return the callback of the choice with what the app adds; empty if there was none
     */
    public synchronized Optional<URI> openedAfterwards() {
        return Optional.ofNullable(openedAfterwards);
    }

    private static String authCode(PlayedSession session, String open, boolean sameDevice) {
        String name = Base64.getEncoder().encodeToString(RELYING_PARTY_NAME.getBytes(StandardCharsets.UTF_8));
        String payload = String.join(
                "|",
                SCHEME,
                session.protocol(),
                session.challenge(),
                name,
                "",
                session.interactions(),
                sameDevice ? session.callback() : "",
                open);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(session.secret, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no HmacSHA256", e);
        }
    }

    private String react(PlayedSession session, String flow) {
        if (silent) {
            return "";
        }
        String result = endResult;
        if (result != null) {
            phone.end(session, result);
            return "&sessionSecretDigest="
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(Phone.sha256(session.secret));
        }
        return phone.accept(session, flow, fault);
    }

    /**
     * Answers a request below {@code /smart-id/v3/}.
     *
     * @param request as it arrived
     * @return the answer
     */
    public synchronized WebAnswer answer(WebRequest request) {
        if (status != 200) {
            return problem(status, "as told");
        }
        String path = request.path().substring(uri.getPath().length());
        if (path.startsWith("session/")) {
            return status(request, path.substring("session/".length()));
        }
        if (!request.method().equals("POST") || !request.mediaType().equals("application/json")) {
            return problem(400, "POST with application/json");
        }
        JsonNode body;
        try {
            body = JSON.readTree(request.body());
        } catch (IOException e) {
            return problem(400, "body");
        }
        RequestRules.Call call = rules.judge(path, body, account().documentNumber());
        if (call.status() != 200) {
            return problem(call.status(), call.detail());
        }
        return call.kind().equals("certificate") ? certificate() : start(call, body);
    }

    private WebAnswer start(RequestRules.Call call, JsonNode body) {
        if (body.has("linkedSessionID")
                && !sessions.containsKey(body.path("linkedSessionID").asText())) {
            return problem(400, "linkedSessionID");
        }
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        byte[] token = new byte[12];
        random.nextBytes(token);
        byte[] id = new byte[16];
        random.nextBytes(id);
        PlayedSession session = new PlayedSession(
                UUID.nameUUIDFromBytes(id).toString(),
                call.kind(),
                call.notification(),
                body,
                java.util.HexFormat.of().formatHex(token),
                secret);
        if (sessions.size() >= MOST_SESSIONS) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        sessions.put(session.id, session);
        ObjectNode answer = JSON.createObjectNode().put("sessionID", session.id);
        if (call.notification()) {
            if (call.kind().equals("sign") && !body.has("linkedSessionID")) {
                answer.putObject("vc").put("type", "numeric4").put("value", "4321");
            }
            react(session, "Notification");
            PlayedSession choice = sessions.get(body.path("linkedSessionID").asText());
            if (choice != null && choice.back != null && !silent) {
                openedAfterwards = choice.back;
            }
        } else {
            answer.put("sessionToken", session.token)
                    .put("sessionSecret", Base64.getEncoder().encodeToString(secret))
                    .put("deviceLinkBase", "https://sandbox.example/device-link");
        }
        return json(answer);
    }

    private WebAnswer status(WebRequest request, String id) {
        PlayedSession session = sessions.get(id);
        if (!request.method().equals("GET") || !request.target().matches(".*\\?timeoutMs=[0-9]{4,6}")) {
            return problem(400, "timeoutMs");
        }
        if (session == null) {
            return problem(404, "session");
        }
        JsonNode ended = session.status;
        return json(ended == null ? JSON.createObjectNode().put("state", "RUNNING") : ended);
    }

    private WebAnswer certificate() {
        boolean usable = !"DOCUMENT_UNUSABLE".equals(endResult);
        ObjectNode answer = JSON.createObjectNode().put("state", usable ? "OK" : endResult);
        if (!usable) {
            return json(answer);
        }
        SmartIdAccount shown = accounts.shown(fault);
        try {
            byte[] der = (fault == SmartIdFault.PURPOSE ? shown.login() : shown.signing())
                    .certificate()
                    .getEncoded();
            answer.putObject("cert")
                    .put("value", Base64.getEncoder().encodeToString(der))
                    .put("certificateLevel", fault == SmartIdFault.LEVEL ? "ADVANCED" : "QUALIFIED");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate of the sandbox cannot be encoded", e);
        }
        return json(answer);
    }

    private static WebAnswer json(JsonNode body) {
        return WebAnswer.of(200, "application/json", body.toString());
    }

    private static WebAnswer problem(int status, String parameter) {
        ObjectNode body = JSON.createObjectNode().put("type", "about:blank").put("status", status);
        body.putArray("errors").addObject().put("paramName", parameter);
        return WebAnswer.of(status, "application/problem+json", body.toString());
    }
}
