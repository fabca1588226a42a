package dev.eresident.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of the results, as Markdown. */
final class Table {
    private final List<String> rows = new ArrayList<>();

    /** Adds a row of something that cannot be less than its floor. */
    void floor(String what, double ours, String unit, String floor, double least) {
        row(what, figure(ours, unit), floor, figure(least, unit), ratio(ours / least) + " × the floor");
    }

    /** Adds a row of something of which less is better. */
    void cost(String what, double ours, String unit, String peer, double theirs) {
        row(what, figure(ours, unit), peer, figure(theirs, unit), ratio(theirs / ours) + " times ours");
    }

    /** Adds a row of something of which more is better. */
    void rate(String what, double ours, String unit, String peer, double theirs) {
        row(what, figure(ours, unit), peer, figure(theirs, unit), ratio(ours / theirs) + " of it");
    }

    /** Adds a row of two numbers to be looked at. */
    void beside(String what, long ours, String peer, long theirs) {
        row(what, Long.toString(ours), peer, Long.toString(theirs), "");
    }

    /** Adds a row without anything to compare with. */
    void alone(String what, double ours, String unit) {
        row(what, figure(ours, unit), "", "", "");
    }

    /** Says why rows are missing. */
    void skipped(String what, String why) {
        row(what, "left out: " + why, "", "", "");
    }

    private void row(String... cells) {
        rows.add("| " + String.join(" | ", cells) + " |");
    }

    private static String figure(double value, String unit) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f %s" : "%.0f %s", value, unit);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    String markdown() {
        return "| what | ours | against | theirs | ratio |\n|---|---|---|---|---|\n" + String.join("\n", rows) + "\n";
    }
}
