package dev.eresident.core.id;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.testing.Failures;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIdentifiersTest {
    /** The corpus' reason for an invalid IBAN, and the rule that finds it. */
    private static final Map<String, String> IBAN_RULES = Map.of(
            "mod97", "INVALID",
            "length", "IBAN_LENGTH",
            "country", "IBAN_COUNTRY",
            "EE BBAN digits only", "IBAN_CHARACTERS",
            "case: electronic form must be upper case", "IBAN_CHARACTERS");

    private static Stream<JsonNode> vectors(String name) throws IOException {
        String text = new String(Corpus.read("payments/vectors/identifier-vectors.json"), UTF_8);
        return StreamSupport.stream(
                new ObjectMapper().readTree(text).required(name).spliterator(), false);
    }

    @Nested
    class Ibans {
        static Stream<JsonNode> valid() throws IOException {
            return vectors("iban_valid");
        }

        static Stream<JsonNode> invalid() throws IOException {
            return vectors("iban_invalid");
        }

        @ParameterizedTest
        @MethodSource("valid")
        void whenCorpusSaysValid_thenValid(JsonNode vector) {
            assertThat(Iban.parse(vector.asText()).checksum()).isEqualTo(Checksum.VALID);
        }

        @ParameterizedTest
        @MethodSource("invalid")
        void whenCorpusSaysInvalid_thenItsRuleFails(JsonNode vector) {
            String text = vector.get(0).asText();
            String rule = Iban.tryParse(text).isPresent()
                    ? Iban.parse(text).checksum().name()
                    : Failures.codeOf(() -> Iban.parse(text));
            assertThat(rule).isEqualTo(IBAN_RULES.get(vector.get(1).asText()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "EE382200221020145685",
                    "EE571010220229377229",
                    "EE567700771003819792",
                    "EE221700017003510302",
                    "EE062200221059223099",
                    "EE604204278601694436",
                    "EE977700771000001231"
                })
        void whenEstonian_thenBothChecksHold(String text) {
            assertThat(Iban.parse(text).isValid()).isTrue();
            assertThat(Iban.parse(text).domesticChecksum()).contains(Checksum.VALID);
        }

        @Test
        void whenInnerDigitIsWrong_thenWarningOnly() {
            Iban iban = Iban.parse(completed("EE", "2200221020145686"));
            assertThat(iban.isValid()).isTrue();
            assertThat(iban.domesticChecksum()).contains(Checksum.INVALID);
            assertThat(Iban.parse("DE89370400440532013000").domesticChecksum()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "'',IBAN_CHARACTERS",
            "EE,IBAN_CHARACTERS",
            "EE38 2200 2210 2014 5685,IBAN_CHARACTERS",
            "EEXX2200221020145685,IBAN_CHARACTERS",
            "ZZ382200221020145685,IBAN_COUNTRY",
            "EE3822002210201456850,IBAN_LENGTH",
            "EE38220022102014568A,IBAN_STRUCTURE",
            "GB29119960161331926819,IBAN_STRUCTURE"
        })
        void whenFormIsWrong_thenTheRuleIsNamedWithoutTheValue(String text, String code) {
            assertThat(Failures.codeOf(() -> Iban.parse(text))).isEqualTo(code);
            assertThat(Failures.failureOf(() -> Iban.parse(text)).getMessage()).doesNotContain("22002210");
        }

        @ParameterizedTest
        @ValueSource(strings = {"00", "01", "99"})
        void whenCheckDigitsAreOutOfRange_thenInvalid(String check) {
            assertThat(Iban.parse("EE" + check + "2200221020145685").isValid()).isFalse();
        }

        @Test
        void whenPrinted_thenGroupedAndReadAgain() {
            Iban iban = Iban.parse("EE382200221020145685");
            assertThat(iban.printed()).isEqualTo("EE38 2200 2210 2014 5685");
            assertThat(Iban.parsePrinted(iban.printed())).isEqualTo(iban);
            assertThat(iban).hasToString("Iban[EE38…5685]");
            assertThat(iban.country()).isEqualTo("EE");
        }

        @Test
        void whenAnyDigitChanges_thenInvalid() {
            Random random = new Random(11);
            for (int round = 0; round < 200; round++) {
                String text = completed("EE", String.format("%016d", random.nextLong(10_000_000_000_000_000L)));
                assertThat(Iban.parse(text).isValid()).isTrue();
                int at = 2 + random.nextInt(18);
                char other = text.charAt(at) == '9' ? '0' : (char) (text.charAt(at) + 1);
                assertThat(Iban.parse(text.substring(0, at) + other + text.substring(at + 1))
                                .isValid())
                        .isFalse();
            }
        }

        private String completed(String country, String account) {
            return Stream.iterate(2, check -> check + 1)
                    .limit(97)
                    .map(check -> country + (check < 10 ? "0" : "") + check + account)
                    .filter(text -> Iban.parse(text).isValid())
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class ReferenceNumbers {
        static Stream<JsonNode> valid() throws IOException {
            return vectors("viitenumber_valid");
        }

        static Stream<JsonNode> invalid() throws IOException {
            return vectors("viitenumber_invalid");
        }

        @ParameterizedTest
        @MethodSource("valid")
        void whenCorpusSaysValid_thenValid(JsonNode vector) {
            assertThat(ReferenceNumber.parse(vector.asText()).checksum()).isEqualTo(Checksum.VALID);
        }

        @ParameterizedTest
        @MethodSource("invalid")
        void whenCorpusSaysInvalid_thenNotValid(JsonNode vector) {
            assertThat(ReferenceNumber.tryParse(vector.get(0).asText()).filter(ReferenceNumber::isValid))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "12131295,121312952",
            "12345,123453",
            "2800049,28000493",
            "1,13",
            "1234567890123456789,12345678901234567894"
        })
        void whenMadeOfBase_thenTheCheckDigitIsAdded(String base, String number) {
            assertThat(ReferenceNumber.ofBase(base)).hasToString(number);
            assertThat(ReferenceNumber.parse(number).isValid()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "'',REFERENCE_NUMBER_LENGTH",
            "1,REFERENCE_NUMBER_LENGTH",
            "123456789012345678901,REFERENCE_NUMBER_LENGTH",
            "12A4561,REFERENCE_NUMBER_DIGITS",
            "12 34561,REFERENCE_NUMBER_DIGITS",
            "00,REFERENCE_NUMBER_ZERO",
            "0000,REFERENCE_NUMBER_ZERO"
        })
        void whenFormIsWrong_thenTheRuleIsNamed(String text, String code) {
            assertThat(Failures.codeOf(() -> ReferenceNumber.parse(text))).isEqualTo(code);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "0", "12345678901234567890", "1a"})
        void whenBaseIsWrong_thenRefused(String base) {
            assertThat(Failures.codeOf(() -> ReferenceNumber.ofBase(base))).startsWith("REFERENCE_NUMBER_");
        }
    }

    @Nested
    class CreditorReferences {
        static Stream<JsonNode> valid() throws IOException {
            return vectors("rf_valid");
        }

        static Stream<JsonNode> invalid() throws IOException {
            return vectors("rf_invalid");
        }

        @ParameterizedTest
        @MethodSource("valid")
        void whenCorpusSaysValid_thenValidAndMadeOfItsBase(JsonNode vector) {
            CreditorReference reference = CreditorReference.parse(vector.asText());
            assertThat(reference.checksum()).isEqualTo(Checksum.VALID);
            assertThat(CreditorReference.ofBase(vector.asText().substring(4))).isEqualTo(reference);
        }

        @ParameterizedTest
        @MethodSource("invalid")
        void whenCorpusSaysInvalid_thenNotValid(JsonNode vector) {
            assertThat(CreditorReference.tryParse(vector.get(0).asText()).filter(CreditorReference::isValid))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "RF", "RF18", "rf18539007547034", "RF18 5390 0754 7034", "XX18539007547034", "RFA8539"})
        void whenFormIsWrong_thenRefused(String text) {
            assertThat(Failures.codeOf(() -> CreditorReference.parse(text))).isEqualTo("CREDITOR_REFERENCE_FORMAT");
        }

        @Test
        void whenBaseIsWrong_thenRefused() {
            assertThat(Failures.codeOf(() -> CreditorReference.ofBase("a-b"))).isEqualTo("CREDITOR_REFERENCE_FORMAT");
        }
    }
}
