package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.contract.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every VALID signature gives a proof, of every format, which verifies again from the same bytes and from no others. */
class DocumentProofsTest {
    private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** A sound document of each format whose proof is the document. */
    private enum Kind {
        CADES("contract.txt.p7m"),
        XADES("letter.xml"),
        PADES("contract.pdf"),
        DDOC("contract.ddoc"),
        ASIC_S_TOKEN("contract.asics"),
        ASIC_S_CADES("contract.asics"),
        XADES_BESIDE_RECORD("contract.asice");

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        private byte[] document() {
            return switch (this) {
                case CADES -> CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT).attached());
                case XADES ->
                    new SignedXml(signed.sandbox, "S").whole().sign("<letter>Pay 10 euros.@SIGNATURE@</letter>");
                case PADES -> pdf();
                case DDOC -> DdocMaker.utf8(DdocMaker.usual().build());
                case ASIC_S_TOKEN ->
                    simple(
                            "META-INF/timestamp.tst",
                            signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(CONTENT), Signed.NOW, null));
                case ASIC_S_CADES ->
                    simple(
                            "META-INF/signature.p7s",
                            CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT).detached()));
                case XADES_BESIDE_RECORD -> {
                    Map<String, byte[]> entries = new LinkedHashMap<>(
                            Signed.entries(signed.builder().level(Level.LT).build()));
                    entries.put("META-INF/evidencerecord.ers", new byte[] {0x30, 0});
                    yield Signed.zipped(entries);
                }
            };
        }

        private static byte[] pdf() {
            PdfSigning signing = new PdfSigning(signed);
            return signing.withMaterial(signing.signed());
        }

        private static byte[] simple(String entry, byte[] proof) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
            entries.put("contract.txt", CONTENT);
            entries.put(entry, proof);
            return Signed.zipped(entries);
        }

        private SignatureChecker checker() {
            return this == DDOC ? DdocPki.shared().checker() : signed.checker;
        }

        private VerifiedSignature verified() {
            CheckReport report = checker().check(name, document());
            assertThat(report.verdict()).as(report.toJson(name)).isEqualTo(Verdict.VALID);
            return report.signatures().get(0).verified().orElseThrow();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        signed = new Signed();
    }

    @AfterAll
    static void stop() {
        signed.close();
    }

    private static Proof stored(VerifiedSignature verified) {
        return Proof.fromBytes(verified.toProof().toBytes());
    }

    private static void assertRefused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** The proof with one material replaced, and its digest as well. */
    private static Proof exchanged(Proof proof, String material, byte[] other, boolean digestToo) {
        Map<String, Bytes> materials = new HashMap<>(proof.materials());
        materials.put(material, Bytes.of(other));
        Map<String, String> facts = new HashMap<>(proof.facts());
        if (digestToo) {
            facts.put(
                    material + "-sha256",
                    Bytes.of(DigestAlgorithm.SHA256.digest(other)).hex());
        }
        return Proof.of(proof.type(), proof.verifiedAt(), facts, materials);
    }

    private static Proof with(Proof proof, String fact, String value) {
        Map<String, String> facts = new HashMap<>(proof.facts());
        facts.put(fact, value);
        return Proof.of(proof.type(), proof.verifiedAt(), facts, proof.materials());
    }

    @ParameterizedTest
    @EnumSource
    void whenValid_thenItsProofVerifiesAgain(Kind kind) {
        VerifiedSignature verified = kind.verified();
        Proof proof = stored(verified);

        CheckedSignature again = kind.checker().reverify(proof);

        assertThat(again.verdict()).isEqualTo(Verdict.VALID);
        VerifiedSignature second = again.verified().orElseThrow();
        assertThat(second.toProof()).isEqualTo(proof);
        assertThat(second.signer()).isEqualTo(verified.signer());
        assertThat(second.files()).isEqualTo(verified.files()).isNotEmpty();
        assertThat(second.signedAt()).isEqualTo(verified.signedAt());
        assertThat(second.verifiedAt()).isEqualTo(verified.verifiedAt());
        assertThat(second.provesOnlyTime()).isEqualTo(kind == Kind.ASIC_S_TOKEN);
    }

    @ParameterizedTest
    @EnumSource
    void whenADocumentInTheProofIsAnother_thenRefused(Kind kind) {
        Proof proof = stored(kind.verified());
        byte[] other = kind.document().clone();
        other[other.length / 2] ^= 1;

        assertRefused(
                () -> kind.checker().reverify(exchanged(proof, "document", other, false)), "PROOF_INPUT_MISMATCH");
    }

    @Test
    void whenTheDigestIsExchangedWithTheDocument_thenItIsJudgedLikeAnyOther() {
        Proof proof = stored(Kind.XADES.verified());
        byte[] changed = new String(Kind.XADES.document(), StandardCharsets.UTF_8)
                .replace("Pay 10 euros", "Pay 99 euros")
                .getBytes(StandardCharsets.UTF_8);

        CheckedSignature again = signed.checker.reverify(exchanged(proof, "document", changed, true));

        assertThat(again.code()).contains(FindingCode.HASH_FAILURE);
        assertThat(again.verified()).isEmpty();
    }

    @Test
    void whenNobodyIsBelievedAnyMore_thenTheProofProvesNothing() {
        Proof proof = stored(Kind.CADES.verified());
        SignatureChecker stranger = DdocPki.shared().checker();

        assertThat(stranger.reverify(proof).verified()).isEmpty();
    }

    @Test
    void whenTheCheckerAsksForMore_thenItsOwnRulesCount() {
        SignatureChecker lenient = signed.checker.withPolicy(ValidationPolicy.ETSI);
        byte[] container = signed.builder().level(Level.LT).build();
        CheckReport report = lenient.check("contract.asice", container);
        Proof proof = stored(report.signatures().get(0).verified().orElseThrow());
        assertThat(proof.facts()).containsEntry("rules", "ETSI");

        CheckedSignature again = signed.checker.reverify(proof);

        assertThat(again.verified().orElseThrow().toProof().facts()).containsEntry("rules", "ESTONIA");
    }

    @ParameterizedTest
    @EnumSource(names = {"PADES", "ASIC_S_TOKEN"})
    void whenTheProofNamesAnotherSignature_thenRefused(Kind kind) {
        Proof proof = stored(kind.verified());

        assertRefused(() -> kind.checker().reverify(with(proof, "index", "1")), "PROOF_MALFORMED");
        assertRefused(() -> kind.checker().reverify(with(proof, "index", "-1")), "PROOF_MALFORMED");
        assertRefused(() -> kind.checker().reverify(with(proof, "index", "x")), "PROOF_MALFORMED");
        assertRefused(() -> kind.checker().reverify(with(proof, "id", "#other")), "PROOF_MALFORMED");
        assertRefused(() -> kind.checker().reverify(with(proof, "document-sha256", "0")), "PROOF_MALFORMED");
    }

    @Test
    void whenTheContainerHasAnError_thenItsSignatureHasNoProof() {
        byte[] document = Kind.ASIC_S_CADES.document();
        Map<String, byte[]> entries = new LinkedHashMap<>(Signed.entries(document));
        entries.put("smuggled.txt", CONTENT);

        CheckReport report = signed.checker.check("contract.asics", Signed.zipped(entries));

        assertThat(report.verdict()).isNotEqualTo(Verdict.VALID);
        assertThat(report.signatures()).allMatch(s -> s.verified().isEmpty());
    }

    @Test
    void whenASignatureLiesInADocumentInside_thenOnlyTheOuterTokenHasAProof() {
        byte[] inner = signed.builder().level(Level.LT).build();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
        entries.put("contract.asice", inner);
        entries.put(
                "META-INF/timestamp.tst",
                signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(inner), Signed.NOW.plusSeconds(60), null));

        CheckReport report = signed.checker.check("outer.asics", Signed.zipped(entries));

        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.signatures()).hasSize(2);
        assertThat(report.signatures().get(0).verified()).isPresent();
        assertThat(report.signatures().get(0).provesOnlyTime()).isTrue();
        assertThat(report.signatures().get(1).verified()).isEmpty();
        assertThat(report.signatures().get(1).provesOnlyTime()).isFalse();
    }

    @Nested
    class Large {
        private final byte[] content = new byte[VerifiedSignature.KEPT_BYTES];

        private Path write(String name, byte[] bytes) throws IOException {
            return Files.write(folder.resolve(name), bytes);
        }

        private Proof proof(Path document) {
            CheckReport report = signed.checker.check(document);
            return stored(report.signatures().get(0).verified().orElseThrow());
        }

        private byte[] document() {
            return CadesMaker.der(new CadesMaker(signed.sandbox, content).attached());
        }

        @Test
        void whenItIsTooLargeToBeKept_thenItIsGivenAgain() throws IOException {
            Path file = write("contract.bin.p7m", document());
            Proof proof = proof(file);

            assertThat(proof.materials()).isEmpty();
            assertThat(signed.checker
                            .reverify(proof, file)
                            .verified()
                            .orElseThrow()
                            .toProof())
                    .isEqualTo(proof);
        }

        @Test
        void whenItIsNotGiven_thenItIsMissed() throws IOException {
            Proof proof = proof(write("contract.bin.p7m", document()));

            assertRefused(() -> signed.checker.reverify(proof), "PROOF_INPUT_MISSING");
        }

        @Test
        void whenAnotherIsGiven_thenRefused() throws IOException {
            Proof proof = proof(write("contract.bin.p7m", document()));
            content[0] = 1;
            Path other = write("other.bin.p7m", document());
            assertThat(signed.checker.check(other).verdict()).isEqualTo(Verdict.VALID);

            assertRefused(() -> signed.checker.reverify(proof, other), "PROOF_INPUT_MISMATCH");
        }

        @Test
        void whenTheFileIsNotThere_thenTypedFailure() throws IOException {
            Proof proof = proof(write("contract.bin.p7m", document()));

            assertRefused(
                    () -> signed.checker.reverify(proof, Objects.requireNonNull(folder.resolve("none"))),
                    "DOCUMENT_UNREADABLE");
        }

        @Test
        void whenAContainersXadesProofComesWithADocument_thenRefused() throws IOException {
            Path file = write("contract.asice", signed.builder().level(Level.LT).build());

            assertRefused(() -> signed.checker.reverify(proof(file), file), "PROOF_INPUT_UNEXPECTED");
        }
    }

    @Nested
    class Detached {
        private Proof proof(Path p7s, Path content) {
            CheckReport report = signed.checker.checkDetached(p7s, content, Signed.NOW.plusSeconds(60));
            return stored(report.signatures().get(0).verified().orElseThrow());
        }

        private Path signature() throws IOException {
            return Files.write(
                    folder.resolve("contract.txt.p7s"),
                    CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT).detached()));
        }

        private Path content(byte[] bytes) throws IOException {
            return Files.write(folder.resolve("contract.txt"), bytes);
        }

        @Test
        void whenSmall_thenBothFilesAreKept() throws IOException {
            Path p7s = signature();
            Proof proof = proof(p7s, content(CONTENT));

            assertThat(signed.checker.reverify(proof).verified().orElseThrow().toProof())
                    .isEqualTo(proof);
            assertThat(signed.checker.reverify(proof, p7s, content(CONTENT)).verified())
                    .isPresent();
        }

        @Test
        void whenTheFileIsAnother_thenRefused() throws IOException {
            Path p7s = signature();
            Proof proof = proof(p7s, content(CONTENT));
            Path other = content(new byte[] {1});

            assertRefused(() -> signed.checker.reverify(proof, p7s, other), "PROOF_INPUT_MISMATCH");
            assertRefused(
                    () -> signed.checker.reverify(exchanged(proof, "content", new byte[] {1}, false)),
                    "PROOF_INPUT_MISMATCH");
            assertThat(signed.checker
                            .reverify(exchanged(proof, "content", new byte[] {1}, true))
                            .code())
                    .contains(FindingCode.HASH_FAILURE);
        }

        @Test
        void whenTheProofIsNotOfADetachedOne_thenRefused() throws IOException {
            Proof proof = stored(Kind.CADES.verified());
            Path file = Files.write(folder.resolve("contract.txt.p7m"), Kind.CADES.document());

            assertRefused(() -> signed.checker.reverify(proof, file, content(CONTENT)), "PROOF_INPUT_UNEXPECTED");
        }
    }
}
