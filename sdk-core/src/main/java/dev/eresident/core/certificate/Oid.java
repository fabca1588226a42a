package dev.eresident.core.certificate;

import java.util.ArrayList;
import java.util.List;

/** An object identifier, compared arc by arc. */
public record Oid(List<String> arcs) {
    /** Copies the arcs. */
    public Oid {
        arcs = List.copyOf(arcs);
    }

    /** Parses dotted decimal text such as {@code 1.3.6.1.4.1.51361.1.1.4}. */
    public static Oid of(String dotted) {
        return new Oid(new ArrayList<>(List.of(dotted.split("\\.", -1))));
    }

    /** Whether the arcs of the prefix are the first arcs of this identifier. */
    public boolean startsWith(Oid prefix) {
        return arcs.size() >= prefix.arcs.size()
                && arcs.subList(0, prefix.arcs.size()).equals(prefix.arcs);
    }

    @Override
    public String toString() {
        return String.join(".", arcs);
    }
}
