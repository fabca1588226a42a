package dev.eresident.payments.sca;

import dev.eresident.core.ProtocolException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The institution's decision not to ask the payer.
 *
 * <p>The constructor throws a {@link ProtocolException} {@code EXEMPTION_DECISION} for texts outside their limits.
 *
 * @param article what it is based on
 * @param decisionId the institution's own id of the decision, under which its reasons are kept: 1 to 64 of
 *     {@code A-Z a-z 0-9 . _ / : -}
 * @param decidedBy the person's or system's id at the institution, never a name or personal code: the same characters
 */
public record Exemption(ExemptionArticle article, String decisionId, String decidedBy) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._/:-]{1,64}");

    /**
     * Checks the texts.
     *
     * @param article what it is based on
     * @param decisionId the id of the decision
     * @param decidedBy who decided
     */
    public Exemption {
        Objects.requireNonNull(article, "article");
        if (!ID.matcher(decisionId).matches() || !ID.matcher(decidedBy).matches()) {
            throw new ProtocolException(
                    "EXEMPTION_DECISION",
                    "The ids of an exemption's decision and of who decided are 1 to 64 characters of A-Z, a-z, 0-9, '.', '_',"
                            + " '/', ':', '-'");
        }
    }
}
