package dev.eresident.payments.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.card.IdCard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceCheckTest {
    private static EvidenceWorld world;
    private static SortedMap<String, byte[]> files;
    private static byte[] zip;

    @TempDir
    Path folder;

    @BeforeAll
    static void live() throws IOException {
        world = new EvidenceWorld();
        zip = write(world.builder().build());
        files = unzip(zip);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    static Stream<String> names() {
        return files.keySet().stream();
    }

    @Nested
    class Untouched {
        @Test
        void whenNothingWasTouched_thenEverythingHolds() throws IOException {
            EvidenceReport report = check(zip);

            assertThat(report.verifications()).allMatch(VerificationFinding::holds, "holds");
            assertThat(report.verifications())
                    .extracting(VerificationFinding::kind)
                    .containsExactly(VerificationKind.values());
            assertThat(report.files())
                    .allMatch(file ->
                            file.status() == FileStatus.INTACT && !file.what().isEmpty());
            assertThat(report.verdict()).isEqualTo(EvidenceVerdict.HOLDS);
            assertThat(report.trust())
                    .singleElement()
                    .asString()
                    .contains(world.listSigner.sha256().hex());
        }

        @Test
        void whenUnpacked_thenTheFolderHoldsToo() throws IOException {
            assertThat(EvidenceCheck.withItsOwnTrust().check(unpack(files)).holds())
                    .isTrue();
        }

        @Test
        void whenTheCallerBringsTrust_thenItHoldsWithoutTheOwnOne() throws IOException {
            Path file = save(zip);

            assertThat(EvidenceCheck.with(world.trust).check(file).holds()).isTrue();
            assertThat(EvidenceCheck.withListSigners(List.of(world.listSigner))
                            .check(file)
                            .holds())
                    .isTrue();
        }

        @Test
        void whenTheListSignerIsAnother_thenNobodyIsBelieved() throws IOException {
            EvidenceReport report = EvidenceCheck.withListSigners(
                            List.of(world.person.certificate().orElseThrow()))
                    .check(save(zip));

            assertThat(finding(report, VerificationKind.TRUST).code()).contains("TRUST_LIST_SIGNATURE_INVALID");
            assertThat(finding(report, VerificationKind.LOGIN).code()).contains("TRUST_NOT_USABLE");
            assertThat(report.verdict()).isEqualTo(EvidenceVerdict.FAILS);
        }

        @Test
        void whenWrittenTwice_thenTheBytesAreEqual() throws IOException {
            assertThat(write(world.builder().build())).isEqualTo(zip);
        }

        @Test
        void whenOnlyALoginExists_thenItIsEvidenceByItself() throws IOException {
            byte[] small = write(EvidenceFile.builder(world.clock.instant())
                    .login(world.person)
                    .build());

            EvidenceReport report = EvidenceCheck.with(world.trust).check(save(small));

            assertThat(report.holds()).isTrue();
            assertThat(report.verifications())
                    .extracting(VerificationFinding::kind)
                    .containsExactly(VerificationKind.INTEGRITY, VerificationKind.LOGIN);
        }

        @Test
        void whenTheFilesAreSearched_thenNoPasswordIsAmongThem() {
            String password = world.sandbox.register().password();

            assertThat(files.values())
                    .noneMatch(content -> new String(content, StandardCharsets.UTF_8).contains(password));
        }

        @Test
        void whenTheReportIsWrittenAsJson_thenItNamesFilesAndVerifications() throws IOException {
            assertThat(check(zip).toJson("e.zip"))
                    .startsWith("{\"file\":\"e.zip\",\"verdict\":\"HOLDS\",\"code\":null,")
                    .contains("{\"name\":\"login/token.json\",\"status\":\"INTACT\"}")
                    .contains("{\"kind\":\"GATEWAY\",\"holds\":true,");
        }
    }

    @Nested
    class OneFile {
        @ParameterizedTest
        @MethodSource("dev.eresident.payments.evidence.EvidenceCheckTest#names")
        void whenOneByteIsChanged_thenTheFileAndItsVerificationsAreNamed(String name) throws IOException {
            SortedMap<String, byte[]> changed = copy();
            byte[] content = get(changed, name).clone();
            content[content.length / 2] ^= 1;
            changed.put(name, content);

            assertNamed(changed, name, FileStatus.CHANGED);
        }

        @ParameterizedTest
        @MethodSource("dev.eresident.payments.evidence.EvidenceCheckTest#names")
        void whenItIsRemoved_thenTheFileAndItsVerificationsAreNamed(String name) throws IOException {
            SortedMap<String, byte[]> changed = copy();
            changed.remove(name);

            assertNamed(changed, name, FileStatus.MISSING);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "trust/another.pem",
                    "login/ocsp-response-2.der",
                    "attachments/extra.txt",
                    "readme.txt",
                    "login/deep/er.txt"
                })
        void whenItIsAdded_thenItIsNamedAndNothingReliesOnIt(String name) throws IOException {
            SortedMap<String, byte[]> changed = copy();
            changed.put(name, new byte[] {1, 2, 3});

            EvidenceReport report = check(zip(changed));

            assertThat(touched(report)).containsExactly(Map.entry(name, FileStatus.ADDED));
            assertThat(finding(report, VerificationKind.INTEGRITY).code()).contains("EVIDENCE_FILE_ADDED");
            assertThat(finding(report, VerificationKind.INTEGRITY).because()).containsExactly(name);
            assertThat(report.verifications().subList(1, report.verifications().size()))
                    .allMatch(VerificationFinding::holds);
            assertThat(report.verdict()).isEqualTo(EvidenceVerdict.FAILS);
        }

        @Test
        void whenTwoAreSwapped_thenBothAreNamed() throws IOException {
            SortedMap<String, byte[]> changed = copy();
            changed.put("login/token.json", files.get("authorisation/token.json"));
            changed.put("authorisation/token.json", files.get("login/token.json"));

            EvidenceReport report = check(zip(changed));

            assertThat(touched(report))
                    .containsOnly(
                            Map.entry("login/token.json", FileStatus.CHANGED),
                            Map.entry("authorisation/token.json", FileStatus.CHANGED));
            assertThat(finding(report, VerificationKind.LOGIN).code()).contains("SIGNATURE_INVALID");
            assertThat(finding(report, VerificationKind.AUTHORISATION).code()).contains("SIGNATURE_INVALID");
        }

        @Test
        void whenAnArchiveEntryIsDamaged_thenItIsNamed() throws IOException {
            byte[] damaged = zip.clone();
            int at = indexOf(damaged, "Hello");
            damaged[at] ^= 1;

            assertThat(touched(check(damaged)))
                    .containsExactly(Map.entry("attachments/report.html", FileStatus.CHANGED));
        }

        private void assertNamed(SortedMap<String, byte[]> changed, String name, FileStatus status) throws IOException {
            for (EvidenceReport report :
                    List.of(check(zip(changed)), EvidenceCheck.withItsOwnTrust().check(unpack(changed)))) {
                assertThat(report.verdict()).isEqualTo(EvidenceVerdict.FAILS);
                assertThat(report.files()).anyMatch(file -> file.name().equals(name) && file.status() == status);
                assertThat(report.files())
                        .filteredOn(file -> !file.name().equals(name))
                        .noneMatch(file -> file.status() == FileStatus.CHANGED
                                || file.status() == FileStatus.MISSING
                                || file.status() == FileStatus.ADDED);
                assertThat(finding(report, VerificationKind.INTEGRITY).because())
                        .contains(name);
                String own = name.contains("/") ? name.substring(0, name.indexOf('/') + 1) : "";
                assertThat(report.verifications())
                        .filteredOn(finding -> finding.kind().folder().equals(own))
                        .allMatch(
                                finding -> !finding.holds() && finding.because().contains(name));
                assertThat(report.verifications())
                        .filteredOn(finding -> !finding.holds())
                        .allMatch(finding -> !finding.because().isEmpty());
            }
        }
    }

    @Nested
    class TheManifest {
        @Test
        void whenADigestInItIsEdited_thenTheManifestIsBlamedAndNotTheFile() throws IOException {
            SortedMap<String, byte[]> changed = copy();
            String text = new String(files.get(Manifest.NAME), StandardCharsets.UTF_8);
            int at = text.indexOf("\"sha256\":\"") + 10;
            char digit = text.charAt(at) == '0' ? '1' : '0';
            changed.put(
                    Manifest.NAME,
                    (text.substring(0, at) + digit + text.substring(at + 1)).getBytes(StandardCharsets.UTF_8));

            EvidenceReport report = check(zip(changed));

            assertThat(touched(report))
                    .containsOnly(
                            Map.entry(Manifest.NAME, FileStatus.CHANGED),
                            Map.entry("attachments/report.html", FileStatus.UNCONFIRMED));
            assertThat(finding(report, VerificationKind.INTEGRITY).because()).contains(Manifest.NAME);
        }

        @Test
        void whenAFileAndAllDigestsAreRewritten_thenTheVerificationStillFails() throws IOException {
            SortedMap<String, byte[]> changed = rewritten(
                    "authorisation/order.json",
                    new String(files.get("authorisation/order.json"), StandardCharsets.UTF_8)
                            .replace("149.00", "849.00"));

            EvidenceReport report = check(zip(changed));

            assertThat(finding(report, VerificationKind.INTEGRITY).holds()).isTrue();
            assertThat(finding(report, VerificationKind.AUTHORISATION).code()).contains("ORDER_CHANGED");
            assertThat(finding(report, VerificationKind.GATEWAY).code()).contains("AUTHORISATION_NOT_VERIFIED");
        }

        @Test
        void whenAFileIsRewrittenThatTheVerificationCouldDoWithout_thenItIsNamed() throws IOException {
            SortedMap<String, byte[]> changed = copy();
            changed.put("login/issuer.der", files.get("login/certificate.der"));
            seal(changed);

            assertThat(finding(check(zip(changed)), VerificationKind.LOGIN))
                    .returns(List.of("login/issuer.der"), VerificationFinding::because)
                    .extracting(VerificationFinding::code)
                    .isEqualTo(java.util.Optional.of("EVIDENCE_CONTRADICTED"));
        }

        @Test
        void whenTheManifestWasNotedElsewhere_thenAReplacedFileIsSeen() throws IOException {
            EvidenceFile original = world.builder().build();
            byte[] other = write(world.builder()
                    .attach("more.txt", "more", Bytes.of(new byte[] {1}))
                    .build());

            assertThat(EvidenceCheck.withItsOwnTrust()
                            .expecting(original.manifestSha256())
                            .check(save(zip))
                            .holds())
                    .isTrue();
            assertThat(touched(EvidenceCheck.withItsOwnTrust()
                            .expecting(original.manifestSha256())
                            .check(save(other))))
                    .contains(Map.entry(Manifest.NAME, FileStatus.CHANGED));
        }
    }

    @Nested
    class TakenAway {
        private SortedMap<String, byte[]> without(String... folders) {
            SortedMap<String, byte[]> changed = copy();
            changed.keySet().removeIf(name -> Stream.of(folders).anyMatch(name::startsWith));
            SortedMap<String, Manifest.Entry> entries = new TreeMap<>(Manifest.read(Bytes.of(get(files, Manifest.NAME)))
                    .orElseThrow()
                    .files());
            entries.keySet().retainAll(changed.keySet());
            Bytes manifest = new Manifest(world.clock.instant(), entries).toBytes();
            changed.put(Manifest.NAME, manifest.toByteArray());
            changed.put(
                    Manifest.DIGEST_NAME,
                    Manifest.digestFile(Content.of(manifest).sha256()).toByteArray());
            return changed;
        }

        @Test
        void whenTheRightThatTheCardSignedIsTakenOutOfTheStory_thenTheAuthorisationFails() throws IOException {
            EvidenceReport report = check(zip(without("representation/")));

            assertThat(finding(report, VerificationKind.INTEGRITY).holds()).isTrue();
            assertThat(finding(report, VerificationKind.AUTHORISATION).code()).contains("REPRESENTATION_NOT_VERIFIED");
            assertThat(report.verdict()).isEqualTo(EvidenceVerdict.FAILS);
        }

        @Test
        void whenNothingIsLeftToVerify_thenItDoesNotHold() throws IOException {
            Path left = save(zip(
                    without("login/", "contract/", "representation/", "authorisation/", "gateway/", "attachments/")));
            for (EvidenceReport report : List.of(
                    EvidenceCheck.withItsOwnTrust().check(left),
                    EvidenceCheck.with(world.trust).check(left))) {
                assertThat(report.verdict()).isEqualTo(EvidenceVerdict.FAILS);
                assertThat(finding(report, VerificationKind.INTEGRITY).code()).contains("EVIDENCE_PROVES_NOTHING");
            }
        }

        @Test
        void whenARightWasSignedButIsNotGiven_thenNoEvidenceIsWritten() {
            EvidenceFile.Builder builder = EvidenceFile.builder(world.clock.instant())
                    .login(world.person)
                    .authorisation(world.payment);

            assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void whenThereIsNothingButAttachments_thenNoEvidenceIsWritten() {
            EvidenceFile.Builder builder =
                    EvidenceFile.builder(world.clock.instant()).attach("a.txt", "a", Bytes.of(new byte[1]));

            assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class LoginByPhone {
        private byte[] evidence(AuthenticatedPerson person) throws IOException {
            return write(EvidenceFile.builder(world.clock.instant())
                    .trust(
                            Environment.TEST,
                            Map.of("smart-id.crt", world.smartIds.der(), "mobile-id.crt", world.mobileIds.der()))
                    .login(person)
                    .build());
        }

        private AuthenticatedPerson person(String method) {
            return method.equals("Smart-ID") ? world.bySmartId() : world.byMobileId();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Smart-ID", "Mobile-ID"})
        void whenNothingWasTouched_thenItHolds(String method) throws IOException {
            assertThat(check(evidence(person(method))).holds()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "Smart-ID, logged in to DEMO by Smart-ID at",
            "Mobile-ID, 'logged in by Mobile-ID, whose answers do not show to whom, at'"
        })
        void whenItHolds_thenItIsSaidToWhom(String method, String said) throws IOException {
            EvidenceReport report = check(evidence(person(method)));

            assertThat(finding(report, VerificationKind.LOGIN).text()).contains(said);
        }

        @Test
        void whenACardLoggedIn_thenItIsSaidToWhom() throws IOException {
            EvidenceReport report = check(write(world.builder().build()));

            assertThat(finding(report, VerificationKind.LOGIN).text()).contains("logged in to https://");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Smart-ID", "Mobile-ID"})
        void whenTheStoryGoesOn_thenTheRightIsThatOfThePersonOfTheLogin(String method) throws IOException {
            byte[] story = write(world.builder().login(person(method)).build());

            EvidenceReport report = EvidenceCheck.with(world.everybody).check(save(story));

            assertThat(finding(report, VerificationKind.REPRESENTATION).code()).isEmpty();
            assertThat(report.holds()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "Smart-ID, session.json",
            "Smart-ID, session-status.json",
            "Smart-ID, ocsp-response.der",
            "Smart-ID, facts.json",
            "Mobile-ID, session.json",
            "Mobile-ID, session-status.json",
            "Mobile-ID, ocsp-response.der",
            "Mobile-ID, facts.json"
        })
        void whenOneByteIsChanged_thenTheFileAndTheLoginAreNamed(String method, String file) throws IOException {
            byte[] whole = evidence(person(method));
            String name = VerificationKind.LOGIN.folder() + file;
            SortedMap<String, byte[]> changed = unzip(whole);
            get(changed, name)[get(changed, name).length / 2] ^= 1;

            EvidenceReport report = check(zip(changed));

            assertThat(report.holds()).isFalse();
            assertThat(finding(report, VerificationKind.LOGIN).because()).contains(name);
        }

        @Test
        void whenTheBankBelievedARootOnly_thenTheIssuerInTheProofLeadsToIt() {
            Certificate root = Certificate.of(
                    world.sandbox.pki().smartId().parent().orElseThrow().certificate());
            TrustPolicy rootOnly = TrustPolicy.test(TrustAnchors.ofCas(List.of(root)));
            Proof proof = world.bySmartId(rootOnly, world.smartIds).toProof();

            assertThat(new LoginRerun(proof, rootOnly, false)
                            .run(person -> Rerun.holds("somebody"))
                            .code())
                    .isEmpty();
        }

        @Test
        void whenTheRelyingPartyIsClaimedToBeAnother_thenTheLoginDoesNotVerify() {
            Proof proof = world.bySmartId().toProof();
            Map<String, String> facts = new HashMap<>(proof.facts());
            facts.put("relying-party", "ANOTHER");
            Proof claimed = Proof.of(proof.type(), proof.verifiedAt(), facts, proof.materials());

            assertThat(new LoginRerun(claimed, world.everybody, false)
                            .run(person -> Rerun.holds("somebody"))
                            .code())
                    .contains("SIGNATURE_INVALID");
        }

        @Test
        void whenAnIdentityProviderVouched_thenItIsSaidWhereThatIsVerified() {
            Proof proof = Proof.of("oidc-login", world.clock.instant(), Map.of(), Map.of());

            assertThat(new LoginRerun(proof, world.trust, false)
                            .run(person -> Rerun.holds("somebody"))
                            .code())
                    .contains("LOGIN_NOT_REPEATABLE");
        }
    }

    @Nested
    class OneStory {
        @Test
        void whenAnotherPersonAuthorised_thenTheAuthorisationFails() throws IOException {
            IdCard other = world.sandbox.citizen();
            byte[] mixed = write(world.builder()
                    .authorisation(world.authorise(world.order, world.login(other), other))
                    .build());

            assertThat(finding(check(mixed), VerificationKind.AUTHORISATION).code())
                    .contains("AUTHORISATION_OTHER_PERSON");
        }

        @Test
        void whenNoRightWasBound_thenTheCompanyIsComparedAllTheSame() throws IOException {
            byte[] unbound = write(world.builder()
                    .authorisation(world.authorise(world.order, world.person, world.sandbox.eResident()))
                    .build());

            assertThat(check(unbound).holds()).isTrue();
        }

        @Test
        void whenTheRepresentationIsOfAnotherLogin_thenItFails() throws IOException {
            byte[] mixed = write(
                    world.builder().login(world.login(world.sandbox.citizen())).build());

            assertThat(finding(check(mixed), VerificationKind.REPRESENTATION).code())
                    .contains("REPRESENTATION_OTHER_PERSON");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<amount>149.00</amount>|<amount>150.00</amount>|GATEWAY_AMOUNT_DIFFERS",
                    "EUR</currency|USD</currency|GATEWAY_CURRENCY_DIFFERS",
                    "<order-id>ORD-1|<order-id>ORD-2|GATEWAY_ORDER_ID_DIFFERS",
                    "account-id>eur_acct|account-id>other|GATEWAY_MERCHANT_ACCOUNT_DIFFERS",
                    "submitted_for_settlement|processor_declined|GATEWAY_NOT_APPROVED",
                    "<id>abc123|<id>abc124|GATEWAY_RECEIPT_DIFFERS"
                })
        void whenTheGatewayAnsweredOtherwise_thenTheExchangeFails(String fault) throws IOException {
            String[] parts = fault.split("\\|", -1);
            byte[] other = write(world.builder()
                    .gateway(world.exchange(EvidenceWorld.REQUEST, EvidenceWorld.ANSWER.replace(parts[0], parts[1])))
                    .build());

            assertThat(finding(check(other), VerificationKind.GATEWAY).code()).contains(parts[2]);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "149.00|1490.00|GATEWAY_AMOUNT_DIFFERS",
                    "ORD-1|ORD-2|GATEWAY_ORDER_ID_DIFFERS",
                    "eur_acct|other|GATEWAY_MERCHANT_ACCOUNT_DIFFERS",
                    "tok-1|tok-2|GATEWAY_PAYMENT_METHOD_DIFFERS",
                    "tok-1</paymentMethodToken>|tok-</paymentMethodToken><paymentMethodNonce>1</paymentMethodNonce>"
                            + "|GATEWAY_PAYMENT_METHOD_DIFFERS"
                })
        void whenTheGatewayWasAskedOtherwise_thenTheExchangeFails(String fault) throws IOException {
            String[] parts = fault.split("\\|", -1);
            byte[] other = write(world.builder()
                    .gateway(world.exchange(EvidenceWorld.REQUEST.replace(parts[0], parts[1]), EvidenceWorld.ANSWER))
                    .build());

            assertThat(finding(check(other), VerificationKind.GATEWAY))
                    .returns(java.util.Optional.of(parts[2]), VerificationFinding::code)
                    .returns(List.of("gateway/request.xml"), VerificationFinding::because);
        }

        @Test
        void whenHeadersWouldBeWritten_thenTheExchangeIsRefused() {
            assertThatThrownBy(() -> world.exchange("POST /transactions\r\nAuthorization: Basic eA==", "<a/>"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Unreadable {
        @Test
        void whenItIsMissing_thenThatIsSaid() {
            assertThat(EvidenceCheck.withItsOwnTrust()
                            .check(folder.resolve("none.zip"))
                            .problem())
                    .contains("FILE_MISSING");
        }

        @Test
        void whenItIsCutAnywhere_thenItIsUnreadable() throws IOException {
            for (int length = 0; length < zip.length; length += zip.length / 40) {
                assertThat(check(java.util.Arrays.copyOf(zip, length)).verdict())
                        .isEqualTo(EvidenceVerdict.UNREADABLE);
            }
        }

        @Test
        void whenItIsAnotherArchive_thenItIsNoEvidence() throws IOException {
            assertThat(check(world.contract.toByteArray()).problem()).contains("NOT_EVIDENCE");
            assertThat(EvidenceCheck.withItsOwnTrust().check(folder).problem()).contains("NOT_EVIDENCE");
        }

        @Test
        void whenANameEscapesTheFolder_thenItIsRefused() throws IOException {
            SortedMap<String, byte[]> changed = copy();
            changed.put("../evil.txt", new byte[1]);

            assertThat(check(zip(changed)).problem()).contains("ZIP_BAD_NAME");
        }

        @ParameterizedTest
        @ValueSource(strings = {"login/tokem.json|login/token.json", "login/tokem.json|login/TOKEN.json"})
        void whenAnEntryIsThereTwiceOrInAnotherCase_thenItDoesNotHold(String twin) throws IOException {
            String[] names = twin.split("\\|", -1);
            SortedMap<String, byte[]> changed = copy();
            changed.put(names[0], get(files, "login/token.json"));
            byte[] forged = new String(zip(changed), StandardCharsets.ISO_8859_1)
                    .replace(names[0], names[1])
                    .getBytes(StandardCharsets.ISO_8859_1);

            EvidenceReport report = check(forged);

            assertThat(report.holds()).isFalse();
            assertThat(report.problem().orElse(touched(report).toString()))
                    .isIn("ZIP_DUPLICATE", "[" + names[1] + "=ADDED]");
        }

        @Test
        void whenAnEntryExplodes_thenItIsRefused() throws IOException {
            SortedMap<String, byte[]> changed = copy();
            changed.put("attachments/report.html", new byte[8 << 20]);

            assertThat(check(zip(changed)).problem()).contains("ZIP_LIMIT_EXCEEDED");
        }

        @Test
        void whenBytesStandBeforeTheArchive_thenItIsRefused() throws IOException {
            byte[] prefixed = new byte[zip.length + 7];
            System.arraycopy(zip, 0, prefixed, 7, zip.length);

            assertThat(check(prefixed).verdict()).isEqualTo(EvidenceVerdict.UNREADABLE);
        }

        @Test
        void whenAFileLiesDeeperThanIsLooked_thenItIsNotOverlooked() throws IOException {
            Path unpacked = unpack(files);
            Path deep = unpacked.resolve("login/1/2/3/4/5/6/7/8/9");
            Files.createDirectories(deep);
            Files.write(deep.resolve("more.txt"), new byte[] {1});

            assertThat(EvidenceCheck.withItsOwnTrust().check(unpacked).problem())
                    .contains("FOLDER_TOO_LARGE");
        }

        @Test
        void whenTheFilesOfAVerificationAreHuge_thenTheyAreNotReadIntoMemory() throws IOException {
            SortedMap<String, byte[]> changed = copy();
            SortedMap<String, Long> sizes = new TreeMap<>();
            for (int i = 0; i < 3; i++) {
                sizes.put("login/big-" + i + ".bin", 60L << 20);
            }
            Path unpacked = unpack(changed);
            sizes.forEach((name, size) -> zeros(unpacked.resolve(name), size));
            SortedMap<String, Manifest.Entry> entries = new TreeMap<>(Manifest.read(Bytes.of(get(files, Manifest.NAME)))
                    .orElseThrow()
                    .files());
            for (String name : sizes.keySet()) {
                Content content = Content.of(unpacked.resolve(name));
                entries.put(name, new Manifest.Entry("zeros", content.sha256(), content.size()));
            }
            Bytes manifest = new Manifest(world.clock.instant(), entries).toBytes();
            Files.write(unpacked.resolve(Manifest.NAME), manifest.toByteArray());
            Files.write(
                    unpacked.resolve(Manifest.DIGEST_NAME),
                    Manifest.digestFile(Content.of(manifest).sha256()).toByteArray());

            assertThat(finding(EvidenceCheck.withItsOwnTrust().check(unpacked), VerificationKind.LOGIN)
                            .code())
                    .contains("EVIDENCE_FILE_UNREADABLE");
        }

        private static void zeros(Path file, long size) {
            try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
                zeros.setLength(size);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        void whenAFolderHoldsALink_thenItIsNotFollowed() throws IOException {
            Path unpacked = unpack(files);
            Files.delete(unpacked.resolve("login/token.json"));
            Files.createSymbolicLink(unpacked.resolve("login/token.json"), Path.of("/etc/hostname"));

            assertThat(EvidenceCheck.withItsOwnTrust().check(unpacked).problem())
                    .contains("FOLDER_LINK");
        }
    }

    private EvidenceReport check(byte[] archive) throws IOException {
        return EvidenceCheck.withItsOwnTrust().check(save(archive));
    }

    private static VerificationFinding finding(EvidenceReport report, VerificationKind kind) {
        return report.verifications().stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static List<Map.Entry<String, FileStatus>> touched(EvidenceReport report) {
        return report.files().stream()
                .filter(file -> file.status() != FileStatus.INTACT)
                .map(file -> Map.entry(file.name(), file.status()))
                .toList();
    }

    private static byte[] get(SortedMap<String, byte[]> content, String name) {
        return java.util.Objects.requireNonNull(content.get(name), name);
    }

    private static SortedMap<String, byte[]> copy() {
        return new TreeMap<>(files);
    }

    /** Forges as well as it can be done: one file, and everything that can be computed anew. */
    private static SortedMap<String, byte[]> rewritten(String name, String content) {
        SortedMap<String, byte[]> changed = copy();
        changed.put(name, content.getBytes(StandardCharsets.UTF_8));
        seal(changed);
        return changed;
    }

    private static void seal(SortedMap<String, byte[]> changed) {
        Manifest old = Manifest.read(Bytes.of(get(files, Manifest.NAME))).orElseThrow();
        SortedMap<String, Manifest.Entry> entries = new TreeMap<>();
        old.files().forEach((name, entry) -> {
            Content now = Content.of(Bytes.of(get(changed, name)));
            entries.put(name, new Manifest.Entry(entry.what(), now.sha256(), now.size()));
        });
        Bytes manifest = new Manifest(old.createdAt(), entries).toBytes();
        changed.put(Manifest.NAME, manifest.toByteArray());
        changed.put(
                Manifest.DIGEST_NAME,
                Manifest.digestFile(Content.of(manifest).sha256()).toByteArray());
    }

    private Path save(byte[] archive) throws IOException {
        return Files.write(Files.createTempFile(folder, "evidence", ".zip"), archive);
    }

    private Path unpack(SortedMap<String, byte[]> content) throws IOException {
        Path root = Files.createTempDirectory(folder, "unpacked");
        for (Map.Entry<String, byte[]> file : content.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return root;
    }

    private static byte[] write(EvidenceFile evidence) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        evidence.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] zip(SortedMap<String, byte[]> content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream stream = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                stream.putNextEntry(new ZipEntry(file.getKey()));
                stream.write(file.getValue());
                stream.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static SortedMap<String, byte[]> unzip(byte[] archive) throws IOException {
        SortedMap<String, byte[]> content = new TreeMap<>();
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                content.put(entry.getName(), stream.readAllBytes());
            }
        }
        return content;
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
