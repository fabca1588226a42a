package dev.eresident.core.signature.xades;

/** How strictly a signature is taken apart. */
public enum Shape {
    /** A signature file of a container: one {@code ds:Object}, which holds the qualifying properties; every reference names a file or the properties. */
    CONTAINER,
    /** A signature in, around or beside an XML document: signed data may stand in objects, and references may name elements or the whole document. */
    DOCUMENT
}
