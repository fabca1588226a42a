package dev.eresident.core.internal.xml;

/**
 * An attribute that is not a namespace declaration.
 *
 * @param namespace namespace URI, empty when in none
 * @param prefix prefix as written, empty when none
 * @param name local name
 * @param value value after normalisation
 */
public record XmlAttribute(String namespace, String prefix, String name, String value) {}
