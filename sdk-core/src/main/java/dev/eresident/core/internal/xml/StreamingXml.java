package dev.eresident.core.internal.xml;

import dev.eresident.core.ProtocolException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A hardened cursor over the elements of a foreign XML document, for big documents of which little is kept: no tree, no document type, no entity but the five of XML itself, bounded
 * depth, element count, attribute count and text length.
 *
 * <p>The cursor walks down and never back. Stand on an element, remember {@link #depth()}, and step with {@link #nextChildOf(int)} from child to child; whatever was not read
 * of a child is skipped, so unknown elements disappear by themselves. Every failure is a {@link ProtocolException} with the code that the opener gave, because only the opener knows
 * what the document is. Not thread-safe; one instance reads one document.
 */
public final class StreamingXml {
    private static final int MAX_ATTRIBUTES = 256;
    private static final int MAX_NAME_LENGTH = 1_000;

    private final XMLStreamReader reader;
    private final Limits limits;
    private final String errorCode;
    private final String what;
    private int depth;
    private long elements;

    /**
     * How much of a document is read before it is refused.
     *
     * @param depth nested elements, the root being 1
     * @param elements elements in all
     * @param textLength characters of one {@link #text()}
     */
    public record Limits(int depth, long elements, int textLength) {
        /** Refuses limits that no document could keep. */
        public Limits {
            if (depth < 1 || elements < 1 || textLength < 1) {
                throw new IllegalArgumentException("Limits must be positive");
            }
        }
    }

    private StreamingXml(XMLStreamReader reader, Limits limits, String errorCode, String what) {
        this.reader = reader;
        this.limits = limits;
        this.errorCode = errorCode;
        this.what = what;
    }

    /**
     * Opens a document and stands on its root element.
     *
     * @param in the bytes; the caller bounds and closes them
     * @param limits how much is read
     * @param errorCode the machine code of every {@link ProtocolException} thrown later
     * @param what what the document is, for messages, for example {@code "trusted list EE.xml"}
     * @return the cursor on the root element
     * @throws ProtocolException if there is no root element to be read, or a document type declaration
     */
    public static StreamingXml open(InputStream in, Limits limits, String errorCode, String what) {
        try {
            StreamingXml xml = new StreamingXml(hardenedFactory().createXMLStreamReader(in), limits, errorCode, what);
            int event;
            do {
                event = xml.step();
            } while (event != XMLStreamConstants.START_ELEMENT);
            return xml;
        } catch (XMLStreamException e) {
            throw new ProtocolException(errorCode, "The " + what + " is not well-formed XML: fetch it again", e);
        }
    }

    private static XMLInputFactory hardenedFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XmlLimits.JDK_ATTRIBUTE_LIMIT, XmlLimits.OURS_DECIDES);
        factory.setProperty(XmlLimits.JDK_DEPTH_LIMIT, XmlLimits.OURS_DECIDES);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("External entities are not resolved");
        });
        return factory;
    }

    /**
     * Returns the depth of the element that the cursor stands on.
     *
     * @return 1 for the root
     */
    public int depth() {
        return depth;
    }

    /**
     * Returns the local name of the element that the cursor stands on.
     *
     * @return the name without prefix
     */
    public String name() {
        return reader.getLocalName();
    }

    /**
     * Returns the namespace of the element that the cursor stands on.
     *
     * @return the URI, empty when there is none
     */
    public String namespace() {
        String uri = reader.getNamespaceURI();
        return uri == null ? "" : uri;
    }

    /**
     * Tells whether the cursor stands on an element of this name.
     *
     * @param namespace the namespace URI
     * @param localName the local name
     * @return true when both are equal
     */
    public boolean is(String namespace, String localName) {
        return name().equals(localName) && namespace().equals(namespace);
    }

    /**
     * Returns an attribute without namespace of the element that the cursor stands on.
     *
     * @param localName the attribute's name
     * @return its normalised value, empty when absent
     */
    public Optional<String> attribute(String localName) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String uri = reader.getAttributeNamespace(i);
            if ((uri == null || uri.isEmpty())
                    && reader.getAttributeLocalName(i).equals(localName)) {
                return Optional.of(reader.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns {@code xml:lang} of the element that the cursor stands on.
     *
     * @return the language tag, empty when absent
     */
    public Optional<String> language() {
        return Optional.ofNullable(reader.getAttributeValue(XMLConstants.XML_NS_URI, "lang"));
    }

    /**
     * Steps to the next child of the element at the given depth, skipping what is left of the previous child.
     *
     * @param parentDepth the depth of the parent, as {@link #depth()} told when the cursor stood on it
     * @return true when the cursor stands on a child; false when the parent has ended
     * @throws ProtocolException if the document is not well-formed or too big
     */
    public boolean nextChildOf(int parentDepth) {
        try {
            while (depth >= parentDepth) {
                if (step() == XMLStreamConstants.START_ELEMENT && depth == parentDepth + 1) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw unreadable("is not well-formed XML", e);
        }
    }

    /**
     * Does something on each child of this name of the element that the cursor stands on; other children are skipped.
     *
     * @param namespace the namespace URI
     * @param localName the local name
     * @param onChild called with the cursor on the child
     * @throws ProtocolException if the document is not well-formed or too big
     */
    public void eachChild(String namespace, String localName, Runnable onChild) {
        int parent = depth;
        while (nextChildOf(parent)) {
            if (is(namespace, localName)) {
                onChild.run();
            }
        }
    }

    /**
     * Reads the text of the element that the cursor stands on, without surrounding white space. The element must hold nothing but text: a child element, comment or processing
     * instruction in it is refused, because programs disagree about the text around them.
     *
     * @return the text, possibly empty
     * @throws ProtocolException if there is something else than text, or too much of it
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        try {
            while (true) {
                switch (step()) {
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (text.length() + reader.getTextLength() > limits.textLength()) {
                            throw unreadable("holds a text of more than " + limits.textLength() + " characters", null);
                        }
                        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        return text.toString().strip();
                    }
                    default -> throw unreadable("holds markup where only text may stand", null);
                }
            }
        } catch (XMLStreamException e) {
            throw unreadable("is not well-formed XML", e);
        }
    }

    /**
     * Reads to the end of the document, so that what follows is known to be well-formed.
     *
     * @throws ProtocolException if it is not
     */
    public void finish() {
        try {
            while (reader.hasNext()) {
                step();
            }
        } catch (XMLStreamException e) {
            throw unreadable("is not well-formed XML", e);
        }
    }

    private int step() throws XMLStreamException {
        int event;
        try {
            if (!reader.hasNext()) {
                throw unreadable("ends too early", null);
            }
            event = reader.next();
        } catch (RuntimeException e) {
            if (e instanceof ProtocolException known) {
                throw known;
            }
            // The JDK's scanner leaks ArrayIndexOutOfBounds and similar for some malformed input.
            throw unreadable("is not well-formed XML", e);
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
            depth++;
            checkLimits();
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        } else if (event == XMLStreamConstants.ENTITY_REFERENCE || event == XMLStreamConstants.DTD) {
            throw unreadable("declares or uses entities, which is never allowed", null);
        }
        return event;
    }

    private void checkLimits() {
        elements++;
        if (depth > limits.depth()) {
            throw unreadable("nests deeper than " + limits.depth() + " elements", null);
        }
        if (elements > limits.elements()) {
            throw unreadable("holds more than " + limits.elements() + " elements", null);
        }
        if (reader.getAttributeCount() > MAX_ATTRIBUTES || reader.getLocalName().length() > MAX_NAME_LENGTH) {
            throw unreadable("holds an element with too many attributes or too long a name", null);
        }
    }

    private ProtocolException unreadable(String problem, @Nullable Throwable cause) {
        return new ProtocolException(errorCode, "The " + what + " " + problem + ": it is not used", cause);
    }
}
