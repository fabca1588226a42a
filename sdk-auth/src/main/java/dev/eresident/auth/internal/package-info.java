/**
 * What the methods of authentication share: the one implementation of {@link dev.eresident.auth.AuthenticatedPerson}, at
 * {@link dev.eresident.auth.internal.VerifiedPerson}, and the waiting for a phone, at {@link dev.eresident.auth.internal.Polling}.
 *
 * <p>Immutable and thread-safe. Not exported: whoever can call it can invent a person. It verifies nothing itself.
 */
@NullMarked
package dev.eresident.auth.internal;

import org.jspecify.annotations.NullMarked;
