package dev.eresident.core.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.SignedDer;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
    private static final byte[] DER = new CertificateMaker()
            .subject("C=EE,CN=MUSTER\\,MARI\\,1,SERIALNUMBER=PNOEE-1")
            .der();

    private static void assertUnreadable(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("CERTIFICATE_UNREADABLE"));
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }

    @Nested
    class Reading {
        @Test
        void whenRead_thenFieldsAgreeWithTheJdk() {
            Certificate certificate = Certificate.read(DER);
            JdkAgreement.check(certificate);
            assertThat(certificate.serialNumber()).isEqualTo(BigInteger.TEN);
            assertThat(certificate.keySize()).isEqualTo(256);
            assertThat(certificate.keyUsage()).isEmpty();
            assertThat(certificate.extendedKeyUsage()).isEmpty();
            assertThat(certificate.policies()).isEmpty();
            assertThat(certificate.qcStatements()).isEqualTo(QcStatements.NONE);
            assertThat(Certificate.of(certificate.x509()))
                    .isEqualTo(certificate)
                    .hasSameHashCodeAs(certificate);
        }

        @Test
        void whenBytesChangeAfterwards_thenCertificateDoesNot() {
            byte[] der = DER.clone();
            Certificate certificate = Certificate.read(der);
            Arrays.fill(der, (byte) 0);
            assertThat(certificate.der().toByteArray()).isEqualTo(DER);
        }

        @Test
        void whenShown_thenNoNameIsSeen() {
            Certificate certificate = Certificate.read(DER);
            assertThat(certificate.toString()).doesNotContain("MUSTER").contains("sha256");
            assertThat(certificate.subject().toString()).doesNotContain("MUSTER");
        }

        @Test
        void whenValidityIsAsked_thenBothEndsBelongToIt() {
            Certificate certificate = Certificate.read(DER);
            assertThat(certificate.validAt(certificate.notBefore())).isTrue();
            assertThat(certificate.validAt(certificate.notAfter())).isTrue();
            assertThat(certificate.validAt(certificate.notBefore().minusNanos(1)))
                    .isFalse();
            assertThat(certificate.validAt(certificate.notAfter().plusNanos(1))).isFalse();
            assertThat(certificate.notAfter()).isEqualTo(Instant.parse("2055-01-01T00:00:00Z"));
        }

        @Test
        void whenBytesFollow_thenUnreadable() {
            assertUnreadable(() -> Certificate.read(Arrays.copyOf(DER, DER.length + 1)));
        }

        @Test
        void whenCutAnywhere_thenUnreadable() {
            for (int length = 0; length < DER.length; length += 7) {
                byte[] cut = Arrays.copyOf(DER, length);
                assertUnreadable(() -> Certificate.read(cut));
            }
        }

        @Test
        void whenTooLarge_thenUnreadable() {
            byte[] der = new CertificateMaker()
                    .extension("1.2.3", false, new DEROctetString(new byte[65 * 1024]))
                    .der();
            assertUnreadable(() -> Certificate.read(der));
        }

        @Test
        void whenKeyIsOnAnotherCurve_thenReadableButVerifiesNothing() {
            ASN1ObjectIdentifier brainpool = new ASN1ObjectIdentifier("1.3.36.3.3.2.8.1.1.7");
            Certificate certificate = new CertificateMaker()
                    .key(new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, brainpool), new byte[65]))
                    .make();
            assertThat(certificate.keySize()).isZero();
            assertThat(certificate.publicKey().getAlgorithm()).isEqualTo("1.2.840.10045.2.1");
            assertThat(SignatureVerifier.of(CryptoChoice.standard())
                            .verify(
                                    SignatureAlgorithm.ofXmlUri("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256")
                                            .orElseThrow(),
                                    SignatureVerifier.EcdsaFormat.P1363,
                                    certificate.publicKey(),
                                    new byte[1],
                                    new byte[] {1}))
                    .isFalse();
            assertThatThrownBy(certificate::x509)
                    .isInstanceOfSatisfying(
                            ProtocolException.class,
                            e -> assertThat(e.code()).isEqualTo("CERTIFICATE_KEY_UNSUPPORTED"));
        }

        @Test
        void whenModulusHas2047Bits_thenReadable() throws Exception {
            BigInteger modulus = BigInteger.ONE.shiftLeft(2046).setBit(5).setBit(0);
            Certificate certificate = new CertificateMaker()
                    .key(new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                            new RSAPublicKey(modulus, BigInteger.valueOf(65537))))
                    .make();
            assertThat(certificate.keySize()).isEqualTo(2047);
            assertThat(certificate.x509().getPublicKey()).isEqualTo(certificate.publicKey());
            assertThat(certificate.hasRocaKey()).isFalse();
        }
    }

    /** What the JDK no longer looks at when a certificate is read. */
    @Nested
    class Structure {
        private static final byte[] VERSION_3 = {(byte) 0xa0, 3, 2, 1, 2};

        private byte[] changed(byte[] der, byte[] from, byte[] to) {
            byte[] changed = der.clone();
            for (int i = 0; i + from.length <= der.length; i++) {
                if (Arrays.equals(der, i, i + from.length, from, 0, from.length)) {
                    System.arraycopy(to, 0, changed, i, to.length);
                    return changed;
                }
            }
            throw new AssertionError("not found");
        }

        @Test
        void whenVersionIsFour_thenUnreadable() {
            assertThat(Certificate.read(DER).version()).isEqualTo(3);
            assertUnreadable(() -> Certificate.read(changed(DER, VERSION_3, new byte[] {(byte) 0xa0, 3, 2, 1, 3})));
        }

        @Test
        void whenVersionTwoHasExtensions_thenUnreadable() {
            byte[] der = new CertificateMaker()
                    .extension("1.2.3", false, new DERSequence())
                    .der();
            assertUnreadable(() -> Certificate.read(changed(der, VERSION_3, new byte[] {(byte) 0xa0, 3, 2, 1, 1})));
        }

        @Test
        void whenSubjectIsEmpty_thenOnlyACriticalAlternativeNameReplacesIt() {
            DERSequence name = new DERSequence(new GeneralName(GeneralName.rfc822Name, "a@b.example"));
            assertUnreadable(() -> new CertificateMaker().subject("").make());
            assertUnreadable(() -> new CertificateMaker()
                    .subject("")
                    .extension("2.5.29.17", false, name)
                    .make());
            assertThat(new CertificateMaker()
                            .subject("")
                            .extension("2.5.29.17", true, name)
                            .make()
                            .subject()
                            .commonName())
                    .isEmpty();
        }

        @Test
        void whenSignatureIsNotWholeOctets_thenReadableButNeverGood() {
            Certificate whole = Certificate.read(DER);
            byte[] der = DER.clone();
            byte[] value = SignedDer.read(DER, DER.length).signature().toByteArray();
            int unusedBits = der.length - value.length - 1;
            assertThat(der[unusedBits]).isZero();
            der[unusedBits] = 1;

            Certificate certificate = Certificate.read(der);

            assertThat(certificate.subjectName()).isEqualTo(whole.subjectName());
            assertThat(SignatureVerifier.of(CryptoChoice.standard())
                            .verifyCertificate(certificate.der(), certificate.publicKey()))
                    .isFalse();
            der[unusedBits] = 8;
            assertUnreadable(() -> Certificate.read(der));
        }

        @Test
        void whenPathLengthIsGiven_thenItIsReadAsTheJdkDoes() {
            Certificate limited = new CertificateMaker()
                    .extension("2.5.29.19", true, new BasicConstraints(3))
                    .make();
            assertThat(limited.pathLength()).hasValue(limited.x509().getBasicConstraints());
            Certificate unlimited = new CertificateMaker()
                    .extension("2.5.29.19", true, new BasicConstraints(true))
                    .make();
            assertThat(unlimited.isCa()).isTrue();
            assertThat(unlimited.pathLength()).isEmpty();
        }

        @Test
        void whenCriticalExtensionIsBroken_thenItPermitsNothingAndTheJdkRefuses() {
            Certificate certificate = new CertificateMaker()
                    .extension("2.5.29.19", true, new DEROctetString(new byte[] {1, 2, 3}))
                    .make();
            assertThat(certificate.isCa()).isFalse();
            assertUnreadable(certificate::x509);
        }
    }

    @Nested
    class Bundles {
        @Test
        void whenPemHasCommentsAndOtherBlocks_thenCertificatesAreRead() {
            String text = "subject=õ # comment\n" + pem(DER) + "-----BEGIN PUBLIC KEY-----\nxx\n"
                    + "-----END PUBLIC KEY-----\nbetween\n" + pem(DER) + "after";
            assertThat(Certificate.readAll(text.getBytes(StandardCharsets.UTF_8)))
                    .containsExactly(Certificate.read(DER), Certificate.read(DER));
        }

        @Test
        void whenDer_thenOne() {
            assertThat(Certificate.readAll(DER)).containsExactly(Certificate.read(DER));
        }

        @Test
        void whenNothingIsInIt_thenUnreadable() {
            for (String text : List.of(
                    "",
                    "hello",
                    "-----BEGIN CERTIFICATE-----\nAAAA",
                    "-----BEGIN CERTIFICATE-----" + "!-----END CERTIFICATE-----")) {
                assertUnreadable(() -> Certificate.readAll(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @Nested
    class ExtensionsOfIt {
        @Test
        void whenSomeAreCritical_thenExactlyTheseAreNamed() {
            Certificate certificate = new CertificateMaker()
                    .extension("1.2.3.4.5.1", true, new DEROctetString(new byte[0]))
                    .extension("1.2.3.4.5.2", false, new DEROctetString(new byte[0]))
                    .make();
            assertThat(certificate.criticalExtensions()).containsExactly(Oid.of("1.2.3.4.5.1"));
        }

        @Test
        void whenExtensionIsRepeated_thenUnreadable() {
            // The maker refuses to repeat one, so one OID is changed into the other's.
            byte[] der = new CertificateMaker()
                    .extension("1.2.3.4.5.1", false, new DEROctetString(new byte[0]))
                    .extension("1.2.3.4.5.2", false, new DEROctetString(new byte[0]))
                    .der();
            byte[] second = {0x2a, 3, 4, 5, 2};
            for (int i = 0; i + 5 <= der.length; i++) {
                if (Arrays.equals(der, i, i + 5, second, 0, 5)) {
                    der[i + 4] = 1;
                }
            }
            assertUnreadable(() -> Certificate.read(der));
        }

        @Test
        void whenUsageIsMalformed_thenNothingIsPermitted() {
            DEROctetString garbage = new DEROctetString(new byte[] {1, 2, 3});
            Certificate certificate = new CertificateMaker()
                    .extension("2.5.29.15", false, garbage)
                    .extension("2.5.29.37", false, garbage)
                    .extension("2.5.29.32", false, garbage)
                    .extension("2.5.29.19", false, garbage)
                    .extension("2.5.29.14", false, new DERSequence())
                    .extension("2.5.29.35", false, garbage)
                    .extension("1.3.6.1.5.5.7.1.3", false, garbage)
                    .extension("1.3.6.1.5.5.7.1.1", false, garbage)
                    .make();
            assertThat(certificate.keyUsage().orElseThrow()).isEmpty();
            assertThat(certificate.extendedKeyUsage().orElseThrow()).isEmpty();
            assertThat(certificate.policies()).isEmpty();
            assertThat(certificate.isCa()).isFalse();
            assertThat(certificate.subjectKeyIdentifier()).isEmpty();
            assertThat(certificate.authorityKeyIdentifier()).isEmpty();
            assertThat(certificate.qcStatements()).isEqualTo(QcStatements.NONE);
            assertThat(certificate.ocspUri()).isEmpty();
        }

        @Test
        void whenCritical_thenSaysSo() {
            Certificate certificate = new CertificateMaker()
                    .extension("1.2.3", true, new DERSequence())
                    .extension("1.2.4", false, new DERSequence())
                    .make();
            assertThat(certificate.isCritical(Oid.of("1.2.3"))).isTrue();
            assertThat(certificate.isCritical(Oid.of("1.2.4"))).isFalse();
            assertThat(certificate.isCritical(Oid.of("1.2.5"))).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "http://ocsp.example/a, http://ocsp.example/a",
            "HTTPS://ocsp.example, HTTPS://ocsp.example",
            "ldap://ocsp.example,",
            "http://user:pw@ocsp.example,",
            "file:///etc/passwd,",
            "http:///path,",
            "not a uri,",
            "'',",
        })
        void whenAddressIsRead_thenOnlyTheWebIsAccepted(String written, String expected) {
            Certificate certificate = new CertificateMaker()
                    .extension(
                            "1.3.6.1.5.5.7.1.1",
                            false,
                            new AuthorityInformationAccess(
                                    AccessDescription.id_ad_ocsp,
                                    new GeneralName(GeneralName.uniformResourceIdentifier, written)))
                    .make();
            assertThat(certificate.ocspUri().map(Object::toString)).isEqualTo(Optional.ofNullable(expected));
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @CsvSource({
            "PNOEE-38001085718, 38001085718",
            "38001085718, 38001085718",
            "IDCEE-AB123, AB123",
            "PASEE-K1234567, K1234567",
            "TINLV-1, 1",
            "EI:SE-200007292386, 200007292386",
            "PNOLV-321922-33032, 321922-33032",
            "NTREE-10747013, NTREE-10747013",
            "PNOEE-, PNOEE-",
            "PNOEE38001085718, PNOEE38001085718",
        })
        void whenSerialNumberHasAPrefix_thenIdentityCodeHasNot(String written, String code) {
            Certificate certificate = new CertificateMaker()
                    .subject("CN=X,SERIALNUMBER=" + written)
                    .make();
            assertThat(certificate.subject().serialNumber()).contains(written);
            assertThat(certificate.subject().identityCode()).contains(code);
        }

        @Test
        void whenTwoSerialNumbersDiffer_thenNeitherIsBelieved() {
            assertThat(new CertificateMaker()
                            .subject("CN=X,SERIALNUMBER=PNOEE-1,SERIALNUMBER=PNOEE-2")
                            .make()
                            .subject()
                            .serialNumber())
                    .isEmpty();
            assertThat(new CertificateMaker()
                            .subject("CN=X,SERIALNUMBER=PNOEE-1+SERIALNUMBER=PNOEE-1")
                            .make()
                            .subject()
                            .serialNumber())
                    .contains("PNOEE-1");
        }

        @Test
        void whenAttributeIsRepeatedOrPadded_thenTheLastIsTakenWithoutBlanks() {
            Subject subject = new CertificateMaker()
                    .subject("OU=first,OU=second,CN=\\ X\\ ,2.5.4.97=NTREE-1")
                    .make()
                    .subject();
            assertThat(subject.organizationalUnit()).contains("second");
            assertThat(subject.commonName()).contains("X");
            assertThat(subject.organizationIdentifier()).contains("NTREE-1");
            assertThat(subject.serialNumber()).isEmpty();
            assertThat(subject.identityCode()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "C=EE,CN=MARI-LIIS\\,MÄND,SERIALNUMBER=PNOEE-1",
                    "SERIALNUMBER=PNOEE-1,CN=MARI-LIIS\\,MÄND,C=EE",
                    "C=ee,CN=Mari-Liis\\,mänd,SERIALNUMBER=pnoee-1",
                    "C=EE,CN=\\  MARI-LIIS\\,MÄND,SERIALNUMBER=PNOEE-1"
                })
        void whenOnlyOrderCapitalsOrBlanksDiffer_thenTheSameSubject(String name) {
            Certificate certificate = new CertificateMaker()
                    .subject("C=EE,CN=MARI-LIIS\\,MÄND,SERIALNUMBER=PNOEE-1")
                    .make();

            assertThat(certificate.hasSubjectOf(
                            new CertificateMaker().subject(name).make()))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "C=EE,CN=MARI-LIIS\\,MÄND",
                    "C=EE,CN=MARI-LIIS\\,MÄND,SERIALNUMBER=PNOEE-1,O=X",
                    "C=EE,CN=MARI-LIIS\\,MÄND,SERIALNUMBER=PNOEE-1,C=EE",
                    "C=EE,CN=MARI-LIIS\\,MÄND,SERIALNUMBER=PNOEE-2",
                    "C=EE,CN=MARILIIS\\,MÄND,SERIALNUMBER=PNOEE-1",
                    "C=EE,CN=MARI-LIIS\\,MAND,SERIALNUMBER=PNOEE-1",
                    "C=EE,SN=MARI-LIIS\\,MÄND,SERIALNUMBER=PNOEE-1",
                    "C=EE,CN=MARI-LIIS\\,MÄND+SERIALNUMBER=PNOEE-1"
                })
        void whenAnythingElseDiffers_thenAnotherSubject(String name) {
            Certificate certificate = new CertificateMaker()
                    .subject("C=EE,CN=MARI-LIIS\\,MÄND,SERIALNUMBER=PNOEE-1")
                    .make();

            assertThat(certificate.hasSubjectOf(
                            new CertificateMaker().subject(name).make()))
                    .isFalse();
        }
    }

    @Nested
    class Oids {
        @Test
        void whenPrefix_thenArcsAreCompared() {
            assertThat(Oid.of("1.2.34").startsWith(Oid.of("1.2.3"))).isFalse();
            assertThat(Oid.of("1.2.3.4").startsWith(Oid.of("1.2.3"))).isTrue();
            assertThat(Oid.of("1.2").startsWith(Oid.of("1.2.3"))).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"''", "1..2", "1.02", "a", "1.2.", "-1", "1.²"})
        void whenNotAnIdentifier_thenRefused(String text) {
            assertThatThrownBy(() -> Oid.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
