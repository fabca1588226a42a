package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One {@code ds:Reference} as written.
 *
 * @param index position in SignedInfo, from 1
 * @param id its Id attribute
 * @param hasUri whether it says to what it points
 * @param uri what it points to; empty for the whole document
 * @param type its Type attribute, empty when absent
 * @param transforms its {@code ds:Transform} elements
 * @param digestUri the digest algorithm as written
 * @param digestValue the expected digest
 */
record DataReference(
        int index,
        Optional<String> id,
        boolean hasUri,
        String uri,
        String type,
        List<XmlElement> transforms,
        String digestUri,
        Bytes digestValue) {
    /** Whether the reference points into the signature file itself. */
    boolean isSameDocument() {
        return uri.isEmpty() || uri.startsWith("#");
    }

    boolean claimsSignedProperties() {
        return Names.SIGNED_PROPERTIES_TYPE.equals(type) || Names.OLD_SIGNED_PROPERTIES_TYPES.contains(type);
    }

    Optional<DigestAlgorithm> digest() {
        return DigestAlgorithm.byXmlUri(digestUri);
    }

    /** The same reference, with a canonicalisation as its last transform where it has none and leads to a part of a document. */
    DataReference canonicalizedBy(Optional<XmlElement> method) {
        boolean octets = transforms.stream()
                .map(FormatChecking::algorithm)
                .anyMatch(a -> a.equals(DocumentReferences.BASE64)
                        || Canonicalization.byUri(a).isPresent());
        if (octets || method.isEmpty() || !isSameDocument()) {
            return this;
        }
        List<XmlElement> all = new ArrayList<>(transforms);
        all.add(method.get());
        return new DataReference(index, id, hasUri, uri, type, List.copyOf(all), digestUri, digestValue);
    }

    String where() {
        return "SignedInfo/Reference[" + index + "]";
    }
}
