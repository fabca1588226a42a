package dev.eresident.core.signature.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.validation.AlgorithmTable.Acceptance;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each border of the table, from both sides. */
class AlgorithmTableTest {
    @ParameterizedTest
    @CsvSource({
        "ETSI, SHA1, 2012-07-31T23:59:59Z, WEAK",
        "ETSI, SHA1, 2012-08-01T00:00:00Z, REFUSED",
        "ESTONIA, SHA1, 2012-08-01T00:00:00Z, WEAK",
        "ETSI, SHA224, 2025-12-31T23:59:59Z, ACCEPTED",
        "ETSI, SHA224, 2026-01-01T00:00:00Z, WEAK",
        "ESTONIA, SHA224, 2026-01-01T00:00:00Z, WEAK",
        "ETSI, SHA256, 2026-11-22T12:00:00Z, ACCEPTED"
    })
    void whenADigestIsUsed_thenTheDateDecides(
            AlgorithmTable table, DigestAlgorithm digest, Instant at, Acceptance expected) {
        assertThat(table.digest(digest, at)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 1023, 2010-01-01T00:00:00Z, REFUSED",
        "RSA, 1024, 2010-01-01T00:00:00Z, WEAK",
        "RSA, 1899, 2019-09-30T23:59:59Z, WEAK",
        "RSA, 1899, 2019-10-01T00:00:00Z, REFUSED",
        "RSA, 1900, 2019-10-01T00:00:00Z, ACCEPTED",
        "RSA, 2999, 2028-12-31T23:59:59Z, ACCEPTED",
        "RSA, 2999, 2029-01-01T00:00:00Z, WEAK",
        "RSA, 3000, 2029-01-01T00:00:00Z, ACCEPTED",
        "RSASSA-PSS, 1023, 2010-01-01T00:00:00Z, REFUSED",
        "RSASSA-PSS, 2048, 2020-01-01T00:00:00Z, ACCEPTED",
        "EC, 255, 2020-01-01T00:00:00Z, REFUSED",
        "EC, 256, 2020-01-01T00:00:00Z, ACCEPTED",
        "DSA, 4096, 2020-01-01T00:00:00Z, REFUSED",
        "EdDSA, 255, 2020-01-01T00:00:00Z, REFUSED"
    })
    void whenAKeyIsUsed_thenSizeAndDateDecide(String algorithm, int bits, Instant at, Acceptance expected) {
        assertThat(AlgorithmTable.ETSI.key(algorithm, bits, at)).isEqualTo(expected);
        assertThat(AlgorithmTable.ESTONIA.key(algorithm, bits, at)).isEqualTo(expected);
    }
}
