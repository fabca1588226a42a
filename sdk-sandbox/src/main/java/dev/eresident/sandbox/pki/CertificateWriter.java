package dev.eresident.sandbox.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jspecify.annotations.Nullable;

/** Turns a {@link CertificateSpec} into DER and lets the JDK read it. */
final class CertificateWriter {
    private static final String QC = "0.4.0.1862.1.";

    private CertificateWriter() {}

    static X509Certificate write(
            CertificateSpec spec, KeyPair keys, BigInteger serial, @Nullable Credential authority) {
        try {
            SubjectPublicKeyInfo key =
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
            X500Principal issuer =
                    authority == null ? spec.subject : authority.certificate().getSubjectX500Principal();
            PublicKey issuerKey = authority == null
                    ? keys.getPublic()
                    : authority.certificate().getPublicKey();
            CredentialSigner signer = authority == null
                    ? new CredentialSigner(keys.getPrivate(), spec.keyType, spec.brokenSignature)
                    : CredentialSigner.of(authority, spec.brokenSignature);
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    X500Name.getInstance(issuer.getEncoded()),
                    serial,
                    Date.from(spec.notBefore),
                    Date.from(spec.notAfter),
                    X500Name.getInstance(spec.subject.getEncoded()),
                    key);
            for (Extension extension : extensions(spec, key, issuerKey).values()) {
                builder.addExtension(extension);
            }
            byte[] der = builder.build(signer).getEncoded();
            return parse(der);
        } catch (IOException e) {
            throw new IllegalStateException("The certificate could not be encoded", e);
        }
    }

    static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("The JDK cannot read the certificate that the sandbox made", e);
        }
    }

    private static Map<String, Extension> extensions(
            CertificateSpec spec, SubjectPublicKeyInfo key, PublicKey issuerKey) throws IOException {
        Map<String, Extension> all = new LinkedHashMap<>();
        SubjectPublicKeyInfo issuer = SubjectPublicKeyInfo.getInstance(issuerKey.getEncoded());
        put(all, Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyIdentifier(issuer)));
        put(all, Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(key)));
        if (spec.pathLength != null) {
            put(all, Extension.basicConstraints, true, new BasicConstraints(spec.pathLength));
        }
        if (!spec.keyUses.isEmpty()) {
            int bits = spec.keyUses.stream().mapToInt(KeyUse::bit).reduce(0, (a, b) -> a | b);
            put(all, Extension.keyUsage, true, new KeyUsage(bits));
        }
        if (!spec.policies.isEmpty()) {
            PolicyInformation[] policies = spec.policies.stream()
                    .map(oid -> new PolicyInformation(new ASN1ObjectIdentifier(oid)))
                    .toArray(PolicyInformation[]::new);
            put(all, Extension.certificatePolicies, false, new CertificatePolicies(policies));
        }
        if (!spec.purposes.isEmpty()) {
            KeyPurposeId[] purposes = spec.purposes.stream()
                    .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
                    .toArray(KeyPurposeId[]::new);
            put(all, Extension.extendedKeyUsage, spec.purposesCritical, new ExtendedKeyUsage(purposes));
        }
        if (spec.email != null) {
            put(
                    all,
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, spec.email)));
        }
        if (!spec.qcStatements.isEmpty()) {
            put(all, Extension.qCStatements, false, qcStatements(spec));
        }
        if (spec.ocspUri != null) {
            put(
                    all,
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(
                            org.bouncycastle.asn1.x509.AccessDescription.id_ad_ocsp,
                            new GeneralName(GeneralName.uniformResourceIdentifier, spec.ocspUri.toString())));
        }
        if (spec.ocspNoCheck) {
            put(all, OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
        }
        all.putAll(spec.extra);
        spec.omitted.forEach(all::remove);
        return all;
    }

    private static void put(Map<String, Extension> all, ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value)
            throws IOException {
        all.put(
                oid.getId(),
                new Extension(oid, critical, value.toASN1Primitive().getEncoded("DER")));
    }

    private static byte[] keyIdentifier(SubjectPublicKeyInfo key) {
        return Hashes.sha1(key.getPublicKeyData().getBytes());
    }

    private static DERSequence qcStatements(CertificateSpec spec) {
        ASN1EncodableVector statements = new ASN1EncodableVector();
        for (QcStatement statement : spec.qcStatements) {
            statements.add(
                    switch (statement) {
                        case QC_COMPLIANCE -> new DERSequence(new ASN1ObjectIdentifier(QC + "1"));
                        case QC_SSCD -> new DERSequence(new ASN1ObjectIdentifier(QC + "4"));
                        case QC_TYPE_ESIGN -> qcType(1);
                        case QC_TYPE_ESEAL -> qcType(2);
                        case QC_PDS ->
                            pair(
                                    new ASN1ObjectIdentifier(QC + "5"),
                                    new DERSequence(pair(
                                            new DERIA5String("https://sandbox.invalid/pds"),
                                            new DERPrintableString("en"))));
                    });
        }
        return new DERSequence(statements);
    }

    private static DERSequence qcType(int kind) {
        return pair(new ASN1ObjectIdentifier(QC + "6"), new DERSequence(new ASN1ObjectIdentifier(QC + "6." + kind)));
    }

    private static DERSequence pair(ASN1Encodable first, ASN1Encodable second) {
        return new DERSequence(new ASN1Encodable[] {first, second});
    }
}
