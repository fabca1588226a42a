package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlNode;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which part of an XML document a signature covers. It covers the whole when every element, text and attribute is in a part whose digest matches, or belongs to the signature itself or to
 * another signature of the document, which has its own verdict. A signature inside the data of another one is no part of that: what stands around it was put there by somebody else.
 */
final class DocumentCoverage {
    private final XmlElement signature;
    private final XmlElement qualifying;
    private final Set<XmlElement> others = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<XmlElement, Set<XmlElement>> parts = new IdentityHashMap<>();

    DocumentCoverage(ParsedSignature signature, Collection<XmlElement> signatures, List<Dereferencing.Part> covered) {
        this.signature = signature.element();
        this.qualifying = signature.signedProperties().parent().orElseThrow();
        others.addAll(signatures);
        others.remove(signature.element());
        covered.forEach(part -> parts.merge(part.element(), part.excluded(), (a, b) -> a.size() < b.size() ? a : b));
    }

    boolean isWhole(XmlElement root) {
        return isCovered(root);
    }

    private boolean isCovered(XmlElement element) {
        if (others.contains(element) && !signature.isBelow(element)) {
            return true;
        }
        if (element == signature) {
            return isOwnCovered();
        }
        Set<XmlElement> excluded = parts.get(element);
        return excluded != null && excluded.stream().allMatch(this::isCovered);
    }

    /** Of the signature itself: what belongs to it by its schema, and objects whose content, but for the qualifying properties, is covered. */
    private boolean isOwnCovered() {
        if (parts.containsKey(signature)) {
            return false;
        }
        for (XmlElement child : signature.elements()) {
            if (child.is(Names.DS, "Object") && !isObjectCovered(child)) {
                return false;
            }
        }
        return true;
    }

    private boolean isObjectCovered(XmlElement object) {
        if (parts.containsKey(object)) {
            return isCovered(object);
        }
        for (XmlNode node : object.nodes()) {
            if (node instanceof XmlNode.Text t && !t.value().isBlank()) {
                return false;
            }
            if (node instanceof XmlElement child && child != qualifying && !isCovered(child)) {
                return false;
            }
        }
        return true;
    }
}
