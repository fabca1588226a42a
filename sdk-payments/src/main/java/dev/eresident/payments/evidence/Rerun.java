package dev.eresident.payments.evidence;

import dev.eresident.core.EResidentException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How one verification came out by itself, before it is known whether its files were changed. */
record Rerun(Optional<String> code, String text, List<String> because) {
    /** A verification. */
    interface Step {
        Rerun run() throws IOException;
    }

    static Rerun holds(String text) {
        return new Rerun(Optional.empty(), text, List.of());
    }

    static Rerun fails(String code, String text, String... because) {
        return new Rerun(Optional.of(code), text, List.of(because));
    }

    /** Runs a step and fails closed. */
    static Rerun of(Step step) throws IOException {
        try {
            return step.run();
        } catch (EResidentException e) {
            return fails(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            return fails(
                    "INTERNAL_ERROR",
                    "This could not be judged: " + e.getClass().getSimpleName());
        }
    }

    /** Sees the files: with a changed file nothing holds. */
    VerificationFinding finding(VerificationKind kind, Inventory inventory) {
        List<String> touched = inventory.touched(kind);
        if (code.isPresent()) {
            return new VerificationFinding(kind, code, text, touched.isEmpty() ? because : touched);
        }
        if (touched.isEmpty()) {
            return new VerificationFinding(kind, code, text, List.of());
        }
        String worst = "EVIDENCE_FILE_" + inventory.status(touched.get(0));
        return new VerificationFinding(
                kind, Optional.of(worst), "It cannot be relied on, because of files that are not as written", touched);
    }
}
