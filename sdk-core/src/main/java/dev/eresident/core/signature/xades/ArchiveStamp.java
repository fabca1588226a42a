package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.List;
import java.util.Optional;

/**
 * One {@code xades141:ArchiveTimeStamp} as written (EN 319 132-1 §5.5.2).
 *
 * @param canonicalization its CanonicalizationMethod element, empty when absent (then inclusive 1.0)
 * @param token the encapsulated RFC 3161 token
 * @param preceding the unsigned properties before it, which it covers
 * @param supported whether its way of covering is known: that of version 1.3.2 is not
 */
record ArchiveStamp(
        Optional<XmlElement> canonicalization, Bytes token, List<XmlElement> preceding, boolean supported) {}
