package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.core.signature.CorpusTrust.Case;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verdicts of the state's own tools about DDOC, file by file and signature by signature. */
class DdocConformanceTest {
    private static List<Case> cases = List.of();
    private static final Map<String, CheckReport> REPORTS = new HashMap<>();

    @BeforeAll
    static void checkEverything() throws IOException {
        cases = CorpusTrust.cases().stream()
                .filter(c -> c.format().startsWith("DDOC"))
                .toList();
        SignatureChecker test = CorpusTrust.ddoc("test");
        SignatureChecker live = CorpusTrust.ddoc("live");
        for (Case c : cases) {
            REPORTS.put(c.file(), (c.env().equals("live") ? live : test).check(c.path()));
        }
    }

    private static CheckReport report(Case c) {
        CheckReport report = REPORTS.get(c.file());
        assertThat(report).isNotNull();
        return report;
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
            System.out.println(c + " " + c.verdict() + " " + report.toJson(c.file()));
            if (!expected(c.verdict()).contains(report.verdict())) {
                disagreements.add(c + ": expected " + c.verdict() + ", got " + report.verdict());
            }
        }
        assertThat(disagreements).isEmpty();
    }
}
