package dev.eresident.sandbox.pki;

import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate shall say; hand it to {@link SandboxPki#issue(CertificateSpec)}.
 *
 * <p>Start from the profile of a real thing ({@code IdCard.Builder}, {@link SandboxPki#ocspResponderSpec}, {@link SandboxPki#tsaSpec}) and
 * change exactly one thing. Mutable; every method changes this object and returns it; for one thread.
 */
public final class CertificateSpec {
    X500Principal subject;
    KeyType keyType = KeyType.P384;
    Instant notBefore;
    Instant notAfter;

    @Nullable Authority issuer;

    @Nullable BigInteger serialNumber;

    @Nullable String label;

    final Set<KeyUse> keyUses = EnumSet.noneOf(KeyUse.class);
    final List<String> purposes = new ArrayList<>();
    boolean purposesCritical;
    final List<String> policies = new ArrayList<>();
    final Set<QcStatement> qcStatements = EnumSet.noneOf(QcStatement.class);

    @Nullable URI ocspUri;

    @Nullable String email;

    @Nullable Integer pathLength;

    boolean ocspNoCheck;
    boolean brokenSignature;
    final Map<String, Extension> extra = new LinkedHashMap<>();
    final List<String> omitted = new ArrayList<>();

    /**
     * Starts a specification with no extensions but the key identifiers.
     *
     * @param subject the name of the holder
     * @param notBefore the first moment of validity
     * @param notAfter the last moment of validity
     */
    public CertificateSpec(X500Principal subject, Instant notBefore, Instant notAfter) {
        this.subject = subject;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /**
     * Sets the issuer; without one the certificate is self-signed.
     *
     * @param value the authority whose key signs
     * @return this
     */
    public CertificateSpec issuer(Authority value) {
        this.issuer = value;
        return this;
    }

    /**
     * Replaces the name of the holder.
     *
     * @param value the name
     * @return this
     */
    public CertificateSpec subject(X500Principal value) {
        this.subject = value;
        return this;
    }

    /**
     * Sets the kind of key; default P-384.
     *
     * @param value the kind
     * @return this
     */
    public CertificateSpec keyType(KeyType value) {
        this.keyType = value;
        return this;
    }

    /**
     * Sets the time of validity.
     *
     * @param from the first moment
     * @param until the last moment
     * @return this
     */
    public CertificateSpec validity(Instant from, Instant until) {
        this.notBefore = from;
        this.notAfter = until;
        return this;
    }

    /**
     * Sets the serial number; by default it comes from the seed.
     *
     * @param value the number
     * @return this
     */
    public CertificateSpec serialNumber(BigInteger value) {
        this.serialNumber = value;
        return this;
    }

    /**
     * Names the stream that key and serial number come from, so that they do not depend on the order of calls.
     *
     * @param value a name that is unique within the sandbox
     * @return this
     */
    public CertificateSpec label(String value) {
        this.label = value;
        return this;
    }

    /**
     * Replaces the key usage (critical extension); none leaves the extension out.
     *
     * @param values the bits
     * @return this
     */
    public CertificateSpec keyUsage(KeyUse... values) {
        keyUses.clear();
        keyUses.addAll(List.of(values));
        return this;
    }

    /**
     * Replaces the extended key usage; none leaves the extension out.
     *
     * @param critical whether the extension is critical
     * @param oids the purposes, as dotted numbers
     * @return this
     */
    public CertificateSpec purposes(boolean critical, String... oids) {
        purposesCritical = critical;
        purposes.clear();
        purposes.addAll(List.of(oids));
        return this;
    }

    /**
     * Replaces the certificate policies; none leaves the extension out.
     *
     * @param oids the policies in their order, as dotted numbers
     * @return this
     */
    public CertificateSpec policies(String... oids) {
        policies.clear();
        policies.addAll(List.of(oids));
        return this;
    }

    /**
     * Replaces the statements of a qualified certificate; none leaves the extension out.
     *
     * @param values the statements
     * @return this
     */
    public CertificateSpec qcStatements(QcStatement... values) {
        qcStatements.clear();
        qcStatements.addAll(List.of(values));
        return this;
    }

    /**
     * Sets where the status is asked for (authority information access); null leaves the extension out.
     *
     * @param value the address of the OCSP responder
     * @return this
     */
    public CertificateSpec ocspUri(@Nullable URI value) {
        this.ocspUri = value;
        return this;
    }

    /**
     * Sets an e-mail address as alternative name; null leaves the extension out.
     *
     * @param value the address
     * @return this
     */
    public CertificateSpec email(@Nullable String value) {
        this.email = value;
        return this;
    }

    /**
     * Makes it the certificate of an authority (basic constraints).
     *
     * @param length how many further authorities may stand below
     * @return this
     */
    public CertificateSpec authority(int length) {
        this.pathLength = length;
        return this;
    }

    /**
     * Adds {@code id-pkix-ocsp-nocheck} (RFC 6960 §4.2.2.2.1), or not.
     *
     * @param value whether the extension is there
     * @return this
     */
    public CertificateSpec ocspNoCheck(boolean value) {
        this.ocspNoCheck = value;
        return this;
    }

    /**
     * Makes the issuer's signature wrong.
     *
     * @param value true: the certificate does not verify
     * @return this
     */
    public CertificateSpec brokenSignature(boolean value) {
        this.brokenSignature = value;
        return this;
    }

    /**
     * Adds or replaces an extension by its raw value.
     *
     * @param oid the extension
     * @param critical whether it is critical
     * @param der its value (the content of the octet string)
     * @return this
     */
    public CertificateSpec extension(String oid, boolean critical, byte[] der) {
        extra.put(oid, new Extension(new ASN1ObjectIdentifier(oid), critical, der));
        return this;
    }

    /**
     * Leaves an extension out that would be there otherwise.
     *
     * @param oid the extension
     * @return this
     */
    public CertificateSpec withoutExtension(String oid) {
        omitted.add(oid);
        return this;
    }
}
