package dev.eresident.core.signature.qualification;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustService;
import java.time.Instant;
import java.util.Collection;

/**
 * What a time-stamp is worth (TS 119 615 §4.6; Regulation (EU) 910/2014 article 42). The names are those of the European Commission's validation software.
 */
public enum TimestampQualification {
    /** Qualified electronic time-stamp: a service of type TSA/QTST was granted when it was made. */
    QTSA,
    /** A time-stamp by a listed service that was not qualified then. */
    TSA,
    /** No trusted list was reached. */
    NA;

    /**
     * Determines the qualification of a time-stamp whose token was found good.
     *
     * @param authority the certificate of the authority, or the listed one above it
     * @param services the services that hold it, see {@code TrustAnchors.servicesOf}; those that the caller pinned without a list say nothing
     * @param generatedAt genTime of the token
     * @return the qualification
     */
    public static TimestampQualification of(
            Certificate authority, Collection<TrustService> services, Instant generatedAt) {
        if (services.stream().noneMatch(s -> s.listed() && s.certificates().contains(authority))) {
            return NA;
        }
        boolean granted = services.stream()
                .filter(service -> service.certificates().contains(authority))
                .flatMap(service -> service.periodAt(generatedAt).stream())
                .anyMatch(period -> period.type() == ServiceType.TSA_QTST && period.qualified());
        return granted ? QTSA : TSA;
    }
}
