package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.revocation.AnswerMaker;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.pki.Credential;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the signed properties of an XML signature may say, and what comes of it. */
class XadesPropertiesTest {
    private static final String LETTER = "<letter>Pay 10 euros.@SIGNATURE@</letter>";

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() {
        signed = new Signed();
    }

    private static SignedXml signature() {
        return new SignedXml(signed.sandbox, "S").whole();
    }

    private static CheckedSignature check(SignatureChecker checker, SignedXml xml) {
        CheckReport report = checker.check("letter.xml", xml.sign(LETTER));
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0);
    }

    private static CheckedSignature check(SignedXml xml) {
        return check(signed.checker, xml);
    }

    private static List<FindingCode> codes(CheckedSignature signature) {
        return signature.findings().stream().map(Finding::code).toList();
    }

    @Nested
    class Policies {
        private static final String NAMED = "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId>"
                + "<xades:SigPolicyId><xades:Identifier>urn:oid:2.999.1</xades:Identifier></xades:SigPolicyId>"
                + "</xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>";

        @Test
        void whenNoneIsNamed_thenNothingIsSaid() {
            CheckedSignature found = check(signature());
            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(codes(found))
                    .doesNotContain(FindingCode.SIG_POLICY_IMPLIED, FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE);
        }

        @Test
        void whenItIsImplied_thenAWarning() {
            CheckedSignature found = check(signature()
                    .property("<xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/>"
                            + "</xades:SignaturePolicyIdentifier>"));
            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(codes(found)).contains(FindingCode.SIG_POLICY_IMPLIED);
        }

        @Test
        void whenOneIsNamed_thenPlainEtsiWarnsAndTheEstonianRulesRefuse() {
            CheckedSignature found = check(signature().property(NAMED));
            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(codes(found)).contains(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE);

            SignatureChecker estonian = signed.checker.withPolicy(ValidationPolicy.ESTONIA);
            assertThat(check(estonian, signature()).verdict()).isEqualTo(Verdict.VALID);
            assertThat(check(estonian, signature().property(NAMED)).code())
                    .contains(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE);
        }
    }

    @Nested
    class Time {
        @ParameterizedTest
        @ValueSource(strings = {"", "2026-11-22T12:00:00", "noon"})
        void whenNoTimeIsClaimed_thenNeverValid(String claimed) {
            assertThat(check(signature()).claimedAt()).contains(Signed.NOW);

            CheckedSignature found = check(signature().claiming(claimed));

            assertThat(found.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(found.code()).contains(FindingCode.SIG_CONSTRAINTS_FAILURE);
            assertThat(found.claimedAt()).isEmpty();
            assertThat(found.findings())
                    .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                    .singleElement()
                    .satisfies(f -> assertThat(f.text())
                            .endsWith("The claimed signing time is missing or not a time with zone."));
        }
    }

    /** BDOC 2.1 §6: no time-stamp, but an answer whose nonce binds the signature value, and the policy that says so. */
    @Nested
    class TimeMarks {
        private final IdCard card = signed.sandbox.eResident();
        private final Credential marker = signed.sandbox
                .pki()
                .issue(signed.sandbox
                        .pki()
                        .ocspResponderSpec(card.issuer())
                        .subject(new X500Principal("CN=TEST of SK OCSP RESPONDER 2011")));

        private static String policy(String version) {
            return "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>"
                    + "<xades:Identifier Qualifier=\"OIDAsURN\">urn:oid:1.3.6.1.4.1.10015.1000." + version
                    + "</xades:Identifier></xades:SigPolicyId><xades:SigPolicyQualifiers><xades:SigPolicyQualifier>"
                    + "<xades:SPURI>https://www.sk.ee/repository/bdoc-spec21.pdf</xades:SPURI>"
                    + "</xades:SigPolicyQualifier></xades:SigPolicyQualifiers></xades:SignaturePolicyId>"
                    + "</xades:SignaturePolicyIdentifier>";
        }

        private byte[] mark(byte[] value) {
            try {
                DigestInfo nonce = new DigestInfo(
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE),
                        DigestAlgorithm.SHA256.digest(value));
                return new AnswerMaker(
                                Certificate.of(card.signingCertificate()),
                                Certificate.of(card.issuer().certificate()),
                                marker,
                                Signed.NOW.plusSeconds(1))
                        .extension("1.3.6.1.5.5.7.48.1.2", false, new DEROctetString(nonce.getEncoded()).getEncoded())
                        .make()
                        .toByteArray();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private SignedXml marked(String version) {
            return signature().property(policy(version)).markedBy(this::mark);
        }

        @Test
        void whenTheAnswerBindsTheValue_thenItProvesTheTime() {
            CheckedSignature found = check(marked("3.2.1"));

            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(found.profile()).isEqualTo(Profile.TM);
            assertThat(found.provenAt()).contains(Signed.NOW.plusSeconds(1));
        }

        @Test
        void whenTheAnswerBindsAnotherValue_thenInvalid() {
            CheckedSignature found =
                    check(signature().property(policy("3.2.1")).markedBy(value -> mark(new byte[] {1})));

            assertThat(found.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(found.code()).contains(FindingCode.TIMEMARK_NONCE_MISMATCH);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2.10.10", "3.1.1", "3.2.3"})
        void whenThePolicyIsThatOfAnotherVersion_thenInvalid(String version) {
            CheckedSignature found = check(marked(version));

            assertThat(found.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(found.code()).contains(FindingCode.SIG_POLICY_WRONG);
            assertThat(found.profile()).isEqualTo(Profile.TM);
        }

        @ParameterizedTest
        @ValueSource(strings = {"3.2.1", "3.2.3"})
        void whenThereIsATimestamp_thenItIsNoTimeMark(String version) {
            CheckedSignature found = check(signature().property(policy(version)));

            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(found.profile()).isEqualTo(Profile.LT);
            assertThat(codes(found)).doesNotContain(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE);
        }

        @Test
        void whenThereIsNoAnswer_thenItIsNoTimeMark() {
            assertThat(check(signature().property(policy("3.2.1")).withoutStatus())
                            .profile())
                    .isEqualTo(Profile.B);
        }

        @Test
        void whenThePolicyIsNotOneOfTimeMarks_thenTheAnswerProvesNoTime() {
            for (CheckedSignature found : List.of(check(signature().markedBy(this::mark)), check(marked("3.2.2")))) {
                assertThat(found.profile()).isEqualTo(Profile.B);
                assertThat(found.provenAt()).isEmpty();
            }
        }
    }

    @Test
    void whenTheIssuerIsNotTrusted_thenTheFindingNamesItAndNotTheSigner() {
        SignatureChecker other = Signed.trusting(
                Map.of(ServiceType.TSA_QTST, signed.sandbox.pki().tsa().certificate()));
        CheckedSignature found = check(other.withPolicy(ValidationPolicy.ETSI), signature());

        assertThat(found.code()).contains(FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        Certificate signer = found.signer().orElseThrow();
        assertThat(found.findings())
                .filteredOn(f -> f.code() == FindingCode.NO_CERTIFICATE_CHAIN_FOUND)
                .singleElement()
                .satisfies(f -> assertThat(f.text())
                        .contains("\"" + signer.issuer().commonName().orElseThrow() + "\" of \"EE\"")
                        .doesNotContain(signer.subject().surname().orElseThrow()));
    }

    @Nested
    class Signers {
        private final X509Certificate own = signed.sandbox.eResident().signing().certificate();
        private final X509Certificate other = signed.sandbox.pki().tsa().certificate();

        private String serial(BigInteger number) {
            return "<xades:IssuerSerial><ds:X509IssuerName>CN=x</ds:X509IssuerName><ds:X509SerialNumber>" + number
                    + "</ds:X509SerialNumber></xades:IssuerSerial>";
        }

        private String second(X509Certificate issuerOf, BigInteger number) {
            X500Name name =
                    X500Name.getInstance(issuerOf.getIssuerX500Principal().getEncoded());
            try {
                byte[] der = new IssuerSerial(new GeneralNames(new GeneralName(name)), number).getEncoded("DER");
                return "<xades:IssuerSerialV2>" + Base64.getEncoder().encodeToString(der) + "</xades:IssuerSerialV2>";
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void assertFits(boolean fits, String issuer) {
            CheckedSignature found = check(signature().issuer(issuer));
            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(codes(found).contains(FindingCode.SIGNING_CERT_ISSUER_MISMATCH))
                    .isEqualTo(!fits);
        }

        @Test
        void whenTheNumberIsStated_thenAnotherOneIsAWarning() {
            assertFits(true, serial(own.getSerialNumber()));
            assertFits(false, serial(other.getSerialNumber()));
        }

        @Test
        void whenIssuerAndNumberAreStated_thenAnotherOneIsAWarning() {
            assertFits(true, second(own, own.getSerialNumber()));
            assertFits(false, second(own, other.getSerialNumber()));
            assertFits(false, second(other, own.getSerialNumber()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "MAA=", "!", "MAMCAQU="})
        void whenIssuerAndNumberCannotBeRead_thenAWarning(String text) {
            assertFits(false, "<xades:IssuerSerialV2>" + text + "</xades:IssuerSerialV2>");
        }

        @Test
        void whenTheValueIsMadeWithAnotherEmbeddedKey_thenItIsAForgery() {
            CheckedSignature found =
                    check(signature().forgedBy(signed.sandbox.eResident().authentication()));
            assertThat(found.code()).contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
            assertThat(codes(found)).contains(FindingCode.KEY_SUBSTITUTION);
        }

        @Test
        void whenTwoReferencesClaimTheProperties_thenFormatFailure() {
            CheckedSignature found = check(signature()
                    .typed(
                            "#S-properties",
                            "http://uri.etsi.org/01903#SignedProperties",
                            SignedXml.EXCLUSIVE,
                            d -> Canonicalization.EXCLUSIVE.apply(SignedXml.find(d.root(), "S-properties"))));
            assertThat(found.verdict()).isNotEqualTo(Verdict.VALID);
            assertThat(codes(found)).contains(FindingCode.SIG_SIGNED_PROPERTIES_MULTIPLE);
        }
    }
}
