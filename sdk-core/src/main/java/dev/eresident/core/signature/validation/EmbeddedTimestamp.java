package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;

/**
 * A time-stamp token of a signature, and how to compute what it must cover.
 *
 * @param token DER of an RFC 3161 token; not believed yet, empty when it could not be decoded
 * @param imprint what it must cover
 */
public record EmbeddedTimestamp(Bytes token, ImprintSource imprint) {}
