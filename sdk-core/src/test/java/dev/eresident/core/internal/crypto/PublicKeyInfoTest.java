package dev.eresident.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyInfoTest {
    private static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static PublicKey read(PublicKey key) {
        return PublicKeyInfo.read(Bytes.of(key.getEncoded())).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void whenKeyIsOnAKnownCurve_thenEqualToTheJdksAndUsableByItsProvidersAndOthers(String curve)
            throws GeneralSecurityException {
        KeyPair pair = ec(curve);
        PublicKey key = read(pair.getPublic());

        assertThat(key).isEqualTo(pair.getPublic()).isInstanceOf(ECPublicKey.class);
        assertThat(pair.getPublic()).isEqualTo(key);
        assertThat(key.getAlgorithm()).isEqualTo("EC");
        assertThat(NamedCurve.of(key))
                .hasValueSatisfying(c -> assertThat(c.standardName()).isEqualTo(curve));
        byte[] data = "data".getBytes(StandardCharsets.UTF_8);
        Signature signing = Signature.getInstance("SHA256withECDSA", "SunEC");
        signing.initSign(pair.getPrivate());
        signing.update(data);
        byte[] value = signing.sign();
        for (Signature verifying : new Signature[] {
            Signature.getInstance("SHA256withECDSA", "SunEC"),
            Signature.getInstance("SHA256withECDSA", new BouncyCastleProvider())
        }) {
            verifying.initVerify(key);
            verifying.update(data);
            assertThat(verifying.verify(value)).isTrue();
        }
    }

    @Test
    void whenRsa_thenEqualToTheJdks() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        RSAPublicKey jdk = (RSAPublicKey) generator.generateKeyPair().getPublic();
        PublicKey key = read(jdk);

        assertThat(key).isEqualTo(jdk).isInstanceOfSatisfying(RSAPublicKey.class, rsa -> {
            assertThat(rsa.getModulus()).isEqualTo(jdk.getModulus());
            assertThat(rsa.getPublicExponent()).isEqualTo(jdk.getPublicExponent());
        });
        assertThat(jdk).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"503, 3", "16385, 3", "2048, 1", "2048, 0"})
    void whenRsaNumbersAreOutOfRange_thenNoKey(int bits, int exponent) throws IOException {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        SubjectPublicKeyInfo info = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, BigInteger.valueOf(exponent)));
        assertThat(PublicKeyInfo.read(Bytes.of(info.getEncoded()))).isEmpty();
    }

    @Test
    void whenPointIsCompressedOrCut_thenNoKey() throws Exception {
        byte[] point = SubjectPublicKeyInfo.getInstance(
                        ec("secp256r1").getPublic().getEncoded())
                .getPublicKeyData()
                .getOctets();
        byte[] compressed = Arrays.copyOf(point, 33);
        compressed[0] = 2;
        for (byte[] wrong : new byte[][] {compressed, Arrays.copyOf(point, 64), new byte[0]}) {
            SubjectPublicKeyInfo info = new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(
                            X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier("1.2.840.10045.3.1.7")),
                    wrong);
            assertThat(PublicKeyInfo.read(Bytes.of(info.getEncoded()))).isEmpty();
        }
    }

    @Test
    void whenPointIsNotOnTheCurve_thenNothingVerifiesWithTheKey() throws GeneralSecurityException {
        byte[] encoded = ec("secp256r1").getPublic().getEncoded();
        encoded[encoded.length - 1] ^= 1;
        assertThat(NamedCurve.of(PublicKeyInfo.read(Bytes.of(encoded)).orElseThrow()))
                .isEmpty();
    }

    @Test
    void whenBytesAreAnything_thenNoKey() {
        assertThat(PublicKeyInfo.read(Bytes.empty())).isEmpty();
        assertThat(PublicKeyInfo.read(Bytes.fromHex("30030101ff"))).isEmpty();
    }

    @Test
    void whenSerialised_thenRefused() throws GeneralSecurityException {
        PublicKey key = read(ec("secp256r1").getPublic());
        assertThatThrownBy(() -> {
                    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
                        out.writeObject(key);
                    }
                })
                .isInstanceOf(NotSerializableException.class);
    }
}
