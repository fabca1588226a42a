package dev.eresident.auth.webeid;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import java.util.Base64;

/** Steps 3 and 4: there is a certificate, in standard Base64 without armour or line breaks, and it can be read (Web eID §4, 3–4). */
final class Step4Certificate {
    private Step4Certificate() {}

    static Step<Candidate> decode(Token token) {
        if (token.certificate().isEmpty()) {
            return Step.refused(WebEidRefusal.CERTIFICATE_MISSING);
        }
        try {
            byte[] der = Base64.getDecoder().decode(token.certificate());
            return Step.passed(new Candidate(token, Certificate.read(der)));
        } catch (IllegalArgumentException | ProtocolException e) {
            return Step.refused(WebEidRefusal.CERTIFICATE_UNDECODABLE);
        }
    }
}
