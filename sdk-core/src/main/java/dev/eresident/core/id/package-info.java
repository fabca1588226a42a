/**
 * Identifiers of people, companies and accounts: {@code X.parse(text)} checks the form, {@code checksum()} judges the check digits.
 *
 * <p>One pattern for all. {@code parse} throws a {@link dev.eresident.core.ProtocolException} whose code names the rule that failed
 * and whose message never repeats the value; {@code tryParse} returns an empty {@code Optional} instead. A parsed value has the
 * right form but may have wrong check digits, as the state's own test people and some published examples do:
 * {@code checksum()} tells, and {@code isValid()} is the short question. What moves money (payment orders) insists on valid ones;
 * what reads certificates does not.
 *
 * <p>All types are immutable and thread-safe. Those that identify a person print redacted. This room does not ask any register
 * whether a person, company or account exists.
 */
@NullMarked
package dev.eresident.core.id;

import org.jspecify.annotations.NullMarked;
