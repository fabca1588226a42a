package dev.eresident.examples.cli.demo;

import java.time.Duration;
import java.util.List;

/**
 * One step of the story, as it turned out.
 *
 * @param title what was done
 * @param telling the same in a sentence or two for a reader who was not there
 * @param outcome what came out, in a few words
 * @param expected whether that is what should come out
 * @param took how long the SDK took
 * @param details names and values worth seeing
 */
record Step(String title, String telling, String outcome, boolean expected, Duration took, List<Detail> details) {
    Step {
        details = List.copyOf(details);
    }

    /** A name and its value. */
    record Detail(String name, String value) {}

    /** The time taken, for people. */
    String time() {
        double millis = took.toNanos() / 1e6;
        return millis < 10 ? Math.round(millis * 10) / 10.0 + " ms" : Math.round(millis) + " ms";
    }
}
