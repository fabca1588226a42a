package dev.eresident.sandbox.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.xml.SandboxXml;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The business register at its direct address. */
class RegisterServiceTest {
    private static final String CREDENTIALS = "<p:ariregister_kasutajanimi>sandbox-user</p:ariregister_kasutajanimi>"
            + "<p:ariregister_parool>sandbox-password</p:ariregister_parool>";

    private static Sandbox sandbox;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().seed(5).start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void heal() {
        sandbox.register().heal();
    }

    @Nested
    class BasicData {
        @Test
        void whenTheCompanyIsKnown_thenItsDataComeWithTheQuestion() throws Exception {
            Answer answer = ask("lihtandmed_v1", CREDENTIALS + code(sandbox.soleCompany()) + "<p:keel>eng</p:keel>");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.texts("evnimi")).containsExactly("Näidis Kaubandus OÜ");
            assertThat(answer.texts("staatus")).containsExactly("R");
            assertThat(answer.texts("staatus_tekstina")).containsExactly("Entered into the register");
            assertThat(answer.texts("esmakande_aeg")).containsExactly("12.03.2024");
            assertThat(answer.texts("leitud_ettevotjate_arv")).containsExactly("1");
            assertThat(answer.texts("ariregister_parool"))
                    .as("the real register echoes the password")
                    .containsExactly("sandbox-password");
        }

        @Test
        void whenTheCompanyIsUnknown_thenTheListIsEmpty() throws Exception {
            Answer answer = ask("lihtandmed_v2", CREDENTIALS + code(sandbox.unknownCompanyCode()));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.texts("item")).isEmpty();
            assertThat(answer.texts("leitud_ettevotjate_arv")).containsExactly("0");
        }

        @Test
        void whenTheCompanyWasStruckOff_thenItsStatusSaysSo() throws Exception {
            Answer answer = ask("lihtandmed_v3", CREDENTIALS + code(sandbox.struckOffCompany()));

            assertThat(answer.texts("staatus")).containsExactly("K");
            assertThat(answer.texts("registrist_kustutamise_aeg")).containsExactly("12.03.2025");
        }
    }

    @Nested
    class Representation {
        @Test
        void whenOneRepresentsAlone_thenTheFlagIsYes() throws Exception {
            Answer answer = ask("esindus_v2", CREDENTIALS + code(sandbox.soleCompany()));

            assertThat(answer.texts("fyysilise_isiku_kood"))
                    .containsExactly(sandbox.eResident().person().personalCode());
            assertThat(answer.texts("ainuesindusoigus_olemas")).containsExactly("JAH");
            assertThat(answer.texts("fyysilise_isiku_roll")).containsExactly("JUHL");
            assertThat(answer.texts("grupp")).isEmpty();
        }

        @Test
        void whenTwoRepresentTogether_thenTheyFormAGroup() throws Exception {
            Answer answer = ask("esindus_v2", CREDENTIALS + code(sandbox.jointCompany()));

            assertThat(answer.texts("ainuesindusoigus_olemas")).containsExactly("EI", "EI");
            assertThat(answer.texts("grupi_nr")).containsExactly("1");
            assertThat(answer.texts("fyysilise_isiku_kood")).hasSize(4);
        }

        @Test
        void whenAskedByPerson_thenOnlyTheCompaniesOfThePersonCome() throws Exception {
            String code = sandbox.citizen().person().personalCode();

            Answer answer = ask(
                    "esindus_v2",
                    CREDENTIALS + "<p:fyysilise_isiku_kood>" + code + "</p:fyysilise_isiku_kood>"
                            + "<p:fyysilise_isiku_koodi_riik>EST</p:fyysilise_isiku_koodi_riik>");

            assertThat(answer.texts("arinimi")).isEmpty();
        }

        @Test
        void whenTheBoardChanges_thenTheNextAnswerChanges() throws Exception {
            Company company = sandbox.register().company(RegisterService.madeUpCode(77));
            company.boardMember(sandbox.citizen().person(), Right.SOLE);
            assertThat(ask("esindus_v2", CREDENTIALS + code(company)).texts("ainuesindusoigus_olemas"))
                    .containsExactly("JAH");

            company.remove(sandbox.citizen().person());

            assertThat(ask("esindus_v2", CREDENTIALS + code(company)).texts("ainuesindusoigus_olemas"))
                    .isEmpty();
        }
    }

    @Nested
    class Refusals {
        @Test
        void whenThePasswordIsWrong_thenTheDocumentedFaultComes() throws Exception {
            Answer answer = ask(
                    "lihtandmed_v1", CREDENTIALS.replace("sandbox-password", "wrong") + code(sandbox.soleCompany()));

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.texts("faultcode")).containsExactly("SOAP-ENV:Server");
            assertThat(answer.texts("faultstring")).containsExactly("Incorrect user name or password.");
        }

        @ParameterizedTest
        @CsvSource({
            "esindus_v2, <p:keel>eng</p:keel><p:ariregistri_kood>1</p:ariregistri_kood>",
            "esindus_v2, <p:ariregistri_kood>1</p:ariregistri_kood><p:ariregistri_kood>1</p:ariregistri_kood>",
            "esindus_v2, <p:ariregistri_kood>one</p:ariregistri_kood>",
            "esindus_v2, <p:evnimi>x</p:evnimi>",
            "esindus_v2, <ariregistri_kood>1</ariregistri_kood>",
            "esindus_v2, <p:keel>eng</p:keel>",
            "lihtandmed_v1, <p:keel>rus</p:keel><p:ariregistri_kood>1</p:ariregistri_kood>",
            "nothing_v1, <p:ariregistri_kood>1</p:ariregistri_kood>",
        })
        void whenTheRequestBreaksTheSchema_thenItIsTheClientsFault(String operation, String fields) throws Exception {
            Answer answer = ask(operation, CREDENTIALS + fields);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.texts("faultcode")).containsExactly("SOAP-ENV:Client");
        }
    }

    @ParameterizedTest
    @EnumSource(RegisterFault.class)
    void whenAFaultIsScripted_thenTheAnswerDiffersFromTheRightOne(RegisterFault fault) throws Exception {
        String fields = CREDENTIALS + code(sandbox.soleCompany());
        String right = ask("esindus_v2", fields).body();

        sandbox.register().misbehave(fault);

        assertThat(ask("esindus_v2", fields).body()).isNotEqualTo(right);
    }

    @Test
    void whenACodeIsMadeUp_thenItsCheckDigitFits() {
        // 1*1+9*2+9*3+9*4+0*5+0*6+1*7 = 89 = 1 (mod 11)
        assertThat(RegisterService.madeUpCode(1)).isEqualTo("19990011");
        assertThat(Stream.iterate(0, i -> i + 1).limit(1000).map(RegisterService::madeUpCode))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("1999[0-9]{4}"));
    }

    private static String code(Company company) {
        return code(company.code());
    }

    private static String code(String code) {
        return "<p:ariregistri_kood>" + code + "</p:ariregistri_kood>";
    }

    private Answer ask(String operation, String fields) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(sandbox.register().uri())
                        .header("Content-Type", "text/xml; charset=utf-8")
                        .header("SOAPAction", "\"\"")
                        .POST(BodyPublishers.ofString("""
                                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
                                xmlns:p="http://arireg.x-road.eu/producer/"><s:Body><p:%s><p:keha>%s</p:keha></p:%s>\
                                </s:Body></s:Envelope>""".formatted(operation, fields, operation)))
                        .build(),
                BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private record Answer(int status, String body) {
        List<String> texts(String name) {
            Element root = SandboxXml.parse(body).getDocumentElement();
            NodeList found = root.getElementsByTagNameNS("*", name);
            return Stream.iterate(0, i -> i + 1)
                    .limit(found.getLength())
                    .map(i -> found.item(i).getTextContent())
                    .toList();
        }
    }
}
