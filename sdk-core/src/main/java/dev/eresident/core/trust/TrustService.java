package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.List;

/** A service that is believed: its type, its certificates, and since when it had which status. */
public record TrustService(
        ServiceType type, String name, String territory, List<Certificate> certificates, List<StatusPeriod> history) {
    /** A status and when it began. */
    public record StatusPeriod(boolean active, String statusUri, Instant from, List<Qualification> qualifications) {}

    /** Qualifier URIs that apply when the criteria hold; completed by the qualification work. */
    public record Qualification(List<String> qualifiers) {}

    /** Whether the service was active then; a service without history (pinned by the caller) always is. */
    public boolean activeAt(Instant at) {
        throw new UnsupportedOperationException("contract " + at);
    }
}
