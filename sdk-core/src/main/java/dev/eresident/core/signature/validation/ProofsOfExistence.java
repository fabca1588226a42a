package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.FindingCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * EN 319 102-1 §5.6.2.3 and §5.4: what the time-stamps of a signature prove, the archive time-stamps from the newest to the oldest, then those of the signature.
 *
 * <p>An archive time-stamp that is good proves that everything before it existed at its time; from then on that is the time at which the older ones, the certificates and the
 * revocation answers must have been acceptable.
 *
 * @param best earliest time at which the signature provably existed
 * @param qualified whether the time-stamp that proves it is a qualified one; also true where it is proven from outside, or not at all
 * @param answers since when each answer about a certificate is known to exist
 * @param firstProblem why the first signature time-stamp proves nothing; null when it does, or when there is none
 * @param firstText in words
 * @param contradiction how the time-stamps that are good contradict each other; empty when they do not
 */
record ProofsOfExistence(
        Optional<Instant> best,
        boolean qualified,
        AnswerTimes answers,
        @Nullable FindingCode firstProblem,
        String firstText,
        Optional<String> contradiction) {
    /**
     * Since when answers are known to exist: what came after an archive time-stamp is not protected by it.
     *
     * @param all that holds for every answer: the validation time, or an earlier one
     * @param single earlier times of some, by identity
     */
    record AnswerTimes(Instant all, IdentityHashMap<Bytes, Instant> single) {
        /** Nothing but one time is known. */
        static AnswerTimes of(Instant all) {
            return new AnswerTimes(all, new IdentityHashMap<>(0));
        }

        Instant of(Bytes answer) {
            return single.getOrDefault(answer, all);
        }
    }

    /** Nothing but the time of the check is known of any answer. */
    static ProofsOfExistence of(Optional<Instant> best, Instant at) {
        return new ProofsOfExistence(best, true, AnswerTimes.of(at), null, "", Optional.empty());
    }

    static ProofsOfExistence collect(
            SignatureMaterial material,
            Collection<Certificate> candidates,
            TimestampValidation validation,
            AuthorityStatus authorities,
            Instant at,
            Judgement judgement) {
        Optional<Instant> outside = material.existedSince().filter(t -> t.isBefore(at));
        Instant control = outside.orElse(at);
        Optional<Instant> newer = outside;
        Optional<Instant> best = outside;
        Optional<String> contradiction = Optional.empty();
        boolean qualified = true;
        Instant outer = control;
        Instant all = control;
        IdentityHashMap<Bytes, Instant> single = new IdentityHashMap<>();
        List<EmbeddedTimestamp> archive = new ArrayList<>(material.archiveTimestamps());
        for (int i = archive.size() - 1; i >= 0; i--) {
            EmbeddedTimestamp stamp = archive.get(i);
            TimestampValidation.Result result =
                    authorities.asked(validation.validate(stamp, candidates, control, at), control);
            if (result instanceof TimestampValidation.Result.Nothing n) {
                judgement.warn(FindingCode.ARCHIVE_TIMESTAMP_INVALID, n.text());
            } else if (result instanceof TimestampValidation.Result.Proven p) {
                if (isAfter(p.generatedAt(), newer)) {
                    contradiction = Optional.of("An archive time-stamp is older than what it protects.");
                    continue;
                }
                newer = Optional.of(p.generatedAt());
                control = earlier(p.generatedAt(), control);
                if (stamp.answers().isEmpty()) {
                    all = control;
                    single.clear();
                } else {
                    for (Bytes answer : stamp.answers().get()) {
                        single.put(answer, control);
                    }
                }
                best = newer;
                qualified = p.qualified();
            }
        }
        FindingCode firstProblem = null;
        String firstText = "";
        boolean first = true;
        for (EmbeddedTimestamp stamp : material.signatureTimestamps()) {
            Instant since = stamp.late() ? outer : control;
            TimestampValidation.Result result =
                    authorities.asked(validation.validate(stamp, candidates, since, at), since);
            if (result instanceof TimestampValidation.Result.Proven p) {
                if (isAfter(p.generatedAt(), stamp.late() ? outside : newer)) {
                    contradiction = Optional.of("A time-stamp is younger than one that protects it.");
                }
                if (best.filter(earliest -> earliest.isBefore(p.generatedAt())).isEmpty()) {
                    best = Optional.of(p.generatedAt());
                    qualified = p.qualified();
                }
                if (!p.qualified()) {
                    judgement.warn(FindingCode.TIMESTAMP_NOT_QUALIFIED, "");
                }
            } else if (result instanceof TimestampValidation.Result.Nothing n) {
                if (first) {
                    firstProblem = n.problem();
                    firstText = n.text();
                } else {
                    judgement.warn(n.problem(), "It is a further one, on which nothing depends.");
                }
            }
            first = false;
        }
        return new ProofsOfExistence(
                best, qualified, new AnswerTimes(all, single), firstProblem, firstText, contradiction);
    }

    private static boolean isAfter(Instant time, Optional<Instant> limit) {
        return limit.filter(time::isAfter).isPresent();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
