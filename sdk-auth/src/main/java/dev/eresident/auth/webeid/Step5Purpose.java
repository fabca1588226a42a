package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Oid;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Step 5: the certificate is for authentication (Web eID §4, 5).
 *
 * <p>Key usage must be there with {@code digitalSignature}; an extended key usage, when there is one, must hold {@code
 * clientAuth}. Some foreign cards have none.
 */
final class Step5Purpose {
    static final Oid CLIENT_AUTH = Oid.of("1.3.6.1.5.5.7.3.2");

    private Step5Purpose() {}

    static Step<Candidate> check(Candidate candidate) {
        Optional<Set<KeyUsage>> usage = candidate.certificate().keyUsage();
        if (usage.isEmpty()) {
            return Step.refused(WebEidRefusal.PURPOSE_MISSING);
        }
        Optional<List<Oid>> extended = candidate.certificate().extendedKeyUsage();
        if (!usage.get().contains(KeyUsage.DIGITAL_SIGNATURE)
                || extended.map(purposes -> !purposes.contains(CLIENT_AUTH)).orElse(false)) {
            return Step.refused(WebEidRefusal.PURPOSE_WRONG);
        }
        return Step.passed(candidate);
    }
}
