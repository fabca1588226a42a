package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.trust.Criterion.Assertion;
import dev.eresident.core.trust.Criterion.CriteriaList;
import dev.eresident.core.trust.Criterion.Match;
import dev.eresident.core.trust.Criterion.NotUnderstood;
import dev.eresident.core.trust.TestPki.Issued;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.QcStatement;
import dev.eresident.sandbox.pki.SandboxPki;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriterionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SandboxPki PKI =
            new SandboxPki(7, Clock.fixed(NOW, ZoneOffset.UTC), URI.create("http://127.0.0.1:1"));
    private static final Certificate SIGNER = Certificate.of(
            PKI.issue(new CertificateSpec(new X500Principal("CN=Test, O=, C=EE"), NOW, NOW.plusSeconds(86_400))
                            .issuer(PKI.esteid2018())
                            .keyUsage(KeyUse.NON_REPUDIATION)
                            .purposes(false, SandboxPki.EMAIL_PROTECTION)
                            .policies("1.2.3", "1.2.4")
                            .qcStatements(QcStatement.QC_COMPLIANCE, QcStatement.QC_TYPE_ESEAL))
                    .certificate());
    private static final Issued CA = TestPki.ca("CA").selfSigned();

    private static Set<Oid> oids(String... dotted) {
        return Set.copyOf(Arrays.stream(dotted).map(Oid::of).toList());
    }

    /** Criteria by letter: y fulfilled, n not, u not understood. */
    private static List<Criterion> criteria(String letters) {
        return letters.chars()
                .mapToObj(letter -> switch (letter) {
                    case 'y' -> new Criterion.PolicySet(oids("1.2.3"));
                    case 'n' -> new Criterion.PolicySet(oids("9.9"));
                    default -> new NotUnderstood("x");
                })
                .map(Criterion.class::cast)
                .toList();
    }

    @Nested
    class Lists {
        @ParameterizedTest
        @CsvSource({
            "ALL, y, YES",
            "ALL, yy, YES",
            "ALL, yn, NO",
            "ALL, un, NO",
            "ALL, uy, UNKNOWN",
            "ALL, '', UNKNOWN",
            "AT_LEAST_ONE, yn, YES",
            "AT_LEAST_ONE, uy, YES",
            "AT_LEAST_ONE, nn, NO",
            "AT_LEAST_ONE, un, UNKNOWN",
            "AT_LEAST_ONE, '', NO",
            "NONE, nn, YES",
            "NONE, yn, NO",
            "NONE, yu, NO",
            "NONE, nu, UNKNOWN",
            "NONE, '', UNKNOWN",
        })
        void whenCriteriaAreCombined_thenWhatIsNotUnderstoodNeverFulfils(
                Assertion assertion, String letters, Match expected) {
            assertThat(new CriteriaList(assertion, criteria(letters)).matches(SIGNER))
                    .isEqualTo(expected);
        }

        @Test
        void whenNested_thenInnerAnswerCounts() {
            Criterion inner = new CriteriaList(Assertion.NONE, criteria("n"));

            assertThat(new CriteriaList(Assertion.ALL, List.of(inner)).matches(SIGNER))
                    .isEqualTo(Match.YES);
            assertThat(new CriteriaList(Assertion.NONE, List.of(inner)).matches(SIGNER))
                    .isEqualTo(Match.NO);
        }
    }

    @Nested
    class Kinds {
        @Test
        void whenKeyUsage_thenEveryBitMustBeAsSaid() {
            assertThat(usage(Map.of(KeyUsage.NON_REPUDIATION, true))).isEqualTo(Match.YES);
            assertThat(usage(Map.of(KeyUsage.NON_REPUDIATION, true, KeyUsage.DIGITAL_SIGNATURE, false)))
                    .isEqualTo(Match.YES);
            assertThat(usage(Map.of(KeyUsage.NON_REPUDIATION, false))).isEqualTo(Match.NO);
            assertThat(usage(Map.of(KeyUsage.NON_REPUDIATION, true, KeyUsage.DIGITAL_SIGNATURE, true)))
                    .isEqualTo(Match.NO);
        }

        private Match usage(Map<KeyUsage, Boolean> bits) {
            return new Criterion.KeyUsageBits(bits).matches(SIGNER);
        }

        @Test
        void whenPolicies_thenAllMustBeThere() {
            assertThat(new Criterion.PolicySet(oids("1.2.3", "1.2.4")).matches(SIGNER))
                    .isEqualTo(Match.YES);
            assertThat(new Criterion.PolicySet(oids("1.2.3", "1.2.5")).matches(SIGNER))
                    .isEqualTo(Match.NO);
            assertThat(new Criterion.PolicySet(oids("1.2")).matches(SIGNER)).isEqualTo(Match.NO);
        }

        @Test
        void whenPurposes_thenAllMustBeThere() {
            assertThat(new Criterion.ExtendedKeyUsage(oids(SandboxPki.EMAIL_PROTECTION)).matches(SIGNER))
                    .isEqualTo(Match.YES);
            assertThat(new Criterion.ExtendedKeyUsage(oids(SandboxPki.EMAIL_PROTECTION, SandboxPki.CLIENT_AUTH))
                            .matches(SIGNER))
                    .isEqualTo(Match.NO);
            assertThat(new Criterion.ExtendedKeyUsage(oids(SandboxPki.CLIENT_AUTH)).matches(CA.certificate()))
                    .isEqualTo(Match.NO);
        }

        @Test
        void whenSubjectAttributes_thenAllMustBeThereAndNotEmpty() {
            assertThat(new Criterion.SubjectAttributes(oids("2.5.4.3", "2.5.4.6")).matches(SIGNER))
                    .isEqualTo(Match.YES);
            assertThat(new Criterion.SubjectAttributes(oids("2.5.4.3", "2.5.4.97")).matches(SIGNER))
                    .isEqualTo(Match.NO);
            assertThat(new Criterion.SubjectAttributes(oids("2.5.4.10")).matches(SIGNER))
                    .isEqualTo(Match.NO);
        }

        @Test
        void whenStatements_thenAllAndTheirTypesMustBeThere() {
            Oid compliance = Oid.of("0.4.0.1862.1.1");
            Oid type = Oid.of("0.4.0.1862.1.6");

            assertThat(new Criterion.QcStatementSet(Set.of(compliance, type), oids("0.4.0.1862.1.6.2")).matches(SIGNER))
                    .isEqualTo(Match.YES);
            assertThat(new Criterion.QcStatementSet(Set.of(type), oids("0.4.0.1862.1.6.1")).matches(SIGNER))
                    .isEqualTo(Match.NO);
            assertThat(new Criterion.QcStatementSet(oids("0.4.0.1862.1.4"), Set.of()).matches(SIGNER))
                    .isEqualTo(Match.NO);
            assertThat(new Criterion.QcStatementSet(oids("0.4.0.1862.1.5"), Set.of()).matches(SIGNER))
                    .isEqualTo(Match.NO);
            assertThat(new Criterion.QcStatementSet(Set.of(type), Set.of()).matches(SIGNER))
                    .isEqualTo(Match.YES);
            assertThat(new Criterion.QcStatementSet(Set.of(type), Set.of()).matches(CA.certificate()))
                    .isEqualTo(Match.NO);
        }
    }

    @Nested
    class Reading {
        private static final String ECC = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";

        private static final String SERVICE = TestLists.service("CA/QC", TestLists.GRANTED, "2020-01-01T00:00:00Z", CA);

        private StatusPeriod period(String extension) {
            return list(extension).services().get(0).history().get(0);
        }

        private TrustedList list(String extension) {
            String extensions = "<ServiceInformationExtensions>" + extension
                    + "</ServiceInformationExtensions></ServiceInformation>";
            return TrustedList.parse(
                    TestLists.utf8(TestLists.list(SERVICE.replace("</ServiceInformation>", extensions))), "test.xml");
        }

        private static String element(String criteria) {
            return "<Extension Critical='true'><q:Qualifications xmlns:q='" + ECC
                    + "' xmlns:x='http://uri.etsi.org/01903/v1.3.2#' xmlns:t='http://uri.etsi.org/02231/v2/additionaltypes#'"
                    + " xmlns:m='http://ec.europa.eu/tools/lotl/mra/schema/v2#'><q:QualificationElement><q:Qualifiers>"
                    + "<q:Qualifier uri='urn:one'/></q:Qualifiers>" + criteria
                    + "</q:QualificationElement></q:Qualifications></Extension>";
        }

        private Criterion criterion(String inList) {
            return period(element("<q:CriteriaList assert='all'>" + inList + "</q:CriteriaList>"))
                    .qualifications()
                    .get(0)
                    .criterion();
        }

        private static CriteriaList all(Criterion... criteria) {
            return new CriteriaList(Assertion.ALL, List.of(criteria));
        }

        private static String id(String oid) {
            return "<x:Identifier Qualifier='OIDAsURN'>" + oid + "</x:Identifier>";
        }

        @Test
        void whenEveryKindIsGiven_thenAllAreRead() {
            Criterion read = criterion("<q:KeyUsage><q:KeyUsageBit name='nonRepudiation'>true</q:KeyUsageBit>"
                    + "<q:KeyUsageBit name='crlSign'>0</q:KeyUsageBit></q:KeyUsage>"
                    + "<q:PolicySet><q:PolicyIdentifier>" + id("urn:oid:1.2.3") + "</q:PolicyIdentifier>"
                    + "<q:PolicyIdentifier>" + id(" 1.2.4 ") + "</q:PolicyIdentifier></q:PolicySet>"
                    + "<q:CriteriaList assert='none'><q:PolicySet><q:PolicyIdentifier>" + id("1.5")
                    + "</q:PolicyIdentifier></q:PolicySet></q:CriteriaList><q:Description>words</q:Description>"
                    + "<q:otherCriteriaList><t:ExtendedKeyUsage><t:KeyPurposeId>" + id("1.6")
                    + "</t:KeyPurposeId></t:ExtendedKeyUsage><t:CertSubjectDNAttribute><t:AttributeOID>"
                    + id("2.5.4.97")
                    + "</t:AttributeOID></t:CertSubjectDNAttribute><m:QcStatementSet><m:QcStatement><m:QcStatementId>"
                    + id("0.4.0.1862.1.6") + "</m:QcStatementId><m:QcStatementInfo><m:QcType>" + id("0.4.0.1862.1.6.1")
                    + "</m:QcType></m:QcStatementInfo></m:QcStatement></m:QcStatementSet></q:otherCriteriaList>");

            assertThat(read)
                    .isEqualTo(all(
                            new Criterion.KeyUsageBits(
                                    Map.of(KeyUsage.NON_REPUDIATION, true, KeyUsage.CRL_SIGN, false)),
                            new Criterion.PolicySet(oids("1.2.3", "1.2.4")),
                            new CriteriaList(Assertion.NONE, List.of(new Criterion.PolicySet(oids("1.5")))),
                            new Criterion.ExtendedKeyUsage(oids("1.6")),
                            new Criterion.SubjectAttributes(oids("2.5.4.97")),
                            new Criterion.QcStatementSet(oids("0.4.0.1862.1.6"), oids("0.4.0.1862.1.6.1"))));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<q:Future/>",
                    "<t:PolicySet/>",
                    "<q:KeyUsage/>",
                    "<q:KeyUsage><q:KeyUsageBit name='newBit'>true</q:KeyUsageBit></q:KeyUsage>",
                    "<q:KeyUsage><q:KeyUsageBit name='crlSign'>yes</q:KeyUsageBit></q:KeyUsage>",
                    "<q:KeyUsage><q:KeyUsageBit name='crlSign'>true</q:KeyUsageBit><q:KeyUsageBit name='crlSign'>false</q:KeyUsageBit></q:KeyUsage>",
                    "<q:PolicySet/>",
                    "<q:PolicySet><q:PolicyIdentifier/></q:PolicySet>",
                    "<q:PolicySet><q:PolicyIdentifier><x:Identifier>oid:1.2.3</x:Identifier></q:PolicyIdentifier></q:PolicySet>",
                    "<q:PolicySet><q:PolicyIdentifier><x:Identifier>1.2.3</x:Identifier></q:PolicyIdentifier><q:Other/></q:PolicySet>",
                    "<q:PolicySet><q:PolicyIdentifier><x:Identifier>1.2.3</x:Identifier></q:PolicyIdentifier><q:PolicyIdentifier/></q:PolicySet>",
                    "<q:PolicySet><q:PolicyIdentifier/><q:PolicyIdentifier><x:Identifier>1.2.3</x:Identifier></q:PolicyIdentifier></q:PolicySet>",
                    "<q:PolicySet><q:Other/><q:PolicyIdentifier><x:Identifier>1.2.3</x:Identifier></q:PolicyIdentifier></q:PolicySet>",
                    "<q:otherCriteriaList/>",
                    "<q:otherCriteriaList><q:KeyUsage/></q:otherCriteriaList>",
                    "<q:otherCriteriaList><m:QcStatementSet/></q:otherCriteriaList>",
                    "<q:otherCriteriaList><m:QcStatementSet><m:QcStatement><m:QcStatementId><x:Identifier>0.4.0.1862.1.7</x:Identifier></m:QcStatementId><m:QcStatementInfo><m:QcCClegislation>XX</m:QcCClegislation></m:QcStatementInfo></m:QcStatement></m:QcStatementSet></q:otherCriteriaList>",
                    "<q:otherCriteriaList><m:QcStatementSet><m:QcStatement><m:QcStatementId/><m:QcStatementId><x:Identifier>0.4.0.1862.1.6</x:Identifier></m:QcStatementId></m:QcStatement></m:QcStatementSet></q:otherCriteriaList>",
                    "<q:otherCriteriaList><m:QcStatementSet><m:QcStatement/><m:QcStatement><m:QcStatementId><x:Identifier>0.4.0.1862.1.6</x:Identifier></m:QcStatementId></m:QcStatement></m:QcStatementSet></q:otherCriteriaList>",
                    "<q:otherCriteriaList><m:QcStatementSet><m:QcStatement><m:QcStatementId><x:Identifier>0.4.0.1862.1.6</x:Identifier></m:QcStatementId><m:QcStatementId><x:Identifier>0.4.0.1862.1.6</x:Identifier></m:QcStatementId></m:QcStatement></m:QcStatementSet></q:otherCriteriaList>",
                    "<q:otherCriteriaList><m:QcStatementSet><m:Other/><m:QcStatement><m:QcStatementId><x:Identifier>0.4.0.1862.1.6</x:Identifier></m:QcStatementId></m:QcStatement></m:QcStatementSet></q:otherCriteriaList>",
                    "<q:CriteriaList/>",
                    "<q:CriteriaList assert='most'/>"
                })
        void whenSomethingIsNotUnderstood_thenTheAnswerIsUnknown(String inList) {
            assertThat(criterion(inList).matches(SIGNER)).isEqualTo(Match.UNKNOWN);
            String fulfilled =
                    "<q:PolicySet><q:PolicyIdentifier>" + id("1.2.4") + "</q:PolicyIdentifier></q:PolicySet>";
            assertThat(criterion(fulfilled).matches(SIGNER)).isEqualTo(Match.YES);
            assertThat(criterion(fulfilled + inList).matches(SIGNER)).isEqualTo(Match.UNKNOWN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<q:CriteriaList assert='all'/><q:CriteriaList assert='all'/>"})
        void whenThereIsNotExactlyOneList_thenTheAnswerIsUnknown(String criteria) {
            Criterion read = period(element(criteria)).qualifications().get(0).criterion();

            assertThat(read.matches(SIGNER)).isEqualTo(Match.UNKNOWN);
        }

        @Test
        void whenNestedTooDeepOrTooMany_thenListIsRefused() {
            String open = "<q:CriteriaList assert='all'>";
            String close = "</q:CriteriaList>";
            int deepest = QualificationsReader.MAX_DEPTH - 1;
            String policy = "<q:PolicySet/>";

            assertThat(criterion(open.repeat(deepest) + close.repeat(deepest)).matches(SIGNER))
                    .isEqualTo(Match.UNKNOWN);
            assertRefused(open.repeat(deepest + 1) + close.repeat(deepest + 1));
            assertThat(criterion(policy.repeat(QualificationsReader.MAX_CRITERIA))
                            .matches(SIGNER))
                    .isEqualTo(Match.UNKNOWN);
            assertRefused(policy.repeat(QualificationsReader.MAX_CRITERIA + 1));
        }

        @Test
        void whenQualifiersOrElementsAreTooMany_thenListIsRefused() {
            String qualifier = "<q:Qualifier uri='urn:one'/>";
            String qualifiers = "<q:Qualifiers>" + qualifier.repeat(QualificationsReader.MAX_QUALIFIERS);
            String one = "<q:QualificationElement><q:Qualifiers/></q:QualificationElement>";
            String elements =
                    element("").replace("<q:QualificationElement>", one.repeat(2) + "<q:QualificationElement>");

            assertThat(period(elements).qualifications()).hasSize(3);
            assertThatThrownBy(() -> period(element(qualifiers + "</q:Qualifiers>")))
                    .hasMessageContaining("qualifiers in an element");
            assertThatThrownBy(() -> period(element("")
                            .replace(
                                    "<q:QualificationElement>",
                                    one.repeat(QualificationsReader.MAX_ELEMENTS) + "<q:QualificationElement>")))
                    .hasMessageContaining("qualification elements");
        }

        private void assertRefused(String inList) {
            assertThatThrownBy(() -> criterion(inList))
                    .isInstanceOfSatisfying(
                            ProtocolException.class, e -> assertThat(e.code()).isEqualTo("TRUST_LIST_UNREADABLE"))
                    .hasMessageContaining("more than");
        }

        @ParameterizedTest
        @CsvSource({
            "true, New, true",
            "1, New, true",
            "false, New, false",
            "true, AdditionalServiceInformation, false",
            "true, ExpiredCertsRevocationInfo, false"
        })
        void whenCriticalExtensionIsNotKnown_thenServiceIsNotActive(String critical, String name, boolean refused) {
            StatusPeriod period = period("<Extension Critical='" + critical + "'><" + name + "/></Extension>");

            assertThat(period.notUnderstood()).isEqualTo(refused);
            assertThat(period.activeAt(NOW)).isEqualTo(!refused);
            assertThat(period.qualified()).isEqualTo(!refused);
        }

        @Test
        void whenOneCriterionChanges_thenTheAnchorsHaveAnotherId() {
            String bit = "<q:KeyUsage><q:KeyUsageBit name='nonRepudiation'>true</q:KeyUsageBit></q:KeyUsage>";
            String policy = "<q:PolicySet><q:PolicyIdentifier>" + id("1.2.3") + "</q:PolicyIdentifier></q:PolicySet>";
            String list = "<q:CriteriaList assert='all'>" + bit + policy + "</q:CriteriaList>";
            Set<String> ids = Set.of(
                    anchorsId(list),
                    anchorsId(list.replace("'all'", "'none'")),
                    anchorsId(list.replace(">true<", ">false<")),
                    anchorsId(list.replace("nonRepudiation", "crlSign")),
                    anchorsId(list.replace("1.2.3", "1.2.4")),
                    anchorsId(list.replace("q:PolicySet", "q:Future")),
                    anchorsId(list.replace("q:PolicySet", "q:Other")));

            assertThat(ids).hasSize(7);
            assertThat(anchorsId(list)).isIn(ids);
        }

        private String anchorsId(String criteria) {
            return TrustAnchors.builder()
                    .addTrustedList(list(element(criteria)))
                    .build()
                    .id();
        }
    }
}
