package dev.eresident.auth.smartid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Steps 10 and 11: the value is a signature over what was asked (reference §5.1; §5.2, 10–11). */
record Step10Signature(SmartIdSession session, SmartIdRelyingParty relyingParty, SignatureVerifier verifier) {
    Outcome<Trusted, SmartIdRefusal> check(Trusted trusted) {
        boolean good = switch (session.kind()) {
            case LOGIN -> overText(trusted);
            case SIGNATURE -> overDigest(trusted);
            case CERTIFICATE -> true;
        };
        return good ? Outcome.succeeded(trusted) : Outcome.refused(SmartIdRefusal.SIGNATURE_INVALID);
    }

    private boolean overText(Trusted trusted) {
        return verifier.verify(
                session.algorithm().signature(),
                SignatureVerifier.EcdsaFormat.DER,
                trusted.certificate().publicKey(),
                payload(trusted.answer()).getBytes(StandardCharsets.UTF_8),
                trusted.answer().signature().toByteArray());
    }

    private boolean overDigest(Trusted trusted) {
        return verifier.verifyDigest(
                session.algorithm().signature(),
                SignatureVerifier.EcdsaFormat.DER,
                trusted.certificate().publicKey(),
                Base64.getDecoder().decode(session.challenge()),
                trusted.answer().signature().toByteArray());
    }

    /** The text that the app signs in a login (ACSP_V2). No part from the answer can hold a {@code |}. */
    String payload(Answer answer) {
        FlowType flow = answer.flow().orElseThrow();
        byte[] screens = DigestAlgorithm.SHA256.digest(session.interactions().getBytes(StandardCharsets.UTF_8));
        return String.join(
                "|",
                relyingParty.schemeName(),
                session.kind().protocol(),
                answer.serverRandom(),
                session.challenge(),
                answer.userChallenge(),
                relyingParty.encodedNames(),
                Base64.getEncoder().encodeToString(screens),
                answer.interaction(),
                flow.sameDevice() ? session.callbackUrl().orElse("") : "",
                flow.wireName());
    }
}
