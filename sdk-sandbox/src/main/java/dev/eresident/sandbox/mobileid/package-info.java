/**
 * Plays Mobile-ID (REST API) with a simulated phone; start at {@link dev.eresident.sandbox.mobileid.MobileIdService}.
 *
 * <p>Strict about requests. A session ends at once, unless the person is silent; then it ends when they react. It always answers
 * immediately, also where the real service would wait. Thread-safe.
 */
@NullMarked
package dev.eresident.sandbox.mobileid;

import org.jspecify.annotations.NullMarked;
