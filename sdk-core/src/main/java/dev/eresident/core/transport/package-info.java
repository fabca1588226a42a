/**
 * The one HTTP stack of the SDK: start at {@link dev.eresident.core.transport.Transport}.
 *
 * <pre>{@code
 * Transport transport = Transport.builder()                          // once, for all clients
 *         .resilience(Resilience.standard(random))                    // repeats, circuits, compartments
 *         .listener(metrics)                                          // one port for metrics and traces
 *         .build();
 *
 * TransportRequest request = TransportRequest.post(service, uri, contentType, accept, body, timeout, maximumAnswer);
 * transport.send(request);                                            // sent once: what moves money stays like this
 * transport.send(request.asIdempotent().onRoute("session/{id}"));     // may be sent again
 * transport.send(request.asIdempotent().asLongPoll(wait));            // the server may be silent so long
 * transport.call(() -> requestWithFreshId(), answer -> judged(answer)); // made and judged afresh for each attempt
 *
 * transport.within(Deadline.after(Duration.ofSeconds(8)), () -> webEid.finish(challenge, token, session));
 * transport.health();                                                 // what is known; calls nobody
 * }</pre>
 *
 * <p>A call is one request and one answer, both values. Every call has a time-out for the whole of it, which all its attempts and the pauses
 * between them share; nothing is sent twice but requests that are marked as idempotent, and these only by a transport with
 * {@link dev.eresident.core.transport.Resilience}, in which time, chance and waiting come from the caller. No redirect is followed, no cookie or answer is kept, no answer is read
 * beyond the size that the request allows. What keeps
 * an answer from being read whole is a {@link dev.eresident.core.TransportException} (or a
 * {@link dev.eresident.core.TrustException} for an untrusted TLS peer) that names the service; an HTTP status is never an
 * exception here: the rooms that know the protocol judge it.
 *
 * <p>No client has a loop of its own for failures; a loop of a protocol (asking until a session ends, probing until a payment is found) is its
 * own. Circuits and compartments are per peer, which is a service at an address, not per host: behind one X-Road security server stand many
 * providers, and one that hangs must not shut out the others. How many peers are remembered, calls run and attempts are made is bounded; at
 * a bound a call is refused at once, and none is queued.
 *
 * <p>All types are immutable and thread-safe unless they say otherwise. HTTP/1.1 only; OkHttp does the work inside, and is
 * visible only in {@link dev.eresident.core.transport.Transport.Builder#client}. Threads: calls run, wait and are repeated on the caller's thread;
 * OkHttp and Okio keep a few daemon threads per JVM for time-outs and for closing idle connections, which end by themselves
 * within a minute of rest. Two transports share no circuit, deadline or connection.
 *
 * <p><b>Why no library for resilience.</b> resilience4j 2.3.0 (circuit breaker, retry, bulkhead) was weighed: it resolves to seven more jars, 18 in all, where 16 is the
 * limit; its modules are automatic ones; it waits through a static function that anybody in the JVM can exchange, and draws from {@code Math.random()},
 * whereas time and chance are given here. What is needed of it are the 250 lines of {@code Circuit}, {@code Peers} and {@code RetryAfter}.
 *
 * <p>Not here: caching, and streaming bodies: answers are collected in memory up to their limit.
 */
@NullMarked
package dev.eresident.core.transport;

import org.jspecify.annotations.NullMarked;
