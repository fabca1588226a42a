package dev.eresident.core.trust.lists;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.ListPointer;
import dev.eresident.core.trust.TrustedList;
import dev.eresident.core.trust.lists.ListLoading.Obtained;
import dev.eresident.core.trust.lists.ListStatus.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Loads trusted lists from a list of lists, when told to. Immutable and thread-safe; share one.
 *
 * <p>Each call is a whole: it takes the time once, gets the list of lists and then those of the territories, one after the other on the caller's thread unless the caller gives an
 * {@link Builder#executor executor}. Of each list the cached copy is verified first; the server is asked whether it is still the newest (ETag, Last-Modified, or else the file
 * {@code .sha2} beside the list); what comes is verified, and stored. What goes wrong with one list spoils no other.
 */
public final class TrustedLists {
    /** Where the European Commission publishes the list of lists. */
    public static final URI EUROPEAN_LIST_OF_LISTS = URI.create("https://ec.europa.eu/tools/lotl/eu-lotl.xml");

    private static final String LOTL_TERRITORY = "EU";

    private final LotlSigners signers;
    private final Clock clock;
    private final ListCache cache;
    private final URI lotl;
    private final Set<String> wanted;
    private final Executor executor;
    private final Duration timeout;
    private final long maximumSize;

    private TrustedLists(Builder builder) {
        this.signers = builder.signers;
        this.clock = builder.clock;
        this.cache = builder.cache;
        this.lotl = builder.lotl;
        this.wanted = Set.copyOf(builder.wanted);
        this.executor = builder.executor;
        this.timeout = builder.timeout;
        this.maximumSize = builder.maximumSize;
    }

    /**
     * Starts a builder with the required inputs.
     *
     * @param signers who is believed to sign the list of lists, for example {@link LotlSigners#of}
     * @param clock tells when lists have expired, at loading and later at each use of what was loaded
     * @param cache where lists are kept, for example {@link ListCache#folder}
     * @return a builder with the defaults: the European list of lists, all territories
     */
    public static Builder builder(LotlSigners signers, Clock clock, ListCache cache) {
        return new Builder(signers, clock, cache);
    }

    /**
     * Fetches and verifies the lists. This is the only call that uses the network.
     *
     * @param transport fetches; not kept
     * @return what is believed now, or nothing; with the status of every list
     * @throws ConfigurationException {@code LIST_CACHE_UNUSABLE} if the cache cannot be used, or {@code TRANSPORT_CLOSED}
     */
    public ListsOutcome refresh(Transport transport) {
        Instant now = clock.instant();
        return load(now, new ListDownload(transport, timeout, maximumSize, now));
    }

    /**
     * Verifies the lists of the cache, without the network: those that an earlier {@link #refresh} stored, in this process or another.
     *
     * @return what is believed now, or nothing; with the status of every list
     * @throws ConfigurationException {@code LIST_CACHE_UNUSABLE} if the cache cannot be read
     */
    public ListsOutcome fromCache() {
        return load(clock.instant(), null);
    }

    private ListsOutcome load(Instant now, @Nullable ListDownload download) {
        if (!signers.usableAt(now)) {
            return nothing(ListLoading.failedStatus(
                    LOTL_TERRITORY,
                    lotl.toString(),
                    new Problem(
                            "LOTL_SIGNERS_EXPIRED",
                            "The pinned signers of the list of lists ended on "
                                    + signers.validUntil().orElseThrow()
                                    + ": give the present ones, from the Official Journal of the European Union"),
                    List.of()));
        }
        ListLoading loading = new ListLoading(cache, download, now);
        Obtained first = loading.obtain(LOTL_TERRITORY, lotl, new LotlRules(signers, lotl, cache, download));
        TrustedList listOfLists = first.list();
        if (listOfLists == null) {
            return nothing(first.status());
        }
        Map<String, CompletableFuture<Obtained>> running = new TreeMap<>();
        pointers(listOfLists).forEach((territory, pointers) -> {
            Supplier<Obtained> work = () -> national(loading, territory, pointers);
            running.put(
                    territory,
                    CompletableFuture.supplyAsync(download == null ? work : download.carrying(work), executor));
        });
        List<TrustedList> lists = new ArrayList<>();
        List<ListStatus> statuses = new ArrayList<>();
        running.values().forEach(each -> {
            Obtained obtained = await(each);
            statuses.add(obtained.status());
            if (obtained.list() != null) {
                lists.add(obtained.list());
            }
        });
        ListStatus lotlStatus = withJournal(first.status(), listOfLists);
        return lists.isEmpty()
                ? new ListsOutcome.NothingUsable(lotlStatus, statuses)
                : new ListsOutcome.Loaded(new ListSnapshot(listOfLists, lists, lotlStatus, statuses, now, clock));
    }

    /** Without a list of lists nothing of any territory can be verified. */
    private ListsOutcome nothing(ListStatus listOfLists) {
        Problem problem = listOfLists.problem().orElseThrow();
        List<ListStatus> statuses = new TreeSet<>(wanted)
                .stream()
                        .map(territory -> ListLoading.failedStatus(
                                territory,
                                "",
                                new Problem(
                                        "LIST_OF_LISTS_FAILED",
                                        "The list of lists cannot be used (" + problem.code() + ")"),
                                List.of()))
                        .toList();
        return new ListsOutcome.NothingUsable(listOfLists, statuses);
    }

    /** The wanted territories with where their lists stand; without pointers where the list of lists does not name one. */
    private Map<String, List<ListPointer>> pointers(TrustedList listOfLists) {
        Map<String, List<ListPointer>> found = new TreeMap<>();
        wanted.forEach(territory -> found.put(territory, new ArrayList<>()));
        for (ListPointer pointer : listOfLists.pointers()) {
            boolean asked = wanted.isEmpty() || wanted.contains(pointer.territory());
            if (asked && ListTypes.leadsToNational(pointer)) {
                found.computeIfAbsent(pointer.territory(), t -> new ArrayList<>())
                        .add(pointer);
            }
        }
        return found;
    }

    /** The first of the territory's lists that can be used; a second address is tried only when the first fails. */
    private Obtained national(ListLoading loading, String territory, List<ListPointer> pointers) {
        @Nullable Obtained failed = null;
        for (ListPointer pointer : pointers) {
            Obtained obtained;
            try {
                URI location = URI.create(pointer.location());
                obtained = loading.obtain(territory, location, new NationalRules(pointer));
            } catch (IllegalArgumentException e) {
                ProtocolException problem = ListDownload.unusable(pointer.location(), e);
                obtained = new Obtained(
                        null,
                        ListLoading.failedStatus(
                                territory, pointer.location(), ListLoading.problem(problem), List.of()));
            }
            if (obtained.list() != null) {
                return obtained;
            }
            failed = failed == null ? obtained : failed;
        }
        if (failed != null) {
            return failed;
        }
        return new Obtained(
                null,
                ListLoading.failedStatus(
                        territory,
                        "",
                        new Problem(
                                "TERRITORY_NOT_LISTED",
                                "The list of lists names no trusted list of " + territory
                                        + ": Greece is EL there, and test lists have territories of their own"),
                        List.of()));
    }

    private static Obtained await(CompletableFuture<Obtained> running) {
        try {
            return running.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EResidentException known) {
                throw known;
            }
            throw e;
        }
    }

    private ListStatus withJournal(ListStatus status, TrustedList listOfLists) {
        Optional<String> changed = signers.officialJournal()
                .filter(notice -> !listOfLists.informationUris().contains(notice));
        if (changed.isEmpty()) {
            return status;
        }
        List<Problem> warnings = new ArrayList<>(status.warnings());
        warnings.add(new Problem(
                "OFFICIAL_JOURNAL_CHANGED",
                "The list of lists no longer names the notice that published the pinned signers (" + changed.get()
                        + "): look for the new notice, and pin the signers that it names"));
        return new ListStatus(
                status.territory(),
                status.location(),
                status.state(),
                status.sequence(),
                status.issued(),
                status.nextUpdate(),
                status.anchors(),
                status.problem(),
                warnings);
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
        private static final long LARGEST = 64L * 1024 * 1024;
        private static final Pattern TERRITORY = Pattern.compile("[A-Z0-9_-]{2,10}");

        private final LotlSigners signers;
        private final Clock clock;
        private final ListCache cache;
        private URI lotl = EUROPEAN_LIST_OF_LISTS;
        private final Set<String> wanted = new LinkedHashSet<>();
        private Executor executor = Runnable::run;
        private Duration timeout = Duration.ofSeconds(30);
        private long maximumSize = 16L * 1024 * 1024;

        private Builder(LotlSigners signers, Clock clock, ListCache cache) {
            this.signers = Objects.requireNonNull(signers, "signers");
            this.clock = Objects.requireNonNull(clock, "clock");
            this.cache = Objects.requireNonNull(cache, "cache");
        }

        /**
         * Sets where the list of lists stands.
         *
         * @param location http or https; default {@link #EUROPEAN_LIST_OF_LISTS}
         * @return this
         * @throws ConfigurationException {@code LOTL_ADDRESS_UNUSABLE}
         */
        public Builder listOfLists(URI location) {
            boolean web =
                    "http".equalsIgnoreCase(location.getScheme()) || "https".equalsIgnoreCase(location.getScheme());
            if (!web || location.getHost() == null || location.getRawUserInfo() != null) {
                throw new ConfigurationException(
                        "LOTL_ADDRESS_UNUSABLE",
                        "The address of the list of lists must begin with http:// or https:// and name a host, without user information");
            }
            this.lotl = location;
            return this;
        }

        /**
         * Names territories whose lists are wanted, in addition to those named before; without any, all lists are loaded, some thirty with thirty megabytes.
         *
         * @param territories as in the lists, such as {@code EE}; Greece is {@code EL}
         * @return this
         * @throws ConfigurationException {@code TERRITORY_UNUSABLE} if one is no such code
         */
        public Builder territories(String... territories) {
            for (String each : territories) {
                if (!TERRITORY.matcher(each).matches()) {
                    throw new ConfigurationException(
                            "TERRITORY_UNUSABLE", "A territory is two or more capital letters, such as EE");
                }
                wanted.add(each);
            }
            return this;
        }

        /**
         * Sets where national lists are loaded, for several at a time. The caller bounds and ends its threads.
         *
         * @param executor runs what it is given; must not be one whose only thread calls {@code refresh}; default: the calling thread
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Bounds each download.
         *
         * @param timeout positive, at most an hour; default 30 s
         * @return this
         * @throws ConfigurationException {@code DURATION_NOT_POSITIVE}
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new ConfigurationException(
                        "DURATION_NOT_POSITIVE", "The time-out of a download must be positive and at most an hour");
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Bounds the size of each list.
         *
         * @param bytes 1 to 64 MiB; default 16 MiB, six times the biggest real one
         * @return this
         * @throws ConfigurationException {@code LIMIT_UNUSABLE}
         */
        public Builder maximumListSize(long bytes) {
            if (bytes < 1 || bytes > LARGEST) {
                throw new ConfigurationException("LIMIT_UNUSABLE", "A list's size must be limited to 1 to 64 MiB");
            }
            this.maximumSize = bytes;
            return this;
        }

        /**
         * Makes the loader; nothing is fetched.
         *
         * @return an immutable loader
         */
        public TrustedLists build() {
            return new TrustedLists(this);
        }
    }
}
