package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.signature.DdocMaker.Part;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ObjectAssert;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DDOC documents made for the test; a negative one has one fault. */
class DdocSignatureTest {
    private static final SignatureChecker CHECKER = DdocPki.shared().checker();

    private static CheckReport check(String document) {
        return CHECKER.check("contract.ddoc", DdocMaker.utf8(document));
    }

    private static CheckReport check(DdocMaker maker) {
        return check(maker.build());
    }

    private static CheckReport changed(Consumer<DdocMaker> fault) {
        DdocMaker maker = DdocMaker.usual();
        fault.accept(maker);
        return check(maker);
    }

    private static CheckReport replaced(String from, String to) {
        return check(DdocMaker.replaced(DdocMaker.usual().build(), from, to));
    }

    private static CheckedSignature only(CheckReport report) {
        assertThat(report.signatures()).as(report.toJson("x")).hasSize(1);
        return report.signatures().get(0);
    }

    private static ObjectAssert<CheckReport> assertValid(CheckReport report) {
        return assertThat(report).as(report.toJson("x")).matches(CheckReport::isValid);
    }

    /** The decisive code, and all further codes of errors about the signature. */
    private static void assertRefused(CheckReport report, Verdict verdict, FindingCode code, FindingCode... finer) {
        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(verdict);
        CheckedSignature signature = only(report);
        assertThat(signature.verdict()).isEqualTo(verdict);
        assertThat(signature.code()).as(report.toJson("x")).contains(code);
        Set<FindingCode> errors = signature.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(Finding::code)
                .collect(Collectors.toSet());
        assertThat(errors)
                .as(report.toJson("x"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(code), Stream.of(finer)).collect(Collectors.toSet()));
    }

    private static List<FindingCode> warnings(CheckReport report) {
        return only(report).findings().stream()
                .filter(f -> f.severity() == Finding.Severity.WARNING)
                .map(Finding::code)
                .distinct()
                .toList();
    }

    private static void assertDocumentRefused(CheckReport report, FindingCode code) {
        assertThat(report.verdict()).as(report.toJson("x")).isIn(Verdict.INVALID, Verdict.UNREADABLE);
        assertThat(report.findings())
                .as(report.toJson("x"))
                .anyMatch(f -> f.severity() == Finding.Severity.ERROR && f.code() == code);
    }

    @Nested
    class Good {
        @Test
        void whenAllIsInOrder_thenValidWithWhoAndWhenAndWhat() {
            CheckReport report = check(DdocMaker.usual());

            assertValid(report);
            CheckedSignature signature = only(report);
            assertThat(report.format()).isEqualTo(DocumentFormat.DDOC);
            assertThat(signature.profile()).isEqualTo(Profile.TM);
            assertThat(signature.claimedAt()).contains(DdocMaker.CLAIMED);
            assertThat(signature.provenAt()).contains(DdocMaker.ANSWERED);
            assertThat(signature.coveredFiles()).containsExactly("contract.txt");
            assertThat(signature.signer().orElseThrow().subject().identityCode())
                    .contains("39912310174");
            assertThat(signature.signerDocument().orElseThrow().eResidency()).isInstanceOf(EResidency.Yes.class);
            assertThat(report.files())
                    .containsExactly(new CheckReport.CheckedFile("contract.txt", "text/plain", 8, List.of("#S0")));
            assertThat(warnings(report)).containsExactly(FindingCode.WEAK_DIGEST);
            assertThat(report.findings()).extracting(Finding::code).containsExactly(FindingCode.WEAK_DIGEST);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.0", "1.1", "1.2"})
        void whenVersionIsOlder_thenValidAndSaidToBeOld(String version) {
            CheckReport report = check(DdocMaker.version(version).file("D0", "contract.txt", "I agree."));

            assertValid(report);
            assertThat(only(report).claimedAt()).contains(DdocMaker.CLAIMED);
            assertThat(only(report).provenAt()).contains(DdocMaker.ANSWERED);
            assertThat(report.findings())
                    .extracting(Finding::code)
                    .containsExactly(FindingCode.WEAK_DIGEST, FindingCode.OLD_FORMAT_VERSION);
        }

        @Test
        void whenThereAreSeveralFiles_thenAllAreCovered() {
            CheckReport report = check(DdocMaker.usual().file("D1", "annex.txt", "More.".repeat(100)));

            assertValid(report);
            assertThat(only(report).coveredFiles()).containsExactly("contract.txt", "annex.txt");
            assertThat(report.files().get(1).size()).isEqualTo(500);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenNonceIsWrappedOrBare_thenValid(boolean wrapped) {
            assertValid(changed(m -> m.wrappedNonce = wrapped));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.0", "1.1", "1.2", "1.3"})
        void whenOnlyTheDigestOfAFileIsInside_thenValidWithAWarning(String version) {
            CheckReport report =
                    check(DdocMaker.version(version).hashcode("D0", "contract.txt", DdocMaker.sha1("anything")));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.HASHCODE_ONLY);
            assertThat(report.findings()).extracting(Finding::code).contains(FindingCode.HASHCODE_ONLY);
        }

        @Test
        void whenLinesEndAsOnWindows_thenValid() {
            assertValid(check(DdocMaker.usual().build().replace("\n", "\r\n")));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 20})
        void whenByteOrderMarksComeFirst_thenValid(int count) {
            assertValid(check("\ufeff".repeat(count) + DdocMaker.usual().build()));
        }

        @Test
        void whenTagsAreWrittenOtherwiseButMeanTheSame_thenValid() {
            assertValid(replaced(
                    "<DigestMethod Algorithm=\"" + DdocMaker.DS + "sha1\"></DigestMethod>",
                    "<DigestMethod  Algorithm='" + DdocMaker.DS + "sha1'/>"));
        }

        @Test
        void whenCommentStandsBetweenTheParts_thenValid() {
            assertValid(replaced("\n<Signature ", "\n<!-- made by hand --><?pi?>\n<Signature "));
        }

        @Test
        void whenTheDigestOfTheAnswerIsWrongAsAlwaysIn11_thenValid() {
            assertValid(check(DdocMaker.version("1.1")
                    .file("D0", "a.txt", "x")
                    .edit(Part.UNSIGNED, DdocSignatureTest::otherOcspDigest)));
        }
    }

    @Nested
    class WhatOldProgramsDid {
        @Test
        void whenFileWasHashedWithoutItsNamespace_thenValidWithAWarning() {
            String bare =
                    "<DataFile ContentType=\"EMBEDDED_BASE64\" Filename=\"a.txt\" Id=\"D0\" MimeType=\"text/plain\" Size=\"1\">eA==</DataFile>";
            CheckReport report = check(DdocMaker.version("1.3").raw("D0", bare, DdocMaker.sha1(bare)));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.DDOC_ALTERNATE_DIGEST);
        }

        @Test
        void whenFileInheritsItsNamespace_thenTheStandardsDigestIsValid() {
            String bare =
                    "<DataFile ContentType=\"EMBEDDED_BASE64\" Filename=\"a.txt\" Id=\"D0\" MimeType=\"text/plain\" Size=\"1\">eA==</DataFile>";
            String standard = bare.replace("<DataFile ", "<DataFile xmlns=\"" + DdocMaker.DIGIDOC + "\" ");
            CheckReport report = check(DdocMaker.version("1.3").raw("D0", bare, DdocMaker.sha1(standard)));

            assertValid(report);
            assertThat(warnings(report)).doesNotContain(FindingCode.DDOC_ALTERNATE_DIGEST);
        }

        @Test
        void whenPropertiesWereHashedOutOfTheirDocument_thenValidWithAWarning() {
            CheckReport report = changed(m ->
                    m.edit(Part.PROPERTIES, "<SignedProperties xmlns=\"" + DdocMaker.ETSI + "\"", "<SignedProperties"));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.DDOC_FRAGMENT_C14N);
        }

        @Test
        void whenSignedInfoWasHashedOutOfItsDocument_thenValidWithAWarning() {
            CheckReport report =
                    changed(m -> m.edit(Part.SIGNED_INFO, "<SignedInfo xmlns=\"" + DdocMaker.DS + "\"", "<SignedInfo"));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.DDOC_FRAGMENT_C14N);
        }

        @Test
        void whenIssuerHasNoNamespace_thenValidWithAWarning() {
            CheckReport report = changed(
                    m -> m.edit(Part.PROPERTIES, "<X509IssuerName xmlns=\"" + DdocMaker.DS + "\"", "<X509IssuerName"));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.DDOC_ISSUER_NAMESPACE);
        }

        @Test
        void whenIssuerHasNoNamespaceInSkXml_thenInvalid() {
            String serial =
                    DdocPki.shared().signer.certificate().getSerialNumber().toString();
            CheckReport report = check(DdocMaker.version("1.0")
                    .file("D0", "a.txt", "x")
                    .edit(
                            Part.PROPERTIES,
                            "<IssuerSerial>" + serial,
                            "<IssuerSerial><X509SerialNumber xmlns=\"\">" + serial + "</X509SerialNumber>"));

            assertRefused(report, Verdict.INVALID, FindingCode.FORMAT_FAILURE, FindingCode.DDOC_ISSUER_NAMESPACE);
        }

        @Test
        void whenMediaTypeOfSkXmlIsChanged_thenAWarning() {
            CheckReport report = check(DdocMaker.replaced(
                    DdocMaker.version("1.0").file("D0", "a.txt", "x").build(), "\"text/plain\"", "\"text/html\""));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.FILE_MIME_MISMATCH);
        }

        @Test
        void whenFileCarriesAnotherDigestInSkXml_thenTheContentCounts() {
            CheckReport report = check(DdocMaker.replaced(
                    DdocMaker.version("1.0").file("D0", "a.txt", "x").build(),
                    "Id=\"D0\" MimeType=\"text/plain\" Size=\"1\">eA==",
                    "DigestValue=\"" + DdocMaker.sha1("x") + "\" Id=\"D0\" MimeType=\"text/plain\" Size=\"1\">eQ=="));

            assertRefused(report, Verdict.INVALID, FindingCode.HASH_FAILURE);
        }
    }

    @Nested
    class ChangedAfterSigning {
        @ParameterizedTest
        @CsvSource({
            "SSBhZ3JlZS4=,SSBhZ3JlZS0=",
            "SSBhZ3JlZS4=,'SSBhZ3JlZS4= '",
            "contract.txt,contract2.txt",
            "MimeType=\"text/plain\",MimeType=\"text/html\"",
            "Size=\"8\",Size=\"9\"",
            "<City>Tallinn,<City>Tartu",
            "2012-09-21T11:56:53Z,2012-09-20T11:56:53Z"
        })
        void whenAnythingSignedIsChanged_thenInvalid(String from, String to) {
            assertRefused(replaced(from, to), Verdict.INVALID, FindingCode.HASH_FAILURE);
        }

        @Test
        void whenContentOfSkXmlIsChanged_thenInvalid() {
            String document = DdocMaker.version("1.0").file("D0", "a.txt", "x").build();

            assertRefused(
                    check(DdocMaker.replaced(document, "\">eA==", "\">eQ==")),
                    Verdict.INVALID,
                    FindingCode.HASH_FAILURE);
        }

        @Test
        void whenStatedDigestIsChanged_thenInvalid() {
            String document = DdocMaker.version("1.3")
                    .hashcode("D0", "a.txt", DdocMaker.sha1("a"))
                    .build();
            String fault =
                    document.replace("DigestValue=\"" + DdocMaker.sha1("a"), "DigestValue=\"" + DdocMaker.sha1("b"));

            assertRefused(check(fault), Verdict.INVALID, FindingCode.HASH_FAILURE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.0", "1.1", "1.2", "1.3"})
        void whenSignedInfoIsChanged_thenInvalid(String version) {
            String document =
                    DdocMaker.version(version).file("D0", "a.txt", "x").build();

            assertRefused(
                    check(DdocMaker.replaced(document, "<Reference URI=\"#D0\">", "<Reference  Id=\"R\" URI=\"#D0\">")),
                    Verdict.INVALID,
                    FindingCode.SIG_CRYPTO_FAILURE);
        }

        @Test
        void whenSpaceIsAddedInSkXmlsSignedInfo_thenInvalidBecauseItIsHashedAsItStands() {
            String document = DdocMaker.version("1.0").file("D0", "a.txt", "x").build();

            assertRefused(
                    check(DdocMaker.replaced(document, "</SignatureMethod>", "</SignatureMethod> ")),
                    Verdict.INVALID,
                    FindingCode.SIG_CRYPTO_FAILURE);
        }
    }

    @Nested
    class Value {
        @Test
        void whenMadeWithAnotherKey_thenInvalid() {
            assertRefused(
                    changed(m -> m.keyOf = DdocPki.shared().other), Verdict.INVALID, FindingCode.SIG_CRYPTO_FAILURE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "3021300906052b0e03021a0500041400",
                    "301f300706052b0e03021a041400",
                    "",
                    "3021300906052b0e03021a05000413",
                    "3020300c06082a864886f70d020505000410"
                })
        void whenThePrefixIsWrong_thenInvalidAndSaidWhy(String prefix) {
            assertRefused(
                    changed(m -> m.prefix = prefix),
                    Verdict.INVALID,
                    FindingCode.SIG_CRYPTO_FAILURE,
                    FindingCode.SIG_VALUE_ASN1_PREFIX);
        }

        @Test
        void whenAlgorithmIsNotSha1_thenNotAccepted() {
            assertRefused(
                    changed(m -> m.edit(
                            Part.SIGNED_INFO,
                            DdocMaker.DS + "rsa-sha1",
                            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")),
                    Verdict.INDETERMINATE,
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenDigestIsNotSha1_thenNotAccepted() {
            assertRefused(
                    changed(m ->
                            m.edit(Part.SIGNED_INFO, DdocMaker.DS + "sha1", "http://www.w3.org/2001/04/xmlenc#sha256")),
                    Verdict.INDETERMINATE,
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenCanonicalizationIsUnknown_thenNotAccepted() {
            assertRefused(
                    changed(m ->
                            m.edit(Part.SIGNED_INFO, "REC-xml-c14n-20010315", "REC-xml-c14n-20010315#WithComments")),
                    Verdict.INDETERMINATE,
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenAReferenceIsTransformed_thenInvalid() {
            assertRefused(
                    changed(m -> m.edit(
                            Part.SIGNED_INFO,
                            "<Reference URI=\"#D0\">",
                            "<Reference URI=\"#D0\"><Transforms><Transform Algorithm=\"" + DdocMaker.DS
                                    + "enveloped-signature\"></Transform></Transforms>")),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE,
                    FindingCode.SIG_TRANSFORM_FORBIDDEN);
        }
    }

    @Nested
    class Coverage {
        @Test
        void whenAFileIsNotReferenced_thenInvalid() {
            CheckReport report = changed(m -> m.edit(
                    Part.DATA_FILES,
                    text -> text + text.replace("Id=\"D0\"", "Id=\"D1\"").replace("contract", "annex")));

            assertRefused(report, Verdict.INVALID, FindingCode.CONTAINER_UNSIGNED_FILE);
            assertThat(report.files().get(1).coveredBy()).isEmpty();
        }

        @Test
        void whenAReferencedFileIsMissing_thenIndeterminate() {
            DdocMaker maker = DdocMaker.usual().file("D1", "annex.txt", "x");
            String document = maker.build();
            int from = document.indexOf("<DataFile", document.indexOf("<DataFile") + 1);
            int to = document.lastIndexOf("</DataFile>") + "</DataFile>".length();

            assertRefused(
                    check(document.substring(0, from) + document.substring(to)),
                    Verdict.INDETERMINATE,
                    FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenThereIsNoFileAtAll_thenNotValid() {
            assertRefused(check(DdocMaker.version("1.3")), Verdict.INDETERMINATE, FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenPropertiesAreNotReferenced_thenIndeterminate() {
            assertRefused(
                    changed(m -> m.edit(
                            Part.SIGNED_INFO,
                            text -> text.substring(0, text.lastIndexOf("<Reference")) + "</SignedInfo>")),
                    Verdict.INDETERMINATE,
                    FindingCode.SIG_CONSTRAINTS_FAILURE,
                    FindingCode.SIG_SIGNED_PROPERTIES_MISSING);
        }

        @Test
        void whenAFileIsReferencedTwice_thenInvalid() {
            assertRefused(
                    changed(m -> m.edit(Part.SIGNED_INFO, text -> {
                        int from = text.indexOf("<Reference");
                        int to = text.indexOf("<Reference", from + 1);
                        return text.substring(0, to) + text.substring(from);
                    })),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenAFileTakesTheIdOfTheProperties_thenInvalid() {
            CheckReport report = check(DdocMaker.usual()
                    .file("S0-SignedProperties", "evil.txt", "x")
                    .edit(Part.SIGNED_INFO, text -> {
                        int from = text.indexOf("<Reference URI=\"#S0-SignedProperties\"");
                        return text.substring(0, from) + text.substring(text.indexOf("<Reference", from + 1));
                    }));

            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(only(report).findings()).extracting(Finding::code).contains(FindingCode.SIG_DUPLICATE_ID);
        }
    }

    @Nested
    class SignersCertificate {
        @Test
        void whenDigestNamesAnotherCertificate_thenIndeterminate() {
            DdocPki pki = DdocPki.shared();
            assertRefused(
                    changed(m ->
                            m.edit(Part.PROPERTIES, DdocMaker.sha1(pki.signer.der()), DdocMaker.sha1(pki.other.der()))),
                    Verdict.INDETERMINATE,
                    FindingCode.NO_SIGNING_CERTIFICATE_FOUND,
                    FindingCode.SIGNING_CERT_DIGEST_MISMATCH);
        }

        @ParameterizedTest
        @CsvSource({"CN=TEST of ESTEID-SK 2011,CN=TEST of ESTEID-SK 2007", "</X509SerialNumber>,1</X509SerialNumber>"})
        void whenIssuerOrSerialNumberIsAnother_thenIndeterminate(String from, String to) {
            assertRefused(
                    changed(m -> m.edit(Part.PROPERTIES, from, to)),
                    Verdict.INDETERMINATE,
                    FindingCode.NO_SIGNING_CERTIFICATE_FOUND,
                    FindingCode.SIGNING_CERT_ISSUER_MISMATCH);
        }

        @Test
        void whenIssuerIsWrittenWithCommas_thenValid() {
            assertValid(changed(m -> m.edit(
                    Part.PROPERTIES,
                    "C=EE/O=AS Sertifitseerimiskeskus/CN=TEST of ESTEID-SK 2011",
                    "emailAddress=pki@sk.ee, CN=TEST of ESTEID-SK 2011, O=AS Sertifitseerimiskeskus, C=EE")));
        }

        @Test
        void whenItIsForAuthentication_thenIndeterminate() {
            DdocPki.Holder card = DdocPki.shared().authenticating;
            assertRefused(
                    changed(m -> m.signer = m.keyOf = m.aboutWhom = card),
                    Verdict.INDETERMINATE,
                    FindingCode.CHAIN_CONSTRAINTS_FAILURE,
                    FindingCode.CERT_KEY_USAGE);
        }

        @Test
        void whenItHadExpired_thenNotValid() {
            DdocPki.Holder card = DdocPki.shared().expired;
            CheckReport report = changed(m -> m.signer = m.keyOf = m.aboutWhom = card);

            assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.INDETERMINATE);
            assertThat(only(report).findings())
                    .extracting(Finding::code)
                    .contains(FindingCode.OUT_OF_BOUNDS_NOT_REVOKED);
        }

        @Test
        void whenNobodyTrustsItsIssuer_thenIndeterminate() {
            SignatureChecker elsewhere = Signed.trusting(java.util.Map.of(
                    dev.eresident.core.trust.ServiceType.OCSP_QC,
                    DdocPki.shared().responder.certificate()));

            assertRefused(
                    elsewhere.check("x.ddoc", DdocMaker.utf8(DdocMaker.usual().build())),
                    Verdict.INDETERMINATE,
                    FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }
    }

    private static String otherOcspDigest(String unsigned) {
        int at = unsigned.indexOf("<DigestValue>", unsigned.indexOf("<DigestAlgAndValue>")) + "<DigestValue>".length();
        return unsigned.substring(0, at)
                + DdocMaker.sha1("another")
                + unsigned.substring(unsigned.indexOf("</DigestValue>", at));
    }

    @Nested
    class Mark {
        @Test
        void whenNonceIsOfAnotherSignature_thenInvalid() {
            assertRefusedFirst(
                    changed(m -> m.nonce = new byte[20]), Verdict.INVALID, FindingCode.TIMEMARK_NONCE_MISMATCH);
        }

        @Test
        void whenThereIsNoNonce_thenInvalid() {
            assertRefusedFirst(changed(m -> m.withNonce = false), Verdict.INVALID, FindingCode.TIMEMARK_NONCE_MISMATCH);
        }

        private void assertRefusedFirst(CheckReport report, Verdict verdict, FindingCode code) {
            assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(verdict);
            assertThat(only(report).code()).contains(code);
            assertThat(only(report).provenAt()).isEmpty();
        }

        @Test
        void whenAnswerIsAboutAnother_thenIndeterminate() {
            assertRefusedFirst(
                    changed(m -> m.aboutWhom = DdocPki.shared().other),
                    Verdict.INDETERMINATE,
                    FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }

        @Test
        void whenCertificateWasRevoked_thenInvalid() {
            assertRefused(
                    changed(m -> m.status = new RevokedStatus(Date.from(DdocMaker.CLAIMED), 1)),
                    Verdict.INVALID,
                    FindingCode.REVOKED);
        }

        @Test
        void whenCertificateIsNotKnown_thenIndeterminate() {
            assertRefused(
                    changed(m -> m.status = new UnknownStatus()),
                    Verdict.INDETERMINATE,
                    FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                    FindingCode.CERT_STATUS_UNKNOWN);
        }

        @Test
        void whenResponderGivesNoTimeMarks_thenInvalid() {
            assertRefused(
                    changed(m -> m.responder = DdocPki.shared().liveResponder),
                    Verdict.INVALID,
                    FindingCode.TIMEMARK_RESPONDER);
        }

        @Test
        void whenResponderOnlyBearsTheName_thenIndeterminate() {
            CheckReport report = changed(m -> m.responder = DdocPki.shared().foreignResponder);

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(only(report).findings())
                    .extracting(Finding::code)
                    .contains(FindingCode.OCSP_RESPONDER_UNTRUSTED);
        }

        @Test
        void whenThereIsNoAnswer_thenIndeterminate() {
            CheckReport report = changed(
                    m -> m.edit(Part.UNSIGNED, text -> text.replaceAll("<RevocationValues>.*</RevocationValues>", "")));

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(only(report).findings()).extracting(Finding::code).contains(FindingCode.OCSP_MISSING);
            assertThat(only(report).profile()).isEqualTo(Profile.B);
        }

        @Test
        void whenThereAreTwoAnswers_thenIndeterminate() {
            CheckReport report = changed(m -> m.edit(Part.UNSIGNED, text -> {
                int from = text.indexOf("<EncapsulatedOCSPValue");
                int to = text.indexOf("</OCSPValues>");
                return text.substring(0, to) + text.substring(from);
            }));

            assertRefused(
                    report,
                    Verdict.INDETERMINATE,
                    FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                    FindingCode.OCSP_NOT_ACCEPTABLE);
        }

        @Test
        void whenAnswerIsNoBase64_thenIndeterminate() {
            CheckReport report =
                    changed(m -> m.edit(Part.UNSIGNED, "</EncapsulatedOCSPValue>", "!</EncapsulatedOCSPValue>"));

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(only(report).findings()).extracting(Finding::code).contains(FindingCode.OCSP_NOT_ACCEPTABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.2", "1.3"})
        void whenRecordHasAnotherDigest_thenIndeterminate(String version) {
            assertRefused(
                    check(DdocMaker.version(version)
                            .file("D0", "a.txt", "x")
                            .edit(Part.UNSIGNED, DdocSignatureTest::otherOcspDigest)),
                    Verdict.INDETERMINATE,
                    FindingCode.OCSP_REFERENCE_MISMATCH);
        }

        @ParameterizedTest
        @CsvSource({"11:56:55Z,11:56:56Z", "#N0,#N1"})
        void whenRecordHasAnotherTimeOrName_thenIndeterminate(String from, String to) {
            assertRefused(
                    changed(m -> m.edit(Part.UNSIGNED, from, to)),
                    Verdict.INDETERMINATE,
                    FindingCode.OCSP_REFERENCE_MISMATCH);
        }

        @Test
        void whenTimeOfSkXmlIsOfAnotherHour_thenIndeterminate() {
            assertRefused(
                    check(DdocMaker.version("1.0")
                            .file("D0", "a.txt", "x")
                            .edit(Part.UNSIGNED, "14:56:55", "11:56:55")),
                    Verdict.INDETERMINATE,
                    FindingCode.OCSP_REFERENCE_MISMATCH);
        }

        @Test
        void whenRecordNamesAnotherResponder_thenIndeterminate() {
            DdocPki pki = DdocPki.shared();
            assertRefused(
                    changed(m -> m.edit(
                            Part.UNSIGNED, DdocMaker.sha1(pki.responder.der()), DdocMaker.sha1(pki.other.der()))),
                    Verdict.INDETERMINATE,
                    FindingCode.OCSP_REFERENCE_MISMATCH);
        }

        @Test
        void whenCheckIsMadeAsOfBeforeTheMark_thenNotValid() {
            CheckReport report = CHECKER.check(
                    "x.ddoc", DdocMaker.utf8(DdocMaker.usual().build()), DdocMaker.ANSWERED.minusSeconds(3600));

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(only(report).provenAt()).isEmpty();
        }

        @Test
        void whenCheckIsMadeAsOfSoonAfterTheMark_thenValid() {
            Instant soon = Instant.parse("2013-01-01T00:00:00Z");

            assertValid(CHECKER.check("x.ddoc", DdocMaker.utf8(DdocMaker.usual().build()), soon));
        }
    }

    @Nested
    class Structure {
        @Test
        void whenTwoFilesHaveTheSameId_thenInvalid() {
            CheckReport report = changed(m -> m.edit(Part.DATA_FILES, text -> text + text));

            assertDocumentRefused(report, FindingCode.SIG_DUPLICATE_ID);
            assertThat(only(report).code()).contains(FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenTwoSignaturesHaveTheSameId_thenInvalid() {
            String document = DdocMaker.usual().build();
            String signature = document.substring(document.indexOf("<Signature "), document.indexOf("</SignedDoc>"));

            assertDocumentRefused(
                    check(document.replace("</SignedDoc>", signature + "</SignedDoc>")), FindingCode.SIG_DUPLICATE_ID);
        }

        @Test
        void whenTheFileIsWrappedAndAnotherPutInItsPlace_thenInvalid() {
            String document = DdocMaker.usual().build();
            String file = document.substring(document.indexOf("<DataFile"), document.indexOf("</DataFile>") + 11);
            String evil = file.replace("SSBhZ3JlZS4=", "SSByZWZ1c2Uu");

            assertDocumentRefused(
                    check(document.replace(file, evil + "<Wrapper>" + file + "</Wrapper>")),
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenAFileComesAfterTheSignature_thenInvalid() {
            String document = DdocMaker.usual().build();
            String file = document.substring(document.indexOf("<DataFile"), document.indexOf("</DataFile>") + 11);

            assertDocumentRefused(
                    check(document.replace(file, "").replace("</SignedDoc>", file + "</SignedDoc>")),
                    FindingCode.FORMAT_FAILURE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<x/>",
                    "<DataFile Id=\"D0\">SSBhZ3JlZS4=</DataFile>",
                    "<!-- -->",
                    "<?x?>",
                    "&unknown;",
                    "&#0;",
                    "<![CDATA["
                })
        void whenAFileHoldsMarkup_thenRefused(String markup) {
            assertDocumentRefused(replaced("SSBhZ3JlZS4=", markup + "SSBhZ3JlZS4="), FindingCode.XML_MALFORMED);
        }

        @Test
        void whenAFileIsNoBase64_thenInvalid() {
            String bad = "<DataFile xmlns=\"" + DdocMaker.DIGIDOC
                    + "\" ContentType=\"EMBEDDED_BASE64\" Filename=\"a.txt\" Id=\"D0\" Size=\"1\">e%A=</DataFile>";

            assertDocumentRefused(
                    check(DdocMaker.version("1.3").raw("D0", bad, DdocMaker.sha1(bad))), FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenAFileThatIsNotInsideHasContent_thenInvalid() {
            String document = DdocMaker.version("1.3")
                    .hashcode("D0", "a.txt", DdocMaker.sha1("a"))
                    .build();

            assertDocumentRefused(
                    check(DdocMaker.replaced(document, "\"></DataFile>", "\">eA==</DataFile>")),
                    FindingCode.FORMAT_FAILURE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"sha256", ""})
        void whenStatedDigestIsNoSha1_thenInvalid(String type) {
            String document = DdocMaker.version("1.3")
                    .hashcode("D0", "a.txt", DdocMaker.sha1("a"))
                    .build();

            assertDocumentRefused(
                    check(DdocMaker.replaced(document, "DigestType=\"sha1\"", "DigestType=\"" + type + "\"")),
                    FindingCode.FORMAT_FAILURE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"EMBEDDED", "DETATCHED", ""})
        void whenContentTypeIsUnknown_thenInvalid(String type) {
            assertDocumentRefused(
                    replaced("ContentType=\"EMBEDDED_BASE64\"", "ContentType=\"" + type + "\""),
                    FindingCode.FORMAT_FAILURE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"../contract.txt", "a\\contract.txt", "/contract.txt", ""})
        void whenANameLeadsElsewhere_thenInvalidAlthoughSigned(String name) {
            CheckReport report = check(DdocMaker.version("1.3").file("D0", name, "x"));

            assertDocumentRefused(report, FindingCode.DDOC_FILE_NAME);
            assertThat(only(report).verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenACommentSplitsADigest_thenInvalid() {
            String digest = DdocMaker.sha1(DdocPki.shared().signer.der());
            String split = digest.substring(0, 5) + "<!-- -->" + digest.substring(5);
            String document = DdocMaker.usual().build();
            String reference =
                    document.substring(document.indexOf("<DigestValue>") + 13, document.indexOf("</DigestValue>"));

            assertRefused(
                    check(document.replace(reference, reference.substring(0, 5) + "<!-- -->" + reference.substring(5))),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
            assertThat(check(DdocMaker.replaced(document, digest, split)).verdict())
                    .isNotEqualTo(Verdict.VALID);
        }

        @ParameterizedTest
        @CsvSource({
            "<KeyInfo>,<Evil/><KeyInfo>",
            "<City>,<Evil/><City>",
            "<CertRefs>,<Evil/><CertRefs>",
            "</X509Certificate>,</X509Certificate><X509Certificate></X509Certificate>",
            "<SignedDataObjectProperties>,<SignedSignatureProperties/><SignedDataObjectProperties>"
        })
        void whenASignatureHoldsWhatItMayNot_thenInvalid(String from, String to) {
            assertRefused(replaced(from, to), Verdict.INVALID, FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenThereIsASecondSignedInfo_thenInvalid() {
            String document = DdocMaker.usual().build();
            String info = document.substring(document.indexOf("<SignedInfo"), document.indexOf("</SignedInfo>") + 13);

            assertRefused(check(document.replace(info, info + info)), Verdict.INVALID, FindingCode.FORMAT_FAILURE);
        }

        @ParameterizedTest
        @CsvSource({"version=\"1.3\",version=\"1.4\"", "DIGIDOC-XML,BDOC", "' version=\"1.3\"',''"})
        void whenFormatIsUnknown_thenInvalid(String from, String to) {
            assertDocumentRefused(replaced(from, to), FindingCode.FORMAT_FAILURE);
        }
    }

    @Nested
    class Unsigned {
        @Test
        void whenThereIsNoSignature_thenUnsigned() {
            String document = DdocMaker.usual().build();

            CheckReport report = check(document.substring(0, document.indexOf("<Signature ")) + "</SignedDoc>");

            assertThat(report.verdict()).isEqualTo(Verdict.UNSIGNED);
            assertThat(report.files()).hasSize(1);
        }

        @Test
        void whenThereIsOnlyThePlaceOfASignature_thenUnsigned() {
            CheckReport report =
                    check("<SignedDoc format='DIGIDOC-XML' version='1.3'><Signature Id='S0'/></SignedDoc>");

            assertThat(report.verdict()).isEqualTo(Verdict.UNSIGNED);
            assertThat(report.findings()).isNotEmpty();
        }

        @Test
        void whenASecondSignatureIsOnlyItsPlace_thenInvalid() {
            CheckReport report = replaced("</SignedDoc>", "<Signature Id=\"S1\"/></SignedDoc>");

            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.signatures())
                    .extracting(CheckedSignature::verdict)
                    .containsExactly(Verdict.VALID, Verdict.INVALID);
        }
    }

    @Nested
    class Hostile {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!DOCTYPE SignedDoc><SignedDoc/>",
                    "<!DOCTYPE SignedDoc [<!ENTITY a 'b'>]><SignedDoc>&a;</SignedDoc>",
                    "<!DOCTYPE SignedDoc SYSTEM 'http://127.0.0.1:1/x.dtd'><SignedDoc/>",
                    "<?xml version='1.1'?><SignedDoc/>",
                    "<SignedDoc>text</SignedDoc>",
                    "<SignedDoc><DataFile></SignedDoc>",
                    "<SignedDoc/><SignedDoc/>",
                    "<SignedDoc>",
                    "<SignedDoc a='1' a='2'/>",
                    "<p:SignedDoc/>"
                })
        void whenXmlIsMalformedOrDangerous_thenRefused(String document) {
            assertDocumentRefused(check(document), FindingCode.XML_MALFORMED);
        }

        @Test
        void whenTextComesBeforeTheProlog_thenRefused() {
            assertThat(check("x" + DdocMaker.usual().build()).verdict()).isEqualTo(Verdict.UNREADABLE);
        }

        @Test
        void whenADoctypeIsPutBeforeAGoodDocument_thenRefused() {
            assertDocumentRefused(
                    replaced("<SignedDoc ", "<!DOCTYPE SignedDoc><SignedDoc "), FindingCode.XML_MALFORMED);
        }

        @Test
        void whenSomethingIsNestedTooDeep_thenRefused() {
            assertDocumentRefused(
                    replaced("<City>", "<a>".repeat(70) + "</a>".repeat(70) + "<City>"),
                    FindingCode.CONTAINER_LIMIT_EXCEEDED);
        }

        @Test
        void whenAnAttributeIsHuge_thenRefused() {
            assertDocumentRefused(
                    replaced("<City>", "<City x=\"" + "y".repeat(5_000_000) + "\">"),
                    FindingCode.CONTAINER_LIMIT_EXCEEDED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Filename=\"contract.txt", "MimeType=\"text/plain", "Id=\"D0", "<Signature Id=\"S0"})
        void whenAnAttributeForTheReportIsLong_thenRefused(String start) {
            assertDocumentRefused(replaced(start, start + "x".repeat(1_100)), FindingCode.CONTAINER_LIMIT_EXCEEDED);
        }

        @Test
        void whenANameIsHuge_thenRefused() {
            assertThat(replaced("<City>", "<" + "y".repeat(5_000) + ">").verdict())
                    .isIn(Verdict.INVALID, Verdict.UNREADABLE);
        }

        @Test
        void whenThereAreTooManyFilesOrSignatures_thenRefused() {
            String files = Stream.iterate(0, i -> i + 1)
                    .limit(10_001)
                    .map(i -> "<DataFile Id='D" + i + "'/>")
                    .collect(Collectors.joining());
            String signatures = Stream.iterate(0, i -> i + 1)
                    .limit(2_001)
                    .map(i -> "<Signature Id='S" + i + "'/>")
                    .collect(Collectors.joining());

            assertDocumentRefused(check("<SignedDoc>" + files + "</SignedDoc>"), FindingCode.CONTAINER_LIMIT_EXCEEDED);
            assertDocumentRefused(
                    check("<SignedDoc>" + signatures + "</SignedDoc>"), FindingCode.CONTAINER_LIMIT_EXCEEDED);
        }

        @Test
        void whenEncodingIsUtf16_thenReadAllTheSame() {
            String document = DdocMaker.usual().build().replace("UTF-8", "UTF-16");

            assertValid(CHECKER.check("x.ddoc", document.getBytes(java.nio.charset.StandardCharsets.UTF_16)));
        }

        @Test
        void whenTheDocumentIsCutAnywhere_thenNeverValid() {
            byte[] document = DdocMaker.utf8(DdocMaker.usual().build().strip());
            for (int length = 0; length < document.length; length += 97) {
                assertThat(CHECKER.check("x.ddoc", java.util.Arrays.copyOf(document, length))
                                .verdict())
                        .isNotEqualTo(Verdict.VALID);
            }
        }
    }

    @Nested
    class Rarities {
        @Test
        void whenTheRootDeclaresMoreThanTheFileWasHashedWith_thenValidWithAWarning() {
            String tag =
                    " ContentType=\"EMBEDDED_BASE64\" Filename=\"a.txt\" Id=\"D0\" MimeType=\"text/plain\" Size=\"1\">eA==</DataFile>";
            String hashed = "<DataFile xmlns=\"" + DdocMaker.DIGIDOC + "\"" + tag;
            String document = DdocMaker.version("1.3")
                    .raw("D0", "<DataFile" + tag, DdocMaker.sha1(hashed))
                    .build();

            CheckReport report = check(DdocMaker.replaced(document, "<SignedDoc ", "<SignedDoc xmlns:x=\"urn:x\" "));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.DDOC_FRAGMENT_C14N);
        }

        @Test
        void whenOldPropertiesWereHashedWithTheNamespaceOfXmlSignature_thenValidWithAWarning() {
            String document = DdocMaker.version("1.2").file("D0", "a.txt", "x").build();
            document = DdocMaker.replaced(
                    document, "<SignedProperties xmlns=\"" + DdocMaker.DS + "\"", "<SignedProperties");

            CheckReport report = check(DdocMaker.replaced(
                    document, "<QualifyingProperties>", "<QualifyingProperties xmlns=\"" + DdocMaker.ETSI + "\">"));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.DDOC_FRAGMENT_C14N);
        }

        @Test
        void whenSignedInfoIsCanonicalisedExclusively_thenValid() {
            assertValid(changed(m -> m.edit(
                    Part.SIGNED_INFO,
                    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
                    "http://www.w3.org/2001/10/xml-exc-c14n#")));
        }

        @ParameterizedTest
        @CsvSource({
            "http://www.w3.org/2000/09/xmldsig#enveloped-signature,VALID",
            "http://www.sk.ee/2002/10/digidoc#detatched-document-signature,VALID",
            "http://www.w3.org/TR/1999/REC-xslt-19991116,INVALID"
        })
        void whenSkXmlNamesATransform_thenOnlyItsOwnTwoAreAccepted(String algorithm, Verdict verdict) {
            CheckReport report = check(DdocMaker.version("1.0")
                    .file("D0", "a.txt", "x")
                    .edit(
                            Part.SIGNED_INFO,
                            "<Reference URI=\"#D0\">",
                            "<Reference URI=\"#D0\"><Transforms><Transform Algorithm=\"" + algorithm
                                    + "\"></Transform></Transforms>"));

            assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(verdict);
        }

        @Test
        void whenSignedInfoOfSkXmlDeclaresItsNamespace_thenThatIsHashedToo() {
            CheckReport report = check(DdocMaker.version("1.0")
                    .file("D0", "a.txt", "x")
                    .edit(Part.SIGNED_INFO, "<SignedInfo>", "<SignedInfo xmlns=\"" + DdocMaker.DS + "\">"));

            assertValid(report);
            assertThat(warnings(report)).contains(FindingCode.SIG_PROPERTY_NOT_JUDGED);
        }

        @Test
        void whenSigningTimeIsMissing_thenIndeterminate() {
            assertRefused(
                    changed(m -> m.edit(Part.PROPERTIES, text -> text.replaceAll("<SigningTime>.*</SigningTime>", ""))),
                    Verdict.INDETERMINATE,
                    FindingCode.SIG_CONSTRAINTS_FAILURE);
        }

        @Test
        void whenTheCertificateCannotBeRead_thenIndeterminate() {
            assertRefused(
                    replaced("<X509Certificate>MII", "<X509Certificate>MIJ"),
                    Verdict.INDETERMINATE,
                    FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
        }

        @Test
        void whenTheCertificatesDigestIsSaidToBeAnother_thenIndeterminate() {
            assertRefused(
                    changed(m ->
                            m.edit(Part.PROPERTIES, DdocMaker.DS + "sha1", "http://www.w3.org/2001/04/xmlenc#sha256")),
                    Verdict.INDETERMINATE,
                    FindingCode.NO_SIGNING_CERTIFICATE_FOUND,
                    FindingCode.SIGNING_CERT_DIGEST_MISMATCH);
        }

        @ParameterizedTest
        @ValueSource(strings = {" Id=\"D0\"", " Id=\"S0\""})
        void whenAFileOrSignatureHasNoId_thenInvalid(String id) {
            assertDocumentRefused(replaced(id, ""), FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenSizeIsOnlyStated_thenReportedAsStated() {
            CheckReport report =
                    check(DdocMaker.version("1.3").hashcode("D0", "contract.txt", DdocMaker.sha1("anything")));

            assertThat(report.files().get(0).size()).isEqualTo(8);
        }

        @Test
        void whenThereAreManyWarnings_thenAnErrorAfterThemStillCounts() {
            String file = "<DataFile ContentType='HASHCODE' DigestType='sha1' DigestValue='" + DdocMaker.sha1("x")
                    + "' Filename='a' Id='X%d'/>";
            String many = Stream.iterate(0, i -> i + 1)
                    .limit(300)
                    .map(i -> file.formatted(i))
                    .collect(Collectors.joining());
            String document = DdocMaker.replaced(
                    DdocMaker.usual().build(), "<DataFile ", many + file.formatted(0) + "<DataFile ");

            CheckReport report = check(document);

            assertDocumentRefused(report, FindingCode.SIG_DUPLICATE_ID);
            assertThat(report.findings()).hasSizeLessThan(250);
        }
    }

    @Test
    void whenRulesAreNotTheEstonianOnes_thenNotValid() {
        byte[] document = DdocMaker.utf8(DdocMaker.usual().build());
        for (ValidationPolicy rules : ValidationPolicy.values()) {
            CheckReport report = CHECKER.withPolicy(rules).check("x.ddoc", document);
            assertThat(report.isValid()).as(rules.name()).isEqualTo(rules == ValidationPolicy.ESTONIA);
        }
    }
}
