package dev.eresident.core.internal.xml;

import dev.eresident.core.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical XML of a whole element in the context of its document: inclusive 1.0 and 1.1, exclusive 1.0, each with and without comments
 * (W3C REC-xml-c14n-20010315, REC-xml-c14n11-20080502, REC-xml-exc-c14n-20020718).
 *
 * <p>Complete subtrees and documents are supported, and such without some elements, which is what an enveloped signature needs.
 */
public enum Canonicalization {
    /** Inclusive 1.0, which is also the default where XML Signature names none. */
    INCLUSIVE("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", false, false),
    /** Inclusive 1.0 with comments. */
    INCLUSIVE_WITH_COMMENTS("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", false, true),
    /** Inclusive 1.1. */
    INCLUSIVE_11("http://www.w3.org/2006/12/xml-c14n11", false, false),
    /** Inclusive 1.1 with comments. */
    INCLUSIVE_11_WITH_COMMENTS("http://www.w3.org/2006/12/xml-c14n11#WithComments", false, true),
    /** Exclusive 1.0. */
    EXCLUSIVE("http://www.w3.org/2001/10/xml-exc-c14n#", true, false),
    /** Exclusive 1.0 with comments. */
    EXCLUSIVE_WITH_COMMENTS("http://www.w3.org/2001/10/xml-exc-c14n#WithComments", true, true);

    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private final String uri;
    private final boolean exclusive;
    private final boolean comments;

    Canonicalization(String uri, boolean exclusive, boolean comments) {
        this.uri = uri;
        this.exclusive = exclusive;
        this.comments = comments;
    }

    /**
     * Returns the algorithm's identifier.
     *
     * @return the URI that signatures write
     */
    public String uri() {
        return uri;
    }

    /**
     * Tells whether this is an exclusive canonicalisation, the only kind that takes an InclusiveNamespaces list.
     *
     * @return true for the two exclusive ones
     */
    public boolean isExclusive() {
        return exclusive;
    }

    /**
     * Returns the same algorithm without comments, as a same-document reference without XPointer demands (XMLDSig §4.4.3.3).
     *
     * @return the variant that leaves comments out
     */
    public Canonicalization withoutComments() {
        return switch (this) {
            case INCLUSIVE, INCLUSIVE_WITH_COMMENTS -> INCLUSIVE;
            case INCLUSIVE_11, INCLUSIVE_11_WITH_COMMENTS -> INCLUSIVE_11;
            case EXCLUSIVE, EXCLUSIVE_WITH_COMMENTS -> EXCLUSIVE;
        };
    }

    /**
     * Finds the algorithm by its identifier.
     *
     * @param uri the URI
     * @return the algorithm, empty when it is not one of the six
     */
    public static Optional<Canonicalization> byUri(String uri) {
        for (Canonicalization c : values()) {
            if (c.uri.equals(uri)) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }

    /**
     * Canonicalises an element with everything in it.
     *
     * @param element the apex
     * @return UTF-8 octets
     * @throws ProtocolException XML_STRUCTURE for an inherited {@code xml:base} under 1.1, whose joining rules are not supported
     */
    public byte[] apply(XmlElement element) {
        return apply(element, Set.of());
    }

    /**
     * Canonicalises an element with everything in it.
     *
     * @param element the apex
     * @param inclusivePrefixes the PrefixList of an exclusive canonicalisation, {@code #default} for the default namespace; ignored otherwise
     * @return UTF-8 octets
     * @throws ProtocolException XML_STRUCTURE for an inherited {@code xml:base} under 1.1, whose joining rules are not supported
     */
    public byte[] apply(XmlElement element, Set<String> inclusivePrefixes) {
        return apply(element, inclusivePrefixes, Set.of());
    }

    /**
     * Canonicalises an element with everything in it but some elements, which are left out with everything in them.
     *
     * @param element the apex
     * @param inclusivePrefixes as in {@link #apply(XmlElement, Set)}
     * @param excluded elements below the apex, compared by identity
     * @return UTF-8 octets
     * @throws ProtocolException XML_STRUCTURE for an inherited {@code xml:base} under 1.1, whose joining rules are not supported
     */
    public byte[] apply(XmlElement element, Set<String> inclusivePrefixes, Set<XmlElement> excluded) {
        Writer writer = new Writer(exclusive ? inclusivePrefixes : Set.of(), excluded);
        writer.element(element, null, true);
        return writer.out.toByteArray();
    }

    /**
     * Canonicalises an element as if its text stood alone in a document: nothing is inherited. This is not what the standard says, but what some old software has signed.
     *
     * @param element the apex
     * @param defaultNamespace a declaration that the apex gets when it has none for the default namespace; empty for none
     * @return UTF-8 octets
     */
    public byte[] applyDetached(XmlElement element, String defaultNamespace) {
        Writer writer = new Writer(Set.of(), Set.of());
        Map<String, String> declared = new HashMap<>(element.declarations());
        if (!defaultNamespace.isEmpty()) {
            declared.putIfAbsent("", defaultNamespace);
        }
        writer.detached = declared;
        writer.element(element, null, true);
        return writer.out.toByteArray();
    }

    /**
     * Canonicalises a whole document but some elements, with the processing instructions around its root.
     *
     * @param document the document
     * @param inclusivePrefixes as in {@link #apply(XmlElement, Set)}
     * @param excluded elements of the document, compared by identity
     * @return UTF-8 octets
     */
    public byte[] apply(XmlDocument document, Set<String> inclusivePrefixes, Set<XmlElement> excluded) {
        Writer writer = new Writer(exclusive ? inclusivePrefixes : Set.of(), excluded);
        for (XmlNode node : document.before()) {
            if (writer.writes(node)) {
                writer.node(node, null);
                writer.out.write('\n');
            }
        }
        if (!excluded.contains(document.root())) {
            writer.element(document.root(), null, true);
        }
        for (XmlNode node : document.after()) {
            if (writer.writes(node)) {
                writer.out.write('\n');
                writer.node(node, null);
            }
        }
        return writer.out.toByteArray();
    }

    /** What the ancestors in the output have declared: a chain instead of a copied map, so that many declarations cost nothing on elements without any. */
    private record Scope(@Nullable Scope outer, Map<String, String> declared) {
        static @Nullable String find(@Nullable Scope innermost, String prefix) {
            for (Scope s = innermost; s != null; s = s.outer) {
                String uri = s.declared.get(prefix);
                if (uri != null) {
                    return uri;
                }
            }
            return null;
        }
    }

    private final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        private final Set<String> inclusivePrefixes;
        private final Set<XmlElement> excluded;

        /** What the apex declares when it stands alone; null when it stands in its document. */
        private @Nullable Map<String, String> detached;

        Writer(Set<String> inclusivePrefixes, Set<XmlElement> excluded) {
            this.inclusivePrefixes = inclusivePrefixes;
            this.excluded = excluded;
        }

        boolean writes(XmlNode node) {
            return comments || !(node instanceof XmlNode.Comment);
        }

        /** Writes the element. */
        void element(XmlElement e, @Nullable Scope rendered, boolean apex) {
            TreeMap<String, String> fresh = new TreeMap<>(BY_CODE_POINT);
            Map<String, String> alone = apex ? detached : null;
            if (alone != null) {
                alone.forEach((prefix, value) -> declare(prefix, value, null, fresh));
            } else if (exclusive) {
                utilised(e, e.prefix(), rendered, fresh);
                for (XmlAttribute a : e.attributes()) {
                    if (!a.prefix().isEmpty()) {
                        utilised(e, a.prefix(), rendered, fresh);
                    }
                }
                for (String listed : inclusivePrefixes) {
                    String prefix = listed.equals("#default") ? "" : listed;
                    if (prefix.isEmpty() || !e.namespaceOf(prefix).isEmpty()) {
                        utilised(e, prefix, rendered, fresh);
                    }
                }
            } else if (apex) {
                inherited(e, fresh);
            } else {
                for (Map.Entry<String, String> d : e.declarations().entrySet()) {
                    declare(d.getKey(), d.getValue(), rendered, fresh);
                }
            }
            out.write('<');
            qName(e.prefix(), e.name());
            for (Map.Entry<String, String> d : fresh.entrySet()) {
                ascii(d.getKey().isEmpty() ? " xmlns" : " xmlns:");
                utf8(d.getKey());
                ascii("=\"");
                attributeValue(d.getValue());
                out.write('"');
            }
            for (XmlAttribute a : sorted(e, apex)) {
                out.write(' ');
                qName(a.prefix(), a.name());
                ascii("=\"");
                attributeValue(a.value());
                out.write('"');
            }
            out.write('>');
            Scope scope = fresh.isEmpty() ? rendered : new Scope(rendered, fresh);
            for (XmlNode n : e.nodes()) {
                node(n, scope);
            }
            ascii("</");
            qName(e.prefix(), e.name());
            out.write('>');
        }

        private void node(XmlNode n, @Nullable Scope scope) {
            if (n instanceof XmlElement child) {
                if (!excluded.contains(child)) {
                    element(child, scope, false);
                }
            } else if (n instanceof XmlNode.Text t) {
                text(t.value());
            } else if (n instanceof XmlNode.Instruction i) {
                ascii("<?");
                utf8(i.target());
                if (!i.data().isEmpty()) {
                    out.write(' ');
                    utf8(i.data());
                }
                ascii("?>");
            } else if (n instanceof XmlNode.Comment c && comments) {
                ascii("<!--");
                utf8(c.value());
                ascii("-->");
            }
        }

        /** Namespace axis of the apex: everything in scope, nearest declaration first. */
        private void inherited(XmlElement apex, Map<String, String> fresh) {
            Map<String, String> seen = new HashMap<>();
            for (XmlElement e = apex; e != null; e = e.parentOrNull()) {
                for (Map.Entry<String, String> d : e.declarations().entrySet()) {
                    if (seen.putIfAbsent(d.getKey(), d.getValue()) == null) {
                        declare(d.getKey(), d.getValue(), null, fresh);
                    }
                }
            }
        }

        private void utilised(XmlElement e, String prefix, @Nullable Scope rendered, Map<String, String> fresh) {
            declare(prefix, e.namespaceOf(prefix), rendered, fresh);
        }

        private void declare(String prefix, String value, @Nullable Scope rendered, Map<String, String> fresh) {
            if (prefix.equals("xml")) {
                return;
            }
            String before = Scope.find(rendered, prefix);
            boolean superfluous = before == null ? value.isEmpty() : before.equals(value);
            if (!superfluous) {
                fresh.put(prefix, value);
            }
        }

        private List<XmlAttribute> sorted(XmlElement e, boolean apex) {
            List<XmlAttribute> all = e.attributes();
            if (apex && !exclusive && detached == null) {
                all = withInheritedXmlAttributes(e);
            }
            if (all.size() < 2) {
                return all;
            }
            List<XmlAttribute> copy = new ArrayList<>(all);
            copy.sort(BY_NAMESPACE_AND_NAME);
            return copy;
        }

        private List<XmlAttribute> withInheritedXmlAttributes(XmlElement e) {
            @Nullable List<XmlAttribute> all = null;
            for (XmlElement p = e.parentOrNull(); p != null; p = p.parentOrNull()) {
                for (XmlAttribute a : p.attributes()) {
                    if (!a.namespace().equals(XML)) {
                        continue;
                    }
                    boolean is11 = Canonicalization.this.withoutComments() == INCLUSIVE_11;
                    if (is11 && a.name().equals("base")) {
                        throw new ProtocolException(
                                "XML_STRUCTURE", "An inherited xml:base is not supported in signed XML.");
                    }
                    if (is11 && !a.name().equals("lang") && !a.name().equals("space")) {
                        continue;
                    }
                    if (all == null) {
                        all = new ArrayList<>(e.attributes());
                    }
                    if (all.stream()
                            .noneMatch(
                                    x -> x.namespace().equals(XML) && x.name().equals(a.name()))) {
                        all.add(a);
                    }
                }
            }
            return all == null ? e.attributes() : all;
        }

        private void qName(String prefix, String name) {
            if (!prefix.isEmpty()) {
                utf8(prefix);
                out.write(':');
            }
            utf8(name);
        }

        private void text(String s) {
            int from = 0;
            for (int i = 0; i < s.length(); i++) {
                String escape = switch (s.charAt(i)) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '\r' -> "&#xD;";
                    default -> null;
                };
                from = escaped(s, from, i, escape);
            }
            utf8(from == 0 ? s : s.substring(from));
        }

        private void attributeValue(String s) {
            int from = 0;
            for (int i = 0; i < s.length(); i++) {
                String escape = switch (s.charAt(i)) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '"' -> "&quot;";
                    case '\t' -> "&#x9;";
                    case '\n' -> "&#xA;";
                    case '\r' -> "&#xD;";
                    default -> null;
                };
                from = escaped(s, from, i, escape);
            }
            utf8(from == 0 ? s : s.substring(from));
        }

        private int escaped(String s, int from, int at, @Nullable String escape) {
            if (escape == null) {
                return from;
            }
            utf8(s.substring(from, at));
            ascii(escape);
            return at + 1;
        }

        private void ascii(String s) {
            for (int i = 0; i < s.length(); i++) {
                out.write(s.charAt(i));
            }
        }

        private void utf8(String s) {
            out.writeBytes(s.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static final Comparator<String> BY_CODE_POINT = Canonicalization::compareCodePoints;
    private static final Comparator<XmlAttribute> BY_NAMESPACE_AND_NAME = (a, b) -> {
        int c = compareCodePoints(a.namespace(), b.namespace());
        return c != 0 ? c : compareCodePoints(a.name(), b.name());
    };

    private static int compareCodePoints(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean sx = Character.isSurrogate(x);
                boolean sy = Character.isSurrogate(y);
                return sx == sy ? x - y : sx ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
