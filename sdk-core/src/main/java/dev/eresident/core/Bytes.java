package dev.eresident.core;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes with value equality, for use where a {@code byte[]} would leak its identity and mutability.
 *
 * <p>Copies on the way in and out. Equality takes constant time for equal lengths. Not for secrets: see {@link SecretBytes}.
 */
public final class Bytes implements Comparable<Bytes> {
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /**
     * Copies an array.
     *
     * @param value any bytes
     * @return the value
     */
    public static Bytes of(byte[] value) {
        return value.length == 0 ? EMPTY : new Bytes(value.clone());
    }

    /**
     * Returns the empty sequence.
     *
     * @return zero bytes
     */
    public static Bytes empty() {
        return EMPTY;
    }

    /**
     * Decodes standard Base64 (RFC 4648 §4) without line breaks.
     *
     * @param base64 the text
     * @return the bytes
     * @throws IllegalArgumentException if the text is not Base64
     */
    public static Bytes fromBase64(String base64) {
        return new Bytes(Base64.getDecoder().decode(base64));
    }

    /**
     * Decodes hexadecimal digits, upper or lower case, without separators.
     *
     * @param hex the text
     * @return the bytes
     * @throws IllegalArgumentException if the text is not hexadecimal
     */
    public static Bytes fromHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /**
     * Returns a copy as an array.
     *
     * @return a fresh array
     */
    public byte[] toByteArray() {
        return value.clone();
    }

    /**
     * Returns a stream over the bytes, without copying them.
     *
     * @return a fresh stream
     */
    public InputStream openStream() {
        return new ByteArrayInputStream(value);
    }

    /**
     * Returns the number of bytes.
     *
     * @return zero or more
     */
    public int size() {
        return value.length;
    }

    /**
     * Tells whether there are no bytes.
     *
     * @return true for zero bytes
     */
    public boolean isEmpty() {
        return value.length == 0;
    }

    /**
     * Encodes as standard Base64 with padding (RFC 4648 §4).
     *
     * @return the text
     */
    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    /**
     * Encodes as lower-case hexadecimal digits.
     *
     * @return the text
     */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && value.length == that.value.length
                && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Returns the size and, up to 32 bytes, the content in hexadecimal. */
    @Override
    public String toString() {
        return value.length <= 32 ? "Bytes[" + hex() + "]" : "Bytes[" + value.length + " bytes]";
    }
}
