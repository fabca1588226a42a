package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.trust.TrustService.QualificationElement;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The id of anchors: whatever could change a verdict changes it. */
class AnchorIndexTest {
    private static final Certificate CA = TestPki.ca("CA").selfSigned().certificate();
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    private static StatusPeriod period(List<QualificationElement> qualifications, List<String> additional) {
        return new StatusPeriod(ServiceType.CA_QC, TestLists.GRANTED, FROM, qualifications, additional, false);
    }

    private static QualificationElement element(String... qualifiers) {
        return new QualificationElement(
                List.of(qualifiers), new Criterion.KeyUsageBits(Map.of(KeyUsage.NON_REPUDIATION, true)));
    }

    private static TrustService service(String name, String territory, StatusPeriod... history) {
        return new TrustService(ServiceType.CA_QC, name, territory, List.of(CA), List.of(history));
    }

    private static String id(TrustService... services) {
        return AnchorIndex.fingerprint(List.of(services));
    }

    @Test
    void whenOnePartDiffers_thenTheIdDiffers() {
        StatusPeriod plain = period(List.of(), List.of());

        assertThat(List.of(
                        id(),
                        id(service("name", "EE")),
                        id(service("nam", "eEE")),
                        id(service("other", "EE")),
                        id(service("name", "LV")),
                        id(new TrustService(ServiceType.CA_PKC, "name", "EE", List.of(CA), List.of())),
                        id(new TrustService(ServiceType.CA_QC, "name", "EE", List.of(), List.of())),
                        id(service("name", "EE"), service("name", "EE")),
                        id(service("name", "EE", plain)),
                        id(service("name", "EE", plain, plain)),
                        id(service(
                                "name",
                                "EE",
                                new StatusPeriod(
                                        ServiceType.CA_PKC, TestLists.GRANTED, FROM, List.of(), List.of(), false))),
                        id(service(
                                "name",
                                "EE",
                                new StatusPeriod(
                                        ServiceType.CA_QC, TestLists.WITHDRAWN, FROM, List.of(), List.of(), false))),
                        id(service(
                                "name",
                                "EE",
                                new StatusPeriod(
                                        ServiceType.CA_QC,
                                        TestLists.GRANTED,
                                        FROM.plusSeconds(1),
                                        List.of(),
                                        List.of(),
                                        false))),
                        id(service(
                                "name",
                                "EE",
                                new StatusPeriod(
                                        ServiceType.CA_QC, TestLists.GRANTED, FROM, List.of(), List.of(), true))),
                        id(service("name", "EE", period(List.of(), List.of("a")))),
                        id(service("name", "EE", period(List.of(), List.of("b")))),
                        id(service("name", "EE", period(List.of(), List.of("a", "b")))),
                        id(service("name", "EE", period(List.of(element()), List.of()))),
                        id(service("name", "EE", period(List.of(element("a")), List.of()))),
                        id(service("name", "EE", period(List.of(element("b")), List.of()))),
                        id(service("name", "EE", period(List.of(element("a"), element("a")), List.of()))),
                        id(service(
                                "name",
                                "EE",
                                period(
                                        List.of(new QualificationElement(
                                                List.of("a"), new Criterion.NotUnderstood("x"))),
                                        List.of())))))
                .doesNotHaveDuplicates();
    }

    private static String id(Criterion criterion) {
        return id(service("name", "EE", period(List.of(new QualificationElement(List.of("a"), criterion)), List.of())));
    }

    @Test
    void whenACriterionDiffers_thenTheIdDiffers() {
        Set<Oid> one = Set.of(Oid.of("2.999.1"));
        Set<Oid> two = Set.of(Oid.of("2.999.2"));

        assertThat(List.of(
                        id(new Criterion.PolicySet(one)),
                        id(new Criterion.PolicySet(two)),
                        id(new Criterion.ExtendedKeyUsage(one)),
                        id(new Criterion.ExtendedKeyUsage(two)),
                        id(new Criterion.SubjectAttributes(one)),
                        id(new Criterion.SubjectAttributes(two)),
                        id(new Criterion.QcStatementSet(one, one)),
                        id(new Criterion.QcStatementSet(one, two)),
                        id(new Criterion.QcStatementSet(two, one)),
                        id(new Criterion.NotUnderstood("a")),
                        id(new Criterion.NotUnderstood("b")),
                        id(new Criterion.KeyUsageBits(Map.of(KeyUsage.NON_REPUDIATION, true))),
                        id(new Criterion.KeyUsageBits(Map.of(KeyUsage.NON_REPUDIATION, false))),
                        id(new Criterion.CriteriaList(Criterion.Assertion.ALL, List.of(new Criterion.PolicySet(one)))),
                        id(new Criterion.CriteriaList(Criterion.Assertion.NONE, List.of(new Criterion.PolicySet(one)))),
                        id(new Criterion.CriteriaList(Criterion.Assertion.ALL, List.of()))))
                .doesNotHaveDuplicates();
    }
}
