/**
 * Reading eID certificates: start at {@link dev.eresident.core.certificate.Certificate}.
 *
 * <p>{@link dev.eresident.core.certificate.Certificate#document} tells which of Estonia's documents a certificate belongs to and whether it proves e-residency: {@link
 * dev.eresident.core.certificate.EResidency} is yes, no or unknown, with the reason. The meaning of every policy stands in one table, {@code DocumentTable}.
 *
 * <p>All types are immutable and thread-safe. Nothing here decides about trust, revocation or the strength of keys, and nothing touches the network. {@code toString} never
 * shows a name or a code of a person.
 */
@NullMarked
package dev.eresident.core.certificate;

import org.jspecify.annotations.NullMarked;
