package dev.eresident.core.trust.lists;

import dev.eresident.core.TrustException;
import java.net.URI;

/** A list that was never fetched. */
final class NotCached {
    static final String CODE = "TRUST_LIST_NOT_CACHED";

    private NotCached() {}

    static TrustException of(URI location) {
        return new TrustException(CODE, "The trusted list " + location + " is not in the cache: refresh the lists");
    }
}
