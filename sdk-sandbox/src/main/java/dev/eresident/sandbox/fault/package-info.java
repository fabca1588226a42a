/**
 * Everything that goes wrong below the protocol. Start at {@link dev.eresident.sandbox.fault.TransportFault}.
 *
 * <p>A {@link dev.eresident.sandbox.fault.CuttingProxy} in front of any service ends connections before, in or after the request.
 *
 * <p>A proxy on plain sockets stands in front of the services and breaks what is scripted for a
 * {@link dev.eresident.sandbox.fault.ServiceRoute}. Safe for use by several threads. It knows HTTP/1.1 with one request for each
 * connection, no TLS.
 */
@NullMarked
package dev.eresident.sandbox.fault;

import org.jspecify.annotations.NullMarked;
