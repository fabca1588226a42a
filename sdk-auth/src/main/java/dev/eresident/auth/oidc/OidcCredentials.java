package dev.eresident.auth.oidc;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.SecretBytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who the client is, and how it shows that at the token endpoint (OpenID Connect Core 1.0 §9). Immutable; the secret stays the caller's to close. */
public final class OidcCredentials {
    private static final Pattern ID = Pattern.compile("[!-~]{1,256}");

    private enum Way {
        BASIC,
        POST,
        NONE
    }

    private final String clientId;
    private final Way way;
    private final Optional<SecretBytes> secret;

    private OidcCredentials(String clientId, Way way, Optional<SecretBytes> secret) {
        if (!ID.matcher(clientId).matches()) {
            throw new ConfigurationException(
                    "CLIENT_ID_INVALID",
                    "A client id has 1 to 256 visible ASCII characters; copy it from the registration");
        }
        this.clientId = clientId;
        this.way = way;
        this.secret = secret;
    }

    /**
     * With a secret in the header, as eeID, TARA and GovSSO want it unless agreed otherwise ({@code client_secret_basic}).
     *
     * @param clientId as registered
     * @param secret text in UTF-8
     * @return the credentials
     * @throws ConfigurationException {@code CLIENT_ID_INVALID}
     */
    public static OidcCredentials basic(String clientId, SecretBytes secret) {
        return new OidcCredentials(clientId, Way.BASIC, Optional.of(secret));
    }

    /**
     * With a secret in the body ({@code client_secret_post}), only if registered so.
     *
     * @param clientId as registered
     * @param secret text in UTF-8
     * @return the credentials
     * @throws ConfigurationException {@code CLIENT_ID_INVALID}
     */
    public static OidcCredentials post(String clientId, SecretBytes secret) {
        return new OidcCredentials(clientId, Way.POST, Optional.of(secret));
    }

    /**
     * Without a secret ({@code none}), for clients that cannot keep one. A server can: prefer {@link #basic}.
     *
     * @param clientId as registered
     * @return the credentials
     * @throws ConfigurationException {@code CLIENT_ID_INVALID}
     */
    public static OidcCredentials withoutSecret(String clientId) {
        return new OidcCredentials(clientId, Way.NONE, Optional.empty());
    }

    String clientId() {
        return clientId;
    }

    /** Adds what shows who asks to the headers or the body of a token request. */
    void show(Map<String, String> headers, Map<String, String> form) {
        if (way == Way.BASIC) {
            String pair = encoded(clientId) + ":" + encoded(text());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
            return;
        }
        form.put("client_id", clientId);
        if (way == Way.POST) {
            form.put("client_secret", text());
        }
    }

    private String text() {
        return secret.map(value -> value.use(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Shows the client id and the way, never the secret. */
    @Override
    public String toString() {
        return "OidcCredentials[" + clientId + ", " + way + "]";
    }
}
