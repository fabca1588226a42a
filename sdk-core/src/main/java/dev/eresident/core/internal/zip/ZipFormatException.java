package dev.eresident.core.internal.zip;

import java.io.IOException;
import java.util.Optional;

/**
 * Says that an archive breaks a rule, at opening or while an entry is read; the rooms above turn it into a finding.
 *
 * <p>It is an {@link IOException}, because streams throw it too. The message never holds an entry's name, which may be personal:
 * {@link #entry()} does.
 */
public final class ZipFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ZipProblem problem;
    private final String entry;

    /**
     * Says that an entry breaks a rule.
     *
     * @param problem which
     * @param entry its name
     * @param message how, without the name
     */
    public ZipFormatException(ZipProblem problem, String entry, String message) {
        super(message);
        this.problem = problem;
        this.entry = entry;
    }

    ZipFormatException(ZipProblem problem, String message) {
        this(problem, "", message);
    }

    /**
     * Returns which rule was broken.
     *
     * @return the kind of problem
     */
    public ZipProblem problem() {
        return problem;
    }

    /**
     * Returns the name of the entry that breaks the rule.
     *
     * @return the name as far as it could be read, empty when the archive as a whole is meant
     */
    public Optional<String> entry() {
        return entry.isEmpty() ? Optional.empty() : Optional.of(entry);
    }
}
