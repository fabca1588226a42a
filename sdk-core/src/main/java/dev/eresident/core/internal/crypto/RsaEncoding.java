package dev.eresident.core.internal.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RSA verification of an already computed digest (RFC 8017 §8.1.2, §8.2.2), for which JCA has no portable name, and whose provider would have to be loaded. PKCS#1 v1.5 by encoding
 * and comparing, so that no parser can be lenient. All inputs are public: {@link BigInteger} is good enough, as it is for the JDK's provider.
 */
final class RsaEncoding {
    private static final byte[] PSS_ZEROES = new byte[8];

    private RsaEncoding() {}

    static boolean verify(SignatureAlgorithm algorithm, RSAPublicKey key, byte[] digest, byte[] signature) {
        BigInteger value = new BigInteger(1, signature);
        BigInteger modulus = key.getModulus();
        if (value.compareTo(modulus) >= 0) {
            return false;
        }
        BigInteger message = value.modPow(key.getPublicExponent(), modulus);
        boolean pss = algorithm.family() == SignatureAlgorithm.Family.RSA_PSS;
        int bits = pss ? modulus.bitLength() - 1 : modulus.bitLength();
        int length = (bits + 7) / 8;
        if (message.bitLength() > length * 8) {
            return false;
        }
        byte[] encoded = fixedLength(message, length);
        return pss ? isPss(encoded, bits, algorithm.digest(), digest) : isPkcs1(encoded, algorithm.digest(), digest);
    }

    /** Whether the value opens to a PKCS#1 v1.5 block of type 1 whose content ends in the digest, whatever comes before. */
    static boolean holds(RSAPublicKey key, byte[] digest, byte[] signature) {
        BigInteger modulus = key.getModulus();
        int length = (modulus.bitLength() + 7) / 8;
        byte[] encoded = fixedLength(new BigInteger(1, signature).modPow(key.getPublicExponent(), modulus), length);
        int end = 2;
        while (end < length && encoded[end] == (byte) 0xff) {
            end++;
        }
        int from = length - digest.length;
        return encoded[0] == 0
                && encoded[1] == 1
                && end < from
                && encoded[end] == 0
                && MessageDigest.isEqual(Arrays.copyOfRange(encoded, from, length), digest);
    }

    /**
     * Compares with the two encodings that RFC 8017 knows: the algorithm's parameters are NULL, or left out as some signing devices do (real signatures of 2017 have that form). Each is
     * one fixed byte string, so that neither leaves a byte to choose.
     */
    private static boolean isPkcs1(byte[] encoded, DigestAlgorithm algorithm, byte[] digest) {
        return isPkcs1(encoded, digestInfo(algorithm, digest, true))
                || isPkcs1(encoded, digestInfo(algorithm, digest, false));
    }

    private static boolean isPkcs1(byte[] encoded, byte[] info) {
        if (encoded.length < info.length + 11) {
            return false;
        }
        byte[] expected = new byte[encoded.length];
        Arrays.fill(expected, (byte) 0xff);
        expected[0] = 0;
        expected[1] = 1;
        int start = encoded.length - info.length;
        expected[start - 1] = 0;
        System.arraycopy(info, 0, expected, start, info.length);
        return MessageDigest.isEqual(expected, encoded);
    }

    /** DigestInfo (RFC 8017 A.2.4). */
    private static byte[] digestInfo(DigestAlgorithm algorithm, byte[] digest, boolean nullParameters) {
        byte[] oid = HexFormat.of().parseHex(algorithm == DigestAlgorithm.SHA1 ? "06052b0e03021a" : nistOid(algorithm));
        int parameters = nullParameters ? 2 : 0;
        byte[] out = new byte[oid.length + digest.length + 6 + parameters];
        out[0] = 0x30;
        out[1] = (byte) (out.length - 2);
        out[2] = 0x30;
        out[3] = (byte) (oid.length + parameters);
        System.arraycopy(oid, 0, out, 4, oid.length);
        int at = 4 + oid.length;
        if (nullParameters) {
            out[at++] = 0x05;
            out[at++] = 0x00;
        }
        out[at++] = 0x04;
        out[at++] = (byte) digest.length;
        System.arraycopy(digest, 0, out, at, digest.length);
        return out;
    }

    /** The digests of NIST differ in the last arc only (2.16.840.1.101.3.4.2.x). */
    private static String nistOid(DigestAlgorithm algorithm) {
        String oid = algorithm.oid();
        int last = Integer.parseInt(oid.substring(oid.lastIndexOf('.') + 1));
        return "06096086480165030402" + HexFormat.of().toHexDigits((byte) last);
    }

    /** EMSA-PSS-VERIFY (RFC 8017 §9.1.2), with MGF1 of the same digest and a salt as long as the digest. */
    private static boolean isPss(byte[] encoded, int bits, DigestAlgorithm algorithm, byte[] digest) {
        int hash = algorithm.length();
        int dbLength = encoded.length - hash - 1;
        if (encoded.length < 2 * hash + 2 || encoded[encoded.length - 1] != (byte) 0xbc) {
            return false;
        }
        byte[] h = Arrays.copyOfRange(encoded, dbLength, dbLength + hash);
        int topMask = 0xff >> (8 * encoded.length - bits);
        if ((encoded[0] & ~topMask & 0xff) != 0) {
            return false;
        }
        byte[] db = mgf1(h, dbLength, algorithm);
        for (int i = 0; i < dbLength; i++) {
            db[i] ^= encoded[i];
        }
        db[0] &= (byte) topMask;
        int padding = dbLength - hash - 1;
        for (int i = 0; i < padding; i++) {
            if (db[i] != 0) {
                return false;
            }
        }
        if (db[padding] != 1) {
            return false;
        }
        MessageDigest expected = algorithm.newDigest();
        expected.update(PSS_ZEROES);
        expected.update(digest);
        expected.update(db, padding + 1, hash);
        return MessageDigest.isEqual(expected.digest(), h);
    }

    private static byte[] mgf1(byte[] seed, int length, DigestAlgorithm algorithm) {
        byte[] mask = new byte[length];
        MessageDigest digest = algorithm.newDigest();
        int counter = 0;
        for (int at = 0; at < length; at += algorithm.length()) {
            digest.update(seed);
            digest.update(new byte[] {0, 0, (byte) (counter >> 8), (byte) counter});
            byte[] block = digest.digest();
            System.arraycopy(block, 0, mask, at, Math.min(block.length, length - at));
            counter++;
        }
        return mask;
    }

    private static byte[] fixedLength(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] out = new byte[length];
        int take = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - take, out, length - take, take);
        return out;
    }
}
