/**
 * The Estonian business register (arireg): start at {@link dev.eresident.payments.register.BusinessRegister}.
 *
 * <p>Two operations, {@code lihtandmed_v3} (who is this company, does it exist) and {@code esindus_v2} (who may represent it), through two doors that carry
 * the same messages: X-Road, and the register's own HTTPS address with a user name and password. What the register says of a company or person is a
 * sealed outcome; what kept it from saying anything is an exception:
 *
 * <ul>
 *   <li>wrong user name or password: {@link dev.eresident.core.ServiceException} {@code REGISTER_CREDENTIALS_REFUSED}; do not repeat, accounts may be locked
 *   <li>X-Road access not granted: {@code ServiceException} {@code XROAD_ACCESS_DENIED}; see {@link dev.eresident.core.xroad.XRoadClient#soap}
 *   <li>another fault of the register: {@code ServiceException} {@code REGISTER_FAULT}
 *   <li>an answer to another question, or one that cannot be read: {@link dev.eresident.core.ProtocolException}
 *       {@code REGISTER_ANSWER_MISMATCH}, {@code REGISTER_ANSWER_MALFORMED}
 * </ul>
 *
 * <p>The register repeats the password in its answers. It is cut out of every question and answer before these are kept, in proofs too, and no text of
 * an exception or log repeats what the register wrote. Names and codes of people appear in results and proofs, never in a text form.
 *
 * <p>Immutable and thread-safe. Not here: queues (the register's free contract allows one call at a time), caching, search by name, beneficial
 * owners, and judging conditions that the register writes as free text: these are handed on as {@code Unclear}.
 */
@NullMarked
package dev.eresident.payments.register;

import org.jspecify.annotations.NullMarked;
