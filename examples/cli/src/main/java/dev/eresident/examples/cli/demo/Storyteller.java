package dev.eresident.examples.cli.demo;

import dev.eresident.examples.cli.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the steps one after the other, measures them and prints each as soon as it is known. */
final class Storyteller {
    private final Terminal terminal;
    private final List<Step> steps = new ArrayList<>();

    Storyteller(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What a step found.
     *
     * @param outcome in a few words
     * @param expected whether that is what should come out
     * @param value what later steps need
     * @param details names and values worth seeing
     */
    record Found<T>(String outcome, boolean expected, T value, List<Step.Detail> details) {
        Found<T> with(String name, Object value) {
            List<Step.Detail> more = new ArrayList<>(details);
            Object shown = value instanceof Instant at ? at.truncatedTo(ChronoUnit.SECONDS) : value;
            more.add(new Step.Detail(name, shown.toString()));
            return new Found<>(outcome, expected, this.value, List.copyOf(more));
        }
    }

    static <T> Found<T> found(String outcome, boolean expected, T value) {
        return new Found<>(outcome, expected, value, List.of());
    }

    <T> T tell(String title, String telling, Callable<Found<T>> act) throws Exception {
        long begin = System.nanoTime();
        Found<T> found = act.call();
        Step step = new Step(
                title,
                telling,
                found.outcome(),
                found.expected(),
                Duration.ofNanos(System.nanoTime() - begin),
                found.details());
        steps.add(step);
        terminal.out()
                .println((step.expected() ? terminal.good("  ok  ") : terminal.bad(" FAIL "))
                        + pad(step.title())
                        + pad(step.outcome())
                        + terminal.faint(step.time()));
        terminal.out().flush();
        return found.value();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    boolean allAsExpected() {
        return steps.stream().allMatch(Step::expected);
    }

    private static String pad(String text) {
        return text + " ".repeat(Math.max(2, 46 - text.length()));
    }
}
