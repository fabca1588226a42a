/** RFC 3161 time-stamps: start at {@code TimestampToken}. */
@NullMarked
package dev.eresident.core.timestamp;

import org.jspecify.annotations.NullMarked;
