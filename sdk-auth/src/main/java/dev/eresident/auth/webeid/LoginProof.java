package dev.eresident.auth.webeid;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.trust.TrustPolicy;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what a verification used into a {@link Proof}, and reads it back for another verification. */
record LoginProof(String token, String nonce, String origin, List<Certificate> path, Optional<Bytes> ocsp) {
    static final String TYPE = "web-eid-login";
    private static final String LOGIN = "LOGIN";
    private static final String TOKEN = "token";
    private static final String NONCE = "nonce";
    private static final String ORIGIN = "origin";
    private static final String PURPOSE = "purpose";
    private static final String CERTIFICATE = "certificate";
    private static final String ISSUER = "issuer";
    private static final String OCSP = "ocsp-response";

    LoginProof {
        path = List.copyOf(path);
    }

    Proof write(Instant at, TrustPolicy trust, Step6Policy policy) {
        Map<String, String> facts = new HashMap<>();
        facts.put(NONCE, nonce);
        facts.put(ORIGIN, origin);
        facts.put(PURPOSE, LOGIN);
        facts.put("environment", trust.environment().name());
        facts.put("trust-id", trust.anchors().id());
        facts.put("policies-blocked", dotted(policy.blocked()));
        facts.put("policies-allowed", dotted(policy.allowed()));
        Map<String, Bytes> materials = new HashMap<>();
        materials.put(TOKEN, Bytes.of(token.getBytes(StandardCharsets.UTF_8)));
        materials.put(CERTIFICATE, path.get(0).der());
        materials.put(ISSUER, path.get(1).der());
        ocsp.ifPresent(response -> materials.put(OCSP, response));
        return Proof.of(TYPE, at, facts, materials);
    }

    /** The path is left out: it is built again. */
    static Optional<LoginProof> read(Proof proof) {
        Bytes token = proof.materials().get(TOKEN);
        String nonce = proof.facts().get(NONCE);
        String origin = proof.facts().get(ORIGIN);
        if (!proof.type().equals(TYPE)
                || !LOGIN.equals(proof.facts().get(PURPOSE))
                || token == null
                || nonce == null
                || origin == null) {
            return Optional.empty();
        }
        Optional<Bytes> ocsp = Optional.ofNullable(proof.materials().get(OCSP));
        try {
            return Optional.of(new LoginProof(text(token), nonce, origin, List.of(), ocsp));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String text(Bytes utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(java.nio.ByteBuffer.wrap(utf8.toByteArray()))
                .toString();
    }

    private static String dotted(List<Oid> arcs) {
        return arcs.stream().map(Oid::toString).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return "LoginProof[redacted]";
    }
}
