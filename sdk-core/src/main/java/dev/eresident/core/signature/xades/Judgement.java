package dev.eresident.core.signature.xades;

import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the steps find about one signature. The first failure decides the verdict; what follows is detail. At most 200 findings are kept. One use, one thread. */
final class Judgement {
    private final String where;
    private static final int MAX_FINDINGS = 200;

    private final Set<Finding> findings = new LinkedHashSet<>(4);
    private @Nullable FindingCode decisive;

    Judgement(String where) {
        this.where = where;
    }

    /** Notes an error; the first one decides. */
    void fail(FindingCode code, String text) {
        if (decisive == null) {
            decisive = code;
        }
        add(code, Finding.Severity.ERROR, text);
    }

    /** Notes an error with the standard's code first, then the finer code that says why. */
    void fail(FindingCode code, FindingCode finer, String text) {
        fail(code, text);
        add(finer, Finding.Severity.ERROR, text);
    }

    /** Notes what does not speak against the signature. */
    void warn(FindingCode code, String text) {
        add(code, Finding.Severity.WARNING, text);
    }

    /** Takes over what another step found; an error may decide. */
    void add(Finding finding) {
        if (finding.severity() == Finding.Severity.ERROR) {
            fail(finding.code(), finding.text(), finding.where());
        } else {
            note(new Finding(finding.code(), finding.severity(), at(finding.where()), finding.text()));
        }
    }

    private void fail(FindingCode code, String text, String place) {
        if (decisive == null) {
            decisive = code;
        }
        note(new Finding(code, Finding.Severity.ERROR, at(place), text));
    }

    private String at(String place) {
        return place.isEmpty() ? where : where + " " + place;
    }

    private void add(FindingCode code, Finding.Severity severity, String text) {
        String sentence = text.isEmpty() ? code.sentence() : code.sentence() + " " + text;
        note(new Finding(code, severity, where, sentence));
    }

    private void note(Finding finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        } else if (findings.size() == MAX_FINDINGS && !findings.contains(finding)) {
            findings.add(new Finding(
                    finding.code(), finding.severity(), where, "Further findings about this signature are left out."));
        }
    }

    boolean failed() {
        return decisive != null;
    }

    Verdict verdict() {
        return decisive == null ? Verdict.VALID : decisive.verdict();
    }

    Optional<FindingCode> code() {
        return Optional.ofNullable(decisive);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
