/**
 * The business register: companies, who may represent them, over SOAP. Start at
 * {@link dev.eresident.sandbox.register.RegisterService}.
 *
 * <p>It plays {@code lihtandmed_v1} to {@code _v3} and {@code esindus_v2} in XML, both at a direct address with user name and password and
 * behind the security server. Safe for use by several threads. It does not play JSON output, sessions, filings or the other services of
 * the register.
 */
@NullMarked
package dev.eresident.sandbox.register;

import org.jspecify.annotations.NullMarked;
