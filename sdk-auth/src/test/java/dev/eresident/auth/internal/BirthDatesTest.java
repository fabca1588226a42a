package dev.eresident.auth.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BirthDatesTest {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static Certificate plain() {
        return Certificate.of(sandbox.eResident().authenticationCertificate());
    }

    @ParameterizedTest
    @CsvSource({
        "PNOEE-40504040001, 1905-04-04",
        "PNOLT-40504040001, 1905-04-04",
        "PNOLT-61101019999, 2011-01-01",
        "PNOLV-050405-10009, 1905-04-05",
        "PNOLV-020100-29990, 2000-01-02"
    })
    void whenTheCodeHoldsADate_thenItIsTold(String identifier, LocalDate expected) {
        assertThat(BirthDates.of(plain(), SemanticsIdentifier.parse(identifier)))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PNOLV-329999-99709", "PNOBE-05040400032", "PASKZ-987654321012", "PNOLT-49913010001"})
    void whenTheCodeHoldsNone_thenNoneIsTold(String identifier) {
        assertThat(BirthDates.of(plain(), SemanticsIdentifier.parse(identifier)))
                .isEmpty();
    }

    @Test
    void whenTheCertificateHasTheAttribute_thenItComesFirst() {
        byte[] attribute =
                HexFormat.of().parseHex("301f301d06082b0601050507090131" + "11180f" + "31393939303130313132303030305a");
        IdCard card = sandbox.orderCard(CardProfile.CITIZEN_2018)
                .label("birth")
                .authenticationCertificate(spec -> spec.extension("2.5.29.9", false, attribute))
                .issue();

        assertThat(BirthDates.of(
                        Certificate.of(card.authenticationCertificate()),
                        SemanticsIdentifier.parse("PNOEE-40504040001")))
                .contains(LocalDate.of(1999, 1, 1));
    }

    /** The sandbox cannot issue such a certificate, since the JDK cannot read it: this is the one of a seed of the fuzz target. */
    @Test
    void whenTheJdkRefusesTheCertificate_thenTheCodeTells() throws IOException {
        try (InputStream seed = Objects.requireNonNull(
                getClass().getResourceAsStream("/dev/eresident/auth/mobileid/AnswerFuzzTestInputs/odd-extension"))) {
            String base64 = StrictJson.strict().parse(seed.readAllBytes()).requiredString("cert");
            Certificate certificate = Certificate.read(Base64.getDecoder().decode(base64));

            assertThatThrownBy(certificate::x509).isInstanceOf(ProtocolException.class);
            assertThat(BirthDates.of(certificate, SemanticsIdentifier.parse("PNOEE-60001019906")))
                    .contains(LocalDate.of(2000, 1, 1));
        }
    }
}
