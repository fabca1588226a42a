package dev.eresident.core.trust.lists;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps lists in a map; there are as many as the list of lists names. */
final class MemoryListCache implements ListCache {
    private final Map<URI, CachedList> lists = new ConcurrentHashMap<>();

    @Override
    public Optional<CachedList> find(URI location) {
        return Optional.ofNullable(lists.get(location));
    }

    @Override
    public void store(CachedList list) {
        lists.put(list.location(), list);
    }
}
