package dev.eresident.payments.register;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Proof;
import dev.eresident.core.id.RegistryCode;
import java.time.Instant;

/** A right of representation as the register stated it. */
final class VerifiedRepresentation implements ConfirmedRepresentation {
    private final AuthenticatedPerson person;
    private final RegistryCode company;
    private final String companyName;
    private final CompanyStatus status;
    private final String role;
    private final Instant validUntil;
    private final Proof proof;

    private VerifiedRepresentation(
            AuthenticatedPerson person,
            RegistryCode company,
            String companyName,
            CompanyStatus status,
            String role,
            Instant validUntil,
            Proof proof) {
        this.person = person;
        this.company = company;
        this.companyName = companyName;
        this.status = status;
        this.role = role;
        this.validUntil = validUntil;
        this.proof = proof;
    }

    /**
     * Says that the register confirmed a right; to be called after the last check.
     *
     * @param person who was authenticated
     * @param company for whom they may act
     * @param companyName as registered
     * @param status as registered
     * @param role the register's code of their role
     * @param validUntil until when it may be relied on
     * @param proof question and answer, without credentials
     * @return the right
     */
    static ConfirmedRepresentation of(
            AuthenticatedPerson person,
            RegistryCode company,
            String companyName,
            CompanyStatus status,
            String role,
            Instant validUntil,
            Proof proof) {
        return new VerifiedRepresentation(person, company, companyName, status, role, validUntil, proof);
    }

    @Override
    public AuthenticatedPerson person() {
        return person;
    }

    @Override
    public RegistryCode company() {
        return company;
    }

    @Override
    public String companyName() {
        return companyName;
    }

    @Override
    public CompanyStatus companyStatus() {
        return status;
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public Instant verifiedAt() {
        return proof.verifiedAt();
    }

    @Override
    public Instant validUntil() {
        return validUntil;
    }

    @Override
    public Proof toProof() {
        return proof;
    }

    /** Shows company, role and time, and nothing about the person. */
    @Override
    public String toString() {
        return "ConfirmedRepresentation[" + company + ", " + role + ", verified at " + verifiedAt() + "]";
    }
}
