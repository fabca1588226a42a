package dev.eresident.auth.scale;

import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.core.EResidentException;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/** What each node of the bank is made of. */
final class Bank {
    static final String ORIGIN = "https://bank.example";
    static final SessionBinding BROWSER = SessionBinding.of("session-before-login");

    private Bank() {}

    /** Where the nodes find whom they believe. */
    static Path authorities(Path folder) {
        return folder.resolve("authorities");
    }

    static void writeAuthorities(Path folder, List<X509Certificate> certificates) throws IOException {
        Path authorities = Files.createDirectories(authorities(folder));
        for (X509Certificate certificate : certificates) {
            try {
                Files.write(authorities.resolve(certificate.getSerialNumber() + ".crt"), certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new AssertionError(e);
            }
        }
    }

    static TrustPolicy trust(Path authorities) {
        return TrustPolicy.test(TrustAnchors.load(authorities));
    }

    static WebEid webEid(Path authorities, Transport transport, ReplayGuard guard) {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        TrustPolicy trust = trust(authorities);
        return WebEid.builder()
                .origin(ORIGIN)
                .trust(trust)
                .replayGuard(guard)
                .ocsp(OcspClient.builder(transport, trust, clock, random).build())
                .clock(clock)
                .random(random)
                .build();
    }

    /** In one word: {@code SUCCEEDED}, the code of the refusal, or that of the exception. */
    static String finish(WebEid webEid, WebEidChallenge challenge, String token) {
        try {
            WebEidOutcome outcome = webEid.finish(challenge, token, BROWSER);
            return outcome.match(ok -> "SUCCEEDED", refused -> refused.code().name());
        } catch (EResidentException e) {
            return e.code();
        }
    }
}
