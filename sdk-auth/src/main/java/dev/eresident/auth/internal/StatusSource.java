package dev.eresident.auth.internal;

import dev.eresident.auth.internal.HolderStatus.Answer;
import dev.eresident.auth.internal.HolderStatus.Bad;
import dev.eresident.auth.internal.HolderStatus.Good;
import dev.eresident.auth.internal.HolderStatus.Why;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.revocation.OcspReport;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.trust.TrustPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the status of certificates comes from, once for all methods of authentication. */
public sealed interface StatusSource {
    /**
     * Tells the status of a certificate.
     *
     * @param subject already found to be trusted
     * @param issuer its issuer
     * @param number of the question within one verification, from 0
     * @return whether it may be relied on
     */
    HolderStatus check(Certificate subject, Certificate issuer, int number);

    /**
     * Turns to a login that is verified again. Whoever asks nobody does not look at stored answers either.
     *
     * @param answers of the proof, in the order in which they were asked for
     * @param trust whom to believe
     * @param at the time of the login
     * @return the source for it, which asks nobody
     */
    default StatusSource stored(List<Answer> answers, TrustPolicy trust, Instant at) {
        return this instanceof NotAsked ? this : new Stored(answers, trust, at);
    }

    /**
     * Turns to a login of which at most one answer was kept.
     *
     * @param response of the proof
     * @param trust whom to believe
     * @param at the time of the login
     * @return as the other
     */
    default StatusSource stored(Optional<Bytes> response, TrustPolicy trust, Instant at) {
        return stored(
                response.stream()
                        .map(bytes -> new Answer(bytes, Optional.empty()))
                        .toList(),
                trust,
                at);
    }

    /**
     * Asks the responder now: the only source that touches the network.
     *
     * @param client over the same trust
     */
    record Asked(OcspClient client) implements StatusSource {
        @Override
        public HolderStatus check(Certificate subject, Certificate issuer, int number) {
            if (!client.hasAddress(subject, issuer)) {
                return refused(Why.FAILED, "neither the certificate nor the client names a responder");
            }
            OcspReport report = client.report(subject, issuer);
            return judge(report.status(), Optional.of(report.answeredBy()));
        }
    }

    /** The caller chose not to ask. */
    record NotAsked() implements StatusSource {
        @Override
        public HolderStatus check(Certificate subject, Certificate issuer, int number) {
            return new Good(Optional.empty());
        }
    }

    /**
     * The status as the responders answered it at a login that is verified again; nobody is asked.
     *
     * @param answers in the order in which they were asked for
     * @param trust whom to believe
     * @param at the time of the login
     */
    record Stored(List<Answer> answers, TrustPolicy trust, Instant at) implements StatusSource {
        private static final Duration OLDEST = Duration.ofDays(1);
        private static final Duration SKEW = Duration.ofMinutes(15);

        /** Copies the list. */
        public Stored {
            answers = List.copyOf(answers);
        }

        @Override
        public HolderStatus check(Certificate subject, Certificate issuer, int number) {
            if (number >= answers.size()) {
                return refused(Why.NOT_STORED, "it holds no OCSP answer");
            }
            Answer stored = answers.get(number);
            OcspStatus status = OcspCheck.with(trust).checkEmbedded(stored.response(), subject, issuer, List.of());
            if (status instanceof OcspStatus.Good good && !(isOf(good.producedAt()) && isOf(good.thisUpdate()))) {
                return refused(Why.FAILED, "the stored answer is not of the time of the login");
            }
            return judge(status, stored.responder());
        }

        private boolean isOf(Instant time) {
            return !time.isBefore(at.minus(OLDEST)) && !time.isAfter(at.plus(SKEW));
        }
    }

    private static HolderStatus judge(OcspStatus status, Optional<URI> responder) {
        if (status instanceof OcspStatus.Good good) {
            return new Good(Optional.of(new Answer(good.response(), responder)));
        }
        Why why = Why.FAILED;
        String detail = "";
        if (status instanceof OcspStatus.Revoked revoked) {
            why = Why.REVOKED;
            detail = revoked.suspended() ? "suspended" : "revoked, CRLReason " + revoked.reason();
        } else if (status instanceof OcspStatus.Unknown) {
            why = Why.UNKNOWN;
        } else if (status instanceof OcspStatus.Unacceptable unacceptable) {
            detail = unacceptable.problem().name();
        }
        return new Bad(why, detail, Optional.of(status), responder);
    }

    private static HolderStatus refused(Why why, String detail) {
        return new Bad(why, detail, Optional.empty(), Optional.empty());
    }
}
