package dev.eresident.examples.cli;

import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.util.List;
import java.util.Locale;

/** Chooses between production and test rules by what the caller pinned. */
final class TrustPolicies {
    private TrustPolicies() {}

    /**
     * Test rules (test certificate policies are recognised) if and only if every CA that the caller pinned calls itself a test CA,
     * as the state's and the sandbox's test CAs do; one production CA among them keeps the production rules. The caller names
     * the anchors on the command line and so answers for them.
     */
    static TrustPolicy detect(TrustAnchors anchors) {
        List<String> names = anchors.services().stream()
                .filter(service -> service.type() == ServiceType.CA_QC || service.type() == ServiceType.CA_PKC)
                .flatMap(service -> service.certificates().stream())
                .map(certificate -> certificate.subject().commonName().orElse(""))
                .toList();
        boolean test = !names.isEmpty()
                && names.stream().allMatch(name -> name.toUpperCase(Locale.ROOT).startsWith("TEST "));
        return test ? TrustPolicy.test(anchors) : TrustPolicy.productionWithoutTestCheck(anchors);
    }
}
