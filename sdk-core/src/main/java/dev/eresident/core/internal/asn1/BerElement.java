package dev.eresident.core.internal.asn1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** One element of BER. A view on the bytes of its reader. */
public final class BerElement {
    private static final int CONSTRUCTED_OCTET_STRING = 0x24;

    private final byte[] ber;
    private final int start;
    private final int contentStart;
    private final int contentEnd;
    private final int end;
    private final int tag;
    private final int depth;

    BerElement(byte[] ber, int start, int contentStart, int contentEnd, int end, int tag, int depth) {
        this.ber = ber;
        this.start = start;
        this.contentStart = contentStart;
        this.contentEnd = contentEnd;
        this.end = end;
        this.tag = tag;
        this.depth = depth;
    }

    /**
     * Returns the identifier octet.
     *
     * @return 1 to 255
     */
    public int tag() {
        return tag;
    }

    /**
     * Returns a copy of the whole element as received.
     *
     * @return fresh bytes
     */
    public byte[] encoded() {
        return Arrays.copyOfRange(ber, start, end);
    }

    /**
     * Starts a walk over the elements inside a constructed element.
     *
     * @return a reader before the first inner element
     */
    public BerReader reader() {
        if ((tag & 0x20) == 0) {
            throw DerReader.malformed("a primitive element has no inner elements", start);
        }
        return new BerReader(ber, contentStart, contentEnd, depth + 1);
    }

    /**
     * Writes the element with shortest definite lengths and OCTET STRINGs in one piece. What was DER stays as it was, byte by byte.
     *
     * @return fresh bytes
     */
    public byte[] definite() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
        if (tag == CONSTRUCTED_OCTET_STRING) {
            ByteArrayOutputStream joined = new ByteArrayOutputStream(contentEnd - contentStart);
            join(joined);
            write(DerElement.OCTET_STRING, joined.toByteArray(), out);
        } else if ((tag & 0x20) == 0) {
            write(tag, Arrays.copyOfRange(ber, contentStart, contentEnd), out);
        } else {
            ByteArrayOutputStream inner = new ByteArrayOutputStream(contentEnd - contentStart);
            BerReader parts = reader();
            while (parts.hasNext()) {
                inner.writeBytes(parts.next().definite());
            }
            write(tag, inner.toByteArray(), out);
        }
        return out.toByteArray();
    }

    private void join(ByteArrayOutputStream out) {
        BerReader parts = reader();
        while (parts.hasNext()) {
            BerElement part = parts.next();
            if (part.tag == CONSTRUCTED_OCTET_STRING) {
                part.join(out);
            } else if (part.tag == DerElement.OCTET_STRING) {
                out.write(ber, part.contentStart, part.contentEnd - part.contentStart);
            } else {
                throw DerReader.malformed("a part of an OCTET STRING is something else", part.start);
            }
        }
    }

    /**
     * Writes an element in DER.
     *
     * @param tag the identifier octet
     * @param parts what its content consists of
     * @return fresh bytes
     */
    public static byte[] der(int tag, List<byte[]> parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        parts.forEach(content::writeBytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.size() + 6);
        write(tag, content.toByteArray(), out);
        return out.toByteArray();
    }

    /**
     * Writes the same element with other content: an indefinite length stays one, a definite one becomes the shortest.
     *
     * @param parts what the content consists of now
     * @return fresh bytes
     */
    public byte[] with(List<byte[]> parts) {
        if (contentEnd == end) {
            return der(tag, parts);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
        out.write(tag);
        out.write(0x80);
        parts.forEach(out::writeBytes);
        out.write(0);
        out.write(0);
        return out.toByteArray();
    }

    private static void write(int tag, byte[] content, ByteArrayOutputStream out) {
        int length = content.length;
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        }
        out.writeBytes(content);
    }
}
