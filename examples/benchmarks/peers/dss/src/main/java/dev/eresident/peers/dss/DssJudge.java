package dev.eresident.peers.dss;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;

/** Judges a container with DSS under its own default policy, offline: no source of revocation data or certificates is given. */
public final class DssJudge implements Function<Path, String> {
    private static final Date AT = Date.from(Instant.parse("2026-11-22T12:00:00Z"));

    private final CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);

    /**
     * Makes a judge.
     *
     * @param trust folder of {@code ca.pem}, {@code ocsp.pem} and {@code tsa.pem}
     * @throws IOException if one cannot be read
     * @throws GeneralSecurityException if one holds no certificates
     */
    public DssJudge(Path trust) throws IOException, GeneralSecurityException {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        for (String role : new String[] {"ca.pem", "ocsp.pem", "tsa.pem"}) {
            try (InputStream in = Files.newInputStream(trust.resolve(role))) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    anchors.addCertificate(new CertificateToken((X509Certificate) certificate));
                }
            }
        }
        verifier.setTrustedCertSources(anchors);
        verifier.setAIASource(null);
        verifier.setOcspSource(null);
        verifier.setCrlSource(null);
    }

    @Override
    public String apply(Path file) {
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file.toFile()));
        validator.setCertificateVerifier(verifier);
        validator.setValidationTime(AT);
        SimpleReport report = validator.validateDocument().getSimpleReport();
        List<String> ids = report.getSignatureIdList();
        boolean valid =
                !ids.isEmpty() && ids.stream().allMatch(id -> report.getIndication(id) == Indication.TOTAL_PASSED);
        return valid ? "VALID" : "NOT VALID";
    }
}
