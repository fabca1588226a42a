/**
 * The security server of an X-Road member: REST (protocol r1) and SOAP (message protocol 4.0). Start at
 * {@link dev.eresident.sandbox.xroad.SecurityServer}.
 *
 * <p>It listens without TLS and over TLS 1.2 ({@link dev.eresident.sandbox.xroad.SecurityServer#secure}); a client with registered certificates is let in with
 * one of them only. It reads requests strictly, knows clients, services and access rights, and answers with the error codes of the real one in both
 * spellings. Safe for use by several threads. It does not sign, log or time-stamp messages, has no second server on the provider's side,
 * and takes no attachments.
 */
@NullMarked
package dev.eresident.sandbox.xroad;

import org.jspecify.annotations.NullMarked;
