package dev.eresident.auth.smartid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Step 2: the session ended well, and the answer has the fields and forms of the reference, §3; the algorithm is the one that was asked for (§5.2, 2).
 *
 * <p>Fields that are not known are ignored; a result that is not known is a refusal.
 */
record Step2Format(SmartIdSession session) {
    private static final int LONGEST = 64 * 1024;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final Pattern USER_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern INTERACTION = Pattern.compile("[A-Za-z0-9]{1,100}");
    private static final int SHORTEST_RANDOM = 24;
    private static final int LONGEST_RANDOM = 1024;

    private static final Map<String, SmartIdRefusal> END_RESULTS = Map.ofEntries(
            Map.entry("USER_REFUSED", SmartIdRefusal.USER_REFUSED),
            Map.entry("USER_REFUSED_INTERACTION", SmartIdRefusal.USER_REFUSED),
            Map.entry("USER_REFUSED_DISPLAYTEXTANDPIN", SmartIdRefusal.USER_REFUSED),
            Map.entry("USER_REFUSED_VC_CHOICE", SmartIdRefusal.USER_REFUSED),
            Map.entry("USER_REFUSED_CONFIRMATIONMESSAGE", SmartIdRefusal.USER_REFUSED),
            Map.entry("USER_REFUSED_CONFIRMATIONMESSAGE_WITH_VC_CHOICE", SmartIdRefusal.USER_REFUSED),
            Map.entry("USER_REFUSED_CERT_CHOICE", SmartIdRefusal.USER_REFUSED_CERT_CHOICE),
            Map.entry("TIMEOUT", SmartIdRefusal.TIMEOUT),
            Map.entry("WRONG_VC", SmartIdRefusal.WRONG_VC),
            Map.entry("DOCUMENT_UNUSABLE", SmartIdRefusal.DOCUMENT_UNUSABLE),
            Map.entry("ACCOUNT_UNUSABLE", SmartIdRefusal.ACCOUNT_UNUSABLE),
            Map.entry("REQUIRED_INTERACTION_NOT_SUPPORTED_BY_APP", SmartIdRefusal.APP_TOO_OLD),
            Map.entry("PROTOCOL_FAILURE", SmartIdRefusal.PROTOCOL_FAILURE),
            Map.entry("EXPECTED_LINKED_SESSION", SmartIdRefusal.EXPECTED_LINKED_SESSION),
            Map.entry("SERVER_ERROR", SmartIdRefusal.SERVER_ERROR));

    Outcome<Answer, SmartIdRefusal> parse(SmartIdAnswer answer) {
        try {
            return parse(StrictJson.strict().withMaxLength(LONGEST).parse(answer.json()));
        } catch (ProtocolException | IllegalArgumentException e) {
            return malformed("not the JSON, Base64 or certificate that it should be");
        }
    }

    private Outcome<Answer, SmartIdRefusal> parse(JsonObject json) {
        if (!json.requiredString("state").equals("COMPLETE")) {
            return Outcome.refused(SmartIdRefusal.NOT_COMPLETE);
        }
        JsonObject result = json.requiredObject("result");
        String end = result.requiredString("endResult");
        if (!end.equals("OK")) {
            return Outcome.refused(END_RESULTS.getOrDefault(end, SmartIdRefusal.UNKNOWN_END_RESULT));
        }
        String document = result.requiredString("documentNumber");
        JsonObject cert = json.requiredObject("cert");
        String level = cert.requiredString("certificateLevel");
        if (document.isBlank() || !(level.equals("ADVANCED") || level.equals("QUALIFIED"))) {
            return malformed("document number or certificate level");
        }
        Certificate certificate =
                Certificate.read(Bytes.fromBase64(cert.requiredString("value")).toByteArray());
        Optional<FlowType> flow = Optional.empty();
        String interaction = "";
        Bytes value = Bytes.empty();
        String serverRandom = "";
        String userChallenge = "";
        if (session.kind() == SmartIdSession.Kind.CERTIFICATE) {
            Optional<String> name = json.object("signature").flatMap(s -> s.string("flowType"));
            flow = name.flatMap(FlowType::of);
            if (name.isPresent() && flow.isEmpty()) {
                return malformed("flow type");
            }
        } else {
            if (!json.requiredString("signatureProtocol").equals(session.kind().protocol())) {
                return malformed("signature protocol");
            }
            interaction = json.requiredString("interactionTypeUsed");
            JsonObject signature = json.requiredObject("signature");
            flow = FlowType.of(signature.requiredString("flowType"));
            String base64 = signature.requiredString("value");
            if (flow.isEmpty()
                    || !INTERACTION.matcher(interaction).matches()
                    || !BASE64.matcher(base64).matches()) {
                return malformed("flow type, interaction or signature value");
            }
            value = Bytes.fromBase64(base64);
            Optional<Outcome<Answer, SmartIdRefusal>> wrong = algorithm(signature);
            if (wrong.isPresent()) {
                return wrong.get();
            }
            if (session.kind() == SmartIdSession.Kind.LOGIN) {
                serverRandom = signature.requiredString("serverRandom");
                userChallenge = signature.requiredString("userChallenge");
                if (serverRandom.length() < SHORTEST_RANDOM
                        || serverRandom.length() > LONGEST_RANDOM
                        || !BASE64.matcher(serverRandom).matches()
                        || !USER_CHALLENGE.matcher(userChallenge).matches()) {
                    return malformed("server random or user challenge");
                }
                Base64.getDecoder().decode(serverRandom);
            }
        }
        return Outcome.succeeded(new Answer(
                document,
                certificate,
                SmartIdLevel.valueOf(level),
                flow,
                interaction,
                value,
                serverRandom,
                userChallenge));
    }

    /** No silent way from PSS to PKCS#1 v1.5, nor from one hash to another. */
    private Optional<Outcome<Answer, SmartIdRefusal>> algorithm(JsonObject signature) {
        SmartIdAlgorithm asked = session.algorithm();
        String name = signature.requiredString("signatureAlgorithm");
        boolean known = false;
        for (SmartIdAlgorithm algorithm : SmartIdAlgorithm.values()) {
            boolean usable = algorithm.isPss() || session.kind() == SmartIdSession.Kind.SIGNATURE;
            known |= usable && algorithm.wireName().equals(name);
        }
        if (!known) {
            return Optional.of(malformed("signature algorithm"));
        }
        if (!name.equals(asked.wireName())) {
            return Optional.of(Outcome.refused(SmartIdRefusal.ALGORITHM_NOT_REQUESTED));
        }
        if (!asked.isPss()) {
            return Optional.empty();
        }
        JsonObject parameters = signature.requiredObject("signatureAlgorithmParameters");
        String hash = parameters.requiredString("hashAlgorithm");
        JsonObject mask = parameters.requiredObject("maskGenAlgorithm");
        if (!hash.equals(asked.hashName())) {
            return Optional.of(Outcome.refused(SmartIdRefusal.ALGORITHM_NOT_REQUESTED));
        }
        boolean fits = mask.requiredString("algorithm").equals("id-mgf1")
                && mask.requiredObject("parameters")
                        .requiredString("hashAlgorithm")
                        .equals(hash)
                && parameters.requiredInteger("saltLength") == asked.hashLength()
                && parameters.requiredString("trailerField").equals("0xbc");
        return fits ? Optional.empty() : Optional.of(malformed("parameters of RSASSA-PSS"));
    }

    private static Outcome<Answer, SmartIdRefusal> malformed(String what) {
        return Outcome.refused(SmartIdRefusal.ANSWER_MALFORMED, what);
    }
}
