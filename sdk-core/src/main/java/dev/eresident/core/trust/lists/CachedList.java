package dev.eresident.core.trust.lists;

import dev.eresident.core.Bytes;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A list as it was downloaded, with what is needed to ask whether it changed. It is verified whenever it is used. Immutable.
 *
 * @param location where it was fetched from
 * @param content the bytes as received
 * @param etag the validator of RFC 9110 §8.8.3, when the server gave one
 * @param lastModified the date of RFC 9110 §8.8.2 as the server wrote it, when it gave one
 * @param fetchedAt when it was downloaded
 */
public record CachedList(
        URI location, Bytes content, Optional<String> etag, Optional<String> lastModified, Instant fetchedAt) {
    private static final int LONGEST = 256;

    /**
     * Checks the validators.
     *
     * @throws IllegalArgumentException if a validator is not visible ASCII of at most 256 characters
     */
    public CachedList {
        if (!etag.map(CachedList::fits).orElse(true)
                || !lastModified.map(CachedList::fits).orElse(true)) {
            throw new IllegalArgumentException("A validator must be visible ASCII of at most " + LONGEST);
        }
    }

    /** Whether a header's value may be kept and sent again. */
    static boolean fits(String validator) {
        return validator.length() <= LONGEST && validator.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    boolean hasValidator() {
        return etag.isPresent() || lastModified.isPresent();
    }
}
