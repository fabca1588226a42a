package dev.eresident.core.internal.xml;

/**
 * How much XML is read before a document is refused.
 *
 * @param bytes size of the document
 * @param elements number of elements
 * @param depth nesting of elements, the root being 1
 * @param attributes attributes and namespace declarations of one element
 */
public record XmlLimits(int bytes, int elements, int depth, int attributes) {
    /** A signature file: 5 MB, 100 000 elements, 64 levels, 256 attributes. */
    public static final XmlLimits SIGNATURE = new XmlLimits(5_000_000, 100_000, 64, 256);

    /** A signed XML document, which is held in memory as a whole: 64 MiB, 1 000 000 elements, 128 levels, 256 attributes. */
    public static final XmlLimits DOCUMENT = new XmlLimits(64 << 20, 1_000_000, 128, 256);

    /** The JDK's own limit of attributes, which fell from 10 000 to 200 in JDK 24. */
    static final String JDK_ATTRIBUTE_LIMIT = "http://www.oracle.com/xml/jaxp/properties/elementAttributeLimit";

    /** The JDK's own limit of nested elements, which fell from none to 100 in JDK 24. */
    static final String JDK_DEPTH_LIMIT = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

    /** Above all our limits, so that a document gets the same answer on every JDK. */
    static final String OURS_DECIDES = "10000";

    /** The deepest document that a recursive walk can stand. */
    static final int DEEPEST = 256;

    /** Refuses limits that are not positive, and depths that a recursive walk could not stand. */
    public XmlLimits {
        if (bytes < 1 || elements < 1 || depth < 1 || attributes < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("limits must be positive, and the depth at most " + DEEPEST);
        }
    }
}
