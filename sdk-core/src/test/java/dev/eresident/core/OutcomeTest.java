package dev.eresident.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.timestamp.TimestampStatus;
import dev.eresident.core.trust.PathResult;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is common to all results: a kind, a match, and an exception for those who prefer one; never a yes by default. */
class OutcomeTest {
    private static void assertTrustException(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whenEResidencyIsMatched_thenTheFunctionOfItsKindAnswers() {
        Stream.of(new EResidency.Yes("card"), new EResidency.No("card"), new EResidency.Unknown("card"))
                .forEach(value -> {
                    EResidency.Kind matched = value.match(
                            yes -> EResidency.Kind.YES, no -> EResidency.Kind.NO, unknown -> EResidency.Kind.UNKNOWN);
                    assertThat(matched).isEqualTo(value.kind());
                });
    }

    @Test
    void whenThereIsNoPath_thenUntrustedAndAnException() {
        PathResult none = new PathResult.Untrusted(PathResult.PathProblem.NO_PATH, "none");

        assertThat(none.kind()).isEqualTo(PathResult.Kind.UNTRUSTED);
        boolean trusted = none.match(path -> true, problem -> false);
        assertThat(trusted).isFalse();
        assertTrustException(none::orElseThrow, "PATH_NO_PATH");
    }

    @Test
    void whenTheOcspAnswerIsUnacceptable_thenOtherwiseAndAnException() {
        OcspStatus status = new OcspStatus.Unacceptable(OcspStatus.Problem.SIGNATURE, "wrong");

        assertThat(status.kind()).isEqualTo(OcspStatus.Kind.UNACCEPTABLE);
        String matched = status.match(good -> "good", revoked -> "revoked", other -> "otherwise");
        assertThat(matched).isEqualTo("otherwise");
        assertTrustException(status::orElseThrow, "OCSP_UNACCEPTABLE");
    }

    @Test
    void whenTheTokenProvesNothing_thenOtherwiseAndAnException() {
        TimestampStatus status =
                new TimestampStatus.Unacceptable(TimestampStatus.Problem.SIGNATURE, "wrong", Optional.empty());

        assertThat(status.kind()).isEqualTo(TimestampStatus.Kind.UNACCEPTABLE);
        boolean proven = status.match(time -> true, other -> false);
        assertThat(proven).isFalse();
        assertTrustException(status::orElseThrow, "TIMESTAMP_UNACCEPTABLE");
    }
}
