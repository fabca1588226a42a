package dev.eresident.auth.internal;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.UnsealOutcome;
import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.seal.AeadProofSeal;
import dev.eresident.core.internal.seal.SealOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A person as a verification found them. Everything said about them is read out of the certificate that was verified. */
public final class VerifiedPerson implements AuthenticatedPerson {
    private static final String SEALED_TYPE = "authenticated-person";
    private static final String METHOD = "method";
    private static final String LEVEL = "level";
    private static final String ENVIRONMENT = "environment";
    private static final String VALID_UNTIL = "valid-until";
    private static final String CERTIFICATE = "certificate";
    private static final String PROOF = "proof";

    private final AuthenticationMethod method;
    private final AssuranceLevel level;
    private final Environment environment;
    private final Certificate certificate;
    private final Holder holder;
    private final EidDocument document;
    private final Instant validUntil;
    private final Proof proof;

    private VerifiedPerson(
            AuthenticationMethod method,
            AssuranceLevel level,
            Environment environment,
            Certificate certificate,
            Holder holder,
            Instant validUntil,
            Proof proof) {
        this.method = method;
        this.level = level;
        this.environment = environment;
        this.certificate = certificate;
        this.holder = holder;
        this.document = certificate.document(environment);
        this.validUntil = validUntil;
        this.proof = proof;
    }

    /**
     * Says that a certificate's holder was verified. For the verifying rooms only, after their last check.
     *
     * @param method how
     * @param level the assurance level of the method
     * @param environment whose policies are recognised
     * @param certificate verified
     * @param holder read out of it
     * @param validUntil until when the person may act, not before the proof's time
     * @param proof what was verified, and when
     * @return the person
     */
    public static AuthenticatedPerson of(
            AuthenticationMethod method,
            AssuranceLevel level,
            Environment environment,
            Certificate certificate,
            Holder holder,
            Instant validUntil,
            Proof proof) {
        return new VerifiedPerson(method, level, environment, certificate, holder, validUntil, proof);
    }

    @Override
    public Optional<String> givenName() {
        return holder.givenName();
    }

    @Override
    public Optional<String> surname() {
        return holder.surname();
    }

    @Override
    public SemanticsIdentifier identifier() {
        return holder.identifier();
    }

    @Override
    public Optional<LocalDate> birthDate() {
        return BirthDates.of(certificate, holder.identifier());
    }

    @Override
    public EidDocument document() {
        return document;
    }

    @Override
    public AuthenticationMethod method() {
        return method;
    }

    @Override
    public AssuranceLevel assuranceLevel() {
        return level;
    }

    @Override
    public Certificate certificate() {
        return certificate;
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

    @Override
    public String seal(ProofSeal seal, String purpose, String subject) {
        Proof envelope = Proof.of(
                SEALED_TYPE,
                verifiedAt(),
                Map.of(
                        METHOD, method.name(),
                        LEVEL, level.name(),
                        ENVIRONMENT, environment.name(),
                        VALID_UNTIL, validUntil.toString()),
                Map.of(CERTIFICATE, certificate.der(), PROOF, proof.toBytes()));
        return aead(seal).seal(purpose, SEALED_TYPE, subject, validUntil, envelope.toBytes());
    }

    /**
     * Opens a sealed person; see {@link AuthenticatedPerson#unseal}.
     *
     * @param seal holds the keys
     * @param sealed the text
     * @param purpose as sealed
     * @param subject as sealed
     * @return the person or why not
     */
    public static UnsealOutcome unseal(ProofSeal seal, String sealed, String purpose, String subject) {
        SealOutcome outcome = aead(seal).open(sealed, purpose, SEALED_TYPE, subject);
        if (outcome instanceof SealOutcome.Rejected rejected) {
            return new UnsealOutcome.Rejected(rejected.reason());
        }
        return read(((SealOutcome.Opened) outcome).payload())
                .<UnsealOutcome>map(UnsealOutcome.Unsealed::new)
                .orElseGet(() -> new UnsealOutcome.Rejected(ProofSeal.Rejection.MALFORMED));
    }

    /** What our own key sealed is well-formed, unless a later release wrote it. */
    private static Optional<AuthenticatedPerson> read(Bytes payload) {
        try {
            Proof envelope = Proof.fromBytes(payload);
            Certificate certificate =
                    Certificate.read(material(envelope, CERTIFICATE).toByteArray());
            AuthenticationMethod method = AuthenticationMethod.valueOf(fact(envelope, METHOD));
            AssuranceLevel level = AssuranceLevel.valueOf(fact(envelope, LEVEL));
            Environment environment = Environment.valueOf(fact(envelope, ENVIRONMENT));
            Instant validUntil = Instant.parse(fact(envelope, VALID_UNTIL));
            Proof proof = Proof.fromBytes(material(envelope, PROOF));
            return Holder.of(certificate.subject())
                    .map(holder -> of(method, level, environment, certificate, holder, validUntil, proof));
        } catch (ProtocolException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String fact(Proof envelope, String name) {
        String value = envelope.facts().get(name);
        return value == null ? "" : value;
    }

    private static Bytes material(Proof envelope, String name) {
        Bytes value = envelope.materials().get(name);
        return value == null ? Bytes.empty() : value;
    }

    private static AeadProofSeal aead(ProofSeal seal) {
        Objects.requireNonNull(seal, "seal");
        if (seal instanceof AeadProofSeal aead) {
            return aead;
        }
        throw new BugException("SEAL_UNKNOWN", "The seal is of a kind that this release does not know");
    }

    /** Shows how and when, and nothing about the person. */
    @Override
    public String toString() {
        return "AuthenticatedPerson[" + method + ", " + document.type() + ", verified at " + verifiedAt() + "]";
    }
}
