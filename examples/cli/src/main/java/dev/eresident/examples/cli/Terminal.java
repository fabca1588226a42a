package dev.eresident.examples.cli;

import dev.eresident.core.signature.Verdict;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Colours and progress, both only on a terminal. */
public final class Terminal {
    private static final int ENOUGH_FOR_PROGRESS = 20;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Ansi ansi;
    private boolean progressShown;

    /**
     * Takes the streams and the colour scheme of the command.
     *
     * @param command the running command
     */
    public Terminal(CommandLine command) {
        this.out = command.getOut();
        this.err = command.getErr();
        this.ansi = command.getColorScheme().ansi();
    }

    /**
     * Returns where answers go.
     *
     * @return the writer
     */
    public PrintWriter out() {
        return out;
    }

    /**
     * Colours a text green.
     *
     * @param text plain text
     * @return the text, coloured on a terminal
     */
    public String good(String text) {
        return styled("bold,green", text);
    }

    /**
     * Colours a text red.
     *
     * @param text plain text
     * @return the text, coloured on a terminal
     */
    public String bad(String text) {
        return styled("bold,red", text);
    }

    /**
     * Dims a text.
     *
     * @param text plain text
     * @return the text, dimmed on a terminal
     */
    public String faint(String text) {
        return styled("faint", text);
    }

    /**
     * Makes a text bold.
     *
     * @param text plain text
     * @return the text, bold on a terminal
     */
    public String bold(String text) {
        return styled("bold", text);
    }

    String verdict(Verdict verdict) {
        return switch (verdict) {
            case VALID -> good(verdict.name());
            case UNSIGNED, INDETERMINATE -> styled("bold,yellow", verdict.name());
            case INVALID, UNREADABLE -> bad(verdict.name());
        };
    }

    void progress(String what, int done, int total) {
        if (ansi.enabled() && total >= ENOUGH_FOR_PROGRESS) {
            err.print("\r" + what + " " + (done + 1) + " of " + total);
            err.flush();
            progressShown = true;
        }
    }

    void clearProgress() {
        if (progressShown) {
            err.print("\r\u001b[2K");
            err.flush();
            progressShown = false;
        }
    }

    /** Builds the text from runs, so that nothing in it is taken for markup. Ends in a reset: many terminals take "bold off" for "underline twice". */
    private String styled(String style, String text) {
        return ansi.enabled() ? Ansi.Style.on(Ansi.Style.parse(style)) + text + Ansi.Style.reset.on() : text;
    }
}
