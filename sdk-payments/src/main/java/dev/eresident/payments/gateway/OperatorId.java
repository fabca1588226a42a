package dev.eresident.payments.gateway;

import dev.eresident.core.ProtocolException;
import java.util.regex.Pattern;

/**
 * Who at the merchant decided an act; never sent to the gateway. The journal keeps a salted digest, enough to prove it later.
 *
 * <p>The constructor throws a {@link ProtocolException} {@code OPERATOR_ID}. The text form is redacted.
 *
 * @param value the merchant's own id of the person or job: 1 to 128 visible characters without spaces at the ends
 */
public record OperatorId(String value) {
    private static final Pattern FORM = Pattern.compile("(?! )[^\\p{Cntrl}\\p{Cf}]{1,128}(?<! )");

    public OperatorId {
        if (!FORM.matcher(value).matches() || value.isBlank()) {
            throw new ProtocolException("OPERATOR_ID", "An operator id is 1 to 128 visible characters");
        }
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "OperatorId[redacted]";
    }
}
