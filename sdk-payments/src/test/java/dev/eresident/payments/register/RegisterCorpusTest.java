package dev.eresident.payments.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.transport.TransportResponse;
import dev.eresident.payments.register.RepresentationOutcome.Jointly;
import dev.eresident.payments.register.RepresentationOutcome.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample messages of the register in the corpus, read as both doors read them. */
class RegisterCorpusTest {
    private static final RegistryCode CODE = RegistryCode.parse("12345678");
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
    private static final RegisterCredentials DEMO =
            RegisterCredentials.of("sdk-demo", SecretBytes.of("not-a-secret".getBytes(StandardCharsets.UTF_8)));

    private static Bytes stub(String name) {
        return Bytes.of(Corpus.read("company/stubs/" + name));
    }

    private static Bytes passed(Bytes answer) {
        DirectDoor.refuse(new TransportResponse(200, Map.of("content-type", "text/xml; charset=utf-8"), answer));
        return CredentialCut.cut(answer, DEMO);
    }

    @Test
    void whenBasicDataIsRead_thenTheCompanyIsTheDocumentedOne() {
        Bytes kept = passed(stub("lihtandmed_v3_response.xml"));

        assertThat(RegisterAnswer.company(kept, CODE))
                .contains(new Company(
                        CODE,
                        "Näidis Kaubandus OÜ",
                        CompanyStatus.ENTERED,
                        Optional.of("OÜ"),
                        Optional.of(LocalDate.of(2024, 3, 12)),
                        Optional.of("Harju maakond, Tallinn, Kesklinna linnaosa, Näidise tn 1")));
        assertThat(new String(kept.toByteArray(), StandardCharsets.UTF_8))
                .doesNotContain("not-a-secret")
                .doesNotContain("sdk-demo");
    }

    @ParameterizedTest
    @CsvSource({"PNOEE-38001085718, 60001019906", "PNOEE-60001019906, 38001085718"})
    void whenTheJointAnswerIsRead_thenEachActsWithTheOther(String asked, String other) {
        RegisterAnswer.Rights rights = RegisterAnswer.rights(passed(stub("esindus_v2_response_joint.xml")), CODE, AT)
                .orElseThrow();

        Jointly jointly = (Jointly) decide(rights, asked);
        assertThat(jointly.groups()).singleElement().satisfies(group -> {
            assertThat(group.number()).isEqualTo(1);
            assertThat(group.others())
                    .singleElement()
                    .satisfies(someone -> assertThat(someone.code()).contains(other));
        });
        assertThat(jointly.conditions()).containsExactly("The company is represented by two board members jointly.");
    }

    @ParameterizedTest
    @CsvSource({"PNOEE-47101010033", "PNOLV-38001085718", "PASEE-38001085718"})
    void whenSomebodyElseAsks_thenNotEntitled(String asked) {
        RegisterAnswer.Rights rights = RegisterAnswer.rights(passed(stub("esindus_v2_response_joint.xml")), CODE, AT)
                .orElseThrow();

        assertThat(decide(rights, asked).kind()).isEqualTo(Kind.NOT_ENTITLED);
    }

    private static RepresentationOutcome decide(RegisterAnswer.Rights rights, String person) {
        return new RepresentationRules(CODE, rights, SemanticsIdentifier.parse(person)).decide(role -> {
            throw new AssertionError("Nobody in the corpus acts alone");
        });
    }

    @ParameterizedTest
    @CsvSource({"lihtandmed_v3", "esindus_v2"})
    void whenWeAsk_thenTheQuestionIsTheDocumentedOne(String operation) {
        List<String> documented = fields(stub(operation + "_request.xml"));
        documented.remove("ariregister_valjundi_formaat=xml"); // the default, which we leave out

        assertThat(fields(new RegisterQuestion(operation, CODE).envelope(DEMO))).isEqualTo(documented);
    }

    private static List<String> fields(Bytes message) {
        List<String> fields = new ArrayList<>();
        for (XmlElement field : SoapEnvelope.read(message.toByteArray())
                .content()
                .exactlyOne(RegisterQuestion.PRODUCER, "keha")
                .elements()) {
            fields.add(field.name() + "=" + field.text());
        }
        return fields;
    }

    @ParameterizedTest
    @CsvSource({"200", "500"})
    void whenTheCredentialsAreRefused_thenSaidSo(int status) {
        EResidentException e = catchThrowableOfType(
                EResidentException.class,
                () -> DirectDoor.refuse(new TransportResponse(
                        status, Map.of("content-type", "text/xml"), stub("arireg_fault_auth.xml"))));

        assertThat(e.code()).isEqualTo("REGISTER_CREDENTIALS_REFUSED");
    }

    static List<Path> answers() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : new String[] {"company/arireg", "company/stubs"}) {
            try (Stream<Path> files = Files.list(Corpus.folder(folder))) {
                files.filter(file -> file.toString().contains("response")
                                && file.toString().endsWith(".xml"))
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** The samples of other operations and versions, which answer a person's question or violate their own schema. */
    @ParameterizedTest
    @MethodSource("answers")
    void whenAnyAnswerIsRead_thenOnlyTheOneOfTheQuestionIsBelieved(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Bytes answer = Bytes.of(Files.readAllBytes(file));

        boolean isEnvelope = new String(answer.toByteArray(), StandardCharsets.UTF_8).contains(":Envelope");
        String refused = isEnvelope ? "REGISTER_ANSWER_MISMATCH" : "REGISTER_ANSWER_MALFORMED";

        assertThat(code(() -> RegisterAnswer.company(CredentialCut.cut(answer, DEMO), CODE)))
                .isEqualTo(name.startsWith("lihtandmed_v3") ? "read" : refused);
        assertThat(code(() -> RegisterAnswer.rights(CredentialCut.cut(answer, DEMO), CODE, AT)))
                .isEqualTo(name.startsWith("esindus_v2") ? "read" : refused);
    }

    private static String code(Runnable reading) {
        try {
            reading.run();
            return "read";
        } catch (EResidentException e) {
            return e.code();
        }
    }

    /** The rows of version 1 have the same names; what differs is that this answer is to a question about a person. */
    @Test
    void whenTheAnswerOfVersion1IsCalledVersion2_thenItIsStillToAnotherQuestion() {
        String text = new String(Corpus.read("company/arireg/esindus_v1_response.xml"), StandardCharsets.UTF_8)
                .replace("esindus_v1Response", "esindus_v2Response");

        assertThat(code(() -> RegisterAnswer.rights(
                        Bytes.of(text.getBytes(StandardCharsets.UTF_8)), RegistryCode.parse("00012345"), AT)))
                .isEqualTo("REGISTER_ANSWER_MISMATCH");
    }
}
