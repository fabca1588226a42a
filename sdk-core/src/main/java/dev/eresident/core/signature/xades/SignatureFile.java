package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlAttribute;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlReading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code META-INF/*signatures*.xml}: its signatures, each taken apart or with the reason why it could not be.
 *
 * @param name entry name in the container
 * @param content the bytes
 * @param signatures in document order
 * @param duplicateId whether an Id occurs twice in the file, which makes every signature in it ambiguous
 * @param elements number of XML elements that it keeps in memory
 */
public record SignatureFile(String name, Bytes content, List<Entry> signatures, boolean duplicateId, int elements) {
    private static final int MAX_SIGNATURES = 1000;

    /**
     * A signature of the file. One of {@code parsed} and {@code problem} is there.
     */
    public static final class Entry {
        private final String id;
        private final @Nullable ParsedSignature parsed;
        private final @Nullable ProtocolException problem;

        private Entry(String id, @Nullable ParsedSignature parsed, @Nullable ProtocolException problem) {
            this.id = id;
            this.parsed = parsed;
            this.problem = problem;
        }

        static Entry of(XmlElement signature, Shape shape) {
            String id = signature.attribute("Id").orElse("");
            try {
                return new Entry(id, FormatChecking.parse(signature, shape), null);
            } catch (ProtocolException e) {
                return new Entry(id, null, e);
            }
        }

        String id() {
            return id;
        }

        Optional<ParsedSignature> parsed() {
            return Optional.ofNullable(parsed);
        }

        /** Why it could not be taken apart; empty when it was. */
        Optional<ProtocolException> problem() {
            return Optional.ofNullable(problem);
        }
    }

    /** Copies the list. */
    public SignatureFile {
        signatures = List.copyOf(signatures);
    }

    /**
     * Parses a signature file.
     *
     * @param name entry name
     * @param content the bytes
     * @param reading parser to use
     * @return the file
     * @throws ProtocolException XML_… when it is not XML, or its root is not that of a signature file
     */
    public static SignatureFile parse(String name, byte[] content, XmlReading reading) {
        XmlElement root = reading.read(content);
        if (!isSignatureRoot(root)) {
            throw new ProtocolException("XML_STRUCTURE", "The root element is not that of a signature file.");
        }
        List<XmlElement> elements = root.is(Names.DS, "Signature") ? List.of(root) : root.elements();
        if (elements.size() > MAX_SIGNATURES) {
            throw new ProtocolException("XML_TOO_LARGE", "The file has more than " + MAX_SIGNATURES + " signatures.");
        }
        List<Entry> entries = new ArrayList<>(elements.size());
        for (XmlElement e : elements) {
            if (!e.is(Names.DS, "Signature")) {
                throw new ProtocolException("XML_STRUCTURE", "The signature file holds something besides signatures.");
            }
            entries.add(Entry.of(e, Shape.CONTAINER));
        }
        Set<String> ids = new HashSet<>();
        return new SignatureFile(name, Bytes.of(content), entries, !unique(root, ids), count(root));
    }

    private static boolean isSignatureRoot(XmlElement root) {
        return root.is(Names.DS, "Signature")
                || root.is(Names.ASIC, "XAdESSignatures")
                || root.is(Names.ASIC_111, "XAdESSignatures")
                || root.is(Names.ASIC_MISSPELT, "XAdESSignatures")
                || root.is(Names.OPEN_DOCUMENT, "document-signatures");
    }

    /**
     * Returns the digest algorithms that the signatures need of data files.
     *
     * @return the known ones among them
     */
    public Set<DigestAlgorithm> digests() {
        return digests(signatures);
    }

    static Set<DigestAlgorithm> digests(List<Entry> signatures) {
        Set<DigestAlgorithm> needed = EnumSet.noneOf(DigestAlgorithm.class);
        for (Entry entry : signatures) {
            if (entry.parsed().isPresent()) {
                for (DataReference reference : entry.parsed().get().references()) {
                    if (!reference.isSameDocument()) {
                        reference.digest().ifPresent(needed::add);
                    }
                }
            }
        }
        return needed;
    }

    private static int count(XmlElement element) {
        int count = 1;
        for (XmlElement child : element.elements()) {
            count += count(child);
        }
        return count;
    }

    /** The depth is bounded by the parser. */
    private static boolean unique(XmlElement element, Set<String> ids) {
        for (XmlAttribute a : element.attributes()) {
            if (a.name().equalsIgnoreCase("id") && !ids.add(a.value())) {
                return false;
            }
        }
        for (XmlElement child : element.elements()) {
            if (!unique(child, ids)) {
                return false;
            }
        }
        return true;
    }
}
