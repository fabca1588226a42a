package dev.eresident.auth.mobileid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Oid;
import java.util.List;
import java.util.Set;

/**
 * Step 3: the certificate has a policy of Mobile-ID, and the key usage of this kind of session. The authorities of Mobile-ID issue
 * Smart-ID accounts too, so without the policy the one could stand for the other.
 */
record Step3Policy(MobileIdSession.Kind kind, List<Oid> policies) {
    Outcome<Trusted, MobileIdRefusal> check(Trusted trusted) {
        Certificate certificate = trusted.certificate();
        boolean known = certificate.policies().stream()
                .anyMatch(policy -> policies.stream().anyMatch(policy::startsWith));
        if (!known) {
            return Outcome.refused(MobileIdRefusal.POLICY_WRONG);
        }
        Set<KeyUsage> usage = certificate.keyUsage().orElse(Set.of());
        boolean forSigning = usage.contains(KeyUsage.NON_REPUDIATION);
        boolean fits = kind == MobileIdSession.Kind.LOGIN
                ? usage.contains(KeyUsage.DIGITAL_SIGNATURE) && !forSigning
                : forSigning;
        return fits ? Outcome.succeeded(trusted) : Outcome.refused(MobileIdRefusal.PURPOSE_WRONG);
    }
}
