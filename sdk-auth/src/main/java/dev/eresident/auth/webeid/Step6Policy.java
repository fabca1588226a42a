package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import java.util.List;

/**
 * Step 6: the certificate belongs to a kind of document that is accepted (Web eID §4, 6; §7.4).
 *
 * <p>Arcs are compared, each with everything below it: no policy may stand under a blocked arc, and when arcs are allowed
 * explicitly at least one policy must stand under one of them.
 * Without a list of allowed arcs, a certificate without policies passes: what it proves about e-residency is then unknown.
 */
record Step6Policy(List<Oid> blocked, List<Oid> allowed) {
    /** Mobile-ID and Smart-ID of all generations with their test arcs: no cards, and their keys are used by other protocols. */
    static final List<Oid> NO_CARDS = List.of(
            Oid.of("1.3.6.1.4.1.10015.1.3"),
            Oid.of("1.3.6.1.4.1.10015.3.1.3"),
            Oid.of("1.3.6.1.4.1.10015.3.3"),
            Oid.of("1.3.6.1.4.1.10015.18"),
            Oid.of("1.3.6.1.4.1.10015.3.18"),
            Oid.of("1.3.6.1.4.1.10015.17"),
            Oid.of("1.3.6.1.4.1.10015.3.17"));

    Step6Policy {
        blocked = List.copyOf(blocked);
        allowed = List.copyOf(allowed);
    }

    Step<Candidate> check(Candidate candidate) {
        return permits(candidate.certificate())
                ? Step.passed(candidate)
                : Step.refused(WebEidRefusal.POLICY_DISALLOWED);
    }

    /** Whether a certificate, for login or for signing, is of a kind that the caller accepts. */
    boolean permits(Certificate certificate) {
        List<Oid> policies = certificate.policies();
        return !isBlocked(certificate)
                && (allowed.isEmpty() || policies.stream().anyMatch(policy -> isUnder(policy, allowed)));
    }

    private boolean isBlocked(Certificate certificate) {
        return certificate.policies().stream().anyMatch(policy -> isUnder(policy, blocked));
    }

    private static boolean isUnder(Oid policy, List<Oid> arcs) {
        return arcs.stream().anyMatch(policy::startsWith);
    }
}
