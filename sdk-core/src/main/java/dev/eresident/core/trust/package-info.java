/**
 * Who is believed and when: start at {@link dev.eresident.core.trust.TrustPolicy}, over {@link dev.eresident.core.trust.TrustAnchors} loaded from files, folders and trusted lists.
 *
 * <p>{@link dev.eresident.core.trust.TrustedList} reads national lists (ETSI TS 119 612) with the status history of each service, because an old signature is judged by what
 * was believed then; {@link dev.eresident.core.trust.CertificatePaths} leads a certificate to a listed one at a given time.
 *
 * <p>Thread-safety: everything but {@link dev.eresident.core.trust.TrustAnchors.Builder} is immutable and may be shared; one policy serves a whole application. There is no static
 * state: two policies share nothing, not even the cache of certificate signatures.
 *
 * <p>What it does not do: it fetches nothing and knows no list by itself (loading them is done in {@link dev.eresident.core.trust.lists}); it does not look at revocation, which is the neighbour's room; it does not decide whether a certificate is
 * qualified, though it keeps what lists say about it.
 */
@NullMarked
package dev.eresident.core.trust;

import org.jspecify.annotations.NullMarked;
