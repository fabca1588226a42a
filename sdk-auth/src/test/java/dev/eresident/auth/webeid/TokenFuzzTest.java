package dev.eresident.auth.webeid;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.auth.webeid.Step.Passed;
import dev.eresident.auth.webeid.Step.Refused;
import java.nio.charset.StandardCharsets;

/** Whatever the browser sends, the first steps answer with a value: an exception is a finding. */
class TokenFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void whenAnyBytesAreSent_thenAnswered(byte[] data) {
        String json = new String(data, StandardCharsets.UTF_8);
        Step<Candidate> step = Step1Parse.parse(json)
                .then(Step2Format::check)
                .then(Step4Certificate::decode)
                .then(Step5Purpose::check)
                .then(new Step6Policy(Step6Policy.NO_CARDS, java.util.List.of())::check);
        if (!(step instanceof Passed<Candidate>) && !(step instanceof Refused<Candidate>)) {
            throw new AssertionError("neither passed nor refused");
        }
    }
}
