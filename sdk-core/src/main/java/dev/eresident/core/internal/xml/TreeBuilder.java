package dev.eresident.core.internal.xml;

import dev.eresident.core.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.ext.Locator2;

/** Builds the tree from parser events and counts on the way, so that a bomb is refused before it is a tree. One use, one thread. */
class TreeBuilder extends DefaultHandler2 {
    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    private final XmlLimits limits;
    private final StringBuilder text = new StringBuilder();
    private @Nullable Locator locator;
    private final List<XmlNode> before = new ArrayList<>(0);
    private final List<XmlNode> after = new ArrayList<>(0);
    private @Nullable XmlElement root;
    private @Nullable XmlElement current;
    private int elements;
    private int depth;
    private long kept;

    TreeBuilder(XmlLimits limits) {
        this.limits = limits;
    }

    XmlElement root() {
        if (root == null) {
            throw new ProtocolException("XML_MALFORMED", "The XML has no root element: ask for the original file.");
        }
        return root;
    }

    /** Nesting of the element that the parser is in, the root being 1. */
    final int depth() {
        return depth;
    }

    /** The element that the parser is in; nothing before and after the root. */
    final @Nullable XmlElement current() {
        return current;
    }

    XmlDocument document() {
        return new XmlDocument(root(), before, after);
    }

    private void outside(XmlNode node) throws SAXException {
        if (++elements > limits.elements()) {
            throw refused(tooLarge("elements", limits.elements()));
        }
        (root == null ? before : after).add(node);
    }

    static ProtocolException tooLarge(String what, int limit) {
        return new ProtocolException(
                "XML_TOO_LARGE", "The XML has more than " + limit + " " + what + "; signatures are never that large.");
    }

    @Override
    public void setDocumentLocator(Locator given) {
        locator = given;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes atts) throws SAXException {
        if (root == null && locator instanceof Locator2 l && "1.1".equals(l.getXMLVersion())) {
            throw refused(new ProtocolException("XML_MALFORMED", "XML 1.1 is not allowed in signed documents."));
        }
        if (++elements > limits.elements()) {
            throw refused(tooLarge("elements", limits.elements()));
        }
        if (++depth > limits.depth()) {
            throw refused(tooLarge("levels", limits.depth()));
        }
        int count = atts.getLength();
        if (count > limits.attributes()) {
            throw refused(tooLarge("attributes on one element", limits.attributes()));
        }
        keep(qName.length());
        flush();
        Map<String, String> declarations = Map.of();
        List<XmlAttribute> attributes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String q = atts.getQName(i);
            keep((long) q.length() + atts.getValue(i).length());
            if (q.equals("xmlns") || q.startsWith("xmlns:")) {
                if (declarations.isEmpty()) {
                    declarations = new LinkedHashMap<>();
                }
                declarations.put(q.length() == 5 ? "" : q.substring(6), atts.getValue(i));
            } else if (!XMLNS.equals(atts.getURI(i))) {
                attributes.add(new XmlAttribute(atts.getURI(i), prefix(q), atts.getLocalName(i), atts.getValue(i)));
            }
        }
        XmlElement element = new XmlElement(current, uri, prefix(qName), localName, declarations, attributes);
        if (current == null) {
            root = element;
        } else {
            current.append(element);
        }
        current = element;
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        flush();
        depth--;
        if (current != null) {
            current.close();
            current = current.parentOrNull();
        }
    }

    @Override
    public void characters(char[] ch, int start, int length) throws SAXException {
        keep(length);
        text.append(ch, start, length);
    }

    @Override
    public void comment(char[] ch, int start, int length) throws SAXException {
        keep(length);
        flush();
        XmlNode comment = new XmlNode.Comment(new String(ch, start, length));
        if (current == null) {
            outside(comment);
        } else {
            current.append(comment);
        }
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        keep((long) target.length() + (data == null ? 0 : data.length()));
        flush();
        XmlNode instruction = new XmlNode.Instruction(target, data == null ? "" : data);
        if (current == null) {
            outside(instruction);
        } else {
            current.append(instruction);
        }
    }

    /** Bounds what a document of unlimited size may leave in memory. */
    private void keep(long characters) throws SAXException {
        kept += characters;
        if (kept > limits.bytes()) {
            throw refused(tooLarge("characters of markup", limits.bytes()));
        }
    }

    private void flush() {
        if (!text.isEmpty()) {
            if (current != null) {
                current.append(new XmlNode.Text(text.toString()));
            }
            text.setLength(0);
        }
    }

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) throws SAXException {
        throw refused(doctype());
    }

    @Override
    public InputSource resolveEntity(
            String name, @Nullable String publicId, @Nullable String base, @Nullable String systemId)
            throws SAXException {
        throw refused(doctype());
    }

    @Override
    public void warning(SAXParseException e) {
        // Nothing in a well-formed document without DOCTYPE that matters.
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
        throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
        String message = e.getMessage();
        if (message != null && message.startsWith("DOCTYPE is disallowed")) {
            throw refused(doctype());
        }
        throw e;
    }

    private static ProtocolException doctype() {
        return new ProtocolException(
                "XML_DOCTYPE", "The XML has a DOCTYPE, which signed documents must not have: do not trust this file.");
    }

    static SAXException refused(ProtocolException e) {
        return new SAXException(e);
    }

    private static String prefix(String qName) {
        int colon = qName.indexOf(':');
        return colon < 0 ? "" : qName.substring(0, colon);
    }
}
