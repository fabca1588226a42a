package dev.eresident.core.internal.asn1;

import dev.eresident.core.ProtocolException;
import java.util.Optional;

/**
 * Walks over the elements of a range of DER, one after another (ITU-T X.690 §8, §10).
 *
 * <p>Every fault throws {@link ProtocolException} with code {@code ASN1_MALFORMED}; the message names the rule and the offset, never content.
 */
public final class DerReader {
    /** Deepest nesting that is followed. */
    static final int MAX_DEPTH = 32;

    private final byte[] der;
    private final int end;
    private final int depth;
    private int position;

    DerReader(byte[] der, int start, int end, int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("nesting is deeper than " + MAX_DEPTH, start);
        }
        this.der = der;
        this.position = start;
        this.end = end;
        this.depth = depth;
    }

    /**
     * Starts a walk over foreign bytes.
     *
     * @param der the bytes; they are not copied and must not change during the walk
     * @param maxBytes largest accepted size in bytes
     * @return a reader before the first element
     * @throws ProtocolException ASN1_MALFORMED if there are more bytes than allowed
     */
    public static DerReader of(byte[] der, int maxBytes) {
        if (der.length > maxBytes) {
            throw malformed("there are more than " + maxBytes + " bytes", 0);
        }
        return new DerReader(der, 0, der.length, 0);
    }

    /**
     * Reads the one element that the bytes must consist of.
     *
     * @param der the bytes; they are not copied
     * @param tag the identifier octet that is expected
     * @param maxBytes largest accepted size in bytes
     * @return the element
     * @throws ProtocolException ASN1_MALFORMED if it is another element or if bytes follow
     */
    public static DerElement single(byte[] der, int tag, int maxBytes) {
        DerReader reader = of(der, maxBytes);
        DerElement element = reader.next(tag);
        reader.expectEnd();
        return element;
    }

    /**
     * Tells whether another element follows.
     *
     * @return false at the end of the range
     */
    public boolean hasNext() {
        return position < end;
    }

    /**
     * Returns the identifier octet of the next element without reading it.
     *
     * @return 0 to 255, or -1 at the end of the range
     */
    public int peekTag() {
        return position < end ? der[position] & 0xff : -1;
    }

    /**
     * Reads the next element, whatever it is.
     *
     * @return the element
     * @throws ProtocolException ASN1_MALFORMED at the end, for high tag numbers, indefinite or padded lengths, or a length beyond the range
     */
    public DerElement next() {
        int start = position;
        int at = start;
        if (end - at < 2) {
            throw malformed("an element is cut off", start);
        }
        int tag = der[at++] & 0xff;
        if ((tag & 0x1f) == 0x1f) {
            throw malformed("tag numbers above 30 are not accepted", start);
        }
        int length = der[at++] & 0xff;
        if (length == 0x80) {
            throw malformed("indefinite lengths are not DER", start);
        }
        if (length > 0x80) {
            int octets = length & 0x7f;
            if (octets > 4 || end - at < octets) {
                throw malformed("a length is too long or cut off", start);
            }
            long value = 0;
            for (int i = 0; i < octets; i++) {
                value = (value << 8) | (der[at++] & 0xff);
            }
            if (value < 0x80 || value < (1L << (8 * (octets - 1)))) {
                throw malformed("a length is not written in the shortest way", start);
            }
            if (value > Integer.MAX_VALUE) {
                throw malformed("an element is longer than its container", start);
            }
            length = (int) value;
        }
        if (length > end - at) {
            throw malformed("an element is longer than its container", start);
        }
        position = at + length;
        return new DerElement(der, start, at, position, tag, depth);
    }

    /**
     * Reads the next element, which must have the tag.
     *
     * @param tag the identifier octet, see the constants of {@link DerElement}
     * @return the element
     * @throws ProtocolException ASN1_MALFORMED if another element or the end follows
     */
    public DerElement next(int tag) {
        int found = peekTag();
        if (found != tag) {
            throw malformed(String.format("expected tag 0x%02x, found %s", tag, describe(found)), position);
        }
        return next();
    }

    /**
     * Reads the next element if it has the tag.
     *
     * @param tag the identifier octet
     * @return the element, or empty if another element or the end follows
     * @throws ProtocolException ASN1_MALFORMED if the element is broken
     */
    public Optional<DerElement> nextIf(int tag) {
        return peekTag() == tag ? Optional.of(next()) : Optional.empty();
    }

    /**
     * Makes sure that nothing follows.
     *
     * @throws ProtocolException ASN1_MALFORMED if an element or garbage follows
     */
    public void expectEnd() {
        if (position != end) {
            throw malformed("unexpected bytes follow", position);
        }
    }

    private static String describe(int tag) {
        return tag < 0 ? "the end" : String.format("0x%02x", tag);
    }

    static ProtocolException malformed(String rule, int offset) {
        return new ProtocolException(
                "ASN1_MALFORMED",
                "The DER data is malformed at byte " + offset + ": " + rule
                        + ". Check that the bytes are complete and were not converted as text.");
    }
}
