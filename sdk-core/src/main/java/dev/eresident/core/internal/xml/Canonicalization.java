package dev.eresident.core.internal.xml;

import dev.eresident.core.ProtocolException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    boolean withComments() {
        return comments;
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
        return CanonicalWriter.write(this, element, inclusivePrefixes, excluded);
    }

    /**
     * Canonicalises an element as if its text stood alone in a document: nothing is inherited. This is not what the standard says, but what some old software has signed.
     *
     * @param element the apex
     * @param defaultNamespace a declaration that the apex gets when it has none for the default namespace; empty for none
     * @return UTF-8 octets
     */
    public byte[] applyDetached(XmlElement element, String defaultNamespace) {
        Map<String, String> declared = new HashMap<>(element.declarations());
        if (!defaultNamespace.isEmpty()) {
            declared.putIfAbsent("", defaultNamespace);
        }
        return CanonicalWriter.writeDetached(this, element, declared);
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
        return CanonicalWriter.write(this, document, inclusivePrefixes, excluded);
    }
}
