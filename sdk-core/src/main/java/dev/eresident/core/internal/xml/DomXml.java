package dev.eresident.core.internal.xml;

import dev.eresident.core.BugException;
import dev.eresident.core.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads a whole document into the JDK's tree, for the one caller that hands it to the JDK's XML signature. The document is first read through {@link StreamingXml}, whose limits
 * therefore hold; document types and external entities are refused.
 */
public final class DomXml {
    private DomXml() {}

    /**
     * Reads a document.
     *
     * @param xml the document
     * @param limits how much is read
     * @param errorCode the machine code of the exception
     * @param what what the document is, for messages
     * @return the tree, aware of namespaces
     * @throws ProtocolException with the code if the document is not well-formed, declares a document type or is too big
     */
    public static Document parse(byte[] xml, StreamingXml.Limits limits, String errorCode, String what) {
        StreamingXml.open(new ByteArrayInputStream(xml), limits, errorCode, what)
                .finish();
        try {
            DocumentBuilder builder = hardenedFactory().newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            builder.setEntityResolver((publicId, systemId) -> {
                throw new SAXException("External entities are not resolved");
            });
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (SAXException | IOException e) {
            throw new ProtocolException(errorCode, "The " + what + " is not well-formed XML: it is not used", e);
        } catch (ParserConfigurationException e) {
            throw new BugException("XML_PARSER_MISSING", "This JDK's XML parser cannot be hardened", e);
        }
    }

    private static DocumentBuilderFactory hardenedFactory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setAttribute(XmlLimits.JDK_ATTRIBUTE_LIMIT, XmlLimits.OURS_DECIDES);
        factory.setAttribute(XmlLimits.JDK_DEPTH_LIMIT, Integer.toString(XmlLimits.DEEPEST));
        return factory;
    }

    /** Throws instead of printing to the console. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
