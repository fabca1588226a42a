/**
 * The one HTTP stack of the SDK: start at {@link dev.eresident.core.transport.Transport}.
 *
 * <p>A call is one request and one answer, both values. Every call has a time-out for the whole of it; nothing is sent twice,
 * no redirect is followed, no cookie or answer is kept, no answer is read beyond the size that the request allows. What keeps
 * an answer from being read whole is a {@link dev.eresident.core.TransportException} (or a
 * {@link dev.eresident.core.TrustException} for an untrusted TLS peer) that names the service; an HTTP status is never an
 * exception here: the rooms that know the protocol judge it.
 *
 * <p>All types are immutable and thread-safe unless they say otherwise. HTTP/1.1 only; OkHttp does the work inside, and is
 * visible only in {@link dev.eresident.core.transport.Transport.Builder#client}. Threads: calls run on the caller's thread;
 * OkHttp and Okio keep a few daemon threads per JVM for time-outs and for closing idle connections, which end by themselves
 * within a minute of rest.
 *
 * <p>Not here: retries and circuit breaking (a caller that knows what is safe to repeat decides), caching, and streaming
 * bodies: answers are collected in memory up to their limit.
 */
@NullMarked
package dev.eresident.core.transport;

import org.jspecify.annotations.NullMarked;
