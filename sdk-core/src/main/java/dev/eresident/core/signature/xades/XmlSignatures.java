package dev.eresident.core.signature.xades;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlAttribute;
import dev.eresident.core.internal.xml.XmlDocument;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The signatures of an XML document, wherever they stand in it; counter-signatures belong to the signature that holds them.
 *
 * @param document the document
 * @param signatures in document order
 * @param byId the elements that bear each identifier
 */
public record XmlSignatures(
        XmlDocument document, List<SignatureFile.Entry> signatures, Map<String, List<XmlElement>> byId) {
    private static final int MAX_SIGNATURES = 1000;

    /** Copies the collections. */
    public XmlSignatures {
        signatures = List.copyOf(signatures);
        byId = Map.copyOf(byId);
    }

    /**
     * Parses a document.
     *
     * @param content the bytes
     * @param reading parser to use
     * @return its signatures, possibly none
     * @throws ProtocolException XML_… when it is not XML, or too large
     */
    public static XmlSignatures parse(byte[] content, XmlReading reading) {
        XmlDocument document = reading.readDocument(content);
        List<XmlElement> found = new ArrayList<>(1);
        Map<String, List<XmlElement>> byId = new HashMap<>();
        collect(document.root(), found, byId);
        if (found.size() > MAX_SIGNATURES) {
            throw new ProtocolException(
                    "XML_TOO_LARGE", "The document has more than " + MAX_SIGNATURES + " signatures.");
        }
        List<SignatureFile.Entry> entries = new ArrayList<>(found.size());
        found.forEach(element -> entries.add(SignatureFile.Entry.of(element, Shape.DOCUMENT)));
        return new XmlSignatures(document, entries, byId);
    }

    private static void collect(XmlElement element, List<XmlElement> found, Map<String, List<XmlElement>> byId) {
        for (XmlAttribute attribute : element.attributes()) {
            if (attribute.name().equalsIgnoreCase("id")) {
                byId.computeIfAbsent(attribute.value(), id -> new ArrayList<>(1))
                        .add(element);
            }
        }
        boolean counter =
                element.name().equals("CounterSignature") && element.namespace().startsWith(Names.XADES_FAMILY);
        if (element.is(Names.DS, "Signature")) {
            found.add(element);
        }
        for (XmlElement child : element.elements()) {
            if (counter) {
                collect(child, new ArrayList<>(), byId);
            } else {
                collect(child, found, byId);
            }
        }
    }

    /**
     * Tells whether the document is a signature that was cut out of a DDOC: its root is a signature with the properties of 2003, and it refers to data files that are not there.
     *
     * @return whether the rest of the document is missing
     */
    public boolean isPieceOfDdoc() {
        XmlElement root = document.root();
        if (!root.is(Names.DS, "Signature")) {
            return false;
        }
        boolean old = false;
        boolean missing = false;
        for (XmlElement info : root.elements(Names.DS, "SignedInfo")) {
            for (XmlElement reference : info.elements(Names.DS, "Reference")) {
                old |= reference
                        .attribute("Type")
                        .filter(Names.OLD_SIGNED_PROPERTIES_TYPES::contains)
                        .isPresent();
                String uri = reference.attribute("URI").orElse("");
                missing |= uri.matches("#D[0-9]{1,5}") && !byId.containsKey(uri.substring(1));
            }
        }
        return old && missing;
    }

    /**
     * Returns the digest algorithms that the signatures need of files beside the document.
     *
     * @return the known ones among them
     */
    public Set<DigestAlgorithm> digests() {
        return SignatureFile.digests(signatures);
    }
}
