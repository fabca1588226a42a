package dev.eresident.core.trust.lists;

import dev.eresident.core.TrustException;
import java.util.List;
import java.util.function.Function;

/** What came out of loading lists: a snapshot, or nothing that could be believed. */
public sealed interface ListsOutcome {
    /**
     * Returns what became of the list of lists.
     *
     * @return its status
     */
    ListStatus listOfLists();

    /**
     * Returns what became of the national lists, also of those that failed.
     *
     * @return one status per territory, in the order of the alphabet
     */
    List<ListStatus> territories();

    /**
     * Returns the case, for {@code switch} on Java 17.
     *
     * @return the kind of this value
     */
    default Kind kind() {
        return this instanceof Loaded ? Kind.LOADED : Kind.NOTHING_USABLE;
    }

    /**
     * Continues with one function per case.
     *
     * @param loaded gets the snapshot
     * @param nothingUsable gets the statuses
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super ListSnapshot, ? extends R> loaded,
            Function<? super NothingUsable, ? extends R> nothingUsable) {
        if (this instanceof Loaded found) {
            return loaded.apply(found.snapshot());
        }
        return nothingUsable.apply((NothingUsable) this);
    }

    /**
     * Returns the snapshot, for callers that prefer an exception.
     *
     * @return at least one usable territory
     * @throws TrustException {@code TRUST_LISTS_EMPTY} if no list can be used
     */
    default ListSnapshot orElseThrow() {
        return match(snapshot -> snapshot, nothing -> {
            String why = nothing.listOfLists()
                    .problem()
                    .or(() -> nothing.territories().stream()
                            .flatMap(status -> status.problem().stream())
                            .findFirst())
                    .map(problem -> ": " + problem.text())
                    .orElse("");
            throw new TrustException("TRUST_LISTS_EMPTY", "No trusted list can be used" + why);
        });
    }

    /** The two cases. */
    enum Kind {
        /** At least one territory is usable. */
        LOADED,
        /** Nothing is. */
        NOTHING_USABLE
    }

    /**
     * At least one territory is usable; others may have failed.
     *
     * @param snapshot what is believed
     */
    record Loaded(ListSnapshot snapshot) implements ListsOutcome {
        @Override
        public ListStatus listOfLists() {
            return snapshot.listOfLists();
        }

        @Override
        public List<ListStatus> territories() {
            return snapshot.territories();
        }
    }

    /**
     * No list can be used: whatever was believed before, nothing came to replace it.
     *
     * @param listOfLists what became of the list of lists
     * @param territories what became of the national lists
     */
    record NothingUsable(ListStatus listOfLists, List<ListStatus> territories) implements ListsOutcome {
        /** Copies the list. */
        public NothingUsable {
            territories = List.copyOf(territories);
        }
    }
}
