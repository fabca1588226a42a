package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, the whole check ends with a report: with a reason, without a bug, and never VALID, since nobody who signed the seeds is trusted here. */
class CheckerFuzzTest {
    private static final int ROUNDS = 40;
    private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);
    private static final SignatureChecker CHECKER = SignatureChecker.with(
            TrustPolicy.test(TrustAnchors.builder()
                    .add(
                            ServiceType.CA_QC,
                            Certificate.of(DdocPki.shared().foreignResponder.certificate()))
                    .build()),
            Clock.fixed(Signed.NOW.plusSeconds(7200), ZoneOffset.UTC));

    /** One sound document of each kind, and the first half of it. */
    static Stream<byte[]> seeds() throws IOException, NoSuchAlgorithmException {
        try (Signed signed = new Signed()) {
            byte[] cms = CadesMaker.ber(
                    new CadesMaker(signed.sandbox, CONTENT).archived().attached());
            byte[] detached = CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT).detached());
            byte[] token = signed.sandbox
                    .tsa()
                    .token(MessageDigest.getInstance("SHA-256").digest(CONTENT), Signed.NOW, null);
            PdfSigning pdf = new PdfSigning(signed);
            return Stream.of(
                            signed.builder().build(),
                            simple("META-INF/signature.p7s", detached),
                            simple("META-INF/timestamp.tst", token),
                            DdocMaker.utf8(DdocMaker.usual().build()),
                            new SignedXml(signed.sandbox, "S")
                                    .whole()
                                    .sign("<letter><body>Pay 10 euros.</body>@SIGNATURE@</letter>"),
                            cms,
                            token,
                            pdf.stamped(pdf.withMaterial(pdf.signed())))
                    .flatMap(whole -> Stream.of(whole, Arrays.copyOf(whole, whole.length / 2)));
        }
    }

    private static byte[] simple(String proof, byte[] content) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
        entries.put("contract.txt", CONTENT);
        entries.put(proof, content);
        return Signed.zipped(entries);
    }

    @MethodSource("seeds")
    @FuzzTest
    void whenAnyBytes_thenAReportWithAReasonAndNoBug(byte[] bytes) {
        CheckReport report = CHECKER.check("fuzz", bytes);

        String json = report.toJson("fuzz");
        assertThat(report.verdict()).as(json).isNotEqualTo(Verdict.VALID);
        assertThat(json).doesNotContain("\n").doesNotContain(FindingCode.INTERNAL_ERROR.name());
        if (report.verdict() != Verdict.UNSIGNED) {
            assertThat(Stream.concat(
                            report.findings().stream(),
                            report.signatures().stream().flatMap(s -> s.findings().stream())))
                    .anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        }
    }

    @Test
    void whenBitsOfASoundDocumentChange_thenAReportWithAReasonAndNoBug() throws Exception {
        Random random = new Random(4);
        for (byte[] seed : seeds().toList()) {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] changed = seed.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                whenAnyBytes_thenAReportWithAReasonAndNoBug(changed);
            }
        }
    }
}
