package dev.eresident.payments.evidence;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.payments.register.BusinessRegister;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.sca.AuthorisationOutcome;
import dev.eresident.payments.sca.AuthorisedPayment;
import dev.eresident.payments.sca.PaymentAuthorisation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs again who logged in, may act and authorised, and sees that it is one person, one company and one order. */
final class PersonReruns {
    /** What depends on whom is believed, and so may differ from what was recorded. */
    private static final Set<String> OF_TRUST = Set.of("trust-id", "environment", "policies-blocked");

    static final String BOUND_RIGHT = "representation-digest";

    private final TrustPolicy trust;
    private final boolean withoutOcsp;
    private @Nullable AuthenticatedPerson person;
    private @Nullable ConfirmedRepresentation right;
    private @Nullable AuthorisedPayment payment;

    PersonReruns(TrustPolicy trust, boolean withoutOcsp) {
        this.trust = trust;
        this.withoutOcsp = withoutOcsp;
    }

    Optional<AuthorisedPayment> payment() {
        return Optional.ofNullable(payment);
    }

    Rerun login(Proof proof) {
        LoginRerun login = new LoginRerun(proof, trust, withoutOcsp);
        return login.run(found -> {
            person = found;
            return compare(VerificationKind.LOGIN, proof, found.toProof(), "A person logged in " + login.to() + " at ");
        });
    }

    Rerun representation(Proof proof) {
        if (person == null) {
            return Rerun.fails("LOGIN_NOT_VERIFIED", "The person is not known, because the login does not hold");
        }
        return BusinessRegister.reverify(proof, person)
                .match(
                        confirmed -> {
                            right = confirmed;
                            return Rerun.holds("The register named the person as entitled to act alone for company "
                                    + confirmed.company() + " at " + confirmed.verifiedAt());
                        },
                        other -> Rerun.fails(
                                "REPRESENTATION_" + other.kind().name(),
                                other.text(),
                                VerificationKind.REPRESENTATION.folder() + "answer.xml"));
    }

    Rerun authorisation(Proof proof, boolean loginThere, boolean representationThere) {
        return new LoginRerun(proof, trust, withoutOcsp)
                .webEid(webEid -> reverify(PaymentAuthorisation.over(webEid).build(), proof)
                        .match(
                                ok -> {
                                    Rerun compared = compare(
                                            VerificationKind.AUTHORISATION,
                                            proof,
                                            ok.payment().toProof(),
                                            "Order " + ok.payment().order().orderId() + " was authorised at ");
                                    Rerun linked = compared.code().isPresent()
                                            ? compared
                                            : linked(ok.payment(), loginThere, representationThere, compared);
                                    if (linked.code().isEmpty()) {
                                        payment = ok.payment();
                                    }
                                    return linked;
                                },
                                refused -> Rerun.fails(
                                        refused.token()
                                                .map(token -> token.code().name())
                                                .orElse(refused.code().name()),
                                        refused.text())));
    }

    /** A right that was bound into what the card signed must be the one that lies in the evidence. */
    private AuthorisationOutcome reverify(PaymentAuthorisation authorisation, Proof proof) {
        return right != null && proof.facts().containsKey(BOUND_RIGHT)
                ? authorisation.reverify(proof, trust, right)
                : authorisation.reverify(proof, trust);
    }

    /** The payer is the person of the login, and the order is the company's for which they may act. */
    private Rerun linked(
            AuthorisedPayment authorised, boolean loginThere, boolean representationThere, Rerun otherwise) {
        if (loginThere && person == null) {
            return Rerun.fails("LOGIN_NOT_VERIFIED", "The person is not known, because the login does not hold");
        }
        if (representationThere && right == null) {
            return Rerun.fails(
                    "REPRESENTATION_NOT_VERIFIED",
                    "The right to act is not known, because the representation does not hold");
        }
        if (!representationThere && authorised.toProof().facts().containsKey(BOUND_RIGHT)) {
            return Rerun.fails(
                    "REPRESENTATION_NOT_VERIFIED",
                    "The card signed a right of representation that is not in the evidence",
                    VerificationKind.AUTHORISATION.folder() + ProofFolder.FACTS);
        }
        if (person != null
                && authorised instanceof AuthorisedPayment.ByPayer byPayer
                && !byPayer.payer().identifier().equals(person.identifier())) {
            return Rerun.fails(
                    "AUTHORISATION_OTHER_PERSON",
                    "The payer is not the person of the login",
                    VerificationKind.AUTHORISATION.folder() + "token.json",
                    VerificationKind.LOGIN.folder() + ProofFolder.fileOf("certificate"));
        }
        if (right != null && !authorised.order().company().equals(right.company())) {
            return Rerun.fails(
                    "AUTHORISATION_OTHER_COMPANY",
                    "The order is not given for the company that the person may represent",
                    VerificationKind.AUTHORISATION.folder() + "order.json",
                    VerificationKind.REPRESENTATION.folder() + "answer.xml");
        }
        return otherwise;
    }

    /** What the verification used must be what lies in the files, also where it could do without. */
    private static Rerun compare(VerificationKind kind, Proof stored, Proof again, String text) {
        SortedMap<String, Bytes> materials = new TreeMap<>(again.materials());
        for (String name : names(stored.materials(), materials)) {
            if (!Optional.ofNullable(stored.materials().get(name)).equals(Optional.ofNullable(materials.get(name)))) {
                return Rerun.fails(
                        "EVIDENCE_CONTRADICTED",
                        "A file is not what the verification used",
                        kind.folder() + ProofFolder.fileOf(name));
            }
        }
        for (String name : names(stored.facts(), again.facts())) {
            if (!OF_TRUST.contains(name)
                    && !Optional.ofNullable(stored.facts().get(name))
                            .equals(Optional.ofNullable(again.facts().get(name)))) {
                return Rerun.fails(
                        "EVIDENCE_CONTRADICTED",
                        "A recorded fact is not what the verification found",
                        kind.folder() + ProofFolder.FACTS);
            }
        }
        return Rerun.holds(text + stored.verifiedAt());
    }

    private static Iterable<String> names(Map<String, ?> one, Map<String, ?> other) {
        return Stream.concat(one.keySet().stream(), other.keySet().stream())
                .distinct()
                .toList();
    }
}
