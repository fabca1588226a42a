package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TestPki.Issued;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuerSearchTest {
    private static final Issued ROOT = TestPki.ca("Root").selfSigned();
    private static final Issued MIDDLE = TestPki.ca("Middle").by(ROOT);
    private static final Issued LEAF = TestPki.leaf("Leaf").by(MIDDLE);
    private static final String WITHDRAWN = TestLists.WITHDRAWN;

    private static TrustService listed(Issued issued, ServiceType type, String name) {
        StatusPeriod period =
                new StatusPeriod(type, WITHDRAWN, Instant.parse("2020-01-01T00:00:00Z"), List.of(), List.of(), false);
        return new TrustService(type, name, "EE", List.of(issued.certificate()), List.of(period));
    }

    private static List<List<String>> found(List<Certificate> candidates, Certificate leaf, TrustService... services) {
        TrustedList list = new TrustedList(
                "x",
                "",
                "EE",
                6,
                1,
                Instant.EPOCH,
                java.util.Optional.empty(),
                true,
                List.of(services),
                0,
                List.of(),
                List.of());
        TrustAnchors anchors = TrustAnchors.builder().addTrustedList(list).build();
        return TrustPolicy.test(anchors).paths().issuingServices(leaf, candidates).stream()
                .map(level -> level.stream().map(TrustService::name).toList())
                .toList();
    }

    @Test
    void whenIssuerAndItsIssuerAreListed_thenByLevelWhateverTheirStatus() {
        assertThat(found(
                        List.of(),
                        LEAF.certificate(),
                        listed(ROOT, ServiceType.CA_PKC, "root"),
                        listed(MIDDLE, ServiceType.CA_QC, "one"),
                        listed(MIDDLE, ServiceType.OTHER, "two")))
                .containsExactly(List.of("one", "two"), List.of("root"));
    }

    @Test
    void whenOnlyTheRootIsListed_thenReachedThroughACandidate() {
        TrustService root = listed(ROOT, ServiceType.CA_QC, "root");

        assertThat(found(List.of(MIDDLE.certificate()), LEAF.certificate(), root))
                .containsExactly(List.of("root"));
        assertThat(found(List.of(), LEAF.certificate(), root)).isEmpty();
    }

    @Test
    void whenACandidateIsNoAuthority_thenNotAStep() {
        Issued person = TestPki.leaf("Person").by(ROOT);
        Issued forged = TestPki.leaf("Forged").by(person);

        assertThat(found(List.of(person.certificate()), forged.certificate(), listed(ROOT, ServiceType.CA_QC, "root")))
                .isEmpty();
    }

    /** Whoever brings along the authority of another country must not get its qualification. */
    @Test
    void whenACandidateIsAListedAuthorityThatDidNotIssue_thenNotFound() {
        Issued other = TestPki.ca("Other").selfSigned();

        assertThat(found(List.of(other.certificate()), LEAF.certificate(), listed(other, ServiceType.CA_QC, "other")))
                .isEmpty();
    }

    @Test
    void whenNameIsThatOfAListedIssuerButTheKeyIsNot_thenNotFound() {
        Issued impostor = TestPki.ca("Root").withoutKeyIdentifiers().selfSigned();
        Issued forged = TestPki.leaf("Forged").withoutKeyIdentifiers().by(impostor);

        assertThat(found(List.of(), forged.certificate(), listed(ROOT, ServiceType.CA_QC, "root")))
                .isEmpty();
    }

    @Test
    void whenTheLeafItselfIsListed_thenOnlyAsAnAuthority() {
        TrustService middle = listed(MIDDLE, ServiceType.CA_QC, "middle");

        assertThat(found(List.of(), MIDDLE.certificate(), middle)).containsExactly(List.of("middle"));
        assertThat(found(List.of(), LEAF.certificate(), listed(LEAF, ServiceType.CA_QC, "leaf")))
                .isEmpty();
    }
}
