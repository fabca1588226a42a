package dev.eresident.sandbox.pki;

import dev.eresident.sandbox.xml.SandboxXml;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes and signs a trusted list (ETSI TS 119 612 v2.3.1, list version 6), enveloped signature with the XAdES properties. */
final class TrustedListMaker {
    private static final String GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted";
    private static final String TYPE = "http://uri.etsi.org/TrstSvc/Svctype/";
    private static final String FOR_SIGNATURES = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures";
    private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private static final Duration LIFETIME = Duration.ofDays(180);

    private TrustedListMaker() {}

    static byte[] make(SandboxPki pki, Instant now) {
        StringBuilder services = new StringBuilder();
        for (Authority authority : List.of(pki.esteid2025(), pki.esteid2018(), pki.esteidSk2015())) {
            services.append(service("CA/QC", authority.certificate(), true));
            services.append(
                    service("Certstatus/OCSP/QC", pki.ocspResponder(authority).certificate(), false));
        }
        services.append(service("TSA/QTST", pki.tsa().certificate(), false));
        String list = """
                <TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" Id="TL" TSLTag="http://uri.etsi.org/19612/TSLTag">\
                <SchemeInformation><TSLVersionIdentifier>6</TSLVersionIdentifier><TSLSequenceNumber>1</TSLSequenceNumber>\
                <TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric</TSLType>\
                <SchemeOperatorName><Name xml:lang="en">%1$s</Name></SchemeOperatorName>\
                <SchemeName><Name xml:lang="en">EE:%1$s</Name></SchemeName>\
                <SchemeInformationURI><URI xml:lang="en">https://sandbox.invalid/tl</URI></SchemeInformationURI>\
                <StatusDeterminationApproach>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/StatusDetn/EUappropriate</StatusDeterminationApproach>\
                <SchemeTerritory>EE</SchemeTerritory><HistoricalInformationPeriod>65535</HistoricalInformationPeriod>\
                <ListIssueDateTime>%2$s</ListIssueDateTime><NextUpdate><dateTime>%3$s</dateTime></NextUpdate></SchemeInformation>\
                <TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">%1$s</Name></TSPName>\
                </TSPInformation><TSPServices>%4$s</TSPServices></TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>""".formatted(SandboxPki.ORGANISATION, now, now.plus(LIFETIME), services);
        return sign(pki.schemeOperator(), list, now);
    }

    private static String service(String type, X509Certificate certificate, boolean forSignatures) {
        String extension = forSignatures
                ? "<ServiceInformationExtensions><Extension Critical=\"true\"><AdditionalServiceInformation><URI xml:lang=\"en\">"
                        + FOR_SIGNATURES
                        + "</URI></AdditionalServiceInformation></Extension></ServiceInformationExtensions>"
                : "";
        return """
                <TSPService><ServiceInformation><ServiceTypeIdentifier>%s</ServiceTypeIdentifier>\
                <ServiceName><Name xml:lang="en">%s</Name></ServiceName><ServiceDigitalIdentity><DigitalId><X509Certificate>%s</X509Certificate>\
                </DigitalId></ServiceDigitalIdentity><ServiceStatus>%s</ServiceStatus><StatusStartingTime>%s</StatusStartingTime>%s\
                </ServiceInformation></TSPService>""".formatted(
                        TYPE + type,
                        SandboxXml.escape(certificate.getSubjectX500Principal().getName()),
                        base64(certificate),
                        GRANTED,
                        certificate.getNotBefore().toInstant(),
                        extension);
    }

    private static byte[] sign(Credential operator, String list, Instant now) {
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

    private static String base64(X509Certificate certificate) {
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
