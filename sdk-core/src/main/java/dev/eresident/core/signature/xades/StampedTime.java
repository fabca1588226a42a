package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.Optional;

/**
 * One SignatureTimeStamp as written.
 *
 * @param canonicalization its CanonicalizationMethod element, empty when absent (then inclusive 1.0)
 * @param token the encapsulated RFC 3161 token
 * @param late whether a time-stamp that covers unsigned properties stands before it
 */
record StampedTime(Optional<XmlElement> canonicalization, Bytes token, boolean late) {}
