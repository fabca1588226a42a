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
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.certificate.EidDocument;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.seal.AeadProofSeal;
import dev.eresident.core.internal.seal.SealOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A person as a verification found them. Everything said about them is read out of what was verified: a certificate, or the token of an identity provider. */
public final class VerifiedPerson implements AuthenticatedPerson {
    private static final String SEALED_TYPE = "authenticated-person";
    private static final String METHOD = "method";
    private static final String LEVEL = "level";
    private static final String ENVIRONMENT = "environment";
    private static final String VALID_UNTIL = "valid-until";
    private static final String CERTIFICATE = "certificate";
    private static final String PROOF = "proof";
    private static final String IDENTIFIER = "identifier";
    private static final String GIVEN_NAME = "given-name";
    private static final String SURNAME = "surname";
    private static final String BIRTH_DATE = "birth-date";

    private final AuthenticationMethod method;
    private final AssuranceLevel level;
    private final Holder holder;
    private final Source source;
    private final Instant validUntil;
    private final Proof proof;

    private VerifiedPerson(
            AuthenticationMethod method,
            AssuranceLevel level,
            Holder holder,
            Source source,
            Instant validUntil,
            Proof proof) {
        this.method = method;
        this.level = level;
        this.holder = holder;
        this.source = source;
        this.validUntil = validUntil;
        this.proof = proof;
    }

    /** Where what is said about the person was read. */
    private sealed interface Source {
        Optional<LocalDate> birthDate(Holder holder);

        Optional<EidDocument> document();

        EResidency eResidency();

        Optional<Certificate> certificate();

        /** What a seal must keep to say the same again. */
        void write(Holder holder, Map<String, String> facts, Map<String, Bytes> materials);
    }

    private record OfCertificate(Certificate shown, EidDocument read) implements Source {
        @Override
        public Optional<LocalDate> birthDate(Holder holder) {
            return BirthDates.of(shown, holder.identifier());
        }

        @Override
        public Optional<EidDocument> document() {
            return Optional.of(read);
        }

        @Override
        public EResidency eResidency() {
            return read.eResidency();
        }

        @Override
        public Optional<Certificate> certificate() {
            return Optional.of(shown);
        }

        @Override
        public void write(Holder holder, Map<String, String> facts, Map<String, Bytes> materials) {
            facts.put(ENVIRONMENT, read.environment().name());
            materials.put(CERTIFICATE, shown.der());
        }
    }

    private record OfProvider(Optional<LocalDate> claimed) implements Source {
        private static final EResidency UNTOLD =
                new EResidency.Unknown("Identity providers do not tell e-residents from residents");

        @Override
        public Optional<LocalDate> birthDate(Holder holder) {
            return claimed.or(() -> BirthDates.of(holder.identifier()));
        }

        @Override
        public Optional<EidDocument> document() {
            return Optional.empty();
        }

        @Override
        public EResidency eResidency() {
            return UNTOLD;
        }

        @Override
        public Optional<Certificate> certificate() {
            return Optional.empty();
        }

        @Override
        public void write(Holder holder, Map<String, String> facts, Map<String, Bytes> materials) {
            facts.put(IDENTIFIER, holder.identifier().text());
            holder.givenName().ifPresent(name -> facts.put(GIVEN_NAME, name));
            holder.surname().ifPresent(name -> facts.put(SURNAME, name));
            claimed.ifPresent(date -> facts.put(BIRTH_DATE, date.toString()));
        }
    }

    /**
     * Says that a certificate's holder was verified. For the verifying rooms only, after their last check.
     *
     * @param method how
     * @param level the assurance level of the method
     * @param environment whose policies are recognised
     * @param certificate verified
     * @param holder read out of it
     * @param validUntil until when the person may act, not before the proof's time; cut at the certificate's end
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
        Instant end = certificate.notAfter();
        return new VerifiedPerson(
                method,
                level,
                holder,
                new OfCertificate(certificate, certificate.document(environment)),
                validUntil.isAfter(end) ? end : validUntil,
                proof);
    }

    /**
     * Says that an identity provider verified a person, whose certificate it does not show. For the verifying rooms only, after their last
     * check.
     *
     * @param method how
     * @param level the assurance level that the provider stated
     * @param holder as the provider named them
     * @param birthDate as the provider told it
     * @param validUntil until when the person may act, not before the proof's time
     * @param proof what was verified, and when
     * @return the person, of unknown e-residency
     */
    public static AuthenticatedPerson ofProvider(
            AuthenticationMethod method,
            AssuranceLevel level,
            Holder holder,
            Optional<LocalDate> birthDate,
            Instant validUntil,
            Proof proof) {
        return new VerifiedPerson(method, level, holder, new OfProvider(birthDate), validUntil, proof);
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
        return source.birthDate(holder);
    }

    @Override
    public Optional<EidDocument> document() {
        return source.document();
    }

    @Override
    public EResidency eResidency() {
        return source.eResidency();
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
    public Optional<Certificate> certificate() {
        return source.certificate();
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
        Map<String, String> facts = new HashMap<>();
        facts.put(METHOD, method.name());
        facts.put(LEVEL, level.name());
        facts.put(VALID_UNTIL, validUntil.toString());
        Map<String, Bytes> materials = new HashMap<>();
        materials.put(PROOF, proof.toBytes());
        source.write(holder, facts, materials);
        Proof envelope = Proof.of(SEALED_TYPE, verifiedAt(), facts, materials);
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
            AuthenticationMethod method = AuthenticationMethod.valueOf(fact(envelope, METHOD));
            AssuranceLevel level = AssuranceLevel.valueOf(fact(envelope, LEVEL));
            Instant validUntil = Instant.parse(fact(envelope, VALID_UNTIL));
            Proof proof = Proof.fromBytes(material(envelope, PROOF));
            if (!envelope.materials().containsKey(CERTIFICATE)) {
                Holder holder = new Holder(
                        SemanticsIdentifier.parse(fact(envelope, IDENTIFIER)),
                        Optional.ofNullable(envelope.facts().get(GIVEN_NAME)),
                        Optional.ofNullable(envelope.facts().get(SURNAME)));
                Optional<LocalDate> birth =
                        Optional.ofNullable(envelope.facts().get(BIRTH_DATE)).map(LocalDate::parse);
                return Optional.of(ofProvider(method, level, holder, birth, validUntil, proof));
            }
            Certificate certificate =
                    Certificate.read(material(envelope, CERTIFICATE).toByteArray());
            Environment environment = Environment.valueOf(fact(envelope, ENVIRONMENT));
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
        String document = document().map(read -> ", " + read.type()).orElse("");
        return "AuthenticatedPerson[" + method + document + ", verified at " + verifiedAt() + "]";
    }
}
