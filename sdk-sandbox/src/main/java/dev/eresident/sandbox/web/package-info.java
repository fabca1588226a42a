/**
 * One HTTP request and its answer, as the sandbox's services see them. Start at {@link dev.eresident.sandbox.web.WebRequest}.
 *
 * <p>Immutable values, safe for use by several threads. It does not listen and does not send.
 */
@NullMarked
package dev.eresident.sandbox.web;

import org.jspecify.annotations.NullMarked;
