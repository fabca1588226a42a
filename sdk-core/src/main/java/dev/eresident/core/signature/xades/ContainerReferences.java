package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.container.ReferenceNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** References of one signature in a container: a data file, this signature's own SignedProperties, or its own KeyInfo. Data files are never transformed. One use, one thread. */
final class ContainerReferences implements Dereferencing {
    private final SignedFiles files;
    private final CanonicalForms forms;

    /** What stands in the signature besides its properties, by identifier; computed when first asked for. */
    private @Nullable Map<String, XmlElement> further;

    ContainerReferences(SignedFiles files, CanonicalForms forms) {
        this.files = files;
        this.forms = forms;
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
    private Target own(ParsedSignature signature, DataReference reference) {
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
                digest -> digest.update(forms.of(target.get(), method.get().forReference())),
                Optional.empty(),
                Optional.of(new Part(target.get(), Set.of())));
    }

    private Optional<XmlElement> target(ParsedSignature signature, String id) {
        if (!signature.signedPropertiesId().isEmpty() && id.equals(signature.signedPropertiesId())) {
            return Optional.of(signature.signedProperties());
        }
        Optional<XmlElement> keyInfo =
                signature.keyInfo().filter(k -> id.equals(k.attribute("Id").orElse("")));
        return keyInfo.isPresent()
                ? keyInfo
                : Optional.ofNullable(further(signature).get(id));
    }

    private Map<String, XmlElement> further(ParsedSignature signature) {
        Map<String, XmlElement> known = further;
        if (known == null) {
            known = new HashMap<>();
            for (XmlElement element : signature.furtherContent()) {
                known.putIfAbsent(element.attribute("Id").orElse(""), element);
            }
            further = known;
        }
        return known;
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
