package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.ocsp.OcspFault;
import dev.eresident.sandbox.tsa.TsaFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks that sign again after the change, so that nothing but the attack is wrong: never VALID in doubt, never UNSIGNED with a signature hidden, never slow. */
class HostileContainerTest {
    private static final Instant T = Signed.NOW;
    private static final List<Signed> SIGNED = new ArrayList<>();
    private static final List<byte[]> SOUND = new ArrayList<>();

    @BeforeAll
    static void sign() throws IOException {
        Signed signed = new Signed();
        SIGNED.add(signed);
        SOUND.add(signed.builder().build());
    }

    @AfterAll
    static void stop() {
        SIGNED.forEach(Signed::close);
        SIGNED.clear();
        SOUND.clear();
    }

    private static Signed signed() {
        return SIGNED.get(0);
    }

    private static byte[] sound() {
        return SOUND.get(0);
    }

    private static Resigned resigned() {
        return new Resigned(signed());
    }

    private static CheckReport before(UnaryOperator<String> edit) {
        return signed().check(resigned().before(changing(edit)).build(sound()));
    }

    private static CheckReport after(UnaryOperator<String> edit) {
        return signed().check(resigned().after(changing(edit)).build(sound()));
    }

    private static UnaryOperator<String> changing(UnaryOperator<String> edit) {
        return text -> {
            String changed = edit.apply(text);
            assertThat(changed).isNotEqualTo(text);
            return changed;
        };
    }

    private static CheckReport check(Map<String, byte[]> entries) {
        return signed().check(Signed.zipped(entries));
    }

    private static Map<String, byte[]> with(String name, String content) {
        Map<String, byte[]> entries = Signed.entries(sound());
        assertThat(entries.put(name, content.getBytes(StandardCharsets.UTF_8))).isNull();
        return entries;
    }

    private static Map<String, byte[]> renamed(String from, String to) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Signed.entries(sound()).forEach((name, content) -> entries.put(name.equals(from) ? to : name, content));
        return entries;
    }

    private static List<FindingCode> codes(CheckReport report) {
        List<FindingCode> codes = new ArrayList<>();
        report.findings().forEach(f -> codes.add(f.code()));
        report.signatures().forEach(s -> s.findings().forEach(f -> codes.add(f.code())));
        return codes;
    }

    private static void is(CheckReport report, Verdict verdict, FindingCode... expected) {
        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(verdict);
        assertThat(codes(report)).containsAll(List.of(expected)).doesNotContain(FindingCode.INTERNAL_ERROR);
    }

    @Test
    void whenOnlySignedAgain_thenValid() {
        is(signed().check(resigned().build(sound())), Verdict.VALID);
    }

    @Nested
    class Hiding {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "META-INF/signatures0.xml.bak",
                    "META-INF/signature.xml",
                    "META-INF/sig.p7c",
                    "META-INF/x/y.dat"
                })
        void whenTheSignatureHasAnOddName_thenNotCalledUnsigned(String name) {
            is(check(renamed(Signed.SIGNATURES, name)), Verdict.INDETERMINATE, FindingCode.FORMAT_NOT_JUDGED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"meta-inf/signatures0.xml", "Meta-Inf/anything.txt"})
        void whenTheFolderIsWrittenInOtherLetters_thenUnreadable(String name) {
            is(check(with(name, "x")), Verdict.UNREADABLE, FindingCode.CONTAINER_BAD_PATH);
        }

        @ParameterizedTest
        @ValueSource(strings = {"META-INF/Manifest.xml", "META-INF/SIGNATURES0.XML"})
        void whenAnAdministrativeEntryHasATwinInOtherLetters_thenUnreadable(String name) {
            is(check(with(name, "x")), Verdict.UNREADABLE, FindingCode.CONTAINER_DUPLICATE_ENTRY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"META-INF/evilManifest.xml", "META-INF/evil.exe", "META-INF/signatures.xml.bak"})
        void whenSomethingUnknownIsAddedToTheFolder_thenItIsNamed(String name) {
            is(check(with(name, "x")), Verdict.VALID, FindingCode.CONTAINER_UNKNOWN_ENTRY);
        }

        @Test
        void whenThereIsNothingSignatureLike_thenUnsigned() {
            Map<String, byte[]> entries = Signed.entries(sound());
            entries.remove(Signed.SIGNATURES);
            is(check(entries), Verdict.UNSIGNED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<x/>", "not xml"})
        void whenASecondSignatureFileIsRubbish_thenInvalid(String content) {
            is(check(with("META-INF/signatures1.xml", content)), Verdict.INVALID, FindingCode.SIG_XML_MALFORMED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"MIMETYPE", "contract\u0301.txt", "contract.txt.", "signatures0.xml"})
        void whenAFurtherFileIsNotSigned_thenInvalid(String name) {
            is(check(with(name, "x")), Verdict.INVALID, FindingCode.CONTAINER_UNSIGNED_FILE);
        }
    }

    @Nested
    class Wrapping {
        @ParameterizedTest
        @ValueSource(
                strings = {"<ds:Object><x/></ds:Object>", "<ds:Object><ds:Signature/></ds:Object>", "<ds:Object/>"})
        void whenASecondObjectIsAdded_thenInvalid(String object) {
            is(
                    after(t -> t.replaceFirst("</ds:Signature>", object + "</ds:Signature>")),
                    Verdict.INVALID,
                    FindingCode.SIG_FURTHER_CONTENT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"<ds:Manifest/>", "<xades:QualifyingPropertiesReference URI=\"x\"/>", "<x/>"})
        void whenTheObjectHoldsSomethingElseToo_thenInvalid(String element) {
            is(
                    after(t -> t.replaceFirst("<ds:Object>", "<ds:Object>" + element)),
                    Verdict.INVALID,
                    FindingCode.SIG_FURTHER_CONTENT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ID", "id", "xml:id", "xades:Id"})
        void whenTheIdIsSpelledOtherwise_thenTheReferenceFindsNothing(String spelling) {
            is(
                    before(t -> t.replace("SignedProperties Id=", "SignedProperties " + spelling + "=")),
                    Verdict.INDETERMINATE,
                    FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ID", "id", "xml:id"})
        void whenAnotherElementClaimsTheIdInAnotherSpelling_thenDuplicate(String spelling) {
            is(
                    after(t -> t.replaceFirst(
                            "<ds:KeyInfo>",
                            "<ds:KeyInfo " + spelling + "=\""
                                    + t.replaceFirst("(?s).*SignedProperties Id=\"([^\"]*)\".*", "$1") + "\">")),
                    Verdict.INVALID,
                    FindingCode.SIG_DUPLICATE_ID);
        }

        @Test
        void whenKeyInfoIsSignedInsteadOfTheProperties_thenNotValid() {
            is(
                    before(t -> t.replace("<ds:KeyInfo>", "<ds:KeyInfo Id=\"ki\">")
                            .replaceFirst("URI=\"#xades[^\"]*\"", "URI=\"#ki\"")),
                    Verdict.INDETERMINATE,
                    FindingCode.SIG_SIGNED_PROPERTIES_MISSING);
        }

        @Test
        void whenTheTypeOfTheReferenceIsMissing_thenIndeterminate() {
            is(
                    before(t -> t.replace("Type=\"http://uri.etsi.org/01903#SignedProperties\"", "")),
                    Verdict.INDETERMINATE,
                    FindingCode.SIG_SIGNED_PROPERTIES_MISSING);
        }

        @Test
        void whenThePropertiesAreTransformedTwice_thenForbidden() {
            is(
                    before(t -> t.replaceFirst("(?s)<ds:Transform .*?(?=</ds:Transforms>)", "$0$0")),
                    Verdict.INVALID,
                    FindingCode.SIG_TRANSFORM_FORBIDDEN);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://www.w3.org/TR/1999/REC-xslt-19991116",
                    "http://www.w3.org/TR/1999/REC-xpath-19991116",
                    "http://www.w3.org/2002/06/xmldsig-filter2",
                    "http://www.w3.org/2000/09/xmldsig#base64",
                    "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
                    "urn:none"
                })
        void whenThePropertiesAreTransformedOtherwise_thenForbidden(String transform) {
            is(
                    before(t -> t.replaceFirst("(<ds:Transform Algorithm=\")[^\"]*", "$1" + transform)),
                    Verdict.INVALID,
                    FindingCode.SIG_TRANSFORM_FORBIDDEN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"SigningTime", "SigningCertificate"})
        void whenASignedPropertyIsThereTwice_thenFormatFailure(String name) {
            is(
                    before(t -> t.replaceFirst("(?s)<xades:" + name + ">.*?</xades:" + name + ">", "$0$0")),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenTheSecondCertificateReferenceNamesAnother_thenNotFound() {
            is(
                    before(t -> t.replaceFirst(
                            "</xades:SigningCertificate>",
                            "$0<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm=\""
                                    + "http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>AAAA</ds:DigestValue>"
                                    + "</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>")),
                    Verdict.INDETERMINATE,
                    FindingCode.SIGNING_CERT_DIGEST_MISMATCH);
        }

        @ParameterizedTest
        @ValueSource(strings = {"<?x y?>", "<!--x-->", "<x/>"})
        void whenADigestIsSplit_thenFormatFailure(String splitter) {
            is(
                    after(t -> t.replaceFirst("<ds:DigestValue>....", "$0" + splitter)),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenXmlBaseIsInheritedUnderCanonicalXml11_thenFormatFailureAndNoBug() {
            is(
                    after(t -> t.replaceFirst(
                                    "(CanonicalizationMethod Algorithm=\")[^\"]*",
                                    "$1http://www.w3.org/2006/12/xml-c14n11")
                            .replaceFirst("<asic:XAdESSignatures", "$0 xml:base=\"http://x/\"")),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "//contract.txt",
                    "./contract.txt",
                    "%2e%2e/contract.txt",
                    "contract.txt%00",
                    "%2563ontract.txt",
                    "contract.txt#x",
                    "contract.txt?x",
                    "CONTRACT.TXT",
                    "x/../contract.txt",
                    "contract.txt/",
                    " contract.txt",
                    "#xpointer(/)"
                })
        void whenTheReferenceIsSpelledOddly_thenNotFound(String uri) {
            is(
                    before(t -> t.replace("URI=\"contract.txt\"", "URI=\"" + uri + "\"")),
                    Verdict.INDETERMINATE,
                    FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenTheReferenceNamesItsOwnSignatureFile_thenTheDigestCannotMatch() {
            is(
                    before(t -> t.replace("URI=\"contract.txt\"", "URI=\"META-INF/signatures0.xml\"")),
                    Verdict.INVALID,
                    FindingCode.HASH_FAILURE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"contract.txt", "%63ontract.txt", "/contract.txt"})
        void whenAFileIsReferencedTwice_thenFormatFailure(String again) {
            is(
                    before(t -> t.replaceFirst(
                            "(?s)(<ds:Reference Id=\")([^\"]*\" URI=\")contract.txt(\">.*?</ds:Reference>)",
                            "$0$1x$2" + again + "$3")),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenNamesDifferOnlyInNormalisation_thenThatIsSaid() {
            byte[] container = signed().sandbox
                    .contracts()
                    .container()
                    .file("\u00e4.txt", "text/plain", new byte[] {1})
                    .signedBy(signed().sandbox.eResident())
                    .build();
            Map<String, byte[]> entries = new LinkedHashMap<>();
            Signed.entries(container)
                    .forEach((name, content) -> entries.put(name.equals("\u00e4.txt") ? "a\u0308.txt" : name, content));
            is(check(entries), Verdict.INDETERMINATE, FindingCode.NAME_NORMALISATION_MISMATCH);
        }
    }

    @Nested
    class Time {
        @Test
        void whenTheTimestampIsFromTheFuture_thenItProvesNothing() {
            CheckReport report = signed().check(resigned()
                    .stamped(T.plus(Duration.ofDays(30)), null)
                    .build(sound()));
            is(report, Verdict.INDETERMINATE, FindingCode.NO_POE);
            assertThat(report.signatures().get(0).provenAt()).isEmpty();
        }

        @Test
        void whenTheCheckIsAsOfATimeBeforeTheSignature_thenIndeterminate() {
            is(
                    signed().checker.check("x", sound(), T.minus(Duration.ofDays(1))),
                    Verdict.INDETERMINATE,
                    FindingCode.NO_POE,
                    FindingCode.OCSP_NOT_ACCEPTABLE);
        }

        @Test
        void whenTheAnswerIsFromTheFuture_thenItIsNotUsed() {
            byte[] container =
                    resigned().answered(T.plus(Duration.ofDays(30)), null).build(sound());
            is(signed().check(container), Verdict.INDETERMINATE, FindingCode.OCSP_NOT_ACCEPTABLE);
        }

        @Test
        void whenClocksDifferByMinutes_thenStillValid() {
            is(signed().checker.check("x", sound(), T.minus(Duration.ofMinutes(4))), Verdict.VALID);
        }

        @ParameterizedTest
        @EnumSource(names = {"SIGNER_WITHOUT_PURPOSE", "SIGNER_EXPIRED", "WRONG_IMPRINT", "BAD_SIGNATURE"})
        void whenTheFirstTimestampIsWrong_thenAGoodOneBehindItDoesNotHelp(TsaFault how) {
            assertThat(signed().check(
                                    resigned().stamped(T, how).stamped(T, null).build(sound()))
                            .verdict())
                    .isEqualTo(Verdict.INVALID);
        }

        @Test
        void whenThereAreTwoTimestamps_thenTheEarliestCounts() {
            CheckReport report = signed().check(resigned()
                    .stamped(T.plusSeconds(100), null)
                    .stamped(T, null)
                    .answered(T.plusSeconds(101), null)
                    .build(sound()));
            is(report, Verdict.VALID);
            assertThat(report.signatures().get(0).provenAt()).contains(T);
        }

        @Test
        void whenTheAnswerIsOneSecondOlder_thenInvalid() {
            is(
                    signed().check(resigned().answered(T.minusSeconds(1), null).build(sound())),
                    Verdict.INVALID,
                    FindingCode.OCSP_BEFORE_TIMESTAMP);
        }
    }

    @Nested
    class Status {
        private static byte[] revoked(Duration revokedAfter, Duration answeredAfter) {
            IdCard card = signed().sandbox.eResident();
            X509Certificate certificate = card.signingCertificate();
            signed().sandbox.ocsp().revoke(certificate, T.plus(revokedAfter), 1);
            try {
                return signed().sandbox.ocsp().answerFor(certificate, card.issuer(), T.plus(answeredAfter), null);
            } finally {
                signed().sandbox.ocsp().activate(certificate);
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenOneAnswerSaysGoodAndOneRevokedBefore_thenRevoked(boolean goodFirst) {
            byte[] bad = revoked(Duration.ofSeconds(-10), Duration.ofSeconds(2));
            Resigned both = goodFirst
                    ? resigned().answered(T.plusSeconds(1), null).answered(bad)
                    : resigned().answered(bad).answered(T.plusSeconds(1), null);
            is(signed().check(both.build(sound())), Verdict.INVALID, FindingCode.REVOKED);
        }

        @Test
        void whenRevokedAfterTheTimestampAndAnsweredLater_thenValid() {
            byte[] answer = revoked(Duration.ofSeconds(10), Duration.ofSeconds(20));
            is(signed().check(resigned().answered(answer).build(sound())), Verdict.VALID);
        }

        @Test
        void whenTheOnlyAnswerSaysRevokedLaterButIsOlderThanTheTimestamp_thenItProvesNothing() {
            byte[] answer = revoked(Duration.ofSeconds(10), Duration.ofSeconds(-20));
            is(
                    signed().check(resigned().answered(answer).build(sound())),
                    Verdict.INVALID,
                    FindingCode.OCSP_BEFORE_TIMESTAMP);
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {
                    "WRONG_NONCE",
                    "MISSING_NONCE",
                    "RESPONDER_OF_OTHER_AUTHORITY",
                    "RESPONDER_NOT_INCLUDED",
                    "FUTURE",
                    "TWO_RESPONSES"
                })
        void whenTheAnswerIsFaulty_thenNeverValid(OcspFault how) {
            assertThat(signed().check(resigned().answered(T.plusSeconds(1), how).build(sound()))
                            .verdict())
                    .isNotEqualTo(Verdict.VALID);
        }
    }

    @Nested
    class Exhaustion {
        private static CheckReport timed(Map<String, byte[]> entries) {
            byte[] container = Signed.zipped(entries);
            long start = System.nanoTime();
            CheckReport report = signed().check(container);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("work that grows with the product of two counts takes minutes")
                    .isLessThan(Duration.ofSeconds(20));
            return report;
        }

        @Test
        void whenThereAreTwoThousandSignatures_thenRefusedInsteadOfHeld() {
            Map<String, byte[]> entries = Signed.entries(sound());
            String file = "<a:XAdESSignatures xmlns:a=\"http://uri.etsi.org/02918/v1.2.1#\">"
                    + "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>".repeat(1000) + "</a:XAdESSignatures>";
            for (int i = 1; i <= 2; i++) {
                entries.put("META-INF/signatures" + i + ".xml", file.getBytes(StandardCharsets.UTF_8));
            }
            is(timed(entries), Verdict.UNREADABLE, FindingCode.CONTAINER_LIMIT_EXCEEDED);
        }

        @Test
        void whenOneSignatureCarriesHundredsOfAnswers_thenRefusedBeforeAnyIsVerified() {
            is(
                    after(t -> t.replaceFirst(
                            "(?s)(<xades:EncapsulatedOCSPValue.*?</xades:EncapsulatedOCSPValue>)", "$1".repeat(100))),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenThousandsOfReferencesMeetThousandsOfFiles_thenLinearAndShort() {
            Map<String, byte[]> entries = Signed.entries(sound());
            for (int i = 0; i < 9_000; i++) {
                entries.put("file-" + i + "-\u00e4.txt", new byte[0]);
            }
            byte[] many = Signed.rewritten(Signed.zipped(entries), Signed.SIGNATURES, bytes -> {
                String text = new String(bytes, StandardCharsets.UTF_8);
                StringBuilder references = new StringBuilder();
                for (int i = 0; i < 12_000; i++) {
                    references
                            .append("<ds:Reference URI=\"n\u00f6-")
                            .append(i)
                            .append("\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>")
                            .append("<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>");
                }
                return text.replaceFirst("</ds:SignedInfo>", references + "</ds:SignedInfo>")
                        .getBytes(StandardCharsets.UTF_8);
            });
            CheckReport report = timed(Signed.entries(many));
            assertThat(report.verdict()).isNotEqualTo(Verdict.VALID);
            assertThat(report.signatures()).hasSize(1);
            assertThat(report.signatures().get(0).findings()).hasSizeLessThanOrEqualTo(201);
        }
    }
}
