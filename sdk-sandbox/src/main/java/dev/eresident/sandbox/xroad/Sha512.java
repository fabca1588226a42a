package dev.eresident.sandbox.xroad;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-512 as X-Road writes it. */
final class Sha512 {
    private Sha512() {}

    static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-512", e);
        }
    }

    static String base64(byte[]... parts) {
        return Base64.getEncoder().encodeToString(of(parts));
    }
}
