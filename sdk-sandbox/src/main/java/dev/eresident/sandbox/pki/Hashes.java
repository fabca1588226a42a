package dev.eresident.sandbox.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests of the JDK, without the checked exception that cannot happen. */
final class Hashes {
    private Hashes() {}

    static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no " + name, e);
        }
    }

    static byte[] sha256(byte[] data) {
        return digest("SHA-256").digest(data);
    }

    static byte[] sha1(byte[] data) {
        return digest("SHA-1").digest(data);
    }
}
