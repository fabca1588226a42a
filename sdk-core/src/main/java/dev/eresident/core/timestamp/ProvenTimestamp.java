package dev.eresident.core.timestamp;

/**
 * A time-stamp token that was obtained and checked.
 *
 * @param token the token, to be kept
 * @param proof what it proves
 */
public record ProvenTimestamp(TimestampToken token, TimestampStatus.Proven proof) {}
