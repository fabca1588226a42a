package dev.eresident.core.trust;

import dev.eresident.core.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the last certificate signatures that were good, never those that were not. Thread-safe. */
final class SignatureCache {
    private final int capacity;
    private final Map<Key, Boolean> good = new LinkedHashMap<>(16, 0.75f, true);

    /** Which certificate (all of its bytes) by which key. */
    record Key(Bytes certificate, Bytes issuerKey) {}

    SignatureCache(int capacity) {
        this.capacity = capacity;
    }

    synchronized boolean contains(Key key) {
        return good.get(key) != null;
    }

    synchronized void add(Key key) {
        good.put(key, Boolean.TRUE);
        if (good.size() > capacity) {
            good.remove(good.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return good.size();
    }
}
