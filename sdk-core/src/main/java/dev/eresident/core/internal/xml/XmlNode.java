package dev.eresident.core.internal.xml;

/** A node of a parsed document. Immutable. */
public sealed interface XmlNode permits XmlElement, XmlNode.Text, XmlNode.Comment, XmlNode.Instruction {
    /**
     * Character data; adjacent runs, CDATA sections and character references are merged.
     *
     * @param value the characters after line-end normalisation
     */
    record Text(String value) implements XmlNode {}

    /**
     * A comment.
     *
     * @param value the characters between the delimiters
     */
    record Comment(String value) implements XmlNode {}

    /**
     * A processing instruction.
     *
     * @param target its name
     * @param data the rest, possibly empty
     */
    record Instruction(String target, String data) implements XmlNode {}
}
