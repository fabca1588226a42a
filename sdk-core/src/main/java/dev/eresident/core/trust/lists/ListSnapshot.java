package dev.eresident.core.trust.lists;

import dev.eresident.core.TrustException;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustedList;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verified lists of one refresh, at least one of them usable. Immutable and thread-safe.
 *
 * <p>It ends: build a {@link dev.eresident.core.trust.TrustPolicy} from {@link #anchorsAt} and replace it before {@link #validUntil()}, at best once a day. A
 * policy that is not replaced in time believes nobody on a list that has ended meanwhile, by the clock of the loader: no signature, login, OCSP answer or time-stamp counts on its word.
 */
public final class ListSnapshot {
    private final TrustedList lotl;
    private final List<TrustedList> lists;
    private final ListStatus listOfLists;
    private final List<ListStatus> territories;
    private final Instant loadedAt;
    private final Clock clock;

    ListSnapshot(
            TrustedList lotl,
            List<TrustedList> lists,
            ListStatus listOfLists,
            List<ListStatus> territories,
            Instant loadedAt,
            Clock clock) {
        this.lotl = lotl;
        this.lists = List.copyOf(lists);
        this.listOfLists = listOfLists;
        this.territories = List.copyOf(territories);
        this.loadedAt = loadedAt;
        this.clock = clock;
    }

    /**
     * Returns whom to believe at a time: the services of all lists that have not expired then.
     *
     * @param now the time of use by the caller's clock; not the time as of which a document is judged
     * @return the anchors
     * @throws TrustException {@code TRUST_LISTS_EXPIRED} if a newer list of lists was due, or newer ones of all territories
     */
    public TrustAnchors anchorsAt(Instant now) {
        TrustAnchors.Builder builder = TrustAnchors.builder();
        List<TrustedList> live = lotl.expiredAt(now)
                ? List.of()
                : lists.stream().filter(list -> !list.expiredAt(now)).toList();
        if (live.isEmpty()) {
            throw new TrustException(
                    "TRUST_LISTS_EXPIRED",
                    "The trusted lists are past their next update, so nobody is believed: refresh them");
        }
        live.forEach(list -> earliest(Stream.of(lotl, list))
                .ifPresentOrElse(end -> builder.addTrustedList(list, end, clock), () -> builder.addTrustedList(list)));
        return builder.build();
    }

    /**
     * Returns when the first of the lists expires: from then on {@link #anchorsAt} returns less, or throws.
     *
     * @return the earliest next update; empty when all lists are of ended schemes
     */
    public Optional<Instant> validUntil() {
        return earliest(Stream.concat(Stream.of(lotl), lists.stream()));
    }

    private static Optional<Instant> earliest(Stream<TrustedList> lists) {
        return lists.flatMap(list -> list.nextUpdate().stream()).min(Instant::compareTo);
    }

    /**
     * Returns when the lists were loaded.
     *
     * @return by the clock of the loader
     */
    public Instant loadedAt() {
        return loadedAt;
    }

    /**
     * Returns what became of the list of lists.
     *
     * @return its status
     */
    public ListStatus listOfLists() {
        return listOfLists;
    }

    /**
     * Returns what became of the national lists, also of those that failed.
     *
     * @return one status per territory, in the order of the alphabet
     */
    public List<ListStatus> territories() {
        return territories;
    }

    /**
     * Returns the territories of which nobody is believed: wanted, or named by the list of lists, and without a usable list.
     *
     * @return their status, each with its problem; empty when all lists are there
     */
    public List<ListStatus> failed() {
        return territories.stream().filter(status -> !status.usable()).toList();
    }

    /**
     * Returns what became of one list.
     *
     * @param territory such as {@code EE}
     * @return empty when the territory was neither wanted nor named by the list of lists
     */
    public Optional<ListStatus> territory(String territory) {
        return territories.stream()
                .filter(status -> status.territory().equals(territory))
                .findFirst();
    }

    /**
     * Insists on territories, at start-up or before a snapshot replaces another.
     *
     * @param wanted such as {@code EE}
     * @return this
     * @throws TrustException {@code TRUST_TERRITORY_MISSING} if one of them has no usable list, with its problem
     */
    public ListSnapshot requireTerritories(String... wanted) {
        for (String each : wanted) {
            Optional<ListStatus> status = territory(each);
            if (status.filter(ListStatus::usable).isEmpty()) {
                String why = status.flatMap(ListStatus::problem)
                        .map(problem -> problem.code() + ": " + problem.text())
                        .orElse("the list of lists does not name it, or it was not asked for");
                throw new TrustException(
                        "TRUST_TERRITORY_MISSING", "There is no usable trusted list of " + each + "; " + why);
            }
        }
        return this;
    }

    /** Returns how many lists are used and since when. */
    @Override
    public String toString() {
        return "ListSnapshot[" + lists.size() + " of " + territories.size() + " lists, " + loadedAt + "]";
    }
}
