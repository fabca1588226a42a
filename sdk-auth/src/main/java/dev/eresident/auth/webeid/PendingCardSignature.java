package dev.eresident.auth.webeid;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A signature that was begun and not finished yet: a plain value for the integrator to keep in the session. Holds personal data.
 *
 * <p>It can be taken apart and put together again with its constructor, which checks nothing: {@code finish} asks the replay guard, and
 * the guard's id is derived from everything in it but the expiry, which the guard knows too. So a changed or invented value is refused.
 *
 * @param nonce 32 random bytes in standard Base64
 * @param digest what the card is to sign
 * @param algorithm how, with the hash that made the digest
 * @param certificateJson with which certificate, in the form of {@link SigningCertificate#toJson()}, with this algorithm only
 * @param signer whose certificate it must be
 * @param expiresAt the last instant at which it may be finished
 */
public record PendingCardSignature(
        String nonce,
        Bytes digest,
        CardAlgorithm algorithm,
        String certificateJson,
        SemanticsIdentifier signer,
        Instant expiresAt) {
    private static final String ID_LABEL = "eresident web-eid signature";

    /** Refuses null. */
    public PendingCardSignature {
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(certificateJson, "certificateJson");
        Objects.requireNonNull(signer, "signer");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * Returns the id under which the replay guard knows this signature. It may be logged.
     *
     * @return {@code web-eid-sign.} and 43 characters of URL-safe Base64: SHA-256 over a label and all parts, each with its length
     */
    public String id() {
        MessageDigest hash = DigestAlgorithm.SHA256.newDigest();
        List<String> parts = List.of(
                ID_LABEL,
                nonce,
                digest.hex(),
                algorithm.crypto().name(),
                algorithm.hash().wireName(),
                algorithm.padding().wireName(),
                certificateJson,
                signer.text());
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            hash.update(bytes);
        }
        return "web-eid-sign." + Base64.getUrlEncoder().withoutPadding().encodeToString(hash.digest());
    }

    /**
     * Returns what the page passes to {@code sign(certificate, hash, hashFunction)} of web-eid.js.
     *
     * @return JSON with exactly these three
     */
    public String requestJson() {
        return JsonWriter.object()
                .field("certificate", certificateBase64())
                .field("hash", digest.base64())
                .field("hashFunction", algorithm.hash().wireName())
                .toJson();
    }

    /**
     * Writes it down; equal values give equal texts.
     *
     * @return JSON in one line
     */
    public String toText() {
        return JsonWriter.object()
                .field("nonce", nonce)
                .field("digest", digest.base64())
                .field("crypto", algorithm.crypto().name())
                .field("hash", algorithm.hash().name())
                .field("padding", algorithm.padding().name())
                .field("certificate", certificateJson)
                .field("signer", signer.text())
                .field("expiresAt", expiresAt.toString())
                .toJson();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @param text the text
     * @return the pending signature
     * @throws ProtocolException {@code SESSION_TEXT_UNREADABLE} if it is something else
     */
    public static PendingCardSignature fromText(String text) {
        try {
            JsonObject json = StrictJson.strict().parse(text);
            return new PendingCardSignature(
                    json.requiredString("nonce"),
                    Bytes.fromBase64(json.requiredString("digest")),
                    new CardAlgorithm(
                            CardAlgorithm.Crypto.valueOf(json.requiredString("crypto")),
                            CardAlgorithm.Hash.valueOf(json.requiredString("hash")),
                            CardAlgorithm.Padding.valueOf(json.requiredString("padding"))),
                    json.requiredString("certificate"),
                    SemanticsIdentifier.parse(json.requiredString("signer")),
                    Instant.parse(json.requiredString("expiresAt")));
        } catch (IllegalArgumentException | DateTimeException | ProtocolException e) {
            throw new ProtocolException("SESSION_TEXT_UNREADABLE", "The text is not one of a pending card signature");
        }
    }

    String certificateBase64() {
        return CardSigning.read(certificateJson)
                .map(CardLists.Offer::certificate)
                .orElse("");
    }

    /** Shows id, algorithm and expiry, nothing of the person. */
    @Override
    public String toString() {
        return "PendingCardSignature[" + id() + ", " + algorithm.hash().wireName() + ", until " + expiresAt + "]";
    }
}
