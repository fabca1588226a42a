package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.Optional;

/**
 * One SignatureTimeStamp as written.
 *
 * @param canonicalization its CanonicalizationMethod element, empty when absent (then inclusive 1.0)
 * @param token the encapsulated RFC 3161 token
 */
record StampedTime(Optional<XmlElement> canonicalization, Bytes token) {}
