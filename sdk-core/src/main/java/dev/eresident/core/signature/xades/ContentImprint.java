package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.validation.ImprintSource;
import java.security.MessageDigest;
import java.util.List;

/** What a time-stamp over the signed data covers (EN 319 132-1 §5.2.8): the octets of all references but that to the signed properties, or of those that it names, in its order. */
final class ContentImprint implements ImprintSource {
    private final ParsedSignature signature;
    private final ContentStamp stamp;
    private final Dereferencing source;

    ContentImprint(ParsedSignature signature, ContentStamp stamp, Dereferencing source) {
        this.signature = signature;
        this.stamp = stamp;
        this.source = source;
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) {
        MessageDigest digest = algorithm.newDigest();
        for (DataReference reference : covered()) {
            source.feed(signature, reference, stamp.canonicalization(), digest);
        }
        return digest.digest();
    }

    private List<DataReference> covered() {
        if (stamp.references().isEmpty()) {
            return signature.references().stream()
                    .filter(reference -> !reference.claimsSignedProperties())
                    .toList();
        }
        return stamp.references().get().stream().map(this::named).toList();
    }

    private DataReference named(String id) {
        List<DataReference> named = signature.references().stream()
                .filter(reference -> reference.id().filter(id::equals).isPresent())
                .toList();
        if (named.size() != 1) {
            throw FormatChecking.malformed("a time-stamp covers a reference that is not there");
        }
        return named.get(0);
    }
}
