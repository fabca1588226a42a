package dev.eresident.core.trust.lists;

import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ListPointer;
import dev.eresident.core.trust.TrustedList;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the list of lists must be: signed by a pinned signer, or by one that a chain of pivots leads to.
 *
 * <p>A pivot is an earlier edition of the list, kept at an address of its own from the day on which the signers changed. The list names its pivots newest first. Each must be signed
 * by a signer that the next older one names, the oldest one that is needed by a pinned signer; the newest one names who may sign the list.
 */
final class LotlRules implements ListRules {
    /** How many pivots are walked at most; the European list had two in 2023. */
    static final int MAX_PIVOTS = 10;

    private final LotlSigners pins;
    private final URI lotl;
    private final ListCache cache;
    private final @Nullable ListDownload download;

    /**
     * Makes the rules.
     *
     * @param pins who is believed
     * @param lotl the address of the list; pivots must stand on the same server, because they are fetched before they are believed
     * @param cache where pivots are kept
     * @param download fetches pivots; null to take them from the cache only
     */
    LotlRules(LotlSigners pins, URI lotl, ListCache cache, @Nullable ListDownload download) {
        this.pins = pins;
        this.lotl = lotl;
        this.cache = cache;
        this.download = download;
    }

    /** A pivot as received, and whether it still has to be kept. */
    private record Pivot(CachedList copy, boolean fresh) {}

    @Override
    public TrustedList verify(Bytes content, String source) {
        byte[] bytes = content.toByteArray();
        List<Certificate> signers = pinned(bytes, source);
        if (signers.isEmpty()) {
            signers = byPivots(TrustedList.parse(bytes, source));
        }
        TrustedList list = TrustedList.verify(bytes, source, signers);
        if (!ListTypes.isListOfLists(list)) {
            throw new TrustException(
                    "TRUST_LIST_WRONG_TYPE", "The list " + source + " is no list of lists but " + list.typeUri());
        }
        return list;
    }

    /** The pinned certificates that the signature names. */
    private List<Certificate> pinned(byte[] bytes, String source) {
        return TrustedList.statedSigners(bytes, source).stream()
                .filter(pins::include)
                .toList();
    }

    private List<Certificate> byPivots(TrustedList unverified) {
        List<URI> addresses = pivots(unverified);
        List<Pivot> fromCache = new ArrayList<>();
        try {
            return walk(addresses, unverified, true, fromCache);
        } catch (EResidentException e) {
            boolean another = download != null && fromCache.stream().anyMatch(pivot -> !pivot.fresh());
            if (!another || !ListDownload.isFailure(e)) {
                throw e;
            }
            return walk(addresses, unverified, false, new ArrayList<>());
        }
    }

    /** Collects pivots from the newest one back to one with a pinned signer, then verifies them forwards. */
    private List<Certificate> walk(
            List<URI> addresses, TrustedList unverified, boolean cachedToo, List<Pivot> collected) {
        for (URI address : addresses) {
            Pivot pivot = pivot(address, cachedToo);
            collected.add(pivot);
            List<Certificate> signers = pinned(pivot.copy().content().toByteArray(), address.toString());
            if (!signers.isEmpty()) {
                return forwards(collected, signers, unverified.sequence());
            }
        }
        throw new TrustException(
                "LOTL_SIGNER_UNKNOWN",
                "The list of lists " + lotl + " is signed by nobody who is pinned, and none of its " + addresses.size()
                        + " pivots leads there: take the signers anew from the Official Journal of the European Union");
    }

    private List<Certificate> forwards(List<Pivot> pivots, List<Certificate> pinnedSigners, long sequenceOfList) {
        List<Certificate> signers = pinnedSigners;
        long sequence = -1;
        for (int i = pivots.size() - 1; i >= 0; i--) {
            CachedList copy = pivots.get(i).copy();
            String source = copy.location().toString();
            TrustedList pivot = TrustedList.verify(copy.content().toByteArray(), source, signers);
            if (!ListTypes.isListOfLists(pivot) || pivot.sequence() <= sequence || pivot.sequence() > sequenceOfList) {
                throw new TrustException(
                        "LOTL_PIVOT_INVALID",
                        "The pivot " + source + " is no list of lists, or not of the age that its place demands");
            }
            sequence = pivot.sequence();
            signers = signersNamedBy(pivot);
        }
        pivots.stream().filter(Pivot::fresh).forEach(pivot -> cache.store(pivot.copy()));
        return signers;
    }

    private static List<Certificate> signersNamedBy(TrustedList pivot) {
        List<Certificate> signers = pivot.pointers().stream()
                .filter(ListTypes::leadsToListOfLists)
                .filter(pointer -> pointer.territory().equals(pivot.territory()))
                .map(ListPointer::signers)
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (signers.isEmpty()) {
            throw new TrustException(
                    "LOTL_PIVOT_INVALID", "The pivot " + pivot.source() + " does not say who signs the list of lists");
        }
        return signers;
    }

    /** A pivot never changes, so the cached copy is as good as another; a wrong one does not verify. */
    private Pivot pivot(URI address, boolean cachedToo) {
        Optional<CachedList> cached = cachedToo ? quietly(address) : Optional.empty();
        if (cached.isPresent()) {
            return new Pivot(cached.get(), false);
        }
        if (download == null) {
            throw NotCached.of(address);
        }
        return new Pivot(download.fetch(address, Optional.empty()).orElseThrow(), true);
    }

    private Optional<CachedList> quietly(URI address) {
        try {
            return cache.find(address);
        } catch (EResidentException e) {
            if (download == null || !ListDownload.isFailure(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The addresses of pivots: those of XML files, in contrast to the notice in the Official Journal and the legal notice. */
    private List<URI> pivots(TrustedList unverified) {
        List<URI> found = new ArrayList<>();
        for (String text : unverified.informationUris()) {
            URI address;
            try {
                address = URI.create(text);
            } catch (IllegalArgumentException e) {
                continue;
            }
            String path = address.getPath();
            boolean xml = path != null && path.toLowerCase(Locale.ROOT).endsWith(".xml");
            if (xml && sameServer(address) && found.size() < MAX_PIVOTS && !found.contains(address)) {
                found.add(address);
            }
        }
        return found;
    }

    private boolean sameServer(URI address) {
        return lotl.getScheme().equalsIgnoreCase(address.getScheme())
                && lotl.getRawAuthority().equalsIgnoreCase(address.getRawAuthority());
    }
}
