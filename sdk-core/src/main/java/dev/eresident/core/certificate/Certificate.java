package dev.eresident.core.certificate;

import dev.eresident.core.Bytes;
import java.math.BigInteger;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An X.509 certificate, read once, with what eID needs from it. Immutable; equality by DER bytes. */
public final class Certificate {
    private Certificate() {}

    /** Reads DER; throws ProtocolException CERTIFICATE_UNREADABLE (also for trailing bytes, or more than 64 KiB). */
    public static Certificate read(byte[] der) {
        throw new UnsupportedOperationException("contract " + der.length);
    }

    /** Wraps a certificate of the JDK. */
    public static Certificate of(X509Certificate certificate) {
        throw new UnsupportedOperationException("contract " + certificate);
    }

    /** Reads all certificates of PEM text (comments between them allowed) or one DER certificate. */
    public static List<Certificate> readAll(byte[] pemOrDer) {
        throw new UnsupportedOperationException("contract " + pemOrDer.length);
    }

    public X509Certificate x509() {
        throw new UnsupportedOperationException("contract");
    }

    public Bytes der() {
        throw new UnsupportedOperationException("contract");
    }

    /** SHA-256 of the DER. */
    public Bytes sha256() {
        throw new UnsupportedOperationException("contract");
    }

    public Subject subject() {
        throw new UnsupportedOperationException("contract");
    }

    /** Attributes of the issuer's name. */
    public Subject issuer() {
        throw new UnsupportedOperationException("contract");
    }

    /** DER of the subject name. */
    public Bytes subjectName() {
        throw new UnsupportedOperationException("contract");
    }

    /** DER of the issuer name. */
    public Bytes issuerName() {
        throw new UnsupportedOperationException("contract");
    }

    public BigInteger serialNumber() {
        throw new UnsupportedOperationException("contract");
    }

    public Instant notBefore() {
        throw new UnsupportedOperationException("contract");
    }

    public Instant notAfter() {
        throw new UnsupportedOperationException("contract");
    }

    /** notBefore ≤ at ≤ notAfter. */
    public boolean validAt(Instant at) {
        throw new UnsupportedOperationException("contract " + at);
    }

    public PublicKey publicKey() {
        throw new UnsupportedOperationException("contract");
    }

    /** Content of the subjectPublicKey BIT STRING (input of OCSP key hashes). */
    public Bytes publicKeyBits() {
        throw new UnsupportedOperationException("contract");
    }

    /** Bit length of the RSA modulus or of the curve's order. */
    public int keySize() {
        throw new UnsupportedOperationException("contract");
    }

    /** Empty when the extension is absent. */
    public Optional<Set<KeyUsage>> keyUsage() {
        throw new UnsupportedOperationException("contract");
    }

    /** Empty when the extension is absent. */
    public Optional<List<Oid>> extendedKeyUsage() {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether the extension with this OID is present and critical. */
    public boolean isCritical(Oid extension) {
        throw new UnsupportedOperationException("contract " + extension);
    }

    /** Empty list when the extension is absent or unreadable. */
    public List<Oid> policies() {
        throw new UnsupportedOperationException("contract");
    }

    public QcStatements qcStatements() {
        throw new UnsupportedOperationException("contract");
    }

    /** First id-ad-ocsp URI of AIA; empty when absent, unreadable or not http(s). */
    public Optional<URI> ocspUri() {
        throw new UnsupportedOperationException("contract");
    }

    public Optional<Bytes> subjectKeyIdentifier() {
        throw new UnsupportedOperationException("contract");
    }

    public Optional<Bytes> authorityKeyIdentifier() {
        throw new UnsupportedOperationException("contract");
    }

    /** basicConstraints CA flag. */
    public boolean isCa() {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether id-pkix-ocsp-nocheck is present. */
    public boolean hasOcspNoCheck() {
        throw new UnsupportedOperationException("contract");
    }

    /** Classifies the document (web-eid reference §7.3); only meaningful once the certificate is trusted. */
    public EidDocument document(Environment environment) {
        throw new UnsupportedOperationException("contract " + environment);
    }

    /** Whether the key has the ROCA weakness (CVE-2017-15361). */
    public boolean hasRocaKey() {
        throw new UnsupportedOperationException("contract");
    }
}
