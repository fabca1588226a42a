package dev.eresident.examples.cli;

import dev.eresident.core.signature.Verdict;

/** The exit statuses of the command-line contract. */
public final class ExitStatus {
    /** All well. */
    public static final int OK = 0;

    /** Something is not valid, or was refused. */
    public static final int NOT_VALID = 1;

    /** The command was used wrongly. */
    public static final int USAGE = 2;

    /** Something could not be read. */
    public static final int UNREADABLE = 3;

    private ExitStatus() {}

    /** The status for the worst verdict met. */
    static int of(Verdict worst) {
        return switch (worst) {
            case VALID -> OK;
            case UNREADABLE -> UNREADABLE;
            case UNSIGNED, INDETERMINATE, INVALID -> NOT_VALID;
        };
    }
}
