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
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verdicts of the state's own tools, file by file, every format under its default policy. */
class SignatureConformanceTest {
    private static final double ALL = 0.99;
    private static final double PER_FORMAT = 0.95;
    private static final double SUB_INDICATIONS = 0.90;
    private static final int LARGE_FORMAT = 20;

    private static List<Case> cases = List.of();
    private static Map<String, CheckReport> reports = Map.of();
    private static Map<String, SignatureChecker> checkers = Map.of();

    @BeforeAll
    static void checkEverything() throws IOException {
        cases = CorpusTrust.cases();
        checkers = Map.of(
                "test", CorpusTrust.test(),
                "live", CorpusTrust.live(),
                "ddoc-test", CorpusTrust.ddoc("test"),
                "ddoc-live", CorpusTrust.ddoc("live"));
        reports = new HashMap<>();
        for (Case c : cases) {
            reports.put(c.file(), checker(c).check(c.path()));
        }
    }

    /** The trust that the oracle had for this file. */
    private static SignatureChecker checker(Case c) {
        String env = c.env().equals("live") ? "live" : "test";
        return Optional.ofNullable(checkers.get(c.format().startsWith("DDOC") ? "ddoc-" + env : env))
                .orElseThrow();
    }

    private static CheckReport report(Case c) {
        return Optional.ofNullable(reports.get(c.file())).orElseThrow();
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

    private static double agreement(List<Case> of) {
        long agreeing = of.stream()
                .filter(c -> CorpusAgreement.disagreement(c, report(c)).isEmpty())
                .count();
        return (double) agreeing / of.size();
    }

    @Test
    void whenCorpusIsThere_thenAllItsFilesAreChecked() {
        assertThat(cases).hasSize(523);
    }

    @Test
    void whenAllFilesAreCompared_thenNinetyNineOfAHundredAgree() {
        List<Case> trusted = cases.stream().filter(c -> !c.env().equals("none")).toList();
        System.out.printf("agreement: env test and live %.4f, all %.4f%n", agreement(trusted), agreement(cases));
        assertThat(agreement(trusted)).isGreaterThanOrEqualTo(ALL);
        assertThat(agreement(cases)).isGreaterThanOrEqualTo(ALL);
    }

    @Test
    void whenAFormatHasManyFiles_thenNinetyFiveOfAHundredAgree() {
        Map<String, List<Case>> byFormat = new TreeMap<>();
        cases.forEach(c ->
                byFormat.computeIfAbsent(c.format(), f -> new ArrayList<>()).add(c));
        byFormat.forEach((format, of) -> System.out.printf("%s: %.3f of %d%n", format, agreement(of), of.size()));
        assertThat(byFormat).allSatisfy((format, of) -> {
            if (of.size() >= LARGE_FORMAT) {
                assertThat(agreement(of)).as(format).isGreaterThanOrEqualTo(PER_FORMAT);
            }
        });
    }

    @Test
    void whenAFileDisagrees_thenItStandsInTheTableWithOurVerdict() throws IOException {
        Map<String, String> differences = differences();
        List<String> unexplained = new ArrayList<>();
        for (Case c : cases) {
            Optional<String> disagreement = CorpusAgreement.disagreement(c, report(c));
            String known = differences.get(c.file().substring(0, 12));
            boolean explained = known == null
                    ? disagreement.isEmpty()
                    : known.equals(report(c).verdict().name());
            if (!explained) {
                unexplained.add(c.file() + " (" + c.format() + ", " + c.env() + "): "
                        + disagreement.orElse("agrees now: take it out of the table"));
            }
        }
        assertThat(unexplained).isEmpty();
    }

    @Test
    void whenOracleDoesNotSayValid_thenWeNeverDo() {
        List<String> tooGood = new ArrayList<>();
        for (Case c : cases) {
            if (!CorpusAgreement.mayBeValid(c) && report(c).verdict() == Verdict.VALID) {
                tooGood.add(c + " is " + CorpusAgreement.oracle(c));
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
    void whenBothSidesRefuseAndTheOracleSaysWhy_thenOurReasonIsMostlyTheSame() {
        int same = 0;
        int compared = 0;
        Map<String, String> other = new TreeMap<>();
        for (Case c : cases) {
            boolean refused =
                    report(c).verdict() == Verdict.INDETERMINATE || report(c).verdict() == Verdict.INVALID;
            boolean oracleRefuses = CorpusAgreement.oracle(c).equals("INDETERMINATE")
                    || CorpusAgreement.oracle(c).equals("FAILED");
            if (c.env().equals("none") || !refused || !oracleRefuses) {
                continue;
            }
            List<String> theirs = CorpusAgreement.subIndications(c);
            if (theirs.isEmpty()) {
                continue;
            }
            List<String> ours = new ArrayList<>();
            int position = 0;
            for (JsonNode signature : CorpusAgreement.signatures(c)) {
                if (!signature
                        .path("subIndication")
                        .asText("")
                        .replace("null", "")
                        .isEmpty()) {
                    CorpusAgreement.ours(report(c), signature, position)
                            .flatMap(CheckedSignature::code)
                            .ifPresent(code -> ours.add(code.name()));
                }
                position++;
            }
            compared++;
            if (ours.equals(theirs)) {
                same++;
            } else {
                other.put(c.file().substring(0, 12), theirs + " / ours " + ours);
            }
        }
        System.out.println("sub-indications: " + same + " of " + compared + " files agree, the others: " + other);
        assertThat((double) same / compared).isGreaterThanOrEqualTo(SUB_INDICATIONS);
    }

    @Test
    void whenOneCheckerIsSharedByThreads_thenAllGetTheSameJson() throws Exception {
        List<Case> some = cases.stream().filter(c -> c.env().equals("test")).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> results = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                for (Case c : some) {
                    results.add(threads.submit(() -> checker(c).check(c.path()).toJson(c.file())));
                }
            }
            for (int i = 0; i < results.size(); i++) {
                Case c = some.get(i % some.size());
                assertThat(results.get(i).get()).isEqualTo(report(c).toJson(c.file()));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
