/**
 * The OCSP responders of the sandbox (RFC 6960). Start at {@link dev.eresident.sandbox.ocsp.OcspService}.
 *
 * <p>Answers are computed and signed for each request by the delegated responder of the issuing authority. Safe for use by several
 * threads. Signed requests are not looked at.
 */
@NullMarked
package dev.eresident.sandbox.ocsp;

import org.jspecify.annotations.NullMarked;
