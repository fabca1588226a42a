package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.timestamp.TokenMaker;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.sandbox.pki.SandboxPki;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A token whose digest has become too weak since is good as long as a newer one protects it that was made in time. */
class TokenRenewalTest {
    private static final Instant THEN = Instant.parse("2012-06-01T00:00:00Z");

    /** From then on SHA-1 proves nothing. */
    private static final Instant TOO_WEAK = Instant.parse("2012-08-01T00:00:00Z");

    private static final SandboxPki PKI =
            new SandboxPki(11, Clock.fixed(THEN, ZoneOffset.UTC), URI.create("http://127.0.0.1:1"));
    private static final SignatureChecker CHECKER = checker();
    private static final byte[] DATA = "I agree.".getBytes(StandardCharsets.UTF_8);
    private static final String FIRST = "META-INF/timestamp.tst";
    private static final String SECOND = "META-INF/timestamp002.tst";
    private static final String THIRD = "META-INF/timestamp003.tst";

    private static SignatureChecker checker() {
        Map<ServiceType, X509Certificate> authority =
                Map.of(ServiceType.TSA_QTST, PKI.tsa().certificate());
        return Signed.trusting(authority).withPolicy(ValidationPolicy.ETSI);
    }

    private static byte[] token(byte[] data, Instant at, DigestAlgorithm digest) {
        return new TokenMaker(digest.digest(data), at)
                .imprintAlgorithm(digest.oid())
                .by(PKI.tsa())
                .make();
    }

    private static Map<String, byte[]> stamped() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
        entries.put("contract.txt", DATA);
        entries.put(FIRST, token(DATA, THEN, DigestAlgorithm.SHA1));
        return entries;
    }

    private static void renew(
            Map<String, byte[]> entries, String token, Instant at, DigestAlgorithm digest, String covered) {
        byte[] manifest = TokenContainerTest.manifest(
                token, Map.of(covered, Objects.requireNonNull(entries.get(covered)), "contract.txt", DATA));
        entries.put("META-INF/ASiCArchiveManifest" + entries.size() + ".xml", manifest);
        entries.put(token, token(manifest, at, digest));
    }

    private static CheckedSignature first(Map<String, byte[]> entries) {
        return CHECKER.check("contract.asics", Signed.zipped(entries), Signed.NOW).signatures().stream()
                .filter(s -> s.id().equals(FIRST))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whenNothingNewerProtectsIt_thenItIsWeak() {
        CheckedSignature found = first(stamped());

        assertThat(found.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(found.code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
    }

    @Test
    void whenItWasRenewedInTime_thenItsTimeIsProven() {
        Map<String, byte[]> entries = stamped();
        renew(entries, SECOND, TOO_WEAK.minusSeconds(1), DigestAlgorithm.SHA256, FIRST);
        assertThat(first(entries).verdict()).isEqualTo(Verdict.VALID);
        assertThat(first(entries).findings()).extracting(Finding::code).containsExactly(FindingCode.WEAK_DIGEST);
        assertThat(first(entries).provenAt()).contains(THEN);

        Map<String, byte[]> late = stamped();
        renew(late, SECOND, TOO_WEAK, DigestAlgorithm.SHA256, FIRST);
        assertThat(first(late).code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
    }

    @Test
    void whenTheRenewalIsOfAnotherFile_thenItDoesNotProtect() {
        Map<String, byte[]> entries = stamped();
        renew(entries, SECOND, TOO_WEAK.minusSeconds(1), DigestAlgorithm.SHA256, "mimetype");

        assertThat(first(entries).code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
    }

    @Test
    void whenTheRenewalIsWeakItself_thenAThirdMustProtectIt() {
        Map<String, byte[]> entries = stamped();
        renew(entries, SECOND, THEN.plusSeconds(60), DigestAlgorithm.SHA1, FIRST);
        assertThat(first(entries).code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);

        renew(entries, THIRD, TOO_WEAK.minusSeconds(1), DigestAlgorithm.SHA256, SECOND);
        assertThat(first(entries).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void whenTwoProtectIt_thenTheEarlierCounts() {
        Map<String, byte[]> entries = stamped();
        renew(entries, THIRD, TOO_WEAK, DigestAlgorithm.SHA256, FIRST);
        assertThat(first(entries).code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);

        renew(entries, SECOND, TOO_WEAK.minusSeconds(1), DigestAlgorithm.SHA256, FIRST);
        assertThat(first(entries).verdict()).isEqualTo(Verdict.VALID);
    }
}
