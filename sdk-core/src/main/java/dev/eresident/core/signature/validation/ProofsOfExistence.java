package dev.eresident.core.signature.validation;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.FindingCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
 * @param control latest time at which its validation data must have been acceptable: the validation time, or that of the oldest good archive time-stamp
 * @param firstProblem why the first signature time-stamp proves nothing; null when it does, or when there is none
 * @param firstText in words
 */
record ProofsOfExistence(
        Optional<Instant> best,
        boolean qualified,
        Instant control,
        @Nullable FindingCode firstProblem,
        String firstText) {
    static ProofsOfExistence collect(
            SignatureMaterial material,
            Collection<Certificate> candidates,
            TimestampValidation validation,
            Instant at,
            Judgement judgement) {
        Instant control = material.existedSince().filter(t -> t.isBefore(at)).orElse(at);
        Optional<Instant> best = material.existedSince().filter(t -> t.isBefore(at));
        boolean qualified = true;
        List<EmbeddedTimestamp> archive = new ArrayList<>(material.archiveTimestamps());
        for (int i = archive.size() - 1; i >= 0; i--) {
            TimestampValidation.Result result = validation.validate(archive.get(i), candidates, control, at);
            if (result instanceof TimestampValidation.Result.Proven p
                    && !p.generatedAt().isAfter(control)) {
                control = p.generatedAt();
                best = Optional.of(p.generatedAt());
                qualified = p.qualified();
            } else if (result instanceof TimestampValidation.Result.Nothing n) {
                judgement.warn(FindingCode.ARCHIVE_TIMESTAMP_INVALID, n.text());
            } else {
                judgement.warn(FindingCode.TIMESTAMP_ORDER, "An archive time-stamp is older than what it protects.");
            }
        }
        FindingCode firstProblem = null;
        String firstText = "";
        boolean first = true;
        for (EmbeddedTimestamp stamp : material.signatureTimestamps()) {
            TimestampValidation.Result result = validation.validate(stamp, candidates, control, at);
            if (result instanceof TimestampValidation.Result.Proven p) {
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
        return new ProofsOfExistence(best, qualified, control, firstProblem, firstText);
    }
}
