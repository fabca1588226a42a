package dev.eresident.core.internal.asn1;

import dev.eresident.core.ProtocolException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One element of DER: identifier, and content that is read as a type on demand. A view on the bytes of its reader.
 *
 * <p>The typed accessors throw {@link ProtocolException} with code {@code ASN1_MALFORMED} when the tag or the content is not of that type.
 */
public final class DerElement {
    /** Identifier octet of BOOLEAN. */
    public static final int BOOLEAN = 0x01;

    /** Identifier octet of INTEGER. */
    public static final int INTEGER = 0x02;

    /** Identifier octet of BIT STRING, primitive. */
    public static final int BIT_STRING = 0x03;

    /** Identifier octet of OCTET STRING, primitive. */
    public static final int OCTET_STRING = 0x04;

    /** Identifier octet of NULL. */
    public static final int NULL = 0x05;

    /** Identifier octet of OBJECT IDENTIFIER. */
    public static final int OID = 0x06;

    /** Identifier octet of SEQUENCE and SEQUENCE OF. */
    public static final int SEQUENCE = 0x30;

    /** Identifier octet of SET and SET OF. */
    public static final int SET = 0x31;

    private static final Charset UTF_32 = Charset.forName("UTF-32BE");
    private static final int MAX_OID_BYTES = 128;

    /** Seven bits each make 63. */
    private static final int MAX_LONG_ARC_BYTES = 9;

    private final byte[] der;
    private final int start;
    private final int contentStart;
    private final int end;
    private final int tag;
    private final int depth;

    DerElement(byte[] der, int start, int contentStart, int end, int tag, int depth) {
        this.der = der;
        this.start = start;
        this.contentStart = contentStart;
        this.end = end;
        this.tag = tag;
        this.depth = depth;
    }

    /**
     * Computes the identifier octet of a context-specific constructed element, such as {@code [0] EXPLICIT}.
     *
     * @param number 0 to 30
     * @return the identifier octet
     */
    public static int explicit(int number) {
        return 0xa0 | number;
    }

    /**
     * Computes the identifier octet of a context-specific primitive element, such as {@code [6] IMPLICIT IA5String}.
     *
     * @param number 0 to 30
     * @return the identifier octet
     */
    public static int implicit(int number) {
        return 0x80 | number;
    }

    /**
     * Returns the identifier octet.
     *
     * @return 0 to 255
     */
    public int tag() {
        return tag;
    }

    /**
     * Returns a copy of the whole element: identifier, length and content.
     *
     * @return fresh bytes
     */
    public byte[] encoded() {
        return Arrays.copyOfRange(der, start, end);
    }

    /**
     * Returns a copy of the content.
     *
     * @return fresh bytes
     */
    public byte[] content() {
        return Arrays.copyOfRange(der, contentStart, end);
    }

    /**
     * Starts a walk over the elements inside a constructed element.
     *
     * @return a reader before the first inner element
     */
    public DerReader reader() {
        if ((tag & 0x20) == 0) {
            throw DerReader.malformed("a primitive element has no inner elements", start);
        }
        return new DerReader(der, contentStart, end, depth + 1);
    }

    /**
     * Starts a walk over DER that is wrapped in an OCTET STRING, as in certificate extensions.
     *
     * @return a reader before the first wrapped element
     */
    public DerReader wrapped() {
        expect(OCTET_STRING, "OCTET STRING");
        return new DerReader(der, contentStart, end, depth + 1);
    }

    /**
     * Reads an INTEGER; superfluous leading octets are accepted, an empty content is not.
     *
     * @return the number, with its sign
     */
    public BigInteger integer() {
        expect(INTEGER, "INTEGER");
        if (contentStart == end) {
            throw DerReader.malformed("an INTEGER is empty", start);
        }
        return new BigInteger(der, contentStart, end - contentStart);
    }

    /**
     * Tells whether the content is an INTEGER without superfluous leading octets.
     *
     * @return true for the one encoding that DER allows
     */
    public boolean integerMinimal() {
        int size = end - contentStart;
        if (tag != INTEGER || size < 2) {
            return tag == INTEGER && size == 1;
        }
        boolean secondIsNegative = der[contentStart + 1] < 0;
        return der[contentStart] != (secondIsNegative ? -1 : 0);
    }

    /**
     * Reads a BOOLEAN; any octet but zero is true, as in BER, because old certificates write 1.
     *
     * @return the value
     */
    public boolean bool() {
        expect(BOOLEAN, "BOOLEAN");
        if (end - contentStart != 1) {
            throw DerReader.malformed("a BOOLEAN is not one octet", start);
        }
        return der[contentStart] != 0;
    }

    /**
     * Reads an OCTET STRING.
     *
     * @return fresh bytes
     */
    public byte[] octets() {
        expect(OCTET_STRING, "OCTET STRING");
        return content();
    }

    /**
     * Reads a BIT STRING that is a whole number of octets.
     *
     * @return fresh bytes, without the octet that counts unused bits
     */
    public byte[] bitOctets() {
        if (unusedBits() != 0) {
            throw DerReader.malformed("a BIT STRING is not a whole number of octets", start);
        }
        return Arrays.copyOfRange(der, contentStart + 1, end);
    }

    /**
     * Tells one bit of a BIT STRING; bit 0 is the highest bit of the first octet.
     *
     * @param index 0 or more
     * @return the bit; false behind the end
     */
    public boolean bit(int index) {
        int count = (end - contentStart - 1) * 8 - unusedBits();
        return index < count && (der[contentStart + 1 + index / 8] & (0x80 >> (index % 8))) != 0;
    }

    private int unusedBits() {
        expect(BIT_STRING, "BIT STRING");
        if (contentStart == end) {
            throw DerReader.malformed("a BIT STRING is empty", start);
        }
        int unused = der[contentStart] & 0xff;
        if (unused > 7 || (unused > 0 && end - contentStart == 1)) {
            throw DerReader.malformed("a BIT STRING has a wrong count of unused bits", start);
        }
        return unused;
    }

    /**
     * Reads an OBJECT IDENTIFIER as dotted decimal text; arcs may be of any size.
     *
     * @return the text, for example {@code 1.3.6.1.4.1.51361.1.1.4}
     */
    public String oid() {
        expect(OID, "OBJECT IDENTIFIER");
        int size = end - contentStart;
        if (size == 0 || size > MAX_OID_BYTES || (der[end - 1] & 0x80) != 0) {
            throw DerReader.malformed("an OBJECT IDENTIFIER is empty, too long or cut off", start);
        }
        StringBuilder text = new StringBuilder(32);
        long arc = 0;
        int first = contentStart;
        for (int i = contentStart; i < end; i++) {
            int octet = der[i] & 0xff;
            if (i == first && octet == 0x80) {
                throw DerReader.malformed("an arc of an OBJECT IDENTIFIER is padded", start);
            }
            arc = (arc << 7) | (octet & 0x7f);
            if ((octet & 0x80) == 0) {
                if (i - first < MAX_LONG_ARC_BYTES) {
                    appendArc(text, arc);
                } else {
                    appendArc(text, largeArc(first, i + 1));
                }
                arc = 0;
                first = i + 1;
            }
        }
        return text.toString();
    }

    private static void appendArc(StringBuilder text, long arc) {
        if (text.length() > 0) {
            text.append('.').append(arc);
            return;
        }
        long root = Math.min(arc / 40, 2);
        text.append(root).append('.').append(arc - 40 * root);
    }

    /** An arc that does not fit into a long; the first one is then below the root 2. */
    private static void appendArc(StringBuilder text, BigInteger arc) {
        if (text.length() > 0) {
            text.append('.').append(arc);
            return;
        }
        text.append("2.").append(arc.subtract(BigInteger.valueOf(80)));
    }

    private BigInteger largeArc(int from, int to) {
        BigInteger arc = BigInteger.ZERO;
        for (int i = from; i < to; i++) {
            arc = arc.shiftLeft(7).or(BigInteger.valueOf(der[i] & 0x7f));
        }
        return arc;
    }

    /**
     * Reads one of the character string types; malformed characters become U+FFFD.
     *
     * @return the text, or empty if the element is not a UTF8, Numeric, Printable, Teletex (read as Latin-1), IA5, Visible, Universal or BMP string
     */
    public Optional<String> text() {
        return switch (tag) {
            case 0x0c -> Optional.of(decode(StandardCharsets.UTF_8));
            case 0x12, 0x13, 0x16, 0x1a -> Optional.of(decode(StandardCharsets.US_ASCII));
            case 0x14 -> Optional.of(decode(StandardCharsets.ISO_8859_1));
            case 0x1c -> Optional.of(decode(UTF_32));
            case 0x1e -> Optional.of(decode(StandardCharsets.UTF_16BE));
            default -> Optional.empty();
        };
    }

    /**
     * Reads a UTCTime (years 1950 to 2049) or a GeneralizedTime; seconds may be absent, the zone is {@code Z} or an offset, fractions are cut to nanoseconds.
     *
     * @return the instant
     */
    public Instant time() {
        return DerTime.parse(this, start);
    }

    String ascii() {
        return decode(StandardCharsets.US_ASCII);
    }

    private String decode(Charset charset) {
        return new String(der, contentStart, end - contentStart, charset);
    }

    private void expect(int wanted, String name) {
        if (tag != wanted) {
            throw DerReader.malformed("expected " + name, start);
        }
    }
}
