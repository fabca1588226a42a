package dev.eresident.payments.evidence;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidBuilder;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.payments.register.BusinessRegister;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.sca.AuthorisationOutcome;
import dev.eresident.payments.sca.AuthorisedPayment;
import dev.eresident.payments.sca.PaymentAuthorisation;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs again who logged in, may act and authorised, and sees that it is one person, one company and one order. */
final class PersonReruns {
    /** An exemption has no page; the builder wants one all the same. */
    private static final String NO_ORIGIN = "https://exemption.invalid";

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
        return offline(
                proof,
                webEid -> webEid.reverify(proof, trust)
                        .match(
                                ok -> {
                                    person = ok.person();
                                    return compare(
                                            VerificationKind.LOGIN,
                                            proof,
                                            ok.person().toProof(),
                                            "A person logged in at ");
                                },
                                refused -> Rerun.fails(refused.code().name(), refused.text())));
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
        return offline(
                proof,
                webEid -> reverify(PaymentAuthorisation.over(webEid).build(), proof)
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
                    VerificationKind.LOGIN.folder() + "token.json");
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

    /** Web eID as it was set then, on a clock that stands, with a responder that is never asked. */
    private Rerun offline(Proof proof, Function<WebEid, Rerun> step) {
        Clock then = Clock.fixed(proof.verifiedAt(), ZoneOffset.UTC);
        SecureRandom random = new SecureRandom();
        String origin = proof.facts().getOrDefault("origin", NO_ORIGIN);
        try (Transport unused = Transport.standard()) {
            WebEidBuilder.OcspStage stage =
                    WebEid.builder().origin(origin).trust(trust).replayGuard(ReplayGuard.inMemory(then, 1));
            WebEidBuilder.ClockStage next = withoutOcsp
                    ? stage.withoutOcsp()
                    : stage.ocsp(OcspClient.builder(unused, trust, then, random).build());
            WebEidBuilder builder = next.clock(then).random(random).disallowPolicies(arcs(proof, "policies-blocked"));
            return step.apply(
                    builder.allowOnlyPolicies(arcs(proof, "policies-allowed")).build());
        }
    }

    private static Oid[] arcs(Proof proof, String fact) {
        String text = proof.facts().getOrDefault(fact, "");
        try {
            return text.isEmpty()
                    ? new Oid[0]
                    : Stream.of(text.split(" ", -1)).map(Oid::of).toArray(Oid[]::new);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("EVIDENCE_FACTS", "The recorded policies are no object identifiers");
        }
    }
}
