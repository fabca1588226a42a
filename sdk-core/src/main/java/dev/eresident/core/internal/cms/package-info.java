/**
 * Reading CMS SignedData from strangers (RFC 5652 §5): start at {@link dev.eresident.core.internal.cms.CmsSignedData}.
 *
 * <p>One reader for signatures and time-stamp tokens. The outer parts may be BER; what is signed is written anew as DER before it is verified, as the standard demands. Attached
 * content is never held in memory: {@code CmsContent} reads it from where it lies. All else together is under a limit. Nothing here judges or verifies.
 *
 * <p>Not exported to integrators. Everything is immutable; content may be read by several threads as far as its source may.
 */
@NullMarked
package dev.eresident.core.internal.cms;

import org.jspecify.annotations.NullMarked;
