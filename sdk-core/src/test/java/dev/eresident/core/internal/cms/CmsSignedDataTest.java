package dev.eresident.core.internal.cms;

import static dev.eresident.core.internal.asn1.BerElement.der;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.zip.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CmsSignedDataTest {
    private static final CmsLimits LIMITS = new CmsLimits(4096, 2, 2, 2);
    private static final int EXPLICIT_0 = 0xa0;
    private static final int EXPLICIT_1 = 0xa1;
    private static final byte[] SIGNED_DATA = hex("06092a864886f70d010702");
    private static final byte[] DATA = hex("06092a864886f70d010701");
    private static final byte[] ONE = hex("020101");
    private static final byte[] SHA256 = hex("300b0609608648016503040201");
    private static final byte[] EMPTY_SET = hex("3100");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] indefinite(int tag, byte[]... parts) {
        return join(new byte[] {(byte) tag, (byte) 0x80}, join(parts), new byte[2]);
    }

    private static byte[] sequence(byte[]... parts) {
        return der(DerElement.SEQUENCE, List.of(parts));
    }

    private static byte[] octets(byte... content) {
        return der(DerElement.OCTET_STRING, List.of(content));
    }

    /** A document of these parts behind the digest algorithms. */
    private static byte[] document(byte[]... rest) {
        byte[] data = sequence(join(ONE, EMPTY_SET, join(rest)));
        return sequence(SIGNED_DATA, der(EXPLICIT_0, List.of(data)));
    }

    private static byte[] carrying(byte[] octetString) {
        return document(sequence(DATA, der(EXPLICIT_0, List.of(octetString))), EMPTY_SET);
    }

    private static byte[] attribute(String oid, byte[]... values) {
        return sequence(hex(oid), der(DerElement.SET, List.of(join(values))));
    }

    private static byte[] signer(byte[] attributes) {
        return sequence(
                ONE, sequence(sequence(), ONE), SHA256, attributes, sequence(hex("06082a8648ce3d040302")), octets((byte)
                        7));
    }

    private static byte[] signedBy(byte[]... signers) {
        return document(sequence(DATA), der(DerElement.SET, List.of(join(signers))));
    }

    private static CmsSignedData read(byte[] bytes) {
        return CmsSignedData.read(bytes, LIMITS);
    }

    private static void refused(byte[] bytes, String why) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("CMS_MALFORMED"))
                .hasMessageContaining(why);
    }

    @Nested
    class Content {
        private byte[] content(byte[] document) throws IOException {
            return read(document).content().orElseThrow().bytes(100);
        }

        @Test
        void whenPrimitive_thenItsBytes() throws IOException {
            assertThat(content(carrying(octets((byte) 1, (byte) 2)))).containsExactly(1, 2);
        }

        @Test
        void whenInParts_thenTheyAreJoined() throws IOException {
            byte[] parts = der(0x24, List.of(octets((byte) 1), der(0x24, List.of(octets((byte) 2))), octets((byte) 3)));
            assertThat(content(carrying(parts))).containsExactly(1, 2, 3);
        }

        @Test
        void whenEverythingIsIndefinite_thenTheSame() throws IOException {
            byte[] parts = indefinite(0x24, octets((byte) 1), octets(), indefinite(0x24, octets((byte) 2)));
            byte[] document = indefinite(
                    DerElement.SEQUENCE,
                    SIGNED_DATA,
                    indefinite(
                            EXPLICIT_0,
                            indefinite(
                                    DerElement.SEQUENCE,
                                    ONE,
                                    indefinite(DerElement.SET),
                                    indefinite(DerElement.SEQUENCE, DATA, indefinite(EXPLICIT_0, parts)),
                                    indefinite(DerElement.SET))));
            assertThat(content(document)).containsExactly(1, 2);
            assertThat(read(document).contentTypeDer()).isEqualTo(Bytes.of(DATA));
        }

        @Test
        void whenAbsent_thenDetached() {
            assertThat(read(document(sequence(DATA), EMPTY_SET)).content()).isEmpty();
        }

        @Test
        void whenLargerThanAskedFor_thenRefused() {
            assertThatThrownBy(() -> read(carrying(octets(new byte[11])))
                            .content()
                            .orElseThrow()
                            .bytes(10))
                    .isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenAnotherType_thenRefused() {
            refused(carrying(sequence()), "not an OCTET STRING");
        }

        @Test
        void whenPartsNestTooDeep_thenRefused() {
            byte[] parts = octets((byte) 1);
            for (int i = 0; i < 9; i++) {
                parts = der(0x24, List.of(parts));
            }
            refused(carrying(parts), "not an OCTET STRING");
        }

        @Test
        void whenShorterThanItsWrapper_thenRefused() {
            byte[] wrapper = der(EXPLICIT_0, List.of(octets((byte) 1), octets((byte) 2)));
            refused(document(sequence(DATA, wrapper), EMPTY_SET), "does not end where it should");
        }

        @Test
        void whenLargerThanMemory_thenItIsReadInPiecesOnly() throws IOException {
            long size = 3L << 30;
            ByteSource source = new Hole(frames(size), size, EMPTY_SET);
            CmsContent content = CmsSignedData.read(source, LIMITS).content().orElseThrow();
            long[] seen = new long[2];
            content.read(buffer -> {
                seen[0] += buffer.remaining();
                seen[1] = Math.max(seen[1], buffer.remaining());
            });
            assertThat(seen[0]).isEqualTo(size).isEqualTo(content.size());
            assertThat(seen[1]).isLessThanOrEqualTo(64 * 1024);
        }

        private byte[] frames(long size) {
            long wrapper = size + 7;
            long encapsulated = DATA.length + wrapper + 7;
            long data = ONE.length + EMPTY_SET.length + encapsulated + 7 + EMPTY_SET.length;
            long explicit = data + 7;
            long info = SIGNED_DATA.length + explicit + 7;
            return join(
                    header(0x30, info),
                    SIGNED_DATA,
                    header(0xa0, explicit),
                    header(0x30, data),
                    ONE,
                    EMPTY_SET,
                    header(0x30, encapsulated),
                    DATA,
                    header(0xa0, wrapper),
                    header(0x04, size));
        }

        private byte[] header(int tag, long length) {
            byte[] header = new byte[7];
            header[0] = (byte) tag;
            header[1] = (byte) 0x85;
            for (int i = 0; i < 5; i++) {
                header[6 - i] = (byte) (length >> (8 * i));
            }
            return header;
        }
    }

    /** Bytes, then a long run of zeroes that are nowhere, then bytes. */
    private static final class Hole implements ByteSource {
        private final byte[] head;
        private final long zeroes;
        private final byte[] tail;

        Hole(byte[] head, long zeroes, byte[] tail) {
            this.head = head;
            this.zeroes = zeroes;
            this.tail = tail;
        }

        @Override
        public long size() {
            return head.length + zeroes + tail.length;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            if (position >= size()) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), size() - position);
            for (int i = 0; i < count; i++) {
                long at = position + i;
                long behind = at - head.length - zeroes;
                target.put(at < head.length ? head[(int) at] : behind >= 0 ? tail[(int) behind] : 0);
            }
            return count;
        }

        @Override
        public void close() {}
    }

    @Nested
    class Frame {
        @Test
        void whenOfAnotherType_thenRefused() {
            refused(sequence(DATA, der(EXPLICIT_0, List.of(sequence()))), "not SignedData");
        }

        @Test
        void whenBytesFollow_thenRefused() {
            byte[] document = document(sequence(DATA), EMPTY_SET);
            refused(Arrays.copyOf(document, document.length + 1), "further bytes");
        }

        @Test
        void whenSomethingFollowsTheSigners_thenRefused() {
            refused(document(sequence(DATA), EMPTY_SET, ONE), "does not end where it should");
        }

        @Test
        void whenAnIndefiniteLengthIsNotClosed_thenRefused() {
            byte[] document = indefinite(DerElement.SEQUENCE, SIGNED_DATA);
            refused(Arrays.copyOf(document, document.length - 2), "");
        }

        @Test
        void whenEveryPrefixIsRead_thenItIsRefusedAndNothingElseHappens() {
            byte[] document = carrying(der(0x24, List.of(octets((byte) 1), octets((byte) 2))));
            for (int i = 0; i < document.length; i++) {
                refused(Arrays.copyOf(document, i), "");
            }
        }

        @Test
        void whenIndefiniteLengthsNestTooDeep_thenRefused() {
            byte[] deep = octets((byte) 1);
            for (int i = 0; i < 100; i++) {
                deep = indefinite(DerElement.SEQUENCE, deep);
            }
            refused(document(sequence(DATA), der(EXPLICIT_0, List.of(deep)), EMPTY_SET), "nesting");
        }

        @Test
        void whenLargerThanTheLimitBesideItsContent_thenRefused() {
            byte[] certificates = der(EXPLICIT_0, List.of(octets(new byte[5000])));
            refused(document(sequence(DATA), certificates, EMPTY_SET), "more than 4096 bytes");
        }

        @Test
        void whenTooManyCertificates_thenRefused() {
            byte[] certificates = der(EXPLICIT_0, List.of(sequence(), sequence(), sequence()));
            refused(document(sequence(DATA), certificates, EMPTY_SET), "more than 2 certificates");
        }

        @Test
        void whenTooManyRevocations_thenRefused() {
            byte[] crls = der(EXPLICIT_1, List.of(sequence(), sequence(), sequence()));
            refused(document(sequence(DATA), crls, EMPTY_SET), "more than 2 revocation");
        }

        @Test
        void whenTooManySigners_thenRefused() {
            byte[] signer = signer(der(EXPLICIT_0, List.of(attribute("06032a0304", ONE))));
            refused(signedBy(signer, signer, signer), "more than 2 signers");
        }

        @Test
        void whenMembersAreThere_thenTheyAreKeptAsReceived() {
            byte[] odd = indefinite(DerElement.SEQUENCE, ONE);
            CmsSignedData data = read(document(
                    sequence(DATA), der(EXPLICIT_0, List.of(odd)), der(EXPLICIT_1, List.of(sequence())), EMPTY_SET));
            assertThat(data.certificateChoices()).containsExactly(Bytes.of(odd));
            assertThat(data.certificatesField()).contains(Bytes.of(der(EXPLICIT_0, List.of(odd))));
            assertThat(data.revocationChoices()).containsExactly(Bytes.of(sequence()));
        }
    }

    @Nested
    class Signers {
        private final byte[] small = attribute("06032a0304", ONE);
        private final byte[] large = attribute("06032a0305", octets(new byte[200]));

        private CmsSigner only(byte[] attributes) {
            return read(signedBy(signer(attributes))).signers().get(0);
        }

        @Test
        void whenAttributesAreNotInOrder_thenDerOfTheSetIsWhatIsSigned() {
            Bytes expected = Bytes.of(der(DerElement.SET, List.of(small, large)));
            assertThat(only(der(EXPLICIT_0, List.of(large, small))).signedBytes())
                    .isEqualTo(expected);
        }

        @Test
        void whenAttributesAreIndefinite_thenDerOfTheSetIsWhatIsSigned() {
            byte[] loose = indefinite(DerElement.SEQUENCE, hex("06032a0304"), indefinite(DerElement.SET, ONE));
            Bytes expected = Bytes.of(der(DerElement.SET, List.of(small)));
            assertThat(only(indefinite(EXPLICIT_0, loose)).signedBytes()).isEqualTo(expected);
        }

        @Test
        void whenAnAttributeOccursTwice_thenAmbiguous() {
            assertThat(only(der(EXPLICIT_0, List.of(small, small))).ambiguity()).isPresent();
            assertThat(only(der(EXPLICIT_0, List.of(small, large))).ambiguity()).isEmpty();
        }

        @Test
        void whenTheMessageDigestHasTwoValues_thenAmbiguous() {
            byte[] twice = attribute("06092a864886f70d010904", octets((byte) 1), octets((byte) 2));
            assertThat(only(der(EXPLICIT_0, List.of(twice))).ambiguity()).isPresent();
        }

        @Test
        void whenAContentTimestampOccursTwice_thenNotAmbiguous() {
            byte[] stamp = attribute("060b2a864886f70d0109100214", ONE);
            assertThat(only(der(EXPLICIT_0, List.of(stamp, stamp))).ambiguity()).isEmpty();
        }

        @Test
        void whenAnAttributeHasNoValue_thenRefused() {
            refused(signedBy(signer(der(EXPLICIT_0, List.of(attribute("06032a0304"))))), "no value");
        }

        @Test
        void whenThereAreTooManyAttributes_thenRefused() {
            byte[][] many = new byte[65][];
            Arrays.fill(many, small);
            refused(signedBy(signer(der(EXPLICIT_0, List.of(many)))), "more than 64 attributes");
        }

        @Test
        void whenFieldsAreAsked_thenFromVersionToSignature() {
            byte[] attributes = der(EXPLICIT_0, List.of(small));
            CmsSigner signer = only(attributes);
            assertThat(signer.fields()).hasSize(6);
            assertThat(signer.fields().get(0)).isEqualTo(Bytes.of(ONE));
            assertThat(signer.fields().get(3)).isEqualTo(Bytes.of(attributes));
            assertThat(signer.fields().get(5)).isEqualTo(Bytes.of(octets((byte) 7)));
            assertThat(signer.algorithm()).isPresent();
            assertThat(signer.contradicting()).isEmpty();
        }
    }
}
