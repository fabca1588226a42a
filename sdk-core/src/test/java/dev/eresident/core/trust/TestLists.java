package dev.eresident.core.trust;

import dev.eresident.core.trust.TestPki.Issued;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes and signs trusted lists, good ones and bad ones, independently of the code under test. */
final class TestLists {
    static final String GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted";
    static final String WITHDRAWN = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn";
    private static final String EXC = CanonicalizationMethod.EXCLUSIVE;
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";

    private TestLists() {}

    /** A list with the services given as XML. */
    static String list(String... services) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" Id="list" TSLTag="http://uri.etsi.org/02231/TSLTag">
                <SchemeInformation>
                <TSLVersionIdentifier>6</TSLVersionIdentifier>
                <TSLSequenceNumber>7</TSLSequenceNumber>
                <SchemeTerritory>EE</SchemeTerritory>
                <ListIssueDateTime>2026-01-01T00:00:00Z</ListIssueDateTime>
                <NextUpdate><dateTime>2026-07-01T00:00:00Z</dateTime></NextUpdate>
                </SchemeInformation>
                <TrustServiceProviderList><TrustServiceProvider><TSPServices>
                %s
                </TSPServices></TrustServiceProvider></TrustServiceProviderList>
                </TrustServiceStatusList>
                """.formatted(String.join("\n", services)).strip();
    }

    /** A service without history. */
    static String service(String type, String status, String from, Issued issued) {
        return "<TSPService><ServiceInformation>" + body(type, status, from, issued)
                + "</ServiceInformation></TSPService>";
    }

    /** The content of a service information or of a history instance. */
    static String body(String type, String status, String from, Issued issued) {
        return """
                <ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/%s</ServiceTypeIdentifier>
                <ServiceName><Name xml:lang="et">Teenus</Name><Name xml:lang="en">Service</Name></ServiceName>
                <ServiceDigitalIdentity><DigitalId><X509Certificate>%s</X509Certificate></DigitalId></ServiceDigitalIdentity>
                <ServiceStatus>%s</ServiceStatus>
                <StatusStartingTime>%s</StatusStartingTime>
                """.formatted(type, issued.certificate().der().base64(), status, from);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How a list is signed; every setter changes one thing of a right signature. */
    static final class Signer {
        private final Issued signer;
        private Issued named;
        private String rootUri = "";
        private List<String> rootTransforms = List.of(Transform.ENVELOPED, EXC);
        private List<String> propertiesTransforms = List.of(EXC);
        private String canonicalization = EXC;
        private String algorithm = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
        private String digest = DigestMethod.SHA256;
        private boolean properties = true;
        private int extraReferences;
        private boolean propertiesFirst;
        private String propertiesType = "http://uri.etsi.org/01903#SignedProperties";
        private Consumer<Document> afterwards = document -> {};

        Signer(Issued signer) {
            this.signer = signer;
            this.named = signer;
        }

        Signer rootUri(String uri) {
            this.rootUri = uri;
            return this;
        }

        Signer naming(Issued other) {
            this.named = other;
            return this;
        }

        Signer rootTransforms(String... uris) {
            this.rootTransforms = List.of(uris);
            return this;
        }

        Signer propertiesTransforms(String... uris) {
            this.propertiesTransforms = List.of(uris);
            return this;
        }

        Signer canonicalization(String uri) {
            this.canonicalization = uri;
            return this;
        }

        Signer algorithm(String uri) {
            this.algorithm = uri;
            return this;
        }

        Signer digest(String uri) {
            this.digest = uri;
            return this;
        }

        Signer withoutProperties() {
            this.properties = false;
            return this;
        }

        Signer propertiesFirst() {
            this.propertiesFirst = true;
            return this;
        }

        Signer extraReference() {
            this.extraReferences = 1;
            return this;
        }

        Signer propertiesType(String type) {
            this.propertiesType = type;
            return this;
        }

        Signer afterwards(Consumer<Document> change) {
            this.afterwards = change;
            return this;
        }

        byte[] sign(String list) {
            try {
                DocumentBuilderFactory documents = DocumentBuilderFactory.newDefaultInstance();
                documents.setNamespaceAware(true);
                Document document = documents.newDocumentBuilder().parse(new ByteArrayInputStream(utf8(list)));
                Element root = document.getDocumentElement();
                XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
                Element qualifying = document.createElementNS(XADES, "xades:QualifyingProperties");
                qualifying.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:xades", XADES);
                Element signed = document.createElementNS(XADES, "xades:SignedProperties");
                signed.setAttributeNS(null, "Id", "properties");
                signed.appendChild(document.createElementNS(XADES, "xades:SignedSignatureProperties"));
                qualifying.appendChild(signed);
                List<Reference> references = new ArrayList<>();
                references.add(factory.newReference(
                        rootUri,
                        factory.newDigestMethod(digest, null),
                        transforms(factory, rootTransforms),
                        null,
                        null));
                if (properties) {
                    references.add(factory.newReference(
                            "#properties",
                            factory.newDigestMethod(digest, null),
                            transforms(factory, propertiesTransforms),
                            propertiesType,
                            null));
                }
                for (int i = 0; i < extraReferences; i++) {
                    references.add(factory.newReference("#properties", factory.newDigestMethod(digest, null)));
                }
                if (propertiesFirst) {
                    Collections.reverse(references);
                }
                KeyInfoFactory keys = factory.getKeyInfoFactory();
                KeyInfo key = keys.newKeyInfo(
                        List.of(keys.newX509Data(List.of(named.certificate().x509()))));
                XMLObject object = factory.newXMLObject(List.of(new DOMStructure(qualifying)), null, null, null);
                DOMSignContext context = new DOMSignContext(signer.keys().getPrivate(), root);
                context.setDefaultNamespacePrefix("ds");
                context.setIdAttributeNS(root, null, "Id");
                context.setIdAttributeNS(signed, null, "Id");
                factory.newXMLSignature(
                                factory.newSignedInfo(
                                        factory.newCanonicalizationMethod(
                                                canonicalization, (C14NMethodParameterSpec) null),
                                        factory.newSignatureMethod(algorithm, null),
                                        references),
                                key,
                                List.of(object),
                                "signature",
                                null)
                        .sign(context);
                afterwards.accept(document);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                TransformerFactory.newDefaultInstance()
                        .newTransformer()
                        .transform(new DOMSource(document), new StreamResult(out));
                return out.toByteArray();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static List<Transform> transforms(XMLSignatureFactory factory, List<String> uris) throws Exception {
            List<Transform> transforms = new ArrayList<>();
            for (String uri : uris) {
                transforms.add(factory.newTransform(uri, (TransformParameterSpec) null));
            }
            return transforms;
        }
    }
}
