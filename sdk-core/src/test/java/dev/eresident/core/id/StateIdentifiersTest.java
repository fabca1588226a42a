package dev.eresident.core.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.testing.Failures;
import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published examples and test codes only; nobody's own. */
class StateIdentifiersTest {
    @Nested
    class PersonalCodes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "38001085718",
                    "36805280109",
                    "60001019906",
                    "39003032766",
                    "49909099870",
                    "38001010015",
                    "38001010132",
                    "38001010250",
                    "10303030002"
                })
        void whenCheckDigitFits_thenValid(String code) {
            assertThat(PersonalCode.parse(code).checksum()).isEqualTo(Checksum.VALID);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "36805280108",
                    "50102030405",
                    "38302250123",
                    "11404176865",
                    "31111111111",
                    "37508110387",
                    "38309140420"
                })
        void whenCheckDigitDoesNotFit_thenParsedAndInvalid(String code) {
            assertThat(PersonalCode.parse(code).isValid()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "38001085718,1980-01-08,MALE",
            "60001019906,2000-01-01,FEMALE",
            "49909099870,1999-09-09,FEMALE",
            "10303030002,1803-03-03,MALE",
            "80001019906,2100-01-01,FEMALE",
            "50102030405,2001-02-03,MALE"
        })
        void whenParsed_thenBirthDateAndSex(String code, LocalDate date, PersonalCode.Sex sex) {
            assertThat(PersonalCode.parse(code).birthDate()).contains(date);
            assertThat(PersonalCode.parse(code).sex()).isEqualTo(sex);
        }

        @ParameterizedTest
        @ValueSource(strings = {"36012345678", "39913320000", "30002300000", "31111111111"})
        void whenDateIsImpossible_thenStillParsed(String code) {
            assertThat(PersonalCode.parse(code).birthDate().isPresent()).isEqualTo(code.equals("31111111111"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "3800108571",
                    "380010857180",
                    "98001085718",
                    "08001085718",
                    "3800108571a",
                    "3800108571٨",
                    " 38001085718",
                    "EE38001085718",
                    "PNOEE-38001085718"
                })
        void whenFormIsWrong_thenRefusedWithoutTheValue(String text) {
            assertThat(PersonalCode.tryParse(text)).isEmpty();
            assertThat(Failures.codeOf(() -> PersonalCode.parse(text))).isEqualTo("PERSONAL_CODE_FORMAT");
            assertThat(Failures.failureOf(() -> new PersonalCode(text)).getMessage())
                    .doesNotContain("380010857");
        }

        @Test
        void whenPrinted_thenRedacted() {
            assertThat(PersonalCode.parse("38001085718")).hasToString("PersonalCode[redacted]");
            assertThat(PersonalCode.parse("38001085718").masked()).isEqualTo("*******5718");
        }

        @Test
        void whenOneDigitChanges_thenInvalid() {
            String code = "38001085718";
            for (int i = 1; i < code.length(); i++) {
                char other = code.charAt(i) == '9' ? '0' : (char) (code.charAt(i) + 1);
                assertThat(new PersonalCode(code.substring(0, i) + other + code.substring(i + 1)).isValid())
                        .isFalse();
            }
        }
    }

    @Nested
    class RegistryCodes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "12345678",
                    "70000310",
                    "70000349",
                    "70006317",
                    "10714568",
                    "19999905",
                    "19999911",
                    "19999928",
                    "10000062",
                    "10000127",
                    "10000640"
                })
        void whenCheckDigitFits_thenValid(String code) {
            assertThat(RegistryCode.parse(code).isValid()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"12345679", "97007088", "12032555", "99000001"})
        void whenCheckDigitDoesNotFit_thenParsedAndInvalid(String code) {
            assertThat(RegistryCode.parse(code).checksum()).isEqualTo(Checksum.INVALID);
        }

        @ParameterizedTest
        @CsvSource({
            "12345678,COMPANY",
            "70000310,PUBLIC_BODY",
            "80000000,ASSOCIATION",
            "90000000,FOUNDATION",
            "20000000,OTHER"
        })
        void whenParsed_thenKind(String code, RegistryCode.Kind kind) {
            assertThat(RegistryCode.parse(code).kind()).isEqualTo(kind);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "1234567", "123456789", "1234567x", "EE123456"})
        void whenFormIsWrong_thenRefused(String text) {
            assertThat(RegistryCode.tryParse(text)).isEmpty();
            assertThat(Failures.codeOf(() -> RegistryCode.parse(text))).isEqualTo("REGISTRY_CODE_FORMAT");
        }
    }

    @Nested
    class VatNumbers {
        @ParameterizedTest
        @ValueSource(strings = {"EE100594102", "EE100931558", "EE100659856", "EE123456780", "EE199999909"})
        void whenCheckDigitFits_thenValid(String number) {
            assertThat(VatNumber.parse(number).isValid()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"EE100594103", "EE101234567"})
        void whenCheckDigitDoesNotFit_thenParsedAndInvalid(String number) {
            assertThat(VatNumber.parse(number).checksum()).isEqualTo(Checksum.INVALID);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "E", "100594102", "ee100594102", "FI100594102", "EE10059410", "EE 100594102"})
        void whenFormIsWrong_thenRefused(String text) {
            assertThat(VatNumber.tryParse(text)).isEmpty();
            assertThat(Failures.codeOf(() -> VatNumber.parse(text))).isEqualTo("VAT_NUMBER_FORMAT");
        }
    }
}
