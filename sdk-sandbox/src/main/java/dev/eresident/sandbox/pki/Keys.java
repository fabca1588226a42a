package dev.eresident.sandbox.pki;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.util.BigIntegers;

/** Makes keys from a seeded stream and signs reproducibly (ECDSA after RFC 6979), without any JCE provider of BouncyCastle. */
final class Keys {
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    private static final int PRIME_CERTAINTY = 64;

    private Keys() {}

    static KeyPair generate(KeyType type, SecureRandom random) {
        try {
            return type.isEllipticCurve() ? generateEc(type, random) : generateRsa(random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot hold a key of type " + type, e);
        }
    }

    private static KeyPair generateEc(KeyType type, SecureRandom random) throws GeneralSecurityException {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain(type.curve()), random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        BigInteger d = ((ECPrivateKeyParameters) pair.getPrivate()).getD();
        org.bouncycastle.math.ec.ECPoint q =
                ((ECPublicKeyParameters) pair.getPublic()).getQ().normalize();
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(type.jdkName()));
        ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory factory = KeyFactory.getInstance("EC");
        PublicKey publicKey = factory.generatePublic(new ECPublicKeySpec(
                new ECPoint(
                        q.getAffineXCoord().toBigInteger(), q.getAffineYCoord().toBigInteger()),
                spec));
        return new KeyPair(publicKey, factory.generatePrivate(new ECPrivateKeySpec(d, spec)));
    }

    private static KeyPair generateRsa(SecureRandom random) throws GeneralSecurityException {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(EXPONENT, random, 2048, PRIME_CERTAINTY));
        RSAPrivateCrtKeyParameters key =
                (RSAPrivateCrtKeyParameters) generator.generateKeyPair().getPrivate();
        KeyFactory factory = KeyFactory.getInstance("RSA");
        PrivateKey privateKey = factory.generatePrivate(new RSAPrivateCrtKeySpec(
                key.getModulus(),
                key.getPublicExponent(),
                key.getExponent(),
                key.getP(),
                key.getQ(),
                key.getDP(),
                key.getDQ(),
                key.getQInv()));
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), privateKey);
    }

    /** Signs a digest: R‖S for ECDSA, a block as long as the modulus for RSA. */
    static byte[] sign(PrivateKey key, byte[] hash, SignatureAlgorithm algorithm, SecureRandom random) {
        if (algorithm.isEllipticCurve() && key instanceof ECPrivateKey ec) {
            return signEc(ec, hash, algorithm);
        }
        if (!algorithm.isEllipticCurve() && key instanceof RSAPrivateCrtKey rsa) {
            return algorithm.isPss() ? signPss(rsa, hash, algorithm.hash(), random) : signPkcs1(rsa, hash, algorithm);
        }
        throw new IllegalArgumentException(algorithm + " needs another kind of key than " + key.getAlgorithm()
                + "; make the card with that key type");
    }

    /** Hashes and signs with the default algorithm of the key, which never needs chance. */
    static byte[] signDefault(PrivateKey key, KeyType type, byte[] data) {
        SignatureAlgorithm algorithm = type.defaultAlgorithm();
        byte[] hash = Hashes.digest(algorithm.hash()).digest(data);
        return key instanceof ECPrivateKey ec
                ? signEc(ec, hash, algorithm)
                : signPkcs1((RSAPrivateCrtKey) key, hash, algorithm);
    }

    private static byte[] signEc(ECPrivateKey key, byte[] hash, SignatureAlgorithm algorithm) {
        int orderBits = key.getParams().getOrder().bitLength();
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest(algorithm.hash())));
        signer.init(true, new ECPrivateKeyParameters(key.getS(), domain("P-" + orderBits)));
        BigInteger[] rs = signer.generateSignature(hash);
        int width = (orderBits + 7) / 8;
        byte[] raw = new byte[2 * width];
        System.arraycopy(BigIntegers.asUnsignedByteArray(width, rs[0]), 0, raw, 0, width);
        System.arraycopy(BigIntegers.asUnsignedByteArray(width, rs[1]), 0, raw, width, width);
        return raw;
    }

    private static byte[] signPkcs1(RSAPrivateCrtKey key, byte[] hash, SignatureAlgorithm algorithm) {
        try {
            byte[] info = new org.bouncycastle.asn1.x509.DigestInfo(hashIdentifier(algorithm), hash).getEncoded();
            PKCS1Encoding encoding = new PKCS1Encoding(new RSAEngine());
            encoding.init(true, parameters(key));
            return encoding.processBlock(info, 0, info.length);
        } catch (InvalidCipherTextException | java.io.IOException e) {
            throw new IllegalStateException("RSA signing failed", e);
        }
    }

    /** RSASSA-PSS with MGF1 of the same hash and a salt as long as the hash, SHA-3 included. */
    static byte[] signPss(RSAPrivateCrtKey key, byte[] hash, String name, SecureRandom random) {
        try {
            PSSSigner signer = PSSSigner.createRawSigner(
                    new RSAEngine(), digest(name), digest(name), hash.length, PSSSigner.TRAILER_IMPLICIT);
            signer.init(true, new ParametersWithRandom(parameters(key), random));
            signer.update(hash, 0, hash.length);
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("RSASSA-PSS signing failed", e);
        }
    }

    private static RSAKeyParameters parameters(RSAPrivateCrtKey key) {
        return new RSAPrivateCrtKeyParameters(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient());
    }

    private static AlgorithmIdentifier hashIdentifier(SignatureAlgorithm algorithm) {
        return new AlgorithmIdentifier(
                switch (algorithm.hash()) {
                    case "SHA-256" -> NISTObjectIdentifiers.id_sha256;
                    case "SHA-384" -> NISTObjectIdentifiers.id_sha384;
                    default -> NISTObjectIdentifiers.id_sha512;
                },
                org.bouncycastle.asn1.DERNull.INSTANCE);
    }

    private static Digest digest(String name) {
        return switch (name) {
            case "SHA-256" -> new SHA256Digest();
            case "SHA-384" -> new SHA384Digest();
            case "SHA-512" -> new SHA512Digest();
            case "SHA3-256" -> new SHA3Digest(256);
            case "SHA3-384" -> new SHA3Digest(384);
            case "SHA3-512" -> new SHA3Digest(512);
            default -> throw new IllegalArgumentException("The sandbox does not sign over " + name);
        };
    }

    private static ECDomainParameters domain(String curve) {
        X9ECParameters parameters = CustomNamedCurves.getByName(curve);
        return new ECDomainParameters(parameters);
    }
}
