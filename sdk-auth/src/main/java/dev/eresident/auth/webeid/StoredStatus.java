package dev.eresident.auth.webeid;

import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The status as the responders answered it at a login that is verified again; nobody is asked.
 *
 * @param answers in the order in which they were asked for
 * @param trust whom to believe
 * @param at the time of the login
 */
record StoredStatus(List<Step9Status.Answer> answers, TrustPolicy trust, Instant at) implements Step9Status {
    private static final Duration OLDEST = Duration.ofDays(1);
    private static final Duration SKEW = Duration.ofMinutes(15);

    @Override
    public Step<Optional<Answer>> check(Question question, int number) {
        if (number >= answers.size()) {
            return Step.refused(WebEidRefusal.PROOF_INCOMPLETE, "it holds no OCSP answer");
        }
        Answer stored = answers.get(number);
        OcspStatus status = OcspCheck.with(trust)
                .checkEmbedded(stored.response(), question.subject(), question.issuer(), List.of());
        if (status instanceof OcspStatus.Good good && !isOf(good)) {
            return Step.refused(WebEidRefusal.OCSP_FAILED, "the stored answer is not of the time of the login");
        }
        return Step9Status.judge(status, stored.responder());
    }

    private boolean isOf(OcspStatus.Good good) {
        return isOf(good.producedAt()) && isOf(good.thisUpdate());
    }

    private boolean isOf(Instant time) {
        return !time.isBefore(at.minus(OLDEST)) && !time.isAfter(at.plus(SKEW));
    }
}
