package dev.eresident.payments.register;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Proof;
import dev.eresident.core.id.RegistryCode;
import java.time.Instant;

/**
 * The register's statement that an authenticated person may represent a company alone: only {@link BusinessRegister} makes one.
 *
 * <p>Later rooms accept nothing else, and refuse it after {@link #validUntil()}. Immutable and thread-safe; its text form shows no personal data. It is never
 * serialised: keep {@link #toProof()} in the archive.
 */
public sealed interface ConfirmedRepresentation permits VerifiedRepresentation {
    /**
     * Returns who may act: the authenticated person whose identifier the register named.
     *
     * @return the person, who was valid at {@link #verifiedAt()}
     */
    AuthenticatedPerson person();

    /**
     * Returns for whom they may act.
     *
     * @return the registry code
     */
    RegistryCode company();

    /**
     * Returns the company's name.
     *
     * @return as registered
     */
    String companyName();

    /**
     * Returns the company's status; a liquidator or trustee in bankruptcy is confirmed for a company that is not active.
     *
     * @return entered, in liquidation or bankrupt
     */
    CompanyStatus companyStatus();

    /**
     * Returns the register's code of the role that gives the right.
     *
     * @return for example {@code JUHL}, a member of the management board
     */
    String role();

    /**
     * Returns when the register answered.
     *
     * @return by the caller's clock
     */
    Instant verifiedAt();

    /**
     * Returns until when the answer may be relied on to act: a short time after the answer, and never after the person's own verification ends.
     *
     * @return the last instant; equal to {@link #verifiedAt()} when a stored proof was verified again
     */
    Instant validUntil();

    /**
     * Tells whether it may still be relied on.
     *
     * @param now the present
     * @return verifiedAt ≤ now ≤ validUntil, and the person is valid
     */
    default boolean isValidAt(Instant now) {
        return !now.isBefore(verifiedAt()) && !now.isAfter(validUntil()) && person().isValidAt(now);
    }

    /**
     * Returns the register's question and answer, for the archive. Holds personal data, and no credentials.
     *
     * @return the proof; without authority until {@link BusinessRegister#reverify} reads it with the person again
     */
    Proof toProof();
}
