package dev.eresident.core.certificate;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.asn1.SignedDer;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.RocaCheck;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import java.math.BigInteger;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An X.509 certificate (RFC 5280), read once, with what eID needs from it.
 *
 * <p>Reading proves nothing: a certificate says what it likes until its path to a trust anchor was checked. Immutable and thread-safe; equal
 * certificates have equal DER. {@link #toString()} shows no name.
 */
public final class Certificate {
    private final Bytes der;
    private final Bytes sha256;
    private final CertificateReader.Fields fields;
    private final Extensions extensions;
    private final PublicKey publicKey;
    private final JdkCertificate jdk;

    Certificate(Bytes der, CertificateReader.Fields fields, Extensions extensions, PublicKey publicKey) {
        this.der = der;
        this.sha256 = Bytes.of(DigestAlgorithm.SHA256.digest(der.toByteArray()));
        this.fields = fields;
        this.extensions = extensions;
        this.publicKey = publicKey;
        this.jdk = new JdkCertificate(der, publicKey, fields.publicKeyAlgorithm());
    }

    /**
     * Reads one certificate.
     *
     * @param der DER, at most 64 KiB
     * @return the certificate
     * @throws ProtocolException CERTIFICATE_UNREADABLE if it is anything else, or if bytes follow
     */
    public static Certificate read(byte[] der) {
        return CertificateReader.read(der);
    }

    /**
     * Reads a certificate of the JDK anew from its encoding.
     *
     * @param certificate any implementation
     * @return the certificate
     * @throws ProtocolException CERTIFICATE_UNREADABLE if its encoding is not a certificate
     */
    public static Certificate of(X509Certificate certificate) {
        try {
            return read(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new ProtocolException("CERTIFICATE_UNREADABLE", "The certificate cannot give its encoding.", e);
        }
    }

    /**
     * Reads all certificates of a PEM text, or one certificate in DER.
     *
     * @param pemOrDer PEM blocks {@code CERTIFICATE} with any comments and other blocks between them, or DER; at most 16 MiB
     * @return at least one certificate, in the order of the text
     * @throws ProtocolException CERTIFICATE_UNREADABLE if one cannot be read, or if there is none
     */
    public static List<Certificate> readAll(byte[] pemOrDer) {
        return CertificateReader.readAll(pemOrDer);
    }

    /**
     * Returns the certificate as the JDK's type, which is made when it is first asked for: nothing in the SDK needs it.
     *
     * @return the same certificate, from the JDK's own provider
     * @throws ProtocolException CERTIFICATE_KEY_UNSUPPORTED if the JDK cannot represent the public key, for example on a curve that it does not know; CERTIFICATE_UNREADABLE if the JDK
     *     refuses the certificate for another reason, for example a critical extension that cannot be decoded
     */
    public X509Certificate x509() {
        return jdk.get();
    }

    /**
     * Returns the version of the form of the certificate (RFC 5280 §4.1.2.1).
     *
     * @return 1, 2 or 3
     */
    public int version() {
        return fields.version();
    }

    /**
     * Returns the encoding that was read.
     *
     * @return DER
     */
    public Bytes der() {
        return der;
    }

    /**
     * Returns the fingerprint.
     *
     * @return SHA-256 of the DER, 32 bytes
     */
    public Bytes sha256() {
        return sha256;
    }

    /**
     * Returns the attributes of the subject's name.
     *
     * @return the attributes; the last one where a type is repeated
     */
    public Subject subject() {
        return fields.subject();
    }

    /**
     * Returns the attributes of the issuer's name.
     *
     * @return the attributes; the last one where a type is repeated
     */
    public Subject issuer() {
        return fields.issuer();
    }

    /**
     * Returns the subject's encoded name, for comparison with the issuer's name of another certificate.
     *
     * @return DER of the name
     */
    public Bytes subjectName() {
        return fields.subjectName();
    }

    /**
     * Tells whether two certificates name the same subject: the same attributes, without regard to the order of the name's parts, to capitals and to repeated spaces (RFC 4517 §4.2.15). That
     * they also belong to the same subject takes the same trusted issuer.
     *
     * @param other any certificate
     * @return whether the names are equal
     */
    public boolean hasSubjectOf(Certificate other) {
        return subjectName().equals(other.subjectName()) || comparableName().equals(other.comparableName());
    }

    private List<List<String>> comparableName() {
        return NameReader.comparable(
                DerReader.single(subjectName().toByteArray(), DerElement.SEQUENCE, CertificateReader.MAX_BYTES));
    }

    /**
     * Returns the issuer's encoded name.
     *
     * @return DER of the name
     */
    public Bytes issuerName() {
        return fields.issuerName();
    }

    /**
     * Returns the serial number of the certificate (not the X.520 attribute of the subject).
     *
     * @return the number; old certificates have negative ones
     */
    public BigInteger serialNumber() {
        return fields.serialNumber();
    }

    /**
     * Returns the start of validity.
     *
     * @return the first valid instant
     */
    public Instant notBefore() {
        return fields.notBefore();
    }

    /**
     * Returns the end of validity.
     *
     * @return the last valid instant
     */
    public Instant notAfter() {
        return fields.notAfter();
    }

    /**
     * Tells whether an instant lies within the validity, both ends included.
     *
     * @param at the instant
     * @return notBefore ≤ at ≤ notAfter
     */
    public boolean validAt(Instant at) {
        return !at.isBefore(fields.notBefore()) && !at.isAfter(fields.notAfter());
    }

    /**
     * Returns the public key.
     *
     * @return an RSA key, or an EC key on P-256, P-384 or P-521, usable with any provider; or a key of another type, with which nothing verifies
     */
    public PublicKey publicKey() {
        return publicKey;
    }

    /**
     * Returns the encoded public key with its algorithm (RFC 5280 §4.1.2.7).
     *
     * @return DER of the SubjectPublicKeyInfo
     */
    public Bytes publicKeyInfo() {
        return fields.publicKeyInfo();
    }

    /**
     * Returns the content of the subjectPublicKey BIT STRING, the input of the key hashes of OCSP (RFC 6960 §4.1.1).
     *
     * @return the octets, without the count of unused bits
     */
    public Bytes publicKeyBits() {
        return fields.publicKeyBits();
    }

    /**
     * Returns the digest that the issuer's signature on the certificate is over.
     *
     * @return name of the digest in the JDK, for example {@code SHA-256}; empty for an algorithm that the SDK does not know
     */
    public Optional<String> signatureDigest() {
        return SignatureAlgorithm.ofAlgorithmIdentifier(SignedDer.read(der.toByteArray(), CertificateReader.MAX_BYTES)
                        .algorithm()
                        .toByteArray())
                .map(a -> a.digest().jcaName());
    }

    /**
     * Returns the size of the public key.
     *
     * @return bit length of the RSA modulus or of the order of the curve; 0 for unsupported keys
     */
    public int keySize() {
        if (publicKey instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength();
        }
        return publicKey instanceof ECPublicKey ec ? ec.getParams().getOrder().bitLength() : 0;
    }

    /**
     * Returns the key usage (RFC 5280 §4.2.1.3).
     *
     * @return the bits; no bits when the extension is malformed; empty when it is absent
     */
    public Optional<Set<KeyUsage>> keyUsage() {
        return extensions.keyUsage();
    }

    /**
     * Returns the extended key usage (RFC 5280 §4.2.1.12).
     *
     * @return the purposes; no purpose when the extension is malformed; empty when it is absent
     */
    public Optional<List<Oid>> extendedKeyUsage() {
        return extensions.extendedKeyUsage();
    }

    /**
     * Tells whether an extension is present and critical.
     *
     * @param extension its OID
     * @return false also when it is absent
     */
    public boolean isCritical(Oid extension) {
        return extensions.isCritical(extension);
    }

    /**
     * Returns the extensions without whose understanding nobody may rely on the certificate (RFC 5280 §4.2).
     *
     * @return the OIDs of the critical extensions
     */
    public Set<Oid> criticalExtensions() {
        return extensions.critical();
    }

    /**
     * Returns the certificate policies (RFC 5280 §4.2.1.4).
     *
     * @return the policy identifiers in order; none when the extension is absent or malformed
     */
    public List<Oid> policies() {
        return extensions.policies();
    }

    /**
     * Returns the statements about a qualified certificate (EN 319 412-5).
     *
     * @return the statements; none when the extension is absent or malformed
     */
    public QcStatements qcStatements() {
        return extensions.qcStatements();
    }

    /**
     * Returns where the status of this certificate can be asked: the first OCSP address of the authority information access (RFC 5280 §4.2.2.1).
     *
     * @return an http or https address with a host; empty when there is none, or the extension is malformed
     */
    public Optional<URI> ocspUri() {
        return extensions.ocspUri();
    }

    /**
     * Returns the subject key identifier (RFC 5280 §4.2.1.2).
     *
     * @return the identifier; empty when absent or malformed
     */
    public Optional<Bytes> subjectKeyIdentifier() {
        return extensions.subjectKeyIdentifier();
    }

    /**
     * Returns the key identifier of the authority key identifier (RFC 5280 §4.2.1.1).
     *
     * @return the identifier; empty when absent or malformed
     */
    public Optional<Bytes> authorityKeyIdentifier() {
        return extensions.authorityKeyIdentifier();
    }

    /**
     * Tells whether the basic constraints say that this is a certification authority (RFC 5280 §4.2.1.9).
     *
     * @return false also when the extension is absent or malformed
     */
    public boolean isCa() {
        return extensions.isCa();
    }

    /**
     * Returns how many intermediate certificates may stand below this one in a path (RFC 5280 §4.2.1.9, pathLenConstraint).
     *
     * @return the number; empty when the basic constraints give none, are absent or malformed
     */
    public OptionalInt pathLength() {
        return extensions.pathLength();
    }

    /**
     * Tells whether id-pkix-ocsp-nocheck is present (RFC 6960 §4.2.2.2.1).
     *
     * @return true if the extension is there, whatever its value
     */
    public boolean hasOcspNoCheck() {
        return extensions.hasOcspNoCheck();
    }

    /**
     * Tells which document this certificate belongs to and whether it proves e-residency, from its policies, issuer and organisation. Only
     * meaningful once the certificate is trusted: until then anyone can write these values.
     *
     * @param environment in {@link Environment#PRODUCTION} the test forms of issuers and policies are unknown documents
     * @return the classification; of type {@link DocumentType#UNKNOWN}, with a reason, for anything that is not in the table
     */
    public EidDocument document(Environment environment) {
        return DocumentClassifier.classify(this, environment);
    }

    /**
     * Tells whether the RSA key has the ROCA weakness (CVE-2017-15361) of Estonian cards made before November 2017.
     *
     * @return true for a weak modulus; false for all others, one in 200 million strong keys excepted, and for keys that are not RSA
     */
    public boolean hasRocaKey() {
        return publicKey instanceof RSAPublicKey rsa && RocaCheck.isVulnerable(rsa.getModulus());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Certificate that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    /** Returns the start of the fingerprint; nothing of the subject. */
    @Override
    public String toString() {
        return "Certificate[sha256=" + sha256.hex().substring(0, 16) + "…]";
    }
}
