package dev.eresident.core.signature.xades;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlDocument;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlNode;
import dev.eresident.core.signature.FindingCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * References of one signature in an XML document: the whole document, an element by an identifier that occurs once, or a file that the caller gave with it.
 *
 * <p>Accepted transforms are canonicalisations, {@code enveloped-signature}, Base64, and the two XPath expressions that leave all signatures out; whatever else selects or changes data is
 * refused, because nobody would see what was signed.
 */
final class DocumentReferences implements Dereferencing {
    private static final String ENVELOPED = Names.DS + "enveloped-signature";
    static final String BASE64 = Names.DS + "base64";
    private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    private static final String FILTER_2 = "http://www.w3.org/2002/06/xmldsig-filter2";
    private static final int MAX_TRANSFORMS = 5;

    private final XmlDocument document;
    private final Map<String, List<XmlElement>> byId;
    private final ContainerReferences beside;
    private final CanonicalForms forms;

    /** The objects of the signature and what stands directly in them; computed when first asked for. */
    private @Nullable Set<XmlElement> ownObjects;

    DocumentReferences(
            XmlDocument document, Map<String, List<XmlElement>> byId, SignedFiles files, CanonicalForms forms) {
        this.document = document;
        this.byId = byId;
        this.beside = new ContainerReferences(files, forms);
        this.forms = forms;
    }

    @Override
    public Target resolve(ParsedSignature signature, DataReference reference) {
        if (!reference.hasUri()) {
            return new Target.Missing(reference.where() + " does not say to what.");
        }
        if (!reference.isSameDocument()) {
            return beside.resolve(signature, reference);
        }
        String fragment = fragment(reference.uri());
        boolean whole = fragment.isEmpty();
        List<XmlElement> named = whole ? List.of(document.root()) : byId.getOrDefault(fragment, List.of());
        if (named.size() != 1) {
            return new Target.Missing(
                    reference.where() + (named.isEmpty() ? " points to nothing." : " points to several elements."));
        }
        if (isObjectType(reference) && !isInOwnObject(signature, named.get(0))) {
            return new Target.Missing(reference.where() + " points to something outside the signature's own objects.");
        }
        if (reference.transforms().size() > MAX_TRANSFORMS) {
            return new Target.Forbidden(
                    FindingCode.SIGNED_DATA_NOT_FOUND,
                    "See " + reference.where() + ": it has too many transformations.");
        }
        return transformed(signature, reference, named.get(0), whole);
    }

    /** A reference that says it is to an object of the signature must not lead anywhere else (signature wrapping). */
    private static boolean isObjectType(DataReference reference) {
        return reference.type().equals(Names.DS + "Object") || reference.type().equals(Names.DS + "Manifest");
    }

    private boolean isInOwnObject(ParsedSignature signature, XmlElement element) {
        Set<XmlElement> own = ownObjects;
        if (own == null) {
            own = Collections.newSetFromMap(new IdentityHashMap<>());
            own.addAll(signature.objects());
            own.add(signature.qualifyingObject());
            signature.keyInfo().ifPresent(own::add);
            ownObjects = own;
        }
        return own.contains(element) || element.parent().filter(own::contains).isPresent();
    }

    /** The identifier; empty for the whole document. */
    private static String fragment(String uri) {
        if (uri.isEmpty() || uri.equals("#xpointer(/)")) {
            return "";
        }
        String fragment = uri.substring(1);
        for (String quote : List.of("'", "\"")) {
            String start = "xpointer(id(" + quote;
            String end = quote + "))";
            if (fragment.startsWith(start)
                    && fragment.endsWith(end)
                    && fragment.length() > start.length() + end.length()) {
                return fragment.substring(start.length(), fragment.length() - end.length());
            }
        }
        return fragment;
    }

    private Target transformed(ParsedSignature signature, DataReference reference, XmlElement apex, boolean whole) {
        Set<XmlElement> excluded = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean withComments = reference.uri().startsWith("#xpointer(");
        Optional<CanonicalMethod> method = Optional.empty();
        boolean base64 = false;
        for (XmlElement transform : reference.transforms()) {
            String algorithm = FormatChecking.algorithm(transform);
            boolean nodes = method.isEmpty() && !base64;
            if (nodes && algorithm.equals(ENVELOPED)) {
                exclude(signature.element(), apex, excluded);
            } else if (nodes && leavesAllSignaturesOut(transform, algorithm)) {
                forms.walk(apex);
                signatures(apex, excluded);
            } else if (nodes && leavesOuterSignaturesOut(transform, algorithm)) {
                document.root().elements(Names.DS, "Signature").forEach(s -> exclude(s, apex, excluded));
            } else if (nodes && algorithm.equals(BASE64)) {
                base64 = true;
            } else if (nodes) {
                method = CanonicalMethod.of(transform);
                if (method.isEmpty()) {
                    return forbidden(reference);
                }
            } else {
                return forbidden(reference);
            }
        }
        Part part = new Part(apex, excluded);
        if (excluded.contains(apex)) {
            return new Target.Missing(reference.where() + " leaves everything out.");
        }
        if (base64) {
            forms.walk(apex);
            byte[] decoded = decode(apex, excluded);
            return new Target.Content(
                    digest -> digest.update(decoded),
                    Optional.empty(),
                    Optional.of(part).filter(p -> isPlainObject(apex)));
        }
        CanonicalMethod chosen = method.orElse(CanonicalMethod.DEFAULT);
        CanonicalMethod used = withComments ? chosen : chosen.forReference();
        return new Target.Content(
                digest -> digest.update(whole ? forms.of(document, used, excluded) : forms.of(apex, used, excluded)),
                Optional.empty(),
                Optional.of(part));
    }

    /** What does not lie in the apex is not there to be left out. */
    private static void exclude(XmlElement element, XmlElement apex, Set<XmlElement> excluded) {
        if (element == apex || element.isBelow(apex)) {
            excluded.add(element);
        }
    }

    private static Target forbidden(DataReference reference) {
        return new Target.Forbidden(FindingCode.SIGNED_DATA_NOT_FOUND, "See " + reference.where() + ".");
    }

    /** {@code not(ancestor-or-self::ds:Signature)}, or the filter that subtracts {@code /descendant::ds:Signature}. */
    private static boolean leavesAllSignaturesOut(XmlElement transform, String algorithm) {
        return (algorithm.equals(XPATH)
                        && expression(transform, Names.DS, "").equals("not(ancestor-or-self::ds:Signature)"))
                || (algorithm.equals(FILTER_2)
                        && expression(transform, FILTER_2, "subtract").equals("/descendant::ds:Signature"));
    }

    private static boolean leavesOuterSignaturesOut(XmlElement transform, String algorithm) {
        return algorithm.equals(FILTER_2)
                && expression(transform, FILTER_2, "subtract").equals("/*/ds:Signature");
    }

    /** The one expression of a transform, where {@code ds} means what it usually does; empty text for anything else. */
    private static String expression(XmlElement transform, String namespace, String filter) {
        List<XmlElement> children = transform.elements();
        if (children.size() != 1 || !children.get(0).is(namespace, "XPath")) {
            return "";
        }
        XmlElement expression = children.get(0);
        boolean fits = expression.attribute("Filter").orElse("").equals(filter)
                && expression.resolvePrefix("ds").equals(Names.DS);
        return fits ? expression.text().strip() : "";
    }

    private static void signatures(XmlElement element, Set<XmlElement> into) {
        if (element.is(Names.DS, "Signature")) {
            into.add(element);
            return;
        }
        element.elements().forEach(child -> signatures(child, into));
    }

    /**
     * Base64 signs the text of an element, and neither its name and attributes nor what stands between the letters: only an object of a signature with nothing but text has then no content that
     * anybody could add unseen. Its own attributes only describe it.
     */
    private static boolean isPlainObject(XmlElement apex) {
        return apex.is(Names.DS, "Object") && apex.nodes().stream().allMatch(XmlNode.Text.class::isInstance);
    }

    private static byte[] decode(XmlElement apex, Set<XmlElement> excluded) {
        StringBuilder text = new StringBuilder();
        text(apex, excluded, text);
        byte[] compact = new byte[text.length()];
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                throw notBase64(null);
            }
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                compact[n++] = (byte) c;
            }
        }
        try {
            return Base64.getDecoder().decode(new String(compact, 0, n, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw notBase64(e);
        }
    }

    private static ProtocolException notBase64(@Nullable Exception e) {
        return new ProtocolException("XML_STRUCTURE", "The signature says that data is Base64, which it is not.", e);
    }

    private static void text(XmlElement element, Set<XmlElement> excluded, StringBuilder into) {
        for (XmlNode node : element.nodes()) {
            if (node instanceof XmlNode.Text t) {
                into.append(t.value());
            } else if (node instanceof XmlElement child && !excluded.contains(child)) {
                text(child, excluded, into);
            }
        }
    }
}
