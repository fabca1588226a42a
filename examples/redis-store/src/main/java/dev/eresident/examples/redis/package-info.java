/**
 * Replay guard and session store on Redis, for a service on several nodes that has no database at hand; start at
 * {@link dev.eresident.examples.redis.RedisReplayGuard}. An example to copy, proven by the contract kit of {@code sdk-auth}.
 *
 * <p><b>What Redis may forget, and why nobody gets in twice.</b> Redis confirms a write before it is on the disk (unless
 * {@code appendfsync always}) and before its replicas have it ({@code WAIT} waits for copies, and still does not choose the new primary). After a
 * crash or a failover a challenge that was used may therefore be there as unused. The guard does not hope that this will not happen: it
 * stores with each challenge the {@code run_id} and the {@code master_replid} of the server that registered it, and a server with other ones
 * refuses it. {@code run_id} changes with every start, {@code master_replid} with every promotion, so:
 *
 * <ul>
 *   <li>after a restart, whatever was persisted, and after a failover every open challenge is {@code NOT_FOUND}: people start
 *       their login again, and no answer is taken twice;
 *   <li>of two servers that both believe to be the primary only the one that registered a challenge accepts it;
 *   <li>{@code WAIT}, AOF and replicas decide how seldom people have to start again, not whether a second use is possible. Persistence is not
 *       needed for this data, {@code appendfsync always} neither.
 * </ul>
 *
 * <p>What is left to you: restore no copy into a running server ({@code RESTORE}, {@code DEBUG RELOAD}); let nothing but the SDK write under the
 * prefix; keep {@code maxmemory-policy noeviction}, which the guard checks at the start. <b>Never take a snapshot of the running machine, memory included, back</b> (virtual
 * machine, container checkpoint, live migration that is rolled back): the server goes on with the same {@code run_id} and {@code master_replid}, so that challenges that were used since
 * the snapshot are open again until they expire. A server that hides {@code INFO server} or {@code INFO replication} from scripts, or shows a mask there (anything but 40
 * hexadecimal digits, or zeros only), is refused. In a cluster all keys lie in one slot, by their hash tag.
 *
 * <p>Redis 7.0 or later. Thread-safe. No connection is opened or closed here: the client is the caller's.
 */
@NullMarked
package dev.eresident.examples.redis;

import org.jspecify.annotations.NullMarked;
