package dev.eresident.auth.webeid;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.internal.json.JsonWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Makes the links that open the mobile app of Web eID (RIA DigiDoc), for logging in and signing on a phone (Web eID §3). Immutable and
 * thread-safe.
 *
 * <p>The app answers by opening a page of ours with a fragment behind {@code #}; {@link MobileAnswer} reads it. Where it returns to is made
 * from the configured origin and a path, never from the address of a request: the app shows, and signs, the origin of that address. The
 * page must keep the session over the return, so its cookie is {@code SameSite=Lax}; between certificate and signature the person has
 * to touch the page once more, or the browser does not open the app a second time.
 *
 * <p>The JSON behind the fragment is filled with spaces to a multiple of three bytes, so that standard and URL-safe Base64, with and
 * without padding, read it alike: apps of different age expect one or the other.
 */
public final class MobileLinks {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]+)+/?|/");
    private static final int LONGEST_ORIGIN = 255;
    private static final int LONGEST_CHALLENGE = 128;

    private final String origin;
    private final String base;

    private MobileLinks(String origin, String base) {
        this.origin = origin;
        this.base = base;
    }

    /**
     * Prepares links with the scheme {@code web-eid-mobile}, which any app on the phone may claim.
     *
     * @param origin of the pages to which the app returns; one of those of the {@link WebEid}
     * @return the maker of links
     * @throws ConfigurationException {@code ORIGIN_MISSING} or {@code ORIGIN_INVALID}
     */
    public static MobileLinks withCustomScheme(String origin) {
        return new MobileLinks(checked(origin), "web-eid-mobile://");
    }

    /**
     * Prepares links with an address that one app has claimed with the phone's operating system, so that no other app can take the links.
     *
     * @param origin of the pages to which the app returns; one of those of the {@link WebEid}
     * @param app https, a host and at most a plain path; the publisher of the app says which
     * @return the maker of links
     * @throws ConfigurationException {@code ORIGIN_MISSING}, {@code ORIGIN_INVALID} or {@code APP_LINK_INVALID}
     */
    public static MobileLinks withAppLink(String origin, URI app) {
        String normalised = checked(origin);
        boolean usable = "https".equalsIgnoreCase(app.getScheme())
                && app.getHost() != null
                && app.getRawUserInfo() == null
                && app.getRawQuery() == null
                && app.getRawFragment() == null
                && (app.getRawPath().isEmpty() || PATH.matcher(app.getRawPath()).matches());
        if (!usable) {
            throw new ConfigurationException(
                    "APP_LINK_INVALID", "The app's address must be https with a host and at most a plain path");
        }
        String text = app.toString();
        return new MobileLinks(normalised, text.endsWith("/") ? text : text + "/");
    }

    private static String checked(String origin) {
        String normalised = Origin.normalise(origin);
        if (normalised.length() > LONGEST_ORIGIN) {
            throw new ConfigurationException("ORIGIN_INVALID", "The app refuses origins of more than 255 characters");
        }
        return normalised;
    }

    /**
     * Makes the link for a login.
     *
     * @param challenge from {@link WebEid#start}
     * @param path of the page to which the app returns, for example {@code /auth/mobile/login}: letters, digits, {@code .}, {@code _},
     *     {@code -} and {@code /}
     * @param withSigningCertificate whether the token is to bring the signing certificate, so that a signature needs no link of its own
     *     for it
     * @return the link for the page to open
     * @throws IllegalArgumentException if the path or the nonce is outside its limits
     */
    public URI login(WebEidChallenge challenge, String path, boolean withSigningCertificate) {
        if (challenge.nonce().length() > LONGEST_CHALLENGE) {
            throw new IllegalArgumentException("The app refuses challenges of more than 128 characters");
        }
        JsonWriter json =
                JsonWriter.object().field("challenge", challenge.nonce()).field("loginUri", at(path));
        if (withSigningCertificate) {
            json.field("getSigningCertificate", true);
        }
        return link("auth", json);
    }

    /**
     * Makes the link that asks for the signing certificate.
     *
     * @param path of the page to which the app returns, for example {@code /sign/mobile/certificate}; as in {@link #login}
     * @return the link for the page to open
     * @throws IllegalArgumentException if the path is outside its limits
     */
    public URI certificate(String path) {
        return link("cert", JsonWriter.object().field("responseUri", at(path)));
    }

    /**
     * Makes the link that asks for the signature.
     *
     * @param pending from {@link CardSigning#start}
     * @param path of the page to which the app returns, for example {@code /sign/mobile/signature}; as in {@link #login}
     * @return the link for the page to open. Holds personal data
     * @throws IllegalArgumentException if the path is outside its limits
     */
    public URI sign(PendingCardSignature pending, String path) {
        return link(
                "sign",
                JsonWriter.object()
                        .field("responseUri", at(path))
                        .field("signingCertificate", pending.certificateBase64())
                        .field("hash", pending.digest().base64())
                        .field("hashFunction", pending.algorithm().hash().wireName()));
    }

    private String at(String path) {
        if (!PATH.matcher(path).matches() || path.contains("/..") || path.contains("/./")) {
            throw new IllegalArgumentException(
                    "The path of a return page must be plain, for example /auth/mobile/login");
        }
        return origin + path;
    }

    private URI link(String operation, JsonWriter json) {
        String text = json.toJson();
        byte[] filled = (text + " ".repeat((3 - text.length() % 3) % 3)).getBytes(StandardCharsets.US_ASCII);
        return URI.create(base + operation + "#" + Base64.getEncoder().encodeToString(filled));
    }

    /** Shows the origin. */
    @Override
    public String toString() {
        return "MobileLinks[" + origin + "]";
    }
}
