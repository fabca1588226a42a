package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.revocation.CrlMaker;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.sandbox.pki.Authority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.OtherRevocationInfoFormat;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a CAdES signature may keep its answers, lists and certificates: each stands in one place only. */
class CadesEvidenceTest {
    private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);
    static final ASN1ObjectIdentifier ADOBE = new ASN1ObjectIdentifier("1.2.840.113583.1.1.8");

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() throws IOException {
        signed = new Signed();
    }

    /** A place for answers and lists. */
    private enum Place {
        /** SignedData.crls of the document. */
        DOCUMENT(Profile.LT),
        /** revocation-values of the signer. */
        ATTRIBUTE(Profile.LT),
        /** The signed attribute that PDF writers use. */
        ADOBE_ATTRIBUTE(Profile.T),
        /** SignedData.crls of the time-stamp token. */
        TOKEN(Profile.T),
        /** revocation-values of the token's signer. */
        ATTRIBUTE_OF_TOKEN(Profile.T);

        private final Profile profile;

        Place(Profile profile) {
            this.profile = profile;
        }
    }

    private static CadesMaker maker() {
        return new CadesMaker(signed.sandbox, CONTENT).withoutAnswer();
    }

    private static CheckedSignature check(CMSSignedData document) {
        return check(signed.checker, document);
    }

    private static CheckedSignature check(SignatureChecker checker, CMSSignedData document) {
        CheckReport report = checker.check("contract.txt.p7m", CadesMaker.der(document));
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0);
    }

    private static CMSSignedData token() {
        try {
            CMSSignedData bare = maker().withoutStamp().attached();
            byte[] value = bare.getSignerInfos().iterator().next().getSignature();
            return new CMSSignedData(
                    signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(value), Signed.NOW, null));
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CMSSignedData stampedWith(CMSSignedData token) {
        return CadesMaker.unsigned(
                maker().withoutStamp().attached(),
                new Attribute(
                        PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, new DERSet(token.toASN1Structure())));
    }

    /** A document that keeps these answers or lists in one place, in the form that belongs there. */
    private static CMSSignedData document(Place place, List<byte[]> answers, List<byte[]> lists) {
        return switch (place) {
            case DOCUMENT -> CadesMaker.withRevocations(maker().attached(), members(answers, lists));
            case ATTRIBUTE -> CadesMaker.unsigned(maker().attached(), values(answers, lists));
            case ADOBE_ATTRIBUTE ->
                maker().attributes(table -> with(table, new Attribute(ADOBE, new DERSet(archival(answers, lists)))))
                        .attached();
            case TOKEN -> stampedWith(CadesMaker.withRevocations(token(), members(answers, lists)));
            case ATTRIBUTE_OF_TOKEN -> stampedWith(CadesMaker.unsigned(token(), values(answers, lists)));
        };
    }

    private static ASN1Set members(List<byte[]> answers, List<byte[]> lists) {
        ASN1Encodable[] all = new ASN1Encodable[answers.size() + lists.size()];
        int i = 0;
        for (byte[] answer : answers) {
            all[i++] = other(CMSObjectIdentifiers.id_ri_ocsp_response, read(answer));
        }
        for (byte[] list : lists) {
            all[i++] = read(list);
        }
        return new DERSet(all);
    }

    private static DERTaggedObject other(ASN1ObjectIdentifier format, ASN1Encodable value) {
        return new DERTaggedObject(false, 1, new OtherRevocationInfoFormat(format, value));
    }

    static Attribute values(List<byte[]> answers, List<byte[]> lists) {
        return new Attribute(
                PKCSObjectIdentifiers.id_aa_ets_revocationValues,
                new DERSet(info(answers.stream().map(CadesEvidenceTest::basic).toList(), lists)));
    }

    static DERSequence archival(List<byte[]> answers, List<byte[]> lists) {
        return info(answers.stream().map(CadesEvidenceTest::read).toList(), lists);
    }

    private static DERSequence info(List<ASN1Primitive> answers, List<byte[]> lists) {
        return new DERSequence(new ASN1Encodable[] {
            new DERTaggedObject(
                    true,
                    0,
                    new DERSequence(lists.stream().map(CadesEvidenceTest::read).toArray(ASN1Encodable[]::new))),
            new DERTaggedObject(true, 1, new DERSequence(answers.toArray(ASN1Encodable[]::new))),
            new DERTaggedObject(true, 2, DERNull.INSTANCE)
        });
    }

    private static AttributeTable with(AttributeTable table, Attribute attribute) {
        var all = table.toASN1EncodableVector();
        all.add(attribute);
        return new AttributeTable(all);
    }

    private static ASN1Primitive read(byte[] der) {
        try {
            return ASN1Primitive.fromByteArray(der);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ASN1Primitive basic(byte[] answer) {
        return read(OCSPResponse.getInstance(answer)
                .getResponseBytes()
                .getResponse()
                .getOctets());
    }

    static byte[] answer(Signed signed) {
        X509Certificate signer = signed.sandbox.eResident().signing().certificate();
        return signed.sandbox
                .ocsp()
                .answerFor(signer, signed.sandbox.eResident().issuer(), Signed.NOW.plusSeconds(1), null);
    }

    private static X509Certificate signer() {
        return signed.sandbox.eResident().signing().certificate();
    }

    private static CrlMaker list() {
        return new CrlMaker(signed.sandbox.eResident().issuer().credential(), Signed.NOW.minusSeconds(60))
                .next(Signed.NOW.plusSeconds(86_400));
    }

    @Nested
    class Answers {
        @ParameterizedTest
        @EnumSource(Place.class)
        void whenTheAnswerStandsThere_thenValid(Place place) {
            CheckedSignature signature = check(document(place, List.of(answer(signed)), List.of()));
            assertThat(signature.verdict()).as(signature.findings().toString()).isEqualTo(Verdict.VALID);
            assertThat(signature.profile()).isEqualTo(place.profile);
            assertThat(signature.provenAt()).contains(Signed.NOW);
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        void whenNothingStandsThere_thenIndeterminate(Place place) {
            assertThat(check(document(place, List.of(), List.of())).code())
                    .contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }

        @Test
        void whenTheAnswerStandsThereWithoutItsEnvelope_thenValid() {
            DERSet member = new DERSet(other(OCSPObjectIdentifiers.id_pkix_ocsp_basic, basic(answer(signed))));
            CheckedSignature signature = check(CadesMaker.withRevocations(maker().attached(), member));
            assertThat(signature.verdict()).as(signature.findings().toString()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheFormatIsNotKnown_thenItIsNoAnswer() {
            DERSet member = new DERSet(other(new ASN1ObjectIdentifier("2.999.1"), read(answer(signed))));
            assertThat(check(CadesMaker.withRevocations(maker().attached(), member))
                            .code())
                    .contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void whenTheValuesCannotBeRead_thenOnlyAnotherPlaceHelps(boolean another) {
            Attribute garbled =
                    new Attribute(PKCSObjectIdentifiers.id_aa_ets_revocationValues, new DERSet(DERNull.INSTANCE));
            CMSSignedData document =
                    another ? document(Place.DOCUMENT, List.of(answer(signed)), List.of()) : maker().attached();
            assertThat(check(CadesMaker.unsigned(document, garbled)).verdict())
                    .isEqualTo(another ? Verdict.VALID : Verdict.INDETERMINATE);
        }

        @Test
        void whenThereIsNoTimestamp_thenTheLevelIsTheLowest() {
            CMSSignedData document =
                    CadesMaker.unsigned(maker().withoutStamp().attached(), values(List.of(answer(signed)), List.of()));
            assertThat(check(document).profile()).isEqualTo(Profile.B);
        }
    }

    @Nested
    class Lists {
        @ParameterizedTest
        @EnumSource(Place.class)
        void whenTheListStandsThere_thenItIsRead(Place place) {
            CheckedSignature good = check(document(place, List.of(), List.of(list().der())));
            assertThat(good.verdict()).as(good.findings().toString()).isEqualTo(Verdict.VALID);
            assertThat(good.profile()).isEqualTo(place.profile);

            byte[] revoked = list().revoke(signer().getSerialNumber(), Signed.NOW.minusSeconds(70), null)
                    .der();
            assertThat(check(document(place, List.of(), List.of(revoked))).code())
                    .contains(FindingCode.REVOKED);
        }
    }

    /** Only the root is trusted: the issuer must be found, and an answer about it. */
    @Nested
    class Certificates {
        private final Authority issuer = signed.sandbox.eResident().issuer();
        private final Authority root = issuer.parent().orElseThrow();

        private CheckedSignature underRoot(CMSSignedData document) {
            return check(
                    Signed.trusting(Map.of(
                            ServiceType.CA_QC,
                            root.certificate(),
                            ServiceType.TSA_QTST,
                            signed.sandbox.pki().tsa().certificate())),
                    document);
        }

        private List<byte[]> answers() {
            Instant at = Signed.NOW.plusSeconds(1);
            return List.of(answer(signed), signed.sandbox.ocsp().answerFor(issuer.certificate(), root, at, null));
        }

        private Attribute values(X509Certificate certificate) {
            return new Attribute(
                    PKCSObjectIdentifiers.id_aa_ets_certValues, new DERSet(new DERSequence(read(der(certificate)))));
        }

        private byte[] der(X509Certificate certificate) {
            try {
                return certificate.getEncoded();
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }

        private CMSSignedData answered(CadesMaker maker) {
            return CadesMaker.withRevocations(maker.attached(), members(answers(), List.of()));
        }

        @Test
        void whenTheIssuerIsNotEmbedded_thenThereIsNoChain() {
            assertThat(underRoot(answered(maker())).code()).contains(FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }

        @Test
        void whenTheIssuerIsEmbedded_thenValid() {
            CheckedSignature signature = underRoot(answered(maker().including(issuer.certificate())));
            assertThat(signature.verdict()).as(signature.findings().toString()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheIssuerStandsInAnAttribute_thenValid() {
            assertThat(underRoot(CadesMaker.unsigned(answered(maker()), values(issuer.certificate())))
                            .verdict())
                    .isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheIssuerStandsInTheTokenOnly_thenValid() {
            CMSSignedData token = CadesMaker.unsigned(token(), values(issuer.certificate()));
            assertThat(underRoot(CadesMaker.withRevocations(stampedWith(token), members(answers(), List.of())))
                            .verdict())
                    .isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheSignerStandsInAnAttributeOnly_thenItIsFound() {
            CMSSignedData document = CadesMaker.unsigned(
                    CadesMaker.withRevocations(
                            maker().withoutCertificate().attached(), members(List.of(answer(signed)), List.of())),
                    values(signer()));
            assertThat(check(document).verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheSignersCertificateStandsInTheTokenOnly_thenItIsNotFound() {
            CMSSignedData bare = stampedWith(CadesMaker.unsigned(token(), values(signer())));
            SignedData data = SignedData.getInstance(bare.toASN1Structure().getContent());
            assertThat(check(CadesMaker.cms(new SignedData(
                                    data.getDigestAlgorithms(),
                                    data.getEncapContentInfo(),
                                    null,
                                    members(List.of(answer(signed)), List.of()),
                                    data.getSignerInfos())))
                            .code())
                    .contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
        }
    }
}
