/**
 * What the methods of authentication share: the one implementation of {@link dev.eresident.auth.AuthenticatedPerson}, at
 * {@link dev.eresident.auth.internal.VerifiedPerson}, the waiting for a phone, at {@link dev.eresident.auth.internal.Polling}, and the
 * status of certificates, at {@link dev.eresident.auth.internal.StatusSource}.
 *
 * <p>Immutable and thread-safe. Not exported: whoever can call it can invent a person. Of a verification it does no more than to
 * ask for that status.
 */
@NullMarked
package dev.eresident.auth.internal;

import org.jspecify.annotations.NullMarked;
