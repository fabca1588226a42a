package dev.eresident.peers.digidoc4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import org.digidoc4j.Configuration;
import org.digidoc4j.Container;
import org.digidoc4j.ContainerOpener;
import org.digidoc4j.impl.asic.tsl.TSLCertificateSourceImpl;

/** Judges a container with digidoc4j, offline: the anchors are given, no trusted list is loaded. */
public final class Digidoc4jJudge implements Function<Path, String> {
    private final Configuration configuration = Configuration.of(Configuration.Mode.TEST);

    /**
     * Makes a judge.
     *
     * @param trust folder of {@code ca.pem}, {@code ocsp.pem} and {@code tsa.pem}
     * @throws IOException if one cannot be read
     * @throws GeneralSecurityException if one holds no certificates
     */
    public Digidoc4jJudge(Path trust) throws IOException, GeneralSecurityException {
        TSLCertificateSourceImpl anchors = new TSLCertificateSourceImpl();
        for (String role : new String[] {"ca.pem", "ocsp.pem", "tsa.pem"}) {
            try (InputStream in = Files.newInputStream(trust.resolve(role))) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    anchors.addTSLCertificate((X509Certificate) certificate);
                }
            }
        }
        configuration.setTSL(anchors);
    }

    @Override
    public String apply(Path file) {
        Container container = ContainerOpener.open(file.toString(), configuration);
        boolean valid =
                !container.getSignatures().isEmpty() && container.validate().isValid();
        return valid ? "VALID" : "NOT VALID";
    }
}
