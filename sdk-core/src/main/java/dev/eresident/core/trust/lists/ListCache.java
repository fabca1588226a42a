package dev.eresident.core.trust.lists;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps lists between refreshes, by address. It is believed in one thing only: which sequence number was seen last; its lists are verified again whenever they are used.
 * Implementations must be thread-safe, and a reader must never see half of a list.
 */
public interface ListCache {
    /**
     * Finds the last stored copy.
     *
     * @param location the address
     * @return the copy, empty when there is none
     * @throws dev.eresident.core.ProtocolException {@code LIST_CACHE_DAMAGED} if there is one but it is not as it was stored
     * @throws dev.eresident.core.ConfigurationException {@code LIST_CACHE_UNUSABLE} if the cache cannot be read
     */
    Optional<CachedList> find(URI location);

    /**
     * Stores a copy in place of an earlier one of the same address.
     *
     * @param list what was downloaded and verified
     * @throws dev.eresident.core.ConfigurationException {@code LIST_CACHE_UNUSABLE} if the cache cannot be written
     */
    void store(CachedList list);

    /**
     * Makes a cache that lives as long as the object.
     *
     * @return an empty cache
     */
    static ListCache inMemory() {
        return new MemoryListCache();
    }

    /**
     * Makes a cache over a folder: one file per list, replaced atomically. The folder is created at the first store. Who may write into the folder can bring an older list
     * back, until it expires: let nobody else.
     *
     * @param folder the folder; may be absent
     * @return the cache; several processes may share the folder
     */
    static ListCache folder(Path folder) {
        return new FolderListCache(folder);
    }
}
