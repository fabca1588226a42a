package dev.eresident.auth.smartid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Step 1: the person came back to this browser session (reference §4, callback, and §5.2, 1). Done when the flow type is known, because a QR code of the same session has no callback.
 *
 * <p>After a choice of certificate on the same device they come back only once the linked signature is done, to the callback of the choice and
 * with the digest of its secret (the reference leaves open which secret; no other one is known to app and service alike).
 *
 * @param session what was started
 * @param callback how the person came back, if they did
 * @param stored whether a stored proof is verified again, which holds no secret any more
 */
record Step1Callback(SmartIdSession session, Optional<SmartIdCallback> callback, boolean stored) {
    Outcome<Answer, SmartIdRefusal> check(Answer answer) {
        if (!comesBack(answer)) {
            return Outcome.succeeded(answer);
        }
        boolean good = callback.isPresent()
                && session.callbackUrl().filter(callback.get()::returnsTo).isPresent()
                && secretFits(callback.get())
                && (session.kind() != SmartIdSession.Kind.LOGIN || verifierFits(callback.get(), answer));
        return good ? Outcome.succeeded(answer) : Outcome.refused(SmartIdRefusal.CALLBACK_INVALID);
    }

    private boolean comesBack(Answer answer) {
        if (session.kind() == SmartIdSession.Kind.CERTIFICATE) {
            return false;
        }
        boolean afterChoice = session.flows().contains(FlowType.NOTIFICATION)
                && session.callbackUrl().isPresent();
        return afterChoice || answer.flow().filter(FlowType::sameDevice).isPresent();
    }

    private boolean secretFits(SmartIdCallback back) {
        if (stored) {
            return true;
        }
        return session.link().isPresent()
                && back.secretDigest()
                        .filter(digest -> same(
                                digest,
                                digest(Base64.getDecoder()
                                        .decode(session.link().get().secret()))))
                        .isPresent();
    }

    private static boolean verifierFits(SmartIdCallback back, Answer answer) {
        return back.challengeVerifier()
                .filter(verifier -> same(answer.userChallenge(), digest(verifier.getBytes(StandardCharsets.US_ASCII))))
                .isPresent();
    }

    private static String digest(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(DigestAlgorithm.SHA256.digest(bytes));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
