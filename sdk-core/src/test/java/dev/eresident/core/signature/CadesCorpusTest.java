package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.core.signature.CorpusTrust.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the oracle says on the files of the corpus with CAdES signatures, alone and in containers. */
class CadesCorpusTest {
    /** Value and content are intact, but a file that the signed manifest lists is not there: the oracle calls the value good and refuses the signature, we count the file as a reference. */
    private static final Set<String> MANIFEST_WITHOUT_FILE = Set.of("16b203c8b022");

    private static final Map<Case, CheckReport> REPORTS = new LinkedHashMap<>();

    @BeforeAll
    static void check() throws IOException {
        SignatureChecker test = CorpusTrust.test();
        SignatureChecker live = CorpusTrust.live();
        for (Case c : CorpusTrust.cases()) {
            if (c.format().contains("CAdES")) {
                REPORTS.put(c, (c.env().equals("live") ? live : test).check(c.path()));
            }
        }
    }

    private static String prefix(Case c) {
        return c.file().substring(0, 12);
    }

    @Test
    void whenVerdictsAreCompared_thenTheyAgreeButForTheKnownFiles() {
        Set<String> differing = new TreeSet<>();
        REPORTS.forEach(
                (c, report) -> CorpusAgreement.disagreement(c, report).ifPresent(text -> differing.add(prefix(c))));
        assertThat(REPORTS).hasSize(79);
        assertThat(differing).isEqualTo(MANIFEST_WITHOUT_FILE);
    }

    @Test
    void whenTheOracleSaysThatValueAndReferencesVerify_thenWeSayTheSame() {
        int[] compared = new int[1];
        REPORTS.forEach((c, report) -> {
            int position = 0;
            for (JsonNode signature : c.entry()
                    .path("dss")
                    .path(c.env().equals("live") ? "eu" : "test")
                    .path("signatures")) {
                if (signature.path("counter").asBoolean()) {
                    continue;
                }
                Optional<CheckedSignature> ours = CorpusAgreement.ours(report, signature, position++);
                boolean comparable = ours.isPresent()
                        && ours.get().signer().isPresent()
                        && !MANIFEST_WITHOUT_FILE.contains(prefix(c))
                        && ours.get().findings().stream()
                                .noneMatch(f -> f.code() == FindingCode.SIG_ALGORITHM_UNSUPPORTED);
                if (comparable) {
                    assertThat(CorpusAgreement.intact(ours.get(), false))
                            .as(c.file())
                            .isEqualTo(signature.path("sigValid").asBoolean());
                    compared[0]++;
                }
            }
        });
        assertThat(compared[0]).isGreaterThanOrEqualTo(70);
    }

    @Test
    void whenWhatAnEmbeddedEvidenceRecordCoversIsChanged_thenItProvesNothing() throws IOException {
        Case c = REPORTS.keySet().stream()
                .filter(k -> prefix(k).equals("0889feef0a64"))
                .findFirst()
                .orElseThrow();
        byte[] changed = Files.readAllBytes(c.path());
        int answer = 4600;
        changed[answer] ^= 1;
        CheckReport report = CorpusTrust.live().check(c.file(), changed);
        assertThat(report.verdict()).isNotEqualTo(Verdict.VALID);
        assertThat(report.signatures().get(0).findings())
                .anyMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID
                        && f.text().contains("evidence record"));
        assertThat(report.signatures().get(0).provenAt()).isEmpty();
    }

    @Test
    void whenNobodyTrustsTheSigner_thenNeverValid() {
        REPORTS.forEach((c, report) -> {
            if (!CorpusAgreement.mayBeValid(c)) {
                assertThat(report.verdict()).as(c.file()).isNotEqualTo(Verdict.VALID);
            }
        });
    }
}
