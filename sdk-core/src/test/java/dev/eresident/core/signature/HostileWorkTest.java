package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.signature.validation.Rules;
import dev.eresident.core.signature.xades.CanonicalForms;
import dev.eresident.core.signature.xades.NoFiles;
import dev.eresident.core.signature.xades.SignatureFile;
import dev.eresident.core.signature.xades.XadesValidation;
import dev.eresident.core.signature.xades.XmlSignatures;
import dev.eresident.sandbox.xml.SandboxXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Signatures of few bytes that ask for much work: what is asked twice is computed once, and what is too much is refused. */
class HostileWorkTest {
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    private static final String XADES_141 = "http://uri.etsi.org/01903/v1.4.1#";

    /** One GiB, which is what all signatures of a document together may ask for. */
    private static final long LIMIT = 1L << 30;

    private static @Nullable Signed shared;

    @BeforeAll
    static void start() throws IOException {
        shared = new Signed();
    }

    @AfterAll
    static void close() {
        signed().close();
    }

    private static Signed signed() {
        return Objects.requireNonNull(shared);
    }

    private static byte[] sound() {
        return signed().builder().build();
    }

    private static CountedWork work(UnaryOperator<String> edit) {
        return CountedWork.of(signed(), Signed.edited(sound(), t -> {
            String changed = edit.apply(t);
            assertThat(changed).isNotEqualTo(t);
            return changed;
        }));
    }

    private static String references(String uri, int count) {
        return ("<ds:Reference URI=\"" + uri
                        + "\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
                        + "<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>")
                .repeat(count);
    }

    private static String propertiesId(String signature) {
        return signature.replaceFirst("(?s).*SignedProperties Id=\"([^\"]*)\".*", "$1");
    }

    @Test
    void whenTheSameElementIsReferredToAThousandTimes_thenItIsCanonicalisedOncePerMethod() {
        CountedWork work = work(t ->
                t.replaceFirst("</ds:SignedInfo>", references("#" + propertiesId(t), 1000) + "</ds:SignedInfo>"));

        assertThat(work.signatures().get(0).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(work.forms())
                .as("SignedInfo, SignatureValue, and SignedProperties by two methods")
                .isEqualTo(4);
    }

    @Test
    void whenALargeElementIsReferredToThousandsOfTimes_thenRefusedBeforeItIsHashedThatOften() {
        CountedWork work = work(t -> t.replaceFirst(
                        "SignedProperties Id=", "SignedProperties a=\"" + "x".repeat(1 << 20) + "\" Id=")
                .replaceFirst("</ds:SignedInfo>", references("#" + propertiesId(t), 15_000) + "</ds:SignedInfo>"));

        assertThat(work.signatures().get(0).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(work.signatures().get(0).code()).contains(FindingCode.FORMAT_FAILURE);
        assertThat(work.octets()).isBetween(LIMIT, LIMIT + (2 << 20));
        assertThat(work.forms()).isLessThan(5);
    }

    @Test
    void whenTheDocumentIsReferredToThousandsOfTimes_thenRefused() {
        String letter = "<letter><body>Pay 10 euros.</body>" + "<!---->".repeat(200_000) + "@SIGNATURE@</letter>";
        String document =
                new String(new SignedXml(signed().sandbox, "S").whole().sign(letter), StandardCharsets.UTF_8);
        assertThat(signed().checker
                        .check("letter.xml", document.getBytes(StandardCharsets.UTF_8))
                        .verdict())
                .isEqualTo(Verdict.VALID);
        String hostile = document.replaceFirst("</ds:SignedInfo>", references("", 2_000) + "</ds:SignedInfo>");

        assertThat(refusedForWork(hostile)).isTrue();
    }

    /** Nothing is digested, so that it is the search for what is signed that costs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
                        + "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>",
                "<ds:Transform Algorithm=\"" + DS + "base64\"/>"
            })
    void whenAnObjectIsSearchedThousandsOfTimes_thenRefused(String transform) {
        String reference = references("#o", 1)
                .replace("><ds:DigestMethod", "><ds:Transforms>" + transform + "</ds:Transforms><ds:DigestMethod")
                .replace("http://www.w3.org/2001/04/xmlenc#sha256", "urn:none");
        String document = new String(
                new SignedXml(signed().sandbox, "S")
                        .namedObject("UGF5" + "<!---->".repeat(50_000))
                        .element("o")
                        .sign("@SIGNATURE@"),
                StandardCharsets.UTF_8);

        assertThat(refusedForWork(document.replace("</ds:SignedInfo>", reference + "</ds:SignedInfo>")))
                .isFalse();
        assertThat(refusedForWork(document.replace("</ds:SignedInfo>", reference.repeat(4_000) + "</ds:SignedInfo>")))
                .isTrue();
    }

    private static boolean refusedForWork(String document) {
        CheckReport report = signed().checker.check("letter.xml", document.getBytes(StandardCharsets.UTF_8));
        return report.verdict() == Verdict.INVALID
                && report.signatures().get(0).findings().stream()
                        .anyMatch(f -> f.code() == FindingCode.FORMAT_FAILURE
                                && f.text().contains("take too long"));
    }

    @Test
    void whenOneSignatureFollowsAnother_thenTheFormsOfTheFirstAreNotKept() {
        CountedWork once = CountedWork.of(signed(), sound());
        SignatureFile file = SignatureFile.parse(
                Signed.SIGNATURES, Signed.entry(sound(), Signed.SIGNATURES), new XmlReading(XmlLimits.SIGNATURE));
        XmlSignatures document = XmlSignatures.parse(
                new SignedXml(signed().sandbox, "S").whole().sign("<letter>Pay.@SIGNATURE@</letter>"),
                new XmlReading(XmlLimits.DOCUMENT));
        XadesValidation validation = new XadesValidation(signed().policy, Rules.of(ValidationPolicy.ETSI));
        CanonicalForms container = new CanonicalForms();
        CanonicalForms forms = new CanonicalForms();
        for (int i = 0; i < 2; i++) {
            validation.validate(file, 0, new NoFiles(), Optional.empty(), container, CountedWork.AT);
            validation.validate(document, 0, new NoFiles(), forms, CountedWork.AT);
        }

        assertThat(container.computed()).isEqualTo(2 * once.forms());
        assertThat(forms.computed())
                .as("SignedInfo, SignatureValue, SignedProperties, the document")
                .isEqualTo(2 * 4);
    }

    @Test
    void whenASignatureIsToBeLeftOutOfItsOwnObject_thenNothingIsLeftOut() {
        byte[] document = new SignedXml(signed().sandbox, "S")
                .object("<data Id=\"o\">Pay 10 euros.</data>")
                .reference(
                        "#o",
                        SignedXml.ENVELOPED + SignedXml.EXCLUSIVE,
                        d -> Canonicalization.EXCLUSIVE.apply(SignedXml.find(d.root(), "o")))
                .sign("@SIGNATURE@");

        CheckReport report = signed().checker.check("letter.xml", document);

        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.VALID);
    }

    @Test
    void whenThereAreThousandsOfArchiveTimestamps_thenRefusedWithoutHoldingWhatEachCovers() {
        String stamp = "<a:ArchiveTimeStamp xmlns:a=\"" + XADES_141 + "\"><xades:EncapsulatedTimeStamp>AAAA"
                + "</xades:EncapsulatedTimeStamp></a:ArchiveTimeStamp>";
        CountedWork work = work(t -> t.replaceFirst(
                "</xades:UnsignedSignatureProperties>", stamp.repeat(30_000) + "</xades:UnsignedSignatureProperties>"));

        assertThat(work.signatures().get(0).code()).contains(FindingCode.FORMAT_FAILURE);
        assertThat(work.forms()).isZero();
    }

    @Test
    void whenThereAreArchiveTimestamps_thenEachElementIsStillCanonicalisedOnce() {
        byte[] once = archived(sound(), Duration.ofMinutes(1));
        byte[] twice = archived(once, Duration.ofMinutes(2));

        CountedWork one = CountedWork.of(signed(), once);
        CountedWork two = CountedWork.of(signed(), twice);

        for (CountedWork work : List.of(one, two)) {
            CheckedSignature signature = work.signatures().get(0);
            assertThat(signature.verdict()).as(signature.findings().toString()).isEqualTo(Verdict.VALID);
            assertThat(signature.profile()).isEqualTo(Profile.LTA);
            assertThat(signature.findings()).noneMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }
        assertThat(one.forms())
                .as("SignedInfo, SignedProperties, SignatureValue, KeyInfo and three unsigned properties")
                .isEqualTo(7);
        assertThat(two.forms()).as("and the first archive time-stamp").isEqualTo(8);
        assertThat(two.verifications() - one.verifications()).isEqualTo(1);
    }

    @Test
    void whenWhatAnArchiveTimestampCoversIsChanged_thenItProvesNothing() {
        byte[] changed = Signed.edited(
                archived(sound(), Duration.ofMinutes(1)),
                t -> t.replaceFirst("<ds:KeyInfo>", "<ds:KeyInfo Id=\"new\">"));

        assertThat(CountedWork.of(signed(), changed).signatures().get(0).findings())
                .anyMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
    }

    /** Adds an archive time-stamp as EN 319 132-1 §5.5.2.2 says, with the JDK's canonicalisation. */
    private static byte[] archived(byte[] container, Duration after) {
        return Signed.edited(container, text -> {
            Document document = SandboxXml.parse(text);
            MessageDigest imprint = sha256();
            imprint.update(Signed.entry(container, "contract.txt"));
            imprint.update(Signed.entry(container, "annex 1+2.txt"));
            imprint.update(SandboxXml.canonical(first(document, XADES, "SignedProperties")));
            for (String name : List.of("SignedInfo", "SignatureValue", "KeyInfo")) {
                imprint.update(SandboxXml.canonical(first(document, DS, name)));
            }
            Element unsigned = first(document, XADES, "UnsignedSignatureProperties");
            for (Node n = unsigned.getFirstChild(); n != null; n = n.getNextSibling()) {
                if (n instanceof Element e) {
                    imprint.update(SandboxXml.canonical(e));
                }
            }
            byte[] token = signed().sandbox.tsa().token(imprint.digest(), Signed.NOW.plus(after), null);
            Element stamp = document.createElementNS(XADES_141, "a:ArchiveTimeStamp");
            stamp.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:a", XADES_141);
            Element method = document.createElementNS(DS, "ds:CanonicalizationMethod");
            method.setAttribute("Algorithm", SandboxXml.EXCLUSIVE);
            stamp.appendChild(method);
            Element encapsulated = document.createElementNS(XADES, "xades:EncapsulatedTimeStamp");
            encapsulated.setTextContent(Base64.getEncoder().encodeToString(token));
            stamp.appendChild(encapsulated);
            unsigned.appendChild(stamp);
            return new String(SandboxXml.write(document), StandardCharsets.UTF_8);
        });
    }

    private static Element first(Document document, String namespace, String name) {
        return (Element) Optional.ofNullable(
                        document.getElementsByTagNameNS(namespace, name).item(0))
                .orElseThrow();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
