package dev.eresident.auth.webeid;

import dev.eresident.auth.internal.HolderStatus;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.trust.TrustPolicy;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what a verification used into a {@link Proof}, and reads it back for another verification. */
record LoginProof(
        String token, String nonce, String origin, List<Certificate> path, List<HolderStatus.Answer> answers) {
    private static final String TOKEN = "token";
    private static final String NONCE = "nonce";
    private static final String ORIGIN = "origin";
    private static final String PURPOSE = "purpose";
    private static final String CERTIFICATE = "certificate";
    private static final String ISSUER = "issuer";
    private static final String OCSP = "ocsp-response";
    private static final String RESPONDER = "ocsp-responder";
    /** Of the card's certificate, and of the authorities above it that are no anchors. */
    private static final int MOST_ANSWERS = 64;

    LoginProof {
        path = List.copyOf(path);
        answers = List.copyOf(answers);
    }

    Proof write(Purpose purpose, Instant at, TrustPolicy trust, Step6Policy policy) {
        Map<String, String> facts = new HashMap<>();
        facts.put(NONCE, nonce);
        facts.put(ORIGIN, origin);
        facts.put(PURPOSE, purpose.name());
        facts.put("environment", trust.environment().name());
        facts.put("trust-id", trust.anchors().id());
        facts.put("policies-blocked", dotted(policy.blocked()));
        facts.put("policies-allowed", dotted(policy.allowed()));
        Map<String, Bytes> materials = new HashMap<>();
        materials.put(TOKEN, Bytes.of(token.getBytes(StandardCharsets.UTF_8)));
        materials.put(CERTIFICATE, path.get(0).der());
        materials.put(ISSUER, path.get(1).der());
        for (int i = 0; i < answers.size(); i++) {
            String number = number(i);
            materials.put(OCSP + number, answers.get(i).response());
            answers.get(i).responder().ifPresent(uri -> facts.put(RESPONDER + number, uri.toString()));
        }
        return Proof.of(type(purpose), at, facts, materials);
    }

    /** One type per purpose, so that the proof of an authorisation is never one of a login. */
    private static String type(Purpose purpose) {
        return "web-eid-" + purpose.name().toLowerCase(Locale.ROOT);
    }

    /** The path is left out: it is built again. */
    static Optional<LoginProof> read(Proof proof, Purpose purpose) {
        Bytes token = proof.materials().get(TOKEN);
        String nonce = proof.facts().get(NONCE);
        String origin = proof.facts().get(ORIGIN);
        if (!proof.type().equals(type(purpose))
                || !purpose.name().equals(proof.facts().get(PURPOSE))
                || token == null
                || nonce == null
                || origin == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LoginProof(text(token), nonce, origin, List.of(), answers(proof)));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String number(int index) {
        return index == 0 ? "" : "-" + (index + 1);
    }

    private static List<HolderStatus.Answer> answers(Proof proof) {
        List<HolderStatus.Answer> answers = new ArrayList<>();
        for (int i = 0; i < MOST_ANSWERS; i++) {
            Bytes response = proof.materials().get(OCSP + number(i));
            if (response == null) {
                break;
            }
            answers.add(new HolderStatus.Answer(
                    response,
                    Optional.ofNullable(proof.facts().get(RESPONDER + number(i)))
                            .map(URI::create)));
        }
        return answers;
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
