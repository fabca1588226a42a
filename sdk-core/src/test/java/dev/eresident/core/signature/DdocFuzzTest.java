package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.ddoc.DdocResult;
import dev.eresident.core.signature.ddoc.DdocValidation;
import dev.eresident.core.signature.validation.Rules;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;

/** Whatever the bytes are, judging a DDOC ends with a result: never VALID, since nobody here has the authority's key, and with a reason when it is bad. */
class DdocFuzzTest {
    private static final DdocValidation VALIDATION = new DdocValidation(
            TrustPolicy.test(TrustAnchors.builder()
                    .add(
                            ServiceType.CA_QC,
                            Certificate.of(DdocPki.shared().authority.certificate()))
                    .build()),
            Rules.of(ValidationPolicy.ESTONIA));

    @FuzzTest
    void whenAnyBytes_thenAResultWithAReason(byte[] bytes) throws IOException {
        DdocResult result = VALIDATION.validate(ByteSource.of(bytes), Instant.parse("2026-11-22T12:00:00Z"));

        assertThat(result.verdict()).isNotEqualTo(Verdict.VALID);
        if (result.verdict() != Verdict.UNSIGNED) {
            Stream<Finding> all = Stream.concat(
                    result.findings().stream(), result.signatures().stream().flatMap(s -> s.findings().stream()));
            assertThat(all).anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        }
    }
}
