package dev.eresident.core.internal.xml;

import dev.eresident.core.ProtocolException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element of a parsed document, with the parent that it was found in. Immutable once {@link XmlReading} has returned; compared by identity, so that "this very element" can be asked.
 */
public final class XmlElement implements XmlNode {
    private final @Nullable XmlElement parent;
    private final String namespace;
    private final String prefix;
    private final String name;
    private final Map<String, String> declarations;
    private final List<XmlAttribute> attributes;
    private final List<XmlNode> children = new ArrayList<>(4);
    private long size = 1;

    XmlElement(
            @Nullable XmlElement parent,
            String namespace,
            String prefix,
            String name,
            Map<String, String> declarations,
            List<XmlAttribute> attributes) {
        this.parent = parent;
        this.namespace = namespace;
        this.prefix = prefix;
        this.name = name;
        this.declarations =
                declarations.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(declarations));
        this.attributes = List.copyOf(attributes);
    }

    void append(XmlNode child) {
        children.add(child);
        if (!(child instanceof XmlElement)) {
            size++;
        }
    }

    /** Nothing more will be appended: the parent takes over the count. */
    void close() {
        if (parent != null) {
            parent.size += size;
        }
    }

    @Nullable XmlElement parentOrNull() {
        return parent;
    }

    /**
     * Tells whether this element lies in another one, at any depth.
     *
     * @param other the other element
     * @return false for the element itself
     */
    public boolean isBelow(XmlElement other) {
        for (XmlElement e = parent; e != null; e = e.parent) {
            if (e == other) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the element that this one stands in.
     *
     * @return the parent; empty for a root
     */
    public Optional<XmlElement> parent() {
        return Optional.ofNullable(parent);
    }

    /**
     * Returns how many nodes a walk through this element meets: itself, elements, texts, comments and instructions in it.
     *
     * @return at least 1
     */
    public long size() {
        return size;
    }

    /** Lets go of everything inside, so that a root whose children are handed out one by one does not hold them all. */
    void forgetChildren() {
        children.clear();
    }

    /**
     * Returns the namespaces that this element itself declares.
     *
     * @return prefix (empty for the default) to URI (empty for "none"), in document order
     */
    public Map<String, String> declarations() {
        return declarations;
    }

    /** The URI that the prefix stands for here, empty when none. */
    String namespaceOf(String searched) {
        for (XmlElement e = this; e != null; e = e.parent) {
            String uri = e.declarations.get(searched);
            if (uri != null) {
                return uri;
            }
        }
        return "";
    }

    /**
     * Returns what a prefix stands for here.
     *
     * @param searched the prefix, empty for the default namespace
     * @return the namespace URI, empty when none
     */
    public String resolvePrefix(String searched) {
        return namespaceOf(searched);
    }

    /**
     * Returns the namespace URI.
     *
     * @return the URI, empty when in no namespace
     */
    public String namespace() {
        return namespace;
    }

    /**
     * Returns the prefix as written.
     *
     * @return the prefix, empty when none
     */
    public String prefix() {
        return prefix;
    }

    /**
     * Returns the local name.
     *
     * @return never empty
     */
    public String name() {
        return name;
    }

    /**
     * Tells whether the element has this expanded name.
     *
     * @param uri namespace URI, empty for none
     * @param localName local name
     * @return whether both are equal
     */
    public boolean is(String uri, String localName) {
        return name.equals(localName) && namespace.equals(uri);
    }

    /**
     * Returns the attributes in document order, without namespace declarations.
     *
     * @return an immutable list
     */
    public List<XmlAttribute> attributes() {
        return attributes;
    }

    /**
     * Returns the value of an attribute in no namespace.
     *
     * @param localName the name
     * @return the value, empty when absent
     */
    public Optional<String> attribute(String localName) {
        return attribute("", localName);
    }

    /**
     * Returns the value of an attribute.
     *
     * @param uri namespace URI, empty for none
     * @param localName local name
     * @return the value, empty when absent
     */
    public Optional<String> attribute(String uri, String localName) {
        for (XmlAttribute a : attributes) {
            if (a.name().equals(localName) && a.namespace().equals(uri)) {
                return Optional.of(a.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the child nodes in document order.
     *
     * @return an unmodifiable list
     */
    public List<XmlNode> nodes() {
        return Collections.unmodifiableList(children);
    }

    /**
     * Returns the child elements in document order.
     *
     * @return a fresh list
     */
    public List<XmlElement> elements() {
        List<XmlElement> found = new ArrayList<>(children.size());
        for (XmlNode n : children) {
            if (n instanceof XmlElement e) {
                found.add(e);
            }
        }
        return found;
    }

    /**
     * Returns the direct children with this name; never looks deeper.
     *
     * @param uri namespace URI
     * @param localName local name
     * @return a fresh list in document order
     */
    public List<XmlElement> elements(String uri, String localName) {
        List<XmlElement> found = new ArrayList<>(2);
        for (XmlNode n : children) {
            if (n instanceof XmlElement e && e.is(uri, localName)) {
                found.add(e);
            }
        }
        return found;
    }

    /**
     * Returns the only direct child with this name, or nothing.
     *
     * @param uri namespace URI
     * @param localName local name
     * @return the child, empty when there is none
     * @throws ProtocolException XML_STRUCTURE when there are several
     */
    public Optional<XmlElement> atMostOne(String uri, String localName) {
        XmlElement found = null;
        for (XmlNode n : children) {
            if (n instanceof XmlElement e && e.is(uri, localName)) {
                if (found != null) {
                    throw new ProtocolException(
                            "XML_STRUCTURE",
                            "Element " + name + " has more than one child " + localName + "; one is allowed.");
                }
                found = e;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * Returns the only direct child with this name.
     *
     * @param uri namespace URI
     * @param localName local name
     * @return the child
     * @throws ProtocolException XML_STRUCTURE when there is none, or several
     */
    public XmlElement exactlyOne(String uri, String localName) {
        return atMostOne(uri, localName)
                .orElseThrow(() -> new ProtocolException(
                        "XML_STRUCTURE", "Element " + name + " has no child " + localName + "; one is required."));
    }

    /**
     * Returns the whole text of an element that holds nothing but text.
     *
     * @return the text as it stands, possibly empty
     * @throws ProtocolException XML_STRUCTURE when there are child elements, comments or processing instructions: a value that reads differently with and without a
     *     comment is not a value
     */
    public String text() {
        if (children.isEmpty()) {
            return "";
        }
        if (children.size() == 1 && children.get(0) instanceof Text t) {
            return t.value();
        }
        throw new ProtocolException(
                "XML_STRUCTURE", "Element " + name + " must hold text only, without comments or child elements.");
    }

    /**
     * Decodes the text as Base64 (XML Schema base64Binary: white space anywhere is allowed, nothing else is).
     *
     * @return the bytes
     * @throws ProtocolException XML_STRUCTURE when it is not Base64, or not only text
     */
    public byte[] base64() {
        String text = text();
        byte[] compact = new byte[text.length()];
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                continue;
            }
            if (c > 0x7f) {
                throw notBase64(null);
            }
            compact[n++] = (byte) c;
        }
        try {
            return Base64.getDecoder().decode(n == compact.length ? compact : java.util.Arrays.copyOf(compact, n));
        } catch (IllegalArgumentException e) {
            throw notBase64(e);
        }
    }

    private ProtocolException notBase64(@Nullable Exception cause) {
        return new ProtocolException("XML_STRUCTURE", "Element " + name + " does not hold Base64.", cause);
    }

    /** Names the element; never its content. */
    @Override
    public String toString() {
        return "XmlElement[" + name + "]";
    }
}
