package dev.eresident.core.internal.asn1;

import java.util.Optional;

/**
 * Walks over the elements of a range of BER, one after another (ITU-T X.690 §8): as {@link DerReader}, but lengths may be indefinite or longer than needed, and strings may be in parts.
 *
 * <p>For CMS only, whose outer parts may be BER (RFC 5652 §2): what is found is turned into DER by {@link BerElement#definite()} and then read strictly. Every fault throws
 * {@link dev.eresident.core.ProtocolException} with code {@code ASN1_MALFORMED}.
 */
public final class BerReader {
    private final byte[] ber;
    private final int end;
    private final int depth;
    private int position;

    BerReader(byte[] ber, int start, int end, int depth) {
        if (depth > DerReader.MAX_DEPTH) {
            throw DerReader.malformed("nesting is deeper than " + DerReader.MAX_DEPTH, start);
        }
        this.ber = ber;
        this.position = start;
        this.end = end;
        this.depth = depth;
    }

    /**
     * Starts a walk over foreign bytes.
     *
     * @param ber the bytes; they are not copied and must not change during the walk
     * @return a reader before the first element
     */
    public static BerReader of(byte[] ber) {
        return new BerReader(ber, 0, ber.length, 0);
    }

    /**
     * Returns where the next element starts.
     *
     * @return offset in the bytes
     */
    public int position() {
        return position;
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
        return position < end ? ber[position] & 0xff : -1;
    }

    /**
     * Reads the next element, whatever it is.
     *
     * @return the element
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED at the end, for high tag numbers, or when it does not end within the range
     */
    public BerElement next() {
        BerHeader header = BerHeader.read(ber, position, end);
        int content = position + header.size();
        int start = position;
        if (header.indefinite()) {
            int close = closing(content, depth);
            position = close + 2;
            return new BerElement(ber, start, content, close, position, header.tag(), depth);
        }
        position = after(header, content);
        return new BerElement(ber, start, content, position, position, header.tag(), depth);
    }

    /**
     * Reads the next element, which must have the tag.
     *
     * @param tag the identifier octet
     * @return the element
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if another element or the end follows
     */
    public BerElement next(int tag) {
        if (peekTag() != tag) {
            throw DerReader.malformed(String.format("expected tag 0x%02x", tag), position);
        }
        return next();
    }

    /**
     * Reads the next element if it has the tag.
     *
     * @param tag the identifier octet
     * @return the element, or empty if another element or the end follows
     */
    public Optional<BerElement> nextIf(int tag) {
        return peekTag() == tag ? Optional.of(next()) : Optional.empty();
    }

    /**
     * Makes sure that nothing follows.
     *
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if an element or garbage follows
     */
    public void expectEnd() {
        if (position != end) {
            throw DerReader.malformed("unexpected bytes follow", position);
        }
    }

    private int after(BerHeader header, int content) {
        if (header.length() > end - content) {
            throw DerReader.malformed("an element is longer than its container", content);
        }
        return content + (int) header.length();
    }

    /** Finds the end-of-contents octets that close an indefinite length. */
    private int closing(int from, int level) {
        if (level > DerReader.MAX_DEPTH) {
            throw DerReader.malformed("nesting is deeper than " + DerReader.MAX_DEPTH, from);
        }
        int at = from;
        while (end - at >= 2) {
            if (ber[at] == 0 && ber[at + 1] == 0) {
                return at;
            }
            BerHeader header = BerHeader.read(ber, at, end);
            int content = at + header.size();
            at = header.indefinite() ? closing(content, level + 1) + 2 : after(header, content);
        }
        throw DerReader.malformed("an indefinite length is not closed", from);
    }
}
