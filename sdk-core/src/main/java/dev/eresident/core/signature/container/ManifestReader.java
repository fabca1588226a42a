package dev.eresident.core.signature.container;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code META-INF/manifest.xml}; elements and attributes count only in the manifest's namespace, whatever the prefix. */
final class ManifestReader {
    static final int MAX_BYTES = 4 << 20;

    private static final String NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    private ManifestReader() {}

    /**
     * Reads a manifest.
     *
     * @return the manifest, empty when it is not well-formed, has another root, or an entry lacks its name or media type
     */
    static Optional<Manifest> read(byte[] content, XmlReading xml) {
        XmlElement root;
        try {
            root = xml.read(content);
        } catch (ProtocolException e) {
            return Optional.empty();
        }
        if (!root.is(NAMESPACE, "manifest")) {
            return Optional.empty();
        }
        List<Manifest.Entry> entries = new ArrayList<>();
        for (XmlElement entry : root.elements(NAMESPACE, "file-entry")) {
            Optional<String> name = entry.attribute(NAMESPACE, "full-path");
            Optional<String> mediaType = entry.attribute(NAMESPACE, "media-type");
            if (name.isEmpty() || mediaType.isEmpty()) {
                return Optional.empty();
            }
            entries.add(new Manifest.Entry(name.get(), mediaType.get()));
        }
        return Optional.of(new Manifest(entries));
    }
}
