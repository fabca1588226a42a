package dev.eresident.core;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Everything that went into one verification, so that anyone can run it again later: a plain value without authority.
 *
 * <p>Having a proof proves nothing until the type that made it verifies it again. It holds personal data (certificates, signed
 * texts), so store it as such; {@link #toString()} shows none of it. The byte form is the SDK's own: the letters {@code ERPF}, the
 * version 1, then length-prefixed fields in a fixed order with names ascending, so that equal proofs have equal bytes.
 *
 * <p>The constructor copies the maps and throws {@link IllegalArgumentException} if a name, number or size is outside the limits,
 * or all together exceed 64 MiB.
 *
 * @param type what was verified, for example {@code web-eid-login}: 1 to 64 of {@code a-z 0-9 . -}
 * @param verifiedAt when it was verified, by the verifier's clock
 * @param facts short texts such as origin, nonce, policy and trust ids; at most 256, each up to 64 KiB in UTF-8
 * @param materials raw bytes such as tokens, certificates and revocation answers; at most 256, each up to 16 MiB
 */
public record Proof(
        String type, Instant verifiedAt, SortedMap<String, String> facts, SortedMap<String, Bytes> materials) {
    private static final int MAGIC = 0x45525046;
    private static final int VERSION = 1;
    private static final int MAX_ENTRIES = 256;
    private static final int MAX_FACT = 1 << 16;
    private static final int MAX_MATERIAL = 1 << 24;
    private static final int MAX_TOTAL = 1 << 26;
    private static final Pattern TYPE = Pattern.compile("[a-z0-9.-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,128}");

    public Proof {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("The type of a proof is 1 to 64 characters of a-z, 0-9, '.', '-'");
        }
        requireSize(verifiedAt.getEpochSecond() >= 0, "The time of a proof must not be before 1970");
        facts = sorted(facts);
        materials = sorted(materials);
        long total = 0;
        for (String fact : facts.values()) {
            requireSize(StandardCharsets.UTF_8.newEncoder().canEncode(fact), "A fact has an unpaired surrogate");
            int length = fact.getBytes(StandardCharsets.UTF_8).length;
            requireSize(length <= MAX_FACT, "A fact of a proof has at most 64 KiB");
            total += length;
        }
        for (Bytes material : materials.values()) {
            requireSize(material.size() <= MAX_MATERIAL, "A material of a proof has at most 16 MiB");
            total += material.size();
        }
        requireSize(total <= MAX_TOTAL, "A proof has at most 64 MiB");
    }

    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        SortedMap<String, T> result = new TreeMap<>();
        for (Map.Entry<String, T> entry : map.entrySet()) {
            requireSize(
                    NAME.matcher(entry.getKey()).matches(),
                    "A name in a proof is 1 to 128 characters of A-Z, a-z, 0-9, '.', '_', '/', '-'");
            if (entry.getValue() == null) {
                throw new NullPointerException("A proof holds no null");
            }
            result.put(entry.getKey(), entry.getValue());
        }
        requireSize(result.size() <= MAX_ENTRIES, "A proof has at most 256 facts and 256 materials");
        return Collections.unmodifiableSortedMap(result);
    }

    private static void requireSize(boolean within, String text) {
        if (!within) {
            throw new IllegalArgumentException(text);
        }
    }

    /**
     * Makes a proof from maps in any order.
     *
     * @param type what was verified
     * @param verifiedAt when
     * @param facts short texts by name
     * @param materials raw bytes by name
     * @return the proof
     * @throws IllegalArgumentException if a name, number or size is outside the limits
     */
    public static Proof of(String type, Instant verifiedAt, Map<String, String> facts, Map<String, Bytes> materials) {
        return new Proof(type, verifiedAt, sorted(facts), sorted(materials));
    }

    /**
     * Writes the byte form; equal proofs give equal bytes.
     *
     * @return the bytes for {@link #fromBytes}
     */
    public Bytes toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeByte(VERSION);
            writeText(out, type);
            out.writeLong(verifiedAt.getEpochSecond());
            out.writeInt(verifiedAt.getNano());
            out.writeInt(facts.size());
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                writeText(out, fact.getKey());
                writeText(out, fact.getValue());
            }
            out.writeInt(materials.size());
            for (Map.Entry<String, Bytes> material : materials.entrySet()) {
                writeText(out, material.getKey());
                write(out, material.getValue().toByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return Bytes.of(bytes.toByteArray());
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads the byte form, and nothing but exactly what {@link #toBytes} writes.
     *
     * @param bytes the byte form
     * @return the proof, not verified in any way
     * @throws ProtocolException {@code PROOF_MALFORMED} if the bytes are anything else
     */
    public static Proof fromBytes(Bytes bytes) {
        try {
            return read(ByteBuffer.wrap(bytes.toByteArray()));
        } catch (BufferUnderflowException | CharacterCodingException | DateTimeException | IllegalArgumentException e) {
            // The cause is left out: it may quote the content.
            throw malformed();
        }
    }

    private static Proof read(ByteBuffer in) throws CharacterCodingException {
        if (in.getInt() != MAGIC || in.get() != VERSION) {
            throw malformed();
        }
        String type = readText(in, MAX_FACT);
        long second = in.getLong();
        int nano = in.getInt();
        if (nano < 0 || nano > 999_999_999) {
            throw malformed();
        }
        Instant verifiedAt = Instant.ofEpochSecond(second, nano);
        SortedMap<String, String> facts = new TreeMap<>();
        for (int left = readCount(in); left > 0; left--) {
            String name = readName(in, facts);
            facts.put(name, readText(in, MAX_FACT));
        }
        SortedMap<String, Bytes> materials = new TreeMap<>();
        for (int left = readCount(in); left > 0; left--) {
            String name = readName(in, materials);
            materials.put(name, Bytes.of(read(in, MAX_MATERIAL)));
        }
        if (in.hasRemaining()) {
            throw malformed();
        }
        return new Proof(type, verifiedAt, facts, materials);
    }

    private static int readCount(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > MAX_ENTRIES) {
            throw malformed();
        }
        return count;
    }

    private static String readName(ByteBuffer in, SortedMap<String, ?> before) throws CharacterCodingException {
        String name = readText(in, MAX_FACT);
        if (!before.isEmpty() && before.lastKey().compareTo(name) >= 0) {
            throw malformed();
        }
        return name;
    }

    private static String readText(ByteBuffer in, int limit) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(read(in, limit)))
                .toString();
    }

    private static byte[] read(ByteBuffer in, int limit) {
        int length = in.getInt();
        if (length < 0 || length > limit || length > in.remaining()) {
            throw malformed();
        }
        byte[] result = new byte[length];
        in.get(result);
        return result;
    }

    private static ProtocolException malformed() {
        return new ProtocolException(
                "PROOF_MALFORMED", "These bytes are not a proof written by this SDK, or were changed or cut off");
    }

    /** Returns type, time and sizes, without content. */
    @Override
    public String toString() {
        return "Proof[" + type + " at " + verifiedAt + ", " + facts.size() + " facts, " + materials.size()
                + " materials]";
    }
}
