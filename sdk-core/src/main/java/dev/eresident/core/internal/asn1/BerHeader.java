package dev.eresident.core.internal.asn1;

/**
 * Identifier and length octets of one element (X.690 §8.1.2, §8.1.3).
 *
 * @param tag the identifier octet, 1 to 255
 * @param size how many octets identifier and length take
 * @param length length of the content; -1 when it is indefinite
 */
public record BerHeader(int tag, int size, long length) {
    /** Most octets that a header takes. */
    public static final int MAX_SIZE = 10;

    private static final int MAX_LENGTH_OCTETS = 8;

    /**
     * Reads a header.
     *
     * @param bytes where it stands
     * @param start its offset
     * @param end where the range ends
     * @return the header; whether the content lies within the range is not looked at
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if it is cut off, is an end-of-contents, has a high tag number, a length of more than eight octets, or an indefinite length of
     *     a primitive element
     */
    public static BerHeader read(byte[] bytes, int start, int end) {
        if (end - start < 2) {
            throw DerReader.malformed("an element is cut off", start);
        }
        int tag = bytes[start] & 0xff;
        if (tag == 0 || (tag & 0x1f) == 0x1f) {
            throw DerReader.malformed("tag numbers of 0 or above 30 are not accepted", start);
        }
        int first = bytes[start + 1] & 0xff;
        if (first < 0x80) {
            return new BerHeader(tag, 2, first);
        }
        if (first == 0x80) {
            if ((tag & 0x20) == 0) {
                throw DerReader.malformed("a primitive element has an indefinite length", start);
            }
            return new BerHeader(tag, 2, -1);
        }
        int octets = first & 0x7f;
        if (octets > MAX_LENGTH_OCTETS || end - start - 2 < octets) {
            throw DerReader.malformed("a length is too long or cut off", start);
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | (bytes[start + 2 + i] & 0xff);
        }
        if (length < 0) {
            throw DerReader.malformed("a length is too long or cut off", start);
        }
        return new BerHeader(tag, 2 + octets, length);
    }

    /**
     * Tells whether the content goes on until end-of-contents octets.
     *
     * @return whether the length is indefinite
     */
    public boolean indefinite() {
        return length < 0;
    }
}
