package dev.eresident.core.signature.xades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One signature, taken apart; then each with one thing moved, doubled or left out. */
class FormatCheckingTest {
    private static final Bytes VALUE = Bytes.of(new byte[] {1, 2, 3});
    private static final String DIGEST = "<ds:DigestMethod Algorithm=\"urn:d\"/><ds:DigestValue>AQID</ds:DigestValue>";
    /** A sound one, with a place for unsigned properties. */
    static final String SIGNATURE = "<ds:Signature xmlns:ds=\"" + Names.DS + "\" Id=\"S0\"><ds:SignedInfo>"
            + "<ds:CanonicalizationMethod Algorithm=\"urn:c\"/><ds:SignatureMethod Algorithm=\"urn:s\"/>"
            + "<ds:Reference Id=\"r0\" URI=\"a.txt\">" + DIGEST + "</ds:Reference>"
            + "<ds:Reference Type=\"" + Names.SIGNED_PROPERTIES_TYPE + "\" URI=\"#P\"><ds:Transforms>"
            + "<ds:Transform Algorithm=\"urn:t\"/></ds:Transforms>" + DIGEST + "</ds:Reference></ds:SignedInfo>"
            + "<ds:SignatureValue>AQID</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>AQID"
            + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><x:QualifyingProperties xmlns:x=\""
            + Names.XADES + "\" xmlns:y=\"" + Names.XADES_141 + "\" Target=\"#S0\"><x:SignedProperties Id=\"P\">"
            + "<x:SignedSignatureProperties><x:SigningTime>2026-11-22T12:00:00Z</x:SigningTime>"
            + "<x:SigningCertificate><x:Cert><x:CertDigest>" + DIGEST + "</x:CertDigest><x:IssuerSerial>"
            + "<ds:X509IssuerName>CN=x</ds:X509IssuerName><ds:X509SerialNumber> 10 </ds:X509SerialNumber>"
            + "</x:IssuerSerial></x:Cert></x:SigningCertificate></x:SignedSignatureProperties>"
            + "<x:SignedDataObjectProperties><x:DataObjectFormat ObjectReference=\"#r0\"><x:MimeType> text/plain "
            + "</x:MimeType></x:DataObjectFormat></x:SignedDataObjectProperties></x:SignedProperties>"
            + "<x:UnsignedProperties><x:UnsignedSignatureProperties>@UNSIGNED@</x:UnsignedSignatureProperties>"
            + "</x:UnsignedProperties></x:QualifyingProperties></ds:Object></ds:Signature>";

    private static SignatureFile.Entry entry(String xml, Shape shape) {
        byte[] bytes = xml.replace("@UNSIGNED@", "").getBytes(StandardCharsets.UTF_8);
        return SignatureFile.Entry.of(new XmlReading(XmlLimits.DOCUMENT).read(bytes), shape);
    }

    private static ParsedSignature parsed(String xml, Shape shape) {
        return entry(xml, shape).parsed().orElseThrow();
    }

    private static String changed(String from, String to) {
        assertThat(SIGNATURE).contains(from);
        return SIGNATURE.replace(from, to);
    }

    private static void malformed(String xml, Shape shape) {
        SignatureFile.Entry entry = entry(xml, shape);
        assertThat(entry.parsed()).isEmpty();
        assertThat(entry.problem().orElseThrow().code()).isEqualTo("XML_STRUCTURE");
    }

    private static ParsedSignature withUnsigned(String unsigned, Shape shape) {
        return parsed(SIGNATURE.replace("@UNSIGNED@", unsigned), shape);
    }

    @Test
    void whenSound_thenEverythingIsWhereItBelongs() {
        ParsedSignature signature = parsed(SIGNATURE, Shape.CONTAINER);

        assertThat(signature.id()).isEqualTo("S0");
        assertThat(signature.signatureMethod()).isEqualTo("urn:s");
        assertThat(signature.signatureValue()).isEqualTo(VALUE);
        assertThat(signature.keyInfoCertificates()).containsExactly(VALUE);
        assertThat(signature.signedPropertiesId()).isEqualTo("P");
        assertThat(signature.signingTime()).contains("2026-11-22T12:00:00Z");
        assertThat(signature.signingCertificate())
                .containsExactly(
                        new CertificateReference("urn:d", VALUE, Optional.of(BigInteger.TEN), Optional.empty()));
        assertThat(signature.policy()).isEqualTo(new SignaturePolicy.None());
        assertThat(signature.mediaTypes()).containsExactly(Map.entry("r0", "text/plain"));
        assertThat(signature.objects()).isEmpty();
        assertThat(signature.unjudged()).isEmpty();
        assertThat(signature.references()).hasSize(2);
        DataReference file = signature.references().get(0);
        assertThat(file.uri()).isEqualTo("a.txt");
        assertThat(file.index()).isEqualTo(1);
        assertThat(file.hasUri()).isTrue();
        assertThat(file.id()).contains("r0");
        assertThat(file.isSameDocument()).isFalse();
        assertThat(file.claimsSignedProperties()).isFalse();
        assertThat(file.digestValue()).isEqualTo(VALUE);
        DataReference properties = signature.references().get(1);
        assertThat(properties.transforms()).hasSize(1);
        assertThat(properties.where()).isEqualTo("SignedInfo/Reference[2]");
        assertThat(properties.isSameDocument()).isTrue();
        assertThat(properties.claimsSignedProperties()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<ds:SignatureValue>AQID</ds:SignatureValue> | ''",
                "<ds:KeyInfo> | <ds:KeyInfo/><ds:KeyInfo>",
                "<ds:KeyInfo> | <ds:Other/><ds:KeyInfo>",
                "<ds:KeyInfo> | <x:Object xmlns:x=\"urn:x\"/><ds:KeyInfo>",
                "<ds:SignatureMethod Algorithm=\"urn:s\"/> | <ds:SignatureMethod/>",
                "<ds:SignatureMethod Algorithm=\"urn:s\"/> | <ds:SignatureMethod Algorithm=\"urn:s\"><ds:L>1</ds:L></ds:SignatureMethod>",
                "<ds:CanonicalizationMethod Algorithm=\"urn:c\"/> | ''",
                "<ds:CanonicalizationMethod Algorithm=\"urn:c\"/> | <ds:CanonicalizationMethod Algorithm=\"urn:c\"/><ds:X/>",
                "URI=\"a.txt\" | URI=\"#\"",
                "<ds:Transform Algorithm=\"urn:t\"/> | <ds:Transform Algorithm=\"urn:t\"/><ds:Y/>",
                "</ds:Transforms> | </ds:Transforms><ds:Y/>",
                "</x:UnsignedProperties> | </x:UnsignedProperties><x:Y/>",
                "<x:SignedProperties Id=\"P\"> | <x:SignedProperties/><x:SignedProperties Id=\"P\">",
                "<x:SigningTime> | <x:SigningTime/><x:SigningTime>",
                "<x:Cert> | <x:Y>",
                "<x:SigningCertificate> | <x:SigningCertificateV2/><x:SigningCertificate>",
                "</x:DataObjectFormat> | </x:DataObjectFormat><x:DataObjectFormat ObjectReference=\"#r0\"><x:MimeType>a/b</x:MimeType></x:DataObjectFormat>",
                "</ds:Object> | <y:QualifyingProperties xmlns:y=\"http://uri.etsi.org/01903/v1.3.2#\"/></ds:Object>",
                "<ds:SignatureValue>AQID | <ds:SignatureValue>A!",
            })
    void whenOneThingIsOutOfPlace_thenMalformed(String from, String to) {
        String changed = changed(from, to);
        if (from.equals("<x:Cert>")) {
            changed = changed.replace("</x:Cert>", "</x:Y>");
        }
        malformed(changed, Shape.CONTAINER);
        malformed(changed, Shape.DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Target=\"#S0\" | Target=\"#S1\"",
                "Target=\"#S0\" | ''",
                "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"S0\"> | <ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">",
                "<ds:X509Certificate>AQID | <ds:X509Certificate>A!",
                "URI=\"a.txt\" | URI=\"\""
            })
    void whenAContainersRulesAreBroken_thenOnlyADocumentMayDoSo(String from, String to) {
        malformed(changed(from, to), Shape.CONTAINER);
        assertThat(entry(changed(from, to), Shape.DOCUMENT).parsed()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://uri.etsi.org/01903/v1.1.1#", "http://uri.etsi.org/01903/v1.2.2#"})
    void whenThePropertiesAreOfAnOldVersion_thenOnlyADocumentMayHaveThem(String old) {
        String changed = SIGNATURE.replace(Names.XADES, old);

        malformed(changed, Shape.CONTAINER);
        assertThat(parsed(changed, Shape.DOCUMENT).signingTime()).isPresent();
    }

    @Test
    void whenThereAreNoProperties_thenADocumentHasASignatureOfAnotherKind() {
        String without = SIGNATURE.replaceFirst("<ds:Object>.*</ds:Object>", "");

        malformed(without, Shape.CONTAINER);
        assertThat(entry(without, Shape.DOCUMENT).problem().orElseThrow().code())
                .isEqualTo("XADES_NO_PROPERTIES");
    }

    @Test
    void whenThereAreVeryManyReferences_thenUpToTheLimit() {
        String one = "<ds:Reference URI=\"a\">" + DIGEST + "</ds:Reference>";

        assertThat(parsed(changed("</ds:SignedInfo>", one.repeat(19_998) + "</ds:SignedInfo>"), Shape.CONTAINER)
                        .references())
                .hasSize(20_000);
        malformed(changed("</ds:SignedInfo>", one.repeat(19_999) + "</ds:SignedInfo>"), Shape.CONTAINER);
        malformed(SIGNATURE.replaceAll("<ds:Reference.*</ds:Reference>", ""), Shape.CONTAINER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5"})
    void whenTheSerialNumberIsNone_thenItIsNotCompared(String text) {
        assertThat(parsed(changed("> 10 <", ">" + text + "<"), Shape.CONTAINER)
                        .signingCertificate()
                        .get(0)
                        .serialNumber())
                .isEmpty();
    }

    @Test
    void whenTheSerialNumberIsEndless_thenItIsNotCompared() {
        assertThat(parsed(changed("> 10 <", ">" + "9".repeat(100) + "<"), Shape.CONTAINER)
                        .signingCertificate()
                        .get(0)
                        .serialNumber())
                .isPresent();
        assertThat(parsed(changed("> 10 <", ">" + "9".repeat(101) + "<"), Shape.CONTAINER)
                        .signingCertificate()
                        .get(0)
                        .serialNumber())
                .isEmpty();
    }

    @Test
    void whenSignedDataIsStamped_thenThatIsNotJudged() {
        assertThat(parsed(
                                changed(
                                        "</x:DataObjectFormat>",
                                        "</x:DataObjectFormat><x:AllDataObjectsTimeStamp/><x:CommitmentTypeIndication/>"),
                                Shape.CONTAINER)
                        .unjudged())
                .containsExactly("AllDataObjectsTimeStamp");
    }

    @Nested
    class Policy {
        private SignaturePolicy policy(String xml) {
            return parsed(
                            changed(
                                    "</x:SignedSignatureProperties>",
                                    "<x:SignaturePolicyIdentifier>" + xml
                                            + "</x:SignaturePolicyIdentifier></x:SignedSignatureProperties>"),
                            Shape.CONTAINER)
                    .policy();
        }

        private String explicit(String identifier, String qualifiers) {
            return "<x:SignaturePolicyId><x:SigPolicyId>" + identifier + "</x:SigPolicyId>" + qualifiers
                    + "</x:SignaturePolicyId>";
        }

        private static final String BDOC =
                "<x:Identifier Qualifier=\"OIDAsURN\"> urn:oid:1.3.6.1.4.1.10015.1000.3.2.1 </x:Identifier>";
        private static final String URI = "<x:SigPolicyQualifiers><x:SigPolicyQualifier><x:SPURI>u</x:SPURI>"
                + "</x:SigPolicyQualifier></x:SigPolicyQualifiers>";

        private boolean isTimeMark(String xml) {
            return ((SignaturePolicy.Explicit) policy(xml)).isTimeMark21();
        }

        @Test
        void whenImplied_thenThat() {
            assertThat(policy("<x:SignaturePolicyImplied/>")).isEqualTo(new SignaturePolicy.Implied());
        }

        @Test
        void whenItIsThatOfTheTimeMark_thenOnlyFullyStated() {
            assertThat(isTimeMark(explicit(BDOC, URI))).isTrue();
            assertThat(isTimeMark(explicit(BDOC, ""))).isFalse();
            assertThat(isTimeMark(explicit(BDOC, URI.replace(">u<", "> <")))).isFalse();
            assertThat(isTimeMark(explicit(BDOC.replace(" Qualifier=\"OIDAsURN\"", ""), URI)))
                    .isFalse();
            assertThat(isTimeMark(explicit(BDOC.replace("3.2.1 ", "3.2.3 "), URI)))
                    .isFalse();
            assertThat(isTimeMark(explicit(BDOC, URI) + "<x:SignaturePolicyImplied/>"))
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({"2.10.10, true", "3.1.1, true", "3.2.1, true", "3.2.3, true", "3.2.2, false", "'', false"})
        void whenItIsOneOfBdoc_thenItIsKnown(String version, boolean known) {
            String prefix = "urn:oid:1.3.6.1.4.1.10015.1000.";

            assertThat(new SignaturePolicy.Explicit(prefix + version, "", false, false).isTimeMark())
                    .isEqualTo(known);
            assertThat(new SignaturePolicy.Explicit(version, "", false, false).isTimeMark())
                    .isFalse();
        }
    }

    @Nested
    class Unsigned {
        private static final String TOKEN = "<x:EncapsulatedTimeStamp>AQID</x:EncapsulatedTimeStamp>";
        private static final String STAMP = "<x:SignatureTimeStamp>" + TOKEN + "</x:SignatureTimeStamp>";
        private static final String CERTIFICATE = "<x:EncapsulatedX509Certificate>AQID</x:EncapsulatedX509Certificate>";
        private static final String STATUS = "<x:RevocationValues><x:OCSPValues><x:EncapsulatedOCSPValue>AQID"
                + "</x:EncapsulatedOCSPValue></x:OCSPValues><x:CRLValues><x:EncapsulatedCRLValue>AQID"
                + "</x:EncapsulatedCRLValue></x:CRLValues></x:RevocationValues>";
        private static final String CERTIFICATES = "<x:CertificateValues>" + CERTIFICATE + "</x:CertificateValues>";

        @Test
        void whenEachIsThereOnce_thenAllAreTaken() {
            ParsedSignature signature = withUnsigned(
                    STAMP + CERTIFICATES + STATUS + "<y:ArchiveTimeStamp>" + TOKEN + "</y:ArchiveTimeStamp>",
                    Shape.CONTAINER);

            assertThat(signature.timestamps()).extracting(StampedTime::token).containsExactly(VALUE);
            assertThat(signature.certificateValues()).containsExactly(VALUE);
            assertThat(signature.ocspValues()).containsExactly(VALUE);
            assertThat(signature.crlValues()).containsExactly(VALUE);
            assertThat(signature.archiveTimestamps()).singleElement().satisfies(archive -> {
                assertThat(archive.token()).isEqualTo(VALUE);
                assertThat(archive.kind()).isEqualTo(ArchiveStamp.Kind.ARCHIVE);
                assertThat(archive.preceding()).hasSize(3);
            });
            assertThat(signature.unjudged()).isEmpty();
        }

        @Test
        void whenTheyStandInValidationData_thenTheyAreTakenToo() {
            for (String name : new String[] {"y:TimeStampValidationData", "x:AnyValidationData"}) {
                ParsedSignature signature =
                        withUnsigned("<" + name + ">" + CERTIFICATES + STATUS + "</" + name + ">", Shape.CONTAINER);

                assertThat(signature.certificateValues()).containsExactly(VALUE);
                assertThat(signature.ocspValues()).containsExactly(VALUE);
                assertThat(signature.crlValues()).containsExactly(VALUE);
            }
        }

        @Test
        void whenAnArchiveTimestampIsOfTheOldForm_thenItIsNotSupported() {
            ParsedSignature signature =
                    withUnsigned("<x:ArchiveTimeStamp>" + TOKEN + "</x:ArchiveTimeStamp>", Shape.CONTAINER);

            assertThat(signature.archiveTimestamps())
                    .singleElement()
                    .matches(archive -> archive.kind() == ArchiveStamp.Kind.UNKNOWN);
        }

        @Test
        void whenOneElementHoldsTwoTokens_thenOnlyADocumentMay() {
            String two = "<x:SignatureTimeStamp>" + TOKEN + TOKEN + "</x:SignatureTimeStamp>";

            assertThat(withUnsigned(two, Shape.DOCUMENT).timestamps()).hasSize(2);
            malformed(SIGNATURE.replace("@UNSIGNED@", two), Shape.CONTAINER);
        }

        @Test
        void whenAnElementIsOfAStrangeNamespace_thenItProvesNothing() {
            ParsedSignature signature = withUnsigned(
                    "<z:SignatureTimeStamp xmlns:z=\"urn:z\">" + TOKEN + "</z:SignatureTimeStamp>", Shape.CONTAINER);

            assertThat(signature.timestamps()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x:CounterSignature",
                    "y:SigAndRefsTimeStamp",
                    "x:RefsOnlyTimeStamp",
                    "y:SealingEvidenceRecords"
                })
        void whenItIsNotJudged_thenItIsNoted(String name) {
            assertThat(withUnsigned("<" + name + "/>", Shape.CONTAINER).unjudged())
                    .containsExactly(name.substring(2));
        }

        @Test
        void whenASignatureTimestampCameAfterAnArchiveTimestamp_thenItIsLate() {
            String archive = "<y:ArchiveTimeStamp>" + TOKEN + "</y:ArchiveTimeStamp>";

            assertThat(withUnsigned(STAMP + archive + STAMP, Shape.CONTAINER).timestamps())
                    .extracting(StampedTime::late)
                    .containsExactly(false, true);
        }

        @Test
        void whenThereAreMoreThanAreJudged_thenMalformed() {
            String archive = "<y:ArchiveTimeStamp>" + TOKEN + "</y:ArchiveTimeStamp>";
            for (String proof : new String[] {STAMP, STATUS, archive}) {
                assertThat(entry(SIGNATURE.replace("@UNSIGNED@", proof.repeat(64)), Shape.CONTAINER)
                                .parsed())
                        .isPresent();
                malformed(SIGNATURE.replace("@UNSIGNED@", proof.repeat(65)), Shape.CONTAINER);
            }
            String listsOnly = STATUS.replaceFirst("<x:OCSPValues>.*</x:OCSPValues>", "");
            malformed(SIGNATURE.replace("@UNSIGNED@", listsOnly.repeat(65)), Shape.CONTAINER);
            assertThat(withUnsigned(CERTIFICATES.repeat(1000), Shape.CONTAINER).certificateValues())
                    .hasSize(1000);
            malformed(SIGNATURE.replace("@UNSIGNED@", CERTIFICATES.repeat(1001)), Shape.CONTAINER);
        }
    }
}
