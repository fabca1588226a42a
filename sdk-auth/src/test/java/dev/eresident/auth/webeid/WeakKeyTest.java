package dev.eresident.auth.webeid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys whose private part can be computed; the certificates were made for this test, the key of {@code roca.pem} with the weak generator. */
class WeakKeyTest {
    @ParameterizedTest
    @CsvSource({"roca.pem, true", "rsa1024.pem, true", "rsa2048.pem, false"})
    void whenTheKeyIsWeak_thenRefused(String file, boolean weak) throws IOException {
        try (InputStream in = Objects.requireNonNull(WeakKeyTest.class.getResourceAsStream(file), file)) {
            Certificate certificate = Certificate.readAll(in.readAllBytes()).get(0);
            Token token = new Token("", "", "", "", Optional.empty(), Optional.empty());
            TrustedCandidate candidate = new TrustedCandidate(
                    new Step2Format.Known(token, CardLists.NONE), List.of(certificate, certificate));

            Step<TrustedCandidate> step = Step8Trust.checkKey(candidate);

            assertThat(step instanceof Step.Refused<TrustedCandidate> refused
                            && refused.why().code() == WebEidRefusal.CERTIFICATE_KEY_WEAK)
                    .isEqualTo(weak);
        }
    }
}
