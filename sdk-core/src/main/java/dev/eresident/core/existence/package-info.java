/**
 * Proofs that data existed at a time, and their verification: start at {@link dev.eresident.core.existence.EvidenceRecordCheck} for evidence records (RFC 4998, RFC 6283), at
 * {@link dev.eresident.core.existence.OpenTimestampCheck} for OpenTimestamps, and at {@link dev.eresident.core.existence.MerkleTree} for batches under one root.
 *
 * <p>Data comes in as {@link dev.eresident.core.existence.DataObject}, a function from algorithm to digest, so that files are streamed. A container that holds a record (ASiC with
 * {@code META-INF/*evidencerecord*.ers|xml}) is opened elsewhere: whoever opens it finds out which files the record must cover (the only data file of an ASiC-S, the references of the
 * {@code ASiCEvidenceRecordManifest*.xml} of an ASiC-E, whose digests it compares itself and which must use the algorithm of the
 * record's first chain), gives all of them to one {@code check}, and maps its problem: data and hash problems are a
 * failure of hashes, {@code TIMESTAMP} is a broken signature, {@code DATA_NOT_FOUND}, {@code TIMESTAMP_NOT_TRUSTED}, {@code NOT_RENEWED_IN_TIME} and {@code ALGORITHM} are inconclusive.
 * It also holds the algorithms of each {@code CheckedStamp} against its own table of ages, as of {@code neededUntil}. A record that stands alone is checked with no data:
 * {@code DATA_NOT_FOUND}.
 *
 * <p>All types are immutable and thread-safe. Not here: containers, making proofs, revocation of time-stamping authorities, policies on old digests, and any network: block headers come
 * from the caller's {@link dev.eresident.core.existence.BlockHeaderSource}. OpenTimestamps prove existence before a time, but are no qualified time-stamps: keep the two apart.
 */
@NullMarked
package dev.eresident.core.existence;

import org.jspecify.annotations.NullMarked;
