package dev.eresident.core.signature.container;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code META-INF/ASiC*Manifest*.xml}: what a CAdES signature, a time-stamp token or an evidence record covers, by digests (EN 319 162-1 §A.4).
 *
 * @param name entry name of the manifest
 * @param signedBy what signs or stamps the manifest, as written
 * @param references what it covers
 */
public record AsicManifest(String name, String signedBy, List<Reference> references) {
    private static final Set<String> NAMESPACES =
            Set.of("http://uri.etsi.org/02918/v1.2.1#", "http://uri.etsi.org/2918/v1.2.1#");
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final int MAX_REFERENCES = 20_000;

    /** Copies the list. */
    public AsicManifest {
        references = List.copyOf(references);
    }

    /**
     * One covered entry.
     *
     * @param uri as written; {@link ReferenceNames} finds the entry
     * @param digest the algorithm, empty when it is not known
     * @param value the digest
     */
    public record Reference(String uri, Optional<DigestAlgorithm> digest, Bytes value) {}

    /**
     * Reads a manifest.
     *
     * @param name entry name
     * @param content the bytes
     * @param xml parser to use
     * @return the manifest
     * @throws ProtocolException XML_… when it is not such a manifest
     */
    public static AsicManifest parse(String name, byte[] content, XmlReading xml) {
        XmlElement root = xml.read(content);
        if (!NAMESPACES.contains(root.namespace()) || !root.name().equals("ASiCManifest")) {
            throw new ProtocolException("XML_STRUCTURE", "The root element is not that of an ASiC manifest.");
        }
        List<XmlElement> elements = root.elements(root.namespace(), "DataObjectReference");
        if (elements.size() > MAX_REFERENCES) {
            throw new ProtocolException(
                    "XML_TOO_LARGE", "The manifest has more than " + MAX_REFERENCES + " references.");
        }
        List<Reference> references = new ArrayList<>(elements.size());
        for (XmlElement element : elements) {
            references.add(new Reference(
                    element.attribute("URI").orElse(""),
                    element.exactlyOne(DS, "DigestMethod")
                            .attribute("Algorithm")
                            .flatMap(DigestAlgorithm::byXmlUri),
                    Bytes.of(element.exactlyOne(DS, "DigestValue").base64())));
        }
        String signedBy = root.exactlyOne(root.namespace(), "SigReference")
                .attribute("URI")
                .orElse("");
        return new AsicManifest(name, signedBy, references);
    }

    /**
     * Tells whether an entry name is that of such a manifest.
     *
     * @param name an entry's name
     * @return whether it is {@code META-INF/ASiC*Manifest*.xml}
     */
    public static boolean isName(String name) {
        return name.startsWith("META-INF/ASiC") && name.contains("Manifest") && name.endsWith(".xml");
    }
}
