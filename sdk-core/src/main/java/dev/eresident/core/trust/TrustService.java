package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service that is believed: its type, its certificates, and since when it had which status (ETSI TS 119 612 §5.5, §5.6). Immutable.
 *
 * @param type what the service does now
 * @param name its name, in English when the list has it; for a pinned certificate the common name
 * @param territory territory of the list, such as {@code EE}; empty for a service pinned by the caller
 * @param certificates all certificates of the service, those of its history included: they hold for every period
 * @param history the periods, newest first, the first being the present one; empty for a service pinned by the caller
 */
public record TrustService(
        ServiceType type, String name, String territory, List<Certificate> certificates, List<StatusPeriod> history) {
    /** When Regulation (EU) 910/2014 replaced supervision and accreditation by granting; the lists write 1 July 2016 in Central European time. */
    public static final Instant EIDAS = Instant.parse("2016-06-30T22:00:00Z");

    private static final String STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
    private static final Set<String> ACTIVE = Set.of(STATUS + "granted", STATUS + "recognisedatnationallevel");
    private static final Set<String> ACTIVE_BEFORE_EIDAS = Set.of(
            STATUS + "undersupervision",
            STATUS + "supervisionincessation",
            STATUS + "accredited",
            STATUS + "setbynationallaw");
    private static final Set<String> QUALIFIED = Set.of(STATUS + "granted");
    private static final Set<String> QUALIFIED_BEFORE_EIDAS =
            Set.of(STATUS + "undersupervision", STATUS + "supervisionincessation", STATUS + "accredited");

    /** Copies the lists and puts the newest period first. */
    public TrustService {
        certificates = List.copyOf(certificates);
        history = history.stream()
                .sorted(Comparator.comparing(StatusPeriod::from).reversed())
                .toList();
    }

    /**
     * A status and when it began; it ends when the next one begins.
     *
     * @param type what the service did then: some services changed their type
     * @param statusUri the status as written in the list
     * @param from when it began
     * @param qualifications what the list says of certificates issued by the service beyond what they say of themselves
     * @param additionalInformation URIs of AdditionalServiceInformation, for example {@code …/SvcInfoExt/ForeSignatures}
     * @param notUnderstood whether the list gives a critical extension that the SDK does not know: such a period is never active (TS 119 612 §5.5.9)
     */
    public record StatusPeriod(
            ServiceType type,
            String statusUri,
            Instant from,
            List<QualificationElement> qualifications,
            List<String> additionalInformation,
            boolean notUnderstood) {
        /** Copies the lists. */
        public StatusPeriod {
            qualifications = List.copyOf(qualifications);
            additionalInformation = List.copyOf(additionalInformation);
        }

        /**
         * Tells whether the status let the service work at a time in the period. Before 1 July 2016 a service worked under supervision or accreditation, since then it must be granted
         * (or, if it is not a qualified one, recognised at national level). An unknown status is not active.
         *
         * @param at the time
         * @return whether the service was active
         */
        public boolean activeAt(Instant at) {
            return !notUnderstood
                    && (ACTIVE.contains(statusUri) || (at.isBefore(EIDAS) && ACTIVE_BEFORE_EIDAS.contains(statusUri)));
        }

        /**
         * Tells whether the period began under Regulation (EU) 910/2014, so that its statuses and qualifiers are those of the Regulation.
         *
         * @return false before 1 July 2016
         */
        public boolean underEidas() {
            return !from.isBefore(EIDAS);
        }

        /**
         * Tells whether the status is the one that a qualified service has: granted, or in a period that began before the Regulation supervised or accredited (TS 119 615 §4.4).
         *
         * @return whether the service was qualified in the period, if its type is that of a qualified service
         */
        public boolean qualified() {
            return !notUnderstood && (underEidas() ? QUALIFIED : QUALIFIED_BEFORE_EIDAS).contains(statusUri);
        }
    }

    /**
     * An element of the Qualifications extension (TS 119 612 §5.5.9.2): qualifiers that the list adds to some of the certificates of the service.
     *
     * @param qualifiers the URIs, for example {@code …/SvcInfoExt/QCWithQSCD}
     * @param criterion which certificates they are about
     */
    public record QualificationElement(List<String> qualifiers, Criterion criterion) {
        /** Copies the list. */
        public QualificationElement {
            qualifiers = List.copyOf(qualifiers);
        }
    }

    /**
     * Makes a service that the caller believes in without a list, at any time.
     *
     * @param type what it may do
     * @param certificate its certificate
     * @return a service without history
     */
    public static TrustService pinned(ServiceType type, Certificate certificate) {
        String name = certificate.subject().commonName().orElse("unnamed");
        return new TrustService(type, name, "", List.of(certificate), List.of());
    }

    /**
     * Returns the period that a time falls in.
     *
     * @param at the time
     * @return the period; empty before the first one, and for a service pinned by the caller
     */
    public Optional<StatusPeriod> periodAt(Instant at) {
        return history.stream().filter(p -> !p.from().isAfter(at)).findFirst();
    }

    /**
     * Tells whether the service is on a trusted list, and not pinned by the caller.
     *
     * @return whether a list vouches for the service
     */
    public boolean listed() {
        return !history.isEmpty();
    }

    /**
     * Tells whether the service was active at a time, whatever its type was.
     *
     * @param at the time
     * @return true when its status was an active one; always true for a service pinned by the caller
     */
    public boolean activeAt(Instant at) {
        return history.isEmpty() || periodAt(at).filter(p -> p.activeAt(at)).isPresent();
    }

    /**
     * Tells whether the service was of one of the types and active at a time.
     *
     * @param types what it must be
     * @param at the time
     * @return whether it could vouch then
     */
    public boolean activeAs(Set<ServiceType> types, Instant at) {
        return types.contains(typeAt(at)) && activeAt(at);
    }

    /**
     * Returns the type that the service had at a time.
     *
     * @param at the time
     * @return the type of the period, or the present type before the first period
     */
    public ServiceType typeAt(Instant at) {
        return periodAt(at).map(StatusPeriod::type).orElse(type);
    }
}
