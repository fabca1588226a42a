package dev.eresident.core.internal.crypto;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.asn1.SignedDer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * Verifies signature values; the only place that does signature arithmetic. Thread-safe; immutable but for the bounded memory of {@link #ofRecurringKeys}.
 *
 * <p>Form is checked here, before the arithmetic and the same for every {@link CryptoChoice}: kind and size of the key, its point on one of three known curves, length and
 * encoding of the value, the range of its numbers. So a lenient provider cannot make a bad value good.
 */
public final class SignatureVerifier {
    /** How an ECDSA value is written; ignored for RSA. */
    public enum EcdsaFormat {
        /** Raw r‖s, each padded to the length of the curve's order. */
        P1363,
        /** DER SEQUENCE of two INTEGERs. */
        DER
    }

    /** Largest certificate or revocation list whose signature is checked, in bytes. */
    private static final int MAX_SIGNED_BYTES = 32 * 1024 * 1024;

    private static final int MIN_RSA_BITS = 1023;
    private static final int MAX_RSA_BITS = 16384;
    private static final int MAX_RSA_EXPONENT_BITS = 64;

    private static final String SUN_EC = "SunEC";
    private static final String SUN_RSA = "SunRsaSign";

    private final CryptoChoice choice;
    private final Optional<PreparedKeys> recurring;

    private SignatureVerifier(CryptoChoice choice, Optional<PreparedKeys> recurring) {
        this.choice = choice;
        this.recurring = recurring;
    }

    /**
     * Makes a verifier.
     *
     * @param choice who does the arithmetic
     * @return the verifier
     */
    public static SignatureVerifier of(CryptoChoice choice) {
        return new SignatureVerifier(choice, Optional.empty());
    }

    /**
     * Makes a verifier for the keys of services, which are met again and again: those of the last 16 good elliptic curve signatures are kept prepared, which makes the next verification two to four times as fast.
     * Not for the keys of signers, which are always new.
     *
     * @param choice who does the arithmetic
     * @return the verifier, to be shared
     */
    public static SignatureVerifier ofRecurringKeys(CryptoChoice choice) {
        return new SignatureVerifier(choice, Optional.of(new PreparedKeys()));
    }

    /** How many keys are kept prepared. */
    int preparedKeys() {
        return recurring.map(PreparedKeys::size).orElse(0);
    }

    /**
     * Tells whether the signature over the data verifies under the key. Never throws for foreign bytes: a key that does not fit the algorithm, a value of the wrong length
     * or range, an unusable key give false.
     *
     * @param algorithm which algorithm was used, from an allow-list
     * @param format how an ECDSA value is written
     * @param key the signer's key
     * @param data what was signed
     * @param signature the value
     * @return true only for a good signature
     * @throws ConfigurationException CRYPTO_ALGORITHM_MISSING if the chosen provider does not have the algorithm
     */
    public boolean verify(
            SignatureAlgorithm algorithm, EcdsaFormat format, PublicKey key, byte[] data, byte[] signature) {
        if (allZero(signature)) {
            return false;
        }
        if (algorithm.family() == SignatureAlgorithm.Family.ECDSA) {
            if (choice.provider().isEmpty()) {
                return verifyDigest(algorithm, format, key, algorithm.digest().digest(data), signature);
            }
            // The digest too is the given provider's.
            return ecdsa(
                    format,
                    key,
                    signature,
                    (curve, ecKey, value) -> jca(
                            jcaDigest(algorithm) + "withECDSA", SUN_EC, ecKey, data, value.der(), Optional.empty()));
        }
        return usableRsa(algorithm, key, signature)
                .filter(rsa -> rsa(algorithm, rsa, data, signature))
                .isPresent();
    }

    /**
     * Tells the same over an already computed digest. For RSA the SDK does this arithmetic itself under every choice, because JCA has no common name for it.
     *
     * @param algorithm which algorithm was used
     * @param format how an ECDSA value is written
     * @param key the signer's key
     * @param digest a digest of {@code algorithm.digest()}; false if its length is another one
     * @param signature the value
     * @return true only for a good signature
     * @throws ConfigurationException CRYPTO_ALGORITHM_MISSING if the chosen provider does not have the algorithm
     */
    public boolean verifyDigest(
            SignatureAlgorithm algorithm, EcdsaFormat format, PublicKey key, byte[] digest, byte[] signature) {
        if (allZero(signature) || digest.length != algorithm.digest().length()) {
            return false;
        }
        if (algorithm.family() == SignatureAlgorithm.Family.ECDSA) {
            return ecdsa(format, key, signature, (curve, ecKey, value) -> ecdsaDigest(curve, ecKey, digest, value));
        }
        return usableRsa(algorithm, key, signature)
                .filter(rsa -> RsaEncoding.verify(algorithm, rsa, digest, signature))
                .isPresent();
    }

    /**
     * Tells whether an RSA value that does not verify nevertheless holds the digest, in a PKCS#1 v1.5 block whose DigestInfo is not the prescribed one. This explains a failure; it is no
     * verification.
     *
     * @param key the signer's key
     * @param digest the digest that should have been signed
     * @param signature the value
     * @return false also for other kinds of keys
     */
    public static boolean holdsDigest(PublicKey key, byte[] digest, byte[] signature) {
        return usableRsa(
                        new SignatureAlgorithm(SignatureAlgorithm.Family.RSA_PKCS1, DigestAlgorithm.SHA1),
                        key,
                        signature)
                .filter(rsa -> RsaEncoding.holds(rsa, digest, signature))
                .isPresent();
    }

    /**
     * Tells whether a certificate or a revocation list (RFC 5280 §4.1.1, §5.1.1) was signed with the issuer's key, and names the same algorithm inside and outside of what is signed.
     *
     * @param der the whole structure
     * @param issuerKey the issuer's key
     * @return false also for malformed bytes and unknown algorithms
     * @throws ConfigurationException CRYPTO_ALGORITHM_MISSING if the chosen provider does not have the algorithm
     */
    public boolean verifyCertificate(Bytes der, PublicKey issuerKey) {
        try {
            SignedDer signed = SignedDer.read(der.toByteArray(), MAX_SIGNED_BYTES);
            byte[] data = signed.signedPart().toByteArray();
            if (!signed.algorithm().equals(innerAlgorithm(data))) {
                return false;
            }
            return SignatureAlgorithm.ofAlgorithmIdentifier(signed.algorithm().toByteArray())
                    .filter(algorithm -> verify(
                            algorithm,
                            EcdsaFormat.DER,
                            issuerKey,
                            data,
                            signed.signature().toByteArray()))
                    .isPresent();
        } catch (ProtocolException e) {
            return false;
        }
    }

    /** The first SEQUENCE, in certificates behind version and serial number, in revocation lists behind the version. */
    private static Bytes innerAlgorithm(byte[] signedPart) {
        DerReader fields = DerReader.single(signedPart, DerElement.SEQUENCE, MAX_SIGNED_BYTES)
                .reader();
        fields.nextIf(DerElement.explicit(0));
        fields.nextIf(DerElement.INTEGER);
        return Bytes.of(fields.next(DerElement.SEQUENCE).encoded());
    }

    /** The arithmetic on a point and a value that were checked. */
    private interface EcdsaArithmetic {
        boolean verify(NamedCurve curve, ECPublicKey key, EcdsaValue value);
    }

    private static boolean ecdsa(EcdsaFormat format, PublicKey key, byte[] signature, EcdsaArithmetic arithmetic) {
        Optional<NamedCurve> found = NamedCurve.of(key);
        if (found.isEmpty()) {
            return false;
        }
        NamedCurve curve = found.get();
        Optional<EcdsaValue> value = switch (format) {
            case P1363 -> EcdsaValue.ofP1363(signature, curve);
            case DER -> EcdsaValue.ofDer(signature, curve);
        };
        return value.isPresent() && arithmetic.verify(curve, (ECPublicKey) key, value.get());
    }

    private boolean ecdsaDigest(NamedCurve curve, ECPublicKey key, byte[] digest, EcdsaValue value) {
        if (choice.provider().isEmpty() && !choice.jdkOnly()) {
            return lightweight(curve, key, digest, value);
        }
        if (jca("NONEwithECDSA", SUN_EC, key, digest, value.der(), Optional.empty())) {
            return true;
        }
        // SunEC compares r without reducing the coordinate, and so refuses good values where that matters.
        return choice.jdkOnly() && curve.mayBeReduced(value.r()) && lightweight(curve, key, digest, value);
    }

    private boolean lightweight(NamedCurve curve, ECPublicKey key, byte[] digest, EcdsaValue value) {
        if (recurring.isEmpty()) {
            return EcLightweight.verify(EcLightweight.prepare(curve, key), digest, value);
        }
        PreparedKeys keys = recurring.get();
        ECPublicKeyParameters prepared = keys.get(curve, key);
        boolean good = EcLightweight.verify(prepared, digest, value);
        if (good) {
            keys.remember(key, prepared);
        }
        return good;
    }

    private static Optional<RSAPublicKey> usableRsa(SignatureAlgorithm algorithm, PublicKey key, byte[] signature) {
        if (!(key instanceof RSAPublicKey rsa)) {
            return Optional.empty();
        }
        BigInteger modulus = rsa.getModulus();
        BigInteger exponent = rsa.getPublicExponent();
        boolean usable = permits(rsa, algorithm)
                && modulus.signum() > 0
                && modulus.testBit(0)
                && modulus.bitLength() >= MIN_RSA_BITS
                && modulus.bitLength() <= MAX_RSA_BITS
                && exponent.signum() > 0
                && exponent.testBit(0)
                && exponent.bitLength() > 1
                && exponent.bitLength() <= MAX_RSA_EXPONENT_BITS
                && signature.length == (modulus.bitLength() + 7) / 8
                && new BigInteger(1, signature).compareTo(modulus) < 0;
        return usable ? Optional.of(rsa) : Optional.empty();
    }

    /** A key that was made for PSS (RFC 4055 §1.2) is good for nothing else, nor for another digest. */
    private static boolean permits(RSAPublicKey key, SignatureAlgorithm algorithm) {
        if (algorithm.family() == SignatureAlgorithm.Family.RSA_PKCS1) {
            return !key.getAlgorithm().equals("RSASSA-PSS");
        }
        return !(key.getParams() instanceof PSSParameterSpec restriction)
                || (restriction.getDigestAlgorithm().equals(algorithm.digest().jcaName())
                        && restriction.getSaltLength() <= algorithm.digest().length());
    }

    private boolean rsa(SignatureAlgorithm algorithm, RSAPublicKey key, byte[] data, byte[] signature) {
        DigestAlgorithm digest = algorithm.digest();
        if (choice.provider().isEmpty() && !choice.jdkOnly()) {
            return RsaEncoding.verify(algorithm, key, digest.digest(data), signature);
        }
        if (algorithm.family() == SignatureAlgorithm.Family.RSA_PSS) {
            PSSParameterSpec parameters = new PSSParameterSpec(
                    digest.jcaName(),
                    "MGF1",
                    new MGF1ParameterSpec(digest.jcaName()),
                    digest.length(),
                    PSSParameterSpec.TRAILER_FIELD_BC);
            return jca("RSASSA-PSS", SUN_RSA, key, data, signature, Optional.of(parameters));
        }
        // Some providers parse DigestInfo leniently; comparing with its two fixed encodings leaves nothing to parse.
        return RsaEncoding.verify(algorithm, key, digest.digest(data), signature)
                && jca(jcaDigest(algorithm) + "withRSA", SUN_RSA, key, data, signature, Optional.empty());
    }

    /** Signature names of JCA leave the hyphen out, except for SHA-3. */
    private static String jcaDigest(SignatureAlgorithm algorithm) {
        String name = algorithm.digest().jcaName();
        return name.startsWith("SHA3") ? name : name.replace("-", "");
    }

    private boolean jca(
            String name,
            String jdkProvider,
            PublicKey key,
            byte[] data,
            byte[] signature,
            Optional<PSSParameterSpec> parameters) {
        Signature verification = instance(name, jdkProvider);
        try {
            if (parameters.isPresent()) {
                verification.setParameter(parameters.get());
            }
            verification.initVerify(key);
            verification.update(data);
            return verification.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers answer bad keys and values with exceptions of many kinds; none of them is a good signature.
            return false;
        }
    }

    private Signature instance(String name, String jdkProvider) {
        try {
            Optional<Provider> provider = choice.provider();
            return provider.isPresent()
                    ? Signature.getInstance(name, provider.get())
                    : Signature.getInstance(name, jdkProvider);
        } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
            throw new ConfigurationException(
                    "CRYPTO_ALGORITHM_MISSING",
                    "The provider " + choice.provider().map(Provider::getName).orElse(jdkProvider)
                            + " has no signature algorithm " + name + ": choose another CryptoChoice.",
                    e);
        }
    }

    private static boolean allZero(byte[] value) {
        int bits = 0;
        for (byte b : value) {
            bits |= b;
        }
        return bits == 0;
    }
}
