package dev.eresident.core.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.testing.UnsignedList;
import dev.eresident.core.timestamp.TimestampStatus.Problem;
import dev.eresident.core.timestamp.TimestampStatus.Proven;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 3161 §2.3, §2.4.2, RFC 5816 and RFC 5652 on tokens made for them, each with one fault. */
@ExtendWith(SandboxExtension.class)
class TimestampCheckTest {
    private static final byte[] DIGEST = DigestAlgorithm.SHA256.digest(new byte[] {1, 2, 3});
    private static final String STRANGE = "2.999.3161.1";

    private final SandboxPki pki;
    private final Credential tsa;
    private final Instant now;
    private final TrustPolicy policy;

    TimestampCheckTest(Sandbox sandbox) {
        this.pki = sandbox.pki();
        this.tsa = pki.tsa();
        this.now = sandbox.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        this.policy = TrustPolicy.test(TrustAnchors.builder()
                .add(ServiceType.TSA_QTST, Certificate.of(pki.tsaAuthority().certificate()))
                .build());
    }

    private TokenMaker token() {
        return new TokenMaker(DIGEST, now);
    }

    private static TimestampStatus check(TrustPolicy trust, byte[] token, Certificate... candidates) {
        return TimestampCheck.with(trust).check(TimestampToken.parse(token), DIGEST, List.of(candidates));
    }

    private TimestampStatus check(TokenMaker token) {
        return check(policy, token.make());
    }

    private static void assertRefused(TimestampStatus status, Problem problem) {
        assertThat(status)
                .isInstanceOfSatisfying(
                        TimestampStatus.Unacceptable.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }

    private static void assertProven(TimestampStatus status, X509Certificate authority) {
        assertThat(status)
                .isInstanceOfSatisfying(
                        Proven.class, proven -> assertThat(proven.authority()).isEqualTo(Certificate.of(authority)));
    }

    /** Another certificate by the same issuer for the same key and subject, with the same extensions. */
    private X509Certificate twin(Credential credential, BigInteger serial) {
        try {
            X509CertificateHolder original =
                    new X509CertificateHolder(credential.certificate().getEncoded());
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    original.getIssuer(),
                    serial,
                    Date.from(now.minus(Duration.ofDays(9))),
                    original.getNotAfter(),
                    original.getSubject(),
                    original.getSubjectPublicKeyInfo());
            for (Object oid : original.getExtensionOIDs()) {
                Extension extension = original.getExtension((ASN1ObjectIdentifier) oid);
                builder.addExtension(extension);
            }
            byte[] der = builder.build(CredentialSigner.of(pki.tsaAuthority().credential()))
                    .getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class Signers {
        @Test
        void whenThereIsOne_thenProven() {
            assertProven(check(token().by(tsa)), tsa.certificate());
        }

        @Test
        void whenThereIsNone_thenSignerCount() {
            assertRefused(check(token().including(tsa.certificate())), Problem.SIGNER_COUNT);
        }

        @Test
        void whenThereAreTwo_thenSignerCount() {
            assertRefused(check(token().by(tsa).by(pki.issue(pki.tsaSpec()))), Problem.SIGNER_COUNT);
        }

        @Test
        void whenThereAreMoreThanTheLimit_thenUnreadable() {
            TokenMaker five = token().by(tsa).by(tsa).by(tsa).by(tsa).by(tsa);

            assertThatThrownBy(() -> TimestampToken.parse(five.make())).isInstanceOf(ProtocolException.class);
        }
    }

    @Nested
    class Algorithms {
        @Test
        void whenSignedWithPss_thenProven() {
            Credential rsa = pki.issue(pki.tsaSpec().keyType(KeyType.RSA2048));

            assertThat(check(token().byPss(rsa)))
                    .isInstanceOfSatisfying(
                            Proven.class,
                            proven -> assertThat(proven.signatureDigest()).isEqualTo("SHA-256"));
        }

        @Test
        void whenAByteOfThePssValueIsChanged_thenSignature() {
            Credential rsa = pki.issue(pki.tsaSpec().keyType(KeyType.RSA2048));
            byte[] token = token().byPss(rsa).make();
            token[token.length - 9] ^= 1; // The signature value is the last element.

            assertRefused(check(policy, token), Problem.SIGNATURE);
        }

        @Test
        void whenTheDigestOfTheImprintIsNotKnown_thenAlgorithm() {
            assertRefused(check(token().by(tsa).imprintAlgorithm(STRANGE)), Problem.ALGORITHM);
        }

        private TimestampStatus renamed(String digest, String signature) {
            byte[] token = TokenMaker.withAlgorithms(
                    token().by(tsa).make(),
                    old -> new SignerInfo(
                            old.getSID(),
                            digest.isEmpty()
                                    ? old.getDigestAlgorithm()
                                    : new AlgorithmIdentifier(new ASN1ObjectIdentifier(digest)),
                            old.getAuthenticatedAttributes(),
                            signature.isEmpty()
                                    ? old.getDigestEncryptionAlgorithm()
                                    : new AlgorithmIdentifier(new ASN1ObjectIdentifier(signature)),
                            old.getEncryptedDigest(),
                            null));
            return check(policy, token);
        }

        @Test
        void whenTheDigestOrTheSignatureAlgorithmIsNotKnown_thenAlgorithm() {
            assertProven(renamed("", ""), tsa.certificate());
            assertRefused(renamed(STRANGE, ""), Problem.ALGORITHM);
            assertRefused(renamed("", STRANGE), Problem.ALGORITHM);
        }

        @Test
        void whenTheImprintIsNotAsLongAsItsDigest_thenImprintMismatch() {
            assertRefused(check(token().by(tsa).imprintAlgorithm("2.16.840.1.101.3.4.2.3")), Problem.IMPRINT_MISMATCH);
        }
    }

    /** ESSCertID and ESSCertIDv2 (RFC 5035 §3, RFC 5816). */
    @Nested
    class NamingByHash {
        private final X509Certificate own = tsa.certificate();
        private final X509Certificate sameSerial = twin(tsa, own.getSerialNumber());
        private final X509Certificate otherSerial = twin(tsa, BigInteger.TEN);

        @Test
        void whenNamedByEssCertIdOfSha1_thenProven() {
            assertProven(check(token().by(tsa, own, TokenMaker.v1(own)).including(own)), own);
        }

        @Test
        void whenBothVersionsAgree_thenProven() {
            assertProven(
                    check(token().by(tsa, own, TokenMaker.v1(own), TokenMaker.v2(own))
                            .including(own)),
                    own);
        }

        @Test
        void whenTheVersionsDisagree_thenBinding() {
            assertRefused(
                    check(token().by(tsa, own, TokenMaker.v1(sameSerial), TokenMaker.v2(own))
                            .including(own, sameSerial)),
                    Problem.CERTIFICATE_BINDING);
            assertRefused(
                    check(token().by(tsa, own, TokenMaker.v1(own), TokenMaker.v2(sameSerial))
                            .including(own, sameSerial)),
                    Problem.CERTIFICATE_BINDING);
        }

        @Test
        void whenOnlyOneOfTheHashesIsOfTheCertificate_thenBindingThoughTheNameIsOfNone() {
            assertRefused(
                    check(token().by(tsa, otherSerial, TokenMaker.v1(sameSerial), TokenMaker.v2(own))
                            .including(own)),
                    Problem.CERTIFICATE_BINDING);
        }

        @Test
        void whenTheCertificateIsKnownAsThatOfAnotherServiceOnly_thenNotFound() {
            TrustPolicy authorities = TrustPolicy.test(TrustAnchors.builder()
                    .add(ServiceType.CA_QC, Certificate.of(own))
                    .build());

            assertRefused(
                    check(authorities, token().by(tsa, own, TokenMaker.v2(own)).make()), Problem.CERTIFICATE_NOT_FOUND);
        }

        @Test
        void whenNotNamedByHash_thenBinding() {
            assertRefused(check(token().by(tsa, own).including(own)), Problem.CERTIFICATE_BINDING);
        }

        @Test
        void whenAnotherCertificateWithItsKeyNameAndNumberIsPutInItsPlace_thenBinding() {
            assertRefused(
                    check(token().by(tsa, own, TokenMaker.v2(own)).including(sameSerial)), Problem.CERTIFICATE_BINDING);
        }

        @Test
        void whenBothAreThere_thenTheOneThatTheHashNames() {
            byte[] namesTheSecond = token().by(tsa, own, TokenMaker.v2(own))
                    .including(sameSerial, own)
                    .make();
            byte[] namesTheFirst = token().by(tsa, own, TokenMaker.v2(sameSerial))
                    .including(sameSerial, own)
                    .make();

            assertProven(check(policy, namesTheSecond), own);
            assertProven(check(policy, namesTheFirst), sameSerial);
        }

        @Test
        void whenTheNamedOneIsOnlyAmongTheCandidates_thenProvenByIt() {
            byte[] token = token().by(tsa, own, TokenMaker.v2(own))
                    .including(sameSerial)
                    .make();

            assertProven(check(policy, token, Certificate.of(own)), own);
        }

        @Test
        void whenTheNumberContradictsTheHash_thenBinding() {
            assertRefused(
                    check(token().by(tsa, otherSerial, TokenMaker.v2(own)).including(own, otherSerial)),
                    Problem.CERTIFICATE_BINDING);
        }

        @Test
        void whenTheHashIsOfAnUnrelatedCertificate_thenBinding() {
            X509Certificate unrelated = pki.issue(pki.tsaSpec()).certificate();

            assertRefused(
                    check(token().by(tsa, own, TokenMaker.v2(unrelated)).including(own, unrelated)),
                    Problem.CERTIFICATE_BINDING);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenTheHashNamesANumberToo_thenItMustFit(boolean right) {
            BigInteger serial = right ? own.getSerialNumber() : BigInteger.TEN;
            X500Name issuer = X500Name.getInstance(own.getIssuerX500Principal().getEncoded());
            byte[] hash = Certificate.of(own).sha256().toByteArray();
            Attribute numbered = new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(
                            new SigningCertificateV2(new ESSCertIDv2(null, hash, new IssuerSerial(issuer, serial)))));
            TimestampStatus status = check(token().by(tsa, own, numbered).including(own));

            if (right) {
                assertProven(status, own);
            } else {
                assertRefused(status, Problem.CERTIFICATE_BINDING);
            }
        }

        @Test
        void whenTheDigestOfTheHashIsNotKnown_thenAlgorithm() {
            Attribute strange = new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(
                            new AlgorithmIdentifier(new ASN1ObjectIdentifier(STRANGE)), new byte[32]))));

            assertRefused(check(token().by(tsa, own, strange).including(own)), Problem.ALGORITHM);
        }
    }

    @Nested
    class SignedAttributes {
        @Test
        void whenThereAreNone_thenMalformed() {
            byte[] bare = TokenMaker.withoutAttributes(token().by(tsa).make(), tsa);

            assertRefused(check(policy, bare), Problem.MALFORMED);
        }

        @Test
        void whenTheMessageDigestIsMissing_thenMalformed() {
            assertRefused(
                    check(token().by(tsa).attributes(all -> all.remove(CMSAttributes.messageDigest))),
                    Problem.MALFORMED);
        }

        /** Two digests would let whoever reads one and whoever reads the other see different content under one signature. */
        @Test
        void whenTheMessageDigestOccursTwice_thenUnreadable() {
            TokenMaker twice =
                    token().by(tsa).attributes(all -> all.add(CMSAttributes.messageDigest, new DEROctetString(DIGEST)));

            assertThatThrownBy(() -> TimestampToken.parse(twice.make()))
                    .isInstanceOfSatisfying(
                            ProtocolException.class, e -> assertThat(e.code()).isEqualTo("TIMESTAMP_UNREADABLE"));
        }

        @Test
        void whenTheContentTypeIsMissing_thenMalformed() {
            assertRefused(
                    check(token().by(tsa).attributes(all -> all.remove(CMSAttributes.contentType))), Problem.MALFORMED);
        }

        @Test
        void whenTheContentTypeIsAnother_thenMalformed() {
            assertRefused(check(token().by(tsa).attributes(TimestampCheckTest::asPlainData)), Problem.MALFORMED);
        }

        @Test
        void whenTheMessageDigestIsOfOtherContent_thenSignature() {
            assertRefused(
                    check(token().by(tsa)
                            .attributes(all -> all.remove(CMSAttributes.messageDigest)
                                    .add(CMSAttributes.messageDigest, new DEROctetString(DIGEST)))),
                    Problem.SIGNATURE);
        }
    }

    private static AttributeTable asPlainData(AttributeTable all) {
        return all.remove(CMSAttributes.contentType).add(CMSAttributes.contentType, PKCSObjectIdentifiers.data);
    }

    @Nested
    class Content {
        private byte[] longer(byte[] der, byte... more) {
            ASN1EncodableVector all = new ASN1EncodableVector();
            for (ASN1Encodable one : ASN1Sequence.getInstance(der)) {
                all.add(one);
            }
            try {
                all.add(ASN1Primitive.fromByteArray(more));
                return new DERSequence(all).getEncoded();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] replaced(byte[] der, int index, UnaryOperator<byte[]> change) {
            ASN1Encodable[] all = ASN1Sequence.getInstance(der).toArray();
            try {
                all[index] = ASN1Primitive.fromByteArray(
                        change.apply(all[index].toASN1Primitive().getEncoded()));
                return new DERSequence(all).getEncoded();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void assertUnreadable(UnaryOperator<byte[]> change) {
            assertThatThrownBy(() ->
                            TimestampToken.parse(token().by(tsa).bytes(change).make()))
                    .isInstanceOfSatisfying(
                            ProtocolException.class, e -> assertThat(e.code()).isEqualTo("TIMESTAMP_UNREADABLE"));
        }

        @Test
        void whenTheTstInfoHoldsMoreThanItsElements_thenUnreadable() {
            assertProven(check(token().by(tsa).bytes(der -> der)), tsa.certificate());
            assertUnreadable(der -> longer(der, (byte) 5, (byte) 0));
            assertUnreadable(der -> replaced(der, 2, imprint -> longer(imprint, (byte) 5, (byte) 0)));
        }

        @Test
        void whenAnExtensionHoldsMoreThanItsElements_thenUnreadable() {
            TokenMaker extended = token().by(tsa).extension(STRANGE, false).bytes(der -> {
                ASN1Encodable[] all = ASN1Sequence.getInstance(der).toArray();
                ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(all[all.length - 1]);
                ASN1Sequence one = ASN1Sequence.getInstance(
                        ASN1Sequence.getInstance(tagged, false).getObjectAt(0));
                ASN1EncodableVector more = new ASN1EncodableVector();
                one.forEach(more::add);
                more.add(DERNull.INSTANCE);
                all[all.length - 1] = new DERTaggedObject(false, 1, new DERSequence(new DERSequence(more)));
                try {
                    return new DERSequence(all).getEncoded();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThatThrownBy(() -> TimestampToken.parse(extended.make())).isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenTheVersionIsAnother_thenUnreadable() {
            assertUnreadable(der -> replaced(der, 0, version -> new byte[] {2, 1, 2}));
        }

        @Test
        void whenParsed_thenPolicyAndSerialNumberAreThoseOfTheContent() {
            TimestampToken parsed = TimestampToken.parse(token().by(tsa).make());

            assertThat(parsed.policy()).isEqualTo("2.999.3161");
            assertThat(parsed.serialNumber()).isEqualTo(1234567890123L);
            assertThat(parsed.nonce()).isEmpty();
        }

        @Test
        void whenItIsNotATstInfo_thenUnreadable() {
            byte[] data =
                    token().by(tsa).contentType(PKCSObjectIdentifiers.data).make();

            assertThatThrownBy(() -> TimestampToken.parse(data)).isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenAnExtensionIsNotKnown_thenOnlyACriticalOneIsRefused() {
            assertProven(check(token().by(tsa).extension(STRANGE, false)), tsa.certificate());
            assertRefused(check(token().by(tsa).extension(STRANGE, true)), Problem.MALFORMED);
        }

        @Test
        void whenAnyBitOfTheContentIsChanged_thenNothingIsProven() {
            byte[] good = token().by(tsa).make();
            byte[] content = TimestampToken.parse(good).content();
            int start = indexOf(good, content);
            int refusedByCheck = 0;
            for (int bit = 0; bit < 8 * content.length; bit++) {
                byte[] changed = good.clone();
                changed[start + bit / 8] ^= (byte) (1 << (bit % 8));
                TimestampToken token;
                try {
                    token = TimestampToken.parse(changed);
                } catch (ProtocolException e) {
                    continue;
                }
                // Even for someone who takes the digest from the token.
                assertThat(TimestampCheck.with(policy)
                                .check(token, token.imprint().toByteArray(), List.of()))
                        .as("bit %d of the content changed", bit)
                        .isInstanceOf(TimestampStatus.Unacceptable.class);
                refusedByCheck++;
            }
            assertThat(refusedByCheck).isGreaterThan(8 * DIGEST.length);
        }
    }

    @Nested
    class Purpose {
        @Test
        void whenThePurposeIsNotCritical_thenPurpose() {
            assertRefused(
                    check(token().by(pki.issue(pki.tsaSpec().purposes(false, SandboxPki.TIME_STAMPING)))),
                    Problem.PURPOSE);
        }

        @ParameterizedTest
        @ValueSource(strings = {SandboxPki.OCSP_SIGNING, SandboxPki.EMAIL_PROTECTION, "2.5.29.37.0", STRANGE})
        void whenThereIsASecondPurpose_thenPurpose(String second) {
            assertRefused(
                    check(token().by(pki.issue(pki.tsaSpec().purposes(true, SandboxPki.TIME_STAMPING, second)))),
                    Problem.PURPOSE);
        }

        @Test
        void whenAnyPurposeOnly_thenPurpose() {
            assertRefused(check(token().by(pki.issue(pki.tsaSpec().purposes(true, "2.5.29.37.0")))), Problem.PURPOSE);
        }

        @Test
        void whenThereIsNoPurpose_thenPurpose() {
            assertRefused(check(token().by(pki.issue(pki.tsaSpec().withoutExtension("2.5.29.37")))), Problem.PURPOSE);
        }

        @Test
        void whenTheListedAuthorityItselfLacksThePurpose_thenPurpose() {
            Credential unmarked = pki.issue(pki.tsaSpec().purposes(true, SandboxPki.CLIENT_AUTH));
            TrustPolicy listed = TrustPolicy.test(TrustAnchors.builder()
                    .add(ServiceType.TSA_QTST, Certificate.of(unmarked.certificate()))
                    .build());

            assertRefused(check(listed, token().by(unmarked).make()), Problem.PURPOSE);
        }
    }

    @Nested
    class Validity {
        private final Instant from = now.minus(Duration.ofDays(2));
        private final Instant until = now.minus(Duration.ofDays(1));
        private final Credential brief = pki.issue(pki.tsaSpec().validity(from, until));

        private TimestampStatus stampedAt(Instant at) {
            return check(policy, new TokenMaker(DIGEST, at).by(brief).make());
        }

        @Test
        void whenStampedWithinItsValidity_thenProvenThoughItHasExpiredSince() {
            assertProven(stampedAt(from), brief.certificate());
            assertProven(stampedAt(until), brief.certificate());
        }

        @Test
        void whenStampedASecondTooEarlyOrTooLate_thenNotValidAtGeneration() {
            assertRefused(stampedAt(from.minusSeconds(1)), Problem.NOT_VALID_AT_GENERATION);
            assertRefused(stampedAt(until.plusSeconds(1)), Problem.NOT_VALID_AT_GENERATION);
        }
    }

    @Nested
    class Service {
        private final Certificate listed = Certificate.of(tsa.certificate());

        private TimestampStatus listedIn(UnsignedList list) {
            TrustPolicy trust = TrustPolicy.test(
                    TrustAnchors.builder().addTrustedList(list.toList()).build());
            return check(trust, token().by(tsa).make());
        }

        @Test
        void whenGranted_thenProvenAndQualified() {
            assertThat(listedIn(new UnsignedList("EE").granted("TSA/QTST", listed)))
                    .isInstanceOfSatisfying(
                            Proven.class,
                            proven -> assertThat(proven.qualified()).isTrue());
        }

        @Test
        void whenWithdrawnBefore_thenServiceNotActive() {
            assertRefused(
                    listedIn(new UnsignedList("EE").withdrawn("TSA/QTST", listed, now.minusSeconds(1))),
                    Problem.SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenWithdrawnAtThatVeryTime_thenServiceNotActive() {
            assertRefused(
                    listedIn(new UnsignedList("EE").withdrawn("TSA/QTST", listed, now)), Problem.SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenWithdrawnAfterwards_thenProven() {
            assertProven(
                    listedIn(new UnsignedList("EE").withdrawn("TSA/QTST", listed, now.plusSeconds(1))),
                    tsa.certificate());
        }

        @Test
        void whenGrantedOnlyLater_thenServiceNotActive() {
            assertRefused(
                    listedIn(new UnsignedList("EE").service("TSA/QTST", listed, "granted", now.plusSeconds(1))),
                    Problem.SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenListedAsAnotherService_thenNotTrusted() {
            assertRefused(listedIn(new UnsignedList("EE").granted("Certstatus/OCSP/QC", listed)), Problem.NOT_TRUSTED);
        }

        @Test
        void whenTheQualifiedServiceIsWithdrawnButAPlainOneIsActive_thenProvenNotQualified() {
            assertThat(listedIn(new UnsignedList("EE")
                            .withdrawn("TSA/QTST", listed, now.minusSeconds(1))
                            .granted("TSA", listed)))
                    .isInstanceOfSatisfying(
                            Proven.class,
                            proven -> assertThat(proven.qualified()).isFalse());
        }
    }

    /** As plain ETSI validation asks. */
    @Nested
    class AnyListedService {
        private TimestampStatus issuedBy(ServiceType type, Credential unit) {
            TrustPolicy trust = TrustPolicy.test(TrustAnchors.builder()
                    .add(type, Certificate.of(pki.tsaAuthority().certificate()))
                    .build());
            assertRefused(check(trust, token().by(unit).make()), expected(unit));
            return TimestampCheck.with(trust)
                    .ofAnyListedService()
                    .check(TimestampToken.parse(token().by(unit).make()), DIGEST, List.of());
        }

        private Problem expected(Credential unit) {
            return unit == tsa ? Problem.NOT_TRUSTED : Problem.PURPOSE;
        }

        @Test
        void whenACertificationAuthorityIssuedIt_thenProvenNotQualified() {
            assertThat(issuedBy(ServiceType.CA_QC, tsa))
                    .isInstanceOfSatisfying(
                            Proven.class,
                            proven -> assertThat(proven.qualified()).isFalse());
        }

        @Test
        void whenItIsNotForTimeStamping_thenPurposeAllTheSame() {
            Credential unmarked = pki.issue(pki.tsaSpec().purposes(true, SandboxPki.CLIENT_AUTH));

            assertRefused(issuedBy(ServiceType.CA_QC, unmarked), Problem.PURPOSE);
        }
    }

    @Nested
    class Verdicts {
        private final TimestampStatus good = check(token().by(tsa));
        private final TimestampStatus bad = check(token().including(tsa.certificate()));

        @Test
        void whenProven_thenEveryWayOfAskingSaysSo() {
            assertThat(good.kind()).isEqualTo(TimestampStatus.Kind.PROVEN);
            assertThat(good.<String>match(proven -> "proven " + proven.generatedAt(), other -> "other"))
                    .isEqualTo("proven " + now);
            assertThat(good.orElseThrow()).isSameAs(good);
        }

        @Test
        void whenNotProven_thenNoWayOfAskingSaysSo() {
            assertThat(bad.kind()).isEqualTo(TimestampStatus.Kind.UNACCEPTABLE);
            assertThat(bad.<Object>match(proven -> "proven", other -> other)).isSameAs(bad);
            assertThatThrownBy(bad::orElseThrow)
                    .isInstanceOfSatisfying(
                            TrustException.class, e -> assertThat(e.code()).isEqualTo("TIMESTAMP_UNACCEPTABLE"));
        }
    }

    private static int indexOf(byte[] data, byte[] part) {
        for (int i = 0; i + part.length <= data.length; i++) {
            if (Arrays.equals(data, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
