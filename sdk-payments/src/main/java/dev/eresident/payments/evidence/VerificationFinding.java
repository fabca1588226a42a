package dev.eresident.payments.evidence;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How one verification came out when it was run again.
 *
 * @param kind what was verified
 * @param code why it fails, stable; empty exactly when it holds. The code is that of the verification itself, such as
 *     {@code SIGNATURE_INVALID}, or one of {@link EvidenceCheck}
 * @param text what was found, in words without personal data
 * @param because the files that make it fail: those that are changed, missing or added, else those that contradict it; empty when it
 *     holds
 */
public record VerificationFinding(VerificationKind kind, Optional<String> code, String text, List<String> because) {
    /** Refuses null, and copies the list. */
    public VerificationFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
        because = List.copyOf(because);
    }

    /**
     * Tells whether the verification holds, from files that were not changed.
     *
     * @return true if there is no code
     */
    public boolean holds() {
        return code.isEmpty();
    }
}
