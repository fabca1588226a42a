package dev.eresident.payments.journal;

import dev.eresident.core.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one intended effect: whatever is asked again under the same key happens once.
 *
 * <p>Choose it before the first attempt and store it with your own order; a key made anew for each attempt protects from nothing.
 * The constructor throws a {@link ProtocolException} {@code IDEMPOTENCY_KEY} for another form.
 *
 * @param value 1 to 64 visible characters of ASCII ({@code !} to {@code ~}), compared exactly; no personal data
 */
public record IdempotencyKey(String value) {
    private static final int LONGEST = 64;

    public IdempotencyKey {
        boolean visible = value.chars().allMatch(c -> c > ' ' && c < 127);
        if (value.isEmpty() || value.length() > LONGEST || !visible) {
            throw new ProtocolException(
                    "IDEMPOTENCY_KEY", "An idempotency key is 1 to 64 visible characters of ASCII, without spaces");
        }
    }

    /**
     * Takes a key as it stands.
     *
     * @param value see the record
     * @return the key
     * @throws ProtocolException {@code IDEMPOTENCY_KEY}
     */
    public static IdempotencyKey of(String value) {
        return new IdempotencyKey(value);
    }

    /**
     * Derives a key from facts that name the effect, for example {@code derived("refund", orderId, caseNumber)}.
     *
     * @param purpose what the key is for
     * @param parts the facts, in an order that stays the same; they cannot be read out of the key, but guessed
     * @return the SHA-256 over all parts, each preceded by its length, as 64 hexadecimal digits
     */
    public static IdempotencyKey derived(String purpose, String... parts) {
        MessageDigest digest = sha256();
        update(digest, purpose);
        for (String part : parts) {
            update(digest, part);
        }
        return new IdempotencyKey(HexFormat.of().formatHex(digest.digest()));
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
