package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.container.ReferenceNames;
import java.util.Optional;
import java.util.Set;

/** References of a signature in a container: a data file, this signature's own SignedProperties, or its own KeyInfo. Data files are never transformed. */
final class ContainerReferences implements Dereferencing {
    private final SignedFiles files;

    ContainerReferences(SignedFiles files) {
        this.files = files;
    }

    @Override
    public Target resolve(ParsedSignature signature, DataReference reference) {
        return reference.isSameDocument() ? own(signature, reference) : file(reference);
    }

    private Target file(DataReference reference) {
        Optional<String> name = ReferenceNames.find(reference.uri(), files.names());
        if (name.isEmpty()) {
            return new Target.Missing(reference.where() + " names a file that is not there.");
        }
        if (!reference.transforms().isEmpty()) {
            return new Target.Forbidden(FindingCode.FORMAT_FAILURE, "See " + reference.where() + ".");
        }
        return new Target.Content(digest -> files.feed(name.get(), digest), name, Optional.empty());
    }

    /** The element of this very signature that a {@code #id} means. */
    static Target own(ParsedSignature signature, DataReference reference) {
        String id = reference.uri().substring(1);
        Optional<XmlElement> target = target(signature, id);
        if (target.isEmpty()) {
            return new Target.Missing(reference.where() + " points to nothing in its own signature.");
        }
        Optional<CanonicalMethod> method = transform(reference);
        if (method.isEmpty()) {
            return new Target.Forbidden(FindingCode.FORMAT_FAILURE, "See " + reference.where() + ".");
        }
        return new Target.Content(
                digest -> digest.update(method.get().forReference().apply(target.get())),
                Optional.empty(),
                Optional.of(new Part(target.get(), Set.of())));
    }

    private static Optional<XmlElement> target(ParsedSignature signature, String id) {
        if (!signature.signedPropertiesId().isEmpty() && id.equals(signature.signedPropertiesId())) {
            return Optional.of(signature.signedProperties());
        }
        Optional<XmlElement> keyInfo =
                signature.keyInfo().filter(k -> id.equals(k.attribute("Id").orElse("")));
        return keyInfo.isPresent()
                ? keyInfo
                : signature.furtherContent().stream()
                        .filter(e -> id.equals(e.attribute("Id").orElse("")))
                        .findFirst();
    }

    /** No transform means inclusive canonicalisation; otherwise exactly one, which must be a canonicalisation. */
    private static Optional<CanonicalMethod> transform(DataReference reference) {
        return switch (reference.transforms().size()) {
            case 0 -> Optional.of(CanonicalMethod.DEFAULT);
            case 1 -> CanonicalMethod.of(reference.transforms().get(0));
            default -> Optional.empty();
        };
    }
}
