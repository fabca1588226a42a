package dev.eresident.core.signature;

import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.DataFile;
import dev.eresident.core.signature.container.FormatDetector;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a signed document inside an ASiC-S, as archives keep old BDOC and DDOC files under a time-stamp, and has it judged as of that time.
 *
 * <p>What is inside is held in memory, under a limit; containers in containers are followed three levels deep.
 */
final class NestedCheck {
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_DEPTH = 3;

    private final SignatureChecker checker;
    private final int depth;

    NestedCheck(SignatureChecker checker) {
        this(checker, 0);
    }

    private NestedCheck(SignatureChecker checker, int depth) {
        this.checker = checker;
        this.depth = depth;
    }

    /**
     * Judges what is inside.
     *
     * @return empty when the data file is no signed document of a kind that is kept so
     */
    Optional<CheckReport> check(AsicContainer container, Instant time) throws IOException {
        if (container.dataFiles().size() != 1) {
            return Optional.empty();
        }
        DataFile file = container.dataFiles().get(0);
        byte[] head = container.head(file.name(), 4096);
        FormatDetector.Kind kind = FormatDetector.detect(head);
        if (kind != FormatDetector.Kind.ZIP && kind != FormatDetector.Kind.DDOC) {
            return Optional.empty();
        }
        if (file.size() > MAX_BYTES || depth >= MAX_DEPTH) {
            return Optional.of(new CheckReport(
                    file.name(),
                    kind.format(),
                    Verdict.INDETERMINATE,
                    time,
                    List.of(),
                    List.of(),
                    List.of(Finding.error(FindingCode.NESTED_NOT_JUDGED, ""))));
        }
        ByteSource inner = ByteSource.of(container.read(file.name(), MAX_BYTES));
        CheckReport report = checker.check(file.name(), inner, time, new NestedCheck(checker, depth + 1));
        // An ordinary archive or office document says nothing about signatures, and need not be readable as a
        // container.
        return report.format() == DocumentFormat.UNKNOWN ? Optional.empty() : Optional.of(report);
    }
}
