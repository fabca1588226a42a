package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Digests of the data objects, each asked for once. For one check, one thread. */
final class DataDigests {
    private final List<DataObject> data;
    private final Map<DigestAlgorithm, List<Optional<Bytes>>> plain = new HashMap<>();
    private final Map<String, List<Optional<Bytes>>> canonical = new HashMap<>();

    DataDigests(List<DataObject> data) {
        this.data = List.copyOf(data);
    }

    /** For each data object the digests by which a record may name it: of its bytes, and of its canonical form. Empty when it has none. */
    List<List<Bytes>> accepted(DigestAlgorithm digest, Optional<Canonicalization> method) {
        String name = digest.jcaName();
        List<Optional<Bytes>> ofBytes = plain.computeIfAbsent(
                digest, d -> data.stream().map(object -> object.digest(name)).toList());
        List<List<Bytes>> accepted = new ArrayList<>(data.size());
        ofBytes.forEach(found -> accepted.add(new ArrayList<>(found.stream().toList())));
        method.ifPresent(c -> {
            List<Optional<Bytes>> ofForm = canonical.computeIfAbsent(
                    name + " " + c.uri(),
                    key -> data.stream()
                            .map(object -> object.canonicalDigest(name, c.uri()))
                            .toList());
            for (int i = 0; i < accepted.size(); i++) {
                ofForm.get(i).ifPresent(accepted.get(i)::add);
            }
        });
        return accepted;
    }
}
