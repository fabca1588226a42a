package dev.eresident.auth.mobileid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Step 1: the session ended well, the answer has the fields and forms of the reference, §8, and the hash is the one that was asked for.
 *
 * <p>Fields that are not known are ignored; a result that is not known is a refusal.
 */
record Step1Format(MobileIdSession session) {
    private static final int LONGEST = 64 * 1024;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final Pattern ALGORITHM =
            Pattern.compile("(SHA256|SHA384|SHA512)With(EC|RSA)Encryption", Pattern.CASE_INSENSITIVE);

    private static final Map<String, MobileIdRefusal> RESULTS = Map.of(
            "TIMEOUT", MobileIdRefusal.TIMEOUT,
            "EXPIRED_TRANSACTION", MobileIdRefusal.TIMEOUT,
            "NOT_MID_CLIENT", MobileIdRefusal.NOT_MID_CLIENT,
            "USER_CANCELLED", MobileIdRefusal.USER_CANCELLED,
            "SIGNATURE_HASH_MISMATCH", MobileIdRefusal.SIGNATURE_HASH_MISMATCH,
            "PHONE_ABSENT", MobileIdRefusal.PHONE_ABSENT,
            "DELIVERY_ERROR", MobileIdRefusal.DELIVERY_ERROR,
            "SIM_ERROR", MobileIdRefusal.SIM_ERROR);

    Outcome<Answer, MobileIdRefusal> parse(MobileIdAnswer answer) {
        try {
            return parse(StrictJson.strict().withMaxLength(LONGEST).parse(answer.json()));
        } catch (ProtocolException | IllegalArgumentException e) {
            return malformed("not the JSON, Base64 or certificate that it should be");
        }
    }

    private Outcome<Answer, MobileIdRefusal> parse(JsonObject json) {
        if (!json.requiredString("state").equals("COMPLETE")) {
            return Outcome.refused(MobileIdRefusal.NOT_COMPLETE);
        }
        String result = json.requiredString("result");
        if (!result.equals("OK")) {
            return Outcome.refused(RESULTS.getOrDefault(result, MobileIdRefusal.UNKNOWN_END_RESULT));
        }
        JsonObject signature = json.requiredObject("signature");
        String value = signature.requiredString("value");
        Matcher algorithm = ALGORITHM.matcher(signature.requiredString("algorithm"));
        if (!BASE64.matcher(value).matches() || !algorithm.matches()) {
            return malformed("signature value or algorithm");
        }
        if (!algorithm.group(1).equalsIgnoreCase(session.hashType().name())) {
            return Outcome.refused(MobileIdRefusal.ALGORITHM_NOT_REQUESTED);
        }
        String certificate = session.kind() == MobileIdSession.Kind.LOGIN
                ? json.requiredString("cert")
                : session.certificate().orElse("");
        return Outcome.succeeded(new Answer(
                Certificate.read(Bytes.fromBase64(certificate).toByteArray()),
                Bytes.fromBase64(session.hash()),
                Bytes.fromBase64(value),
                algorithm.group(2).equalsIgnoreCase("EC")
                        ? SignatureAlgorithm.Family.ECDSA
                        : SignatureAlgorithm.Family.RSA_PKCS1));
    }

    private static Outcome<Answer, MobileIdRefusal> malformed(String what) {
        return Outcome.refused(MobileIdRefusal.ANSWER_MALFORMED, what);
    }
}
