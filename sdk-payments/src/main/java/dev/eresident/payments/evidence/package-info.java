/**
 * Proving all of it years later: one file with the raw proofs, and its verification offline. Start at
 * {@link dev.eresident.payments.evidence.EvidenceFile} to write and {@link dev.eresident.payments.evidence.EvidenceCheck} to check.
 *
 * <pre>{@code
 * EvidenceFile evidence = EvidenceFile.builder(clock.instant())
 *         .trust(Environment.PRODUCTION, Map.of("EE_T.xml", list))
 *         .login(person)
 *         .representation(right)
 *         .authorisation(payment)
 *         .gateway(GatewayExchange.of(receipt, request, answer))
 *         .build();
 * evidence.writeTo(Path.of("evidence.zip"));    // and note evidence.manifestSha256() elsewhere
 *
 * EvidenceReport report = EvidenceCheck.withListSigners(signers).check(Path.of("evidence.zip"));
 * }</pre>
 *
 * <p>Everything is immutable and thread-safe except the builder. This package does not verify by itself: it hands the stored bytes to the
 * rooms that verified them first, and compares. It does not sign or time-stamp the file, and does not erase personal data in it.
 */
@NullMarked
package dev.eresident.payments.evidence;

import org.jspecify.annotations.NullMarked;
