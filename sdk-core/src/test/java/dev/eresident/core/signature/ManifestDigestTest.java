package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A manifest names files by digests of its own: a weak one makes the strongest signature over the manifest worthless for the files. */
class ManifestDigestTest {
    private static final byte[] DATA = "I agree.".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() {
        signed = new Signed();
    }

    private static byte[] manifest(String signedBy, String algorithm, DigestAlgorithm digest) {
        return ("<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\""
                        + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><asic:SigReference URI=\"" + signedBy
                        + "\"/><asic:DataObjectReference URI=\"contract.txt\"><ds:DigestMethod Algorithm=\"" + algorithm
                        + "\"/><ds:DigestValue>" + Base64.getEncoder().encodeToString(digest.digest(DATA))
                        + "</ds:DigestValue></asic:DataObjectReference></asic:ASiCManifest>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] strong(String signedBy) {
        return manifest(signedBy, "http://www.w3.org/2001/04/xmlenc#sha256", DigestAlgorithm.SHA256);
    }

    private static byte[] weak(String signedBy) {
        return manifest(signedBy, "http://www.w3.org/2000/09/xmldsig#sha1", DigestAlgorithm.SHA1);
    }

    private static CheckedSignature check(ValidationPolicy rules, byte[] manifest, String proof, byte[] over) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.etsi.asic-e+zip".getBytes(StandardCharsets.US_ASCII));
        entries.put("contract.txt", DATA);
        entries.put("META-INF/ASiCManifest001.xml", manifest);
        entries.put(proof, over);
        CheckReport report = signed.checker.withPolicy(rules).check("contract.asice", Signed.zipped(entries));
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0);
    }

    private static CheckedSignature cades(ValidationPolicy rules, byte[] manifest) {
        byte[] signature = CadesMaker.der(new CadesMaker(signed.sandbox, manifest).detached());
        return check(rules, manifest, "META-INF/signature001.p7s", signature);
    }

    private static CheckedSignature token(ValidationPolicy rules, byte[] manifest) {
        byte[] token = signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(manifest), Signed.NOW, null);
        return check(rules, manifest, "META-INF/timestamp.tst", token);
    }

    private static void assertWeak(CheckedSignature found, FindingCode also) {
        assertThat(found.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(found.code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
        assertThat(found.findings()).extracting(Finding::code).contains(also);
    }

    @Test
    void whenASignedManifestNamesAFileByAWeakDigest_thenTheSignatureIsWeak() {
        String by = "META-INF/signature001.p7s";
        assertThat(cades(ValidationPolicy.ETSI, strong(by)).verdict()).isEqualTo(Verdict.VALID);
        assertWeak(cades(ValidationPolicy.ETSI, weak(by)), FindingCode.WEAK_DIGEST);
    }

    @Test
    void whenAStampedManifestNamesAFileByAWeakDigest_thenTheTokenProvesNothing() {
        String by = "META-INF/timestamp.tst";
        assertThat(token(ValidationPolicy.ETSI, strong(by)).provenAt()).contains(Signed.NOW);
        CheckedSignature found = token(ValidationPolicy.ETSI, weak(by));
        assertWeak(found, FindingCode.TIMESTAMP_WEAK);
        assertThat(found.provenAt()).isEmpty();
    }

    @Test
    void whenTheRulesAreTheEstonian_thenAWarning() {
        CheckedSignature found = token(ValidationPolicy.ESTONIA, weak("META-INF/timestamp.tst"));

        assertThat(found.verdict()).isEqualTo(Verdict.VALID);
        assertThat(found.findings()).extracting(Finding::code).contains(FindingCode.WEAK_DIGEST);
    }
}
