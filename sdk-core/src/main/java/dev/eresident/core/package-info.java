/**
 * The foundations: a map of the rooms of {@code sdk-core}, in the order in which a reader meets them.
 *
 * <ul>
 *   <li>{@link dev.eresident.core.id}: identifiers of people, companies and accounts; parsing apart from checksums
 *   <li>{@link dev.eresident.core.money}: exact amounts
 *   <li>{@link dev.eresident.core.certificate}: reading eID certificates, and who is an e-resident
 *   <li>{@link dev.eresident.core.trust}: who is believed and when: anchors, trusted lists, certificate paths
 *   <li>{@link dev.eresident.core.trust.lists}: loading trusted lists, when told to
 *   <li>{@link dev.eresident.core.transport}: the one HTTP stack
 *   <li>{@link dev.eresident.core.revocation}: OCSP requests and answers, revocation lists
 *   <li>{@link dev.eresident.core.timestamp}: RFC 3161 time-stamps
 *   <li>{@link dev.eresident.core.existence}: proofs of existence: evidence records, OpenTimestamps, Merkle trees
 *   <li>{@link dev.eresident.core.signature}: start at {@code SignatureChecker} to judge a signed container
 *   <li>{@link dev.eresident.core.signature.create}: what is to be signed, and the verified value that came back
 *   <li>{@link dev.eresident.core.xroad}: calls through the caller's X-Road security server
 * </ul>
 *
 * <p>The root holds only types that need no room. Everything here is immutable and thread-safe unless its Javadoc says otherwise.
 */
@NullMarked
package dev.eresident.core;

import org.jspecify.annotations.NullMarked;
