package dev.eresident.sandbox.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The software between page and card: what {@code getSigningCertificate} and {@code sign} of web-eid.js answer, and the app on the phone.
 * The person agrees to everything.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class WebEidApp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final IdCard card;
    private final List<SignatureAlgorithm> algorithms;

    private WebEidApp(IdCard card, List<SignatureAlgorithm> algorithms) {
        this.card = card;
        this.algorithms = algorithms;
    }

    /**
     * Puts a card into the reader, or holds it to the phone.
     *
     * @param card the card
     * @return the software, which signs with everything that the kind of key can
     */
    public static WebEidApp with(IdCard card) {
        return new WebEidApp(
                card,
                Arrays.stream(SignatureAlgorithm.values())
                        .filter(algorithm -> algorithm.isEllipticCurve()
                                == card.signing().keyType().isEllipticCurve())
                        .toList());
    }

    /**
     * The same software with a card that can do less.
     *
     * @param supported with what it signs, the first that fits a hash is taken
     * @return other software
     */
    public WebEidApp supporting(SignatureAlgorithm... supported) {
        return new WebEidApp(card, List.of(supported));
    }

    /**
     * Answers {@code getSigningCertificate()}.
     *
     * @return {@code {certificate, supportedSignatureAlgorithms}}
     */
    public String signingCertificate() {
        return offer().toString();
    }

    private ObjectNode offer() {
        ObjectNode offer = JSON.createObjectNode().put("certificate", certificate());
        ArrayNode list = offer.putArray("supportedSignatureAlgorithms");
        algorithms.forEach(algorithm -> list.add(words(algorithm)));
        return offer;
    }

    private static ObjectNode words(SignatureAlgorithm algorithm) {
        String padding = algorithm.name().startsWith("PS") ? "PSS" : "PKCS1.5";
        return JSON.createObjectNode()
                .put("cryptoAlgorithm", algorithm.isEllipticCurve() ? "ECC" : "RSA")
                .put("hashFunction", algorithm.hash())
                .put("paddingScheme", algorithm.isEllipticCurve() ? "NONE" : padding);
    }

    /**
     * Answers {@code sign(certificate, hash, hashFunction)}.
     *
     * @param request {@code {certificate, hash, hashFunction}}, all in Base64 but the name of the hash
     * @return {@code {signature, signatureAlgorithm}}
     * @throws IllegalArgumentException if the certificate is not the card's, or the card cannot sign so
     */
    public String sign(String request) {
        JsonNode asked = read(request);
        return sign(asked, "certificate").toString();
    }

    private ObjectNode sign(JsonNode asked, String certificateField) {
        if (!asked.path(certificateField).asText().equals(certificate())) {
            throw new IllegalArgumentException("The certificate is not that of the card");
        }
        SignatureAlgorithm algorithm = algorithms.stream()
                .filter(known -> known.hash().equals(asked.path("hashFunction").asText()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The card does not sign with this hash"));
        byte[] value =
                card.signDigest(Base64.getDecoder().decode(asked.path("hash").asText()), algorithm);
        ObjectNode answer =
                JSON.createObjectNode().put("signature", Base64.getEncoder().encodeToString(value));
        answer.set("signatureAlgorithm", words(algorithm));
        return answer;
    }

    /**
     * Opens a link as the app on the phone does: logs in, gives the certificate, or signs.
     *
     * @param link {@code web-eid-mobile://} or https, with {@code auth}, {@code cert} or {@code sign}
     * @return the address to which the app returns, with its answer in the fragment; a request that the app does not like is answered there
     *     with {@code ERR_WEBEID_MOBILE_INVALID_REQUEST}
     * @throws IllegalArgumentException if the link does not even tell where to return
     */
    public URI open(URI link) {
        JsonNode request = request(link);
        URI back = returnAddress(request);
        ObjectNode answer;
        try {
            answer = answer(operation(link), request, back);
        } catch (IllegalArgumentException e) {
            answer = JSON.createObjectNode()
                    .put("error", true)
                    .put("code", "ERR_WEBEID_MOBILE_INVALID_REQUEST")
                    .put("message", e.getMessage());
        }
        return at(back, answer);
    }

    /**
     * Opens a link and does not want to.
     *
     * @param link as in {@link #open}
     * @return the address to which the app returns, with {@code ERR_WEBEID_USER_CANCELLED}
     */
    public URI cancel(URI link) {
        return at(
                returnAddress(request(link)),
                JSON.createObjectNode()
                        .put("error", true)
                        .put("code", "ERR_WEBEID_USER_CANCELLED")
                        .put("message", "User cancelled"));
    }

    private ObjectNode answer(String operation, JsonNode request, URI back) {
        return switch (operation) {
            case "auth" -> login(request, back);
            case "cert" -> offer();
            case "sign" -> sign(request, "signingCertificate");
            default -> throw new IllegalArgumentException("Unknown operation");
        };
    }

    private ObjectNode login(JsonNode request, URI back) {
        String challenge = request.path("challenge").asText();
        if (challenge.length() < 44 || challenge.length() > 128) {
            throw new IllegalArgumentException("Invalid challenge length");
        }
        WebEidToken token = card.webEid(origin(back), challenge);
        if (request.path("getSigningCertificate").asBoolean()) {
            token = token.with("format", "web-eid:1.1").withRaw("unverifiedSigningCertificates", "[" + offer() + "]");
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.set("authToken", read(token.json()));
        return answer;
    }

    private static String operation(URI link) {
        if ("web-eid-mobile".equals(link.getScheme())) {
            return String.valueOf(link.getHost());
        }
        String path = String.valueOf(link.getPath());
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static JsonNode request(URI link) {
        return read(
                new String(Base64.getDecoder().decode(String.valueOf(link.getRawFragment())), StandardCharsets.UTF_8));
    }

    private static URI returnAddress(JsonNode request) {
        String text =
                request.path("loginUri").asText(request.path("responseUri").asText());
        URI back = URI.create(text);
        if (!"https".equals(back.getScheme()) || back.getHost() == null || back.getRawUserInfo() != null) {
            throw new IllegalArgumentException("The app returns to https addresses without user only");
        }
        return back;
    }

    /** As the app shows and signs it: the default port left out. */
    private static String origin(URI back) {
        String port = back.getPort() == -1 || back.getPort() == 443 ? "" : ":" + back.getPort();
        return "https://" + back.getHost().toLowerCase(Locale.ROOT) + port;
    }

    private static URI at(URI back, ObjectNode answer) {
        byte[] json = answer.toString().getBytes(StandardCharsets.UTF_8);
        return URI.create(back + "#" + Base64.getUrlEncoder().withoutPadding().encodeToString(json));
    }

    private String certificate() {
        try {
            return Base64.getEncoder().encodeToString(card.signingCertificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The JDK cannot encode a certificate that it read", e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON", e);
        }
    }

    /** Names the document, not the person. */
    @Override
    public String toString() {
        return "WebEidApp[" + card.profile() + "]";
    }
}
