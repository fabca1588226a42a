/**
 * Plays Smart-ID (RP API v3) with a simulated phone; start at {@link dev.eresident.sandbox.smartid.SmartIdService}.
 *
 * <p>Strict about requests. A session by notification ends at once, one by device link when the phone opens the link, unless the phone
 * is silent. It always answers immediately, also where the real service would wait. Thread-safe.
 */
@NullMarked
package dev.eresident.sandbox.smartid;

import org.jspecify.annotations.NullMarked;
