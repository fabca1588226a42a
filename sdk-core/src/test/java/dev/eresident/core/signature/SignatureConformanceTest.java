package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.core.signature.CorpusTrust.Case;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verdicts of the state's own tools, file by file. */
class SignatureConformanceTest {
    /** The levels that are judged in full; the others must only never be VALID by mistake. */
    private static final Set<String> JUDGED = Set.of("B_BES", "B_EPES", "T", "LT");

    private static List<Case> cases = List.of();
    private static Map<String, CheckReport> reports = Map.of();
    private static Optional<SignatureChecker> testChecker = Optional.empty();

    @BeforeAll
    static void checkEverything() throws IOException {
        cases = CorpusTrust.cases();
        SignatureChecker test = CorpusTrust.test();
        SignatureChecker live = CorpusTrust.live();
        testChecker = Optional.of(test);
        reports = new HashMap<>();
        for (Case c : cases) {
            reports.put(c.file(), (c.env().equals("live") ? live : test).check(c.path()));
        }
    }

    private static CheckReport report(Case c) {
        return Optional.ofNullable(reports.get(c.file())).orElseThrow();
    }

    private static List<Case> judged() {
        List<Case> judged = new ArrayList<>();
        for (Case c : cases) {
            boolean fits = c.format().equals("ASiC-E XAdES") && !c.env().equals("none");
            for (JsonNode signature : c.signatures()) {
                fits &= JUDGED.contains(signature.path("profile").asText());
            }
            if (fits) {
                judged.add(c);
            }
        }
        return judged;
    }

    private static Set<Verdict> expected(String oracle) {
        return switch (oracle) {
            case "VALID" -> Set.of(Verdict.VALID);
            case "INDETERMINATE" -> Set.of(Verdict.INDETERMINATE);
            case "FAILED", "INVALID_BY_LOCAL_RULES" -> Set.of(Verdict.INVALID);
            case "REJECTED" -> Set.of(Verdict.INVALID, Verdict.UNREADABLE);
            default -> Set.of();
        };
    }

    /** File prefix to our deliberate verdict. */
    private static Map<String, String> differences() throws IOException {
        Map<String, String> differences = new HashMap<>();
        try (InputStream table =
                SignatureConformanceTest.class.getResourceAsStream("/conformance/signature-differences.csv")) {
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
    void whenCorpusIsThere_thenAllItsFilesAreChecked() {
        assertThat(cases).hasSize(523);
        assertThat(judged()).hasSize(61);
    }

    @Test
    void whenLevelIsTOrLt_thenVerdictIsTheOracles() throws IOException {
        Map<String, String> differences = differences();
        List<String> disagreements = new ArrayList<>();
        for (Case c : judged()) {
            CheckReport report = report(c);
            String known = differences.get(c.file().substring(0, 12));
            boolean agrees = known == null
                    ? expected(c.verdict()).contains(report.verdict())
                    : known.equals(report.verdict().name());
            if (!agrees) {
                disagreements.add(
                        c + ": expected " + c.verdict() + ", got " + report.verdict() + " " + report.toJson(c.file()));
            }
        }
        assertThat(disagreements).isEmpty();
    }

    @Test
    void whenOracleDoesNotSayValid_thenWeNeverDo() {
        List<String> tooGood = new ArrayList<>();
        for (Case c : cases) {
            boolean mayBeValid = c.verdict().equals("VALID") && !c.env().equals("none");
            if (!mayBeValid && report(c).verdict() == Verdict.VALID) {
                tooGood.add(c + " is " + c.verdict());
            }
        }
        assertThat(tooGood).isEmpty();
    }

    @Test
    void whenAnyFileIsChecked_thenThereIsAVerdictWithAReasonAndNoBug() {
        for (Case c : cases) {
            CheckReport report = report(c);
            List<Finding> all = new ArrayList<>(report.findings());
            report.signatures().forEach(s -> all.addAll(s.findings()));
            assertThat(all).as(c.file()).noneMatch(f -> f.code() == FindingCode.INTERNAL_ERROR);
            if (report.verdict() != Verdict.VALID && report.verdict() != Verdict.UNSIGNED) {
                assertThat(all).as(c.file()).anyMatch(f -> f.severity() == Finding.Severity.ERROR);
            }
            for (CheckedSignature s : report.signatures()) {
                assertThat(s.code().isEmpty()).as(c.file()).isEqualTo(s.verdict() == Verdict.VALID);
            }
        }
    }

    @Test
    void whenOracleNamesASubIndication_thenMostOfOursAreTheSame() {
        int same = 0;
        Map<String, String> other = new TreeMap<>();
        for (Case c : judged()) {
            for (JsonNode signature : c.signatures()) {
                String oracle = signature.path("subIndication").asText("");
                if (oracle.isEmpty() || oracle.equals("null")) {
                    continue;
                }
                String id = "#" + signature.path("id").asText();
                List<String> ours = report(c).signatures().stream()
                        .filter(s -> s.id().endsWith(id))
                        .map(s -> s.code().map(FindingCode::name).orElse("VALID"))
                        .toList();
                if (ours.contains(oracle)) {
                    same++;
                } else {
                    other.put(c.file().substring(0, 12), oracle + " / ours " + ours);
                }
            }
        }
        System.out.println("sub-indications: " + same + " agree, " + other.size() + " differ: " + other);
        assertThat(same).isGreaterThanOrEqualTo(33);
    }

    @Test
    void whenSummarised_thenEveryFormatAndVerdictIsCounted() {
        Map<String, Integer> table = new TreeMap<>();
        for (Case c : cases) {
            table.merge(c.format() + " | " + c.verdict() + " | " + report(c).verdict(), 1, Integer::sum);
        }
        table.forEach((row, count) -> System.out.println(row + " | " + count));
        assertThat(table.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(cases.size());
    }

    @Test
    void whenOneCheckerIsSharedByThreads_thenAllGetTheSameJson() throws Exception {
        SignatureChecker checker = testChecker.orElseThrow();
        List<Case> containers =
                judged().stream().filter(c -> c.env().equals("test")).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> results = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                for (Case c : containers) {
                    results.add(threads.submit(() -> checker.check(c.path()).toJson(c.file())));
                }
            }
            for (int i = 0; i < results.size(); i++) {
                Case c = containers.get(i % containers.size());
                assertThat(results.get(i).get()).isEqualTo(report(c).toJson(c.file()));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
