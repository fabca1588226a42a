/**
 * The one implementation of {@link dev.eresident.auth.AuthenticatedPerson}; start at
 * {@link dev.eresident.auth.internal.VerifiedPerson}.
 *
 * <p>Immutable and thread-safe. Not exported: whoever can call it can invent a person. It verifies nothing itself.
 */
@NullMarked
package dev.eresident.auth.internal;

import org.jspecify.annotations.NullMarked;
