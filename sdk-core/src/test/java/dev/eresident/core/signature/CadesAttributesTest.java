package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the attributes and the identifier of a CAdES signer may say, and what comes of it. */
class CadesAttributesTest {
    private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("2.999.1");

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() throws IOException {
        signed = new Signed();
    }

    private static CadesMaker maker() {
        return new CadesMaker(signed.sandbox, CONTENT);
    }

    private static CheckedSignature check(byte[] document) {
        return check(signed.checker, document);
    }

    private static CheckedSignature check(SignatureChecker checker, byte[] document) {
        CheckReport report = checker.check("contract.txt.p7m", document);
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0);
    }

    private static List<FindingCode> findings(CheckedSignature signature) {
        return signature.findings().stream().map(Finding::code).toList();
    }

    /** A document in which one signed attribute has other values. */
    private static byte[] saying(ASN1ObjectIdentifier type, ASN1Encodable... values) {
        return CadesMaker.der(maker().attributes(table -> {
                    ASN1EncodableVector all = table.remove(type).toASN1EncodableVector();
                    all.add(new Attribute(type, new DERSet(values)));
                    return new AttributeTable(all);
                })
                .attached());
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

    private static SignerInfo with(
            SignerInfo old, SignerIdentifier id, AlgorithmIdentifier digest, AlgorithmIdentifier algorithm) {
        return new SignerInfo(
                id,
                digest,
                old.getAuthenticatedAttributes(),
                algorithm,
                old.getEncryptedDigest(),
                old.getUnauthenticatedAttributes());
    }

    @Nested
    class SigningCertificate {
        private byte[] naming(IssuerSerial issuer) {
            ESSCertIDv2 id = new ESSCertIDv2(null, DigestAlgorithm.SHA256.digest(der(signer())), issuer);
            return saying(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(id));
        }

        private IssuerSerial serial(X509Certificate of) {
            X500Name issuer = X500Name.getInstance(of.getIssuerX500Principal().getEncoded());
            return new IssuerSerial(new GeneralNames(new GeneralName(issuer)), of.getSerialNumber());
        }

        @Test
        void whenIssuerAndNumberFit_thenValid() {
            CheckedSignature signature = check(naming(serial(signer())));
            assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
            assertThat(findings(signature)).doesNotContain(FindingCode.SIGNING_CERT_ISSUER_MISMATCH);
        }

        @Test
        void whenIssuerAndNumberAreAnothers_thenAWarning() {
            CheckedSignature signature = check(
                    naming(serial(signed.sandbox.eResident().authentication().certificate())));
            assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
            assertThat(findings(signature)).contains(FindingCode.SIGNING_CERT_ISSUER_MISMATCH);
        }

        @Test
        void whenTheIdentifierIsAnothers_thenAWarning() {
            X509Certificate other = signed.sandbox.eResident().authentication().certificate();
            SignerIdentifier id = new SignerIdentifier(new IssuerAndSerialNumber(
                    X500Name.getInstance(other.getIssuerX500Principal().getEncoded()), other.getSerialNumber()));
            CheckedSignature signature = check(CadesMaker.resigned(
                    maker().attached(),
                    old -> with(old, id, old.getDigestAlgorithm(), old.getDigestEncryptionAlgorithm())));
            assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
            assertThat(findings(signature)).contains(FindingCode.SIGNING_CERT_ISSUER_MISMATCH);
        }

        @Test
        void whenTheDigestThatNamesItIsNotKnown_thenTheSignerIsNotFound() {
            ESSCertIDv2 id = new ESSCertIDv2(
                    new AlgorithmIdentifier(UNKNOWN), DigestAlgorithm.SHA256.digest(der(signer())), null);
            assertThat(check(saying(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(id)))
                            .code())
                    .contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
        }

        @Test
        void whenTheCertificateCannotBeRead_thenTheSignerIsNotFound() {
            DERSequence garbled = new DERSequence(DERNull.INSTANCE);
            ESSCertIDv2 id = new ESSCertIDv2(DigestAlgorithm.SHA256.digest(CadesMaker.bytes(garbled)));
            CMSSignedData cms = maker().attributes(table -> {
                        ASN1EncodableVector all = table.remove(PKCSObjectIdentifiers.id_aa_signingCertificateV2)
                                .toASN1EncodableVector();
                        all.add(new Attribute(
                                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                                new DERSet(new SigningCertificateV2(id))));
                        return new AttributeTable(all);
                    })
                    .attached();
            SignedData data = SignedData.getInstance(cms.toASN1Structure().getContent());
            CheckedSignature signature = check(CadesMaker.der(CadesMaker.cms(new SignedData(
                    data.getDigestAlgorithms(),
                    data.getEncapContentInfo(),
                    new DERSet(garbled),
                    data.getCRLs(),
                    data.getSignerInfos()))));
            assertThat(signature.code()).contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
            assertThat(findings(signature)).doesNotContain(FindingCode.SIGNING_CERT_DIGEST_MISMATCH);
        }

        @Test
        void whenTheDocumentHoldsNoCertificate_thenThatIsSaid() {
            assertThat(check(CadesMaker.der(maker().withoutCertificate().attached()))
                            .findings())
                    .anyMatch(f -> f.code() == FindingCode.SIGNING_CERT_DIGEST_MISMATCH
                            && f.text().contains("no certificate"));
        }
    }

    @Nested
    class Algorithms {
        @Test
        void whenTheDigestIsNotKnown_thenUnsupported() {
            CheckedSignature signature = check(CadesMaker.resigned(
                    maker().attached(),
                    old -> with(
                            old, old.getSID(), new AlgorithmIdentifier(UNKNOWN), old.getDigestEncryptionAlgorithm())));
            assertThat(signature.code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
            assertThat(findings(signature)).contains(FindingCode.SIG_ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenTheSignatureAlgorithmIsNotKnown_thenUnsupported() {
            CheckedSignature signature = check(CadesMaker.resigned(
                    maker().attached(),
                    old -> with(old, old.getSID(), old.getDigestAlgorithm(), new AlgorithmIdentifier(UNKNOWN))));
            assertThat(signature.code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
            assertThat(findings(signature)).contains(FindingCode.SIG_ALGORITHM_UNSUPPORTED);
        }
    }

    @Nested
    class SignedOnes {
        private final byte[] underAPolicy =
                saying(PKCSObjectIdentifiers.id_aa_ets_sigPolicyId, new DERSequence(new ASN1Encodable[] {
                    UNKNOWN,
                    new DERSequence(new ASN1Encodable[] {
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier(DigestAlgorithm.SHA256.oid())),
                        new DEROctetString(new byte[32])
                    })
                }));

        @Test
        void whenAPolicyIsNamed_thenPlainEtsiWarns() {
            CheckedSignature signature = check(underAPolicy);
            assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
            assertThat(findings(signature)).contains(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE);
        }

        @Test
        void whenAPolicyIsNamed_thenTheEstonianRulesRefuse() {
            SignatureChecker estonian = signed.checker.withPolicy(ValidationPolicy.ESTONIA);
            assertThat(check(estonian, CadesMaker.der(maker().attached())).verdict())
                    .isEqualTo(Verdict.VALID);
            assertThat(check(estonian, underAPolicy).code()).contains(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE);
        }

        @Test
        void whenOneCannotBeRead_thenFormatFailureAndTheClaimedTimeStays() {
            CheckedSignature signature = check(saying(CMSAttributes.contentType, DERNull.INSTANCE));
            assertThat(signature.code()).contains(FindingCode.FORMAT_FAILURE);
            assertThat(signature.claimedAt()).contains(Signed.NOW);
            assertThat(signature.profile()).isEqualTo(Profile.B);
        }

        @Test
        void whenTheSigningTimeIsNoTime_thenConstraintsFailure() {
            assertThat(check(saying(CMSAttributes.signingTime, DERNull.INSTANCE))
                            .code())
                    .contains(FindingCode.SIG_CONSTRAINTS_FAILURE);
        }
    }

    @Nested
    class UnsignedOnes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.2.840.113549.1.9.16.2.25",
                    "1.2.840.113549.1.9.16.2.26",
                    "1.2.840.113549.1.9.16.2.27",
                    "0.4.0.1733.2.2"
                })
        void whenOneIsNotJudged_thenThatIsSaid(String type) {
            CMSSignedData document = CadesMaker.unsigned(
                    maker().attached(), new Attribute(new ASN1ObjectIdentifier(type), new DERSet(DERNull.INSTANCE)));
            CheckedSignature signature = check(CadesMaker.der(document));
            assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
            assertThat(findings(signature)).contains(FindingCode.SIG_PROPERTY_NOT_JUDGED);
        }

        @Test
        void whenOneIsUnknown_thenNothingIsSaid() {
            CMSSignedData document =
                    CadesMaker.unsigned(maker().attached(), new Attribute(UNKNOWN, new DERSet(DERNull.INSTANCE)));
            assertThat(findings(check(CadesMaker.der(document)))).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"32, true", "33, false"})
        void whenThereAreMoreTimestampsThanAreRead_thenFormatFailure(int count, boolean valid) {
            CMSSignedData bare = maker().withoutStamp().attached();
            byte[] value = bare.getSignerInfos().iterator().next().getSignature();
            byte[] token = signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(value), Signed.NOW, null);
            List<Attribute> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ASN1Set one = new DERSet(ContentInfo.getInstance(token));
                all.add(new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, one));
            }
            CheckedSignature signature =
                    check(CadesMaker.der(CadesMaker.unsigned(bare, all.toArray(Attribute[]::new))));
            assertThat(signature.code()).isEqualTo(valid ? Optional.empty() : Optional.of(FindingCode.FORMAT_FAILURE));
        }
    }
}
