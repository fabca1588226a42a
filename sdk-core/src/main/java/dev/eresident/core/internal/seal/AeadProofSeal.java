package dev.eresident.core.internal.seal;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.internal.seal.SealOutcome.Opened;
import dev.eresident.core.internal.seal.SealOutcome.Rejected;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals bytes with AES-256-GCM for one purpose, type, subject and time.
 *
 * <p>A sealed text is {@code eres1.} and URL-safe Base64 without padding of {@code header || ciphertext || tag}. The header, which is
 * the associated data together with the prefix, is key id, purpose and type (each a length byte and ASCII), expiry (8 bytes, epoch
 * milliseconds) and nonce (12 bytes). The subject, which may be a personal code, stands encrypted before the payload (2 length
 * bytes and UTF-8), so that it is bound as firmly as the header without being readable.
 */
public final class AeadProofSeal implements ProofSeal {
    private static final String PREFIX = "eres1.";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_SIZE = 12;
    private static final int TAG_BITS = 128;
    private static final int MAX_LABEL = 64;
    private static final int MAX_SUBJECT = 1024;
    private static final int MAX_PAYLOAD = 1 << 20;
    private static final int MAX_TEXT = 1 << 21;

    private final Clock clock;
    private final RandomGenerator random;
    private final String activeKeyId;
    private final Map<String, SecretKey> keys;

    /**
     * Copies checked keys; callers outside the SDK use {@link ProofSeal#builder}.
     *
     * @param clock decides what has expired
     * @param random draws nonces
     * @param activeKeyId the id of the key that seals
     * @param keys keys of 32 bytes by id, the active one included
     */
    public AeadProofSeal(Clock clock, RandomGenerator random, String activeKeyId, Map<String, SecretBytes> keys) {
        this.clock = clock;
        this.random = random;
        this.activeKeyId = activeKeyId;
        Map<String, SecretKey> copies = new LinkedHashMap<>();
        keys.forEach((id, key) -> copies.put(id, key.use(bytes -> new SecretKeySpec(bytes, "AES"))));
        this.keys = Map.copyOf(copies);
        requireKey(activeKeyId);
    }

    @Override
    public String activeKeyId() {
        return activeKeyId;
    }

    @Override
    public Set<String> keyIds() {
        return keys.keySet();
    }

    /**
     * Seals bytes.
     *
     * @param purpose what the text may be used for, 1 to 64 characters of printable ASCII
     * @param type what the bytes are, 1 to 64 characters of printable ASCII
     * @param subject for whom or which session, at most 1024 bytes in UTF-8; not readable in the text
     * @param expiresAt from when on the text is refused, with a precision of milliseconds; must lie ahead
     * @param payload the bytes, at most 1 MiB
     * @return the sealed text
     * @throws IllegalArgumentException if an argument is outside its limits
     */
    public String seal(String purpose, String type, String subject, Instant expiresAt, Bytes payload) {
        byte[] subjectBytes = subject.getBytes(StandardCharsets.UTF_8);
        require(isLabel(purpose) && isLabel(type), "Purpose and type are 1 to 64 characters of printable ASCII");
        require(subjectBytes.length <= MAX_SUBJECT, "The subject has at most 1024 bytes");
        require(payload.size() <= MAX_PAYLOAD, "At most 1 MiB can be sealed");
        require(expiresAt.isAfter(clock.instant()), "The expiry of a seal must lie ahead");
        byte[] nonce = new byte[NONCE_SIZE];
        random.nextBytes(nonce);
        byte[] header = header(activeKeyId, purpose, type, expiresAt.toEpochMilli(), nonce);
        byte[] plain = ByteBuffer.allocate(2 + subjectBytes.length + payload.size())
                .putShort((short) subjectBytes.length)
                .put(subjectBytes)
                .put(payload.toByteArray())
                .array();
        try {
            byte[] cipherText = cipher(Cipher.ENCRYPT_MODE, requireKey(activeKeyId), nonce, header)
                    .doFinal(plain);
            byte[] sealed = Arrays.copyOf(header, header.length + cipherText.length);
            System.arraycopy(cipherText, 0, sealed, header.length, cipherText.length);
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Opens a sealed text; nothing that it says is looked at before its authentication, except the key id.
     *
     * @param sealed the text
     * @param purpose the purpose that it must have
     * @param type the type that it must have
     * @param subject the subject that it must have
     * @return the bytes, or why not
     */
    public SealOutcome open(String sealed, String purpose, String type, String subject) {
        byte[] bytes = decode(sealed);
        Header header = bytes == null ? null : readHeader(bytes);
        if (bytes == null || header == null) {
            return new Rejected(Rejection.MALFORMED);
        }
        SecretKey key = keys.get(header.keyId);
        if (key == null) {
            return new Rejected(Rejection.UNKNOWN_KEY);
        }
        byte[] plain;
        try {
            plain = cipher(Cipher.DECRYPT_MODE, key, header.nonce.toByteArray(), Arrays.copyOf(bytes, header.length))
                    .doFinal(bytes, header.length, bytes.length - header.length);
        } catch (AEADBadTagException e) {
            return new Rejected(Rejection.TAMPERED);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
        try {
            return judge(header, plain, purpose, type, subject);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private SealOutcome judge(Header header, byte[] plain, String purpose, String type, String subject) {
        if (!header.purpose.equals(purpose)) {
            return new Rejected(Rejection.WRONG_PURPOSE);
        }
        if (!header.type.equals(type)) {
            return new Rejected(Rejection.WRONG_TYPE);
        }
        ByteBuffer in = ByteBuffer.wrap(plain);
        byte[] sealedSubject = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(sealedSubject);
        if (!MessageDigest.isEqual(sealedSubject, subject.getBytes(StandardCharsets.UTF_8))) {
            return new Rejected(Rejection.WRONG_SUBJECT);
        }
        Instant expiresAt = Instant.ofEpochMilli(header.expiresAt);
        if (!clock.instant().isBefore(expiresAt)) {
            return new Rejected(Rejection.EXPIRED);
        }
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        return new Opened(Bytes.of(payload), expiresAt);
    }

    private static byte @Nullable [] decode(String sealed) {
        if (sealed.length() > MAX_TEXT || !sealed.startsWith(PREFIX)) {
            return null;
        }
        String base64 = sealed.substring(PREFIX.length());
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64);
            // The decoder ignores padding and surplus bits: one sealed text has exactly one spelling.
            String canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return canonical.equals(base64) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private record Header(String keyId, String purpose, String type, long expiresAt, Bytes nonce, int length) {}

    private static @Nullable Header readHeader(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String keyId = readLabel(in);
            String purpose = readLabel(in);
            String type = readLabel(in);
            long expiresAt = in.getLong();
            byte[] nonce = new byte[NONCE_SIZE];
            in.get(nonce);
            return in.remaining() < TAG_BITS / 8
                    ? null
                    : new Header(keyId, purpose, type, expiresAt, Bytes.of(nonce), in.position());
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static String readLabel(ByteBuffer in) {
        byte[] label = new byte[Byte.toUnsignedInt(in.get())];
        in.get(label);
        return new String(label, StandardCharsets.ISO_8859_1);
    }

    private static byte[] header(String keyId, String purpose, String type, long expiresAt, byte[] nonce) {
        ByteBuffer out =
                ByteBuffer.allocate(3 + keyId.length() + purpose.length() + type.length() + Long.BYTES + NONCE_SIZE);
        for (String label : new String[] {keyId, purpose, type}) {
            out.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        return out.putLong(expiresAt).put(nonce).array();
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] header) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(PREFIX.getBytes(StandardCharsets.US_ASCII));
        cipher.updateAAD(header);
        return cipher;
    }

    private SecretKey requireKey(String id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("The active key is not among the keys");
        }
        return key;
    }

    private static boolean isLabel(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LABEL
                && text.chars().allMatch(character -> character > 0x20 && character < 0x7f);
    }

    private static void require(boolean condition, String text) {
        if (!condition) {
            throw new IllegalArgumentException(text);
        }
    }

    private static BugException unavailable(GeneralSecurityException cause) {
        return new BugException("AES_GCM_FAILED", "AES-256-GCM, which every JDK has, did not work", cause);
    }

    /** Returns the key ids, which are no secret. */
    @Override
    public String toString() {
        return "ProofSeal[active " + activeKeyId + ", " + keys.size() + " keys]";
    }
}
