/**
 * Calls services through the caller's own X-Road security server: start at {@link dev.eresident.core.xroad.XRoadClient}.
 *
 * <p>Spoken are the REST protocol r1 and the SOAP message protocol 4.0. X-Road neither repeats nor recognises repetitions, so each attempt has a
 * message id of its own, and nothing is attempted twice but GET, HEAD and SOAP questions marked as idempotent, by a transport that
 * repeats. An operation id ({@code X-Road-Issue}) from the caller tells which attempts belong together. Each answer is held against what was sent: in SOAP the client, service and id of
 * its header and the hash over the exact bytes sent; in REST the id, client and service in its headers. An answer that belongs to another question is a
 * {@link dev.eresident.core.ProtocolException}.
 *
 * <p>Errors of X-Road itself (in both spellings, before and since release 7.8; in SOAP with HTTP 200) become one of the six exceptions: see
 * {@link dev.eresident.core.xroad.XRoadClient#soap}. Errors of the provider are answers: an HTTP status in REST, {@link
 * dev.eresident.core.xroad.XRoadProviderFault} in SOAP.
 *
 * <p><b>TLS.</b> A security server knows its clients by their exact certificate: give the key to
 * {@link dev.eresident.core.transport.Transport.Builder#clientKey}, and upload a new certificate to the server before changing to it. Its own certificate is
 * normally self-signed and names another host: pin it with {@link dev.eresident.core.transport.Transport.Builder#pin}. Without a certificate the server lets nobody in who must show one ({@code
 * XROAD_CLIENT_CERTIFICATE_MISSING}), nor with one that is not registered ({@code XROAD_CLIENT_CERTIFICATE_REFUSED}); a server that is not the pinned one is sent
 * nothing ({@code TLS_PEER_UNTRUSTED}). A provider may take a minute to
 * answer, so raise {@link dev.eresident.core.transport.Transport.Builder#idleTimeout} to 65 s.
 *
 * <p>Everything that is sent, headers included, is written to the message logs of both security servers, tokens and personal data too. Logs and
 * exceptions of this package hold identifiers of organisations and services, message ids and error codes, never bodies, fault texts, or user ids.
 *
 * <p>All types are immutable and thread-safe. Not here: attachments, metadata services, evidence from the message log.
 */
@NullMarked
package dev.eresident.core.xroad;

import org.jspecify.annotations.NullMarked;
