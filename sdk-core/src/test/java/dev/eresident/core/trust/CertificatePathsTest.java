package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.PathResult.PathProblem;
import dev.eresident.core.trust.PathResult.Trusted;
import dev.eresident.core.trust.PathResult.Untrusted;
import dev.eresident.core.trust.TestPki.Issued;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatePathsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Set<ServiceType> CAS = Set.of(ServiceType.CA_QC, ServiceType.CA_PKC);
    private static final String GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted";
    private static final String WITHDRAWN = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn";

    private final Issued root = TestPki.ca("Root").selfSigned();
    private final Issued middle = TestPki.ca("Middle").by(root);
    private final Issued leaf = TestPki.leaf("Leaf").by(middle);

    private static CertificatePaths paths(TrustAnchors anchors) {
        return TrustPolicy.production(anchors).paths();
    }

    private static PathResult build(TrustAnchors anchors, Issued leaf, Issued... candidates) {
        List<Certificate> given =
                Arrays.stream(candidates).map(Issued::certificate).toList();
        return paths(anchors).build(leaf.certificate(), given, CAS, NOW);
    }

    private static TrustAnchors cas(Issued... cas) {
        return TrustAnchors.ofCas(Arrays.stream(cas).map(Issued::certificate).toList());
    }

    private static void assertPath(PathResult result, Issued... path) {
        assertThat(result)
                .asInstanceOf(type(Trusted.class))
                .extracting(Trusted::path)
                .isEqualTo(Arrays.stream(path).map(Issued::certificate).toList());
    }

    private static void assertProblem(PathResult result, PathProblem problem) {
        assertThat(result)
                .asInstanceOf(type(Untrusted.class))
                .extracting(Untrusted::problem)
                .isEqualTo(problem);
    }

    private static TrustService listed(ServiceType type, Issued issued, StatusPeriod... history) {
        return new TrustService(type, "Service", "EE", List.of(issued.certificate()), List.of(history));
    }

    private static StatusPeriod period(ServiceType type, String status, String from) {
        return new StatusPeriod(type, status, Instant.parse(from), List.of(), List.of(), false);
    }

    private static TrustAnchors anchors(TrustService... services) {
        TrustedList list = new TrustedList(
                "test", "", "EE", 6, 1, NOW, Optional.empty(), true, List.of(services), 0, List.of(), List.of());
        return TrustAnchors.builder().addTrustedList(list).build();
    }

    @Nested
    class EndedLists {
        private TrustAnchors anchors(Instant end) {
            TrustedList list = new TrustedList(
                    "test",
                    "",
                    "EE",
                    6,
                    1,
                    NOW,
                    Optional.of(end),
                    true,
                    List.of(listed(
                            ServiceType.CA_QC, middle, period(ServiceType.CA_QC, WITHDRAWN, "2020-01-01T00:00:00Z"))),
                    0,
                    List.of(),
                    List.of());
            return TrustAnchors.builder()
                    .add(ServiceType.CA_QC, root.certificate())
                    .addTrustedList(list, end, Clock.fixed(NOW, ZoneOffset.UTC))
                    .build();
        }

        @Test
        void whenAnotherAuthoritysListEnded_thenAnIntermediateIsStillAStep() {
            Issued between = TestPki.ca("Between").by(root);
            Issued sameName = TestPki.ca("Middle").by(root);
            Issued below = TestPki.leaf("Below").by(between);
            Issued other = TestPki.leaf("Other").by(sameName);
            TrustAnchors ended = anchors(NOW.minusSeconds(1));

            assertPath(build(ended, below, between), below, between, root);
            assertPath(build(ended, other, sameName), other, sameName, root);
        }

        @Test
        void whenTheListSaysWithdrawn_thenItIsNotActive() {
            assertProblem(build(anchors(NOW), leaf, middle), PathProblem.SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenTheListThatSaidWithdrawnEnded_thenItsAuthorityIsNotSteppedOver() {
            PathResult result = build(anchors(NOW.minusSeconds(1)), leaf, middle);

            assertProblem(result, PathProblem.NO_PATH);
            assertThat(((Untrusted) result).text()).contains("refresh");
        }
    }

    @Nested
    class CriticalExtensions {
        private static final String NAME_CONSTRAINTS = "2.5.29.30";

        @ParameterizedTest
        @ValueSource(strings = {NAME_CONSTRAINTS, "1.2.3.4.5"})
        void whenIntermediateHasOneThatIsNotChecked_thenRefused(String oid) {
            Issued constrained =
                    TestPki.ca("Constrained").critical(oid, new DERSequence()).by(root);
            Issued below = TestPki.leaf("Leaf").by(constrained);

            assertProblem(build(cas(root), below, constrained), PathProblem.CRITICAL_EXTENSION);
        }

        @Test
        void whenLeafHasOneThatIsNotChecked_thenRefused() {
            Issued strange = TestPki.leaf("Leaf")
                    .critical("1.2.3.4.5", new DERSequence())
                    .by(middle);

            assertProblem(build(cas(middle), strange), PathProblem.CRITICAL_EXTENSION);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2.5.29.32", "2.5.29.17", "1.3.6.1.5.5.7.1.3"})
        void whenLeafHasOneThatIsUnderstood_thenTrusted(String oid) {
            Issued usual = TestPki.leaf("Leaf").critical(oid, new DERSequence()).by(middle);

            assertPath(build(cas(middle), usual), usual, middle);
        }

        @Test
        void whenAnchorHasOne_thenTrustedBecauseTheAnchorIsBelievedAsItIs() {
            Issued anchor = TestPki.ca("Anchor")
                    .critical(NAME_CONSTRAINTS, new DERSequence())
                    .selfSigned();
            Issued below = TestPki.leaf("Leaf").by(anchor);

            assertPath(build(cas(anchor), below), below, anchor);
        }
    }

    @Nested
    class Algorithms {
        @Test
        void whenOuterAlgorithmDiffersFromTheSignedOne_thenNoPath() {
            byte[] der = leaf.certificate().der().toByteArray();
            // ecdsa-with-SHA256, whose last arc is the last octet; the second occurrence is the outer one.
            byte[] algorithm = {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02};
            int outer = lastIndexOf(der, algorithm);
            der[outer + algorithm.length - 1] = 0x03;
            Issued changed = new Issued(Certificate.read(der), leaf.keys(), leaf.name());

            assertProblem(build(cas(middle), changed), PathProblem.NO_PATH);
        }

        @Test
        void whenOuterAlgorithmHasParametersThatTheSignedOneLacks_thenNoPath() {
            byte[] der = leaf.certificate().der().toByteArray();
            byte[] algorithm = {0x30, 0x0a, 0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02};
            int outer = lastIndexOf(der, algorithm);
            int end = outer + algorithm.length;
            byte[] longer = new byte[der.length + 2];
            System.arraycopy(der, 0, longer, 0, end);
            longer[outer + 1] = 0x0c;
            longer[end] = 0x05;
            System.arraycopy(der, end, longer, end + 2, der.length - end);
            int length = (((der[2] & 0xff) << 8) | (der[3] & 0xff)) + 2;
            longer[2] = (byte) (length >> 8);
            longer[3] = (byte) length;
            Issued changed = new Issued(Certificate.read(longer), leaf.keys(), leaf.name());

            assertProblem(build(cas(middle), changed), PathProblem.NO_PATH);
        }

        private static int lastIndexOf(byte[] bytes, byte[] part) {
            for (int i = bytes.length - part.length; i >= 0; i--) {
                if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                    return i;
                }
            }
            throw new AssertionError("not found");
        }
    }

    @Nested
    class Chain {
        @Test
        void whenIssuingCaIsAnchor_thenLeafAndCa() {
            PathResult result = build(cas(middle), leaf);

            assertPath(result, leaf, middle);
            assertThat(((Trusted) result).issuer()).contains(middle.certificate());
        }

        @Test
        void whenRootIsAnchorAndIntermediateGiven_thenThreeCertificates() {
            assertPath(build(cas(root), leaf, middle), leaf, middle, root);
        }

        @Test
        void whenRootAndIssuingCaAreAnchors_thenShortestPath() {
            assertPath(build(cas(root, middle), leaf, middle), leaf, middle);
        }

        @Test
        void whenIntermediateIsMissing_thenNoPath() {
            assertProblem(build(cas(root), leaf), PathProblem.NO_PATH);
        }

        @Test
        void whenStrangerIsAnchor_thenNoPath() {
            assertProblem(build(cas(TestPki.ca("Stranger").selfSigned()), leaf, middle, root), PathProblem.NO_PATH);
        }

        @Test
        void whenTwoAnchorsShareName_thenTheOneThatSignedIsTaken() {
            Issued twin = TestPki.ca("Middle").withoutKeyIdentifiers().by(root);
            Issued real = TestPki.ca("Middle").withoutKeyIdentifiers().by(root);
            Issued signed = TestPki.leaf("Leaf").withoutKeyIdentifiers().by(real);

            assertPath(build(cas(twin, real), signed), signed, real);
        }

        @Test
        void whenAnchorHasSameNameButOtherKey_thenNoPath() {
            Issued impostor = TestPki.ca("Middle").withoutKeyIdentifiers().selfSigned();

            assertProblem(build(cas(impostor), leaf), PathProblem.NO_PATH);
        }

        @Test
        void whenAnchorSaysNothingAsVersionOneDoes_thenItMayIssue() {
            Issued old = TestPki.ca("Old").versionOne().selfSigned();
            Issued signed = TestPki.leaf("Leaf").by(old);

            assertPath(build(cas(old), signed), signed, old);
        }

        @Test
        void whenIssuersFormALoop_thenSearchEnds() {
            Issued a = TestPki.ca("A").selfSigned();
            Issued b = TestPki.ca("B").by(a);
            Issued aByB = TestPki.ca("A").keys(a.keys()).by(b);
            Issued signed = TestPki.leaf("Leaf").by(b);

            assertProblem(build(cas(root), signed, a, b, aByB), PathProblem.NO_PATH);
        }

        @Test
        void whenTwinsWithOneKeyAreGiven_thenEachIsLookedAtOnce() {
            KeyPair keys = TestPki.newKeys();
            List<Certificate> twins = new ArrayList<>(twins(keys, 100));
            CertificatePaths paths = paths(cas(root));

            PathResult result = paths.build(signedBy(keys).certificate(), twins, CAS, NOW);

            assertProblem(result, PathProblem.NO_PATH);
            assertThat(paths.cachedSignatures()).as("the leaf by their one key").isEqualTo(1);
        }

        @Test
        void whenTwinsOfOtherKeysAreGivenToo_thenSearchIsStopped() {
            KeyPair keys = TestPki.newKeys();
            List<Certificate> twins = new ArrayList<>(twins(keys, 20));
            twins.addAll(twins(TestPki.newKeys(), 100));

            PathResult result = paths(cas(root)).build(signedBy(keys).certificate(), twins, CAS, NOW);

            assertProblem(result, PathProblem.TOO_LONG);
        }

        /** Whoever exhausts the search must not be believed for it: the anchors bear the right name, and signed nothing. */
        @Test
        void whenTheSearchIsExhausted_thenNothingCountsAsIssuedAnyMore() {
            KeyPair keys = TestPki.newKeys();
            Issued forger = TestPki.ca("Root").withoutKeyIdentifiers().selfSigned();
            List<Certificate> crosses = Stream.generate(() -> TestPki.ca("Twin")
                            .keys(keys)
                            .withoutKeyIdentifiers()
                            .by(forger)
                            .certificate())
                    .limit(128)
                    .toList();
            TrustAnchors two = cas(
                    TestPki.ca("Root").withoutKeyIdentifiers().selfSigned(),
                    TestPki.ca("Root").withoutKeyIdentifiers().selfSigned());

            assertProblem(paths(two).build(signedBy(keys).certificate(), crosses, CAS, NOW), PathProblem.TOO_LONG);
        }

        @Test
        void whenACandidateBearsTheNameOfAnAnchorWithAnotherKey_thenItIsAStepLikeAnyOther() {
            Issued listed = TestPki.ca("Same").selfSigned();
            Issued between = TestPki.ca("Same").by(root);
            Issued signed = TestPki.leaf("Leaf").by(between);

            assertPath(build(cas(root, listed), signed, between), signed, between, root);
        }

        @Test
        void whenTheKeyIdentifiersDiffer_thenNotIssuedThoughTheKeyFits() {
            Issued anonymous = TestPki.ca("Anonymous").withoutKeyIdentifiers().selfSigned();
            Issued signed = TestPki.leaf("Leaf").by(anonymous);
            Issued other = TestPki.ca("Anonymous").selfSigned();

            assertPath(build(cas(anonymous), signed), signed, anonymous);
            assertProblem(build(cas(root), signed, other), PathProblem.NO_PATH);
            assertThat(CertificatePaths.namesFit(signed.certificate(), other.certificate()))
                    .isFalse();
            assertThat(CertificatePaths.namesFit(signed.certificate(), anonymous.certificate()))
                    .isTrue();
        }

        private List<Certificate> twins(KeyPair keys, int count) {
            return Stream.generate(() -> TestPki.ca("Twin")
                            .keys(keys)
                            .withoutKeyIdentifiers()
                            .selfSigned())
                    .limit(count)
                    .map(Issued::certificate)
                    .toList();
        }

        private Issued signedBy(KeyPair keys) {
            return TestPki.leaf("Leaf")
                    .withoutKeyIdentifiers()
                    .by(TestPki.ca("Twin").keys(keys).withoutKeyIdentifiers().selfSigned());
        }
    }

    @Nested
    class Time {
        @Test
        void whenLeafExpired_thenExpired() {
            Issued old = TestPki.leaf("Leaf")
                    .valid("2021-01-01T00:00:00Z", "2022-01-01T00:00:00Z")
                    .by(middle);

            assertProblem(build(cas(middle), old), PathProblem.EXPIRED);
        }

        @Test
        void whenLeafExpiresAtThatVerySecond_thenTrusted() {
            Issued last = TestPki.leaf("Leaf")
                    .valid("2021-01-01T00:00:00Z", NOW.toString())
                    .by(middle);

            assertPath(build(cas(middle), last), last, middle);
        }

        @Test
        void whenLeafAndAnchorNotYetValid_thenLeafIsTold() {
            Issued future = TestPki.ca("Future")
                    .valid("2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z")
                    .selfSigned();
            Issued young = TestPki.leaf("Leaf")
                    .valid("2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z")
                    .by(future);

            PathResult result = build(cas(future), young);

            assertProblem(result, PathProblem.NOT_YET_VALID);
            assertThat(((Untrusted) result).text()).startsWith("The certificate is only valid from 2028");
        }

        @Test
        void whenAnchorExpired_thenAnchorNotValid() {
            Issued old = TestPki.ca("Old")
                    .valid("2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                    .selfSigned();
            Issued signed = TestPki.leaf("Leaf").by(old);

            assertProblem(build(cas(old), signed), PathProblem.ANCHOR_NOT_VALID);
        }

        @Test
        void whenIntermediateExpired_thenExpired() {
            Issued old = TestPki.ca("Old")
                    .valid("2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                    .by(root);
            Issued signed = TestPki.leaf("Leaf").by(old);

            PathResult result = build(cas(root), signed, old);

            assertProblem(result, PathProblem.EXPIRED);
            assertThat(((Untrusted) result).text()).startsWith("An intermediate certificate");
        }

        @Test
        void whenAnotherConfiguredCaExpired_thenItDoesNotMatter() {
            Issued old = TestPki.ca("Old")
                    .valid("2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
                    .selfSigned();

            assertPath(build(cas(old, middle), leaf), leaf, middle);
        }
    }

    @Nested
    class Constraints {
        @Test
        void whenIntermediateIsNoCa_thenNotACa() {
            Issued fake = TestPki.leaf("Fake").keyUsage(KeyUsage.keyCertSign).by(root);
            Issued signed = TestPki.leaf("Leaf").by(fake);

            assertProblem(build(cas(root), signed, fake), PathProblem.NOT_A_CA);
        }

        @Test
        void whenIntermediateMayNotSignCertificates_thenNotACa() {
            Issued fake = TestPki.ca("Fake").keyUsage(KeyUsage.cRLSign).by(root);
            Issued signed = TestPki.leaf("Leaf").by(fake);

            assertProblem(build(cas(root), signed, fake), PathProblem.NOT_A_CA);
        }

        @Test
        void whenIntermediateHasNoKeyUsage_thenTrusted() {
            Issued open = TestPki.ca("Open").keyUsage(0).by(root);
            Issued signed = TestPki.leaf("Leaf").by(open);

            assertPath(build(cas(root), signed, open), signed, open, root);
        }

        @Test
        void whenPathLengthOfIntermediateIsExceeded_thenTooLong() {
            Issued narrow = TestPki.ca("Narrow").pathLength(0).by(root);
            Issued below = TestPki.ca("Below").by(narrow);
            Issued signed = TestPki.leaf("Leaf").by(below);

            assertProblem(build(cas(root), signed, below, narrow), PathProblem.TOO_LONG);
        }

        @Test
        void whenPathLengthOfAnchorIsExceeded_thenTooLong() {
            Issued narrow = TestPki.ca("Narrow").pathLength(0).selfSigned();
            Issued below = TestPki.ca("Below").by(narrow);
            Issued signed = TestPki.leaf("Leaf").by(below);

            assertProblem(build(cas(narrow), signed, below), PathProblem.TOO_LONG);
        }

        @Test
        void whenThePathLengthIsJustKept_thenTrusted() {
            Issued wide = TestPki.ca("Wide").pathLength(1).selfSigned();
            Issued below = TestPki.ca("Below").by(wide);
            Issued signed = TestPki.leaf("Leaf").by(below);

            assertPath(build(cas(wide), signed, below), signed, below, wide);
        }

        /** RFC 5280 §4.2.1.9: a new key of the same authority does not count. */
        @Test
        void whenAnIntermediateIsSelfIssued_thenItDoesNotCount() {
            Issued narrow = TestPki.ca("Narrow").pathLength(0).selfSigned();
            Issued renewed = TestPki.ca("Narrow").by(narrow);
            Issued signed = TestPki.leaf("Leaf").by(renewed);

            assertPath(build(cas(narrow), signed, renewed), signed, renewed, narrow);
        }

        @Test
        void whenSixCertificates_thenTrusted_andSevenAreTooLong() {
            List<Issued> chain = new ArrayList<>(List.of(root));
            for (int i = 1; i <= 5; i++) {
                chain.add(TestPki.ca("CA " + i).by(chain.get(i - 1)));
            }
            Issued fine = TestPki.leaf("Fine").by(chain.get(4));
            Issued deep = TestPki.leaf("Deep").by(chain.get(5));
            Issued[] given = chain.toArray(new Issued[0]);

            assertThat(build(cas(root), fine, given)).isInstanceOf(Trusted.class);
            assertProblem(build(cas(root), deep, given), PathProblem.TOO_LONG);
        }
    }

    @Nested
    class ListedLeaf {
        @Test
        void whenLeafIsConfiguredAsCa_thenItDoesNotVouchForItself() {
            assertProblem(build(cas(leaf), leaf), PathProblem.NOT_A_CA);
        }

        @Test
        void whenLeafIsConfiguredAsCa_thenItDoesNotVouchForOthers() {
            Issued signed = TestPki.leaf("Below").by(leaf);

            assertProblem(build(cas(leaf), signed), PathProblem.NOT_A_CA);
        }

        /** Version 3 could have said that it is a CA, and did not. */
        @Test
        void whenAConfiguredCaSaysNothingOfItsUse_thenItDoesNotVouchForOthers() {
            Issued silent = TestPki.leaf("Silent").keyUsage(0).selfSigned();
            Issued saying = TestPki.ca("Saying").keyUsage(0).selfSigned();
            Issued bySilent = TestPki.leaf("Below").by(silent);
            Issued bySaying = TestPki.leaf("Below").by(saying);

            assertProblem(build(cas(silent), bySilent), PathProblem.NOT_A_CA);
            assertPath(build(cas(saying), bySaying), bySaying, saying);
        }

        @Test
        void whenLeafIsConfiguredAsCaBesideItsIssuer_thenIssuerVouches() {
            assertPath(build(cas(leaf, middle), leaf), leaf, middle);
        }

        @Test
        void whenTsaCertificateIsListed_thenItIsItsOwnPath() {
            Issued tsa =
                    TestPki.leaf("TSA").purpose(KeyPurposeId.id_kp_timeStamping).selfSigned();
            TrustAnchors anchors = TrustAnchors.builder()
                    .add(ServiceType.TSA_QTST, tsa.certificate())
                    .build();

            PathResult result = paths(anchors).build(tsa.certificate(), List.of(), Set.of(ServiceType.TSA_QTST), NOW);

            assertPath(result, tsa);
            assertThat(((Trusted) result).issuer()).isEmpty();
        }

        @Test
        void whenListedAsAnotherType_thenWrongServiceType() {
            TrustAnchors anchors = TrustAnchors.builder()
                    .add(ServiceType.OCSP_QC, leaf.certificate())
                    .build();

            assertProblem(
                    paths(anchors).build(leaf.certificate(), List.of(), Set.of(ServiceType.TSA_QTST), NOW),
                    PathProblem.WRONG_SERVICE_TYPE);
        }

        @Test
        void whenListedButWithdrawn_thenIssuerCannotOverrule() {
            TrustAnchors anchors = anchors(
                    listed(
                            ServiceType.OCSP_QC,
                            leaf,
                            period(ServiceType.OCSP_QC, GRANTED, "2020-01-01T00:00:00Z"),
                            period(ServiceType.OCSP_QC, WITHDRAWN, "2024-01-01T00:00:00Z")),
                    listed(ServiceType.CA_QC, middle, period(ServiceType.CA_QC, GRANTED, "2020-01-01T00:00:00Z")));

            assertProblem(
                    paths(anchors)
                            .build(leaf.certificate(), List.of(), Set.of(ServiceType.OCSP_QC, ServiceType.CA_QC), NOW),
                    PathProblem.SERVICE_NOT_ACTIVE);
        }
    }

    @Nested
    class Status {
        private final TrustAnchors withdrawnIn2024 = anchors(listed(
                ServiceType.CA_QC,
                middle,
                period(ServiceType.CA_QC, GRANTED, "2020-06-01T00:00:00Z"),
                period(ServiceType.CA_QC, WITHDRAWN, "2024-01-01T00:00:00Z")));

        private PathResult at(String time) {
            return paths(withdrawnIn2024).build(leaf.certificate(), List.of(), CAS, Instant.parse(time));
        }

        @Test
        void whenGrantedAtTheTime_thenTrusted() {
            assertPath(at("2023-12-31T23:59:59Z"), leaf, middle);
        }

        @Test
        void whenWithdrawnAtTheTime_thenNotActive() {
            assertProblem(at("2024-01-01T00:00:00Z"), PathProblem.SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenNotYetListedAtTheTime_thenNotActive() {
            assertProblem(at("2020-05-31T00:00:00Z"), PathProblem.SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenTypeChanged_thenTypeOfTheTimeCounts() {
            TrustAnchors anchors = anchors(listed(
                    ServiceType.CA_QC,
                    middle,
                    period(ServiceType.CA_PKC, GRANTED, "2020-06-01T00:00:00Z"),
                    period(ServiceType.CA_QC, GRANTED, "2024-01-01T00:00:00Z")));
            Set<ServiceType> qualified = Set.of(ServiceType.CA_QC);

            assertProblem(
                    paths(anchors)
                            .build(leaf.certificate(), List.of(), qualified, Instant.parse("2023-01-01T00:00:00Z")),
                    PathProblem.WRONG_SERVICE_TYPE);
            assertPath(paths(anchors).build(leaf.certificate(), List.of(), qualified, NOW), leaf, middle);
        }

        @Test
        void whenGrantedOnlyAfterIssuance_thenNotActiveForASigner() {
            TrustAnchors anchors = anchors(
                    listed(ServiceType.CA_QC, middle, period(ServiceType.CA_QC, GRANTED, "2024-01-01T00:00:00Z")));

            assertPath(build(anchors, leaf), leaf, middle);
            assertProblem(
                    paths(anchors).buildActiveAtIssuance(leaf.certificate(), List.of(), CAS, NOW),
                    PathProblem.SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenIntermediateIsListedAsWithdrawn_thenItIsNotSteppedOver() {
            Issued cross = TestPki.ca("Middle").keys(middle.keys()).by(root);
            TrustAnchors anchors = anchors(
                    listed(ServiceType.CA_QC, middle, period(ServiceType.CA_QC, WITHDRAWN, "2020-06-01T00:00:00Z")),
                    listed(ServiceType.CA_QC, root, period(ServiceType.CA_QC, GRANTED, "2020-06-01T00:00:00Z")));

            assertProblem(build(anchors, leaf, middle, cross), PathProblem.SERVICE_NOT_ACTIVE);
        }

        @Test
        void whenTwoServicesHoldTheCa_thenTheActiveOneVouches() {
            TrustAnchors anchors = anchors(
                    listed(ServiceType.CA_QC, middle, period(ServiceType.CA_QC, WITHDRAWN, "2020-06-01T00:00:00Z")),
                    listed(ServiceType.CA_PKC, middle, period(ServiceType.CA_PKC, GRANTED, "2020-06-01T00:00:00Z")));

            assertPath(build(anchors, leaf), leaf, middle);
        }
    }

    @Nested
    class Verdicts {
        private final PathResult found = build(cas(middle), leaf);
        private final PathResult none = build(cas(root), leaf);

        @Test
        void whenFound_thenEveryWayOfAskingSaysSo() {
            assertThat(found.kind()).isEqualTo(PathResult.Kind.TRUSTED);
            assertThat(found.<Object>match(trusted -> trusted, untrusted -> "none"))
                    .isSameAs(found);
            assertThat(found.orElseThrow()).isSameAs(found);
        }

        @Test
        void whenThereIsNone_thenNoWayOfAskingSaysSo() {
            assertThat(none.kind()).isEqualTo(PathResult.Kind.UNTRUSTED);
            assertThat(none.<Object>match(trusted -> "found", untrusted -> untrusted))
                    .isSameAs(none);
            assertThatThrownBy(none::orElseThrow)
                    .isInstanceOfSatisfying(
                            TrustException.class, e -> assertThat(e.code()).isEqualTo("PATH_NO_PATH"));
        }
    }

    @Nested
    class Issuance {
        @Test
        void whenSigned_thenTrueAndCached() {
            CertificatePaths paths = paths(cas(middle));

            assertThat(paths.isIssuedBy(leaf.certificate(), middle.certificate()))
                    .isTrue();
            assertThat(paths.isIssuedBy(leaf.certificate(), middle.certificate()))
                    .isTrue();
            assertThat(paths.cachedSignatures()).isEqualTo(1);
        }

        @Test
        void whenSignedByAnotherKeyOfTheSameName_thenFalseAndNotCached() {
            CertificatePaths paths = paths(cas(middle));
            Issued twin = TestPki.ca("Middle").withoutKeyIdentifiers().by(root);

            assertThat(paths.isIssuedBy(leaf.certificate(), twin.certificate())).isFalse();
            assertThat(paths.cachedSignatures()).isZero();
        }

        @Test
        void whenKeyFitsButNameDiffers_thenFalse() {
            Issued renamed = TestPki.ca("Renamed").keys(middle.keys()).by(root);

            assertThat(paths(cas(middle)).isIssuedBy(leaf.certificate(), renamed.certificate()))
                    .isFalse();
        }

        @Test
        void whenPolicyIsRebuiltWithOtherCrypto_thenSameAnswer() {
            CertificatePaths jdk =
                    TrustPolicy.test(cas(middle)).withCrypto(CryptoChoice.jdk()).paths();

            assertThat(jdk.isIssuedBy(leaf.certificate(), middle.certificate())).isTrue();
        }

        @Test
        void whenCacheIsFull_thenTheLeastRecentlyUsedGoes() {
            SignatureCache cache = new SignatureCache(2);
            SignatureCache.Key a = new SignatureCache.Key(
                    leaf.certificate().sha256(), root.certificate().sha256());
            SignatureCache.Key b = new SignatureCache.Key(
                    middle.certificate().sha256(), root.certificate().sha256());
            SignatureCache.Key c = new SignatureCache.Key(
                    root.certificate().sha256(), root.certificate().sha256());
            cache.add(a);
            cache.add(b);
            assertThat(cache.contains(a)).isTrue();
            cache.add(c);

            assertThat(cache.contains(a)).isTrue();
            assertThat(cache.contains(b)).isFalse();
            assertThat(cache.contains(c)).isTrue();
            assertThat(cache.size()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceType.class,
            names = {"OCSP", "OCSP_QC", "TSA", "TSA_QTST", "OTHER"})
    void whenAnchorIsOfAnotherType_thenWrongServiceType(ServiceType type) {
        TrustAnchors anchors =
                TrustAnchors.builder().add(type, middle.certificate()).build();

        assertProblem(build(anchors, leaf), PathProblem.WRONG_SERVICE_TYPE);
    }
}
