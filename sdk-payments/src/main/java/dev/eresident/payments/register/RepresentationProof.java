package dev.eresident.payments.register;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.xroad.XRoadSoapResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Writes what a confirmation rests on into a {@link Proof}, and reads it back. */
record RepresentationProof(RegistryCode company, RegisterDoor.Exchange exchange) {
    static final String TYPE = "company-representation";
    private static final String COMPANY = "company";
    private static final String DOOR = "door";
    private static final String EXACT = "exact";
    private static final String MESSAGE_ID = "message-id";
    private static final String PERSON = "person";
    private static final String PERSON_VERIFIED_AT = "person-verified-at";
    private static final String PERSON_VALID_UNTIL = "person-valid-until";
    private static final String QUESTION = "question";
    private static final String ANSWER = "answer";

    Proof write(AuthenticatedPerson person, String role, Instant validUntil) {
        Map<String, String> facts = new HashMap<>();
        facts.put(COMPANY, company.digits());
        facts.put(DOOR, exchange.door().name());
        facts.put(EXACT, Boolean.toString(exchange.exact()));
        exchange.messageId().ifPresent(id -> facts.put(MESSAGE_ID, id));
        facts.put(PERSON, person.identifier().text());
        facts.put(PERSON_VERIFIED_AT, person.verifiedAt().toString());
        facts.put(PERSON_VALID_UNTIL, person.validUntil().toString());
        facts.put("role", role);
        facts.put("valid-until", validUntil.toString());
        return Proof.of(TYPE, exchange.at(), facts, Map.of(QUESTION, exchange.question(), ANSWER, exchange.answer()));
    }

    /** Reads a proof, and checks everything but what the answer says. */
    static RepresentationProof read(Proof proof, AuthenticatedPerson person) {
        if (!proof.type().equals(TYPE)) {
            throw malformed();
        }
        try {
            requireSamePerson(proof, person);
            boolean exact = Boolean.parseBoolean(fact(proof, EXACT));
            RegisterDoor.Kind door = RegisterDoor.Kind.valueOf(fact(proof, DOOR));
            RegistryCode company = RegistryCode.parse(fact(proof, COMPANY));
            Bytes question = material(proof, QUESTION);
            Bytes answer = material(proof, ANSWER);
            RegisterAnswer.requireQuestion(question, RegisterQuestion.REPRESENTATION, company);
            if (door == RegisterDoor.Kind.X_ROAD && exact) {
                XRoadSoapResponse.recheck(question, answer);
            }
            return new RepresentationProof(
                    company,
                    new RegisterDoor.Exchange(
                            door,
                            question,
                            answer,
                            exact,
                            java.util.Optional.ofNullable(proof.facts().get(MESSAGE_ID)),
                            proof.verifiedAt()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed();
        }
    }

    private static void requireSamePerson(Proof proof, AuthenticatedPerson person) {
        Instant verified = Instant.parse(fact(proof, PERSON_VERIFIED_AT));
        Instant until = Instant.parse(fact(proof, PERSON_VALID_UNTIL));
        boolean same = fact(proof, PERSON).equals(person.identifier().text())
                && verified.equals(person.verifiedAt())
                && !proof.verifiedAt().isBefore(verified)
                && !proof.verifiedAt().isAfter(until);
        if (!same) {
            throw new TrustException(
                    "REPRESENTATION_OTHER_PERSON",
                    "The proof is of another person, of another login, or the login was not valid when the register answered; give"
                            + " the person of the login that it was made with");
        }
    }

    private static String fact(Proof proof, String name) {
        String value = proof.facts().get(name);
        if (value == null) {
            throw malformed();
        }
        return value;
    }

    private static Bytes material(Proof proof, String name) {
        Bytes value = proof.materials().get(name);
        if (value == null) {
            throw malformed();
        }
        return value;
    }

    private static ProtocolException malformed() {
        return new ProtocolException(
                "PROOF_MALFORMED", "This is not the proof of a representation: use the one that toProof() returned");
    }

    /** Shows the company only. */
    @Override
    public String toString() {
        return "RepresentationProof[" + company + "]";
    }
}
