package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlDocument;
import dev.eresident.core.internal.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References of a signature in an XML document: how they name an element, what they leave out, and how it is digested. */
class XadesReferencesTest {
    private static final String BODY = "<body Id=\"b\">Pay 10 euros.<!-- ten --></body>";
    private static final String LETTER = "<letter>" + BODY + "@SIGNATURE@</letter>";
    private static final String WITH_COMMENTS =
            "<ds:Transform Algorithm=\"" + Canonicalization.EXCLUSIVE_WITH_COMMENTS.uri() + "\"/>";
    private static final String ALL_OUT = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
            + "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>" + SignedXml.EXCLUSIVE;
    private static final String OUTER_OUT = "<ds:Transform Algorithm=\"http://www.w3.org/2002/06/xmldsig-filter2\">"
            + "<x:XPath xmlns:x=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"subtract\">/*/ds:Signature"
            + "</x:XPath></ds:Transform>" + SignedXml.EXCLUSIVE;

    /** No signature can be read from it, so that nothing but the digest of another covers what it holds. */
    private static final String UNREADABLE =
            "<ds:Signature xmlns:ds=\"" + SignedXml.DS + "\"><ds:Object>Pay 90 euros.</ds:Object></ds:Signature>";

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() {
        signed = new Signed();
    }

    private static SignedXml signature() {
        return new SignedXml(signed.sandbox, "S");
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    private static CheckReport report(String document) {
        return signed.checker.check("letter.xml", document.getBytes(StandardCharsets.UTF_8));
    }

    /** What is said of the signature "S", whatever others there are. */
    private static CheckedSignature check(String document) {
        return report(document).signatures().stream()
                .filter(s -> s.id().equals("#S"))
                .findFirst()
                .orElseThrow();
    }

    private static CheckedSignature check(SignedXml signing, String document) {
        return check(text(signing.sign(document)));
    }

    private static List<FindingCode> errors(CheckedSignature signature) {
        return signature.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(Finding::code)
                .toList();
    }

    private static void assertValid(CheckedSignature signature) {
        assertThat(errors(signature)).isEmpty();
        assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
    }

    private static byte[] body(XmlDocument document, Canonicalization method) {
        return method.apply(SignedXml.find(document.root(), "b"));
    }

    private static byte[] withoutSignatures(XmlDocument document) {
        Set<XmlElement> signatures = new HashSet<>(document.root().elements(SignedXml.DS, "Signature"));
        return Canonicalization.EXCLUSIVE.apply(document, Set.of(), signatures);
    }

    @Nested
    class Naming {
        @ParameterizedTest
        @ValueSource(strings = {"#xpointer(id('b'))", "#xpointer(id(&quot;b&quot;))"})
        void whenAnExpressionNamesAnElement_thenItsCommentsAreSigned(String uri) {
            String document = text(signature()
                    .whole()
                    .reference(uri, WITH_COMMENTS, d -> body(d, Canonicalization.EXCLUSIVE_WITH_COMMENTS))
                    .sign(LETTER));

            assertValid(check(document));
            assertThat(errors(check(document.replace("<!-- ten -->", "<!-- 90 -->"))))
                    .containsExactly(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenTheIdAloneNamesIt_thenItsCommentsAreNot() {
            String document = text(signature()
                    .whole()
                    .reference("#b", WITH_COMMENTS, d -> body(d, Canonicalization.EXCLUSIVE))
                    .sign(LETTER));

            assertValid(check(document));
            assertValid(check(document.replace("<!-- ten -->", "<!-- 90 -->")));
        }

        @Test
        void whenAnExpressionNamesTheWhole_thenItsCommentsAreSigned() {
            SignedXml signing = signature();
            String document = text(signing.reference(
                            "#xpointer(/)",
                            SignedXml.ENVELOPED + WITH_COMMENTS,
                            d -> signing.withoutSignature(d, Canonicalization.EXCLUSIVE_WITH_COMMENTS))
                    .sign(LETTER));

            assertValid(check(document));
            assertThat(errors(check(document.replace("<!-- ten -->", "<!-- 90 -->"))))
                    .contains(FindingCode.HASH_FAILURE);
        }

        /** The digest is that of the whole document, so that whoever takes one of these for it calls the signature good. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "#xpointer(id(''))",
                    "#xpointer(id('))",
                    "#xpointer(id(&quot;&quot;))",
                    "#xpointer(id('b&quot;))",
                    "#xpointer(id('b')",
                    "#xpointer(id('x'))"
                })
        void whenAnExpressionNamesNothing_thenNotFound(String uri) {
            SignedXml signing = signature();
            CheckedSignature found = check(
                    signing.whole()
                            .reference(
                                    uri,
                                    SignedXml.ENVELOPED + WITH_COMMENTS,
                                    d -> signing.withoutSignature(d, Canonicalization.EXCLUSIVE_WITH_COMMENTS)),
                    LETTER);

            assertThat(errors(found)).containsExactly(FindingCode.SIGNED_DATA_NOT_FOUND);
            assertThat(found.findings()).anyMatch(f -> f.text().endsWith("points to nothing."));
        }

        @Test
        void whenTwoElementsBearTheId_thenNeither() {
            CheckedSignature found =
                    check(text(signature().element("b").sign(LETTER)).replace("</letter>", BODY + "</letter>"));

            assertThat(errors(found)).contains(FindingCode.SIGNED_DATA_NOT_FOUND);
            assertThat(found.findings()).anyMatch(f -> f.text().endsWith("points to several elements."));
        }

        @Test
        void whenAReferenceDoesNotSayToWhat_thenNotFound() {
            SignedXml signing = signature().whole();
            CheckedSignature found = check(
                    signing.withoutUri(
                            SignedXml.ENVELOPED + SignedXml.EXCLUSIVE,
                            d -> signing.withoutSignature(d, Canonicalization.EXCLUSIVE)),
                    LETTER);

            assertThat(errors(found)).containsExactly(FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenTheSignatureHasNoId_thenItIsCounted() {
            String document = text(signature().whole().sign(LETTER));
            String signature = "<ds:Signature xmlns:ds=\"" + SignedXml.DS + "\"";
            assertThat(document).contains(signature + " Id=\"S\">");

            CheckReport report = report(document.replace(signature + " Id=\"S\">", signature + ">"));

            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.signatures()).extracting(CheckedSignature::id).containsExactly("#signature-1");
        }
    }

    @Nested
    class Objects {
        private SignedXml typed(String uri, String type) {
            return signature()
                    .whole()
                    .typed(
                            "#" + uri,
                            SignedXml.DS + type,
                            SignedXml.EXCLUSIVE,
                            d -> Canonicalization.EXCLUSIVE.apply(SignedXml.find(d.root(), uri)));
        }

        @Test
        void whenAnObjectOfTheSignatureIsMeant_thenKeyInfoIsOneToo() {
            assertValid(check(typed("S-key", "Object"), LETTER));
            assertThat(errors(check(typed("b", "Object"), LETTER))).containsExactly(FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenAListOfFurtherDataIsSigned_thenAWarningThatItIsNotFollowed() {
            String list = "<ds:Manifest Id=\"m\"/>";
            CheckedSignature followed = check(typed("m", "Manifest").object(list), LETTER);
            CheckedSignature object = check(typed("m", "Object").object(list), LETTER);

            assertValid(followed);
            assertThat(followed.findings()).extracting(Finding::code).contains(FindingCode.SIG_MANIFEST_NOT_FOLLOWED);
            assertValid(object);
            assertThat(object.findings())
                    .extracting(Finding::code)
                    .doesNotContain(FindingCode.SIG_MANIFEST_NOT_FOLLOWED);
        }
    }

    @Nested
    class Transforms {
        private SignedXml enveloped(int times) {
            SignedXml signing = signature().whole();
            return signing.reference(
                    "",
                    SignedXml.ENVELOPED.repeat(times) + SignedXml.EXCLUSIVE,
                    d -> signing.withoutSignature(d, Canonicalization.EXCLUSIVE));
        }

        @Test
        void whenThereAreMoreThanFive_thenNobodyCanSeeWhatWasSigned() {
            assertValid(check(enveloped(4), LETTER));
            assertThat(errors(check(enveloped(5), LETTER)))
                    .containsExactly(FindingCode.SIGNED_DATA_NOT_FOUND, FindingCode.SIG_TRANSFORM_FORBIDDEN);
        }

        @Test
        void whenOuterSignaturesAreLeftOut_thenInnerOnesAreSigned() {
            String document = text(signature()
                    .reference("", OUTER_OUT, XadesReferencesTest::withoutSignatures)
                    .sign("<letter><body>Pay 10 euros." + UNREADABLE + "</body>@SIGNATURE@</letter>"));

            assertValid(check(document));
            assertThat(errors(check(document.replace("Pay 90", "Pay 80")))).contains(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenAnotherPartIsSubtracted_thenNobodyCanSeeWhatWasSigned() {
            CheckedSignature found = check(
                    signature()
                            .whole()
                            .reference(
                                    "",
                                    OUTER_OUT.replace("/*/ds:Signature", "/*/*"),
                                    XadesReferencesTest::withoutSignatures),
                    LETTER);

            assertThat(errors(found))
                    .containsExactly(FindingCode.SIGNED_DATA_NOT_FOUND, FindingCode.SIG_TRANSFORM_FORBIDDEN);
        }

        @Test
        void whenNothingIsLeft_thenNotFound() {
            CheckedSignature found = check(
                    signature().whole().reference("#S", SignedXml.ENVELOPED + SignedXml.EXCLUSIVE, d -> new byte[0]),
                    LETTER);

            assertThat(errors(found)).containsExactly(FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @ParameterizedTest
        @ValueSource(strings = {"UGF5\u0141TA=", "UGF5!MTA="})
        void whenTextIsNotTheBase64ThatItIsSaidToBe_thenMalformed(String content) {
            SignedXml signing = signature()
                    .reference(
                            "#o",
                            "<ds:Transform Algorithm=\"" + SignedXml.DS + "base64\"/>",
                            d -> "Pay10".getBytes(StandardCharsets.US_ASCII));
            String document = text(signing.namedObject("UGF5MTA=").sign("@SIGNATURE@"));
            assertValid(check(document));

            CheckedSignature found = check(document.replace(">UGF5MTA=<", ">" + content + "<"));

            assertThat(found.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(found.findings()).singleElement().satisfies(f -> {
                assertThat(f.code()).isEqualTo(FindingCode.FORMAT_FAILURE);
                assertThat(f.text()).endsWith("The signature says that data is Base64, which it is not.");
            });
        }
    }

    @Nested
    class Coverage {
        private static final String WITH_ANOTHER = "<letter>" + BODY + "@SIGNATURE@" + UNREADABLE + "</letter>";

        private SignedXml allOut(SignedXml signing) {
            return signing.reference("", ALL_OUT, XadesReferencesTest::withoutSignatures);
        }

        @Test
        void whenAnUnreadableSignatureIsDigested_thenTheWholeIsCovered() {
            assertValid(check(signature().whole(), WITH_ANOTHER));
        }

        @Test
        void whenOneOfTwoReferencesLeavesItOut_thenTheOtherCoversIt() {
            assertValid(check(allOut(signature().whole()), WITH_ANOTHER));
            assertValid(check(allOut(signature()).whole(), WITH_ANOTHER));
        }

        @Test
        void whenAllReferencesLeaveItOut_thenPartial() {
            assertThat(errors(check(allOut(signature()), WITH_ANOTHER))).containsExactly(FindingCode.PARTIAL_COVERAGE);
            assertThat(errors(check(allOut(allOut(signature())), WITH_ANOTHER)))
                    .containsExactly(FindingCode.PARTIAL_COVERAGE);
        }

        @Test
        void whenItStandsInAnObjectAndIsLeftOut_thenPartial() {
            assertValid(check(signature().namedObject(UNREADABLE).element("o"), "@SIGNATURE@"));

            CheckedSignature found = check(
                    signature()
                            .namedObject(UNREADABLE)
                            .reference(
                                    "#o",
                                    ALL_OUT,
                                    d -> Canonicalization.EXCLUSIVE.apply(
                                            SignedXml.find(d.root(), "o"),
                                            Set.of(),
                                            new HashSet<>(SignedXml.find(d.root(), "o")
                                                    .elements()))),
                    "@SIGNATURE@");

            assertThat(errors(found)).containsExactly(FindingCode.PARTIAL_COVERAGE);
        }

        @Test
        void whenTheWholeIsCovered_thenItsDigestIsThatOfTheDocument() {
            SignedXml signing = signature().whole();
            String document = text(signing.sign(LETTER));
            byte[] octets = signing.withoutSignature(SignedXml.parse(document), Canonicalization.EXCLUSIVE);

            assertThat(check(document).verified().orElseThrow().files())
                    .extracting(SignedFile::digest)
                    .containsExactly(Bytes.of(DigestAlgorithm.SHA256.digest(octets)));
        }

        @Test
        void whenADigestIsWrong_thenItIsSaidOfWhat() {
            String document = text(signature().whole().sign(LETTER));

            assertThat(hashFailures(document.replace("10 euros", "90 euros")))
                    .singleElement()
                    .asString()
                    .endsWith("A part of the document does not have the signed digest.");
            assertThat(hashFailures(document.replace(
                            "<xades:SigningTime>" + Signed.NOW, "<xades:SigningTime>" + Signed.NOW.plusSeconds(1))))
                    .singleElement()
                    .asString()
                    .endsWith("The signed properties do not have the signed digest.");
        }

        private List<String> hashFailures(String document) {
            List<String> texts = new ArrayList<>();
            for (Finding finding : check(document).findings()) {
                if (finding.code() == FindingCode.HASH_FAILURE) {
                    texts.add(finding.text());
                }
            }
            return texts;
        }
    }

    @Nested
    class Algorithms {
        private CheckedSignature check(SignedXml signing, ValidationPolicy policy) {
            return signed.checker
                    .withPolicy(policy)
                    .check("letter.xml", signing.sign(LETTER))
                    .signatures()
                    .get(0);
        }

        private SignedXml weak() {
            return signature().whole().digesting(DigestAlgorithm.SHA1.xmlUri()).element("b");
        }

        @Test
        void whenAReferenceIsDigestedBySha1_thenItIsRefusedAsTheAlgorithmTablesSay() {
            assertValid(check(signature().whole().element("b"), ValidationPolicy.ETSI));

            CheckedSignature etsi = XadesReferencesTest.check(weak(), LETTER);
            assertThat(etsi.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(errors(etsi))
                    .containsExactly(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.WEAK_DIGEST);

            CheckedSignature estonian = check(weak(), ValidationPolicy.ESTONIA);
            assertValid(estonian);
            assertThat(estonian.findings())
                    .filteredOn(f -> f.code() == FindingCode.WEAK_DIGEST)
                    .extracting(Finding::severity)
                    .containsExactly(Finding.Severity.WARNING);
        }

        @Test
        void whenTheDigestOfOneReferenceIsNotKnown_thenNeverValid() {
            CheckedSignature found =
                    check(signature().whole().digesting("urn:none").element("b"), ValidationPolicy.ETSI);

            assertThat(found.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(errors(found))
                    .containsExactly(
                            FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, FindingCode.SIG_ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenTheDigestOfTheWholeIsNotKnown_thenNothingIsCovered() {
            CheckReport report =
                    report(text(signature().digesting("urn:none").whole().sign(LETTER)));

            assertThat(errors(report.signatures().get(0)))
                    .containsExactly(
                            FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                            FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                            FindingCode.PARTIAL_COVERAGE);
            assertThat(report.files().get(0).coveredBy()).isEmpty();
        }

        @Test
        void whenAMethodIsNotKnown_thenItIsSaidWhich() {
            String document = text(signature().whole().sign(LETTER));

            assertUnknown(
                    document.replaceFirst("(SignatureMethod Algorithm=\")[^\"]*", "$1urn:none"),
                    "The signature method is not known.");
            assertUnknown(
                    document.replaceFirst("(CanonicalizationMethod Algorithm=\")[^\"]*", "$1urn:none"),
                    "The canonicalization method is not known.");
        }

        private void assertUnknown(String document, String text) {
            CheckedSignature found = XadesReferencesTest.check(document);
            assertThat(found.code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
            assertThat(found.findings()).anyMatch(f -> f.text().endsWith(text));
        }
    }
}
