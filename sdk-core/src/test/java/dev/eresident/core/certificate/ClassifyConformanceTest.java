package dev.eresident.core.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the cases of the Web eID corpus that concern certificates only. */
class ClassifyConformanceTest {
    static Stream<Arguments> cases(String kind) throws IOException {
        JsonNode cases =
                new ObjectMapper().readTree(Corpus.read("web-eid/cases.json")).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .filter(node -> node.get("kind").asText().equals(kind))
                .map(node -> Arguments.of(node.get("id").asText(), node));
    }

    static Stream<Arguments> classify() throws IOException {
        return cases("classify");
    }

    static Stream<Arguments> subjects() throws IOException {
        return cases("subject-data");
    }

    static Stream<Arguments> addresses() throws IOException {
        return cases("aia-url");
    }

    @Test
    void whenCorpusIsThere_thenItHasAllClassifyCases() throws IOException {
        assertThat(classify()).hasSize(27);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classify")
    void whenClassified_thenDocumentIsAsExpected(String id, JsonNode expected) {
        Environment environment = environment(expected);
        EidDocument document = certificate(expected).document(environment);

        assertThat(document.type().name())
                .isEqualTo(expected.get("expected_document_type").asText());
        assertThat(document.eResidency().kind().name())
                .isEqualTo(expected.get("expected_e_resident").asText().toUpperCase(Locale.ROOT));
        assertThat(document.environment()).isEqualTo(environment);
        assertThat(document.eResidency().reason()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classify")
    void whenTestFormIsJudgedInProduction_thenUnknown(String id, JsonNode expected) {
        if (environment(expected) == Environment.PRODUCTION) {
            // A real certificate is the same document in both environments.
            assertThat(certificate(expected).document(Environment.TEST))
                    .isEqualTo(certificate(expected).document(Environment.PRODUCTION));
            return;
        }
        EidDocument document = certificate(expected).document(Environment.PRODUCTION);

        assertThat(document.type()).isEqualTo(DocumentType.UNKNOWN);
        assertThat(document.eResidency().kind()).isEqualTo(EResidency.Kind.UNKNOWN);
        assertThat(document.environment()).isEqualTo(Environment.TEST);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void whenSubjectIsRead_thenAttributesAreAsExpected(String id, JsonNode expected) {
        Subject subject = certificate(expected).subject();
        JsonNode want = expected.get("expected_subject");

        assertThat(subject.commonName()).isEqualTo(text(want, "cn"));
        assertThat(subject.serialNumber()).isEqualTo(text(want, "serialNumber"));
        assertThat(subject.country()).isEqualTo(text(want, "country"));
        assertThat(subject.givenName()).isEqualTo(text(want, "givenName"));
        assertThat(subject.surname()).isEqualTo(text(want, "surname"));
        assertThat(certificate(expected).document(Environment.TEST).type()).isEqualTo(DocumentType.ORGANISATION);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addresses")
    void whenOcspAddressIsRead_thenItIsAsExpected(String id, JsonNode expected) {
        if (expected.has("extension_hex")) {
            byte[] extension =
                    HexFormat.of().parseHex(expected.get("extension_hex").asText());
            assertThat(expected.get("expected").asText()).isEqualTo("absent");
            assertThat(Extensions.ocspUri(extension)).isEmpty();
        } else {
            assertThat(certificate(expected).ocspUri().map(Object::toString))
                    .contains(expected.get("expected_url").asText());
        }
    }

    @Test
    void whenRealCertificatesOfTheCorpusAreRead_thenAllFieldsAgreeWithTheJdk() throws IOException {
        try (Stream<Path> files = Files.walk(Corpus.folder("web-eid/certs"))) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found).hasSizeGreaterThan(70);
            for (Path file : found) {
                Certificate certificate =
                        Certificate.readAll(Files.readAllBytes(file)).get(0);
                JdkAgreement.check(certificate);
            }
        }
    }

    private static Environment environment(JsonNode expected) {
        return Environment.valueOf(expected.get("expected_environment").asText().toUpperCase(Locale.ROOT));
    }

    private static Certificate certificate(JsonNode expected) {
        return Certificate.readAll(
                        Corpus.read("web-eid/" + expected.get("certificate").asText()))
                .get(0);
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.get(field).isNull()
                ? Optional.empty()
                : Optional.of(node.get(field).asText());
    }
}
