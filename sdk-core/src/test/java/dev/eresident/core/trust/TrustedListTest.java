package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TestLists.Signer;
import dev.eresident.core.trust.TestPki.Issued;
import dev.eresident.core.trust.TrustService.QualificationElement;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Transform;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class TrustedListTest {
    private static final Issued CA = TestPki.ca("CA").selfSigned();
    private static final Issued OTHER = TestPki.ca("Other").selfSigned();
    private static final Issued OPERATOR = TestPki.leaf("Operator").selfSigned();
    private static final String FROM = "2020-01-01T00:00:00Z";
    private static final String SERVICE = TestLists.service("CA/QC", TestLists.GRANTED, FROM, CA);
    private static final String LIST = TestLists.list(SERVICE);

    private static TrustedList parse(String xml) {
        return TrustedList.parse(TestLists.utf8(xml), "test.xml");
    }

    private static void assertUnreadable(byte[] bytes, String text) {
        assertThatThrownBy(() -> TrustedList.parse(bytes, "test.xml"))
                .asInstanceOf(InstanceOfAssertFactories.type(ProtocolException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo("TRUST_LIST_UNREADABLE"))
                .satisfies(e -> assertThat(e).hasMessageContaining("test.xml").hasMessageContaining(text));
    }

    @Nested
    class SchemeInformation {
        @Test
        void whenRead_thenAllFieldsAreThere() {
            TrustedList list = parse(LIST);

            assertThat(list.territory()).isEqualTo("EE");
            assertThat(list.version()).isEqualTo(6);
            assertThat(list.sequence()).isEqualTo(7);
            assertThat(list.issued()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(list.nextUpdate()).contains(Instant.parse("2026-07-01T00:00:00Z"));
            assertThat(list.signerChecked()).isFalse();
            assertThat(list.expiredAt(Instant.parse("2026-07-01T00:00:00Z"))).isFalse();
            assertThat(list.expiredAt(Instant.parse("2026-07-01T00:00:01Z"))).isTrue();
        }

        @Test
        void whenVersionFive_thenRead() {
            assertThat(parse(LIST.replace(">6<", ">5<")).version()).isEqualTo(5);
        }

        @Test
        void whenVersionFour_thenUnreadable() {
            assertUnreadable(TestLists.utf8(LIST.replace(">6<", ">4<")), "version 4");
        }

        @Test
        void whenNextUpdateIsEmpty_thenNone() {
            assertThat(parse(LIST.replace("<dateTime>2026-07-01T00:00:00Z</dateTime>", ""))
                            .nextUpdate())
                    .isEmpty();
        }

        @Test
        void whenIssueTimeIsMissing_thenUnreadable() {
            assertUnreadable(
                    TestLists.utf8(LIST.replace("<ListIssueDateTime>2026-01-01T00:00:00Z</ListIssueDateTime>", "")),
                    "issue time");
        }

        @Test
        void whenTimesHaveOffsetOrNoZone_thenUtcIsMeant() {
            assertThat(parse(LIST.replace("2026-01-01T00:00:00Z", "2026-01-01T02:00:00+02:00"))
                            .issued())
                    .isEqualTo("2026-01-01T00:00:00Z");
            assertThat(parse(LIST.replace("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000"))
                            .issued())
                    .isEqualTo("2026-01-01T00:00:00Z");
        }
    }

    @Nested
    class Services {
        @Test
        void whenRead_thenEnglishNameTypeAndCertificate() {
            TrustService service = parse(LIST).services().get(0);

            assertThat(service.name()).isEqualTo("Service");
            assertThat(service.type()).isEqualTo(ServiceType.CA_QC);
            assertThat(service.territory()).isEqualTo("EE");
            assertThat(service.certificates()).containsExactly(CA.certificate());
        }

        @Test
        void whenHistoryHasOtherCertificates_thenTheyAreMerged() {
            TrustService service = parse(TestLists.list("<TSPService><ServiceInformation>"
                            + TestLists.body("CA/QC", TestLists.WITHDRAWN, "2024-01-01T00:00:00Z", CA)
                            + "</ServiceInformation><ServiceHistory><ServiceHistoryInstance>"
                            + TestLists.body("CA/QC", TestLists.GRANTED, FROM, OTHER)
                            + "</ServiceHistoryInstance></ServiceHistory></TSPService>"))
                    .services()
                    .get(0);

            assertThat(service.certificates()).containsExactly(CA.certificate(), OTHER.certificate());
            assertThat(service.activeAt(Instant.parse("2023-01-01T00:00:00Z"))).isTrue();
            assertThat(service.activeAt(Instant.parse("2024-01-01T00:00:00Z"))).isFalse();
            assertThat(service.activeAt(Instant.parse("2019-01-01T00:00:00Z"))).isFalse();
        }

        @Test
        void whenHistoryBeginsAfterAWithdrawal_thenTheWithdrawalStands() {
            TrustService service = parse(TestLists.list("<TSPService><ServiceInformation>"
                            + TestLists.body("CA/QC", TestLists.WITHDRAWN, "2024-01-01T00:00:00Z", CA)
                            + "</ServiceInformation><ServiceHistory><ServiceHistoryInstance>"
                            + TestLists.body("CA/QC", TestLists.GRANTED, "2025-01-01T00:00:00Z", CA)
                            + "</ServiceHistoryInstance></ServiceHistory></TSPService>"))
                    .services()
                    .get(0);

            assertThat(service.activeAt(Instant.parse("2026-01-01T00:00:00Z"))).isFalse();
        }

        @Test
        void whenExtensionsAreGiven_thenQualifiersAndInformationAreKept() {
            String extensions = """
                    <ServiceInformationExtensions><Extension Critical="true">
                    <q:Qualifications xmlns:q="http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#">
                    <q:QualificationElement><q:Qualifiers><q:Qualifier uri="urn:one"/><q:Qualifier uri="urn:two"/></q:Qualifiers>
                    <q:CriteriaList assert="all"/></q:QualificationElement></q:Qualifications></Extension>
                    <Extension Critical="true"><AdditionalServiceInformation><URI xml:lang="en">urn:signatures</URI></AdditionalServiceInformation></Extension>
                    </ServiceInformationExtensions></ServiceInformation>""";

            StatusPeriod period = parse(LIST.replace("</ServiceInformation>", extensions))
                    .services()
                    .get(0)
                    .history()
                    .get(0);

            assertThat(period.qualifications())
                    .containsExactly(new QualificationElement(
                            List.of("urn:one", "urn:two"),
                            new Criterion.CriteriaList(Criterion.Assertion.ALL, List.of())));
            assertThat(period.additionalInformation()).containsExactly("urn:signatures");
        }

        @Test
        void whenUnknownElementsStandAnywhere_thenIgnored() {
            String more = LIST.replace("<ServiceStatus>", "<New><ServiceStatus>x</ServiceStatus></New><ServiceStatus>")
                    .replace("<TSPServices>", "<Future a='b'>text<!-- comment --></Future><TSPServices>")
                    .replace(
                            "<SchemeTerritory>",
                            "<x:SchemeTerritory xmlns:x='urn:x'>XX</x:SchemeTerritory><SchemeTerritory>");

            assertThat(parse(more).services()).isEqualTo(parse(LIST).services());
            assertThat(parse(more).territory()).isEqualTo("EE");
        }

        @Test
        void whenTypeIsUnknown_thenOther() {
            assertThat(parse(LIST.replace("Svctype/CA/QC", "Svctype/Wallet"))
                            .services()
                            .get(0)
                            .type())
                    .isEqualTo(ServiceType.OTHER);
        }

        @Test
        void whenOneCertificateCannotBeDecoded_thenCountedAndLeftOut() {
            TrustedList list = parse(LIST.replaceFirst("<X509Certificate>[^<]{40}", "<X509Certificate>AAAA"));

            assertThat(list.services()).isEmpty();
            assertThat(list.unreadableCertificates()).isEqualTo(1);
        }

        @ParameterizedTest
        @MethodSource("dev.eresident.core.trust.TrustedListTest#unreadableServices")
        void whenMeaningOfAServiceIsUnreadable_thenListIsRefused(String xml) {
            assertUnreadable(TestLists.utf8(xml), "");
        }
    }

    static Stream<String> unreadableServices() {
        return Stream.of(
                LIST.replace(FROM, "yesterday"),
                LIST.replace("<StatusStartingTime>" + FROM + "</StatusStartingTime>", ""),
                LIST.replaceAll("<ServiceStatus>[^<]*</ServiceStatus>", ""),
                LIST.replaceAll("<ServiceTypeIdentifier>[^<]*</ServiceTypeIdentifier>", ""),
                LIST.replace("Svcstatus/granted", "Svcstatus/gran<!-- -->ted"),
                LIST.replaceAll("<X509Certificate>(.)", "<X509Certificate>$1<?pi?>"),
                LIST.replace("</ServiceInformation>", "</ServiceInformation><ServiceInformation/>"));
    }

    @Nested
    class Hostile {
        @Test
        void whenGzipped_thenSame() {
            assertThat(TrustedList.parse(TestLists.gzip(TestLists.utf8(LIST)), "test.xml"))
                    .isEqualTo(parse(LIST));
        }

        @Test
        void whenGzipExpandsTooMuch_thenUnreadable() {
            byte[] bomb = TestLists.gzip(new byte[40 * 1024 * 1024]);

            assertUnreadable(bomb, "expands to more than");
        }

        @Test
        void whenGzipIsCut_thenUnreadable() {
            byte[] whole = TestLists.gzip(TestLists.utf8(LIST));

            assertUnreadable(Arrays.copyOf(whole, whole.length - 20), "gzip");
        }

        @Test
        void whenDocumentTypeIsDeclared_thenUnreadable() {
            assertUnreadable(
                    TestLists.utf8(
                            LIST.replace(
                                    "<TrustServiceStatusList",
                                    "<!DOCTYPE TrustServiceStatusList [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><TrustServiceStatusList")),
                    "");
        }

        @Test
        void whenNestedTooDeep_thenUnreadable() {
            assertUnreadable(
                    TestLists.utf8(
                            LIST.replace("<TSPServices>", "<a>".repeat(100) + "</a>".repeat(100) + "<TSPServices>")),
                    "nests deeper than 64");
        }

        @Test
        void whenCutAnywhere_thenUnreadable() {
            byte[] whole = TestLists.utf8(LIST);
            for (int length = 0; length < whole.length; length += 97) {
                assertUnreadable(Arrays.copyOf(whole, length), "");
            }
        }

        @Test
        void whenAnotherRoot_thenUnreadable() {
            assertUnreadable("<a/>".getBytes(StandardCharsets.UTF_8), "root element");
        }

        @Test
        void whenSomethingFollowsTheRoot_thenUnreadable() {
            assertUnreadable(TestLists.utf8(LIST + "<a/>"), "");
        }
    }

    @Nested
    class SignatureOfTheList {
        private final List<Certificate> signers = List.of(OTHER.certificate(), OPERATOR.certificate());

        private void assertInvalid(byte[] list, String text) {
            assertThatThrownBy(() -> TrustedList.verify(list, "test.xml", signers))
                    .asInstanceOf(InstanceOfAssertFactories.type(TrustException.class))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("TRUST_LIST_SIGNATURE_INVALID"))
                    .satisfies(e -> assertThat(e).hasMessageContaining(text).hasMessageContaining("test.xml"));
        }

        @Test
        void whenSignedByOneOfTheSigners_thenServicesAreThoseOfTheList() {
            TrustedList list = TrustedList.verify(new Signer(OPERATOR).sign(LIST), "test.xml", signers);

            assertThat(list.signerChecked()).isTrue();
            assertThat(list.services()).isEqualTo(parse(LIST).services());
        }

        @Test
        void whenRootIsNamedByItsId_thenVerified() {
            assertThat(TrustedList.verify(new Signer(OPERATOR).rootUri("#list").sign(LIST), "test.xml", signers)
                            .signerChecked())
                    .isTrue();
        }

        @Test
        void whenOnlyTheEnvelopedTransform_thenVerified() {
            assertThat(TrustedList.verify(
                                    new Signer(OPERATOR)
                                            .rootTransforms(Transform.ENVELOPED)
                                            .sign(LIST),
                                    "test.xml",
                                    signers)
                            .signerChecked())
                    .isTrue();
        }

        @Test
        void whenThePropertiesAreReferredToFirst_thenStillTheListIsRead() {
            TrustedList list =
                    TrustedList.verify(new Signer(OPERATOR).propertiesFirst().sign(LIST), "test.xml", signers);

            assertThat(list.services()).isEqualTo(parse(LIST).services());
        }

        @Test
        void whenSignedBySomebodyElse_thenInvalid() {
            assertInvalid(new Signer(CA).sign(LIST), "somebody else");
        }

        @Test
        void whenSignedBySomebodyElseInTheNameOfASigner_thenInvalid() {
            assertInvalid(new Signer(CA).naming(OPERATOR).sign(LIST), "changed after signing");
        }

        @Test
        void whenNotSigned_thenInvalid() {
            assertInvalid(TestLists.utf8(LIST), "no signature");
        }

        @Test
        void whenOneCharacterOfACertificateIsChanged_thenInvalid() {
            String signed = new String(new Signer(OPERATOR).sign(LIST), StandardCharsets.UTF_8);
            int at = signed.indexOf("<X509Certificate>") + 100;
            char other = signed.charAt(at) == 'A' ? 'B' : 'A';

            assertInvalid(
                    TestLists.utf8(signed.substring(0, at) + other + signed.substring(at + 1)),
                    "changed after signing");
        }

        @Test
        void whenSignedTwice_thenInvalid() {
            byte[] once = new Signer(OPERATOR).sign(LIST);
            byte[] twice =
                    new Signer(OPERATOR).sign(new String(once, StandardCharsets.UTF_8).replace("properties", "first"));

            assertInvalid(twice, "more than one signature");
        }

        @Test
        void whenSignedPropertiesAreNotSigned_thenInvalid() {
            assertInvalid(new Signer(OPERATOR).withoutProperties().sign(LIST), "two references");
        }

        @Test
        void whenThirdReference_thenInvalid() {
            assertInvalid(new Signer(OPERATOR).extraReference().sign(LIST), "two references");
        }

        @Test
        void whenPropertiesReferenceHasAnotherType_thenInvalid() {
            assertInvalid(new Signer(OPERATOR).propertiesType("urn:x").sign(LIST), "whole document");
        }

        @Test
        void whenDigestIsWeak_thenInvalid() {
            assertInvalid(
                    new Signer(OPERATOR)
                            .digest("http://www.w3.org/2001/04/xmldsig-more#sha224")
                            .sign(LIST),
                    "digest");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
                    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"
                })
        void whenACanonicalisationKeepsComments_thenInvalid(String withComments) {
            assertInvalid(
                    new Signer(OPERATOR).canonicalization(withComments).sign(LIST), "algorithm that is not accepted");
            assertInvalid(
                    new Signer(OPERATOR)
                            .rootTransforms(Transform.ENVELOPED, withComments)
                            .sign(LIST),
                    "whole document");
            assertInvalid(
                    new Signer(OPERATOR).propertiesTransforms(withComments).sign(LIST), "whole document");
        }

        @Test
        void whenTheSignatureAlgorithmIsWeak_thenInvalid() {
            assertInvalid(
                    new Signer(OPERATOR)
                            .algorithm("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224")
                            .sign(LIST),
                    "algorithm that is not accepted");
        }

        /** Transforms decide what is signed: only taking out the signature, and one canonical form after it. */
        @Test
        void whenTheTransformsAreOthers_thenInvalid() {
            String exclusive = CanonicalizationMethod.EXCLUSIVE;
            for (Signer other : List.of(
                    new Signer(OPERATOR).rootTransforms(),
                    new Signer(OPERATOR).rootTransforms(exclusive),
                    new Signer(OPERATOR).rootTransforms(exclusive, Transform.ENVELOPED),
                    new Signer(OPERATOR).rootTransforms(Transform.ENVELOPED, Transform.ENVELOPED),
                    new Signer(OPERATOR).rootTransforms(Transform.ENVELOPED, exclusive, exclusive),
                    new Signer(OPERATOR).propertiesTransforms(exclusive, exclusive),
                    new Signer(OPERATOR).propertiesTransforms(Transform.ENVELOPED))) {
                assertInvalid(other.sign(LIST), "whole document");
            }
            assertThat(TrustedList.verify(
                                    new Signer(OPERATOR).propertiesTransforms().sign(LIST), "test.xml", signers)
                            .signerChecked())
                    .isTrue();
        }

        @Test
        void whenNoReferenceIsOfTheList_thenInvalid() {
            assertInvalid(new Signer(OPERATOR).rootUri("#properties").sign(LIST), "whole document");
        }

        private byte[] afterSigning(Consumer<Element> changeOfProperties) {
            return new Signer(OPERATOR)
                    .afterwards(document ->
                            changeOfProperties.accept((Element) document.getElementsByTagName("xades:SignedProperties")
                                    .item(0)))
                    .sign(LIST);
        }

        @Test
        void whenThereAreSignedPropertiesTwice_thenInvalid() {
            byte[] twice = afterSigning(properties -> {
                Element second = (Element) properties.cloneNode(true);
                second.setAttribute("Id", "second");
                properties.getParentNode().appendChild(second);
            });

            assertInvalid(twice, "signed properties twice");
        }

        @Test
        void whenTheSignedPropertiesHaveNoIdOrStandElsewhere_thenInvalid() {
            assertInvalid(afterSigning(properties -> properties.removeAttribute("Id")), "no signed properties");
            assertInvalid(
                    afterSigning(properties ->
                            properties.getOwnerDocument().getDocumentElement().appendChild(properties)),
                    "no signed properties");
        }

        @Test
        void whenTheListAndItsPropertiesShareAnId_thenInvalid() {
            byte[] shared = afterSigning(properties ->
                    properties.getOwnerDocument().getDocumentElement().setAttribute("Id", "properties"));

            assertInvalid(shared, "share an Id");
        }

        @Test
        void whenAnotherElementHasTheIdOfTheList_thenInvalid() {
            assertInvalid(
                    new Signer(OPERATOR)
                            .sign(LIST.replace("<SchemeInformation>", "<SchemeInformation xml:id=\"list\">")),
                    "share an Id");
        }

        @Test
        void whenAskedWhoSigned_thenTheCertificatesInTheSignature() {
            byte[] signed = new Signer(OPERATOR).sign(LIST);
            String broken = new String(signed, StandardCharsets.UTF_8)
                    .replaceFirst("<ds:X509Certificate>[^<]{40}", "<ds:X509Certificate>AAAA");

            assertThat(TrustedList.statedSigners(signed, "test.xml")).containsExactly(OPERATOR.certificate());
            assertThatThrownBy(() -> TrustedList.statedSigners(TestLists.utf8(broken), "test.xml"))
                    .isInstanceOfSatisfying(
                            TrustException.class, e -> assertThat(e.code()).isEqualTo("TRUST_LIST_SIGNATURE_INVALID"));
        }

        @Test
        void whenOnlyAPartIsSigned_thenInvalid() {
            String marked = LIST.replace("<SchemeInformation>", "<SchemeInformation Id=\"part\">");
            byte[] signed = new Signer(OPERATOR)
                    .rootUri("#list")
                    .afterwards(document -> {
                        Element root = document.getDocumentElement();
                        root.removeAttribute("Id");
                        ((Element) root.getElementsByTagName("SchemeInformation")
                                        .item(0))
                                .setAttribute("Id", "list");
                    })
                    .sign(marked);

            assertInvalid(signed, "");
        }

        @Test
        void whenSignedListIsWrappedInAnother_thenInvalid() {
            byte[] wrapped = new Signer(OPERATOR)
                    .rootUri("#list")
                    .afterwards(TrustedListTest::wrap)
                    .sign(LIST);

            assertInvalid(wrapped, "");
        }

        @Test
        void whenSignatureIsNotAChildOfTheRoot_thenInvalid() {
            byte[] moved = new Signer(OPERATOR)
                    .afterwards(document -> {
                        Node signature = document.getDocumentElement().getLastChild();
                        document.getElementsByTagName("SchemeInformation")
                                .item(0)
                                .appendChild(signature);
                    })
                    .sign(LIST);

            assertInvalid(moved, "no signature");
        }

        @Test
        void whenAnotherElementHasTheIdOfTheProperties_thenInvalid() {
            byte[] twin = new Signer(OPERATOR)
                    .sign(LIST.replace("<SchemeInformation>", "<SchemeInformation ID=\"properties\">"));

            assertInvalid(twin, "share an Id");
        }
    }

    /** Puts the signed root below a forged one that carries the signature. */
    private static void wrap(Document document) {
        Element signed = document.getDocumentElement();
        Element forged = document.createElementNS(signed.getNamespaceURI(), "TrustServiceStatusList");
        document.replaceChild(forged, signed);
        Node signature = signed.getLastChild();
        forged.appendChild(signed);
        forged.appendChild(signature);
    }
}
