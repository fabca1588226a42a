package dev.eresident.core.trust;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.xml.DomXml;
import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchProviderException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Checks the enveloped signature of a trusted list (TS 119 612 §5.7.1: XAdES baseline B) and hands out the octets that were signed, so that nothing else can be parsed.
 *
 * <p>The JDK's own XML signature is used here and only here: the signer is pinned, the shape has two references, and the JDK's default secure validation refuses what lists never need.
 * One instance checks one list.
 */
final class TrustedListSignature {
    private static final String DS = XMLSignature.XMLNS;
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    private static final String SIGNED_PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties";
    private static final Set<String> CANONICALISATIONS = Set.of(
            "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
            "http://www.w3.org/2006/12/xml-c14n11",
            "http://www.w3.org/2001/10/xml-exc-c14n#");
    private static final Set<String> DIGESTS = Set.of(
            "http://www.w3.org/2001/04/xmlenc#sha256",
            "http://www.w3.org/2001/04/xmldsig-more#sha384",
            "http://www.w3.org/2001/04/xmlenc#sha512");
    private static final Set<String> ALGORITHMS = Set.of(
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
            "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
            "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
            "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512");

    private final String source;
    private final Element root;
    private final Element signature;
    private final Element signedProperties;

    private TrustedListSignature(Document document, String source) {
        this.source = source;
        this.root = document.getDocumentElement();
        this.signature = onlySignature();
        this.signedProperties = signedProperties();
        refuseTwinIds();
    }

    /** Returns the canonical octets of the whole list without its signature, signed by one of the signers. */
    static byte[] signedOctets(byte[] xml, String source, List<Certificate> signers) {
        Document document =
                DomXml.parse(xml, TrustedListReader.LIMITS, "TRUST_LIST_UNREADABLE", "trusted list " + source);
        return new TrustedListSignature(document, source).verified(signers);
    }

    /** Returns the certificates that the signature names, before anything is verified. */
    static List<Certificate> statedSigners(byte[] xml, String source) {
        Document document =
                DomXml.parse(xml, TrustedListReader.LIMITS, "TRUST_LIST_UNREADABLE", "trusted list " + source);
        return new TrustedListSignature(document, source).stated();
    }

    private List<Certificate> stated() {
        List<Certificate> found = new ArrayList<>();
        for (Element info : children(signature, DS, "KeyInfo")) {
            for (Element data : children(info, DS, "X509Data")) {
                for (Element certificate : children(data, DS, "X509Certificate")) {
                    try {
                        found.addAll(Certificate.readAll(Base64.getMimeDecoder().decode(certificate.getTextContent())));
                    } catch (IllegalArgumentException | ProtocolException e) {
                        throw invalid("a certificate in its signature cannot be read", e);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private byte[] verified(List<Certificate> signers) {
        try {
            XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM", "XMLDSig");
            // The shape is judged on an unmarshalled signature before any key or digest is computed.
            XMLSignature shape = factory.unmarshalXMLSignature(context(KeySelector.singletonKeySelector(new NoKey())));
            checkShape(shape.getSignedInfo());
            for (Certificate signer : named(shape, signers)) {
                DOMValidateContext context = context(KeySelector.singletonKeySelector(signer.publicKey()));
                XMLSignature candidate = factory.unmarshalXMLSignature(context);
                if (candidate.validate(context)) {
                    return octets(candidate.getSignedInfo().getReferences().get(indexOfRoot(candidate)));
                }
            }
            throw invalid("the signature value or a digest does not fit: the list was changed after signing", null);
        } catch (MarshalException | XMLSignatureException | CertificateEncodingException e) {
            throw invalid("the signature cannot be processed", e);
        } catch (NoSuchProviderException e) {
            throw new BugException("XML_SIGNATURE_MISSING", "This JDK has no XMLDSig provider", e);
        }
    }

    /** Stands in while the shape is judged; no signature is validated with it. */
    private static final class NoKey implements java.security.Key {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "none";
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }

    private DOMValidateContext context(KeySelector keys) {
        DOMValidateContext context = new DOMValidateContext(keys, signature);
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        context.setProperty("javax.xml.crypto.dsig.cacheReference", true);
        if (root.hasAttributeNS(null, "Id")) {
            context.setIdAttributeNS(root, null, "Id");
        }
        context.setIdAttributeNS(signedProperties, null, "Id");
        return context;
    }

    private Element onlySignature() {
        Element found = null;
        for (Node node = root; node != null; node = following(node)) {
            if (node instanceof Element element && isElement(element, DS, "Signature")) {
                if (found != null) {
                    throw invalid("it holds more than one signature", null);
                }
                found = element;
            }
        }
        if (found == null || found.getParentNode() != root) {
            throw invalid("its root element holds no signature", null);
        }
        return found;
    }

    private Element signedProperties() {
        Element found = null;
        for (Element object : children(signature, DS, "Object")) {
            for (Element qualifying : children(object, XADES, "QualifyingProperties")) {
                for (Element signed : children(qualifying, XADES, "SignedProperties")) {
                    if (found != null) {
                        throw invalid("its signature holds signed properties twice", null);
                    }
                    found = signed;
                }
            }
        }
        if (found == null || found.getAttributeNS(null, "Id").isEmpty()) {
            throw invalid("its signature holds no signed properties", null);
        }
        return found;
    }

    /** No other element may carry an identifier that a reference of the signature uses, in any spelling. */
    private void refuseTwinIds() {
        Set<String> used = new HashSet<>();
        used.add(signedProperties.getAttributeNS(null, "Id"));
        String rootId = root.getAttributeNS(null, "Id");
        if (!rootId.isEmpty() && !used.add(rootId)) {
            throw invalid("two elements share an Id", null);
        }
        for (Node node = root; node != null; node = following(node)) {
            if (node != root && node != signedProperties && node instanceof Element element) {
                NamedNodeMap attributes = element.getAttributes();
                for (int i = 0; i < attributes.getLength(); i++) {
                    Node attribute = attributes.item(i);
                    String name = attribute.getLocalName() == null ? attribute.getNodeName() : attribute.getLocalName();
                    if ("id".equalsIgnoreCase(name) && used.contains(attribute.getNodeValue())) {
                        throw invalid("two elements share an Id", null);
                    }
                }
            }
        }
    }

    private void checkShape(SignedInfo info) {
        if (!CANONICALISATIONS.contains(info.getCanonicalizationMethod().getAlgorithm())
                || !ALGORITHMS.contains(info.getSignatureMethod().getAlgorithm())) {
            throw invalid("its signature uses an algorithm that is not accepted", null);
        }
        if (info.getReferences().size() != 2) {
            throw invalid("its signature must have exactly two references", null);
        }
        int roots = 0;
        int properties = 0;
        for (Reference reference : info.getReferences()) {
            if (!DIGESTS.contains(reference.getDigestMethod().getAlgorithm())) {
                throw invalid("its signature uses a digest that is not accepted", null);
            }
            if (isRoot(reference)) {
                roots++;
            } else if (isSignedProperties(reference)) {
                properties++;
            }
        }
        if (roots != 1 || properties != 1) {
            throw invalid(
                    "its signature must cover the whole document and the signed properties, and nothing else", null);
        }
    }

    private boolean isRoot(Reference reference) {
        String rootId = root.getAttributeNS(null, "Id");
        String uri = reference.getURI();
        boolean whole = uri != null && (uri.isEmpty() || (!rootId.isEmpty() && uri.equals("#" + rootId)));
        List<String> transforms = transforms(reference);
        return whole
                && !transforms.isEmpty()
                && transforms.size() <= 2
                && transforms.get(0).equals(Transform.ENVELOPED)
                && CANONICALISATIONS.containsAll(transforms.subList(1, transforms.size()));
    }

    private boolean isSignedProperties(Reference reference) {
        List<String> transforms = transforms(reference);
        return SIGNED_PROPERTIES_TYPE.equals(reference.getType())
                && ("#" + signedProperties.getAttributeNS(null, "Id")).equals(reference.getURI())
                && transforms.size() <= 1
                && CANONICALISATIONS.containsAll(transforms);
    }

    private static List<String> transforms(Reference reference) {
        List<String> uris = new ArrayList<>();
        for (Transform transform : reference.getTransforms()) {
            uris.add(transform.getAlgorithm());
        }
        return uris;
    }

    private int indexOfRoot(XMLSignature candidate) {
        return isRoot(candidate.getSignedInfo().getReferences().get(0)) ? 0 : 1;
    }

    /** The pinned signers that the signature names by their whole certificate. */
    private List<Certificate> named(XMLSignature shape, List<Certificate> signers) throws CertificateEncodingException {
        Set<Bytes> given = new HashSet<>();
        if (shape.getKeyInfo() != null) {
            for (Object content : shape.getKeyInfo().getContent()) {
                if (content instanceof X509Data data) {
                    for (Object item : data.getContent()) {
                        if (item instanceof X509Certificate certificate) {
                            given.add(Bytes.of(certificate.getEncoded()));
                        }
                    }
                }
            }
        }
        List<Certificate> named =
                signers.stream().filter(s -> given.contains(s.der())).distinct().toList();
        if (named.isEmpty()) {
            throw invalid("it was signed by somebody else than the signers that you gave", null);
        }
        return named;
    }

    private byte[] octets(Reference reference) {
        try (InputStream in = reference.getDigestInputStream()) {
            if (in == null) {
                throw new BugException("XML_SIGNATURE_OCTETS", "The XML signature provider kept no signed octets");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw invalid("the signed octets cannot be read", e);
        }
    }

    private static List<Element> children(Element parent, String namespace, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && isElement(element, namespace, name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static boolean isElement(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    /** The next node of the root's tree in document order, without recursion. */
    private @Nullable Node following(Node node) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        for (Node up = node; up != null && up != root; up = up.getParentNode()) {
            if (up.getNextSibling() != null) {
                return up.getNextSibling();
            }
        }
        return null;
    }

    private TrustException invalid(String why, @Nullable Throwable cause) {
        return new TrustException(
                "TRUST_LIST_SIGNATURE_INVALID",
                "The trusted list " + source + " is not used: " + why
                        + ". Fetch it again; if that does not help, take its signers anew from the current list of trusted lists",
                cause);
    }
}
