package consumer;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.EResidentException;
import dev.eresident.core.id.Iban;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;

/** What an integrator's first class looks like: no class of the SDK's own dependencies in sight. */
public final class Consumer {
    /** An authority of nobody, so that there is somebody to believe. */
    private static final String ANCHOR =
            """
            -----BEGIN CERTIFICATE-----
            MIIB5DCCAYugAwIBAgIURMOzNlrpifyWgzgUUBicbO8Ahx4wCgYIKoZIzj0EAwIw
            PzELMAkGA1UEBhMCRUUxETAPBgNVBAoMCENvbnN1bWVyMR0wGwYDVQQDDBRDb25z
            dW1lciB0ZXN0IGFuY2hvcjAgFw0yNjExMjgwOTE5MzVaGA8yMTI2MTEwNDA5MTkz
            NVowPzELMAkGA1UEBhMCRUUxETAPBgNVBAoMCENvbnN1bWVyMR0wGwYDVQQDDBRD
            b25zdW1lciB0ZXN0IGFuY2hvcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDHG
            KoRK7cqLpft9fIlrvvm5p1/R0HpyeBBj6w29WlOdkV2yi24EjJQxIpNNsOSC6V9H
            TdwKPfcZ48qde006SUWjYzBhMB0GA1UdDgQWBBQORIWvG3DFYer06J7tQ6gMlV/S
            mTAfBgNVHSMEGDAWgBQORIWvG3DFYer06J7tQ6gMlV/SmTAPBgNVHRMBAf8EBTAD
            AQH/MA4GA1UdDwEB/wQEAwICBDAKBggqhkjOPQQDAgNHADBEAiAkkSZpAMImpERv
            gN153ZwuGaaCm7p8QXhwsUkDq5nvfQIgC17tVy13GiMlggjQtdqFA8X4nIe9KPik
            u8ypsR92WPE=
            -----END CERTIFICATE-----
            """;

    private static final String PDF = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            + "xref\n0 3\n0000000000 65535 f\r\n0000000009 00000 n\r\n0000000052 00000 n\r\ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n96\n%%EOF\n";

    private Consumer() {}

    /** Runs it; a wrong answer ends the build. The argument says whether the optional library for PDF documents is there. */
    public static void main(String[] arguments) throws CertificateException {
        expect(Iban.tryParse("EE382200221020145685").isPresent(), "an IBAN is read");
        try {
            Certificate.read(new byte[] {1, 2, 3});
            expect(false, "three bytes are no certificate");
        } catch (EResidentException e) {
            expect(e.code().equals("CERTIFICATE_UNREADABLE"), "the code says what is wrong, was " + e.code());
        }
        TrustPolicy policy = TrustPolicy.test(TrustAnchors.builder()
                .add(ServiceType.CA_QC, Certificate.of(anchor()))
                .build());
        SignatureChecker checker = SignatureChecker.with(policy, Clock.systemUTC());
        expect(checker.check(Path.of("no-such-file.asice")).verdict() == Verdict.UNREADABLE, "a missing file is unreadable");
        CheckReport pdf = checker.check("empty.pdf", PDF.getBytes(StandardCharsets.ISO_8859_1));
        if (arguments.length > 0 && arguments[0].equals("with-pdfbox")) {
            expect(pdf.verdict() == Verdict.UNSIGNED, "a PDF is read, was " + pdf.toJson("empty.pdf"));
        } else {
            expect(pdf.findings().get(0).code() == FindingCode.PDF_SUPPORT_MISSING, "the report says what to add, was " + pdf.toJson("empty.pdf"));
        }
        System.out.println("consumer of " + (Consumer.class.getModule().isNamed() ? "the module path" : "the class path") + ": well");
    }

    private static X509Certificate anchor() throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(ANCHOR.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("Expected: " + what);
        }
    }
}
