package dev.eresident.core.internal.xml;

import dev.eresident.core.BugException;
import dev.eresident.core.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * Parses foreign XML into an immutable tree, under limits, with every door to the outside shut (signatures reference §17.2).
 *
 * <p>No DOCTYPE, no entities beyond the five predefined ones and character references, no XInclude, XML 1.0 only. Thread-safe: keeps a small pool of parsers, because making one
 * costs more than parsing a signature. The parser is always the JDK's own, never one that lies on the class path.
 */
public final class XmlReading {
    private static final int POOLED = 8;

    private final XmlLimits limits;
    private final ArrayBlockingQueue<XMLReader> pool = new ArrayBlockingQueue<>(POOLED);

    /**
     * Makes a reader with these limits.
     *
     * @param limits when to refuse
     */
    public XmlReading(XmlLimits limits) {
        this.limits = limits;
    }

    /**
     * Parses a document.
     *
     * @param document the bytes; the encoding is taken from BOM or declaration, UTF-8 otherwise
     * @return the root element
     * @throws ProtocolException XML_TOO_LARGE when over a limit, XML_DOCTYPE when there is a DOCTYPE, XML_MALFORMED when not well-formed
     */
    public XmlElement read(byte[] document) {
        return readDocument(document).root();
    }

    /**
     * Parses a document, with what stands around its root.
     *
     * @param document the bytes; the encoding is taken from BOM or declaration, UTF-8 otherwise
     * @return the document
     * @throws ProtocolException XML_TOO_LARGE when over a limit, XML_DOCTYPE when there is a DOCTYPE, XML_MALFORMED when not well-formed
     */
    public XmlDocument readDocument(byte[] document) {
        if (document.length > limits.bytes()) {
            throw TreeBuilder.tooLarge("bytes", limits.bytes());
        }
        TreeBuilder builder = new TreeBuilder(limits);
        try {
            parse(new ByteArrayInputStream(document), builder);
        } catch (SAXException | IOException e) {
            throw malformed(e);
        }
        return builder.document();
    }

    /**
     * Parses a document of any size and hands the children of its root out one by one. The limit of bytes holds for what is kept in memory: tags, and the text of trees.
     *
     * @param document the bytes, read to the end and not closed
     * @param target takes the children; what it throws passes through
     * @throws ProtocolException as {@link #read}, and XML_STRUCTURE when the root holds text, or a child that is text holds something else
     * @throws IOException what reading the source threw
     */
    public void children(InputStream document, XmlChildren target) throws IOException {
        ChildrenBuilder builder = new ChildrenBuilder(limits, target);
        try {
            parse(builder.guarded(document), builder);
        } catch (SAXException e) {
            throw malformed(e);
        } catch (IOException e) {
            if (builder.sourceFailure() != null) {
                throw e;
            }
            throw malformed(e);
        }
        builder.root();
    }

    private void parse(InputStream document, TreeBuilder builder) throws SAXException, IOException {
        XMLReader reader = pool.poll();
        if (reader == null) {
            reader = newReader();
        }
        use(reader, builder);
        reader.parse(new InputSource(document));
        release(reader);
    }

    private void release(XMLReader reader) throws SAXException {
        // A reader that has thrown is not given back: its state is unknown. One that is given back holds nothing of its
        // last document.
        use(reader, new TreeBuilder(limits));
        pool.offer(reader);
    }

    private static void use(XMLReader reader, TreeBuilder builder) throws SAXException {
        reader.setContentHandler(builder);
        reader.setDTDHandler(builder);
        reader.setEntityResolver(builder);
        reader.setErrorHandler(builder);
        reader.setProperty("http://xml.org/sax/properties/lexical-handler", builder);
    }

    private static ProtocolException malformed(Exception e) {
        if (e.getCause() instanceof ProtocolException p) {
            return p;
        }
        return new ProtocolException("XML_MALFORMED", "The XML is not well-formed: ask for the original file.", e);
    }

    private static XMLReader newReader() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setValidating(false);
            factory.setXIncludeAware(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
            javax.xml.parsers.SAXParser parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            parser.setProperty(XmlLimits.JDK_ATTRIBUTE_LIMIT, XmlLimits.OURS_DECIDES);
            parser.setProperty(XmlLimits.JDK_DEPTH_LIMIT, XmlLimits.OURS_DECIDES);
            return parser.getXMLReader();
        } catch (ParserConfigurationException | SAXException e) {
            throw bug(e);
        }
    }

    private static BugException bug(@Nullable Exception e) {
        return new BugException("XML_PARSER_MISSING", "This JDK has no XML parser with the required features.", e);
    }
}
