package dev.eresident.auth.mobileid;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whatever the service answers about a session, the steps that read it answer with a value: an exception is a finding. */
class AnswerFuzzTest {
    private static final MobileIdSession SESSION = new MobileIdSession(
            "id",
            Purpose.LOGIN,
            MobileIdSession.Kind.LOGIN,
            "A".repeat(43) + "=",
            MobileIdHash.SHA256,
            "PNOEE-60001019906",
            Optional.empty(),
            "0000",
            Instant.EPOCH,
            Instant.EPOCH);

    @FuzzTest(maxDuration = "60s")
    void whenAnyBytesAreAnswered_thenAnswered(byte[] data) {
        Outcome<Trusted, MobileIdRefusal> step = new Step1Format(SESSION)
                .parse(new MobileIdAnswer(new String(data, StandardCharsets.UTF_8)))
                .then(answer ->
                        Outcome.succeeded(new Trusted(answer, List.of(answer.certificate(), answer.certificate()))))
                .then(new Step4Identity(SESSION.subject())::check)
                .then(new Step5Signature(SESSION.hashType(), SignatureVerifier.of(CryptoChoice.standard()))::check);
        if (step instanceof Outcome.Succeeded<Trusted, MobileIdRefusal>) {
            throw new AssertionError("bytes out of nowhere hold a signature over our hash");
        }
    }
}
