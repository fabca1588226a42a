/**
 * The time-stamping authority of the sandbox (RFC 3161). Start at {@link dev.eresident.sandbox.tsa.TsaService}.
 *
 * <p>Tokens are computed and signed for each request. Safe for use by several threads. It stamps SHA-2 values only.
 */
@NullMarked
package dev.eresident.sandbox.tsa;

import org.jspecify.annotations.NullMarked;
