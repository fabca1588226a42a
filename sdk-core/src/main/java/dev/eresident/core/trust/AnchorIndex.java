package dev.eresident.core.trust;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Services by the hash, subject name and key identifier of their certificates. Immutable. */
final class AnchorIndex {
    private final Map<Bytes, List<Anchor>> byHash = new HashMap<>();
    private final Map<Bytes, List<Anchor>> bySubject = new HashMap<>();
    private final Map<Bytes, List<Anchor>> byKeyIdentifier = new HashMap<>();

    /** A certificate together with one of the services that hold it. */
    private record Anchor(Certificate certificate, TrustService service) {}

    AnchorIndex(List<TrustService> services) {
        for (TrustService service : services) {
            for (Certificate certificate : service.certificates()) {
                Anchor anchor = new Anchor(certificate, service);
                put(byHash, certificate.sha256(), anchor);
                put(bySubject, certificate.subjectName(), anchor);
                certificate.subjectKeyIdentifier().ifPresent(ski -> put(byKeyIdentifier, ski, anchor));
            }
        }
    }

    private static void put(Map<Bytes, List<Anchor>> index, Bytes key, Anchor anchor) {
        index.computeIfAbsent(key, k -> new ArrayList<>(1)).add(anchor);
    }

    List<TrustService> servicesOf(Certificate certificate) {
        return byHash.getOrDefault(certificate.sha256(), List.of()).stream()
                .filter(a -> a.certificate().equals(certificate))
                .map(Anchor::service)
                .toList();
    }

    List<Certificate> named(Bytes name) {
        return certificates(bySubject, name);
    }

    List<Certificate> withKey(Bytes subjectKeyIdentifier) {
        return certificates(byKeyIdentifier, subjectKeyIdentifier);
    }

    private static List<Certificate> certificates(Map<Bytes, List<Anchor>> index, Bytes key) {
        return index.getOrDefault(key, List.of()).stream()
                .map(Anchor::certificate)
                .distinct()
                .toList();
    }

    /** A hash over services in any order. */
    static String fingerprint(List<TrustService> services) {
        MessageDigest all = DigestAlgorithm.SHA256.newDigest();
        services.stream().map(AnchorIndex::fingerprint).sorted().forEach(hash -> all.update(hash.toByteArray()));
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
}
