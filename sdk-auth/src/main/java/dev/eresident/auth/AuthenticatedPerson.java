package dev.eresident.auth;

import dev.eresident.auth.internal.VerifiedPerson;
import dev.eresident.core.Proof;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.id.PersonalCode;
import dev.eresident.core.id.SemanticsIdentifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A natural person whose identity was verified: only a verification, or a {@link ProofSeal} that sealed the result of one, makes it.
 *
 * <p>What is said about them comes from the certificate that was verified or, where an identity provider did that and shows no certificate,
 * from the token that it signed. Names are as written there, usually in capitals. Immutable; its text form shows no personal data. It is never
 * serialised: keep {@link #seal} in the bank's own session and {@link #toProof()} in the archive.
 *
 * <p>It says who the person is, not what they may do: authorise separately, and change the session id after the login.
 */
public sealed interface AuthenticatedPerson permits VerifiedPerson {
    /**
     * Returns the given names.
     *
     * @return as written; empty for people who have only one name
     */
    Optional<String> givenName();

    /**
     * Returns the surname.
     *
     * @return as written; empty for people who have only one name
     */
    Optional<String> surname();

    /**
     * Returns given names and surname, separated by a space.
     *
     * @return at least one of them
     */
    default String fullName() {
        String both = givenName().orElse("") + " " + surname().orElse("");
        return both.strip();
    }

    /**
     * Returns who the person is, in the one spelling of ETSI EN 319 412-1, whatever the document wrote.
     *
     * @return type, country and code, for example type PNO, country EE
     */
    SemanticsIdentifier identifier();

    /**
     * Returns the Estonian personal code.
     *
     * @return the code, empty if the identifier is not an Estonian one; test cards have codes with a wrong checksum
     */
    default Optional<PersonalCode> personalCode() {
        return identifier().personalCode();
    }

    /**
     * Returns the date of birth, as far as certificate or token prove it: by its own attribute, else by the identifier.
     *
     * @return the date; empty without the attribute, if the identifier does not hold one
     */
    default Optional<LocalDate> birthDate() {
        return personalCode().flatMap(PersonalCode::birthDate);
    }

    /**
     * Returns the country that gave the identifier; says nothing about citizenship or residence.
     *
     * @return two letters of ISO 3166
     */
    default String country() {
        return identifier().country();
    }

    /**
     * Returns the document that was used, as its certificate tells. Store its kind with the login: one person may hold several.
     *
     * @return kind, e-residency and the policy that told; empty where an identity provider verified the document and does not show it
     */
    Optional<EidDocument> document();

    /**
     * Tells whether the document proves e-residency.
     *
     * @return yes, no or unknown, with the reason; always unknown without a {@link #document()}
     */
    EResidency eResidency();

    /**
     * Returns how the person was authenticated.
     *
     * @return the method
     */
    AuthenticationMethod method();

    /**
     * Returns the assurance level of that method, as this SDK classes it: {@code HIGH} for Estonian cards, and for Mobile-ID and qualified Smart-ID
     * accounts with an Estonian identifier; {@code SUBSTANTIAL} for those of other countries; {@code LOW} for Smart-ID accounts that are
     * not qualified; for an identity provider what it stated. Where a law asks for a notified means, decide by method and country yourself.
     *
     * @return the level
     */
    AssuranceLevel assuranceLevel();

    /**
     * Returns the authentication certificate.
     *
     * @return verified at {@link #verifiedAt()}; empty where an identity provider verified it and does not show it
     */
    Optional<Certificate> certificate();

    /**
     * Returns when all of this was verified.
     *
     * @return by the clock of the verifier
     */
    Instant verifiedAt();

    /**
     * Returns until when the verification may be relied on to act; later rooms refuse a person after it.
     *
     * @return the last instant; equal to {@link #verifiedAt()} when a stored proof was verified again
     */
    Instant validUntil();

    /**
     * Tells whether the verification may still be relied on.
     *
     * @param now the present
     * @return verifiedAt ≤ now ≤ validUntil
     */
    default boolean isValidAt(Instant now) {
        return !now.isBefore(verifiedAt()) && !now.isAfter(validUntil());
    }

    /**
     * Returns everything that the verification used, for the archive. Holds personal data.
     *
     * @return the raw inputs; without authority until they are verified again
     */
    Proof toProof();

    /**
     * Seals the person for the bank's own session.
     *
     * @param seal holds the keys
     * @param purpose what the text may be used for, 1 to 64 printable ASCII characters, for example {@code bank-session}
     * @param subject the session it belongs to, for example the session id after the login; at most 1024 bytes in UTF-8
     * @return text of usually 8 to 16 KiB (it holds the proof), refused after {@link #validUntil()}
     * @throws IllegalArgumentException if the purpose or subject is outside its limits, or this person is not valid any more
     */
    String seal(ProofSeal seal, String purpose, String subject);

    /**
     * Opens what {@link #seal} made.
     *
     * @param seal holds the key that sealed
     * @param sealed the text
     * @param purpose as sealed
     * @param subject as sealed
     * @return the person as authenticated then, or why not
     */
    static UnsealOutcome unseal(ProofSeal seal, String sealed, String purpose, String subject) {
        return VerifiedPerson.unseal(seal, sealed, purpose, subject);
    }
}
