/**
 * The certification authorities of the sandbox. Start at {@link dev.eresident.sandbox.pki.SandboxPki}.
 *
 * <p>Keys and serial numbers come from the seed (a SHA-256 counter stream for each label), ECDSA signatures are deterministic (RFC 6979).
 * {@link dev.eresident.sandbox.pki.SandboxPki} and what it returns are safe for use by several threads;
 * {@link dev.eresident.sandbox.pki.CertificateSpec} is not. No JCE provider of BouncyCastle is created or registered. There are no
 * revocation lists here.
 */
@NullMarked
package dev.eresident.sandbox.pki;

import org.jspecify.annotations.NullMarked;
