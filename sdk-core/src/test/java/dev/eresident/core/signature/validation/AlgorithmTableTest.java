package dev.eresident.core.signature.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.validation.AlgorithmTable.Acceptance;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlgorithmTableTest {
    @Test
    void whenSha1WasUsed_thenAWarningAndByTheEuropeanRulesRefusedSince2012() {
        Instant end = Instant.parse("2012-08-01T00:00:00Z");
        assertThat(AlgorithmTable.ESTONIA.digest(DigestAlgorithm.SHA1, Instant.parse("2026-11-22T12:00:00Z")))
                .isEqualTo(Acceptance.WEAK);
        assertThat(AlgorithmTable.ETSI.digest(DigestAlgorithm.SHA1, end.minusNanos(1)))
                .isEqualTo(Acceptance.WEAK);
        assertThat(AlgorithmTable.ETSI.digest(DigestAlgorithm.SHA1, end)).isEqualTo(Acceptance.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 1023, 2003-01-01T00:00:00Z, REFUSED",
        "RSA, 1024, 2019-09-30T23:59:59Z, WEAK",
        "RSA, 1024, 2019-10-01T00:00:00Z, REFUSED",
        "RSA, 1899, 2026-01-01T00:00:00Z, REFUSED",
        "RSA, 1900, 2028-12-31T23:59:59Z, ACCEPTED",
        "RSA, 2048, 2029-01-01T00:00:00Z, WEAK",
        "RSASSA-PSS, 3000, 2029-01-01T00:00:00Z, ACCEPTED",
        "EC, 255, 2026-01-01T00:00:00Z, REFUSED",
        "EC, 256, 2026-01-01T00:00:00Z, ACCEPTED",
        "DSA, 3072, 2026-01-01T00:00:00Z, REFUSED"
    })
    void whenAKeyWasUsed_thenItsSizeAndTheTimeDecide(String algorithm, int bits, Instant at, Acceptance expected) {
        for (AlgorithmTable table : AlgorithmTable.values()) {
            assertThat(table.key(algorithm, bits, at)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(AlgorithmTable.class)
    void whenSha224WasUsed_thenAWarningSince2026(AlgorithmTable table) {
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(table.digest(DigestAlgorithm.SHA224, end.minusNanos(1))).isEqualTo(Acceptance.ACCEPTED);
        assertThat(table.digest(DigestAlgorithm.SHA224, end)).isEqualTo(Acceptance.WEAK);
        assertThat(table.digest(DigestAlgorithm.SHA256, end)).isEqualTo(Acceptance.ACCEPTED);
    }
}
