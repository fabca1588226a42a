package dev.eresident.core.signature.xades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.VerifiedSignature;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.pki.SandboxPki;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof type comes from a VALID outcome only, and what is read back is what was written. */
class VerifiedXadesTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant T = AT.minusSeconds(60);
    private static final Certificate SIGNER =
            Certificate.of(new SandboxPki(5, Clock.fixed(AT, ZoneOffset.UTC), URI.create("http://127.0.0.1:1"))
                    .tsa()
                    .certificate());
    private static final TrustPolicy POLICY = TrustPolicy.test(
            TrustAnchors.builder().add(ServiceType.TSA_QTST, SIGNER).build());
    private static final SignedFile FILE = new SignedFile("a õ.txt", "SHA-256", Bytes.of(new byte[32]));
    private static final VerifiedXades.Evidence EVIDENCE =
            new VerifiedXades.Evidence("META-INF/signatures0.xml", 3, Bytes.of(new byte[] {1}), AT, "ESTONIA");

    private static SignatureOutcome outcome(Verdict verdict, Optional<Certificate> signer, Optional<Instant> proven) {
        return new SignatureOutcome(
                "S0",
                verdict,
                Optional.empty(),
                Profile.LT,
                signer,
                Optional.of(T),
                proven,
                Optional.empty(),
                List.of(FILE),
                List.of());
    }

    private static Optional<VerifiedSignature> of(
            Verdict verdict, Optional<Certificate> signer, Optional<Instant> proven) {
        return VerifiedXades.of(outcome(verdict, signer, proven), EVIDENCE, POLICY);
    }

    private static Proof proof() {
        return of(Verdict.VALID, Optional.of(SIGNER), Optional.of(T))
                .orElseThrow()
                .toProof();
    }

    private static void malformed(Proof proof) {
        assertThatThrownBy(() -> VerifiedXades.evidence(proof))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("PROOF_MALFORMED"));
    }

    private static Proof withFact(String name, String value) {
        Proof proof = proof();
        Map<String, String> facts = new HashMap<>(proof.facts());
        if (value.isEmpty()) {
            facts.remove(name);
        } else {
            facts.put(name, value);
        }
        return Proof.of(proof.type(), proof.verifiedAt(), facts, proof.materials());
    }

    private static Proof withFiles(String text) {
        Proof proof = proof();
        Map<String, Bytes> materials = new HashMap<>(proof.materials());
        materials.put("files", Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
        return Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials);
    }

    @Test
    void whenValidAndProven_thenVerified() {
        VerifiedSignature verified =
                of(Verdict.VALID, Optional.of(SIGNER), Optional.of(T)).orElseThrow();

        assertThat(verified.signer()).isEqualTo(SIGNER);
        assertThat(verified.signedAt()).isEqualTo(T);
        assertThat(verified.verifiedAt()).isEqualTo(AT);
        assertThat(verified.profile()).isEqualTo(Profile.LT);
        assertThat(verified.provesOnlyTime()).isFalse();
        assertThat(verified.files()).containsExactly(FILE);
        assertThat(verified.signerDocument()).isEqualTo(SIGNER.document(POLICY.environment()));
        assertThat(verified.toString())
                .isEqualTo("VerifiedSignature[LT, " + T + "]")
                .doesNotContain("SANDBOX");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VALID")
    void whenNotValid_thenNothingIsVerified(Verdict verdict) {
        assertThat(of(verdict, Optional.of(SIGNER), Optional.of(T))).isEmpty();
    }

    @Test
    void whenNothingProvesTheTime_thenItIsThatOfTheCheck() {
        assertThat(of(Verdict.VALID, Optional.of(SIGNER), Optional.empty())
                        .orElseThrow()
                        .signedAt())
                .isEqualTo(AT);
    }

    @Test
    void whenNobodySigned_thenNothingIsVerified() {
        assertThat(of(Verdict.VALID, Optional.empty(), Optional.of(T))).isEmpty();
    }

    @Test
    void whenReadBack_thenTheSameEvidence() {
        assertThat(VerifiedXades.evidence(proof())).isEqualTo(EVIDENCE);
        RecordedFiles files = RecordedFiles.of(proof());
        assertThat(files.names()).containsExactly(FILE.name());
        assertThat(files.digest(FILE.name(), DigestAlgorithm.SHA256)).isEqualTo(new byte[32]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry", "index", "rules"})
    void whenAFactIsMissing_thenMalformed(String name) {
        malformed(withFact(name, ""));
    }

    @Test
    void whenSomethingElseIsMissingOrWrong_thenMalformed() {
        Proof proof = proof();

        malformed(withFact("index", "x"));
        malformed(Proof.of("signature.other", proof.verifiedAt(), proof.facts(), proof.materials()));
        malformed(Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), Map.of()));
        Proof without = Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), Map.of());
        assertThatThrownBy(() -> RecordedFiles.of(without)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "YQ==", "YQ== SHA-256", "Y! SHA-256 00", "YQ== SHA-256 0", "YQ== SHA-256 zz"})
    void whenAFileLineIsUnreadable_thenMalformed(String line) {
        Proof proof = withFiles(line + "\n");

        assertThatThrownBy(() -> RecordedFiles.of(proof)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whenADigestByAnotherAlgorithmIsAsked_thenItCannotMatch() {
        RecordedFiles files = RecordedFiles.of(proof());

        assertThat(files.digest(FILE.name(), DigestAlgorithm.SHA512)).isEmpty();
        assertThat(files.digest("b.txt", DigestAlgorithm.SHA256)).isEmpty();
        assertThatThrownBy(() -> files.feed(FILE.name(), DigestAlgorithm.SHA256.newDigest()))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void whenARecordedFileIsNotReferenced_thenItIsNotSigned() {
        RecordedFiles files = RecordedFiles.of(proof());

        assertThat(files.disagreements(Map.of(FILE.name(), ""))).isEmpty();
        assertThat(files.disagreements(Map.of())).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.CONTAINER_UNSIGNED_FILE);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.where()).isEqualTo(FILE.name());
        });
    }
}
