package dev.eresident.core.trust;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * An immutable snapshot of the services that are believed, indexed by certificate hash, subject name and key identifier. Thread-safe; to change what is believed, build another one.
 *
 * <p>Services are kept side by side: when two lists name the same certificate, both services stand, each with its own history.
 */
public final class TrustAnchors {
    private final List<TrustService> services;
    private final List<Source> sources;
    private final Map<Bytes, List<Anchor>> byHash = new HashMap<>();
    private final Map<Bytes, List<Anchor>> bySubject = new HashMap<>();
    private final Map<Bytes, List<Anchor>> byKeyIdentifier = new HashMap<>();
    private final String id;

    /** A certificate together with one of the services that hold it. */
    record Anchor(Certificate certificate, TrustService service) {}

    /** A list that anchors came from, for warnings and for its end. */
    private record Source(TrustedList list, Optional<Instant> believedUntil, boolean ended) {
        boolean endsBy(Instant at) {
            return !ended && believedUntil.filter(at::isAfter).isPresent();
        }
    }

    /**
     * A warning about a source of anchors: trust that the caller gave stands, but he should know.
     *
     * @param code {@code TRUST_LIST_SIGNER_NOT_CHECKED}, {@code TRUST_LIST_EXPIRED} or {@code TRUST_LIST_CERTIFICATE_UNREADABLE}
     * @param where the list, by file name or address
     * @param text what it means and what to do
     */
    public record TrustWarning(String code, String where, String text) {}

    private TrustAnchors(List<TrustService> services, List<Source> sources) {
        this.services = List.copyOf(services);
        this.sources = List.copyOf(sources);
        for (TrustService service : this.services) {
            for (Certificate certificate : service.certificates()) {
                Anchor anchor = new Anchor(certificate, service);
                put(byHash, certificate.sha256(), anchor);
                put(bySubject, certificate.subjectName(), anchor);
                certificate.subjectKeyIdentifier().ifPresent(ski -> put(byKeyIdentifier, ski, anchor));
            }
        }
        this.id = fingerprint(this.services);
    }

    private static void put(Map<Bytes, List<Anchor>> index, Bytes key, Anchor anchor) {
        index.computeIfAbsent(key, k -> new ArrayList<>(1)).add(anchor);
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
     * Returns a hash over all services: it changes whenever what is believed changes, and does not depend on the order in which it was given.
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
        return services;
    }

    /**
     * Returns the services that hold exactly this certificate.
     *
     * @param certificate any certificate
     * @return the services, possibly none
     */
    public List<TrustService> servicesOf(Certificate certificate) {
        return anchors(byHash, certificate.sha256()).stream()
                .filter(a -> a.certificate().equals(certificate))
                .map(Anchor::service)
                .toList();
    }

    /**
     * Returns the listed certificates whose subject has this name, for example the possible issuers of a certificate.
     *
     * @param name DER of the name, compared byte by byte
     * @return the certificates without duplicates, possibly none
     */
    public List<Certificate> certificatesNamed(Bytes name) {
        return anchors(bySubject, name).stream()
                .map(Anchor::certificate)
                .distinct()
                .toList();
    }

    /**
     * Returns the listed certificates with this subject key identifier, for example an OCSP responder that names itself by key.
     *
     * @param subjectKeyIdentifier content of the extension
     * @return the certificates without duplicates, possibly none
     */
    public List<Certificate> certificatesWithKey(Bytes subjectKeyIdentifier) {
        return anchors(byKeyIdentifier, subjectKeyIdentifier).stream()
                .map(Anchor::certificate)
                .distinct()
                .toList();
    }

    private static List<Anchor> anchors(Map<Bytes, List<Anchor>> index, Bytes key) {
        return index.getOrDefault(key, List.of());
    }

    /**
     * Returns what the caller should know about the lists that he gave.
     *
     * @param at the time at which the lists are used
     * @return {@code TRUST_LIST_SIGNER_NOT_CHECKED}, {@code TRUST_LIST_EXPIRED}, {@code TRUST_LIST_CERTIFICATE_UNREADABLE}, each with the list it is about
     */
    public List<TrustWarning> warnings(Instant at) {
        List<TrustWarning> warnings = new ArrayList<>();
        for (Source source : sources) {
            TrustedList list = source.list();
            if (!list.signerChecked()) {
                warnings.add(
                        new TrustWarning(
                                "TRUST_LIST_SIGNER_NOT_CHECKED",
                                list.source(),
                                "The list is believed because you gave it; give its signer's certificate to have its signature verified"));
            }
            if (source.ended()) {
                warnings.add(new TrustWarning(
                        "TRUST_LIST_EXPIRED",
                        list.source(),
                        "A newer list was due on " + source.believedUntil().orElseThrow()
                                + ", so nobody on it is believed any more: refresh the lists"));
            } else if (list.expiredAt(at)) {
                warnings.add(new TrustWarning(
                        "TRUST_LIST_EXPIRED",
                        list.source(),
                        "A newer list was due on " + list.nextUpdate().orElseThrow()
                                + ": services added, withdrawn since then are not known; fetch the list again"));
            }
            if (list.unreadableCertificates() > 0) {
                warnings.add(new TrustWarning(
                        "TRUST_LIST_CERTIFICATE_UNREADABLE",
                        list.source(),
                        list.unreadableCertificates()
                                + " certificates of the list cannot be decoded and are not believed"));
            }
        }
        return warnings;
    }

    /**
     * Returns the anchors that are believed at a time: without those of lists that the SDK loaded and whose next update is past. What the caller pinned stands.
     *
     * @param now the time of use, not the time as of which something is judged
     * @return this when all lists hold; otherwise fewer anchors, possibly none, with a warning {@code TRUST_LIST_EXPIRED} for each list that ended
     */
    public TrustAnchors believedAt(Instant now) {
        if (sources.stream().noneMatch(source -> source.endsBy(now))) {
            return this;
        }
        Set<TrustService> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Source> left = new ArrayList<>();
        for (Source source : sources) {
            if (source.endsBy(now)) {
                gone.addAll(source.list().services());
                left.add(new Source(source.list(), source.believedUntil(), true));
            } else {
                left.add(source);
            }
        }
        return new TrustAnchors(
                services.stream().filter(service -> !gone.contains(service)).toList(), left);
    }

    /** Returns the number of services and the start of the id. */
    @Override
    public String toString() {
        return "TrustAnchors[" + services.size() + " services, " + id.substring(0, 16) + "…]";
    }

    private static String fingerprint(List<TrustService> services) {
        MessageDigest all = DigestAlgorithm.SHA256.newDigest();
        services.stream().map(TrustAnchors::fingerprint).sorted().forEach(hash -> all.update(hash.toByteArray()));
        return Bytes.of(all.digest()).hex();
    }

    private static Bytes fingerprint(TrustService service) {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        update(digest, service.type().name());
        update(digest, service.name());
        update(digest, service.territory());
        service.certificates().stream().map(Certificate::sha256).sorted().forEach(h -> digest.update(h.toByteArray()));
        for (TrustService.StatusPeriod period : service.history()) {
            update(digest, period.type().name());
            update(digest, period.statusUri());
            update(digest, period.from().toString());
            update(digest, Integer.toString(period.additionalInformation().size()));
            period.additionalInformation().forEach(uri -> update(digest, uri));
            update(digest, Boolean.toString(period.notUnderstood()));
            for (TrustService.QualificationElement element : period.qualifications()) {
                update(digest, Integer.toString(element.qualifiers().size()));
                element.qualifiers().forEach(uri -> update(digest, uri));
                update(digest, CriterionText.of(element.criterion()));
            }
        }
        return Bytes.of(digest.digest());
    }

    /** Length first, so that no two sequences of texts run together. */
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(new byte[] {
            (byte) (bytes.length >>> 24), (byte) (bytes.length >>> 16), (byte) (bytes.length >>> 8), (byte) bytes.length
        });
        digest.update(bytes);
    }

    /** Collects anchors; not thread-safe. */
    public static final class Builder {
        private final List<TrustService> services = new ArrayList<>();
        private final List<Source> sources = new ArrayList<>();

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
            sources.add(new Source(list, Optional.empty(), false));
            return this;
        }

        /**
         * Adds all services of a list that ends: {@link TrustAnchors#believedAt} leaves it out afterwards.
         *
         * @param list from {@link TrustedList#verify}
         * @param believedUntil when it ends
         * @return this
         */
        public Builder addTrustedList(TrustedList list, Instant believedUntil) {
            services.addAll(list.services());
            sources.add(new Source(list, Optional.of(believedUntil), false));
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
            return new TrustAnchors(services, sources);
        }
    }
}
