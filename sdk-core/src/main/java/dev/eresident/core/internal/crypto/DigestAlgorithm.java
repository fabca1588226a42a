package dev.eresident.core.internal.crypto;

import dev.eresident.core.BugException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Digest algorithms that the SDK knows, with their names in every format. Digests always come from the JDK. */
public enum DigestAlgorithm {
    /** SHA-1, only for what was signed long ago. */
    SHA1("SHA-1", "1.3.14.3.2.26", "http://www.w3.org/2000/09/xmldsig#sha1", 20),
    /** SHA-224. */
    SHA224("SHA-224", "2.16.840.1.101.3.4.2.4", "http://www.w3.org/2001/04/xmldsig-more#sha224", 28),
    /** SHA-256. */
    SHA256("SHA-256", "2.16.840.1.101.3.4.2.1", "http://www.w3.org/2001/04/xmlenc#sha256", 32),
    /** SHA-384. */
    SHA384("SHA-384", "2.16.840.1.101.3.4.2.2", "http://www.w3.org/2001/04/xmldsig-more#sha384", 48),
    /** SHA-512. */
    SHA512("SHA-512", "2.16.840.1.101.3.4.2.3", "http://www.w3.org/2001/04/xmlenc#sha512", 64),
    /** SHA3-256. */
    SHA3_256("SHA3-256", "2.16.840.1.101.3.4.2.8", "http://www.w3.org/2007/05/xmldsig-more#sha3-256", 32),
    /** SHA3-384. */
    SHA3_384("SHA3-384", "2.16.840.1.101.3.4.2.9", "http://www.w3.org/2007/05/xmldsig-more#sha3-384", 48),
    /** SHA3-512. */
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

    /**
     * Returns the name in the JDK.
     *
     * @return for example {@code SHA-256}
     */
    public String jcaName() {
        return jcaName;
    }

    /**
     * Returns the object identifier.
     *
     * @return dotted decimal text
     */
    public String oid() {
        return oid;
    }

    /**
     * Returns the URI of {@code ds:DigestMethod} (RFC 9231 §2.1).
     *
     * @return the URI
     */
    public String xmlUri() {
        return xmlUri;
    }

    /**
     * Returns the length of a digest.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * Starts a computation.
     *
     * @return a fresh digest of the JDK, to be used by one thread
     */
    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("DIGEST_MISSING", "This JDK has no " + jcaName + "; run on an OpenJDK build.", e);
        }
    }

    /**
     * Computes the digest of bytes.
     *
     * @param data any bytes
     * @return {@link #length()} bytes
     */
    public byte[] digest(byte[] data) {
        return newDigest().digest(data);
    }

    /**
     * Finds a digest by its object identifier.
     *
     * @param oid dotted decimal text
     * @return the digest; empty for unknown ones
     */
    public static Optional<DigestAlgorithm> byOid(String oid) {
        for (DigestAlgorithm a : values()) {
            if (a.oid.equals(oid)) {
                return Optional.of(a);
            }
        }
        return Optional.empty();
    }

    /**
     * Finds a digest by its name in the JDK.
     *
     * @param name for example {@code SHA-256}
     * @return the digest; empty for unknown ones
     */
    public static Optional<DigestAlgorithm> byJcaName(String name) {
        for (DigestAlgorithm a : values()) {
            if (a.jcaName.equals(name)) {
                return Optional.of(a);
            }
        }
        return Optional.empty();
    }

    /**
     * Finds a digest by the URI of {@code ds:DigestMethod}.
     *
     * @param uri compared exactly
     * @return the digest; empty for unknown ones
     */
    public static Optional<DigestAlgorithm> byXmlUri(String uri) {
        for (DigestAlgorithm a : values()) {
            if (a.xmlUri.equals(uri)) {
                return Optional.of(a);
            }
        }
        return Optional.empty();
    }
}
