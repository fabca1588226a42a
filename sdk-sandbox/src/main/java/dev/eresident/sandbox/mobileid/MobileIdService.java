package dev.eresident.sandbox.mobileid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plays Mobile-ID and the phone of one person. Tell the phone what to do before it is asked; it accepts otherwise. */
public final class MobileIdService {
    /** The UUID of the one relying party. */
    public static final String RELYING_PARTY_UUID = "00000000-0000-0000-0000-000000000000";

    /** The name of the one relying party. */
    public static final String RELYING_PARTY_NAME = "DEMO";

    private static final String PHONE_NUMBER = "+37200000000";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_SESSIONS = 1000;
    private static final Pattern SESSION = Pattern.compile("(authentication|signature)/session/([0-9a-f-]{36})");

    private final ServiceRoute route;
    private final URI uri;
    private final SecureRandom random;
    private final SimCards cards;
    private final Map<String, PlayedSession> sessions = new LinkedHashMap<>();
    private KeyType keyType = KeyType.P256;
    private @Nullable String result;
    private @Nullable MobileIdFault fault;
    private @Nullable String shown;
    private boolean silent;
    private boolean oldSpelling;
    private int status = 200;

    /**
     * Makes the service.
     *
     * @param route counts and breaks connections
     * @param uri where it is reached, ending with {@code /mid-api/}
     * @param pki issues the SIM cards
     * @param person whose phone it is
     */
    public MobileIdService(ServiceRoute route, URI uri, SandboxPki pki, Person person) {
        this.route = route;
        this.uri = uri;
        this.random = pki.random("mobile-id");
        this.cards = new SimCards(pki, person, PHONE_NUMBER);
    }

    /**
     * Where it is reached.
     *
     * @return the address, ending with {@code /mid-api/}
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
     * The SIM card in the phone.
     *
     * @return the account
     */
    public synchronized MobileIdAccount account() {
        return cards.shown(keyType, null);
    }

    /**
     * The code that the phone showed last.
     *
     * @return four digits; empty before the first session
     */
    public synchronized Optional<String> shownCode() {
        return Optional.ofNullable(shown);
    }

    /**
     * Puts a SIM card with another kind of keys into the phone; the first has P-256.
     *
     * @param keys for example RSA
     */
    public synchronized void insert(KeyType keys) {
        keyType = keys;
    }

    /** Lets the phone accept from now on, and the service answer as it should. */
    public synchronized void accept() {
        result = null;
        fault = null;
        silent = false;
        oldSpelling = false;
        status = 200;
    }

    /** Lets the person do nothing from now on: sessions go on running. */
    public synchronized void staySilent() {
        accept();
        silent = true;
    }

    /** Lets the person accept now what they left alone. */
    public synchronized void react() {
        accept();
        sessions.values().stream().filter(session -> session.status == null).forEach(this::react);
    }

    /**
     * Lets sessions, and questions for a certificate, end in another way from now on.
     *
     * @param code for example {@code USER_CANCELLED}
     */
    public synchronized void endWith(String code) {
        accept();
        result = code;
    }

    /**
     * Lets the phone accept with one fault from now on.
     *
     * @param wrong what is wrong
     */
    public synchronized void acceptWith(MobileIdFault wrong) {
        accept();
        fault = wrong;
    }

    /**
     * Lets the service answer every request with an HTTP status from now on.
     *
     * @param code for example 401
     */
    public synchronized void failWith(int code) {
        accept();
        status = code;
    }

    /** Lets the service name sessions as old versions did, {@code sessionId}. */
    public synchronized void spellAsBefore() {
        accept();
        oldSpelling = true;
    }

    /**
     * Answers a request below {@code /mid-api/}.
     *
     * @param request as it arrived
     * @return the answer
     */
    public synchronized WebAnswer answer(WebRequest request) {
        if (status != 200) {
            return error(status, "as told");
        }
        String path = request.path().substring(uri.getPath().length());
        Matcher session = SESSION.matcher(path);
        if (session.matches()) {
            return status(request, session.group(1).equals("authentication"), session.group(2));
        }
        boolean starts = path.equals("authentication") || path.equals("signature");
        if (!starts && !path.equals("certificate")) {
            return error(404, "path");
        }
        if (!request.method().equals("POST")) {
            return error(405, "method");
        }
        JsonNode body;
        try {
            body = JSON.readTree(request.body());
        } catch (IOException e) {
            return error(400, "body");
        }
        if (!request.mediaType().equals("application/json") || !body.isObject()) {
            return error(400, "body");
        }
        if (!RequestRules.isRelyingParty(body)) {
            return error(401, "relyingParty");
        }
        String wrong = RequestRules.wrongField(starts, body);
        if (!wrong.isEmpty()) {
            return error(400, wrong);
        }
        return starts ? start(path.equals("authentication"), body) : certificate(body);
    }

    private boolean isClient(JsonNode body) {
        return body.path("phoneNumber").asText().equals(account().phoneNumber())
                && body.path("nationalIdentityNumber").asText().equals(account().personalCode());
    }

    private WebAnswer start(boolean login, JsonNode body) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        String name = UUID.nameUUIDFromBytes(id).toString();
        PlayedSession session = new PlayedSession(login, body);
        if (sessions.size() >= MOST_SESSIONS) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        sessions.put(name, session);
        shown = session.verificationCode();
        if (!silent) {
            react(session);
        }
        return json(JSON.createObjectNode().put(oldSpelling ? "sessionId" : "sessionID", name));
    }

    private void react(PlayedSession session) {
        String end = result;
        if (!isClient(session.request)) {
            end = "NOT_MID_CLIENT";
        }
        if (end != null) {
            Phone.end(session, end);
        } else {
            Phone.accept(session, cards.shown(keyType, fault), fault);
        }
    }

    private WebAnswer status(WebRequest request, boolean login, String id) {
        if (!request.method().equals("GET")) {
            return error(405, "method");
        }
        if (!request.target().matches(".*\\?timeoutMs=[0-9]{4,6}")) {
            return error(400, "timeoutMs");
        }
        PlayedSession session = sessions.get(id);
        if (session == null || session.login != login) {
            return error(404, "session");
        }
        JsonNode ended = session.status;
        return json(
                ended == null ? JSON.createObjectNode().put("state", "RUNNING").put("result", "") : ended);
    }

    private WebAnswer certificate(JsonNode body) {
        String end = result;
        if (!isClient(body)) {
            end = "NOT_FOUND";
        }
        ObjectNode answer = JSON.createObjectNode().put("result", end == null ? "OK" : end);
        if (end == null && fault != MobileIdFault.NO_CERTIFICATE) {
            MobileIdAccount sim = cards.shown(keyType, fault);
            answer.put("cert", Phone.base64(fault == MobileIdFault.PURPOSE ? sim.login() : sim.signing()));
        }
        return json(answer);
    }

    private static WebAnswer json(JsonNode body) {
        return WebAnswer.of(200, "application/json", body.toString());
    }

    private static WebAnswer error(int status, String field) {
        ObjectNode body = JSON.createObjectNode().put("error", field).put("traceId", "sandbox-trace");
        return WebAnswer.of(status, "application/json", body.toString());
    }
}
