package dev.eresident.core.signature.qualification;

import static dev.eresident.core.signature.qualification.Certificates.ALWAYS;
import static dev.eresident.core.signature.qualification.Certificates.GRANTED;
import static dev.eresident.core.signature.qualification.Certificates.ISSUED;
import static dev.eresident.core.signature.qualification.Certificates.ISSUED_BEFORE_EIDAS;
import static dev.eresident.core.signature.qualification.Certificates.NEVER;
import static dev.eresident.core.signature.qualification.Certificates.NOW;
import static dev.eresident.core.signature.qualification.Certificates.PERHAPS;
import static dev.eresident.core.signature.qualification.Certificates.element;
import static dev.eresident.core.signature.qualification.Certificates.granted;
import static dev.eresident.core.signature.qualification.Certificates.near;
import static dev.eresident.core.signature.qualification.Certificates.nearAndAbove;
import static dev.eresident.core.signature.qualification.Certificates.period;
import static dev.eresident.core.signature.qualification.Certificates.service;
import static dev.eresident.core.signature.qualification.Certificates.signer;
import static dev.eresident.core.signature.qualification.Certificates.stating;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.qualification.CertificateQualification.Standing;
import dev.eresident.core.trust.Criterion;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustService;
import dev.eresident.sandbox.pki.QcStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateQualificationTest {
    private static final Certificate PLAIN = signer();
    private static final Certificate QUALIFIED =
            signer(QcStatement.QC_COMPLIANCE, QcStatement.QC_SSCD, QcStatement.QC_TYPE_ESIGN);
    private static final Certificate WITHOUT_DEVICE = signer(QcStatement.QC_COMPLIANCE, QcStatement.QC_TYPE_ESIGN);
    private static final Certificate SEAL =
            signer(QcStatement.QC_COMPLIANCE, QcStatement.QC_SSCD, QcStatement.QC_TYPE_ESEAL);

    private static CertificateQualification of(Certificate certificate, TrustService... services) {
        return CertificateQualification.at(certificate, near(services), NOW);
    }

    private static CertificateQualification vouched(boolean qualified, CertificateType type, boolean device) {
        return new CertificateQualification(Standing.VOUCHED, qualified, type, device);
    }

    private static final CertificateQualification QESIG = vouched(true, CertificateType.ESIG, true);

    @Nested
    class Selection {
        @Test
        void whenGranted_thenTheCertificateIsWhatItSays() {
            assertThat(of(QUALIFIED, granted())).isEqualTo(QESIG);
            assertThat(of(SEAL, granted())).isEqualTo(vouched(true, CertificateType.ESEAL, true));
            assertThat(of(WITHOUT_DEVICE, granted())).isEqualTo(vouched(true, CertificateType.ESIG, false));
            assertThat(of(PLAIN, granted())).isEqualTo(vouched(false, CertificateType.UNKNOWN, false));
        }

        @Test
        void whenNoListIsReached_thenNothingIsSaid() {
            TrustService pinned = TrustService.pinned(ServiceType.CA_QC, Certificates.authority());

            assertThat(CertificateQualification.at(QUALIFIED, List.of(), NOW).standing())
                    .isEqualTo(Standing.NOT_LISTED);
            assertThat(of(QUALIFIED, pinned).standing()).isEqualTo(Standing.NOT_LISTED);
            assertThat(of(QUALIFIED, pinned).qualified()).isFalse();
        }

        @Test
        void whenPinnedAndListed_thenTheListCounts() {
            TrustService pinned = TrustService.pinned(ServiceType.CA_QC, Certificates.authority());

            assertThat(of(QUALIFIED, pinned, granted())).isEqualTo(QESIG);
            assertThat(of(QUALIFIED, pinned, service(period("2016-06-30T22:00:00Z", "withdrawn")))
                            .standing())
                    .isEqualTo(Standing.NOT_VOUCHED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"withdrawn", "recognisedatnationallevel", "undersupervision", "accredited", "new"})
        void whenNotGranted_thenNotQualified(String status) {
            CertificateQualification found = of(QUALIFIED, service(period("2016-06-30T22:00:00Z", status)));

            assertThat(found.standing()).isEqualTo(Standing.NOT_VOUCHED);
            assertThat(found.qualified()).isFalse();
            assertThat(found.type()).isEqualTo(CertificateType.ESIG);
        }

        @Test
        void whenStatusChanges_thenThatOfTheTimeCounts() {
            TrustService service =
                    service(period("2022-01-01T00:00:00Z", "withdrawn"), period("2016-06-30T22:00:00Z", GRANTED));

            assertThat(CertificateQualification.at(QUALIFIED, near(service), ISSUED))
                    .isEqualTo(QESIG);
            assertThat(CertificateQualification.at(QUALIFIED, near(service), NOW)
                            .standing())
                    .isEqualTo(Standing.NOT_VOUCHED);
            assertThat(CertificateQualification.at(QUALIFIED, near(service), Instant.EPOCH)
                            .standing())
                    .isEqualTo(Standing.NOT_VOUCHED);
        }

        @Test
        void whenServiceIsOfAnotherType_thenNotQualified() {
            TrustService service =
                    service(period(ServiceType.CA_PKC, "2016-06-30T22:00:00Z", GRANTED, List.of("ForeSignatures")));

            assertThat(of(QUALIFIED, service).standing()).isEqualTo(Standing.NOT_VOUCHED);
            assertThat(of(QUALIFIED, service, granted())).isEqualTo(QESIG);
        }

        @Test
        void whenServiceIsNotForThisTypeOfCertificate_thenNotQualified() {
            TrustService signatures =
                    service(period(ServiceType.CA_QC, "2016-06-30T22:00:00Z", GRANTED, List.of("ForeSignatures")));
            TrustService seals =
                    service(period(ServiceType.CA_QC, "2016-06-30T22:00:00Z", GRANTED, List.of("ForeSeals")));

            assertThat(of(QUALIFIED, signatures)).isEqualTo(QESIG);
            assertThat(of(QUALIFIED, seals).standing()).isEqualTo(Standing.NOT_VOUCHED);
            assertThat(of(SEAL, seals)).isEqualTo(vouched(true, CertificateType.ESEAL, true));
        }

        @Test
        void whenQualifierOverrulesTheType_thenServiceIsForIt() {
            TrustService seals = service(period(
                    ServiceType.CA_QC,
                    "2016-06-30T22:00:00Z",
                    GRANTED,
                    List.of("ForeSeals"),
                    element(ALWAYS, "QCForESeal")));

            assertThat(of(QUALIFIED, seals)).isEqualTo(vouched(true, CertificateType.ESEAL, true));
        }

        @Test
        void whenQualifierThatWouldOverruleIsOnlyPossible_thenServiceIsNotForIt() {
            TrustService seals = service(period(
                    ServiceType.CA_QC,
                    "2016-06-30T22:00:00Z",
                    GRANTED,
                    List.of("ForeSeals"),
                    element(PERHAPS, "QCForESeal")));

            assertThat(of(QUALIFIED, seals).standing()).isEqualTo(Standing.NOT_VOUCHED);
        }

        @Test
        void whenForLegalPersons_thenServiceIsNotForSignatures() {
            assertThat(of(QUALIFIED, granted(element(ALWAYS, "QCForLegalPerson")))
                            .standing())
                    .isEqualTo(Standing.NOT_VOUCHED);
            assertThat(of(QUALIFIED, granted(element(NEVER, "QCForLegalPerson"))))
                    .isEqualTo(QESIG);
        }

        @Test
        void whenServicesContradictEachOther_thenNothingIsSaid() {
            TrustService other = granted(element(ALWAYS, "QCNoQSCD"));

            assertThat(of(QUALIFIED, granted(), granted())).isEqualTo(QESIG);
            assertThat(of(QUALIFIED, granted(), other).standing()).isEqualTo(Standing.CONFLICT);
            assertThat(of(QUALIFIED, granted(), other).qualified()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenOneOfTwoServicesIsGranted_thenItVouches(boolean first) {
            TrustService withdrawn = service(period("2016-06-30T22:00:00Z", "withdrawn"));
            CertificateQualification found = first ? of(PLAIN, granted(), withdrawn) : of(PLAIN, withdrawn, granted());

            assertThat(found).isEqualTo(vouched(false, CertificateType.UNKNOWN, false));
        }

        @Test
        void whenIssuerIsListedThen_thenItsOwnIssuerSaysNothing() {
            TrustService withdrawn = service(period("2022-01-01T00:00:00Z", "withdrawn"));
            List<List<TrustService>> services = nearAndAbove(withdrawn, granted());

            assertThat(CertificateQualification.at(QUALIFIED, services, NOW).standing())
                    .isEqualTo(Standing.NOT_VOUCHED);
            assertThat(CertificateQualification.at(QUALIFIED, services, ISSUED)).isEqualTo(QESIG);
        }

        @Test
        void whenAPeriodOfBeforeTheRegulationHasItsStatus_thenNotQualified() {
            Certificate old = signer(ISSUED_BEFORE_EIDAS, List.of(), QcStatement.QC_COMPLIANCE);

            assertThat(of(old, service(period("2012-01-01T00:00:00Z", GRANTED))).standing())
                    .isEqualTo(Standing.NOT_VOUCHED);
            assertThat(of(old, service(period("2012-01-01T00:00:00Z", "accredited"))))
                    .isEqualTo(vouched(true, CertificateType.ESIG, false));
        }
    }

    @Nested
    class Qualified {
        @ParameterizedTest
        @CsvSource({
            "QCStatement, true",
            "NotQualified, false",
        })
        void whenTheListSaysSo_thenWhateverTheCertificateSays(String qualifier, boolean qualified) {
            assertThat(of(PLAIN, granted(element(ALWAYS, qualifier))).qualified())
                    .isEqualTo(qualified);
            assertThat(of(QUALIFIED, granted(element(ALWAYS, qualifier))).qualified())
                    .isEqualTo(qualified);
            assertThat(of(PLAIN, granted(element(NEVER, qualifier))).qualified())
                    .isFalse();
            assertThat(of(QUALIFIED, granted(element(NEVER, qualifier))).qualified())
                    .isTrue();
        }

        @Test
        void whenCriterionIsNotUnderstood_thenOnlyAgainstTheCertificate() {
            assertThat(of(PLAIN, granted(element(PERHAPS, "QCStatement"))).qualified())
                    .isFalse();
            assertThat(of(QUALIFIED, granted(element(PERHAPS, "NotQualified"))).qualified())
                    .isFalse();
        }

        @Test
        void whenTheListContradictsItself_thenNotQualified() {
            assertThat(of(QUALIFIED, granted(element(ALWAYS, "QCStatement", "NotQualified")))
                            .qualified())
                    .isFalse();
        }

        @Test
        void whenIssuedBeforeTheRegulation_thenPoliciesCountToo() {
            Certificate policy = signer(ISSUED_BEFORE_EIDAS, List.of("0.4.0.1456.1.2"));
            Certificate plus = signer(ISSUED_BEFORE_EIDAS, List.of("0.4.0.1456.1.1"));
            Certificate later = signer(ISSUED, List.of("0.4.0.1456.1.1"));

            assertThat(of(policy, granted())).isEqualTo(vouched(true, CertificateType.ESIG, false));
            assertThat(of(plus, granted())).isEqualTo(QESIG);
            assertThat(of(later, granted())).isEqualTo(vouched(false, CertificateType.UNKNOWN, false));
        }
    }

    @Nested
    class Type {
        @ParameterizedTest
        @CsvSource({"QCForESig, ESIG", "QCForESeal, ESEAL"})
        void whenTheListSaysSo_thenThatType(String qualifier, CertificateType type) {
            assertThat(of(QUALIFIED, granted(element(ALWAYS, qualifier))).type())
                    .isEqualTo(type);
            assertThat(of(SEAL, granted(element(ALWAYS, qualifier))).type()).isEqualTo(type);
        }

        @Test
        void whenSeveralTypesAreSaid_thenUnknown() {
            CertificateQualification both =
                    of(QUALIFIED, granted(element(ALWAYS, "QCForESig"), element(ALWAYS, "QCForESeal")));

            assertThat(both).isEqualTo(vouched(true, CertificateType.UNKNOWN, true));
        }

        @Test
        void whenAnotherTypeIsOnlyPossible_thenUnknown() {
            assertThat(of(QUALIFIED, granted(element(PERHAPS, "QCForESeal"))).type())
                    .isEqualTo(CertificateType.UNKNOWN);
            assertThat(of(QUALIFIED, granted(element(PERHAPS, "QCForESig")))).isEqualTo(QESIG);
        }

        @Test
        void whenTypeIsNotOneOfTheService_thenUnknown() {
            CertificateQualification web = of(QUALIFIED, granted(element(ALWAYS, "QCForWSA")));

            assertThat(web).isEqualTo(vouched(true, CertificateType.UNKNOWN, true));
        }

        @Test
        void whenTheCertificateNamesNoType_thenSignatures() {
            assertThat(of(signer(QcStatement.QC_COMPLIANCE), granted()).type()).isEqualTo(CertificateType.ESIG);
        }

        @Test
        void whenThePeriodIsOfBeforeTheRegulation_thenSignatures() {
            Certificate old = signer(ISSUED_BEFORE_EIDAS, List.of());
            TrustService service =
                    service(period("2012-01-01T00:00:00Z", "undersupervision", element(ALWAYS, "QCStatement")));

            assertThat(of(old, service)).isEqualTo(vouched(true, CertificateType.ESIG, false));
        }
    }

    @Nested
    class Usages {
        private static TrustService only(String information, String... qualifiers) {
            return service(period(
                    ServiceType.CA_QC,
                    "2016-06-30T22:00:00Z",
                    GRANTED,
                    List.of(information),
                    element(ALWAYS, qualifiers)));
        }

        @ParameterizedTest
        @CsvSource({
            "1, ForeSignatures, ESIG",
            "2, ForeSeals, ESEAL",
            "3, ForWebSiteAuthentication, WSA",
        })
        void whenCertificateAndServiceAreForTheSame_thenThat(int type, String information, CertificateType expected) {
            Certificate certificate = stating("0.4.0.1862.1.1", "0.4.0.1862.1.6." + type);

            assertThat(of(certificate, only(information))).isEqualTo(vouched(true, expected, false));
        }

        @ParameterizedTest
        @CsvSource({
            "1, ForeSeals, QCForESeal, ESEAL",
            "1, ForWebSiteAuthentication, QCForWSA, WSA",
            "2, ForeSignatures, QCForESig, ESIG",
            "2, ForWebSiteAuthentication, QCForWSA, WSA",
            "3, ForeSignatures, QCForESig, ESIG",
            "3, ForeSeals, QCForESeal, ESEAL",
        })
        void whenTheListOverrulesTheCertificate_thenOnlyForWhatTheServiceIsFor(
                int type, String information, String qualifier, CertificateType expected) {
            Certificate certificate = stating("0.4.0.1862.1.1", "0.4.0.1862.1.6." + type);

            assertThat(of(certificate, only(information, qualifier))).isEqualTo(vouched(true, expected, false));
            assertThat(of(certificate, only(information, qualifier, "QCForLegalPerson"))
                            .equals(vouched(true, expected, false)))
                    .isEqualTo(expected != CertificateType.ESIG);
            assertThat(of(certificate, only(information, "QCForESig", "QCForESeal"))
                            .qualified())
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({"1 2, UNKNOWN", "1 3, UNKNOWN", "2 3, UNKNOWN", "1 2 3, UNKNOWN", "9, ESIG"})
        void whenTheCertificateNamesSeveralTypesOrAnUnknownOne_thenAsTheTableSays(
                String types, CertificateType expected) {
            List<String> oids = new ArrayList<>(List.of("0.4.0.1862.1.1"));
            for (String type : types.split(" ", -1)) {
                oids.add("0.4.0.1862.1.6." + type);
            }

            assertThat(of(stating(oids.toArray(String[]::new)), granted()).type())
                    .isEqualTo(expected);
        }

        @Test
        void whenTheCertificateSaysItIsQualified_thenOneForSignaturesMayVouchForASeal() {
            TrustService signatures = only("ForeSignatures", "QCStatement");

            assertThat(of(stating("0.4.0.1862.1.1", "0.4.0.1862.1.6.2"), signatures)
                            .standing())
                    .isEqualTo(Standing.VOUCHED);
            assertThat(of(stating("0.4.0.1862.1.6.2"), signatures).standing()).isEqualTo(Standing.NOT_VOUCHED);
        }

        @Test
        void whenAnotherCountrysLawMakesItQualified_thenNotHere() {
            assertThat(of(stating("0.4.0.1862.1.1", "0.4.0.1862.1.7"), granted())
                            .qualified())
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "ForeSeals, QCStatement, UNKNOWN",
            "ForWebSiteAuthentication, QCStatement, UNKNOWN",
            "ForeSignatures, QCForESeal, UNKNOWN",
            "ForeSignatures, QCStatement, ESIG"
        })
        void whenAPeriodOfBeforeTheRegulationIsForSeals_thenTheTypeIsUnknown(
                String information, String qualifier, CertificateType expected) {
            Certificate old = signer(ISSUED_BEFORE_EIDAS, List.of(), QcStatement.QC_COMPLIANCE);
            TrustService service = service(period(
                    ServiceType.CA_QC,
                    "2012-01-01T00:00:00Z",
                    "accredited",
                    List.of(information),
                    element(ALWAYS, qualifier)));

            assertThat(of(old, service)).isEqualTo(vouched(true, expected, false));
        }

        @Test
        void whenTheListSaysNothingOfTheServicesPurpose_thenOldCertificatesAreWhatItsQualifiersSay() {
            Certificate old = signer(ISSUED_BEFORE_EIDAS, List.of(), QcStatement.QC_COMPLIANCE);
            TrustService service = service(period(
                    ServiceType.CA_QC, "2016-06-30T22:00:00Z", GRANTED, List.of(), element(ALWAYS, "QCForESeal")));

            assertThat(of(old, service)).isEqualTo(vouched(true, CertificateType.ESEAL, false));
        }
    }

    @Nested
    class Device {
        @ParameterizedTest
        @CsvSource({
            "QCWithQSCD, true, true",
            "QCQSCDManagedOnBehalf, true, true",
            "QCNoQSCD, false, false",
            "QCQSCDStatusAsInCert, false, true",
            "QCWithSSCD, false, false",
            "QCSSCDStatusAsInCert, false, true"
        })
        void whenTheListSaysSo_thenThatCounts(String qualifier, boolean withoutStatement, boolean withStatement) {
            assertThat(of(WITHOUT_DEVICE, granted(element(ALWAYS, qualifier))).device())
                    .isEqualTo(withoutStatement);
            assertThat(of(QUALIFIED, granted(element(ALWAYS, qualifier))).device())
                    .isEqualTo(withStatement);
        }

        @ParameterizedTest
        @CsvSource({"QCWithSSCD, true", "QCNoSSCD, false", "QCWithQSCD, false"})
        void whenThePeriodIsOfBeforeTheRegulation_thenItsQualifiersCount(String qualifier, boolean device) {
            Certificate old = signer(ISSUED_BEFORE_EIDAS, List.of(), QcStatement.QC_COMPLIANCE);
            TrustService service = service(period("2012-01-01T00:00:00Z", "accredited", element(ALWAYS, qualifier)));

            assertThat(of(old, service).device()).isEqualTo(device);
        }

        @Test
        void whenCriterionIsNotUnderstood_thenOnlyAgainstTheCertificate() {
            assertThat(of(WITHOUT_DEVICE, granted(element(PERHAPS, "QCWithQSCD")))
                            .device())
                    .isFalse();
            assertThat(of(QUALIFIED, granted(element(PERHAPS, "QCNoQSCD"))).device())
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({"QCWithQSCD, QCNoQSCD", "QCWithQSCD, QCQSCDStatusAsInCert", "QCQSCDStatusAsInCert, QCNoQSCD"})
        void whenTheListContradictsItself_thenNoDevice(String one, String other) {
            assertThat(of(QUALIFIED, granted(element(ALWAYS, one, other))))
                    .isEqualTo(vouched(true, CertificateType.ESIG, false));
        }

        @Test
        void whenNotQualified_thenNoDevice() {
            assertThat(of(QUALIFIED, granted(element(ALWAYS, "NotQualified", "QCWithQSCD")))
                            .device())
                    .isFalse();
        }
    }

    @Nested
    class Combination {
        private final CertificateQualification device = QESIG;
        private final CertificateQualification noDevice = vouched(true, CertificateType.ESIG, false);
        private final CertificateQualification seal = vouched(true, CertificateType.ESEAL, true);
        private final CertificateQualification refused =
                new CertificateQualification(Standing.NOT_VOUCHED, false, CertificateType.ESIG, false);
        private final CertificateQualification conflict =
                new CertificateQualification(Standing.CONFLICT, false, CertificateType.UNKNOWN, false);

        @Test
        void whenEqual_thenThat() {
            assertThat(device.usedAs(device)).isEqualTo(device);
        }

        @Test
        void whenDeviceDiffers_thenThatOfTheUseCounts() {
            assertThat(noDevice.usedAs(device)).isEqualTo(device);
            assertThat(device.usedAs(noDevice)).isEqualTo(noDevice);
        }

        @Test
        void whenTypeDiffers_thenUnknown() {
            assertThat(device.usedAs(seal)).isEqualTo(vouched(true, CertificateType.UNKNOWN, true));
        }

        @Test
        void whenQualifiedAtOneTimeOnly_thenNotQualified() {
            assertThat(device.usedAs(refused)).isEqualTo(refused);
            assertThat(refused.usedAs(device)).isEqualTo(refused);
        }

        @Test
        void whenContradictionAtOneTime_thenNothingIsSaid() {
            assertThat(device.usedAs(conflict)).isEqualTo(conflict);
            assertThat(conflict.usedAs(device)).isEqualTo(conflict);
        }
    }

    @Test
    void whenQualifierIsUnknown_thenItSaysNothing() {
        assertThat(of(QUALIFIED, granted(element(ALWAYS, "QCFuture")))).isEqualTo(QESIG);
        Criterion any = new Criterion.CriteriaList(Criterion.Assertion.AT_LEAST_ONE, List.of(PERHAPS, ALWAYS));
        assertThat(of(PLAIN, granted(element(any, "QCStatement"))).qualified()).isTrue();
    }
}
