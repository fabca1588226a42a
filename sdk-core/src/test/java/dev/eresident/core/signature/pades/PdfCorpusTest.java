package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The structure of every PDF of the corpus, compared with what another program found. */
class PdfCorpusTest {
    /** Its CMS cannot be decoded: the other program calls the document unsigned, we call the signature broken. */
    private static final String UNDECODABLE = "08a33cdbf5b2";

    private static List<JsonNode> documents() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(Corpus.read("signatures/verdicts.json"))) {
            if (entry.path("format").asText().startsWith("PDF")) {
                documents.add(entry);
            }
        }
        return documents;
    }

    private static Optional<PdfDocument> read(JsonNode entry) {
        try {
            return Optional.of(PdfDocument.read(
                    Corpus.read("signatures/files/" + entry.path("file").asText())));
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo("PDF_DAMAGED");
            return Optional.empty();
        }
    }

    private static PdfDocument document(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(Corpus.folder("signatures/files"))) {
            Path found = files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
            return PdfDocument.read(Files.readAllBytes(found));
        }
    }

    private static List<FindingCode> fatal(String prefix) throws IOException {
        return document(prefix).signatures().stream()
                .flatMap(s -> s.remarks().stream())
                .filter(PdfRemark::fatal)
                .map(PdfRemark::code)
                .distinct()
                .toList();
    }

    @Test
    void whenAnotherProgramCountsSignatures_thenWeCountTheSame() throws IOException {
        List<JsonNode> documents = documents();
        assertThat(documents).hasSize(84);
        for (JsonNode entry : documents) {
            String file = entry.path("file").asText();
            int theirs = entry.path("dss").path("test").path("signatures").size();
            long ours = read(entry).stream()
                    .flatMap(d -> d.signatures().stream())
                    .filter(s -> s.kind() != PdfSignature.Kind.DOCUMENT_TIMESTAMP)
                    .count();
            assertThat(ours).as(file).isEqualTo(file.startsWith(UNDECODABLE) ? 1 : theirs);
        }
    }

    @Test
    void whenAnotherProgramFindsNothingWrong_thenNothingIsFatalHereEither() throws IOException {
        for (JsonNode entry : documents()) {
            if (entry.path("verdictSivaPolv4").asText().equals("VALID")) {
                assertThat(read(entry).orElseThrow().signatures())
                        .as(entry.path("file").asText())
                        .noneMatch(PdfSignature::broken);
            }
        }
    }

    @Test
    void whenTheRangesAreWrong_thenFound() throws IOException {
        assertThat(fatal("92212d423c94")).contains(FindingCode.PDF_BYTE_RANGE_INVALID);
        assertThat(fatal("7f574d45dd3a")).contains(FindingCode.PDF_BYTE_RANGE_INVALID);
        assertThat(fatal("8be92f00f535")).contains(FindingCode.PDF_BYTE_RANGE_INVALID, FindingCode.PDF_DAMAGED);
    }

    @Test
    void whenThePagesWereChangedOrHidden_thenFound() throws IOException {
        assertThat(fatal("467573be2135")).containsExactly(FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
        assertThat(fatal("415020db3f79")).containsExactly(FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
        assertThat(fatal("19a1582ce29a")).containsExactly(FindingCode.CONTENT_CHANGED_AFTER_SIGNING);
    }
}
