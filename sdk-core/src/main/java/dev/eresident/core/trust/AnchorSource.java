package dev.eresident.core.trust;

import dev.eresident.core.trust.TrustAnchors.TrustWarning;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list that anchors came from, for warnings and for its end.
 *
 * @param list the list
 * @param end when it is believed no longer; empty for one that the caller pinned
 * @param ended whether it was left out already
 */
record AnchorSource(TrustedList list, Optional<End> end, boolean ended) {
    /**
     * The end of a list.
     *
     * @param at the last moment at which it is believed
     * @param clock tells whether that is past
     */
    record End(Instant at, Clock clock) {}

    boolean endsBy(Instant now) {
        return !ended && end.filter(e -> now.isAfter(e.at())).isPresent();
    }

    boolean endsNow() {
        return !ended && end.filter(e -> e.clock().instant().isAfter(e.at())).isPresent();
    }

    AnchorSource asEnded() {
        return new AnchorSource(list, end, true);
    }

    List<TrustWarning> warnings(Instant at) {
        List<TrustWarning> warnings = new ArrayList<>(0);
        if (!list.signerChecked()) {
            warnings.add(
                    new TrustWarning(
                            "TRUST_LIST_SIGNER_NOT_CHECKED",
                            list.source(),
                            "The list is believed because you gave it; give its signer's certificate to have its signature verified"));
        }
        if (ended) {
            warnings.add(new TrustWarning(
                    "TRUST_LIST_EXPIRED",
                    list.source(),
                    "A newer list was due on " + end.orElseThrow().at()
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
        return warnings;
    }
}
