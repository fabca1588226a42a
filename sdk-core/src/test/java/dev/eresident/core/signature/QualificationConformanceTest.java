package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.CorpusTrust.Case;
import dev.eresident.core.signature.qualification.SignatureQualification;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The levels that the state's tool and the European Commission's give the signatures of the corpus, of every format: their indication, best signature time and signer's certificate are the
 * input, so that only the qualification is compared.
 */
class QualificationConformanceTest {
    /** One signature as an oracle saw it. */
    private record Row(String file, String id, String format, String oracle, String expected, String ours) {
        String key() {
            return file.substring(0, 12) + " " + oracle + " " + id;
        }

        boolean agrees() {
            return expected.equals(ours);
        }
    }

    private static List<Row> rows = List.of();

    @BeforeAll
    static void determineAll() throws IOException {
        TrustPolicy test = CorpusTrust.testPolicy();
        TrustPolicy live = CorpusTrust.livePolicy();
        rows = new ArrayList<>();
        for (Case c : CorpusTrust.cases()) {
            if (c.env().equals("none")) {
                continue;
            }
            TrustPolicy policy = c.env().equals("live") ? live : test;
            Set<Certificate> certificates = EmbeddedCertificates.in(Files.readAllBytes(c.path()));
            addRows(c, "digidoc4j", c.env(), certificates, policy);
            addRows(c, "dss", c.env().equals("live") ? "eu" : "test", certificates, policy);
        }
    }

    private static void addRows(
            Case c, String oracle, String set, Collection<Certificate> certificates, TrustPolicy policy) {
        int index = 0;
        for (JsonNode signature : c.entry().path(oracle).path(set).path("signatures")) {
            String expected = signature.path("qualification").asText("");
            String id = signature.path("id").asText("signature-" + index++);
            Optional<Certificate> signer = signer(signature, certificates);
            Optional<Instant> best = time(signature);
            if (!expected.isEmpty() && !expected.equals("null") && signer.isPresent() && best.isPresent()) {
                List<List<TrustService>> services = policy.paths().issuingServices(signer.get(), certificates);
                Verdict verdict = switch (signature.path("indication").asText()) {
                    case "TOTAL_PASSED" -> Verdict.VALID;
                    case "INDETERMINATE" -> Verdict.INDETERMINATE;
                    default -> Verdict.INVALID;
                };
                String ours = SignatureQualification.of(signer.get(), services, best.get(), verdict)
                        .level()
                        .name();
                rows.add(new Row(c.file(), id, c.format(), oracle, expected, ours));
            }
        }
    }

    private static Optional<Certificate> signer(JsonNode signature, Collection<Certificate> certificates) {
        String serial = signature.path("serial").asText("");
        String issuer = signature.path("issuer").asText("");
        return certificates.stream()
                .filter(c -> c.serialNumber().toString().equals(serial))
                .filter(c -> c.issuer().commonName().map(issuer::contains).orElse(true))
                .findFirst();
    }

    private static Optional<Instant> time(JsonNode signature) {
        String best =
                signature.path("bestTime").asText(signature.path("trustedTime").asText(""));
        return best.isEmpty() || best.equals("null") ? Optional.empty() : Optional.of(Instant.parse(best));
    }

    /** Key to our deliberate level. */
    private static Map<String, String> differences() throws IOException {
        Map<String, String> differences = new HashMap<>();
        try (InputStream table =
                QualificationConformanceTest.class.getResourceAsStream("/conformance/qualification-differences.csv")) {
            assertThat(table).isNotNull();
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> fields = List.of(line.split(";", -1));
                assertThat(fields).as(line).hasSize(4);
                assertThat(fields.get(3)).as("a reason").isNotBlank();
                differences.put(fields.get(0), fields.get(2));
            });
        }
        return differences;
    }

    @Test
    void whenOracleStatesALevel_thenOursIsTheSame() throws IOException {
        Map<String, String> differences = differences();
        List<String> disagreements = new ArrayList<>();
        for (Row row : rows) {
            String known = differences.get(row.key());
            if (known == null ? !row.agrees() : !known.equals(row.ours())) {
                disagreements.add(
                        row.key() + ": " + row.format() + ", expected " + row.expected() + ", got " + row.ours());
            }
        }
        assertThat(disagreements).isEmpty();
    }

    @Test
    void whenContainerIsValid_thenItsReportStatesTheOraclesLevel() throws IOException {
        SignatureChecker test = CorpusTrust.test();
        SignatureChecker live = CorpusTrust.live();
        int compared = 0;
        for (Case c : CorpusTrust.cases()) {
            if (c.env().equals("none") || !c.format().startsWith("ASiC-E XAdES")) {
                continue;
            }
            for (CheckedSignature ours :
                    (c.env().equals("live") ? live : test).check(c.path()).signatures()) {
                for (JsonNode theirs : c.signatures()) {
                    if (ours.verdict() == Verdict.VALID
                            && ours.id().endsWith("#" + theirs.path("id").asText())
                            && theirs.path("indication").asText().equals("TOTAL_PASSED")) {
                        compared++;
                        assertThat(ours.qualification().map(Enum::name))
                                .as(c + " " + ours.id())
                                .contains(theirs.path("qualification").asText());
                    }
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(20);
    }

    @Test
    void whenCounted_thenNineteenOfTwentyAgreeAndNoLevelIsRaised() {
        Map<String, Integer> table = new TreeMap<>();
        rows.forEach(row -> table.merge(row.expected() + " | " + row.ours(), 1, Integer::sum));
        table.forEach((row, count) -> System.out.println(row + " | " + count));

        assertThat(rows).hasSizeGreaterThan(250);
        assertThat(rows.stream().filter(Row::agrees).count() * 100.0 / rows.size())
                .isGreaterThanOrEqualTo(95);
        assertThat(rows.stream()
                        .filter(row -> Qualification.valueOf(row.ours()).qualified()
                                && !Qualification.valueOf(row.expected()).qualified()))
                .isEmpty();
    }
}
