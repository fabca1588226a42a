package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import java.util.Optional;
import java.util.Set;

/**
 * A time-stamp token of a signature, and how to compute what it must cover.
 *
 * @param token DER of an RFC 3161 token; not believed yet, empty when it could not be decoded
 * @param imprint what it must cover
 * @param answers of a time-stamp that protects others: the very objects of the signature's OCSP answers and revocation lists that it covers; empty when it covers all of them
 * @param late of a time-stamp that others may protect: whether it came after the first of those, so that they do not
 */
public record EmbeddedTimestamp(Bytes token, ImprintSource imprint, Optional<Set<Bytes>> answers, boolean late) {
    /**
     * Makes one that covers all answers, if it protects any, and is protected by all that protect any.
     *
     * @param token DER of an RFC 3161 token
     * @param imprint what it must cover
     */
    public EmbeddedTimestamp(Bytes token, ImprintSource imprint) {
        this(token, imprint, Optional.empty(), false);
    }
}
