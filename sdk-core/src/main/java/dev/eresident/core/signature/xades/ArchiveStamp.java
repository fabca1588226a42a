package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One time-stamp over unsigned properties as written: {@code xades141:ArchiveTimeStamp} (EN 319 132-1 §5.5.2) or {@code SigAndRefsTimeStamp} (annex A.1.5.1).
 *
 * @param kind what it covers
 * @param canonicalization its CanonicalizationMethod element, empty when absent (then inclusive 1.0)
 * @param token the encapsulated RFC 3161 token
 * @param preceding the unsigned properties before it that it covers
 * @param answers the OCSP answers and revocation lists that it covers, itself or by their digests; a set by identity
 */
record ArchiveStamp(
        Kind kind, Optional<XmlElement> canonicalization, Bytes token, List<XmlElement> preceding, Set<Bytes> answers) {
    /** What a time-stamp covers. */
    enum Kind {
        /** Everything signed and all unsigned properties before it. */
        ARCHIVE,
        /** The signature value, its time-stamps, and references to validation data by digest. */
        REFERENCES,
        /** What a form that is not judged says: that of version 1.3.2, or one with parts chosen by its writer. */
        UNKNOWN
    }
}
