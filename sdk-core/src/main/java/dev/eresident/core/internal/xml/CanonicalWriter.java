package dev.eresident.core.internal.xml;

import dev.eresident.core.ProtocolException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Walks what is canonicalised and decides which namespaces, attributes and nodes are written, in which order (Canonical XML §2.3, Exclusive XML Canonicalization §3). One use. */
final class CanonicalWriter {
    private static final Comparator<String> BY_CODE_POINT = CanonicalWriter::compareCodePoints;
    private static final Comparator<XmlAttribute> BY_NAMESPACE_AND_NAME = (a, b) -> {
        int c = compareCodePoints(a.namespace(), b.namespace());
        return c != 0 ? c : compareCodePoints(a.name(), b.name());
    };

    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private final CanonicalText text = new CanonicalText();
    private final Canonicalization method;
    private final Set<String> inclusivePrefixes = new HashSet<>();
    private final Set<XmlElement> excluded;

    /** What the apex declares when it stands alone; null when it stands in its document. */
    private final @Nullable Map<String, String> detached;

    private CanonicalWriter(
            Canonicalization method,
            Set<String> listed,
            Set<XmlElement> excluded,
            @Nullable Map<String, String> detached) {
        this.method = method;
        this.excluded = excluded;
        this.detached = detached;
        if (method.isExclusive()) {
            listed.forEach(prefix -> inclusivePrefixes.add(prefix.equals("#default") ? "" : prefix));
        }
    }

    static byte[] write(
            Canonicalization method, XmlElement apex, Set<String> inclusivePrefixes, Set<XmlElement> excluded) {
        CanonicalWriter writer = new CanonicalWriter(method, inclusivePrefixes, excluded, null);
        writer.element(apex, null, true);
        return writer.text.octets();
    }

    /** As if the apex stood alone, declaring these namespaces. */
    static byte[] writeDetached(Canonicalization method, XmlElement apex, Map<String, String> declared) {
        CanonicalWriter writer = new CanonicalWriter(method, Set.of(), Set.of(), declared);
        writer.element(apex, null, true);
        return writer.text.octets();
    }

    static byte[] write(
            Canonicalization method, XmlDocument document, Set<String> inclusivePrefixes, Set<XmlElement> excluded) {
        CanonicalWriter writer = new CanonicalWriter(method, inclusivePrefixes, excluded, null);
        for (XmlNode node : document.before()) {
            if (writer.writes(node)) {
                writer.node(node, null);
                writer.text.raw('\n');
            }
        }
        if (!excluded.contains(document.root())) {
            writer.element(document.root(), null, true);
        }
        for (XmlNode node : document.after()) {
            if (writer.writes(node)) {
                writer.text.raw('\n');
                writer.node(node, null);
            }
        }
        return writer.text.octets();
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

    private boolean writes(XmlNode node) {
        return method.withComments() || !(node instanceof XmlNode.Comment);
    }

    private void element(XmlElement e, @Nullable Scope rendered, boolean apex) {
        TreeMap<String, String> fresh = new TreeMap<>(BY_CODE_POINT);
        Map<String, String> alone = apex ? detached : null;
        if (alone != null) {
            alone.forEach((prefix, value) -> declare(prefix, value, null, fresh));
        } else if (method.isExclusive()) {
            utilised(e, e.prefix(), rendered, fresh);
            for (XmlAttribute a : e.attributes()) {
                if (!a.prefix().isEmpty()) {
                    utilised(e, a.prefix(), rendered, fresh);
                }
            }
            listed(e, rendered, apex, fresh);
        } else if (apex) {
            inherited(e, fresh);
        } else {
            for (Map.Entry<String, String> d : e.declarations().entrySet()) {
                declare(d.getKey(), d.getValue(), rendered, fresh);
            }
        }
        text.raw('<');
        text.qName(e.prefix(), e.name());
        for (Map.Entry<String, String> d : fresh.entrySet()) {
            text.ascii(d.getKey().isEmpty() ? " xmlns" : " xmlns:");
            text.utf8(d.getKey());
            text.ascii("=\"");
            text.attributeValue(d.getValue());
            text.raw('"');
        }
        for (XmlAttribute a : sorted(e, apex)) {
            text.raw(' ');
            text.qName(a.prefix(), a.name());
            text.ascii("=\"");
            text.attributeValue(a.value());
            text.raw('"');
        }
        text.raw('>');
        Scope scope = fresh.isEmpty() ? rendered : new Scope(rendered, fresh);
        for (XmlNode n : e.nodes()) {
            node(n, scope);
        }
        text.ascii("</");
        text.qName(e.prefix(), e.name());
        text.raw('>');
    }

    private void node(XmlNode n, @Nullable Scope scope) {
        if (n instanceof XmlElement child) {
            if (!excluded.contains(child)) {
                element(child, scope, false);
            }
        } else if (n instanceof XmlNode.Text t) {
            text.text(t.value());
        } else if (n instanceof XmlNode.Instruction i) {
            text.ascii("<?");
            text.utf8(i.target());
            if (!i.data().isEmpty()) {
                text.raw(' ');
                text.utf8(i.data());
            }
            text.ascii("?>");
        } else if (n instanceof XmlNode.Comment c && method.withComments()) {
            text.ascii("<!--");
            text.utf8(c.value());
            text.ascii("-->");
        }
    }

    /** Prefixes that are treated as inclusive canonicalisation would: what is in scope at the apex, and below it what an element declares anew. */
    private void listed(XmlElement e, @Nullable Scope rendered, boolean apex, Map<String, String> fresh) {
        if (apex) {
            for (String prefix : inclusivePrefixes) {
                utilised(e, prefix, rendered, fresh);
            }
            return;
        }
        for (String prefix : e.declarations().keySet()) {
            if (inclusivePrefixes.contains(prefix)) {
                utilised(e, prefix, rendered, fresh);
            }
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
        if (apex && !method.isExclusive() && detached == null) {
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
                boolean is11 = method.withoutComments() == Canonicalization.INCLUSIVE_11;
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
                        .noneMatch(x -> x.namespace().equals(XML) && x.name().equals(a.name()))) {
                    all.add(a);
                }
            }
        }
        return all == null ? e.attributes() : all;
    }

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
