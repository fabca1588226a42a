package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.core.signature.CorpusTrust.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verdicts of the oracle on the files of the corpus with CAdES signatures, alone and in containers. */
class CadesCorpusTest {
    @Test
    void whenCadesFilesAreCompared_thenTheyAgree() throws IOException {
        SignatureChecker test = CorpusTrust.test();
        SignatureChecker live = CorpusTrust.live();
        List<String> disagreements = new ArrayList<>();
        for (Case c : CorpusTrust.cases()) {
            if (!c.format().contains("CAdES")) {
                continue;
            }
            CheckReport report = (c.env().equals("live") ? live : test).check(c.path());
            List<String> theirs = CorpusAgreement.subIndications(c);
            List<String> ours = new ArrayList<>();
            int position = 0;
            for (JsonNode signature : CorpusAgreement.signatures(c)) {
                CorpusAgreement.ours(report, signature, position++)
                        .flatMap(CheckedSignature::code)
                        .ifPresent(code -> ours.add(code.name()));
            }
            System.out.println((CorpusAgreement.disagreement(c, report).isEmpty() ? "ok   " : "BAD  ")
                    + c.env() + " " + c.format() + " " + c.file() + " theirs " + c.verdict() + theirs + " ours "
                    + report.verdict() + ours + " "
                    + CorpusAgreement.disagreement(c, report).orElse("") + report.findings());
            if (!ours.equals(theirs) || CorpusAgreement.disagreement(c, report).isPresent()) {
                report.signatures().forEach(s -> {
                    System.out.println("        " + s.id() + " " + s.profile() + " " + s.provenAt());
                    s.findings()
                            .forEach(f ->
                                    System.out.println("          " + f.severity() + " " + f.code() + " " + f.text()));
                });
            }
            CorpusAgreement.disagreement(c, report).ifPresent(text -> disagreements.add(c.file() + " " + text));
        }
        assertThat(disagreements).isEmpty();
    }
}
