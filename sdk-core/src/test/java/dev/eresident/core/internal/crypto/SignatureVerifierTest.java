package dev.eresident.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.internal.crypto.SignatureAlgorithm.Family;
import dev.eresident.core.internal.crypto.SignatureVerifier.EcdsaFormat;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVerifierTest {
    /** Keys of services are kept prepared; what is kept must never change a verdict. */
    @Nested
    class RecurringKeys {
        private final SignatureVerifier verifier = SignatureVerifier.ofRecurringKeys(CryptoChoice.standard());

        private byte[] signed(KeyPair pair) throws GeneralSecurityException {
            Signature signing = Signature.getInstance("SHA256withECDSA");
            signing.initSign(pair.getPrivate());
            signing.update(DATA);
            return signing.sign();
        }

        @Test
        void whenKeyRecurs_thenItIsKeptOnceAndStillRefusesBadValues() throws GeneralSecurityException {
            for (int i = 0; i < 12; i++) {
                byte[] good = signed(EC);
                assertThat(verifier.verify(ES256, EcdsaFormat.DER, EC.getPublic(), DATA, good))
                        .isTrue();
                assertThat(verifier.verify(ES256, EcdsaFormat.DER, EC.getPublic(), new byte[] {1}, good))
                        .isFalse();
            }
            assertThat(verifier.preparedKeys()).isEqualTo(1);
        }

        @Test
        void whenSignatureIsBad_thenKeyIsNotKept() throws GeneralSecurityException {
            assertThat(verifier.verify(
                            ES256, EcdsaFormat.DER, ec("secp384r1").getPublic(), DATA, signed(ec("secp384r1"))))
                    .isFalse();
            assertThat(verifier.preparedKeys()).isZero();
        }

        @Test
        void whenThereAreManyKeys_thenOnlyTheLastAreKept() throws GeneralSecurityException {
            for (int i = 0; i < PreparedKeys.CAPACITY + 5; i++) {
                KeyPair pair = ec("secp256r1");
                assertThat(verifier.verify(ES256, EcdsaFormat.DER, pair.getPublic(), DATA, signed(pair)))
                        .isTrue();
            }
            assertThat(verifier.preparedKeys()).isEqualTo(PreparedKeys.CAPACITY);
        }

        @Test
        void whenKeysOfSignersAreVerified_thenNoneIsKept() throws GeneralSecurityException {
            assertThat(STANDARD.verify(ES256, EcdsaFormat.DER, EC.getPublic(), DATA, signed(EC)))
                    .isTrue();
            assertThat(STANDARD.preparedKeys()).isZero();
        }

        @Test
        void whenThreadsShareAKey_thenAllAgree() throws Exception {
            byte[] good = signed(EC);
            byte[] bad = good.clone();
            bad[bad.length - 1] ^= 1;
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<Boolean>> verdicts = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    byte[] value = i % 2 == 0 ? good : bad;
                    verdicts.add(
                            threads.submit(() -> verifier.verify(ES256, EcdsaFormat.DER, EC.getPublic(), DATA, value)));
                }
                for (int i = 0; i < verdicts.size(); i++) {
                    assertThat(verdicts.get(i).get()).isEqualTo(i % 2 == 0);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);
    private static final SignatureVerifier STANDARD = SignatureVerifier.of(CryptoChoice.standard());
    private static final SignatureAlgorithm ES256 = new SignatureAlgorithm(Family.ECDSA, DigestAlgorithm.SHA256);
    private static final KeyPair EC = ec("secp256r1");
    private static final KeyPair RSA = rsa();

    static Stream<CryptoChoice> choices() {
        return Stream.of(
                CryptoChoice.standard(), CryptoChoice.jdk(), CryptoChoice.provider(new BouncyCastleProvider()));
    }

    private static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(String name, KeyPair keys) {
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(keys.getPrivate());
            signature.update(DATA);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class EveryDigest {
        @ParameterizedTest
        @EnumSource(DigestAlgorithm.class)
        void whenSignedWithAnyDigest_thenEveryChoiceAgrees(DigestAlgorithm digest) throws GeneralSecurityException {
            String name = digest.jcaName().startsWith("SHA3")
                    ? digest.jcaName()
                    : digest.jcaName().replace("-", "");
            byte[] ecdsa = sign(name + "withECDSA", EC);
            byte[] pkcs1 = sign(name + "withRSA", RSA);
            Signature pss = Signature.getInstance("RSASSA-PSS", new BouncyCastleProvider());
            pss.setParameter(new PSSParameterSpec(
                    digest.jcaName(), "MGF1", new MGF1ParameterSpec(digest.jcaName()), digest.length(), 1));
            pss.initSign(RSA.getPrivate());
            pss.update(DATA);
            byte[] pssValue = pss.sign();

            choices().forEach(choice -> {
                check(choice, new SignatureAlgorithm(Family.ECDSA, digest), EC, ecdsa);
                check(choice, new SignatureAlgorithm(Family.RSA_PKCS1, digest), RSA, pkcs1);
                check(choice, new SignatureAlgorithm(Family.RSA_PSS, digest), RSA, pssValue);
            });
        }

        private void check(CryptoChoice choice, SignatureAlgorithm algorithm, KeyPair keys, byte[] value) {
            SignatureVerifier verifier = SignatureVerifier.of(choice);
            byte[] digest = algorithm.digest().digest(DATA);
            assertThat(verifier.verify(algorithm, EcdsaFormat.DER, keys.getPublic(), DATA, value))
                    .as("%s %s", choice, algorithm)
                    .isTrue();
            assertThat(verifier.verifyDigest(algorithm, EcdsaFormat.DER, keys.getPublic(), digest, value))
                    .as("%s %s", choice, algorithm)
                    .isTrue();
            digest[0] ^= 1;
            assertThat(verifier.verifyDigest(algorithm, EcdsaFormat.DER, keys.getPublic(), digest, value))
                    .isFalse();
            assertThat(verifier.verify(algorithm, EcdsaFormat.DER, keys.getPublic(), new byte[1], value))
                    .isFalse();
        }
    }

    @Nested
    class HostileInput {
        @ParameterizedTest
        @MethodSource("dev.eresident.core.internal.crypto.SignatureVerifierTest#choices")
        void whenValueIsAllZero_thenFalse(CryptoChoice choice) {
            SignatureVerifier verifier = SignatureVerifier.of(choice);
            for (int length : new int[] {0, 1, 64, 256}) {
                for (Family family : Family.values()) {
                    SignatureAlgorithm algorithm = new SignatureAlgorithm(family, DigestAlgorithm.SHA256);
                    PublicKey key = family == Family.ECDSA ? EC.getPublic() : RSA.getPublic();
                    assertThat(verifier.verify(algorithm, EcdsaFormat.P1363, key, DATA, new byte[length]))
                            .isFalse();
                    assertThat(verifier.verifyDigest(algorithm, EcdsaFormat.P1363, key, new byte[32], new byte[length]))
                            .isFalse();
                }
            }
        }

        @ParameterizedTest
        @MethodSource("dev.eresident.core.internal.crypto.SignatureVerifierTest#choices")
        void whenKeyDoesNotFit_thenFalse(CryptoChoice choice) {
            SignatureVerifier verifier = SignatureVerifier.of(choice);
            byte[] ecdsa = sign("SHA256withECDSA", EC);
            byte[] pkcs1 = sign("SHA256withRSA", RSA);
            assertThat(verifier.verify(ES256, EcdsaFormat.DER, RSA.getPublic(), DATA, ecdsa))
                    .isFalse();
            assertThat(verifier.verify(
                            new SignatureAlgorithm(Family.RSA_PKCS1, DigestAlgorithm.SHA256),
                            EcdsaFormat.DER,
                            EC.getPublic(),
                            DATA,
                            pkcs1))
                    .isFalse();
            assertThat(verifier.verify(
                            new SignatureAlgorithm(Family.RSA_PSS, DigestAlgorithm.SHA256),
                            EcdsaFormat.DER,
                            RSA.getPublic(),
                            DATA,
                            pkcs1))
                    .isFalse();
            assertThat(verifier.verify(ES256, EcdsaFormat.DER, ec("secp384r1").getPublic(), DATA, ecdsa))
                    .isFalse();
        }

        /** Each number out of its range, the other one of a good value (CVE-2022-21449). */
        @ParameterizedTest
        @MethodSource("dev.eresident.core.internal.crypto.SignatureVerifierTest#choices")
        void whenANumberIsOutOfRange_thenFalse(CryptoChoice choice) {
            SignatureVerifier verifier = SignatureVerifier.of(choice);
            EcdsaValue good = EcdsaValue.ofDer(sign("SHA256withECDSA", EC), NamedCurve.P256)
                    .orElseThrow();
            BigInteger order = NamedCurve.P256.order();
            assertThat(verifier.verify(ES256, EcdsaFormat.P1363, EC.getPublic(), DATA, raw(good.r(), good.s())))
                    .isTrue();
            for (BigInteger bad : List.of(BigInteger.ZERO, order, order.add(BigInteger.ONE))) {
                assertThat(verifier.verify(ES256, EcdsaFormat.P1363, EC.getPublic(), DATA, raw(bad, good.s())))
                        .isFalse();
                assertThat(verifier.verify(ES256, EcdsaFormat.P1363, EC.getPublic(), DATA, raw(good.r(), bad)))
                        .isFalse();
                byte[] der = new EcdsaValue(bad, good.s()).der();
                assertThat(verifier.verify(ES256, EcdsaFormat.DER, EC.getPublic(), DATA, der))
                        .isFalse();
                der = new EcdsaValue(good.r(), bad).der();
                assertThat(verifier.verify(ES256, EcdsaFormat.DER, EC.getPublic(), DATA, der))
                        .isFalse();
            }
        }

        private byte[] raw(BigInteger r, BigInteger s) {
            byte[] value = new byte[64];
            byte[] first = r.toByteArray();
            byte[] second = s.toByteArray();
            int length = Math.min(first.length, 32);
            System.arraycopy(first, first.length - length, value, 32 - length, length);
            length = Math.min(second.length, 32);
            System.arraycopy(second, second.length - length, value, 64 - length, length);
            return value;
        }

        /** Bleichenbacher 2006: with exponent 3 a cube root gives a block that begins rightly and ends in anything. */
        @ParameterizedTest
        @MethodSource("dev.eresident.core.internal.crypto.SignatureVerifierTest#choices")
        void whenTheBlockHoldsMoreBehindTheDigest_thenFalse(CryptoChoice choice) throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F0));
            KeyPair keys = generator.generateKeyPair();
            byte[] block = new byte[384];
            byte[] prefix = HexFormat.of().parseHex("0001ffffffffffffffff003031300d060960864801650304020105000420");
            System.arraycopy(prefix, 0, block, 0, prefix.length);
            byte[] digest = DigestAlgorithm.SHA256.digest(DATA);
            System.arraycopy(digest, 0, block, prefix.length, digest.length);
            BigInteger root = cubeRoot(new BigInteger(1, block)).add(BigInteger.ONE);
            byte[] opened = root.pow(3).toByteArray();
            byte[] begin = Arrays.copyOf(block, prefix.length + digest.length);
            assertThat(Arrays.copyOf(opened, begin.length - 1))
                    .as("a lenient verifier is deceived")
                    .isEqualTo(Arrays.copyOfRange(begin, 1, begin.length));
            byte[] value = new byte[384];
            byte[] bytes = root.toByteArray();
            System.arraycopy(bytes, 0, value, value.length - bytes.length, bytes.length);
            SignatureAlgorithm rs256 = new SignatureAlgorithm(Family.RSA_PKCS1, DigestAlgorithm.SHA256);
            SignatureVerifier verifier = SignatureVerifier.of(choice);
            assertThat(verifier.verify(rs256, EcdsaFormat.DER, keys.getPublic(), DATA, value))
                    .isFalse();
            assertThat(verifier.verify(rs256, EcdsaFormat.DER, keys.getPublic(), DATA, sign("SHA256withRSA", keys)))
                    .isTrue();
        }

        private BigInteger cubeRoot(BigInteger of) {
            BigInteger low = BigInteger.ZERO;
            BigInteger high = BigInteger.ONE.shiftLeft(of.bitLength() / 3 + 1);
            while (low.compareTo(high) < 0) {
                BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
                if (middle.pow(3).compareTo(of) <= 0) {
                    low = middle;
                } else {
                    high = middle.subtract(BigInteger.ONE);
                }
            }
            return low;
        }

        @Test
        void whenRsaValueIsShorterOrLonger_thenFalse() {
            SignatureAlgorithm rs256 = new SignatureAlgorithm(Family.RSA_PKCS1, DigestAlgorithm.SHA256);
            byte[] good = sign("SHA256withRSA", RSA);
            byte[] longer = new byte[257];
            System.arraycopy(good, 0, longer, 1, 256);
            assertThat(STANDARD.verify(rs256, EcdsaFormat.DER, RSA.getPublic(), DATA, longer))
                    .isFalse();
            assertThat(STANDARD.verify(rs256, EcdsaFormat.DER, RSA.getPublic(), DATA, Arrays.copyOf(good, 255)))
                    .isFalse();
        }

        @Test
        void whenPointIsNotOnTheCurve_thenFalse() {
            ECPublicKey good = (ECPublicKey) EC.getPublic();
            ECPoint moved = new ECPoint(
                    good.getW().getAffineX(), good.getW().getAffineY().xor(BigInteger.ONE));
            PublicKey bad = new Point(good, moved);
            assertThat(NamedCurve.of(good)).contains(NamedCurve.P256);
            assertThat(NamedCurve.of(bad)).isEmpty();
            assertThat(NamedCurve.of(new Point(good, ECPoint.POINT_INFINITY))).isEmpty();
            assertThat(STANDARD.verify(ES256, EcdsaFormat.DER, bad, DATA, sign("SHA256withECDSA", EC)))
                    .isFalse();
        }

        @Test
        void whenDigestHasAnotherLength_thenFalse() {
            assertThat(STANDARD.verifyDigest(
                            ES256,
                            EcdsaFormat.DER,
                            EC.getPublic(),
                            DigestAlgorithm.SHA384.digest(DATA),
                            sign("SHA256withECDSA", EC)))
                    .isFalse();
        }

        @Test
        void whenProviderLacksTheAlgorithm_thenConfigurationIsBlamed() {
            SignatureVerifier verifier = SignatureVerifier.of(CryptoChoice.provider(new EmptyProvider()));
            byte[] value = sign("SHA256withECDSA", EC);
            assertThatThrownBy(() -> verifier.verify(ES256, EcdsaFormat.DER, EC.getPublic(), DATA, value))
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.code()).isEqualTo("CRYPTO_ALGORITHM_MISSING"));
        }
    }

    @Nested
    class Certificates {
        private byte[] certificate() throws Exception {
            return new X509v3CertificateBuilder(
                            new X500Name("CN=A"),
                            BigInteger.ONE,
                            Date.from(Instant.EPOCH),
                            Date.from(Instant.EPOCH),
                            new X500Name("CN=B"),
                            SubjectPublicKeyInfo.getInstance(EC.getPublic().getEncoded()))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(EC.getPrivate()))
                    .getEncoded();
        }

        @Test
        void whenSignedByTheKey_thenTrue() throws Exception {
            assertThat(STANDARD.verifyCertificate(Bytes.of(certificate()), EC.getPublic()))
                    .isTrue();
        }

        @Test
        void whenAnotherKeyOrAnyByteIsChanged_thenFalse() throws Exception {
            byte[] good = certificate();
            assertThat(STANDARD.verifyCertificate(
                            Bytes.of(good), ec("secp256r1").getPublic()))
                    .isFalse();
            for (int i = 0; i < good.length; i += 3) {
                byte[] changed = good.clone();
                changed[i] ^= 1;
                assertThat(STANDARD.verifyCertificate(Bytes.of(changed), EC.getPublic()))
                        .as("byte %d", i)
                        .isFalse();
            }
        }

        @Test
        void whenInnerAndOuterAlgorithmDiffer_thenFalse() throws Exception {
            byte[] der = certificate();
            byte[] oid = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};
            int last = -1;
            for (int i = 0; i + oid.length <= der.length; i++) {
                if (Arrays.equals(der, i, i + oid.length, oid, 0, oid.length)) {
                    last = i;
                }
            }
            der[last + 7] = 3;
            assertThat(STANDARD.verifyCertificate(Bytes.of(der), EC.getPublic()))
                    .isFalse();
        }
    }

    private static final class EmptyProvider extends Provider {
        private static final long serialVersionUID = 1L;

        EmptyProvider() {
            super("Empty", "1", "Has nothing");
        }
    }

    /** A key with any point. */
    private record Point(ECPublicKey template, ECPoint w) implements ECPublicKey {
        private static final long serialVersionUID = 1L;

        @Override
        public ECPoint getW() {
            return w;
        }

        @Override
        public ECParameterSpec getParams() {
            return template.getParams();
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return template.getEncoded();
        }
    }
}
