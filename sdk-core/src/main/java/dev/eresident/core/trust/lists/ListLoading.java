package dev.eresident.core.trust.lists;

import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustService;
import dev.eresident.core.trust.TrustedList;
import dev.eresident.core.trust.lists.ListStatus.Problem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Gets one list: downloads it unless the cached copy is the newest, verifies it, compares it with the one known, and falls back to that while it holds. */
final class ListLoading {
    private final ListCache cache;
    private final @Nullable ListDownload download;
    private final Instant now;

    /**
     * Makes a loading.
     *
     * @param cache where copies are kept
     * @param download fetches; null to take everything from the cache
     * @param now the time by which lists must not have expired
     */
    ListLoading(ListCache cache, @Nullable ListDownload download, Instant now) {
        this.cache = cache;
        this.download = download;
        this.now = now;
    }

    /** A list that can be used, or null, and what became of it. */
    record Obtained(@Nullable TrustedList list, ListStatus status) {}

    /** The cached copy: verified, or why not. */
    private record Known(
            Optional<CachedList> copy, @Nullable TrustedList list, Optional<Problem> problem, OptionalLong sequence) {
        Optional<CachedList> verifiedCopy() {
            return list == null ? Optional.empty() : copy;
        }
    }

    Obtained obtain(String territory, URI location, ListRules rules) {
        Known known = known(location, rules);
        if (download == null) {
            return fallBack(
                    territory,
                    location,
                    known,
                    ListState.CACHED,
                    known.problem().orElseGet(() -> problem(NotCached.of(location))));
        }
        Optional<CachedList> fetched;
        try {
            fetched = download.fetch(location, known.verifiedCopy());
        } catch (EResidentException e) {
            return fallBack(territory, location, known, ListState.STALE_USED, failure(e));
        }
        TrustedList list;
        try {
            list = fetched.isPresent() ? rules.verify(fetched.get().content(), location.toString()) : verified(known);
            requireNotOlder(list, known);
            requireUnexpired(list);
        } catch (EResidentException e) {
            return fallBack(territory, location, known, ListState.REPLACEMENT_REFUSED, failure(e));
        }
        fetched.ifPresent(cache::store);
        ListState state = fetched.isPresent() ? ListState.LOADED : ListState.UNCHANGED;
        return new Obtained(list, used(territory, location, list, state, Optional.empty(), known));
    }

    private static TrustedList verified(Known known) {
        if (known.list() == null) {
            throw new ProtocolException(
                    "TRUST_LIST_UNREADABLE", "The server says that a list is unchanged which was never fetched");
        }
        return known.list();
    }

    private Known known(URI location, ListRules rules) {
        Optional<CachedList> copy;
        try {
            copy = cache.find(location);
        } catch (EResidentException e) {
            return new Known(Optional.empty(), null, Optional.of(failure(e)), OptionalLong.empty());
        }
        if (copy.isEmpty()) {
            return new Known(copy, null, Optional.empty(), OptionalLong.empty());
        }
        Bytes content = copy.get().content();
        try {
            TrustedList list = rules.verify(content, location.toString());
            return new Known(copy, list, Optional.empty(), OptionalLong.of(list.sequence()));
        } catch (EResidentException e) {
            return new Known(copy, null, Optional.of(failure(e)), sequence(content, location));
        }
    }

    /** The sequence number of a copy that no longer verifies, for example because its signer has gone; it did when it was stored. */
    private static OptionalLong sequence(Bytes content, URI location) {
        try {
            return OptionalLong.of(TrustedList.parse(content.toByteArray(), location.toString())
                    .sequence());
        } catch (ProtocolException e) {
            return OptionalLong.empty();
        }
    }

    private static void requireNotOlder(TrustedList list, Known known) {
        TrustedList before = known.list();
        boolean lower = known.sequence().isPresent()
                && list.sequence() < known.sequence().getAsLong();
        boolean earlier = before != null
                && list.sequence() == before.sequence()
                && list.issued().isBefore(before.issued());
        if (lower || earlier) {
            throw new TrustException(
                    "TRUST_LIST_ROLLED_BACK",
                    "The trusted list " + list.source() + " has sequence " + list.sequence() + " of " + list.issued()
                            + ", but sequence " + known.sequence().orElse(0)
                            + " was seen before: an old list was put in its place");
        }
    }

    /** A list without next update is of a scheme that has ended: it may tell what was, but not vouch for what is. */
    private void requireUnexpired(TrustedList list) {
        boolean vouches = list.nextUpdate().isEmpty()
                && (ListTypes.isListOfLists(list) || list.services().stream().anyMatch(ListLoading::grants));
        if (vouches || list.expiredAt(now)) {
            String due = list.nextUpdate().map(at -> "on " + at).orElse("at a time that it does not tell");
            throw new TrustException(
                    "TRUST_LIST_EXPIRED",
                    "The trusted list " + list.source() + " is not used: a newer one was due " + due);
        }
    }

    private static boolean grants(TrustService service) {
        return service.type() != ServiceType.OTHER
                && service.history().stream()
                        .findFirst()
                        .filter(p -> p.qualified())
                        .isPresent();
    }

    private Obtained fallBack(String territory, URI location, Known known, ListState state, Problem problem) {
        TrustedList list = known.list();
        if (list != null) {
            try {
                requireUnexpired(list);
                Optional<Problem> why = state == ListState.CACHED ? Optional.empty() : Optional.of(problem);
                return new Obtained(list, used(territory, location, list, state, why, known));
            } catch (TrustException expired) {
                if (state == ListState.CACHED) {
                    return failed(territory, location, problem(expired), List.of());
                }
                return failed(territory, location, problem, List.of(problem(expired)));
            }
        }
        List<Problem> warnings =
                state == ListState.CACHED ? List.of() : known.problem().stream().toList();
        return failed(territory, location, problem, warnings);
    }

    private static ListStatus used(
            String territory, URI location, TrustedList list, ListState state, Optional<Problem> problem, Known known) {
        long anchors = list.services().stream()
                .flatMap(service -> service.certificates().stream())
                .distinct()
                .count();
        return new ListStatus(
                territory,
                location.toString(),
                state,
                OptionalLong.of(list.sequence()),
                Optional.of(list.issued()),
                list.nextUpdate(),
                (int) anchors,
                problem,
                known.problem().stream().toList());
    }

    private static Obtained failed(String territory, URI location, Problem problem, List<Problem> warnings) {
        return new Obtained(null, failedStatus(territory, location.toString(), problem, warnings));
    }

    static ListStatus failedStatus(String territory, String location, Problem problem, List<Problem> warnings) {
        return new ListStatus(
                territory,
                location,
                ListState.FAILED,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.of(problem),
                warnings);
    }

    /** The problem that an exception tells of, unless it tells of a wrong set-up or a bug. */
    private static Problem failure(EResidentException e) {
        if (!ListDownload.isFailure(e)) {
            throw e;
        }
        return problem(e);
    }

    static Problem problem(EResidentException e) {
        String text = e.getMessage();
        return new Problem(e.code(), text == null ? e.code() : text);
    }
}
