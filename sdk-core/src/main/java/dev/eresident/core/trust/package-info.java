/** Who is believed and when: start at {@code TrustPolicy}. */
@NullMarked
package dev.eresident.core.trust;

import org.jspecify.annotations.NullMarked;
