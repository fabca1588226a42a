package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CadesSignatureTest {
    private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() throws IOException {
        signed = new Signed();
    }

    @AfterAll
    static void stop() {
        signed.close();
    }

    private static CadesMaker maker() {
        return new CadesMaker(signed.sandbox, CONTENT);
    }

    private static CheckReport check(byte[] document) {
        return signed.checker.check("contract.txt.p7m", document);
    }

    private static FindingCode code(byte[] document) {
        CheckReport report = check(document);
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0).code().orElseThrow();
    }

    private static AttributeTable with(AttributeTable table, Attribute attribute) {
        ASN1EncodableVector all = table.toASN1EncodableVector();
        all.add(attribute);
        return new AttributeTable(all);
    }

    @Nested
    class Documents {
        @Test
        void whenContentIsAttached_thenValidWithTheCoveredFile() {
            CheckReport report = check(CadesMaker.der(maker().attached()));
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.format()).isEqualTo(DocumentFormat.CADES);
            assertThat(report.signatures().get(0).profile()).isEqualTo(Profile.LT);
            assertThat(report.signatures().get(0).provenAt()).contains(Signed.NOW);
            assertThat(report.signatures().get(0).claimedAt()).contains(Signed.NOW);
            assertThat(report.files()).singleElement().satisfies(file -> {
                assertThat(file.name()).isEqualTo("contract.txt");
                assertThat(file.size()).isEqualTo(CONTENT.length);
                assertThat(file.coveredBy()).containsExactly("#signature-1");
            });
        }

        @Test
        void whenEncodedInBerWithContentInParts_thenValid() {
            byte[] ber = CadesMaker.ber(maker().attached());
            assertThat(ber[1]).isEqualTo((byte) 0x80);
            assertThat(check(ber).verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenEncodedAsPem_thenValid() {
            byte[] pem = CadesMaker.pem(CadesMaker.der(maker().attached()));
            assertThat(check(pem).verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenPemHoldsForeignText_thenUnreadable() {
            byte[] pem = CadesMaker.pem(CadesMaker.der(maker().attached()));
            String text = new String(pem, StandardCharsets.US_ASCII).replaceFirst("\n", "\n!");
            CheckReport report = check(text.getBytes(StandardCharsets.US_ASCII));
            assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(report.findings()).anyMatch(f -> f.code() == FindingCode.SIG_CMS_MALFORMED);
        }

        @Test
        void whenBytesFollow_thenUnreadable() {
            byte[] document = CadesMaker.der(maker().attached());
            CheckReport report = check(Arrays.copyOf(document, document.length + 1));
            assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(report.findings()).anyMatch(f -> f.code() == FindingCode.SIG_CMS_MALFORMED);
        }

        @Test
        void whenCut_thenUnreadable() {
            byte[] document = CadesMaker.der(maker().attached());
            assertThat(check(Arrays.copyOf(document, document.length - 1)).verdict())
                    .isEqualTo(Verdict.UNREADABLE);
        }

        @Test
        void whenThereIsNoSigner_thenInvalid() throws CMSException {
            CMSSignedData none = new CMSSignedDataGenerator().generate(new CMSAbsentContent());
            CheckReport report = check(CadesMaker.der(none));
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.signatures()).isEmpty();
        }

        @Test
        void whenOneOfTwoSignersIsAStranger_thenTheWorstCounts() {
            byte[] document = CadesMaker.der(
                    maker().alsoBy(signed.sandbox.pki().schemeOperator()).attached());
            CheckReport report = check(document);
            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(report.signatures().stream().map(CheckedSignature::verdict))
                    .containsExactlyInAnyOrder(Verdict.VALID, Verdict.INDETERMINATE);
        }
    }

    @Nested
    class Detached {
        @TempDir
        private Path folder;

        private CheckReport check(byte[] signature, byte[] content) throws IOException {
            Path p7s = Files.write(folder.resolve("contract.txt.p7s"), signature);
            Path file = Files.write(folder.resolve("contract.txt"), content);
            return signed.checker.checkDetached(p7s, file, Signed.NOW.plusSeconds(7200));
        }

        @Test
        void whenTheFileIsNotAtHand_thenIndeterminate() {
            assertThat(code(CadesMaker.der(maker().detached()))).isEqualTo(FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenTheFileIsGiven_thenValid() throws IOException {
            CheckReport report = check(CadesMaker.der(maker().detached()), CONTENT);
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.files())
                    .singleElement()
                    .satisfies(file -> assertThat(file.coveredBy()).containsExactly("#signature-1"));
        }

        @Test
        void whenTheFileIsAnother_thenHashFailure() throws IOException {
            CheckReport report = check(CadesMaker.der(maker().detached()), new byte[] {1});
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.signatures().get(0).code()).contains(FindingCode.HASH_FAILURE);
            assertThat(report.files())
                    .singleElement()
                    .satisfies(file -> assertThat(file.coveredBy()).isEmpty());
        }

        private void assertNotJudged(CheckReport report) {
            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(report.findings())
                    .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                    .extracting(Finding::code)
                    .containsExactly(FindingCode.CONTENT_NOT_JUDGED);
            assertThat(report.signatures())
                    .isNotEmpty()
                    .allMatch(signature -> signature.verified().isEmpty());
        }

        @Test
        void whenTheSignatureCarriesOtherContent_thenTheGivenFileIsNotJudged() throws IOException {
            byte[] attached = CadesMaker.der(maker().attached());
            assertThat(check(attached, CONTENT).verdict()).isEqualTo(Verdict.VALID);

            CheckReport report = check(attached, new byte[] {1});
            assertNotJudged(report);
            assertThat(report.files())
                    .singleElement()
                    .satisfies(file -> assertThat(file.size()).isEqualTo(CONTENT.length));
        }

        @Test
        void whenTheSignatureIsNoCms_thenTheGivenFileIsNotJudged() throws IOException {
            byte[] container = signed.builder().build();
            assertThat(signed.check(container).signatures().get(0).verified()).isPresent();

            assertNotJudged(check(container, CONTENT));
        }

        @Test
        void whenTheFileIsMissing_thenUnreadable() throws IOException {
            Path p7s = Files.write(folder.resolve("contract.txt.p7s"), CadesMaker.der(maker().detached()));
            CheckReport report = signed.checker.checkDetached(p7s, folder.resolve("none"), Signed.NOW);
            assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
        }
    }

    @Nested
    class SigningCertificate {
        @Test
        void whenTheAttributeNamesAnotherCertificate_thenTheSignerIsNotFound() {
            byte[] document = CadesMaker.der(
                    maker().naming(signed.sandbox.pki().tsa().certificate()).attached());
            assertThat(code(document)).isEqualTo(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
        }

        @Test
        void whenTheAttributeIsMissing_thenTheSignerIsNotFound() {
            byte[] document = CadesMaker.der(
                    maker().attributes(table -> table.remove(PKCSObjectIdentifiers.id_aa_signingCertificateV2))
                            .attached());
            assertThat(code(document)).isEqualTo(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
        }

        @Test
        void whenTheCertificateIsNotEmbedded_thenTheSignerIsNotFound() {
            assertThat(code(CadesMaker.der(maker().withoutCertificate().attached())))
                    .isEqualTo(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
        }

        @Test
        void whenTheValueIsMadeWithAnotherEmbeddedKey_thenItIsAForgery() {
            Credential forger = signed.sandbox.eResident().authentication();
            byte[] document = CadesMaker.resigned(
                    maker().including(forger.certificate()).attached(),
                    old -> forged(old, CredentialSigner.of(forger)));
            CheckReport report = check(document);
            assertThat(report.signatures()).singleElement().satisfies(signature -> {
                assertThat(signature.code()).contains(FindingCode.NO_SIGNING_CERTIFICATE_FOUND);
                assertThat(signature.findings()).anyMatch(f -> f.code() == FindingCode.KEY_SUBSTITUTION);
            });
        }

        private SignerInfo forged(SignerInfo old, CredentialSigner other) {
            try {
                other.getOutputStream().write(old.getAuthenticatedAttributes().getEncoded("DER"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return new SignerInfo(
                    old.getSID(),
                    old.getDigestAlgorithm(),
                    old.getAuthenticatedAttributes(),
                    other.getAlgorithmIdentifier(),
                    new DEROctetString(other.getSignature()),
                    (ASN1Set) null);
        }
    }

    @Nested
    class Cryptography {
        @Test
        void whenOneByteOfTheContentChanges_thenHashFailure() {
            byte[] document = CadesMaker.der(maker().attached());
            int at = indexOf(document, CONTENT);
            document[at] ^= 1;
            assertThat(code(document)).isEqualTo(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenTheValueChanges_thenCryptoFailure() {
            byte[] document = CadesMaker.resigned(maker().attached(), old -> {
                byte[] value = old.getEncryptedDigest().getOctets();
                value[value.length - 1] ^= 1;
                return changed(old, old.getDigestAlgorithm(), old.getDigestEncryptionAlgorithm(), value);
            });
            assertThat(code(document)).isEqualTo(FindingCode.SIG_CRYPTO_FAILURE);
        }

        @Test
        void whenDigestAndSignatureAlgorithmContradict_thenNeverValid() {
            byte[] document = CadesMaker.resigned(
                    maker().attached(),
                    old -> changed(
                            old,
                            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512),
                            old.getDigestEncryptionAlgorithm(),
                            old.getEncryptedDigest().getOctets()));
            assertThat(check(document).verdict()).isEqualTo(Verdict.INVALID);
            assertThat(check(document).signatures().get(0).findings())
                    .anyMatch(f -> f.code() == FindingCode.SIG_CONSTRAINTS_FAILURE);
        }

        @Test
        void whenProtectedAlgorithmsDiffer_thenCryptoFailure() {
            byte[] document = CadesMaker.der(maker().attributes(table ->
                            with(table.remove(CMSAttributes.cmsAlgorithmProtect), CadesMaker.wrongProtection()))
                    .attached());
            assertThat(code(document)).isEqualTo(FindingCode.SIG_CRYPTO_FAILURE);
        }

        @Test
        void whenThereAreNoSignedAttributes_thenNeverValid() {
            byte[] document = CadesMaker.resigned(maker().attached(), old -> {
                CredentialSigner signer =
                        CredentialSigner.of(signed.sandbox.eResident().signing());
                try {
                    signer.getOutputStream().write(CONTENT);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                return new SignerInfo(
                        old.getSID(),
                        old.getDigestAlgorithm(),
                        (ASN1Set) null,
                        old.getDigestEncryptionAlgorithm(),
                        new DEROctetString(signer.getSignature()),
                        old.getUnauthenticatedAttributes());
            });
            assertThat(code(document)).isEqualTo(FindingCode.SIG_CONSTRAINTS_FAILURE);
        }

        @Test
        void whenSignedAttributesArePassedOffAsContent_thenNeverValid() {
            byte[] attributes = CadesMaker.signedAttributes(maker().attached());
            CMSSignedData honest = maker().attached();
            byte[] document = CadesMaker.resigned(
                    new CadesMaker(signed.sandbox, attributes).attached(),
                    old -> new SignerInfo(
                            old.getSID(),
                            old.getDigestAlgorithm(),
                            (ASN1Set) null,
                            old.getDigestEncryptionAlgorithm(),
                            new DEROctetString(
                                    honest.getSignerInfos().iterator().next().getSignature()),
                            (ASN1Set) null));
            assertThat(code(document)).isEqualTo(FindingCode.SIG_CONSTRAINTS_FAILURE);
        }

        private SignerInfo changed(
                SignerInfo old, AlgorithmIdentifier digest, AlgorithmIdentifier algorithm, byte[] value) {
            return new SignerInfo(
                    old.getSID(),
                    digest,
                    old.getAuthenticatedAttributes(),
                    algorithm,
                    new DEROctetString(value),
                    old.getUnauthenticatedAttributes());
        }

        private int indexOf(byte[] in, byte[] what) {
            for (int i = 0; i < in.length - what.length; i++) {
                if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("not there");
        }
    }

    @Nested
    class Attributes {
        @Test
        void whenASignedAttributeOccursTwice_thenFormatFailure() {
            byte[] document = CadesMaker.der(maker().attributes(table -> with(
                            table,
                            new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(new byte[32])))))
                    .attached());
            assertThat(code(document)).isEqualTo(FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenTheContentTypeAttributeIsAnother_thenFormatFailure() {
            byte[] document = CadesMaker.der(maker().attributes(table -> with(
                            table.remove(CMSAttributes.contentType),
                            new Attribute(CMSAttributes.contentType, new DERSet(PKCSObjectIdentifiers.encryptedData))))
                    .attached());
            assertThat(code(document)).isEqualTo(FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenTheContentIsOfAnotherKindThanADocument_thenFormatFailure() {
            byte[] document = CadesMaker.der(
                    maker().contentType(PKCSObjectIdentifiers.encryptedData).attached());
            assertThat(code(document)).isEqualTo(FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenTheMessageDigestIsMissing_thenFormatFailure() {
            byte[] document = CadesMaker.der(maker().attributes(table -> table.remove(CMSAttributes.messageDigest))
                    .attached());
            assertThat(code(document)).isEqualTo(FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenTheSigningTimeIsMissing_thenConstraintsFailure() {
            byte[] document = CadesMaker.der(maker().attributes(table -> table.remove(CMSAttributes.signingTime))
                    .attached());
            assertThat(code(document)).isEqualTo(FindingCode.SIG_CONSTRAINTS_FAILURE);
        }

        @Test
        void whenThePolicyIsImplied_thenValidWithAWarning() {
            byte[] document = CadesMaker.der(maker().attributes(table -> with(
                            table,
                            new Attribute(PKCSObjectIdentifiers.id_aa_ets_sigPolicyId, new DERSet(DERNull.INSTANCE))))
                    .attached());
            CheckReport report = check(document);
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.signatures().get(0).findings()).anyMatch(f -> f.code() == FindingCode.SIG_POLICY_IMPLIED);
        }

        @Test
        void whenThereIsACounterSignature_thenItIsNotedAsNotJudged() {
            CMSSignedData other = maker().attached();
            byte[] document = CadesMaker.resigned(maker().attached(), old -> {
                SignerInfo counter = other.getSignerInfos().iterator().next().toASN1Structure();
                return new SignerInfo(
                        old.getSID(),
                        old.getDigestAlgorithm(),
                        old.getAuthenticatedAttributes(),
                        old.getDigestEncryptionAlgorithm(),
                        old.getEncryptedDigest(),
                        new DERSet(new Attribute(CMSAttributes.counterSignature, new DERSet(counter))));
            });
            CheckReport report = check(document);
            assertThat(report.signatures()).hasSize(1);
            assertThat(report.signatures().get(0).findings())
                    .anyMatch(f -> f.code() == FindingCode.SIG_PROPERTY_NOT_JUDGED
                            && f.severity() == Finding.Severity.WARNING);
        }
    }

    @Nested
    class Evidence {
        @Test
        void whenThereIsNoAnswer_thenIndeterminate() {
            assertThat(code(CadesMaker.der(maker().withoutAnswer().attached())))
                    .isEqualTo(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }

        @Test
        void whenThereIsNoTimestamp_thenNothingProvesATime() {
            CheckReport report = check(CadesMaker.der(maker().withoutStamp().attached()));
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.signatures().get(0).profile()).isEqualTo(Profile.B);
            assertThat(report.signatures().get(0).provenAt()).isEmpty();
        }

        @Test
        void whenTheTimestampIsAboutAnotherValue_thenItProvesNothing() {
            CheckReport report =
                    check(CadesMaker.der(maker().stampedValue(new byte[] {1}).attached()));
            assertThat(report.signatures().get(0).provenAt()).isEmpty();
            assertThat(report.signatures().get(0).findings())
                    .anyMatch(f -> f.code() == FindingCode.TIMESTAMP_IMPRINT_MISMATCH);
        }

        @Test
        void whenTheTimestampIsAboutAnotherValueUnderEstonianRules_thenInvalid() {
            byte[] document =
                    CadesMaker.der(maker().stampedValue(new byte[] {1}).attached());
            CheckReport report =
                    signed.checker.withPolicy(ValidationPolicy.ESTONIA).check("contract.txt.p7m", document);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        }

        @Test
        void whenAnArchiveTimestampCoversEverything_thenItCounts() {
            CheckReport report = check(CadesMaker.der(maker().archived().attached()));
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.signatures().get(0).profile()).isEqualTo(Profile.LTA);
            assertThat(report.signatures().get(0).findings())
                    .noneMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        @Test
        void whenAnArchiveTimestampIsTheOnlyProof_thenItsTimeIsProven() {
            CheckReport report = check(CadesMaker.der(
                    maker().stampedValue(new byte[] {1}).archived().attached()));
            assertThat(report.signatures().get(0).provenAt()).contains(Signed.NOW.plusSeconds(60));
        }

        @Test
        void whenAnArchiveTimestampOfTheSecondVersionIsTheOnlyProof_thenItsTimeIsProven() {
            CMSSignedData cms =
                    maker().stampedValue(new byte[] {1}).archivedV2().attached();
            assertThat(check(CadesMaker.der(cms)).signatures().get(0).provenAt())
                    .contains(Signed.NOW.plusSeconds(60));
        }

        @Test
        void whenSomethingIsTakenFromUnderAnArchiveTimestampOfTheSecondVersion_thenItProvesNothing() {
            CMSSignedData cms = maker().archivedV2().droppedAnswer().attached();
            assertThat(check(CadesMaker.der(cms)).signatures().get(0).findings())
                    .anyMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        @Test
        void whenSomethingIsTakenFromUnderAnArchiveTimestamp_thenItProvesNothing() {
            CMSSignedData cms = maker().archived().droppedAnswer().attached();
            assertThat(check(CadesMaker.der(cms)).signatures().get(0).findings())
                    .anyMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        @Test
        void whenAnAnswerIsAddedAfterTheArchiveTimestamp_thenItProvesNothing() {
            CheckReport report =
                    check(CadesMaker.der(maker().archived().lateAnswer().attached()));
            assertThat(report.signatures().get(0).findings())
                    .anyMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }
    }

    @Nested
    class Containers {
        private static final String SIGNATURE = "META-INF/signature.p7s";

        private byte[] simple(byte[] signature, byte[] content) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
            entries.put("contract.txt", content);
            entries.put(SIGNATURE, signature);
            return Signed.zipped(entries);
        }

        private byte[] extended(String manifest, byte[] signature, byte[] content) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("mimetype", "application/vnd.etsi.asic-e+zip".getBytes(StandardCharsets.US_ASCII));
            entries.put("contract.txt", content);
            entries.put("META-INF/ASiCManifest001.xml", manifest.getBytes(StandardCharsets.UTF_8));
            entries.put(SIGNATURE, signature);
            return Signed.zipped(entries);
        }

        private String manifest() {
            return "<a:ASiCManifest xmlns:a=\"http://uri.etsi.org/02918/v1.2.1#\""
                    + " xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"><a:SigReference URI=\"" + SIGNATURE
                    + "\"/><a:DataObjectReference URI=\"contract.txt\"><d:DigestMethod"
                    + " Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><d:DigestValue>"
                    + Base64.getEncoder().encodeToString(DigestAlgorithm.SHA256.digest(CONTENT))
                    + "</d:DigestValue></a:DataObjectReference></a:ASiCManifest>";
        }

        private byte[] over(String manifest) {
            return CadesMaker.der(new CadesMaker(signed.sandbox, manifest.getBytes(StandardCharsets.UTF_8)).detached());
        }

        @Test
        void whenAnAsicSIsSigned_thenValid() {
            CheckReport report = signed.check(simple(CadesMaker.der(maker().detached()), CONTENT));
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.format()).isEqualTo(DocumentFormat.ASIC_S);
            assertThat(report.files().get(0).coveredBy()).containsExactly(SIGNATURE + "#signature-1");
        }

        @Test
        void whenTheFileOfAnAsicSChanges_thenHashFailure() {
            CheckReport report = signed.check(simple(CadesMaker.der(maker().detached()), new byte[] {1}));
            assertThat(report.signatures().get(0).code()).contains(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenASignatureInAnAsicSCarriesOtherContent_thenHashFailure() {
            CheckReport report = signed.check(simple(CadesMaker.der(maker().attached()), new byte[] {1}));
            assertThat(report.signatures().get(0).code()).contains(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenAnAsicEIsSigned_thenValidAndTheListedFileIsCovered() {
            CheckReport report = signed.check(extended(manifest(), over(manifest()), CONTENT));
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.files().get(0).coveredBy()).containsExactly(SIGNATURE + "#signature-1");
        }

        @Test
        void whenTheListedFileChanges_thenHashFailure() {
            CheckReport report = signed.check(extended(manifest(), over(manifest()), new byte[] {1}));
            assertThat(report.signatures().get(0).code()).contains(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenTheManifestChanges_thenHashFailure() {
            CheckReport report = signed.check(extended(manifest() + " ", over(manifest()), CONTENT));
            assertThat(report.signatures().get(0).code()).contains(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenNoManifestNamesTheSignature_thenFormatFailure() {
            String other = manifest().replace(SIGNATURE, "META-INF/other.p7s");
            CheckReport report = signed.check(extended(other, over(other), CONTENT));
            assertThat(report.signatures().get(0).code()).contains(FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenAFileIsNotListed_thenTheContainerIsInvalid() {
            Map<String, byte[]> entries = Signed.entries(extended(manifest(), over(manifest()), CONTENT));
            entries.put("smuggled.txt", new byte[] {1});
            CheckReport report = signed.check(Signed.zipped(entries));
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.findings())
                    .anyMatch(f -> f.code() == FindingCode.CONTAINER_UNSIGNED_FILE
                            && f.where().equals("smuggled.txt"));
        }

        @Test
        void whenAFileIsTimestampedButNotSigned_thenTheContainerIsInvalid() {
            Map<String, byte[]> entries = Signed.entries(extended(manifest(), over(manifest()), CONTENT));
            byte[] smuggled = {1};
            String stamped = manifest()
                    .replace(SIGNATURE, "META-INF/timestamp.tst")
                    .replace("contract.txt", "smuggled.txt")
                    .replace(
                            Base64.getEncoder().encodeToString(DigestAlgorithm.SHA256.digest(CONTENT)),
                            Base64.getEncoder().encodeToString(DigestAlgorithm.SHA256.digest(smuggled)));
            byte[] manifest = stamped.getBytes(StandardCharsets.UTF_8);
            entries.put("smuggled.txt", smuggled);
            entries.put("META-INF/ASiCManifest002.xml", manifest);
            entries.put(
                    "META-INF/timestamp.tst",
                    signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(manifest), Signed.NOW, null));
            CheckReport report = signed.check(Signed.zipped(entries));
            assertThat(report.signatures()).hasSize(2).allMatch(s -> s.verdict() == Verdict.VALID);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.findings())
                    .anyMatch(f -> f.code() == FindingCode.CONTAINER_UNSIGNED_FILE
                            && f.where().equals("smuggled.txt"));
        }

        @Test
        void whenTheSignatureFileIsNoCms_thenUnreadable() {
            CheckReport report = signed.check(simple(new byte[] {0x30, 0}, CONTENT));
            assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(List.copyOf(report.findings())).anyMatch(f -> f.code() == FindingCode.SIG_CMS_MALFORMED);
        }
    }
}
