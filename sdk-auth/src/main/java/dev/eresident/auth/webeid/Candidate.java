package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.Certificate;
import java.util.List;

/**
 * A token with its certificate, which is believed nothing yet.
 *
 * @param known the token with its lists
 * @param certificate the authentication certificate
 * @param intermediates possible authorities above it, from the token
 */
record Candidate(Step2Format.Known known, Certificate certificate, List<Certificate> intermediates) {
    Token token() {
        return known.token();
    }
}
