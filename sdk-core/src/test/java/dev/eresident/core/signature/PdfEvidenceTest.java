package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.revocation.CrlMaker;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.sandbox.pki.Authority;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the document around a CMS adds to it, by the plain rules of ETSI: time-stamps, answers, lists and certificates, each in one place only. */
class PdfEvidenceTest {
    private static final Instant LATER = Signed.NOW.plusSeconds(60);
    private static final String OLD_STYLE = PdfSigning.CADES.replace("ETSI.CAdES.detached", "adbe.pkcs7.detached");

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() throws IOException {
        signed = new Signed();
    }

    private static CheckedSignature check(SignatureChecker checker, byte[] pdf) {
        CheckReport report =
                checker.withPolicy(ValidationPolicy.ETSI).check("contract.pdf", pdf, Signed.NOW.plusSeconds(7200));
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0);
    }

    private static CheckedSignature check(byte[] pdf) {
        return check(signed.checker, pdf);
    }

    private static List<FindingCode> codes(CheckedSignature signature) {
        return signature.findings().stream().map(Finding::code).toList();
    }

    private static void assertValid(CheckedSignature signature) {
        assertThat(signature.verdict()).as(signature.findings().toString()).isEqualTo(Verdict.VALID);
    }

    private static byte[] signedBy(UnaryOperator<CadesMaker> change) {
        return signedBy(PdfSigning.CADES, change);
    }

    private static byte[] signedBy(String dictionary, UnaryOperator<CadesMaker> change) {
        return PdfSigning.with(PdfForge.document(), dictionary)
                .signed(covered -> CadesMaker.der(change.apply(new CadesMaker(signed.sandbox, covered).withoutAnswer())
                        .detached()));
    }

    /** Adds one kind of validation data. */
    private static byte[] with(String entry, byte[] file, byte[]... data) {
        StringBuilder references = new StringBuilder();
        PdfForge forge = PdfForge.continuing(file)
                .object(PdfForge.CATALOG, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/DSS 30 0 R>>");
        for (int i = 0; i < data.length; i++) {
            forge.stream(31 + i, "", data[i]);
            references.append(31 + i).append(" 0 R ");
        }
        return forge.object(30, "<</Type/DSS/" + entry + "[" + references + "]>>")
                .finish()
                .bytes();
    }

    private static byte[] answer() {
        return signed.sandbox
                .ocsp()
                .answerFor(signer(), signed.sandbox.eResident().issuer(), Signed.NOW.plusSeconds(1), null);
    }

    private static X509Certificate signer() {
        return signed.sandbox.eResident().signing().certificate();
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class Timestamps {
        private byte[] stamped(byte[] file, byte... instead) {
            return PdfSigning.second(file, PdfSigning.TIMESTAMP)
                    .signed(covered -> signed.sandbox
                            .tsa()
                            .token(
                                    DigestAlgorithm.SHA256.digest(instead.length == 0 ? covered : instead),
                                    LATER,
                                    null));
        }

        @Test
        void whenADocumentTimestampIsTheOnlyProofOfTime_thenItCounts() {
            CheckedSignature signature = check(stamped(with("OCSPs", signedBy(CadesMaker::withoutStamp), answer())));
            assertValid(signature);
            assertThat(signature.provenAt()).contains(LATER);
            assertThat(signature.profile()).isEqualTo(Profile.LTA);
        }

        @Test
        void whenTheDocumentTimestampIsAboutSomethingElse_thenItProvesNothing() {
            CheckedSignature signature =
                    check(stamped(with("OCSPs", signedBy(CadesMaker::withoutStamp), answer()), (byte) 9));
            assertThat(signature.provenAt()).isEmpty();
            assertThat(codes(signature)).contains(FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        @Test
        void whenTheDocumentTimestampIsOlderThanTheValidationData_thenTheLevelIsLower() {
            assertThat(check(with("OCSPs", stamped(signedBy(CadesMaker::withoutStamp)), answer()))
                            .profile())
                    .isEqualTo(Profile.LT);
        }

        @ParameterizedTest
        @CsvSource({"true, false, T", "false, true, T", "false, false, B"})
        void whenThereAreNoAnswers_thenTheLevelIsByTheTimestamps(boolean value, boolean document, Profile profile) {
            byte[] pdf = signedBy(value ? UnaryOperator.identity() : CadesMaker::withoutStamp);
            CheckedSignature signature = check(document ? stamped(pdf) : pdf);
            assertThat(signature.profile()).isEqualTo(profile);
            assertThat(signature.code()).contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }
    }

    @Nested
    class Material {
        private CrlMaker list() {
            return new CrlMaker(signed.sandbox.eResident().issuer().credential(), Signed.NOW.minusSeconds(60))
                    .next(Signed.NOW.plusSeconds(86_400));
        }

        @Test
        void whenAListIsAdded_thenItIsRead() {
            byte[] pdf = signedBy(UnaryOperator.identity());
            CheckedSignature signature = check(with("CRLs", pdf, list().der()));
            assertValid(signature);
            assertThat(signature.profile()).isEqualTo(Profile.LT);

            byte[] revoked = list().revoke(signer().getSerialNumber(), Signed.NOW.minusSeconds(70), null)
                    .der();
            assertThat(check(with("CRLs", pdf, revoked)).code()).contains(FindingCode.REVOKED);
        }

        @Test
        void whenTheSignersCertificateIsAdded_thenItIsFound() {
            byte[] pdf = signedBy(CadesMaker::withoutCertificate);
            assertThat(check(with("OCSPs", pdf, answer())).code()).contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
            assertThat(check(with("Certs", pdf, der(signer()))).code())
                    .contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }

        @Test
        void whenTheIssuerIsAdded_thenTheChainIsFound() {
            Authority issuer = signed.sandbox.eResident().issuer();
            Authority root = issuer.parent().orElseThrow();
            SignatureChecker underRoot = Signed.trusting(Map.of(
                    ServiceType.CA_QC,
                    root.certificate(),
                    ServiceType.TSA_QTST,
                    signed.sandbox.pki().tsa().certificate()));
            byte[] pdf = signedBy(UnaryOperator.identity());

            assertThat(codes(check(underRoot, with("OCSPs", pdf, answer()))))
                    .contains(FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
            assertThat(codes(check(underRoot, with("Certs", pdf, der(issuer.certificate())))))
                    .contains(FindingCode.OCSP_MISSING)
                    .doesNotContain(FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }

        @Test
        void whenTheAnswerStandsInTheSignedAttribute_thenItCounts() {
            CheckedSignature signature = check(signedBy(maker -> maker.attributes(
                    table -> with(table, new Attribute(CadesEvidenceTest.ADOBE, new DERSet(archival()))))));
            assertValid(signature);
            assertThat(signature.profile()).isEqualTo(Profile.LT);
        }

        private DERSequence archival() {
            return CadesEvidenceTest.archival(List.of(answer()), List.of());
        }
    }

    private static AttributeTable with(AttributeTable table, Attribute attribute) {
        ASN1EncodableVector all = table.toASN1EncodableVector();
        all.add(attribute);
        return new AttributeTable(all);
    }

    @Nested
    class Signers {
        private byte[] named(X509Certificate by) {
            return PdfSigning.with(PdfForge.document(), OLD_STYLE).signed(covered -> {
                CMSSignedData cms = new CadesMaker(signed.sandbox, covered)
                        .withoutAnswer()
                        .attributes(table -> table.remove(PKCSObjectIdentifiers.id_aa_signingCertificateV2))
                        .detached();
                return CadesMaker.resigned(
                        cms,
                        old -> new SignerInfo(
                                new SignerIdentifier(new IssuerAndSerialNumber(
                                        X500Name.getInstance(
                                                by.getIssuerX500Principal().getEncoded()),
                                        by.getSerialNumber())),
                                old.getDigestAlgorithm(),
                                old.getAuthenticatedAttributes(),
                                old.getDigestEncryptionAlgorithm(),
                                old.getEncryptedDigest(),
                                old.getUnauthenticatedAttributes()));
            });
        }

        @Test
        void whenTheSignerIsNamedByNumberOnly_thenItIsReportedButNotGood() {
            CheckedSignature signature = check(with("OCSPs", named(signer()), answer()));
            assertThat(signature.code()).contains(FindingCode.SIG_CONSTRAINTS_FAILURE);
            assertThat(signature.verdict()).isNotEqualTo(Verdict.VALID);
            assertThat(signature.signer()).isPresent();
        }

        @Test
        void whenTheNumberIsAnothers_thenNobodyIsReported() {
            X509Certificate other = signed.sandbox.eResident().authentication().certificate();
            CheckedSignature signature = check(with("OCSPs", named(other), answer()));
            assertThat(signature.code()).contains(FindingCode.SIG_CONSTRAINTS_FAILURE);
            assertThat(signature.signer()).isEmpty();
        }

        @Test
        void whenTwoSignInOneCms_thenFormatFailure() {
            byte[] pdf =
                    signedBy(maker -> maker.alsoBy(signed.sandbox.eResident().authentication()));
            CheckedSignature signature = check(with("OCSPs", pdf, answer()));
            assertThat(signature.code()).contains(FindingCode.FORMAT_FAILURE);
            assertThat(signature.claimedAt()).contains(Signed.NOW);
        }

        @Test
        void whenASignedAttributeCannotBeRead_thenFormatFailure() {
            byte[] pdf = signedBy(maker -> maker.attributes(table -> with(
                    table.remove(CMSAttributes.contentType),
                    new Attribute(CMSAttributes.contentType, new DERSet(DERNull.INSTANCE)))));
            assertThat(check(with("OCSPs", pdf, answer())).code()).contains(FindingCode.FORMAT_FAILURE);
        }
    }
}
