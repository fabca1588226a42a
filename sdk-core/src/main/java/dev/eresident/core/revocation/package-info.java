/** OCSP: start at {@code OcspClient} or {@code OcspCheck}. */
@NullMarked
package dev.eresident.core.revocation;

import org.jspecify.annotations.NullMarked;
