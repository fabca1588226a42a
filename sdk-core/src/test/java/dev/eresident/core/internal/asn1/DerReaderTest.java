package dev.eresident.core.internal.asn1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {
    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static DerElement element(String hex) {
        DerReader reader = DerReader.of(hex(hex), 1000);
        DerElement element = reader.next();
        reader.expectEnd();
        return element;
    }

    private static void assertMalformed(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("ASN1_MALFORMED"));
    }

    @Nested
    class Structure {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "30", // no length
                    "3001", // content missing
                    "3080", // indefinite
                    "30800000", // indefinite, terminated
                    "308101", // long form of a short length
                    "30817f",
                    "30820080", // padded length
                    "3085000000000100", // five octets
                    "3084ffffffff", // more than an int
                    "30847fffffff", // far beyond the end
                    "1f8101", // high tag number
                    "300000", // trailing byte
                    "",
                })
        void whenStructureIsBroken_thenMalformed(String hex) {
            assertMalformed(() -> element(hex));
        }

        @Test
        void whenInnerElementIsLongerThanItsContainer_thenMalformed() {
            DerReader inner = element("3003040500").reader();
            assertMalformed(inner::next);
        }

        @Test
        void whenTooLarge_thenMalformed() {
            assertMalformed(() -> DerReader.of(new byte[11], 10));
        }

        @Test
        void whenNestedTooDeep_thenMalformed() {
            byte[] der = new byte[0];
            for (int i = 0; i < 40; i++) {
                byte[] outer = new byte[der.length + 2];
                outer[0] = 0x30;
                outer[1] = (byte) der.length;
                System.arraycopy(der, 0, outer, 2, der.length);
                der = outer;
            }
            byte[] deep = der;
            assertMalformed(() -> {
                DerReader reader = DerReader.of(deep, 1000);
                while (reader.hasNext()) {
                    reader = reader.next().reader();
                }
            });
        }

        @Test
        void whenTagIsAnother_thenMalformedOrEmpty() {
            DerReader reader = DerReader.of(hex("0500"), 10);
            assertThat(reader.nextIf(DerElement.SEQUENCE)).isEmpty();
            assertMalformed(() -> reader.next(DerElement.SEQUENCE));
            assertThat(reader.next(DerElement.NULL).encoded()).isEqualTo(hex("0500"));
            assertThat(reader.peekTag()).isEqualTo(-1);
            assertMalformed(() -> element("0500").reader());
        }
    }

    @Nested
    class Types {
        @ParameterizedTest
        @CsvSource({
            "02010a, 10, true",
            "0201ff, -1, true",
            "02020080, 128, true",
            "0202000a, 10, false",
            "0202ffff, -1, false",
            "0202ff7f, -129, true",
        })
        void whenInteger_thenRead(String hex, BigInteger value, boolean minimal) {
            assertThat(element(hex).integer()).isEqualTo(value);
            assertThat(element(hex).integerMinimal()).isEqualTo(minimal);
        }

        @ParameterizedTest
        @CsvSource({
            "060a2b06010401839121 0104, 1.3.6.1.4.1.51361.1.4",
            "0603883701, 2.999.1",
            "060100, 0.0",
            "060127, 0.39",
            "060128, 1.0",
            "060150, 2.0",
            "060a69ffffffffffffffff7f, 2.25.9223372036854775807",
            "060b6981808080808080808000, 2.25.9223372036854775808",
            "06156983ffffffffffffffffffffffffffffffffff7f07, 2.25.340282366920938463463374607431768211455.7",
            "0609ffffffffffffffff7f, 2.9223372036854775727",
            "060a81808080808080808000, 2.9223372036854775728",
            "060c818080808080808080805001, 2.1180591620717411303424.1",
        })
        void whenOid_thenRead(String hex, String dotted) {
            assertThat(element(hex.replace(" ", "")).oid()).isEqualTo(dotted);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0600", "060188", "0603808801", "02010a"})
        void whenOidIsBroken_thenMalformed(String hex) {
            assertMalformed(() -> element(hex).oid());
        }

        @Test
        void whenBits_thenRead() {
            DerElement bits = element("030206c0");
            assertThat(bits.bit(0)).isTrue();
            assertThat(bits.bit(1)).isTrue();
            assertThat(bits.bit(2)).isFalse();
            assertThat(bits.bit(1000)).isFalse();
            assertMalformed(bits::bitOctets);
            assertThat(element("0302 0001".replace(" ", "")).bitOctets()).isEqualTo(new byte[] {1});
        }

        @ParameterizedTest
        @ValueSource(strings = {"0300", "030101", "030208ff"})
        void whenBitsAreBroken_thenMalformed(String hex) {
            assertMalformed(() -> element(hex).bit(0));
        }

        @ParameterizedTest
        @CsvSource({
            "0c02c3b5, õ",
            "130141, A",
            "1401f5, õ",
            "1e0200f5, õ",
            "1c04000000f5, õ",
            "160141, A",
            "0c01ff, \uFFFD"
        })
        void whenText_thenRead(String hex, String text) {
            assertThat(element(hex).text()).contains(text);
        }

        @Test
        void whenNoText_thenEmpty() {
            assertThat(element("020141").text()).isEmpty();
        }

        @Test
        void whenBooleanOrOctets_thenRead() {
            assertThat(element("0101ff").bool()).isTrue();
            assertThat(element("010101").bool()).isTrue();
            assertThat(element("010100").bool()).isFalse();
            assertMalformed(() -> element("0100").bool());
            assertThat(element("04020506").octets()).isEqualTo(new byte[] {5, 6});
            assertMalformed(() -> element("0500").octets());
        }

        @ParameterizedTest
        @CsvSource({
            "23, 260102030405Z, 2026-01-02T03:04:05Z",
            "23, 491231235959Z, 2049-12-31T23:59:59Z",
            "23, 500101000000Z, 1950-01-01T00:00:00Z",
            "23, 2601020304Z, 2026-01-02T03:04:00Z",
            "23, 260102030405+0200, 2026-01-02T01:04:05Z",
            "24, 20260102030405Z, 2026-01-02T03:04:05Z",
            "24, 20260102030405.25Z, 2026-01-02T03:04:05.250Z",
        })
        void whenTime_thenRead(int tag, String text, Instant expected) {
            assertThat(time(tag, text).time()).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "23, ''",
            "23, 260102030405",
            "23, 261302030405Z",
            "23, 260230030405Z",
            "23, 260102240405Z",
            "23, 260102030405Zx",
            "23, 260102030405.5Z",
            "24, 20260102030405.Z",
            "24, 20260102030405+9900",
            "22, 260102030405Z",
        })
        void whenTimeIsBroken_thenMalformed(int tag, String text) {
            assertMalformed(() -> time(tag, text).time());
        }

        private DerElement time(int tag, String text) {
            byte[] der = new byte[text.length() + 2];
            der[0] = (byte) tag;
            der[1] = (byte) text.length();
            for (int i = 0; i < text.length(); i++) {
                der[i + 2] = (byte) text.charAt(i);
            }
            return DerReader.of(der, 100).next();
        }
    }
}
