package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.signature.CorpusTrust.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verdicts of the Estonian policy for qualified signatures over every PDF of the corpus. */
class PdfConformanceTest {
    private static final double AGREEMENT = 0.97;

    @Test
    void whenEveryPdfIsChecked_thenTheVerdictsAgreeAndNoneIsTooGood() throws IOException {
        SignatureChecker test = CorpusTrust.test();
        SignatureChecker live = CorpusTrust.live();
        List<String> others = new ArrayList<>();
        int all = 0;
        for (Case c : CorpusTrust.cases()) {
            if (c.format().startsWith("PDF")) {
                all++;
                CheckReport report = (c.env().equals("live") ? live : test).check(c.path());
                assertThat(report.format()).isEqualTo(DocumentFormat.PADES);
                assertThat(report.verdict() == Verdict.VALID && !CorpusAgreement.mayBeValid(c))
                        .as(c.file())
                        .isFalse();
                CorpusAgreement.disagreement(c, report).ifPresent(why -> others.add(c.file() + ": " + why));
            }
        }
        assertThat((all - others.size()) / (double) all).as(others.toString()).isGreaterThanOrEqualTo(AGREEMENT);
    }
}
