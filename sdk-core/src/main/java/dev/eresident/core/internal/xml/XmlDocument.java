package dev.eresident.core.internal.xml;

import java.util.List;

/**
 * A parsed document: its root, and the comments and processing instructions around it, which a signature over the whole document covers too.
 *
 * @param root the root element
 * @param before what stands before the root
 * @param after what stands after it
 */
public record XmlDocument(XmlElement root, List<XmlNode> before, List<XmlNode> after) {
    /** Copies the lists. */
    public XmlDocument {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * Returns how many nodes a walk through the document meets.
     *
     * @return at least 1
     */
    public long size() {
        return before.size() + root.size() + after.size();
    }
}
