package dev.eresident.auth.mobileid;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what a login's verification used into a {@link Proof}, and reads it back for another verification. */
record LoginProof(MobileIdSession session, MobileIdAnswer answer, Optional<Bytes> ocsp) {
    private static final String TYPE = "mobile-id-login";
    private static final String SESSION = "session";
    private static final String ANSWER = "session-status";
    private static final String OCSP = "ocsp-response";

    Proof write(MobileIdRelyingParty relyingParty, Instant at, TrustPolicy trust, List<Certificate> path) {
        Map<String, Bytes> materials = new HashMap<>();
        materials.put(SESSION, bytes(session.toText()));
        materials.put(ANSWER, bytes(answer.json()));
        materials.put("certificate", path.get(0).der());
        materials.put("issuer", path.get(1).der());
        ocsp.ifPresent(response -> materials.put(OCSP, response));
        return Proof.of(
                TYPE,
                at,
                Map.of(
                        "relying-party", relyingParty.name(),
                        "environment", trust.environment().name(),
                        "trust-id", trust.anchors().id()),
                materials);
    }

    static Optional<LoginProof> read(Proof proof) {
        Bytes session = proof.materials().get(SESSION);
        Bytes answer = proof.materials().get(ANSWER);
        if (!proof.type().equals(TYPE) || session == null || answer == null) {
            return Optional.empty();
        }
        try {
            MobileIdSession started = MobileIdSession.fromText(text(session));
            return started.kind() == MobileIdSession.Kind.LOGIN
                    ? Optional.of(new LoginProof(
                            started,
                            new MobileIdAnswer(text(answer)),
                            Optional.ofNullable(proof.materials().get(OCSP))))
                    : Optional.empty();
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "LoginProof[redacted]";
    }
}
