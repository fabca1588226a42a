package dev.eresident.sandbox.contract;

import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.contract.ContainerBuilder.Signer;
import dev.eresident.sandbox.ocsp.OcspFault;
import dev.eresident.sandbox.ocsp.OcspService;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.tsa.TsaFault;
import dev.eresident.sandbox.tsa.TsaService;
import dev.eresident.sandbox.xml.SandboxXml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes one {@code META-INF/signaturesN.xml}, structured as digidoc4j does: B, then the time-stamp, then the OCSP answer. */
final class XadesSignature {
    private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofMinutes(20);

    private final SandboxPki pki;
    private final OcspService ocsp;
    private final TsaService tsa;
    private final Signer signer;
    private final Credential credential;
    private final List<DataFile> files;
    private final Level level;
    private final boolean version2;
    private final Set<Tamper> tampers;

    XadesSignature(
            SandboxPki pki,
            OcspService ocsp,
            TsaService tsa,
            Signer signer,
            List<DataFile> files,
            Level level,
            boolean version2,
            Set<Tamper> tampers) {
        this.pki = pki;
        this.ocsp = ocsp;
        this.tsa = tsa;
        this.signer = signer;
        this.credential = tampers.contains(Tamper.SIGNED_WITH_AUTHENTICATION_KEY)
                ? signer.card().authentication()
                : signer.card().signing();
        this.files = files;
        this.level = level;
        this.version2 = version2;
        this.tampers = tampers;
    }

    byte[] make(int index, Instant time) throws IOException {
        String id = "id-"
                + HexFormat.of()
                        .formatHex(sha256((index + "/" + time + "/"
                                        + credential.certificate().getSerialNumber())
                                .getBytes(StandardCharsets.UTF_8)))
                        .substring(0, 32);
        Document document = SandboxXml.parse(template(id, time));
        Element signedInfo = SandboxXml.only(document, "SignedInfo");
        if (!tampers.contains(Tamper.SIGNED_PROPERTIES_REFERENCE_MISSING)) {
            byte[] properties = sha256(SandboxXml.canonical(SandboxXml.only(document, "SignedProperties")));
            signedInfo.getLastChild().getLastChild().setTextContent(base64(properties));
        }
        byte[] value = credential.sign(SandboxXml.canonical(signedInfo), signer.algorithm());
        if (tampers.contains(Tamper.SIGNATURE_VALUE_FLIPPED)) {
            value[value.length - 1] ^= 1;
        }
        Element signatureValue = SandboxXml.only(document, "SignatureValue");
        signatureValue.setTextContent(base64(value));
        if (tampers.contains(Tamper.SIGNED_PROPERTIES_CHANGED)) {
            SandboxXml.only(document, "SigningTime")
                    .setTextContent(time.minus(MINUTE).toString());
        }
        if (level != Level.B) {
            byte[] token = tsa.token(sha256(SandboxXml.canonical(signatureValue)), time, tsaFault());
            SandboxXml.only(document, "EncapsulatedTimeStamp").setTextContent(base64(token));
        }
        if (level == Level.LT) {
            byte[] answer =
                    ocsp.answerFor(credential.certificate(), signer.card().issuer(), ocspTime(time), ocspFault());
            SandboxXml.only(document, "EncapsulatedOCSPValue").setTextContent(base64(answer));
        }
        return written(document);
    }

    private byte[] written(Document document) {
        byte[] xml = SandboxXml.write(document);
        if (!tampers.contains(Tamper.DOCTYPE)) {
            return xml;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("<!DOCTYPE XAdESSignatures [<!ENTITY x \"y\">]>".getBytes(StandardCharsets.US_ASCII));
        int declaration = new String(xml, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        out.write(xml, declaration, xml.length - declaration);
        return out.toByteArray();
    }

    private @Nullable TsaFault tsaFault() {
        if (tampers.contains(Tamper.TIMESTAMP_IMPRINT_WRONG)) {
            return TsaFault.WRONG_IMPRINT;
        }
        return tampers.contains(Tamper.TIMESTAMP_SIGNATURE_BROKEN) ? TsaFault.BAD_SIGNATURE : null;
    }

    private @Nullable OcspFault ocspFault() {
        if (tampers.contains(Tamper.OCSP_OF_OTHER_CERTIFICATE)) {
            return OcspFault.WRONG_CERT_ID;
        }
        if (tampers.contains(Tamper.OCSP_STATUS_UNKNOWN)) {
            return OcspFault.STATUS_UNKNOWN;
        }
        if (tampers.contains(Tamper.OCSP_SIGNATURE_BROKEN)) {
            return OcspFault.BAD_SIGNATURE;
        }
        return tampers.contains(Tamper.OCSP_RESPONDER_OF_OTHER_AUTHORITY)
                ? OcspFault.RESPONDER_OF_OTHER_AUTHORITY
                : null;
    }

    private Instant ocspTime(Instant time) {
        if (tampers.contains(Tamper.OCSP_BEFORE_TIMESTAMP)) {
            return time.minus(MINUTE);
        }
        return tampers.contains(Tamper.OCSP_LATE) ? time.plus(LATE) : time.plusSeconds(1);
    }

    private String template(String id, Instant time) throws IOException {
        IdCard card = signer.card();
        StringBuilder references = new StringBuilder();
        StringBuilder formats = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            boolean last = i == files.size() - 1;
            String reference = "r-" + id + "-" + (i + 1);
            if (!last || !tampers.contains(Tamper.DATA_FILE_REFERENCE_MISSING)) {
                references.append("<ds:Reference Id=\"%s\" URI=\"%s\">%s</ds:Reference>"
                        .formatted(
                                reference,
                                files.get(i).uri(),
                                digestElement(files.get(i).sha256())));
            }
            if (!last || !tampers.contains(Tamper.DATA_OBJECT_FORMAT_MISSING)) {
                formats.append(
                        "<xades:DataObjectFormat ObjectReference=\"#%s\"><xades:MimeType>%s</xades:MimeType></xades:DataObjectFormat>"
                                .formatted(
                                        reference,
                                        SandboxXml.escape(files.get(i).mediaType())));
            }
        }
        if (!tampers.contains(Tamper.SIGNED_PROPERTIES_REFERENCE_MISSING)) {
            references.append("""
                    <ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#xades-%s"><ds:Transforms>\
                    <ds:Transform Algorithm="%s"/></ds:Transforms><ds:DigestMethod Algorithm="%s"/><ds:DigestValue/></ds:Reference>""".formatted(id, SandboxXml.EXCLUSIVE, SHA256));
        }
        X509Certificate shown = tampers.contains(Tamper.KEY_INFO_OF_OTHER_CERTIFICATE)
                ? card.issuer().certificate()
                : credential.certificate();
        return """
                <asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" \
                xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"><ds:Signature Id="%1$s"><ds:SignedInfo>\
                <ds:CanonicalizationMethod Algorithm="%2$s"/><ds:SignatureMethod Algorithm="%3$s"/>%4$s</ds:SignedInfo>\
                <ds:SignatureValue Id="value-%1$s"/><ds:KeyInfo><ds:X509Data><ds:X509Certificate>%5$s</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
                <ds:Object><xades:QualifyingProperties Target="#%1$s"><xades:SignedProperties Id="xades-%1$s"><xades:SignedSignatureProperties>\
                <xades:SigningTime>%6$s</xades:SigningTime>%7$s</xades:SignedSignatureProperties>\
                <xades:SignedDataObjectProperties>%8$s</xades:SignedDataObjectProperties></xades:SignedProperties>%9$s\
                </xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>""".formatted(
                        id,
                        SandboxXml.EXCLUSIVE,
                        signer.algorithm().xmlUri(),
                        references,
                        base64(der(shown)),
                        time,
                        signingCertificate(card.issuer().certificate()),
                        formats,
                        unsigned(id, card));
    }

    private String signingCertificate(X509Certificate issuer) {
        if (tampers.contains(Tamper.SIGNING_CERTIFICATE_MISSING)) {
            return "";
        }
        X509Certificate certificate = credential.certificate();
        byte[] digested = der(tampers.contains(Tamper.SIGNING_CERTIFICATE_DIGEST_WRONG) ? issuer : certificate);
        String digest = "<xades:CertDigest>" + digest(digested) + "</xades:CertDigest>";
        if (version2) {
            return "<xades:SigningCertificateV2><xades:Cert>" + digest + "<xades:IssuerSerialV2>"
                    + base64(issuerSerial(certificate))
                    + "</xades:IssuerSerialV2></xades:Cert></xades:SigningCertificateV2>";
        }
        return """
                <xades:SigningCertificate><xades:Cert>%s<xades:IssuerSerial><ds:X509IssuerName>%s</ds:X509IssuerName>\
                <ds:X509SerialNumber>%s</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>""".formatted(
                        digest,
                        SandboxXml.escape(certificate.getIssuerX500Principal().getName()),
                        certificate.getSerialNumber());
    }

    private String unsigned(String id, IdCard card) {
        if (level == Level.B) {
            return "";
        }
        String values = level == Level.T
                ? ""
                : """
                <xades:CertificateValues>%s%s%s%s</xades:CertificateValues><xades:RevocationValues><xades:OCSPValues>\
                <xades:EncapsulatedOCSPValue/></xades:OCSPValues></xades:RevocationValues>""".formatted(
                                encapsulated(card.issuer().certificate()),
                                encapsulated(pki.ocspResponder(card.issuer()).certificate()),
                                encapsulated(pki.tsa().certificate()),
                                encapsulated(pki.tsaAuthority().certificate()));
        return """
                <xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp Id="TS-%s">\
                <ds:CanonicalizationMethod Algorithm="%s"/><xades:EncapsulatedTimeStamp/></xades:SignatureTimeStamp>%s\
                </xades:UnsignedSignatureProperties></xades:UnsignedProperties>""".formatted(id, SandboxXml.EXCLUSIVE, values);
    }

    private static String encapsulated(X509Certificate certificate) {
        return "<xades:EncapsulatedX509Certificate>" + base64(der(certificate))
                + "</xades:EncapsulatedX509Certificate>";
    }

    private static String digest(byte[] data) {
        return digestElement(sha256(data));
    }

    private static String digestElement(byte[] digest) {
        return "<ds:DigestMethod Algorithm=\"%s\"/><ds:DigestValue>%s</ds:DigestValue>"
                .formatted(SHA256, base64(digest));
    }

    private static byte[] issuerSerial(X509Certificate certificate) {
        X500Name issuer =
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
        BigInteger serial = certificate.getSerialNumber();
        try {
            return new IssuerSerial(new GeneralNames(new GeneralName(issuer)), serial).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("The issuer could not be encoded", e);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The JDK cannot encode a certificate that it read", e);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
