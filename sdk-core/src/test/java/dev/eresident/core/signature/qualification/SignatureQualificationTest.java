package dev.eresident.core.signature.qualification;

import static dev.eresident.core.signature.qualification.Certificates.ALWAYS;
import static dev.eresident.core.signature.qualification.Certificates.GRANTED;
import static dev.eresident.core.signature.qualification.Certificates.NOW;
import static dev.eresident.core.signature.qualification.Certificates.element;
import static dev.eresident.core.signature.qualification.Certificates.granted;
import static dev.eresident.core.signature.qualification.Certificates.near;
import static dev.eresident.core.signature.qualification.Certificates.period;
import static dev.eresident.core.signature.qualification.Certificates.service;
import static dev.eresident.core.signature.qualification.Certificates.signer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.Qualification;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustService;
import dev.eresident.sandbox.pki.QcStatement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureQualificationTest {
    private static SignatureQualification of(Certificate signer, Verdict verdict, TrustService... services) {
        return SignatureQualification.of(signer, near(services), NOW, verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "QC_COMPLIANCE QC_SSCD QC_TYPE_ESIGN, QESIG, NOT_ADES_QC_QSCD",
        "QC_COMPLIANCE QC_TYPE_ESIGN, ADESIG_QC, NOT_ADES_QC",
        "QC_TYPE_ESIGN, ADESIG, NOT_ADES",
        "QC_COMPLIANCE QC_SSCD QC_TYPE_ESEAL, QESEAL, NOT_ADES_QC_QSCD",
        "QC_COMPLIANCE QC_TYPE_ESEAL, ADESEAL_QC, NOT_ADES_QC",
        "QC_TYPE_ESEAL, ADESEAL, NOT_ADES",
        "QC_COMPLIANCE QC_SSCD QC_TYPE_ESIGN QC_TYPE_ESEAL, UNKNOWN_QC_QSCD, NOT_ADES_QC_QSCD",
        "QC_COMPLIANCE QC_TYPE_ESIGN QC_TYPE_ESEAL, UNKNOWN_QC, NOT_ADES_QC",
        "QC_PDS, UNKNOWN, NOT_ADES"
    })
    void whenVerdictAndCertificateMeet_thenLevel(String statements, Qualification passed, Qualification failed) {
        Certificate signer = signer(
                Arrays.stream(statements.split(" ")).map(QcStatement::valueOf).toArray(QcStatement[]::new));

        assertThat(of(signer, Verdict.VALID, granted()).level()).isEqualTo(passed);
        assertThat(of(signer, Verdict.INDETERMINATE, granted()).level())
                .isEqualTo(Qualification.valueOf("INDETERMINATE_" + passed));
        assertThat(of(signer, Verdict.INVALID, granted()).level()).isEqualTo(failed);
        assertThat(of(signer, Verdict.UNREADABLE, granted()).level()).isEqualTo(failed);
    }

    private static final Certificate QUALIFIED =
            signer(QcStatement.QC_COMPLIANCE, QcStatement.QC_SSCD, QcStatement.QC_TYPE_ESIGN);

    @Test
    void whenNoListIsReached_thenNotApplicableWhateverTheVerdict() {
        for (Verdict verdict : List.of(Verdict.VALID, Verdict.INDETERMINATE, Verdict.INVALID)) {
            SignatureQualification none = SignatureQualification.of(QUALIFIED, List.of(), NOW, verdict);
            assertThat(none.level()).isEqualTo(Qualification.NA);
            assertThat(none.refusedByLists()).isFalse();
        }
    }

    @Test
    void whenServicesContradictEachOther_thenNotApplicableAndRefused() {
        SignatureQualification conflict =
                of(QUALIFIED, Verdict.VALID, granted(), granted(element(ALWAYS, "NotQualified")));

        assertThat(conflict.level()).isEqualTo(Qualification.NA);
        assertThat(conflict.refusedByLists()).isTrue();
        assertThat(of(QUALIFIED, Verdict.INVALID, granted(), granted(element(ALWAYS, "NotQualified")))
                        .level())
                .isEqualTo(Qualification.NOT_ADES);
    }

    @Test
    void whenForWebSites_thenNoSignature() {
        TrustService web = service(period(
                ServiceType.CA_QC,
                "2016-06-30T22:00:00Z",
                GRANTED,
                List.of("ForWebSiteAuthentication"),
                element(ALWAYS, "QCForWSA")));

        for (Verdict verdict : List.of(Verdict.VALID, Verdict.INDETERMINATE, Verdict.INVALID)) {
            assertThat(of(QUALIFIED, verdict, web).level()).isEqualTo(Qualification.NOT_ADES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2019-12-31T23:59:59Z, 2026-11-22T12:00:01Z, QESIG, false",
        "2020-01-01T00:00:01Z, 2026-11-22T12:00:01Z, ADESIG, true",
        "2019-12-31T23:59:59Z, 2026-11-22T12:00:00Z, ADESIG, true"
    })
    void whenServiceIsGrantedFromAndUntil_thenBothIssuanceAndUseMustFallInBetween(
            String from, String until, Qualification level, boolean refused) {
        TrustService service = service(period(until, "withdrawn"), period(from, GRANTED));

        SignatureQualification found = of(QUALIFIED, Verdict.VALID, service);

        assertThat(found.level()).isEqualTo(level);
        assertThat(found.refusedByLists()).isEqualTo(refused);
    }

    @Nested
    class PolV4 {
        @ParameterizedTest
        @CsvSource({
            "QC_COMPLIANCE QC_SSCD QC_TYPE_ESIGN, true",
            "QC_COMPLIANCE QC_SSCD QC_TYPE_ESEAL, true",
            "QC_COMPLIANCE QC_TYPE_ESEAL, true",
            "QC_COMPLIANCE QC_TYPE_ESIGN, false",
            "QC_TYPE_ESEAL, false",
            "QC_COMPLIANCE QC_TYPE_ESIGN QC_TYPE_ESEAL, false"
        })
        void whenLevel_thenMetOrNot(String statements, boolean met) {
            Certificate signer = signer(Arrays.stream(statements.split(" "))
                    .map(QcStatement::valueOf)
                    .toArray(QcStatement[]::new));

            assertThat(of(signer, Verdict.VALID, granted()).meetsPolV4()).isEqualTo(met);
            assertThat(of(signer, Verdict.INDETERMINATE, granted()).meetsPolV4())
                    .isFalse();
        }

        @Test
        void whenCertificateForSignaturesBecameOneForSeals_thenMet() {
            TrustService service = service(
                    period("2022-01-01T00:00:00Z", GRANTED, element(ALWAYS, "QCForESeal", "QCNoQSCD")),
                    period("2016-06-30T22:00:00Z", GRANTED));

            SignatureQualification found = of(QUALIFIED, Verdict.VALID, service);

            assertThat(found.level()).isEqualTo(Qualification.UNKNOWN_QC);
            assertThat(found.meetsPolV4()).isTrue();
        }
    }
}
