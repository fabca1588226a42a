package dev.eresident.sandbox.xroad;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What goes wrong on command, and how errors are spelt. Safe for use by several threads. */
final class Script {
    private final Queue<Step> once = new ArrayDeque<>();
    private @Nullable Step always;
    private ErrorSpelling spelling = ErrorSpelling.LOWER_CASE;

    /** What one request meets. */
    sealed interface Step {}

    /** An X-Road error; nothing reaches a provider. */
    record Refuse(String code, String text) implements Step {}

    /** A wrong answer; the request reaches its provider. */
    record Misbehave(XRoadFault how) implements Step {}

    synchronized void always(Step step) {
        always = step;
    }

    synchronized void next(Step step) {
        once.add(step);
    }

    synchronized Optional<Step> take() {
        Step next = once.poll();
        return Optional.ofNullable(next == null ? always : next);
    }

    synchronized void spelling(ErrorSpelling value) {
        spelling = value;
    }

    synchronized ErrorSpelling spelling() {
        return spelling;
    }

    synchronized void heal() {
        always = null;
        once.clear();
        spelling = ErrorSpelling.LOWER_CASE;
    }
}
