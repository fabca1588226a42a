package dev.eresident.auth.webeid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebEidBuilderTest {
    private static WebEidWorld world;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void whenNoOrigin_thenMissing() {
        assertCode(() -> WebEid.builder().origins(List.of()), "ORIGIN_MISSING");
        assertCode(() -> WebEid.builder().origin(""), "ORIGIN_MISSING");
    }

    @Test
    void whenTooManyOrigins_thenInvalid() {
        List<String> many = IntStream.range(0, 17)
                .mapToObj(i -> "https://bank" + i + ".example")
                .toList();

        assertCode(() -> WebEid.builder().origins(many), "ORIGIN_INVALID");
        assertThat(WebEid.builder().origins(many.subList(1, 17))).isNotNull();
    }

    @Test
    void whenNoAuthorityIsTrusted_thenRefused() {
        TrustPolicy responderOnly = TrustPolicy.test(TrustAnchors.builder()
                .add(
                        ServiceType.OCSP,
                        Certificate.of(world.sandbox
                                .pki()
                                .ocspResponder(world.sandbox.pki().esteid2018())
                                .certificate()))
                .build());

        assertCode(() -> WebEid.builder().origin("https://bank.example").trust(responderOnly), "NO_TRUSTED_CA");
    }

    @Test
    void whenADurationIsNotPositive_thenRefused() {
        assertCode(() -> world.settings().challengeLifetime(Duration.ZERO), "DURATION_NOT_POSITIVE");
        assertCode(() -> world.settings().challengeLifetime(Duration.ofSeconds(-1)), "DURATION_NOT_POSITIVE");
        assertCode(() -> world.settings().personLifetime(Duration.ZERO), "DURATION_NOT_POSITIVE");
    }

    @Test
    void whenADurationIsTooLong_thenRefused() {
        assertCode(() -> world.settings().challengeLifetime(Duration.ofMinutes(61)), "DURATION_TOO_LONG");
        assertCode(() -> world.settings().personLifetime(Duration.ofHours(25)), "DURATION_TOO_LONG");
    }

    @Test
    void whenDurationsAreSet_thenUsed() {
        WebEid service = world.settings()
                .challengeLifetime(Duration.ofSeconds(30))
                .personLifetime(Duration.ofSeconds(40))
                .build();

        assertThat(service.start(dev.eresident.auth.session.Purpose.LOGIN, "s").expiresAt())
                .isEqualTo(world.clock.instant().plusSeconds(30));
        assertThat(world.login(service, world.sandbox.eResident()).orElseThrow().validUntil())
                .isEqualTo(world.clock.instant().plusSeconds(40));
    }

    private static void assertCode(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOf(ConfigurationException.class)
                .extracting(e -> ((ConfigurationException) e).code())
                .isEqualTo(code);
    }
}
