package dev.eresident.sandbox.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays eeID, TARA and GovSSO, and the person at the browser. Say what shall happen before it is asked; otherwise all is well. */
public final class OidcService {
    /** The id of the one client. */
    public static final String CLIENT_ID = "sandbox-bank";

    /** The secret of the one client; a colon and a plus, so that it must be encoded. */
    public static final String CLIENT_SECRET = "sandbox: 1+1=2";

    /** The one redirect address that is registered. */
    public static final String REDIRECT_URI = "https://bank.example/oidc/back";

    /** The one address to return to after a logout that is registered. */
    public static final String RETURN_URI = "https://bank.example/goodbye";

    /** The id of the session of GovSSO. */
    public static final String SESSION_ID = "sandbox-session";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 1000;
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String KEYS = "/.well-known/jwks.json";
    private static final String AUTHORISE = "/oauth2/auth";
    private static final String TOKEN = "/oauth2/token";
    private static final String LOGOUT = "/oauth2/sessions/logout";

    private final ServiceRoute route;
    private final URI uri;
    private final Clock clock;
    private final SecureRandom random;
    private final OidcKeys keys;
    private final OidcTokens tokens;
    private final Map<String, PlayedLogin> codes = new LinkedHashMap<>();
    private final Deque<String> issued = new ArrayDeque<>();
    private Script script = Script.GOOD;

    /**
     * Makes the service.
     *
     * @param route counts and breaks connections
     * @param uri where it is reached, without a slash at its end
     * @param pki makes the keys
     * @param clock the time of all tokens
     * @param person who logs in
     */
    public OidcService(ServiceRoute route, URI uri, SandboxPki pki, Clock clock, Person person) {
        this.route = route;
        this.uri = uri;
        this.clock = clock;
        this.random = pki.random("oidc");
        this.keys = new OidcKeys(pki);
        this.tokens = new OidcTokens(keys, person);
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
     * The address of a discovery document.
     *
     * @param flavour of which provider
     * @return the address
     */
    public URI discovery(OidcFlavour flavour) {
        return URI.create(base(flavour) + DISCOVERY);
    }

    /**
     * What a provider calls itself.
     *
     * @param flavour of which provider
     * @return the issuer, with a slash at its end or without, as the real one has it
     */
    public String issuer(OidcFlavour flavour) {
        return base(flavour) + flavour.issuerEnd();
    }

    private String base(OidcFlavour flavour) {
        return uri + "/" + flavour.path();
    }

    /** Lets everything be well from now on: an identity card, level high, RS256. */
    public synchronized void accept() {
        script = Script.GOOD;
    }

    /**
     * Lets everything be well but one thing from now on.
     *
     * @param fault what is wrong
     */
    public synchronized void acceptWith(OidcFault fault) {
        script = new Script(script.method(), script.level(), script.algorithm(), "", "", 200, fault);
    }

    /**
     * Lets the person identify themselves in another way from now on.
     *
     * @param method as in {@code amr}, for example {@code smartid}
     * @param level as in {@code acr}, for example {@code substantial}
     */
    public synchronized void identifyBy(String method, String level) {
        script = new Script(method, level, script.algorithm(), "", "", 200, null);
    }

    /**
     * Lets tokens be signed with another algorithm from now on.
     *
     * @param algorithm RS256, ES256 or PS256
     */
    public synchronized void signWith(SignatureAlgorithm algorithm) {
        script = new Script(script.method(), script.level(), algorithm, "", "", 200, null);
    }

    /**
     * Sends the person back with an error from now on.
     *
     * @param error for example {@code user_cancel}
     */
    public synchronized void endWith(String error) {
        script = new Script(script.method(), script.level(), script.algorithm(), error, "", 200, null);
    }

    /**
     * Refuses every code from now on.
     *
     * @param error for example {@code invalid_grant}
     */
    public synchronized void refuseCodesWith(String error) {
        script = new Script(script.method(), script.level(), script.algorithm(), "", error, 200, null);
    }

    /**
     * Answers every request with an HTTP status from now on.
     *
     * @param status for example 503
     */
    public synchronized void failWith(int status) {
        script = new Script(script.method(), script.level(), script.algorithm(), "", "", status, null);
    }

    /** Exchanges the keys: the old ones are not published any more. */
    public synchronized void rotateKeys() {
        keys.rotate();
    }

    /**
     * Signs claims that a test wrote itself, with the present key.
     *
     * @param claims JSON
     * @return a token
     */
    public synchronized String signed(String claims) {
        return tokens.signed(claims, script.algorithm(), script.fault());
    }

    /**
     * Lets the person open the address of a login, and do as scripted.
     *
     * @param loginUrl of the authorise endpoint
     * @return the address to which the browser is sent
     * @throws IllegalArgumentException if the provider shows a page instead, because client or redirect address are wrong
     */
    public String logIn(String loginUrl) {
        URI address = URI.create(loginUrl);
        WebAnswer answer = answer(
                new WebRequest("GET", address.getRawPath() + "?" + address.getRawQuery(), List.of(), new byte[0]));
        return Optional.ofNullable(answer.headers().get("Location"))
                .orElseThrow(() -> new IllegalArgumentException("The provider answered " + answer));
    }

    /**
     * Answers a request below {@code /oidc/}.
     *
     * @param request as it arrived
     * @return the answer
     */
    public synchronized WebAnswer answer(WebRequest request) {
        if (script.status() != 200) {
            return WebAnswer.of(script.status(), "text/plain", "as told");
        }
        for (OidcFlavour flavour : OidcFlavour.values()) {
            String start = URI.create(base(flavour)).getPath();
            if (request.path().startsWith(start + "/")) {
                return answer(flavour, request.path().substring(start.length()), request);
            }
        }
        return error(404, "not_found");
    }

    private WebAnswer answer(OidcFlavour flavour, String path, WebRequest request) {
        boolean get = request.method().equals("GET");
        return switch (path) {
            case DISCOVERY -> get ? discoveryDocument(flavour) : error(405, "invalid_request");
            case KEYS ->
                get
                        ? new WebAnswer(200, Map.of("Content-Type", "application/json"), keys.set(script.fault()))
                        : error(405, "invalid_request");
            case AUTHORISE -> get ? authorise(flavour, request) : error(405, "invalid_request");
            case TOKEN -> token(flavour, request);
            case LOGOUT -> get && flavour == OidcFlavour.GOVSSO ? logout(request) : error(404, "not_found");
            default -> error(404, "not_found");
        };
    }

    private WebAnswer discoveryDocument(OidcFlavour flavour) {
        OidcFault fault = script.fault();
        if (fault == OidcFault.DISCOVERY_JSON) {
            return WebAnswer.of(200, "text/html", "<html>Maintenance</html>");
        }
        ObjectNode document = JSON.createObjectNode()
                .put("issuer", fault == OidcFault.DISCOVERY_ISSUER ? "https://other.example" : issuer(flavour))
                .put("authorization_endpoint", base(flavour) + AUTHORISE)
                .put(
                        "token_endpoint",
                        (fault == OidcFault.DISCOVERY_PLAIN ? "http://plain.example" : base(flavour)) + TOKEN)
                .put("jwks_uri", base(flavour) + KEYS);
        document.putArray("response_types_supported").add("code");
        document.putArray("id_token_signing_alg_values_supported").add("RS256");
        if (flavour == OidcFlavour.GOVSSO) {
            document.put("end_session_endpoint", base(flavour) + LOGOUT);
        }
        return json(document);
    }

    private WebAnswer authorise(OidcFlavour flavour, WebRequest request) {
        Map<String, String> asked = RequestRules.query(request);
        boolean known = asked.getOrDefault("client_id", "").equals(CLIENT_ID)
                && asked.getOrDefault("redirect_uri", "").equals(REDIRECT_URI);
        if (!known) {
            return error(400, "invalid_client");
        }
        String wrong = RequestRules.wrongAuthorise(flavour, asked);
        if (wrong.isEmpty()) {
            wrong = script.callbackError();
        }
        Map<String, String> back = new LinkedHashMap<>();
        if (wrong.isEmpty()) {
            String code = drawn();
            remember(code, new PlayedLogin(flavour, asked, clock.instant()));
            back.put("code", code);
        } else {
            back.put("error", wrong);
            back.put("error_description", "As told, or because the request is wrong");
        }
        if (script.fault() != OidcFault.NO_STATE) {
            back.put("state", script.fault() == OidcFault.STATE ? "another-state" : asked.getOrDefault("state", ""));
        }
        if (script.fault() == OidcFault.CALLBACK_ISSUER) {
            back.put("iss", "https://other.example");
        }
        return redirect(REDIRECT_URI, back);
    }

    private WebAnswer token(OidcFlavour flavour, WebRequest request) {
        if (!request.method().equals("POST") || !request.mediaType().equals("application/x-www-form-urlencoded")) {
            return error(400, "invalid_request");
        }
        if (!RequestRules.isClient(request)) {
            return error(401, "invalid_client");
        }
        Map<String, String> form = RequestRules.parameters(new String(request.body(), StandardCharsets.UTF_8))
                .orElse(Map.of());
        Optional<PlayedLogin> login = Optional.ofNullable(codes.remove(form.getOrDefault("code", "")));
        String wrong = RequestRules.wrongToken(form, login, flavour, clock.instant());
        if (wrong.isEmpty()) {
            wrong = script.tokenError();
        }
        if (!wrong.isEmpty()) {
            return error(wrong.equals("invalid_client") ? 401 : 400, wrong);
        }
        String accessToken = drawn();
        String claims = tokens.claims(login.orElseThrow(), issuer(flavour), accessToken, script, clock.instant())
                .toString();
        String idToken = tokens.signed(claims, script.algorithm(), script.fault());
        issued.addLast(idToken);
        if (issued.size() > MOST) {
            issued.removeFirst();
        }
        ObjectNode answer = JSON.createObjectNode()
                .put("access_token", accessToken)
                .put("token_type", script.fault() == OidcFault.TOKEN_TYPE ? "mac" : "bearer")
                .put("expires_in", 600)
                .put("scope", "openid");
        if (script.fault() != OidcFault.NO_ID_TOKEN) {
            answer.put("id_token", idToken);
        }
        return json(answer).with("Cache-Control", "no-store");
    }

    private WebAnswer logout(WebRequest request) {
        Map<String, String> asked = RequestRules.query(request);
        boolean good = issued.contains(asked.getOrDefault("id_token_hint", ""))
                && asked.getOrDefault("post_logout_redirect_uri", RETURN_URI).equals(RETURN_URI);
        if (!good) {
            return error(400, "invalid_request");
        }
        return redirect(RETURN_URI, asked.containsKey("state") ? Map.of("state", asked.get("state")) : Map.of());
    }

    private void remember(String code, PlayedLogin login) {
        if (codes.size() >= MOST) {
            codes.remove(codes.keySet().iterator().next());
        }
        codes.put(code, login);
    }

    private String drawn() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return OidcTokens.encoded(bytes);
    }

    private static WebAnswer redirect(String address, Map<String, String> parameters) {
        StringBuilder target = new StringBuilder(address);
        parameters.forEach((name, value) -> target.append(target.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return new WebAnswer(302, Map.of("Location", target.toString()), new byte[0]);
    }

    private static WebAnswer json(ObjectNode body) {
        return WebAnswer.of(200, "application/json", body.toString());
    }

    private static WebAnswer error(int status, String code) {
        return WebAnswer.of(
                status,
                "application/json",
                JSON.createObjectNode().put("error", code).toString());
    }
}
