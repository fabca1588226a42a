package dev.eresident.core.signature.qualification;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspDetails;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Whether an OCSP answer came from a service for qualified certificates (TS 119 612 §5.5.1.1, Certstatus/OCSP/QC). */
public final class ResponderQualification {
    private static final Set<ServiceType> QUALIFIED = Set.of(ServiceType.OCSP_QC);

    private ResponderQualification() {}

    /**
     * Tells whether the responder may speak about qualified certificates. The issuer of the certificate, and whom it delegated, may by its own right; a responder that is only believed
     * because a list names it must be named as a service for qualified certificates, active when it answered.
     *
     * @param details how the answer was accepted
     * @param producedAt when the responder answered
     * @param anchors the lists
     * @return whether it may
     */
    public static boolean maySpeak(OcspDetails details, Instant producedAt, TrustAnchors anchors) {
        if (details.authorisation() != OcspDetails.Authorisation.LISTED) {
            return true;
        }
        List<Certificate> path = details.responderPath();
        return anchors.servicesOf(path.get(path.size() - 1)).stream()
                .anyMatch(service -> service.activeAs(QUALIFIED, producedAt));
    }
}
