package dev.eresident.core.internal.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Digest algorithms that the SDK knows, with their names in every format. Digests always come from the JDK. */
public enum DigestAlgorithm {
    SHA1("SHA-1", "1.3.14.3.2.26", "http://www.w3.org/2000/09/xmldsig#sha1", 20),
    SHA224("SHA-224", "2.16.840.1.101.3.4.2.4", "http://www.w3.org/2001/04/xmldsig-more#sha224", 28),
    SHA256("SHA-256", "2.16.840.1.101.3.4.2.1", "http://www.w3.org/2001/04/xmlenc#sha256", 32),
    SHA384("SHA-384", "2.16.840.1.101.3.4.2.2", "http://www.w3.org/2001/04/xmldsig-more#sha384", 48),
    SHA512("SHA-512", "2.16.840.1.101.3.4.2.3", "http://www.w3.org/2001/04/xmlenc#sha512", 64),
    SHA3_256("SHA3-256", "2.16.840.1.101.3.4.2.8", "http://www.w3.org/2007/05/xmldsig-more#sha3-256", 32),
    SHA3_384("SHA3-384", "2.16.840.1.101.3.4.2.9", "http://www.w3.org/2007/05/xmldsig-more#sha3-384", 48),
    SHA3_512("SHA3-512", "2.16.840.1.101.3.4.2.10", "http://www.w3.org/2007/05/xmldsig-more#sha3-512", 64);

    private final String jcaName;
    private final String oid;
    private final String xmlUri;
    private final int length;

    DigestAlgorithm(String jcaName, String oid, String xmlUri, int length) {
        this.jcaName = jcaName;
        this.oid = oid;
        this.xmlUri = xmlUri;
        this.length = length;
    }

    public String jcaName() {
        return jcaName;
    }

    public String oid() {
        return oid;
    }

    public String xmlUri() {
        return xmlUri;
    }

    /** Digest length in bytes. */
    public int length() {
        return length;
    }

    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException e) {
            throw new dev.eresident.core.BugException("DIGEST_MISSING", "This JDK has no " + jcaName, e);
        }
    }

    public byte[] digest(byte[] data) {
        return newDigest().digest(data);
    }

    public static Optional<DigestAlgorithm> byOid(String oid) {
        for (DigestAlgorithm a : values()) {
            if (a.oid.equals(oid)) {
                return Optional.of(a);
            }
        }
        return Optional.empty();
    }

    public static Optional<DigestAlgorithm> byXmlUri(String uri) {
        for (DigestAlgorithm a : values()) {
            if (a.xmlUri.equals(uri)) {
                return Optional.of(a);
            }
        }
        return Optional.empty();
    }
}
