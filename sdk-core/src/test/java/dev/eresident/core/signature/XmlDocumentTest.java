package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.sandbox.card.IdCard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XAdES in XML documents: what is covered, and what must not be believed. */
class XmlDocumentTest {
    private static final String BASE64 = "<ds:Transform Algorithm=\"" + SignedXml.DS + "base64\"/>";
    private static final String LETTER =
            "<letter xmlns=\"urn:letter\"><body Id=\"b\">Pay 10 euros.</body>@SIGNATURE@</letter>";

    private static @Nullable Signed shared;

    @BeforeAll
    static void start() throws IOException {
        shared = new Signed();
    }

    @AfterAll
    static void close() throws IOException {
        signed().close();
    }

    private static Signed signed() {
        return Objects.requireNonNull(shared);
    }

    private static SignedXml signature() {
        return new SignedXml(signed().sandbox, "S");
    }

    private static CheckReport check(byte[] document) {
        return signed().checker.check("letter.xml", document);
    }

    private static CheckReport check(String document) {
        return check(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    private static List<FindingCode> errors(CheckReport report) {
        return report.signatures().stream()
                .flatMap(s -> s.findings().stream())
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(Finding::code)
                .toList();
    }

    @Nested
    class WholeDocument {
        @Test
        void whenTheEnvelopedSignatureCoversAll_thenValid() {
            CheckReport report = check(signature().whole().sign(LETTER));

            assertThat(errors(report)).isEmpty();
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.format()).isEqualTo(DocumentFormat.XADES);
            assertThat(report.files()).hasSize(1);
            assertThat(report.files().get(0).coveredBy()).containsExactly("#S");
            assertThat(report.signatures().get(0).provenAt()).contains(Signed.NOW);
        }

        @Test
        void whenTheRootIsNamed_thenValid() {
            byte[] document = signature()
                    .reference(
                            "#r",
                            SignedXml.ENVELOPED + SignedXml.EXCLUSIVE,
                            d -> Canonicalization.EXCLUSIVE.apply(
                                    d.root(), Set.of(), new HashSet<>(Set.of(SignedXml.find(d.root(), "S")))))
                    .sign("<letter Id=\"r\">Pay 10 euros.@SIGNATURE@</letter>");

            assertThat(check(document).verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenNothingSaysThatThePropertiesAreSigned_thenNeverValid() {
            CheckReport report = check(signature().untypedProperties().whole().sign(LETTER));

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(errors(report))
                    .containsExactly(FindingCode.SIG_CONSTRAINTS_FAILURE, FindingCode.SIG_SIGNED_PROPERTIES_MISSING);
        }

        @Test
        void whenTheValueIsThatOfAnotherSignature_thenCryptoFailure() {
            String other = value(text(signature().whole().sign(LETTER.replace("10 euros", "90 euros"))));
            String document = text(signature().whole().sign(LETTER));

            CheckReport report = check(document.replace(value(document), other));

            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(errors(report)).contains(FindingCode.SIG_CRYPTO_FAILURE);
        }

        private static String value(String document) {
            int start = document.indexOf("<ds:SignatureValue>");
            return document.substring(start, document.indexOf("</ds:SignatureValue>"));
        }

        @Test
        void whenTheContentIsChanged_thenHashFailure() {
            String changed = text(signature().whole().sign(LETTER)).replace("10 euros", "90 euros");

            CheckReport report = check(changed);

            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(errors(report)).contains(FindingCode.HASH_FAILURE);
            assertThat(report.files().get(0).coveredBy()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"<?style other?>", ""})
        void whenWhatStandsBeforeTheRootIsChanged_thenHashFailure(String other) {
            byte[] document = signature().whole().sign("<?style mine?>" + LETTER);
            assertThat(check(document).verdict()).isEqualTo(Verdict.VALID);

            CheckReport report = check(text(document).replace("<?style mine?>", other));

            assertThat(errors(report)).contains(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenTheSignatureEnvelopsItsObject_thenValid() {
            byte[] document = signature()
                    .object("<data Id=\"o\">Pay 10 euros.</data>")
                    .element("o")
                    .sign("@SIGNATURE@");

            CheckReport report = check(document);

            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenAnObjectIsBase64_thenItsOctetsAreSigned() {
            byte[] document = signature()
                    .namedObject("UGF5\nMTA=")
                    .reference("#o", BASE64, d -> "Pay10".getBytes(StandardCharsets.US_ASCII))
                    .sign("@SIGNATURE@");

            assertThat(check(document).verdict()).isEqualTo(Verdict.VALID);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"UGF5<pay euros=\"90\"/>\nMTA=", "<pay euros=\"90\">UGF5\nMTA=</pay>", "UGF5\nMTA=<?pay 90?>"
                })
        void whenMarkupIsAddedToBase64_thenPartialBecauseOnlyLettersAreSigned(String content) {
            String document = text(signature()
                    .namedObject("UGF5\nMTA=")
                    .reference("#o", BASE64, d -> "Pay10".getBytes(StandardCharsets.US_ASCII))
                    .sign("@SIGNATURE@"));

            CheckReport report = check(document.replace("UGF5\nMTA=", content));

            assertThat(errors(report)).containsExactly(FindingCode.PARTIAL_COVERAGE);
        }

        @Test
        void whenTheTextOfAnotherElementIsBase64_thenPartialBecauseItsAttributesAreNotSigned() {
            CheckReport report = check(signature()
                    .reference("", SignedXml.ENVELOPED + BASE64, d -> "Pay10".getBytes(StandardCharsets.US_ASCII))
                    .sign("<pay euros=\"90\">UGF5MTA=@SIGNATURE@</pay>"));

            assertThat(errors(report)).containsExactly(FindingCode.PARTIAL_COVERAGE);
        }

        @Test
        void whenTwoSignaturesLeaveEachOtherOut_thenBothAreValid() {
            String filter = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
                    + "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>" + SignedXml.EXCLUSIVE;
            byte[] once = signature()
                    .reference("", filter, XmlDocumentTest::withoutSignatures)
                    .sign("<letter><body>Pay 10 euros.</body>@SIGNATURE@<!-- second --></letter>");
            byte[] twice = new SignedXml(signed().sandbox, "S2")
                    .reference("", filter, XmlDocumentTest::withoutSignatures)
                    .sign(text(once).replace("<!-- second -->", "@SIGNATURE@"));

            CheckReport report = check(twice);

            assertThat(report.signatures()).hasSize(2).allMatch(s -> s.verdict() == Verdict.VALID);
            assertThat(report.files().get(0).coveredBy()).containsExactly("#S", "#S2");
        }
    }

    private static byte[] withoutSignatures(dev.eresident.core.internal.xml.XmlDocument document) {
        Set<XmlElement> signatures = new HashSet<>(document.root().elements(SignedXml.DS, "Signature"));
        return Canonicalization.EXCLUSIVE.apply(document, Set.of(), signatures);
    }

    /** Signature wrapping: what was signed is still there, and something else is shown. */
    @Nested
    class Wrapping {
        @Test
        void whenOnlyAPartIsSigned_thenNeverValid() {
            CheckReport report = check(signature().element("b").sign(LETTER));

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(errors(report)).containsExactly(FindingCode.PARTIAL_COVERAGE);
            assertThat(report.files().get(0).coveredBy()).isEmpty();
        }

        @Test
        void whenAnUnsignedObjectIsAddedToTheSignature_thenPartial() {
            String document = text(signature()
                    .object("<data Id=\"o\">Pay 10 euros.</data>")
                    .element("o")
                    .sign("@SIGNATURE@"));

            CheckReport report = check(document.replace(
                    "<ds:Object><data",
                    "<ds:Object><data Id=\"evil\">Pay 90 euros.</data></ds:Object><ds:Object><data"));

            assertThat(errors(report)).containsExactly(FindingCode.PARTIAL_COVERAGE);
        }

        @Test
        void whenTheSignedDocumentIsWrappedInAnother_thenPartial() {
            String document = text(signature()
                    .object("<data Id=\"o\">Pay 10 euros.</data>")
                    .element("o")
                    .sign("@SIGNATURE@"));

            CheckReport report = check("<order><pay>90 euros</pay>" + document + "</order>");

            assertThat(errors(report)).containsExactly(FindingCode.PARTIAL_COVERAGE);
        }

        @Test
        void whenTheSignedElementIsMovedAndAFakeOneHasItsId_thenNotFound() {
            String document = text(signature().element("b").sign(LETTER));

            CheckReport report = check(document.replace("</letter>", "<body Id=\"b\">Pay 90 euros.</body></letter>"));

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(errors(report)).contains(FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenAnObjectReferenceLeadsOutsideTheSignature_thenNotFound() {
            byte[] document = signature()
                    .typed(
                            "#b",
                            SignedXml.DS + "Object",
                            SignedXml.EXCLUSIVE,
                            d -> Canonicalization.EXCLUSIVE.apply(SignedXml.find(d.root(), "b")))
                    .sign(LETTER);

            assertThat(errors(check(document))).contains(FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenASecondSignaturesContentIsUnsigned_thenItsOwnVerdictSaysSo() {
            byte[] document = signature()
                    .reference(
                            "",
                            "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\"><x:XPath"
                                    + " xmlns:x=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"subtract\">"
                                    + "/descendant::ds:Signature</x:XPath></ds:Transform>" + SignedXml.EXCLUSIVE,
                            XmlDocumentTest::withoutSignatures)
                    .sign(LETTER);
            assertThat(check(document).verdict()).isEqualTo(Verdict.VALID);

            CheckReport report = check(text(document)
                    .replace(
                            "</letter>",
                            "<ds:Signature xmlns:ds=\"" + SignedXml.DS
                                    + "\"><ds:Object>Pay 90.</ds:Object></ds:Signature></letter>"));

            assertThat(report.verdict()).isNotEqualTo(Verdict.VALID);
            assertThat(report.signatures()).hasSize(2);
        }
    }

    @Nested
    class Refused {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>",
                    "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>self::nothing</ds:XPath></ds:Transform>",
                    "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">not(ancestor-or-self::ds:Signature) or true()</ds:XPath></ds:Transform>",
                    "<ds:Transform Algorithm=\"urn:unknown\"/>",
                    "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/><ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"/>"
                })
        void whenATransformIsNotKnown_thenNobodyCanSeeWhatWasSigned(String transform) {
            byte[] document =
                    signature().reference("", transform, d -> new byte[0]).sign(LETTER);

            CheckReport report = check(document);

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(errors(report)).contains(FindingCode.SIGNED_DATA_NOT_FOUND, FindingCode.SIG_TRANSFORM_FORBIDDEN);
        }

        @Test
        void whenThePrefixInTheExpressionMeansSomethingElse_thenRefused() {
            byte[] document = signature()
                    .reference(
                            "",
                            "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><y:XPath xmlns:y=\""
                                    + SignedXml.DS
                                    + "\" xmlns:ds=\"urn:evil\">not(ancestor-or-self::ds:Signature)</y:XPath></ds:Transform>",
                            d -> new byte[0])
                    .sign(LETTER);

            assertThat(errors(check(document))).contains(FindingCode.SIG_TRANSFORM_FORBIDDEN);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://127.0.0.1:1/letter.xml",
                    "file:///etc/hostname",
                    "other.xml",
                    "#nowhere",
                    "#xpointer(/letter)"
                })
        void whenTheReferenceLeadsElsewhere_thenNothingIsFetched(String uri) {
            byte[] document = signature().reference(uri, "", d -> new byte[0]).sign(LETTER);

            assertThat(errors(check(document))).contains(FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenThereIsADoctype_thenUnreadable() {
            CheckReport report = check("<!DOCTYPE letter [<!ENTITY x \"y\">]>"
                    + text(signature().whole().sign(LETTER)));

            assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(report.findings()).extracting(Finding::code).contains(FindingCode.XML_MALFORMED);
        }

        @Test
        void whenElementsAreNestedVeryDeeply_thenTooLarge() {
            CheckReport report = check("<a>".repeat(1000) + "</a>".repeat(1000));

            assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(report.findings()).extracting(Finding::code).contains(FindingCode.TOO_LARGE);
        }

        @Test
        void whenThereIsNoSignature_thenUnsigned() {
            assertThat(check("<letter>Pay.</letter>").verdict()).isEqualTo(Verdict.UNSIGNED);
        }

        @Test
        void whenTheSignatureNamesNoCertificate_thenNoSignerIsFound() {
            String document = text(signature().whole().sign(LETTER)).replaceAll("<ds:Object>.*</ds:Object>", "");

            CheckReport report = check(document);

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(report.signatures().get(0).code()).contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
        }
    }

    @Nested
    class Status {
        @Test
        void whenNothingTellsTheCertificatesStatus_thenIndeterminate() {
            CheckReport report = check(signature().withoutStatus().whole().sign(LETTER));

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(report.signatures().get(0).code()).contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }
    }

    /** EN 319 102-1 §5.2.6.4 for who stamps: an authority that only its issuer vouches for needs a status. */
    @Nested
    class StatusOfTheAuthority {
        private final X509Certificate tsa = signed().sandbox.pki().tsa().certificate();

        private CheckedSignature check(SignedXml signing, ServiceType pinned) {
            SignatureChecker checker = Signed.trusting(Map.of(
                    ServiceType.CA_QC,
                    signed().sandbox.eResident().issuer().certificate(),
                    pinned,
                    pinned == ServiceType.TSA_QTST
                            ? signed().sandbox.pki().tsaAuthority().certificate()
                            : tsa));
            return checker.check("letter.xml", signing.whole().sign(LETTER), Signed.NOW.plusSeconds(120))
                    .signatures()
                    .get(0);
        }

        private byte[] answer() {
            return signed().sandbox
                    .ocsp()
                    .answerFor(tsa, signed().sandbox.pki().tsaAuthority(), Signed.NOW.plusSeconds(1), null);
        }

        private byte[] revoked() {
            signed().sandbox.ocsp().revoke(tsa, Signed.NOW.minusSeconds(1), 1);
            try {
                return answer();
            } finally {
                signed().sandbox.ocsp().activate(tsa);
            }
        }

        @Test
        void whenItIsGood_thenTheTimeIsProven() {
            assertThat(check(signature().answer(answer()), ServiceType.TSA_QTST).provenAt())
                    .contains(Signed.NOW);
        }

        @Test
        void whenThereIsNone_thenNoTimeIsProven() {
            CheckedSignature signature = check(signature(), ServiceType.TSA_QTST);

            assertThat(signature.provenAt()).isEmpty();
            assertThat(signature.findings()).extracting(Finding::code).contains(FindingCode.TIMESTAMP_UNTRUSTED);
        }

        @Test
        void whenItIsRevoked_thenNoTimeIsProven() {
            CheckedSignature signature = check(signature().answer(revoked()), ServiceType.TSA_QTST);

            assertThat(signature.provenAt()).isEmpty();
            assertThat(signature.findings()).extracting(Finding::code).contains(FindingCode.TIMESTAMP_UNTRUSTED);
        }

        @Test
        void whenTheAuthorityItselfIsListed_thenNobodyIsAsked() {
            assertThat(check(signature(), ServiceType.TSA).provenAt()).contains(Signed.NOW);
        }
    }

    /** What an old answer is worth after its responder's certificate has ended: what a time-stamp proves to be older. */
    @Nested
    class OldAnswers {
        private final IdCard card = signed().sandbox.eResident();
        private final Instant muchLater = signed().sandbox
                .pki()
                .ocspResponder(card.issuer())
                .certificate()
                .getNotAfter()
                .toInstant()
                .plusSeconds(86_400);

        private CheckedSignature check(byte[] document) {
            SignatureChecker checker = Signed.trusting(Map.of(
                    ServiceType.CA_QC,
                    card.issuer().certificate(),
                    ServiceType.TSA_QTST,
                    signed().sandbox.pki().tsa().certificate()));
            assertThat(checker.check("letter.xml", document, Signed.NOW.plusSeconds(120))
                            .verdict())
                    .isEqualTo(Verdict.VALID);
            return checker.check("letter.xml", document, muchLater).signatures().get(0);
        }

        private void assertTooOld(CheckedSignature signature) {
            assertThat(signature.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(signature.code().orElseThrow())
                    .isIn(FindingCode.OUT_OF_BOUNDS_NO_POE, FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE);
        }

        @Test
        void whenNothingProvesItsAge_thenIndeterminate() {
            assertTooOld(check(signature().whole().sign(LETTER)));
        }

        @Test
        void whenAnArchiveTimestampCoversIt_thenValid() {
            CheckedSignature signature = check(signature().whole().archived().sign(LETTER));

            assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
            assertThat(signature.profile()).isEqualTo(Profile.LTA);
        }

        @Test
        void whenItCameAfterTheArchiveTimestamp_thenIndeterminate() {
            assertTooOld(check(signature().whole().archived().answerLast().sign(LETTER)));
        }

        @Test
        void whenATimestampCoversTheReferenceToIt_thenValid() {
            CheckedSignature signature =
                    check(signature().whole().stampedReferences().sign(LETTER));

            assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
            assertThat(signature.profile()).isEqualTo(Profile.LT);
        }

        @Test
        void whenTheReferenceIsToAnother_thenIndeterminate() {
            assertTooOld(check(signature()
                    .whole()
                    .stampedReferences()
                    .referencing(new byte[] {1})
                    .sign(LETTER)));
        }

        @Test
        void whenTheReferenceWasExchangedAfterwards_thenTheTimestampProvesNothing() {
            SignedXml signing = signature().whole().stampedReferences().referencing(new byte[] {1});
            String document = text(signing.sign(LETTER));
            Matcher answer =
                    Pattern.compile("<xades:EncapsulatedOCSPValue>([^<]+)<").matcher(document);
            assertThat(answer.find()).isTrue();
            String wrong = Base64.getEncoder().encodeToString(DigestAlgorithm.SHA256.digest(new byte[] {1}));
            String right = Base64.getEncoder()
                    .encodeToString(
                            DigestAlgorithm.SHA256.digest(Base64.getDecoder().decode(answer.group(1))));
            assertThat(document).contains(">" + wrong + "<");

            CheckedSignature signature =
                    check(document.replace(">" + wrong + "<", ">" + right + "<").getBytes(StandardCharsets.UTF_8));

            assertTooOld(signature);
            assertThat(signature.findings()).extracting(Finding::code).contains(FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }
    }
}
