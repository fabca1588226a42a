package dev.eresident.core.signature.validation;

import dev.eresident.core.signature.FindingCode;
import java.time.Instant;
import java.util.Optional;

/**
 * The time-stamps over the signed data, which were made before the signature and are signed with it (EN 319 102-1 §5.5.4). They prove when the data existed, not the signature: the verdict
 * depends on them only where a good one is younger than the signature.
 */
final class ContentTimestamps {
    private final TimestampValidation validation;
    private final AuthorityStatus authorities;

    ContentTimestamps(TimestampValidation validation, AuthorityStatus authorities) {
        this.validation = validation;
        this.authorities = authorities;
    }

    /**
     * Judges them.
     *
     * @param material what the format has read
     * @param proven the earliest time at which the signature provably existed, and they with it
     * @param at validation time
     * @param judgement takes a warning for each that proves nothing, and the failure of one that is younger
     */
    void judge(SignatureMaterial material, Optional<Instant> proven, Instant at, Judgement judgement) {
        Instant control = proven.orElse(at);
        for (EmbeddedTimestamp stamp : material.contentTimestamps()) {
            TimestampValidation.Result result =
                    authorities.asked(validation.validate(stamp, material.certificates(), control, at), control);
            if (result instanceof TimestampValidation.Result.Nothing n) {
                judgement.warn(FindingCode.CONTENT_TIMESTAMP_INVALID, n.text());
            } else if (result instanceof TimestampValidation.Result.Proven p
                    && proven.filter(p.generatedAt()::isAfter).isPresent()) {
                judgement.fail(
                        FindingCode.TIMESTAMP_ORDER_FAILURE,
                        "A time-stamp over the signed data is younger than the signature.");
            }
        }
    }
}
