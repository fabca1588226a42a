package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.testing.HandClock;
import dev.eresident.core.trust.TestPki.Issued;
import dev.eresident.core.trust.TrustAnchors.TrustWarning;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustAnchorsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Issued CA = TestPki.ca("CA").selfSigned();
    private static final Issued OTHER = TestPki.ca("Other").selfSigned();
    private static final Issued OCSP =
            TestPki.leaf("OCSP").purpose(KeyPurposeId.id_kp_OCSPSigning).by(CA);
    private static final Issued TSA =
            TestPki.leaf("TSA").purpose(KeyPurposeId.id_kp_timeStamping).by(CA);
    private static final Issued OPERATOR = TestPki.leaf("Operator").selfSigned();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path pem(String name, Issued... certificates) throws IOException {
        StringBuilder text = new StringBuilder("# a comment\n");
        for (Issued each : certificates) {
            text.append(TestPki.pem(each.certificate()));
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private static String list(Issued... cas) {
        StringBuilder services = new StringBuilder();
        for (Issued ca : cas) {
            services.append(TestLists.service("CA/QC", TestLists.WITHDRAWN, "2024-01-01T00:00:00Z", ca));
        }
        return TestLists.list(services.toString());
    }

    private static void assertMisconfigured(ThrowingCallable call, String code, String text) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigurationException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e).hasMessageContaining(text));
    }

    @Nested
    class SingleFile {
        @Test
        void whenPemHoldsSeveral_thenRolesFollowTheKeyPurpose() throws IOException {
            assertThat(TrustAnchors.load(pem("all.pem", CA, OCSP, TSA)).services())
                    .extracting(TrustService::type, TrustService::name)
                    .containsExactly(
                            tuple(ServiceType.CA_QC, "CA"),
                            tuple(ServiceType.OCSP_QC, "OCSP"),
                            tuple(ServiceType.TSA_QTST, "TSA"));
        }

        @Test
        void whenCaPassesOnOcspSigning_thenStillACa() throws IOException {
            Issued constrained = TestPki.ca("Constrained")
                    .purpose(KeyPurposeId.id_kp_OCSPSigning)
                    .selfSigned();

            assertThat(TrustAnchors.load(pem("one.pem", constrained)).services())
                    .extracting(TrustService::type)
                    .containsExactly(ServiceType.CA_QC);
        }

        @ParameterizedTest
        @ValueSource(strings = {"one.der", "one.crt", "one"})
        void whenDer_thenRead(String name) throws IOException {
            Path file = Files.write(folder.resolve(name), CA.certificate().der().toByteArray());

            assertThat(TrustAnchors.load(file).servicesOf(CA.certificate())).hasSize(1);
        }

        @Test
        void whenList_thenRead_gzippedToo() throws IOException {
            Path plain = Files.writeString(folder.resolve("list.xml"), list(CA));
            Path gzipped = Files.write(folder.resolve("list.xml.gz"), TestLists.gzip(TestLists.utf8(list(CA))));

            assertThat(TrustAnchors.load(plain).id())
                    .isEqualTo(TrustAnchors.load(gzipped).id());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "nothing here", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
        void whenFileHoldsNoCertificate_thenItIsNamed(String content) throws IOException {
            Path file = Files.writeString(folder.resolve("bad.pem"), content);

            assertMisconfigured(() -> TrustAnchors.load(file), "TRUST_FILE_UNREADABLE", "bad.pem");
        }

        @Test
        void whenFileIsMissing_thenItIsNamed() {
            assertMisconfigured(
                    () -> TrustAnchors.load(folder.resolve("none.pem")), "TRUST_FILE_UNREADABLE", "none.pem");
        }

        @Test
        void whenNothingIsAdded_thenEmpty() {
            assertMisconfigured(() -> TrustAnchors.builder().build(), "TRUST_EMPTY", "Nothing is trusted");
        }

        @Test
        void whenListHasNoServices_thenEmpty() throws IOException {
            Path file = Files.writeString(folder.resolve("list.xml"), TestLists.list());

            assertMisconfigured(() -> TrustAnchors.load(file), "TRUST_EMPTY", "Nothing is trusted");
        }
    }

    @Nested
    class Folders {
        @Test
        void whenFilesNameRoles_thenTheyWin() throws IOException {
            pem("ca.pem", CA);
            pem("ocsp.pem", OTHER);
            pem("tsa.pem", OPERATOR);

            assertThat(TrustAnchors.load(folder).services())
                    .extracting(TrustService::type, TrustService::name)
                    .containsExactlyInAnyOrder(
                            tuple(ServiceType.CA_QC, "CA"),
                            tuple(ServiceType.OCSP_QC, "Other"),
                            tuple(ServiceType.TSA_QTST, "Operator"));
        }

        @Test
        void whenOtherFilesAndSubFoldersStandBeside_thenIgnored() throws IOException {
            pem("one.CRT", CA);
            Files.writeString(folder.resolve("services.json"), "[]");
            Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("ca.pem"), "broken");

            assertThat(TrustAnchors.load(folder).services()).hasSize(1);
        }

        @Test
        void whenNoUsableFile_thenEmpty() {
            assertMisconfigured(() -> TrustAnchors.load(folder), "TRUST_EMPTY", folder.toString());
        }

        @Test
        void whenListAndPemHoldTheSameCertificate_thenTheListsStatusStands() throws IOException {
            Files.writeString(folder.resolve("list.xml"), list(CA));
            pem("ca.pem", CA, OTHER);
            TrustAnchors anchors = TrustAnchors.load(folder);

            assertThat(anchors.servicesOf(CA.certificate())).hasSize(1).noneMatch(s -> s.activeAt(NOW));
            assertThat(anchors.servicesOf(OTHER.certificate())).hasSize(1).allMatch(s -> s.activeAt(NOW));
        }

        @Test
        void whenListSignersAreGiven_thenUnsignedListIsRefused() throws IOException {
            Files.writeString(folder.resolve("list.xml"), list(CA));

            assertThatThrownBy(() -> TrustAnchors.builder().addPath(folder, List.of(OPERATOR.certificate())))
                    .isInstanceOf(TrustException.class)
                    .hasMessageContaining("list.xml");
        }
    }

    @Nested
    class Pkcs12 {
        private Path store(ThrowingStore content) throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            content.fill(store);
            Path file = folder.resolve("store.p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, "secret".toCharArray());
            }
            return file;
        }

        private static TrustAnchors load(Path file) {
            return TrustAnchors.builder()
                    .addPkcs12(file, "secret".toCharArray())
                    .build();
        }

        @Test
        void whenTrustedEntries_thenTheyAreAnchors() throws IOException, GeneralSecurityException {
            Path file = store(s -> s.setCertificateEntry("one", CA.certificate().x509()));

            assertThat(load(file).servicesOf(CA.certificate())).hasSize(1);
        }

        @Test
        void whenKeyEntry_thenOnlyTheCasOfItsChain() throws IOException, GeneralSecurityException {
            Issued leaf = TestPki.leaf("Leaf").by(CA);
            Path file = store(s -> s.setKeyEntry(
                    "key", leaf.keys().getPrivate(), "secret".toCharArray(), new java.security.cert.Certificate[] {
                        leaf.certificate().x509(), CA.certificate().x509()
                    }));
            TrustAnchors anchors = load(file);

            assertThat(anchors.servicesOf(CA.certificate())).hasSize(1);
            assertThat(anchors.servicesOf(leaf.certificate())).isEmpty();
        }

        @Test
        void whenPasswordIsWrong_thenFileIsNamed() throws IOException, GeneralSecurityException {
            Path file = store(s -> s.setCertificateEntry("one", CA.certificate().x509()));

            assertMisconfigured(
                    () -> TrustAnchors.builder().addPkcs12(file, "wrong".toCharArray()),
                    "TRUST_FILE_UNREADABLE",
                    "store.p12");
        }

        @Test
        void whenStoreIsEmpty_thenFileIsNamed() throws IOException, GeneralSecurityException {
            Path file = store(s -> {});

            assertMisconfigured(() -> load(file), "TRUST_FILE_UNREADABLE", "store.p12");
        }
    }

    /** Fills a key store. */
    private interface ThrowingStore {
        void fill(KeyStore store) throws GeneralSecurityException;
    }

    @Nested
    class Snapshot {
        private TrustAnchors of(Issued... cas) {
            return TrustAnchors.ofCas(
                    Arrays.stream(cas).map(Issued::certificate).toList());
        }

        @Test
        void whenOrderDiffers_thenSameId() {
            assertThat(of(CA, OTHER).id()).isEqualTo(of(OTHER, CA).id()).hasSize(64);
        }

        @Test
        void whenTypeOrCertificateOrStatusDiffers_thenOtherId() {
            TrustAnchors asOcsp = TrustAnchors.builder()
                    .add(ServiceType.OCSP_QC, CA.certificate())
                    .build();
            TrustAnchors withdrawn = TrustAnchors.builder()
                    .addTrustedList(TrustedList.parse(TestLists.utf8(list(CA)), "a"))
                    .build();
            TrustAnchors granted = TrustAnchors.builder()
                    .addTrustedList(TrustedList.parse(
                            TestLists.utf8(list(CA).replace(TestLists.WITHDRAWN, TestLists.GRANTED)), "a"))
                    .build();

            assertThat(List.of(of(CA).id(), of(OTHER).id(), asOcsp.id(), withdrawn.id(), granted.id()))
                    .doesNotHaveDuplicates();
        }

        @Test
        void whenTwoListsHoldTheSameCertificate_thenBothServicesAreKept() {
            TrustedList one = TrustedList.parse(TestLists.utf8(list(CA)), "one");
            TrustedList two = TrustedList.parse(TestLists.utf8(list(CA).replace(">EE<", ">LV<")), "two");
            TrustAnchors anchors = TrustAnchors.builder()
                    .addTrustedList(one)
                    .addTrustedList(two)
                    .build();

            assertThat(anchors.servicesOf(CA.certificate()))
                    .extracting(TrustService::territory)
                    .containsExactly("EE", "LV");
            assertThat(anchors.certificatesNamed(CA.certificate().subjectName()))
                    .containsExactly(CA.certificate());
        }

        @Test
        void whenAskedByKeyIdentifier_thenFound() {
            Certificate ca = CA.certificate();

            assertThat(of(CA, OTHER)
                            .certificatesWithKey(ca.subjectKeyIdentifier().orElseThrow()))
                    .containsExactly(ca);
        }
    }

    @Nested
    class Warnings {
        private List<String> codes(byte[] xml, boolean verify, Instant at) {
            TrustedList list = verify
                    ? TrustedList.verify(xml, "list.xml", List.of(OPERATOR.certificate()))
                    : TrustedList.parse(xml, "list.xml");
            return TrustAnchors.builder().addTrustedList(list).build().warnings(at).stream()
                    .map(TrustWarning::code)
                    .toList();
        }

        @Test
        void whenListIsPinnedAndOld_thenBothWarnings() {
            assertThat(codes(TestLists.utf8(list(CA)), false, NOW))
                    .containsExactly("TRUST_LIST_SIGNER_NOT_CHECKED", "TRUST_LIST_EXPIRED");
        }

        @Test
        void whenListIsVerifiedAndFresh_thenNone() {
            assertThat(codes(
                            new TestLists.Signer(OPERATOR).sign(list(CA)), true, Instant.parse("2026-02-01T00:00:00Z")))
                    .isEmpty();
        }

        @Test
        void whenACertificateCannotBeDecoded_thenWarning() {
            String xml = list(CA, OTHER).replaceFirst("<X509Certificate>[^<]{40}", "<X509Certificate>AAAA");

            assertThat(codes(TestLists.utf8(xml), false, Instant.parse("2026-02-01T00:00:00Z")))
                    .containsExactly("TRUST_LIST_SIGNER_NOT_CHECKED", "TRUST_LIST_CERTIFICATE_UNREADABLE");
        }

        @Test
        void whenOnlyCertificatesArePinned_thenNone() {
            assertThat(TrustAnchors.ofCas(List.of(CA.certificate())).warnings(NOW))
                    .isEmpty();
        }
    }

    /** Lists that the SDK loaded end by themselves, in every look-up. */
    @Nested
    class Ending {
        private final HandClock clock = new HandClock(NOW);
        private final Instant tomorrow = NOW.plus(Duration.ofDays(1));

        private TrustedList listOf(Issued ca) {
            return TrustedList.parse(
                    TestLists.utf8(list(ca).replace(TestLists.WITHDRAWN, TestLists.GRANTED)),
                    ca.certificate().sha256().hex());
        }

        @Test
        void whenItIsNotOver_thenTheListIsBelieved() {
            TrustAnchors anchors = TrustAnchors.builder()
                    .addTrustedList(listOf(CA), tomorrow, clock)
                    .build();

            clock.pass(Duration.ofDays(1));

            assertThat(anchors.servicesOf(CA.certificate())).hasSize(1);
            assertThat(anchors.haveEnded()).isFalse();
        }

        @Test
        void whenItIsOver_thenNoLookUpFindsItAndThePinnedStand() {
            TrustAnchors anchors = TrustAnchors.builder()
                    .addTrustedList(listOf(CA), tomorrow, clock)
                    .add(ServiceType.CA_QC, OTHER.certificate())
                    .build();

            clock.pass(Duration.ofDays(1).plusSeconds(1));

            assertThat(anchors.services())
                    .flatExtracting(TrustService::certificates)
                    .containsExactly(OTHER.certificate());
            assertThat(anchors.servicesOf(CA.certificate())).isEmpty();
            assertThat(anchors.certificatesNamed(CA.certificate().subjectName()))
                    .isEmpty();
            assertThat(anchors.certificatesWithKey(
                            CA.certificate().subjectKeyIdentifier().orElseThrow()))
                    .isEmpty();
            assertThat(anchors.servicesOf(OTHER.certificate())).hasSize(1);
            assertThat(anchors.warnings(NOW))
                    .extracting(TrustWarning::code, TrustWarning::where)
                    .contains(tuple(
                            "TRUST_LIST_EXPIRED", CA.certificate().sha256().hex()));
        }

        /** For a check at another time than now. */
        @Test
        void whenAskedForAnotherTime_thenTheListsThatAreBelievedThen() {
            TrustAnchors anchors = TrustAnchors.builder()
                    .addTrustedList(listOf(CA), tomorrow, clock)
                    .add(ServiceType.CA_QC, OTHER.certificate())
                    .build();
            TrustPolicy policy = TrustPolicy.test(anchors);

            TrustAnchors later = anchors.believedAt(tomorrow.plusSeconds(1));

            assertThat(anchors.believedAt(tomorrow)).isSameAs(anchors);
            assertThat(anchors.haveEnded()).isFalse();
            assertThat(later.servicesOf(CA.certificate())).isEmpty();
            assertThat(later.servicesOf(OTHER.certificate())).hasSize(1);
            assertThat(later.haveEnded()).isTrue();
            assertThat(later.believedAt(tomorrow.plusSeconds(2))).isSameAs(later);
            assertThat(policy.believedAt(tomorrow)).isSameAs(policy);
            assertThat(policy.believedAt(tomorrow.plusSeconds(1)).anchors().servicesOf(CA.certificate()))
                    .isEmpty();
        }

        @Test
        void whenOnlyOneOfTwoListsEndsByThen_thenTheOtherIsKept() {
            TrustAnchors later = TrustAnchors.builder()
                    .addTrustedList(listOf(CA), tomorrow, clock)
                    .addTrustedList(listOf(OTHER), tomorrow.plusSeconds(9), clock)
                    .build()
                    .believedAt(tomorrow.plusSeconds(9));

            assertThat(later.servicesOf(CA.certificate())).isEmpty();
            assertThat(later.servicesOf(OTHER.certificate())).hasSize(1);
        }

        @Test
        void whenListsEndOneAfterTheOther_thenEachAtItsTime() {
            TrustAnchors anchors = TrustAnchors.builder()
                    .addTrustedList(listOf(CA), tomorrow, clock)
                    .addTrustedList(listOf(OTHER), tomorrow.plus(Duration.ofDays(1)), clock)
                    .build();

            clock.pass(Duration.ofHours(25));
            assertThat(anchors.servicesOf(CA.certificate())).isEmpty();
            assertThat(anchors.servicesOf(OTHER.certificate())).hasSize(1);

            clock.pass(Duration.ofHours(24));
            assertThat(anchors.services()).isEmpty();
        }

        @Test
        void whenListsHaveClocksOfTheirOwn_thenEachEndsByIts() {
            TrustAnchors anchors = TrustAnchors.builder()
                    .addTrustedList(listOf(CA), tomorrow, new HandClock(tomorrow.plusSeconds(1)))
                    .addTrustedList(listOf(OTHER), tomorrow, clock)
                    .build();

            assertThat(anchors.services())
                    .flatExtracting(TrustService::certificates)
                    .containsExactly(OTHER.certificate());
        }
    }
}
