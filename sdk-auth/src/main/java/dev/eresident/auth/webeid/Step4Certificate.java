package dev.eresident.auth.webeid;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Steps 3 and 4: there is a certificate, in standard Base64 without armour or line breaks, and it can be read (Web eID §4, 3–4). In
 * format 1.1 possible authorities above it may stand beside it (§1.2).
 */
final class Step4Certificate {
    /** No card has more authorities above it than a path may be long. */
    private static final int MOST_INTERMEDIATES = 8;

    private Step4Certificate() {}

    static Step<Candidate> decode(Step2Format.Known known) {
        Token token = known.token();
        if (token.certificate().isEmpty()) {
            return Step.refused(WebEidRefusal.CERTIFICATE_MISSING);
        }
        return decode(token.certificate())
                .then(certificate -> intermediates(known.lists().intermediates())
                        .then(above -> Step.passed(new Candidate(known, certificate, above))));
    }

    static Step<Certificate> decode(String base64) {
        try {
            return Step.passed(Certificate.read(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException | ProtocolException e) {
            return Step.refused(WebEidRefusal.CERTIFICATE_UNDECODABLE);
        }
    }

    static Step<List<Certificate>> intermediates(Optional<List<String>> list) {
        if (list.isEmpty()) {
            return Step.passed(List.of());
        }
        if (list.get().isEmpty()) {
            return Step.refused(WebEidRefusal.INTERMEDIATES_EMPTY);
        }
        if (list.get().contains("")) {
            return Step.refused(WebEidRefusal.INTERMEDIATES_INVALID_ENTRY);
        }
        if (list.get().size() > MOST_INTERMEDIATES) {
            return Step.refused(WebEidRefusal.INTERMEDIATES_INVALID_ENTRY, "more than " + MOST_INTERMEDIATES);
        }
        List<Certificate> decoded = new ArrayList<>();
        for (String base64 : list.get()) {
            Step<Certificate> certificate = decode(base64);
            if (!(certificate instanceof Step.Passed<Certificate> passed)) {
                return certificate.then(never -> Step.passed(List.of()));
            }
            decoded.add(passed.value());
        }
        return Step.passed(decoded);
    }
}
