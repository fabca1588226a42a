package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.nio.file.Path;
import java.util.List;

/** An immutable snapshot of the services that are believed, indexed by certificate hash, subject name and key identifier. */
public final class TrustAnchors {
    private TrustAnchors() {}

    /** Starts an empty builder. */
    public static Builder builder() {
        throw new UnsupportedOperationException("contract");
    }

    /** CA anchors only. */
    public static TrustAnchors ofCas(List<Certificate> cas) {
        throw new UnsupportedOperationException("contract " + cas.size());
    }

    /** Anchors from a PEM/DER file, a trusted list (.xml, .xml.gz) or a folder of them, with the roles of design §6. */
    public static TrustAnchors load(Path path) {
        throw new UnsupportedOperationException("contract " + path);
    }

    /** Hash over all services: changes whenever what is believed changes. */
    public String id() {
        throw new UnsupportedOperationException("contract");
    }

    public List<TrustService> services() {
        throw new UnsupportedOperationException("contract");
    }

    /** Services that hold exactly this certificate. */
    public List<TrustService> servicesOf(Certificate certificate) {
        throw new UnsupportedOperationException("contract " + certificate);
    }

    /** Warnings met while loading, e.g. TRUST_LIST_SIGNER_NOT_CHECKED, TRUST_LIST_EXPIRED (judged at the given time). */
    public List<TrustWarning> warnings(java.time.Instant at) {
        throw new UnsupportedOperationException("contract " + at);
    }

    /** A warning about a source of anchors. */
    public record TrustWarning(String code, String where, String text) {}

    /** Collects anchors; not thread-safe. */
    public static final class Builder {
        private Builder() {}

        public Builder add(ServiceType type, Certificate certificate) {
            throw new UnsupportedOperationException("contract " + type + certificate);
        }

        public Builder addPath(Path path) {
            throw new UnsupportedOperationException("contract " + path);
        }

        public Builder addTrustedList(TrustedList list) {
            throw new UnsupportedOperationException("contract " + list);
        }

        public Builder addPkcs12(Path file, char[] password) {
            throw new UnsupportedOperationException("contract " + file + password.length);
        }

        public TrustAnchors build() {
            throw new UnsupportedOperationException("contract");
        }
    }
}
