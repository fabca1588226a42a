package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.pki.Authority;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an XML signature brings along to be judged by: certificates, time-stamps and records. */
class XadesEvidenceTest {
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

    private static String text(SignedXml signing) {
        return new String(signing.sign(LETTER), StandardCharsets.UTF_8);
    }

    private static CheckedSignature check(SignatureChecker checker, String document, Instant at) {
        CheckReport report = checker.check("letter.xml", document.getBytes(StandardCharsets.UTF_8), at);
        assertThat(report.signatures()).as(report.toJson("x")).hasSize(1);
        return report.signatures().get(0);
    }

    private static CheckedSignature check(String document) {
        return check(signed.checker, document, Signed.NOW.plusSeconds(7200));
    }

    private static List<FindingCode> codes(CheckedSignature signature) {
        return signature.findings().stream().map(Finding::code).toList();
    }

    /** The path when only the root is trusted, so that the issuer must come with the signature. */
    @Nested
    class Issuers {
        private final Authority issuer = signed.sandbox.eResident().issuer();
        private final Authority root = issuer.parent().orElseThrow();
        private final SignatureChecker rootOnly = Signed.trusting(Map.of(
                ServiceType.CA_QC,
                root.certificate(),
                ServiceType.TSA_QTST,
                signed.sandbox.pki().tsa().certificate()));

        private SignedXml signing() {
            return signature()
                    .answer(signed.sandbox
                            .ocsp()
                            .answerFor(issuer.certificate(), root, Signed.NOW.plusSeconds(1), null));
        }

        private CheckedSignature check(SignedXml signing) {
            return XadesEvidenceTest.check(rootOnly, text(signing), Signed.NOW.plusSeconds(120));
        }

        private String values(X509Certificate certificate) {
            try {
                return "<xades:CertificateValues><xades:EncapsulatedX509Certificate>"
                        + Base64.getEncoder().encodeToString(certificate.getEncoded())
                        + "</xades:EncapsulatedX509Certificate></xades:CertificateValues>";
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void whenTheIssuerStandsInKeyInfo_thenItsPathIsFound() {
            assertThat(check(signing().certificate(issuer.certificate())).verdict())
                    .isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheIssuerStandsAmongTheValues_thenItsPathIsFound() {
            assertThat(check(signing().unsigned(values(issuer.certificate()))).verdict())
                    .isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheIssuerIsNotThere_thenThereIsNoPath() {
            assertThat(check(signing()).code()).contains(FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }

        @Test
        void whenAnotherAuthorityIsThere_thenThereIsNoPath() {
            X509Certificate other = signed.sandbox.pki().stranger().certificate();

            assertThat(check(signing().certificate(other).unsigned(values(other)))
                            .code())
                    .contains(FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }
    }

    @Nested
    class Signers {
        @Test
        void whenTheBytesWithTheSignedDigestAreNoCertificate_thenThereIsNoSigner() {
            CheckedSignature found = check(text(signature().signer(new byte[] {0x30, 0})));

            assertThat(found.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(found.code()).contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
            assertThat(found.signer()).isEmpty();
            assertThat(found.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.text()).endsWith("The signer's certificate cannot be read."));
        }

        @Test
        void whenThereIsNoCertificate_thenThatIsSaid() {
            String document = text(signature());
            CheckedSignature without =
                    check(document.replaceFirst("<ds:X509Certificate>[^<]*</ds:X509Certificate>", ""));
            CheckedSignature other =
                    check(document.replaceFirst("<ds:X509Certificate>[^<]*<", "<ds:X509Certificate>AAAA<"));

            for (CheckedSignature found : List.of(without, other)) {
                assertThat(found.verdict()).isEqualTo(Verdict.INDETERMINATE);
                assertThat(codes(found))
                        .containsExactly(
                                FindingCode.NO_SIGNING_CERTIFICATE_FOUND, FindingCode.SIGNING_CERT_DIGEST_MISMATCH);
            }
            assertThat(without.findings()).anyMatch(f -> f.text().endsWith("There is no certificate."));
            assertThat(other.findings()).noneMatch(f -> f.text().endsWith("There is no certificate."));
        }
    }

    @Nested
    class Timestamps {
        private static String canonicalised(String stamp, String method) {
            return "<" + stamp + "><ds:CanonicalizationMethod Algorithm=\"" + method + "\"/>";
        }

        private static String otherwise(String document, String stamp) {
            String stated = canonicalised(stamp, Canonicalization.EXCLUSIVE.uri());
            assertThat(document).contains(stated);
            return document.replace(stated, canonicalised(stamp, "urn:none"));
        }

        @Test
        void whenNobodyKnowsHowItWasCanonicalised_thenItProvesNothing() {
            String document = text(signature());
            assertThat(check(document).provenAt()).contains(Signed.NOW);

            CheckedSignature found = check(otherwise(document, "xades:SignatureTimeStamp"));

            assertThat(found.provenAt()).isEmpty();
            assertThat(codes(found)).contains(FindingCode.TIMESTAMP_INVALID);
        }

        @Test
        void whenNobodyKnowsThatOfAnArchiveTimestamp_thenItProvesNothing() {
            CheckedSignature found = check(otherwise(text(signature().archived()), "new:ArchiveTimeStamp"));

            assertThat(codes(found)).contains(FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        @Test
        void whenAnArchiveTimestampCoversAnObject_thenItIsNotToBeChanged() {
            String document = text(signature().object("<data>Ten.</data>").archived());
            assertThat(codes(check(document))).doesNotContain(FindingCode.ARCHIVE_TIMESTAMP_INVALID);

            CheckedSignature found = check(document.replace("<ds:Object><data>", "<ds:Object Id=\"new\"><data>"));

            assertThat(codes(found)).contains(FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        /** EN 319 132-1 §5.5.2.2: what no reference canonicalises, the time-stamp's method does. */
        @Test
        void whenThePropertiesHaveNoTransform_thenTheyAreCanonicalisedAsTheArchiveTimestampSays() {
            CheckedSignature found =
                    check(text(signature().untransformedProperties().archived()));

            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(found.profile()).isEqualTo(Profile.LTA);
            assertThat(codes(found)).doesNotContain(FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }
    }

    /** An evidence record inside the signature is not judged: it proves nothing, but the reason why something is not proven is then another one. */
    @Nested
    class Records {
        private static final String RECORD = "<new:SealingEvidenceRecords/>";

        @Test
        void whenThereIsOne_thenAWarning() {
            assertThat(codes(check(text(signature())))).doesNotContain(FindingCode.SIG_PROPERTY_NOT_JUDGED);

            CheckedSignature found = check(text(signature().unsigned(RECORD)));

            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(found.findings())
                    .filteredOn(f -> f.code() == FindingCode.SIG_PROPERTY_NOT_JUDGED)
                    .singleElement()
                    .satisfies(f -> {
                        assertThat(f.severity()).isEqualTo(Finding.Severity.WARNING);
                        assertThat(f.text()).endsWith("Its name is SealingEvidenceRecords.");
                    });
        }

        @Test
        void whenTheResponderHasExpired_thenItIsTheAnswerThatIsNotProven() {
            assertThat(muchLater(signature()).code()).contains(FindingCode.OUT_OF_BOUNDS_NO_POE);
            assertThat(muchLater(signature().unsigned(RECORD)).code())
                    .contains(FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE);
        }

        private CheckedSignature muchLater(SignedXml signing) {
            IdCard card = signed.sandbox.eResident();
            SignatureChecker checker = Signed.trusting(Map.of(
                    ServiceType.CA_QC,
                    card.issuer().certificate(),
                    ServiceType.TSA_QTST,
                    signed.sandbox.pki().tsa().certificate()));
            Instant expired = card.signingCertificate().getNotAfter().toInstant();
            return check(checker, text(signing), expired.plusSeconds(86_400));
        }
    }
}
