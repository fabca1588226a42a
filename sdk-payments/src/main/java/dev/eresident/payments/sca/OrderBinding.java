package dev.eresident.payments.sca;

import dev.eresident.core.Bytes;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.register.ConfirmedRepresentation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Derives the nonce that a card signs from the order that its holder authorises.
 *
 * <p>{@code nonce = Base64(SHA-256("eresident payment authorisation 1" 00 "AUTHORISE" 00 canonical order))}: 44 characters. The
 * label and the purpose keep it apart from every other hash, the order's salt makes it unpredictable.
 */
final class OrderBinding {
    static final int SALT_SIZE = 32;
    private static final String LABEL = "eresident payment authorisation 1\0AUTHORISE\0";
    private static final String PAYER_LABEL = "eresident payer\0";
    private static final String RIGHT_LABEL = "eresident right of representation\0";

    private OrderBinding() {}

    static String nonce(CanonicalOrder order) {
        byte[] label = LABEL.getBytes(StandardCharsets.US_ASCII);
        byte[] canonical = order.bytes().toByteArray();
        byte[] all = new byte[label.length + canonical.length];
        System.arraycopy(label, 0, all, 0, label.length);
        System.arraycopy(canonical, 0, all, label.length, canonical.length);
        return sha256(all).base64();
    }

    /**
     * Who is to authorise, and by which right. The salt keeps personal codes, which can be counted through, out of reach of those who see
     * the digest alone.
     */
    static Bytes payerDigest(Bytes salt, SemanticsIdentifier payer, Optional<Bytes> right) {
        String text = PAYER_LABEL
                + salt.base64()
                + payer.text()
                + '\0'
                + right.map(Bytes::base64).orElse("");
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a right of representation rests on: company, time, and the bytes of the register's question and answer. */
    static Bytes rightDigest(ConfirmedRepresentation right) {
        StringBuilder text = new StringBuilder(RIGHT_LABEL)
                .append(right.company().digits())
                .append('\0')
                .append(right.verifiedAt());
        right.toProof()
                .materials()
                .forEach((name, bytes) -> text.append('\0')
                        .append(name)
                        .append('\0')
                        .append(sha256(bytes.toByteArray()).base64()));
        return sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes sha256(byte[] data) {
        return Bytes.of(DigestAlgorithm.SHA256.digest(data));
    }
}
