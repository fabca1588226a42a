/**
 * Loading trusted lists from the European list of lists: start at {@link dev.eresident.core.trust.lists.TrustedLists}.
 *
 * <p>A refresh fetches the list of lists, verifies it by pinned signers ({@link dev.eresident.core.trust.lists.LotlSigners}), over pivots where the signers have changed since,
 * and then fetches and verifies the national lists by the certificates that it names. The result is a {@link dev.eresident.core.trust.lists.ListSnapshot} whose anchors go into a
 * {@link dev.eresident.core.trust.TrustPolicy}, and a {@link dev.eresident.core.trust.lists.ListStatus} for every list, fit for health reports.
 *
 * <p>Nothing happens by itself: a download only in {@code refresh}, a file only in the {@link dev.eresident.core.trust.lists.ListCache} that the caller made, a second thread only
 * on the caller's executor. What was fetched earlier is verified again whenever it is used. A list that is past its next update, is older than the one known, is of another
 * territory or kind, or is signed by anybody else is not used; the copy of the cache is, while it is not expired, and the status says so.
 *
 * <p>Thread-safety: all types are immutable and may be shared, builders excepted.
 *
 * <p>What it does not do: it follows no redirects, because the addresses are signed and a redirect is not; it schedules nothing; it does not decide about services, which is the
 * business of {@link dev.eresident.core.trust.TrustService}.
 */
@NullMarked
package dev.eresident.core.trust.lists;

import org.jspecify.annotations.NullMarked;
