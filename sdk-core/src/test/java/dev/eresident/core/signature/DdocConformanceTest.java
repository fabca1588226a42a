package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.core.signature.CorpusTrust.Case;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verdicts of the state's own tools about DDOC, file by file and signature by signature. */
class DdocConformanceTest {
    /** A Signature element on its own, which the oracle's author filed here; see the table of differences. */
    private static final String NO_DDOC = "3bc190d9de65";

    private static List<Case> cases = List.of();
    private static final Map<String, CheckReport> REPORTS = new HashMap<>();

    @BeforeAll
    static void checkEverything() throws IOException {
        cases = CorpusTrust.cases().stream()
                .filter(c -> c.format().startsWith("DDOC") && !c.file().startsWith(NO_DDOC))
                .toList();
        SignatureChecker test = CorpusTrust.ddoc("test");
        SignatureChecker live = CorpusTrust.ddoc("live");
        for (Case c : cases) {
            REPORTS.put(c.file(), (c.env().equals("live") ? live : test).check(c.path()));
        }
    }

    private static CheckReport report(Case c) {
        return Optional.ofNullable(REPORTS.get(c.file())).orElseThrow();
    }

    private static Set<Verdict> expected(String oracle) {
        return switch (oracle) {
            case "VALID" -> Set.of(Verdict.VALID);
            case "INDETERMINATE" -> Set.of(Verdict.INDETERMINATE);
            case "FAILED" -> Set.of(Verdict.INVALID);
            case "REJECTED" -> Set.of(Verdict.INVALID, Verdict.UNREADABLE);
            case "UNSIGNED" -> Set.of(Verdict.UNSIGNED);
            default -> Set.of();
        };
    }

    @Test
    void whenCorpusIsThere_thenVerdictsAreTheOracles() {
        List<String> disagreements = new ArrayList<>();
        for (Case c : cases) {
            CheckReport report = report(c);
            if (!expected(c.verdict()).contains(report.verdict())) {
                disagreements.add(c + ": expected " + c.verdict() + ", got " + report.verdict());
            }
        }
        assertThat(cases).hasSize(24);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void whenOracleNamesSignatures_thenEachHasItsVerdictAndTimes() {
        List<String> disagreements = new ArrayList<>();
        int compared = 0;
        for (Case c : cases) {
            for (JsonNode oracle : c.signatures()) {
                CheckedSignature ours = report(c).signatures().stream()
                        .filter(s -> s.id().equals("#" + oracle.path("id").asText()))
                        .findFirst()
                        .orElseThrow();
                String expected = oracle.path("indication").asText();
                String got = switch (ours.verdict()) {
                    case VALID -> "TOTAL_PASSED";
                    case INVALID -> "TOTAL_FAILED";
                    default -> "INDETERMINATE";
                };
                if (!expected.equals(got)) {
                    disagreements.add(c + ours.id() + ": " + expected + ", got " + got);
                }
                if (expected.equals("TOTAL_PASSED")) {
                    assertThat(ours.claimedAt())
                            .as(c.file())
                            .contains(Instant.parse(oracle.path("claimedTime").asText()));
                    assertThat(ours.provenAt())
                            .as(c.file())
                            .contains(Instant.parse(oracle.path("ocspTime").asText()));
                    assertThat(ours.profile()).isEqualTo(Profile.TM);
                }
                compared++;
            }
        }
        assertThat(compared).isEqualTo(21);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void whenASignatureIsValid_thenItsReportSaysWhatIsOldAboutIt() {
        for (Case c : cases) {
            CheckReport report = report(c);
            if (!report.signatures().isEmpty()) {
                assertThat(report.findings()).as(c.file()).anyMatch(f -> f.code() == FindingCode.WEAK_DIGEST);
            }
            boolean old = c.format().startsWith("DDOC 1.0") || c.format().startsWith("DDOC 1.2");
            assertThat(report.findings().stream().anyMatch(f -> f.code() == FindingCode.OLD_FORMAT_VERSION))
                    .as(c.file())
                    .isEqualTo(old);
            if (c.verdict().equals("VALID")) {
                assertThat(report.files())
                        .as(c.file())
                        .isNotEmpty()
                        .allSatisfy(f -> assertThat(f.coveredBy()).hasSameSizeAs(report.signatures()));
            }
        }
    }

    /** The list names the authorities and responders back to 2002, with when they were active. */
    @Test
    void whenOnlyTheStatesListIsGiven_thenProductionSignaturesKeepTheirVerdict() {
        SignatureChecker listOnly = SignatureChecker.with(
                TrustPolicy.production(TrustAnchors.load(Corpus.file("signatures/trust/live/EE.xml"))),
                Clock.fixed(CorpusTrust.AT, ZoneOffset.UTC));
        int valid = 0;
        for (Case c : cases) {
            String live =
                    c.entry().path("digidoc4j").path("live").path("verdict").asText();
            Verdict ours = listOnly.check(c.path()).verdict();
            assertThat(ours == Verdict.VALID).as(c.file()).isEqualTo(live.equals("VALID"));
            valid += ours == Verdict.VALID ? 1 : 0;
        }
        assertThat(valid).isEqualTo(8);
    }

    @Test
    void whenRulesAreNotTheEstonianOnes_thenNothingIsValid() {
        SignatureChecker checker = CorpusTrust.ddoc("test");
        for (Case c : cases) {
            assertThat(checker.withPolicy(ValidationPolicy.ETSI).check(c.path()).verdict())
                    .as(c.file())
                    .isNotEqualTo(Verdict.VALID);
            assertThat(checker.withPolicy(ValidationPolicy.QES).check(c.path()).verdict())
                    .as(c.file())
                    .isNotEqualTo(Verdict.VALID);
        }
    }
}
