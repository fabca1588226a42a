package dev.eresident.sandbox.card;

import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Web eID authentication token (format 1.0 or 1.1), really signed; each {@code with…} returns a copy with one field changed.
 *
 * <p>Immutable. The signature covers origin and challenge only, so changing another field does not break it.
 */
public final class WebEidToken {
    private final Map<String, String> fields;

    private WebEidToken(Map<String, String> fields) {
        this.fields = fields;
    }

    static WebEidToken sign(IdCard card, String origin, String nonce, SignatureAlgorithm algorithm) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(hash(algorithm, origin));
        signed.writeBytes(hash(algorithm, nonce));
        byte[] signature = card.authentication().sign(signed.toByteArray(), algorithm);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("unverifiedCertificate", quote(base64(card.authenticationCertificate())));
        fields.put("algorithm", quote(algorithm.name()));
        fields.put("signature", quote(Base64.getEncoder().encodeToString(signature)));
        fields.put("format", quote("web-eid:1.0"));
        fields.put("appVersion", quote("https://sandbox.invalid/web-eid-app/releases/v2.0.2+0"));
        return new WebEidToken(fields);
    }

    /**
     * The token as the browser sends it.
     *
     * @return compact JSON
     */
    public String json() {
        return fields.entrySet().stream()
                .map(field -> quote(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * Sets a text field.
     *
     * @param name the field
     * @param value its text
     * @return the changed token
     */
    public WebEidToken with(String name, String value) {
        return withRaw(name, quote(value));
    }

    /**
     * Sets a field to any JSON.
     *
     * @param name the field
     * @param json for example {@code 17} or {@code null} or {@code [}, which is put in as it is
     * @return the changed token
     */
    public WebEidToken withRaw(String name, String json) {
        Map<String, String> copy = new LinkedHashMap<>(fields);
        copy.put(name, json);
        return new WebEidToken(copy);
    }

    /**
     * Leaves a field out.
     *
     * @param name the field
     * @return the changed token
     */
    public WebEidToken without(String name) {
        Map<String, String> copy = new LinkedHashMap<>(fields);
        copy.remove(name);
        return new WebEidToken(copy);
    }

    /**
     * Sets another authentication certificate, keeping the signature.
     *
     * @param certificate the certificate
     * @return the changed token
     */
    public WebEidToken withCertificate(X509Certificate certificate) {
        return with("unverifiedCertificate", base64(certificate));
    }

    /**
     * Sets another signature value.
     *
     * @param signature the raw value
     * @return the changed token
     */
    public WebEidToken withSignature(byte[] signature) {
        return with("signature", Base64.getEncoder().encodeToString(signature));
    }

    /**
     * Makes it a token of format 1.1 that tells the signing certificate of a card.
     *
     * @param card whose signing certificate
     * @return the changed token
     */
    public WebEidToken withSigningCertificateOf(IdCard card) {
        return withSigningCertificates(offer(card.signingCertificate(), card.defaultAlgorithm()));
    }

    /**
     * Makes it a token of format 1.1 with a list of signing certificates.
     *
     * @param offers JSON of each entry, for example from {@link #offer}
     * @return the changed token
     */
    public WebEidToken withSigningCertificates(String... offers) {
        return with("format", "web-eid:1.1")
                .withRaw("unverifiedSigningCertificates", "[" + String.join(",", offers) + "]");
    }

    /**
     * Makes it a token of format 1.1 with possible authorities above the authentication certificate.
     *
     * @param authorities their certificates
     * @return the changed token
     */
    public WebEidToken withIntermediates(X509Certificate... authorities) {
        return with("format", "web-eid:1.1").withRaw("unverifiedIntermediateCertificates", list(authorities));
    }

    /**
     * Writes an entry of the list of signing certificates.
     *
     * @param certificate for signing
     * @param algorithm with what its key signs
     * @param intermediates possible authorities above it; none leaves the list out
     * @return JSON
     */
    public static String offer(
            X509Certificate certificate, SignatureAlgorithm algorithm, X509Certificate... intermediates) {
        return "{\"certificate\":" + quote(base64(certificate))
                + (intermediates.length == 0 ? "" : ",\"intermediateCertificates\":" + list(intermediates))
                + ",\"supportedSignatureAlgorithms\":[{\"cryptoAlgorithm\":"
                + quote(algorithm.isEllipticCurve() ? "ECC" : "RSA")
                + ",\"hashFunction\":" + quote(algorithm.hash())
                + ",\"paddingScheme\":" + quote(algorithm.isEllipticCurve() ? "NONE" : "PKCS1.5") + "}]}";
    }

    private static String list(X509Certificate... certificates) {
        return Arrays.stream(certificates)
                .map(certificate -> quote(base64(certificate)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Does not print the token. */
    @Override
    public String toString() {
        return "WebEidToken" + fields.keySet();
    }

    private static byte[] hash(SignatureAlgorithm algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm.hash()).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no " + algorithm.hash(), e);
        }
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The JDK cannot encode a certificate that it read", e);
        }
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
