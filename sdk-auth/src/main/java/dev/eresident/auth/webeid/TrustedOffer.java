package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.Certificate;
import java.util.List;

/**
 * A certificate for signing that leads to a trusted authority; its status was not asked for.
 *
 * @param offer as it was sent
 * @param algorithms with what the card signs, as the client says
 * @param path the certificate first, the anchor last, at least two
 */
record TrustedOffer(CardLists.Offer offer, List<CardAlgorithm> algorithms, List<Certificate> path) {
    Certificate certificate() {
        return path.get(0);
    }
}
