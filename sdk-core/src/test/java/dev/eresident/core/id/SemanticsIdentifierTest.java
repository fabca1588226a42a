package dev.eresident.core.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.testing.Failures;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticsIdentifierTest {
    @ParameterizedTest
    @CsvSource({
        "PNOEE-38001085718,PNO,EE,38001085718,NATURAL_PERSON",
        "PNOLV-030303-10012,PNO,LV,030303-10012,NATURAL_PERSON",
        "PASFI-X1,PAS,FI,X1,NATURAL_PERSON",
        "IDCBE-590082394654,IDC,BE,590082394654,NATURAL_PERSON",
        "TINDE-1,TIN,DE,1,NATURAL_PERSON",
        "TAXDE-1,TAX,DE,1,NATURAL_PERSON",
        "EI:SE-200007292386,EI,SE,200007292386,UNKNOWN",
        "NTREE-10747013,NTR,EE,10747013,LEGAL_PERSON",
        "VATEE-100594102,VAT,EE,100594102,LEGAL_PERSON",
        "PSDEE-FI-12345678,PSD,EE,FI-12345678,LEGAL_PERSON",
        "LEIXG-529900T8BM49AURSDO55,LEI,XG,529900T8BM49AURSDO55,LEGAL_PERSON"
    })
    void whenWellFormed_thenParsedAndWrittenAgain(
            String text, String scheme, String country, String identifier, SemanticsIdentifier.Holder holder) {
        SemanticsIdentifier parsed = SemanticsIdentifier.parse(text);
        assertThat(parsed).isEqualTo(new SemanticsIdentifier(scheme, country, identifier));
        assertThat(parsed.holder()).isEqualTo(holder);
        assertThat(parsed.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PNOEE-",
                "PNOEE",
                "PNOEE38001085718",
                "XYZEE-1",
                "pnoee-1",
                "PNOE-12",
                "E:SE-1",
                "38001085718",
                "PNOEE-1\n2",
                "PNOEE-1\u202e2",
                "PNOEE-1\u0000"
            })
    void whenFormIsWrong_thenRefused(String text) {
        assertThat(SemanticsIdentifier.tryParse(text)).isEmpty();
        assertThat(Failures.codeOf(() -> SemanticsIdentifier.parse(text))).isEqualTo("SEMANTICS_IDENTIFIER_FORMAT");
    }

    @Test
    void whenThreeSpellingsOfOnePerson_thenEqual() {
        SemanticsIdentifier certificate = SemanticsIdentifier.parse("PNOEE-38001085718");
        assertThat(SemanticsIdentifier.parseTaraSubject("EE38001085718")).isEqualTo(certificate);
        assertThat(SemanticsIdentifier.of(PersonalCode.parse("38001085718"))).isEqualTo(certificate);
        assertThat(certificate.personalCode()).contains(PersonalCode.parse("38001085718"));
        assertThat(Failures.codeOf(() -> SemanticsIdentifier.parseTaraSubject("EE-3800")))
                .isEqualTo("SEMANTICS_IDENTIFIER_FORMAT");
    }

    @Test
    void whenLegalPerson_thenRegistryCodeAndAuthority() {
        assertThat(SemanticsIdentifier.parse("NTREE-10747013").registryCode()).contains(RegistryCode.parse("10747013"));
        assertThat(SemanticsIdentifier.parse("NTRFI-10747013").registryCode()).isEmpty();
        assertThat(SemanticsIdentifier.parse("PSDEE-FI-12345678").authority()).contains("FI");
        assertThat(SemanticsIdentifier.parse("NTREE-10747013").authority()).isEmpty();
    }

    @Test
    void whenPrinted_thenOnlyLegalPersonsAreShown() {
        assertThat(SemanticsIdentifier.parse("NTREE-10747013")).hasToString("NTREE-10747013");
        assertThat(SemanticsIdentifier.parse("PNOEE-38001085718").toString()).doesNotContain("3800");
    }

    @ParameterizedTest
    @CsvSource({
        "PNOEE-38001085718,38001085718",
        "PASEE-X1,X1",
        "EI:SE-200007292386,200007292386",
        "38001085718,38001085718",
        "PNOEE-,PNOEE-",
        "NTREE-10747013,NTREE-10747013",
        "PNOEE38-1085718,PNOEE38-1085718",
        "'',''"
    })
    void whenSerialNumberOfAnyAge_thenPersonalNumberIsTakenOut(String serialNumber, String number) {
        assertThat(SemanticsIdentifier.personalNumberIn(serialNumber)).isEqualTo(number);
    }

    @Nested
    class DocumentNumbers {
        @ParameterizedTest
        @CsvSource({
            "PNOEE-40504040001-DEMO-Q,PNOEE-40504040001,true",
            "PNOEE-30001010004-K2GN-NQ,PNOEE-30001010004,false",
            "PNOLV-030303-10012-MOCK-Q,PNOLV-030303-10012,true"
        })
        void whenWellFormed_thenPersonAndLevel(String text, String person, boolean qualified) {
            DocumentNumber number = DocumentNumber.parse(text);
            assertThat(number.person()).isEqualTo(SemanticsIdentifier.parse(person));
            assertThat(number.isQualified()).isEqualTo(qualified);
            assertThat(number).hasToString("DocumentNumber[redacted]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "PNOEE-40504040001",
                    "PNOEE-40504040001-DEMO",
                    "PNOEE-40504040001-DEMO-X",
                    "PNOEE-40504040001-DEM-Q",
                    "PNOEE-40504040001-demo-Q",
                    "NTREE-10747013-DEMO-Q",
                    "40504040001-DEMO-Q"
                })
        void whenFormIsWrong_thenRefused(String text) {
            assertThat(DocumentNumber.tryParse(text)).isEmpty();
            assertThat(Failures.codeOf(() -> DocumentNumber.parse(text))).isEqualTo("DOCUMENT_NUMBER_FORMAT");
        }
    }
}
