package dev.eresident.auth.smartid;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whatever the service answers about a session, the steps that read it answer with a value: an exception is a finding. */
class AnswerFuzzTest {
    private static final SmartIdRelyingParty BANK =
            new SmartIdRelyingParty("00000000-0000-4000-8000-000000000000", "DEMO", Optional.empty(), "smart-id-demo");

    @FuzzTest(maxDuration = "60s")
    void whenAnyBytesAreAnswered_thenAnswered(byte[] data) {
        SmartIdAnswer answer = new SmartIdAnswer(new String(data, StandardCharsets.UTF_8));
        for (SmartIdSession.Kind kind : SmartIdSession.Kind.values()) {
            SmartIdSession session = session(kind);
            Outcome<Trusted, SmartIdRefusal> step = new Step2Format(session)
                    .parse(answer)
                    .then(new Step1Callback(session, Optional.empty(), false)::check)
                    .then(new Step3FlowType(session)::check)
                    .then(new Step3FlowType(session)::checkLevel)
                    .then(read -> Outcome.succeeded(new Trusted(read, List.of(read.certificate(), read.certificate()))))
                    .then(new Step7Policy(kind, Environment.TEST)::check)
                    .then(new Step9Identity(session)::check)
                    .then(new Step10Signature(session, BANK, SignatureVerifier.of(CryptoChoice.standard()))::check);
            if (step instanceof Outcome.Succeeded<Trusted, SmartIdRefusal> && kind != SmartIdSession.Kind.CERTIFICATE) {
                throw new AssertionError("bytes out of nowhere hold a signature over our challenge");
            }
        }
    }

    private static SmartIdSession session(SmartIdSession.Kind kind) {
        return new SmartIdSession(
                "id",
                kind == SmartIdSession.Kind.LOGIN ? Purpose.LOGIN : Purpose.SIGN,
                kind,
                Base64.getEncoder().encodeToString(new byte[64]),
                "",
                SmartIdLevel.ADVANCED,
                SmartIdAlgorithm.PSS_SHA512,
                Set.of(FlowType.QR, FlowType.NOTIFICATION),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
