package dev.eresident.core.certificate;

import java.util.List;

/**
 * An object identifier, compared arc by arc: {@code 1.3.6.1.4.1.51361.1.1.1} is no prefix of {@code …1.1.14}.
 *
 * @param arcs the arcs in decimal, at least one; of any size
 */
public record Oid(List<String> arcs) {
    /**
     * Copies the arcs.
     *
     * @throws IllegalArgumentException if there are none, or one is not a decimal number without leading zeros
     */
    public Oid {
        arcs = List.copyOf(arcs);
        if (arcs.isEmpty() || !arcs.stream().allMatch(Oid::isArc)) {
            throw new IllegalArgumentException("An object identifier is decimal arcs, separated by dots");
        }
    }

    /**
     * Parses dotted decimal text.
     *
     * @param dotted for example {@code 1.3.6.1.4.1.51361.1.1.4}
     * @return the identifier
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Oid of(String dotted) {
        return new Oid(List.of(dotted.split("\\.", -1)));
    }

    private static boolean isArc(String arc) {
        for (int i = 0; i < arc.length(); i++) {
            if (arc.charAt(i) < '0' || arc.charAt(i) > '9') {
                return false;
            }
        }
        return !arc.isEmpty() && (arc.length() == 1 || arc.charAt(0) != '0');
    }

    /**
     * Tells whether the arcs of the prefix are the first arcs of this identifier.
     *
     * @param prefix another identifier
     * @return true also for an equal identifier
     */
    public boolean startsWith(Oid prefix) {
        return arcs.size() >= prefix.arcs.size()
                && arcs.subList(0, prefix.arcs.size()).equals(prefix.arcs);
    }

    /** Returns dotted decimal text. */
    @Override
    public String toString() {
        return String.join(".", arcs);
    }
}
