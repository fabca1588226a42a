package dev.eresident.core.trust;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the services that are believed, indexed by certificate hash, subject name and key identifier. Immutable but for one thing: lists that the SDK loaded end by themselves.
 * After a list's next update, by the clock that it was loaded with, no look-up finds its services, whoever asks and whatever for. Thread-safe; to believe more, build another one.
 *
 * <p>Services are kept side by side: when two lists name the same certificate, both services stand, each with its own history.
 */
public final class TrustAnchors {
    private final List<TrustService> services;
    private final List<AnchorSource> sources;
    private final List<Certificate> ended;
    private final AnchorIndex index;
    private final String id;

    /** When the first list ends, by each of the lists' clocks; of lists that were loaded together there is one. */
    private final Map<Clock, Instant> firstEnds;

    /** What is left of these after some of their lists ended; made once for each number of lists left. */
    private volatile @Nullable TrustAnchors rest;

    /**
     * A warning about a source of anchors: trust that the caller gave stands, but he should know.
     *
     * @param code {@code TRUST_LIST_SIGNER_NOT_CHECKED}, {@code TRUST_LIST_EXPIRED} or {@code TRUST_LIST_CERTIFICATE_UNREADABLE}
     * @param where the list, by file name or address
     * @param text what it means and what to do
     */
    public record TrustWarning(String code, String where, String text) {}

    private TrustAnchors(List<TrustService> services, List<AnchorSource> sources, List<Certificate> ended) {
        this.services = List.copyOf(services);
        this.sources = List.copyOf(sources);
        this.ended = List.copyOf(ended);
        this.index = new AnchorIndex(this.services);
        this.firstEnds = this.sources.stream()
                .filter(source -> !source.ended())
                .flatMap(source -> source.end().stream())
                .collect(Collectors.toUnmodifiableMap(
                        AnchorSource.End::clock, AnchorSource.End::at, (a, b) -> a.isBefore(b) ? a : b));
        this.id = AnchorIndex.fingerprint(this.services);
    }

    /**
     * Starts an empty builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Pins certification authorities, always active, of the type {@link ServiceType#CA_QC}.
     *
     * @param cas at least one certificate
     * @return the snapshot
     * @throws ConfigurationException {@code TRUST_EMPTY} if there is none
     */
    public static TrustAnchors ofCas(List<Certificate> cas) {
        Builder builder = builder();
        cas.forEach(ca -> builder.add(ServiceType.CA_QC, ca));
        return builder.build();
    }

    /**
     * Loads anchors from a file or folder, as {@link Builder#addPath(Path)} does.
     *
     * @param path a PEM or DER file, a trusted list ({@code .xml}, also gzipped), or a folder of them
     * @return the snapshot
     * @throws ConfigurationException see {@link Builder#addPath(Path)}
     */
    public static TrustAnchors load(Path path) {
        return builder().addPath(path).build();
    }

    /**
     * Returns a hash over all services that were given, also of lists that ended since: it changes whenever what is believed changes, and does not depend on the order in which it was given.
     *
     * @return 64 hexadecimal digits
     */
    public String id() {
        return id;
    }

    /**
     * Returns all services.
     *
     * @return the services in the order given
     */
    public List<TrustService> services() {
        return live().services;
    }

    /**
     * Returns the services that hold exactly this certificate.
     *
     * @param certificate any certificate
     * @return the services, possibly none
     */
    public List<TrustService> servicesOf(Certificate certificate) {
        return live().index.servicesOf(certificate);
    }

    /**
     * Returns the listed certificates whose subject has this name, for example the possible issuers of a certificate.
     *
     * @param name DER of the name, compared byte by byte
     * @return the certificates without duplicates, possibly none
     */
    public List<Certificate> certificatesNamed(Bytes name) {
        return live().index.named(name);
    }

    /**
     * Returns the listed certificates with this subject key identifier, for example an OCSP responder that names itself by key.
     *
     * @param subjectKeyIdentifier content of the extension
     * @return the certificates without duplicates, possibly none
     */
    public List<Certificate> certificatesWithKey(Bytes subjectKeyIdentifier) {
        return live().index.withKey(subjectKeyIdentifier);
    }

    /** Whether a certificate's key and name are, or were, those of a listed one: such a certificate must be reached as an anchor, also after its list ended. */
    boolean isAnchorKey(Certificate certificate) {
        TrustAnchors now = live();
        return now.index.named(certificate.subjectName()).stream().anyMatch(a -> sameKey(a, certificate))
                || now.ended.stream()
                        .anyMatch(a -> a.subjectName().equals(certificate.subjectName()) && sameKey(a, certificate));
    }

    private static boolean sameKey(Certificate one, Certificate other) {
        return one.publicKeyBits().equals(other.publicKeyBits());
    }

    /** Whether lists have ended, by their own clocks or as of the time for which these were made. */
    boolean haveEnded() {
        return live().sources.stream().anyMatch(AnchorSource::ended);
    }

    /**
     * Returns what the caller should know about the lists that he gave.
     *
     * @param at the time at which the lists are used
     * @return {@code TRUST_LIST_SIGNER_NOT_CHECKED}, {@code TRUST_LIST_EXPIRED}, {@code TRUST_LIST_CERTIFICATE_UNREADABLE}, each with the list it is about
     */
    public List<TrustWarning> warnings(Instant at) {
        return live().sources.stream()
                .flatMap(source -> source.warnings(at).stream())
                .toList();
    }

    /**
     * Returns the anchors that are believed at a time: without those of lists that the SDK loaded and whose next update is past. What the caller pinned stands. Every look-up leaves
     * these out anyway; a snapshot for one piece of work does not change in its midst unless a list ends in it.
     *
     * @param now the time of use, not the time as of which something is judged
     * @return this when all lists hold; otherwise fewer anchors, possibly none, with a warning {@code TRUST_LIST_EXPIRED} for each list that ended
     */
    public TrustAnchors believedAt(Instant now) {
        return sources.stream().noneMatch(source -> source.endsBy(now)) ? this : without(source -> source.endsBy(now));
    }

    /** These, or what is left of them by the clocks of their lists: every look-up passes here, so that nobody who asks can forget that lists end. */
    private TrustAnchors live() {
        boolean whole = true;
        for (Map.Entry<Clock, Instant> end : firstEnds.entrySet()) {
            whole &= !end.getKey().instant().isAfter(end.getValue());
        }
        if (whole) {
            return this;
        }
        TrustAnchors known = rest;
        if (known == null) {
            known = without(AnchorSource::endsNow);
            rest = known;
        }
        return known.live();
    }

    private TrustAnchors without(Predicate<AnchorSource> endedNow) {
        Set<TrustService> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        List<AnchorSource> left = new ArrayList<>();
        for (AnchorSource source : sources) {
            if (endedNow.test(source)) {
                gone.addAll(source.list().services());
                left.add(source.asEnded());
            } else {
                left.add(source);
            }
        }
        List<Certificate> former = new ArrayList<>(ended);
        gone.forEach(service -> former.addAll(service.certificates()));
        return new TrustAnchors(
                services.stream().filter(service -> !gone.contains(service)).toList(), left, former);
    }

    /** Returns the number of services and the start of the id. */
    @Override
    public String toString() {
        return "TrustAnchors[" + services.size() + " services, " + id.substring(0, 16) + "…]";
    }

    /** Collects anchors; not thread-safe. */
    public static final class Builder {
        private final List<TrustService> services = new ArrayList<>();
        private final List<AnchorSource> sources = new ArrayList<>();

        private Builder() {}

        /**
         * Pins a certificate, always active.
         *
         * @param type what it may do
         * @param certificate the certificate
         * @return this
         */
        public Builder add(ServiceType type, Certificate certificate) {
            services.add(TrustService.pinned(type, certificate));
            return this;
        }

        /**
         * Adds everything of a file or folder. A file is a trusted list (XML, also gzipped) or PEM or DER certificates; of a folder all files named {@code *.xml}, {@code *.xml.gz},
         * {@code *.pem}, {@code *.crt}, {@code *.cer} and {@code *.der} are taken, its sub-folders are not entered.
         *
         * <p>Roles of certificates: files named {@code ca.pem}, {@code ocsp.pem} and {@code tsa.pem} say it by their name; in any other file each certificate is a CA unless its
         * extended key usage is OCSP signing or time-stamping. Where a folder holds lists as well as certificates, a certificate that is on one of the lists is not pinned
         * a second time, because a pin has no history and would make a withdrawn service active.
         *
         * <p>The signatures of lists are not verified (the caller pins what he gives): see {@link #addPath(Path, List)}.
         *
         * @param path the file or folder
         * @return this
         * @throws ConfigurationException {@code TRUST_FILE_UNREADABLE} naming the file if it is missing or holds no certificate, {@code TRUST_EMPTY} for a folder without such files
         * @throws dev.eresident.core.ProtocolException {@code TRUST_LIST_UNREADABLE} if a list cannot be relied on
         */
        public Builder addPath(Path path) {
            return addPath(path, List.of());
        }

        /**
         * Adds everything of a file or folder like {@link #addPath(Path)}, verifying the signature of every trusted list in it.
         *
         * @param path the file or folder
         * @param listSigners the certificates of which one must have signed each list; when empty, signatures are not looked at
         * @return this
         * @throws ConfigurationException as for {@link #addPath(Path)}
         * @throws dev.eresident.core.ProtocolException {@code TRUST_LIST_UNREADABLE} if a list cannot be relied on
         * @throws dev.eresident.core.TrustException {@code TRUST_LIST_SIGNATURE_INVALID} if none of the signers signed a list
         */
        public Builder addPath(Path path, List<Certificate> listSigners) {
            AnchorFiles.Found found = AnchorFiles.read(path, listSigners);
            found.lists().forEach(this::addTrustedList);
            services.addAll(found.pinned());
            return this;
        }

        /**
         * Adds a folder that is in memory, with the roles and rules of {@link #addPath(Path, List)}.
         *
         * @param files content by file name, which gives the role; names are for messages too
         * @param listSigners the certificates of which one must have signed each list; when empty, signatures are not looked at
         * @return this
         * @throws ConfigurationException {@code TRUST_FILE_UNREADABLE} naming the file that holds neither certificates nor a list
         * @throws dev.eresident.core.ProtocolException {@code TRUST_LIST_UNREADABLE} if a list cannot be relied on
         * @throws dev.eresident.core.TrustException {@code TRUST_LIST_SIGNATURE_INVALID} if none of the signers signed a list
         */
        public Builder addFiles(SortedMap<String, Bytes> files, List<Certificate> listSigners) {
            AnchorFiles.Found found = AnchorFiles.read(files, listSigners);
            found.lists().forEach(this::addTrustedList);
            services.addAll(found.pinned());
            return this;
        }

        /**
         * Adds all services of a list.
         *
         * @param list from {@link TrustedList#parse} or {@link TrustedList#verify}
         * @return this
         */
        public Builder addTrustedList(TrustedList list) {
            services.addAll(list.services());
            sources.add(new AnchorSource(list, Optional.empty(), false));
            return this;
        }

        /**
         * Adds all services of a list that ends: afterwards no look-up finds them any more, and {@link TrustAnchors#warnings} says so.
         *
         * @param list from {@link TrustedList#verify}
         * @param believedUntil when it ends
         * @param clock tells whether it has ended, at each look-up
         * @return this
         */
        public Builder addTrustedList(TrustedList list, Instant believedUntil, Clock clock) {
            services.addAll(list.services());
            sources.add(new AnchorSource(list, Optional.of(new AnchorSource.End(believedUntil, clock)), false));
            return this;
        }

        /**
         * Pins the CAs of a PKCS#12 file: its trusted certificate entries, and the CA certificates in the chains of its key entries. Private keys are not touched.
         *
         * @param file the file
         * @param password its password; not kept
         * @return this
         * @throws ConfigurationException {@code TRUST_FILE_UNREADABLE} naming the file if it cannot be opened or holds no such certificate
         */
        public Builder addPkcs12(Path file, char[] password) {
            services.addAll(AnchorFiles.readPkcs12(file, password));
            return this;
        }

        /**
         * Makes the snapshot.
         *
         * @return the anchors
         * @throws ConfigurationException {@code TRUST_EMPTY} if nothing would be believed
         */
        public TrustAnchors build() {
            if (services.isEmpty()) {
                throw new ConfigurationException(
                        "TRUST_EMPTY",
                        "Nothing is trusted, so nothing could ever be verified: give at least one certificate or a trusted list with services");
            }
            return new TrustAnchors(services, sources, List.of());
        }
    }
}
