/**
 * The sandbox in JUnit 5 tests. Start at {@link dev.eresident.sandbox.junit.SandboxExtension}.
 *
 * <p>Needs {@code junit-jupiter-api}, which is an optional dependency. Tests that script faults share the sandbox and must not run in
 * parallel.
 */
@NullMarked
package dev.eresident.sandbox.junit;

import org.jspecify.annotations.NullMarked;
