/**
 * The security server of an X-Road member: REST (protocol r1) and SOAP (message protocol 4.0). Start at
 * {@link dev.eresident.sandbox.xroad.SecurityServer}.
 *
 * <p>It reads requests strictly, knows clients, services and access rights, and answers with the error codes of the real one in both
 * spellings. Safe for use by several threads. It does not sign, log or time-stamp messages, has no second server on the provider's side,
 * and takes no attachments.
 */
@NullMarked
package dev.eresident.sandbox.xroad;

import org.jspecify.annotations.NullMarked;
