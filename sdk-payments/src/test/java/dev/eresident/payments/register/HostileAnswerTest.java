package dev.eresident.payments.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.EResidentException;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.testing.RawServer;
import dev.eresident.payments.register.RepresentationOutcome.Kind;
import dev.eresident.payments.register.RepresentationOutcome.Reason;
import dev.eresident.payments.register.RepresentationOutcome.Unclear;
import dev.eresident.sandbox.xroad.SecurityServer;
import dev.eresident.sandbox.xroad.SoapProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a register could give by mistake or by malice, through both doors: one fault each, and never a right out of it. */
class HostileAnswerTest {
    private static final String P = "xmlns:p=\"http://arireg.x-road.eu/producer/\"";
    private static final String NIL = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";

    private static RegisterWorld world;
    private static AuthenticatedPerson person;
    private static RegistryCode code;

    @BeforeAll
    static void start() {
        world = new RegisterWorld();
        person = world.login(world.sandbox.eResident());
        code = RegisterWorld.code(world.sandbox.soleCompany());
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String row(String role, String flag, String more) {
        return "<p:item><p:fyysilise_isiku_kood>" + person.identifier().identifier()
                + "</p:fyysilise_isiku_kood><p:isikukood_riik>EST</p:isikukood_riik><p:fyysilise_isiku_roll>" + role
                + "</p:fyysilise_isiku_roll><p:ainuesindusoigus_olemas>" + flag + "</p:ainuesindusoigus_olemas>" + more
                + "</p:item>";
    }

    private static String other(String role) {
        return "<p:item><p:fyysilise_isiku_kood>47101010033</p:fyysilise_isiku_kood><p:isikukood_riik>EST</p:isikukood_riik>"
                + "<p:fyysilise_isiku_roll>" + role
                + "</p:fyysilise_isiku_roll><p:ainuesindusoigus_olemas>EI</p:ainuesindusoigus_olemas></p:item>";
    }

    private static String rights(String rows, String conditions, String rest) {
        return "<p:esindus_v2Response " + P + "><p:paring><p:ariregistri_kood>" + code.digits()
                + "</p:ariregistri_kood></p:paring><p:keha><p:ettevotjad><p:item><p:ariregistri_kood>" + code.digits()
                + "</p:ariregistri_kood><p:arinimi>Proov</p:arinimi><p:staatus>R</p:staatus><p:isikud>" + rows
                + "</p:isikud>" + conditions + rest + "</p:item></p:ettevotjad></p:keha></p:esindus_v2Response>";
    }

    private static String sole() {
        return rights(row("JUHL", "JAH", ""), "<p:esindusoiguse_eritingimused/>", "<p:esindusoiguse_grupid/>");
    }

    private static String basic(String more) {
        return "<p:lihtandmed_v3Response " + P + "><p:keha><p:ettevotjad><p:item><p:evnimi>Proov</p:evnimi>"
                + "<p:ariregistri_kood>" + code.digits() + "</p:ariregistri_kood><p:staatus>R</p:staatus>" + more
                + "</p:item></p:ettevotjad></p:keha></p:lihtandmed_v3Response>";
    }

    private static <T> T overXRoad(
            String operation, String xml, RegisterCredentials credentials, Function<BusinessRegister, T> call) {
        String service = SecurityServer.REGISTER + "/" + operation + "/v1";
        world.sandbox.securityServer().provideSoap(service, body -> new SoapProvider.Answer(xml, false));
        return call.apply(BusinessRegister.over(
                world.client(world.sandbox.securityServer().client()), credentials));
    }

    private static <T> T direct(String xml, Function<BusinessRegister, T> call) {
        byte[] message = ("<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>" + xml
                        + "</S:Body></S:Envelope>")
                .getBytes(StandardCharsets.UTF_8);
        try (RawServer server = new RawServer((socket, out, closed) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\nContent-Length: "
                            + message.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(message);
        })) {
            return call.apply(BusinessRegister.direct(
                    world.transport,
                    URI.create("http://127.0.0.1:" + server.uri().getPort() + "/"),
                    world.credentials("sandbox-password"),
                    world.clock));
        }
    }

    /** Both doors, which must agree. */
    private static RepresentationOutcome ask(String xml) {
        Function<BusinessRegister, RepresentationOutcome> call = register -> register.representation(person, code);
        RepresentationOutcome outcome = overXRoad("esindus_v2", xml, RegisterCredentials.none(), call);
        assertThat(direct(xml, call).kind()).isEqualTo(outcome.kind());
        return outcome;
    }

    private static void assertRefused(String xml, String failure) {
        EResidentException x = catchThrowableOfType(
                EResidentException.class,
                () -> overXRoad(
                        "esindus_v2",
                        xml,
                        RegisterCredentials.none(),
                        register -> register.representation(person, code)));
        EResidentException direct = catchThrowableOfType(
                EResidentException.class, () -> direct(xml, register -> register.representation(person, code)));

        assertThat(x.code()).isEqualTo(failure);
        assertThat(direct.code()).isEqualTo(failure);
    }

    private static void assertUnclear(String xml, Reason reason) {
        assertThat(ask(xml))
                .isInstanceOfSatisfying(
                        Unclear.class, unclear -> assertThat(unclear.reason()).isEqualTo(reason));
    }

    @Test
    void whenNothingIsWrong_thenConfirmed() {
        assertThat(ask(sole()).kind()).isEqualTo(Kind.CONFIRMED);
    }

    @Nested
    class Rows {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<p:lopp_kpv>2020-01-01Z</p:lopp_kpv>",
                    "<p:lopp_kpv>2099-01-01</p:lopp_kpv>",
                    "<p:lopp_kpv>31.12.2025</p:lopp_kpv>",
                    "<p:algus_kpv>2026-11-24Z</p:algus_kpv>",
                    "<p:volituste_loppemise_kpv>2026-11-22</p:volituste_loppemise_kpv>"
                })
        void whenARowIsNotOfToday_thenItGivesNoRight(String dates) {
            assertThat(ask(rights(row("JUHL", "JAH", dates), "", "")).kind()).isEqualTo(Kind.NOT_ENTITLED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<p:lopp_kpv/>",
                    "<p:algus_kpv>2026-11-23Z</p:algus_kpv>",
                    "<p:algus_kpv>2026-11-23T23:59:59+02:00</p:algus_kpv>",
                    "<p:volituste_loppemise_kpv>2026-11-23</p:volituste_loppemise_kpv>"
                })
        void whenARowIsOfToday_thenItGivesTheRight(String dates) {
            assertThat(ask(rights(row("JUHL", "JAH", dates), "", "")).kind()).isEqualTo(Kind.CONFIRMED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-02-30", "soon", "99999999999999999999-01-01", "-2026-01-01"})
        void whenADateIsNone_thenRefused(String date) {
            assertRefused(
                    rights(row("JUHL", "JAH", "<p:algus_kpv>" + date + "</p:algus_kpv>"), "", ""),
                    "REGISTER_ANSWER_MALFORMED");
        }

        @Test
        void whenOneRoleHasBothFlags_thenUnclear() {
            assertUnclear(rights(row("JUHL", "EI", "") + row("JUHL", "JAH", ""), "", ""), Reason.CONTRADICTION);
        }

        @ParameterizedTest
        @ValueSource(strings = {"PANKR", "JPNKR", "LIKV", "LIKVJ", "AJPH", "VALIT"})
        void whenSomebodyElseHasARoleThatEndsTheBoard_thenUnclear(String role) {
            assertUnclear(rights(row("JUHL", "JAH", "") + other(role), "", ""), Reason.CONTRADICTION);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "JUHL2", "juhl", "OSAN", "K"})
        void whenTheRoleIsNotOneThatRepresents_thenUnclear(String role) {
            assertUnclear(rights(row(role, "JAH", ""), "", ""), Reason.ROLE_UNKNOWN);
        }

        @Test
        void whenAMemberOfTheGroupHasLeft_thenTheGroupDoesNotCount() {
            String member = other("JUHL").replace("</p:item>", "<p:lopp_kpv>2020-01-01</p:lopp_kpv></p:item>");
            assertUnclear(
                    rights(
                            row("JUHL", "EI", ""),
                            "",
                            "<p:esindusoiguse_grupid><p:grupp><p:grupi_nr>1</p:grupi_nr>" + row("JUHL", "EI", "")
                                    + member + "</p:grupp></p:esindusoiguse_grupid>"),
                    Reason.JOINT_WITHOUT_GROUP);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1234567890", "-1", "1.0", "99999999999999999999", "x"})
        void whenANumberIsNone_thenRefused(String number) {
            assertRefused(
                    rights(
                            row("JUHL", "EI", ""),
                            "",
                            "<p:esindusoiguse_grupid><p:grupp><p:grupi_nr>" + number
                                    + "</p:grupi_nr></p:grupp></p:esindusoiguse_grupid>"),
                    "REGISTER_ANSWER_MALFORMED");
        }
    }

    @Nested
    class Conditions {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<p:item><p:item>Up to 1000 euros</p:item></p:item>",
                    "<p:item>Up to 1000 euros</p:item>",
                    "Up to 1000 euros",
                    "<p:eritingimus>Up to 1000 euros</p:eritingimus>",
                    "<p:item><p:esinduse_sisu><p:item>Up to 1000 euros</p:item></p:esinduse_sisu></p:item>",
                    "<item>Up to 1000 euros</item>",
                    "<p:item><![CDATA[Up to 1000 euros]]></p:item>"
                })
        void whenThereIsAnyText_thenUnclearHoweverItIsWrapped(String conditions) {
            assertUnclear(
                    rights(
                            row("JUHL", "JAH", ""),
                            "<p:esindusoiguse_eritingimused>" + conditions + "</p:esindusoiguse_eritingimused>",
                            ""),
                    Reason.SPECIAL_CONDITIONS);
        }

        @Test
        void whenTheyStandInAnotherNamespace_thenRefused() {
            assertRefused(
                    rights(
                            row("JUHL", "JAH", ""),
                            "<esindusoiguse_eritingimused><item>Up to 1000 euros</item></esindusoiguse_eritingimused>",
                            ""),
                    "REGISTER_ANSWER_MALFORMED");
        }

        @Test
        void whenTheySayTheyAreNilAndAreNot_thenRefused() {
            assertRefused(
                    rights(
                            row("JUHL", "JAH", ""),
                            "<p:esindusoiguse_eritingimused " + NIL
                                    + "><p:item>Up to 1000 euros</p:item></p:esindusoiguse_eritingimused>",
                            ""),
                    "REGISTER_ANSWER_MALFORMED");
        }

        @Test
        void whenTheyAreNil_thenThereAreNone() {
            assertThat(ask(rights(row("JUHL", "JAH", ""), "<p:esindusoiguse_eritingimused " + NIL + "/>", ""))
                            .kind())
                    .isEqualTo(Kind.CONFIRMED);
        }
    }

    @Nested
    class OtherQuestions {
        @ParameterizedTest
        @CsvSource({
            "fyysilise_isiku_kood, 47101010033",
            "fyysilise_isiku_perenimi, MUU",
            "ariregistri_kood, 99999999",
            "ariregistri_kood, 1.9990016e7"
        })
        void whenTheEchoIsOfAnotherQuestion_thenRefused(String field, String value) {
            String element = "<p:" + field + ">" + value + "</p:" + field + ">";
            String xml = sole().replaceFirst("<p:paring>.*</p:paring>", "<p:paring>" + element + "</p:paring>");

            assertRefused(xml, "REGISTER_ANSWER_MISMATCH");
        }

        @Test
        void whenThePrefixIsAnother_thenTheSame() {
            assertThat(ask(sole().replace("xmlns:p=", "xmlns:ns7=")
                                    .replace("<p:", "<ns7:")
                                    .replace("</p:", "</ns7:"))
                            .kind())
                    .isEqualTo(Kind.CONFIRMED);
        }

        @Test
        void whenTheNamespaceIsTheDefault_thenTheSame() {
            assertThat(ask(sole().replace("xmlns:p=", "xmlns=")
                                    .replace("<p:", "<")
                                    .replace("</p:", "</"))
                            .kind())
                    .isEqualTo(Kind.CONFIRMED);
        }

        @Test
        void whenThePersonsCodeIsBrokenByAComment_thenRefused() {
            assertRefused(
                    sole().replace("<p:fyysilise_isiku_kood>", "<p:fyysilise_isiku_kood><!-- -->"),
                    "REGISTER_ANSWER_MALFORMED");
        }
    }

    @Nested
    class BasicData {
        @Test
        void whenACompanyHasLeftAndItsStatusDoesNotSaySo_thenRefused() {
            String xml = basic("<p:registrist_kustutamise_aeg>01.02.2025</p:registrist_kustutamise_aeg>");
            EResidentException x = catchThrowableOfType(
                    EResidentException.class,
                    () -> overXRoad(
                            "lihtandmed_v3", xml, RegisterCredentials.none(), register -> register.company(code)));
            EResidentException direct = catchThrowableOfType(
                    EResidentException.class, () -> direct(xml, register -> register.company(code)));

            assertThat(x.code()).isEqualTo("REGISTER_ANSWER_MALFORMED");
            assertThat(direct.code()).isEqualTo("REGISTER_ANSWER_MALFORMED");
        }
    }

    @Nested
    class Passwords {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<p:m>sandbox-password</p:m>",
                    "<p:m>sandbox-<!-- x -->password</p:m>",
                    "<p:m>sandbox-<![CDATA[password]]></p:m>",
                    "<p:m>sandbox-<?x y?>password</p:m>",
                    "<p:m>sandbox-<p:n a=\"b\"/>password</p:m>",
                    "<p:m>sandbox&#45;password</p:m>",
                    "<p:m a=\"sandbox-password\"/>"
                })
        void whenThePasswordStandsAnywhereElse_thenTheAnswerIsNotKept(String more) {
            String xml = rights(row("JUHL", "JAH", ""), "", more);
            RegisterCredentials credentials = world.credentials("sandbox-password");
            EResidentException x = catchThrowableOfType(
                    EResidentException.class,
                    () -> overXRoad("esindus_v2", xml, credentials, register -> register.representation(person, code)));
            EResidentException direct = catchThrowableOfType(
                    EResidentException.class, () -> direct(xml, register -> register.representation(person, code)));

            assertThat(x.code()).isEqualTo("REGISTER_REPEATS_PASSWORD");
            assertThat(direct.code()).isEqualTo("REGISTER_REPEATS_PASSWORD");
            assertThat(x + " " + direct).doesNotContain("sandbox-password");
        }

        @Test
        void whenAFaultThatLooksLikeXRoadsRepeatsThePassword_thenItIsNotShown() {
            world.sandbox
                    .securityServer()
                    .provideSoap(
                            SecurityServer.REGISTER + "/esindus_v2/v1",
                            body -> new SoapProvider.Answer(
                                    "<faultcode>server.serverproxy.service_disabled</faultcode><faultstring>no sandbox-password"
                                            + "</faultstring>",
                                    true));
            BusinessRegister register = BusinessRegister.over(
                    world.client(world.sandbox.securityServer().client()), world.credentials("sandbox-password"));

            EResidentException e =
                    catchThrowableOfType(EResidentException.class, () -> register.representation(person, code));

            assertThat(e.code()).isEqualTo("XROAD_SERVICE_UNAVAILABLE");
            assertThat(e.toString()).doesNotContain("sandbox-password");
        }
    }
}
