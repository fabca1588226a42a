/**
 * The one place that reads and writes JSON; start at {@link dev.eresident.core.internal.json.StrictJson} to read hostile text and
 * at {@link dev.eresident.core.internal.json.JsonWriter} to write.
 *
 * <p>Readers and what they return are immutable and thread-safe; a writer belongs to one thread. It does not bind JSON to classes,
 * coerce types, stream documents larger than memory, or canonicalise (RFC 8785). For SDK modules only.
 */
@NullMarked
package dev.eresident.core.internal.json;

import org.jspecify.annotations.NullMarked;
