package dev.eresident.sandbox.xml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.crypto.NodeSetData;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.dsig.TransformException;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The little XML that the sandbox needs, with the JDK's own parser and canonicaliser. Stateless. */
public final class SandboxXml {
    /** Exclusive canonicalisation without comments. */
    public static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

    private static final String INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

    private SandboxXml() {}

    /**
     * Parses text that the sandbox wrote itself.
     *
     * @param xml a document
     * @return the tree, namespace-aware
     */
    public static Document parse(String xml) {
        try {
            return factory().newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("The sandbox wrote XML that cannot be parsed", e);
        }
    }

    /**
     * Parses what a client sent: no document type, namespace-aware.
     *
     * @param xml the bytes; the encoding is the one of the XML declaration, UTF-8 by default
     * @return the root, or empty if this is no such XML
     */
    public static Optional<Element> read(byte[] xml) {
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return Optional.of(builder.parse(new ByteArrayInputStream(xml)).getDocumentElement());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK has no XML parser", e);
        } catch (SAXException | IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The child elements.
     *
     * @param parent the element
     * @return in document order
     */
    public static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /**
     * The first child element of that name.
     *
     * @param parent the element
     * @param localName its name without prefix
     * @return empty if there is none
     */
    public static Optional<Element> child(Element parent, String localName) {
        return children(parent).stream()
                .filter(element -> localName.equals(element.getLocalName()))
                .findFirst();
    }

    /**
     * The text of the first child element of that name.
     *
     * @param parent the element
     * @param localName its name without prefix
     * @return without outer white space; empty if there is no such child or no text
     */
    public static Optional<String> text(Element parent, String localName) {
        return child(parent, localName)
                .map(element -> element.getTextContent().trim())
                .filter(text -> !text.isEmpty());
    }

    /**
     * Canonicalises an element exclusively.
     *
     * @param element the apex
     * @return canonical octets
     */
    public static byte[] canonical(Element element) {
        Document copy = parse("<x/>");
        Element apex = (Element) copy.importNode(element, true);
        for (Node above = element.getParentNode(); above instanceof Element parent; above = parent.getParentNode()) {
            NamedNodeMap attributes = parent.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Node attribute = attributes.item(i);
                if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
                        && !apex.hasAttribute(attribute.getNodeName())) {
                    apex.setAttributeNS(
                            XMLConstants.XMLNS_ATTRIBUTE_NS_URI, attribute.getNodeName(), attribute.getNodeValue());
                }
            }
        }
        copy.replaceChild(apex, copy.getDocumentElement());
        return transform(copy, EXCLUSIVE);
    }

    /**
     * Writes a document without changing anything that a signature covers.
     *
     * @param document the tree
     * @return UTF-8 with an XML declaration
     */
    public static byte[] write(Document document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(transform(document, INCLUSIVE));
        return out.toByteArray();
    }

    /**
     * Finds the only element of that name.
     *
     * @param document where
     * @param localName its name without prefix
     * @return the first such element
     */
    public static Element only(Document document, String localName) {
        NodeList found = document.getElementsByTagNameNS("*", localName);
        if (found.getLength() == 0) {
            throw new IllegalStateException("There is no element " + localName);
        }
        return (Element) found.item(0);
    }

    /**
     * Escapes text for an element or a quoted attribute.
     *
     * @param text any text
     * @return the same with entities
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;");
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory;
    }

    private static byte[] transform(Document document, String method) {
        try {
            TransformService service = TransformService.getInstance(method, "DOM");
            service.init((TransformParameterSpec) null);
            List<Node> nodes = new ArrayList<>();
            collect(document, nodes);
            OctetStreamData octets = (OctetStreamData) service.transform(new Nodes(nodes), null);
            return octets.getOctetStream().readAllBytes();
        } catch (GeneralSecurityException | TransformException | IOException e) {
            throw new IllegalStateException("The JDK could not canonicalise", e);
        }
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        NamedNodeMap attributes = node.getAttributes();
        if (attributes != null) {
            for (int i = 0; i < attributes.getLength(); i++) {
                into.add(attributes.item(i));
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            collect(child, into);
        }
    }

    /** A node set for the JDK's canonicaliser. */
    private record Nodes(List<Node> nodes) implements NodeSetData<Node> {
        @Override
        public Iterator<Node> iterator() {
            return nodes.iterator();
        }
    }
}
