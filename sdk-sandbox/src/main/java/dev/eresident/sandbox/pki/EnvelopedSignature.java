package dev.eresident.sandbox.pki;

import dev.eresident.sandbox.xml.SandboxXml;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Signs trusted lists: enveloped, with the XAdES properties (TS 119 612 §5.7.1). */
final class EnvelopedSignature {
    private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    private EnvelopedSignature() {}

    static byte[] sign(Credential operator, String list, Instant now) {
        X509Certificate certificate = operator.certificate();
        byte[] listDigest =
                Hashes.sha256(SandboxXml.canonical(SandboxXml.parse(list).getDocumentElement()));
        String signature = """
                <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="S"><ds:SignedInfo>\
                <ds:CanonicalizationMethod Algorithm="%1$s"/><ds:SignatureMethod Algorithm="%2$s"/>\
                <ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>\
                <ds:Transform Algorithm="%1$s"/></ds:Transforms><ds:DigestMethod Algorithm="%3$s"/><ds:DigestValue>%4$s</ds:DigestValue></ds:Reference>\
                <ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#S-SP"><ds:Transforms><ds:Transform Algorithm="%1$s"/>\
                </ds:Transforms><ds:DigestMethod Algorithm="%3$s"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue Id="S-SV"/>\
                <ds:KeyInfo><ds:X509Data><ds:X509Certificate>%5$s</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
                <ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#S"><xades:SignedProperties Id="S-SP">\
                <xades:SignedSignatureProperties><xades:SigningTime>%6$s</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>\
                <ds:DigestMethod Algorithm="%3$s"/><ds:DigestValue>%7$s</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>\
                </xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object></ds:Signature>""".formatted(
                        SandboxXml.EXCLUSIVE,
                        operator.keyType().defaultAlgorithm().xmlUri(),
                        SHA256,
                        Base64.getEncoder().encodeToString(listDigest),
                        base64(certificate),
                        now,
                        Base64.getEncoder().encodeToString(Hashes.sha256(der(certificate))));
        Document document =
                SandboxXml.parse(list.replace("</TrustServiceStatusList>", signature + "</TrustServiceStatusList>"));
        byte[] properties = Hashes.sha256(SandboxXml.canonical(SandboxXml.only(document, "SignedProperties")));
        Element signedInfo = SandboxXml.only(document, "SignedInfo");
        signedInfo
                .getLastChild()
                .getLastChild()
                .setTextContent(Base64.getEncoder().encodeToString(properties));
        byte[] value = operator.sign(
                SandboxXml.canonical(signedInfo), operator.keyType().defaultAlgorithm());
        SandboxXml.only(document, "SignatureValue")
                .setTextContent(Base64.getEncoder().encodeToString(value));
        return SandboxXml.write(document);
    }

    static String base64(X509Certificate certificate) {
        return Base64.getEncoder().encodeToString(der(certificate));
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The JDK cannot encode a certificate that it read", e);
        }
    }
}
