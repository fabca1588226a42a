package dev.eresident.core.internal.xml;

import java.util.Optional;

/**
 * Takes the children of a root one by one while they are read: small ones as trees, huge ones as streams of text.
 *
 * <p>What it throws ends the reading.
 */
public interface XmlChildren {
    /**
     * The root has begun.
     *
     * @param root its name, declarations and attributes; it never has nodes
     */
    void root(XmlElement root);

    /**
     * A child has begun.
     *
     * @param startTag its name, declarations and attributes, with the root as parent; it has no nodes yet
     * @return who gets its text, when it may hold nothing else; empty to get the whole child as a tree
     */
    Optional<TextSink> open(XmlElement startTag);

    /**
     * A child that was asked for as a tree has ended.
     *
     * @param child the tree
     */
    void child(XmlElement child);

    /** Gets the text of one element in pieces. */
    interface TextSink {
        /**
         * A piece of the text, after line-end normalisation.
         *
         * @param buffer valid during the call only
         * @param start first character
         * @param length number of characters
         */
        void text(char[] buffer, int start, int length);

        /** The element has ended. */
        void end();
    }
}
