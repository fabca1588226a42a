package dev.eresident.core.signature.validation;

import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Qualification;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.qualification.CertificateQualification;
import dev.eresident.core.signature.qualification.SignatureQualification;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what the steps find about one signature. The first failure decides the verdict; what follows is detail. At most 200 findings are kept. One use, one thread. */
public final class Judgement {
    private final String where;
    private static final int MAX_FINDINGS = 200;

    private final Set<Finding> findings = new LinkedHashSet<>(4);
    private @Nullable FindingCode decisive;
    private @Nullable CertificateQualification certificate;

    /**
     * Starts a judgement.
     *
     * @param where the signature, for the findings
     */
    public Judgement(String where) {
        this.where = where;
    }

    /**
     * Notes an error; the first one decides.
     *
     * @param code the error
     * @param text details; may be empty
     */
    public void fail(FindingCode code, String text) {
        if (decisive == null) {
            decisive = code;
        }
        add(code, Finding.Severity.ERROR, text);
    }

    /**
     * Notes an error with the standard's code first, then the finer code that says why.
     *
     * @param code the standard's code
     * @param finer why
     * @param text details; may be empty
     */
    public void fail(FindingCode code, FindingCode finer, String text) {
        fail(code, text);
        add(finer, Finding.Severity.ERROR, text);
    }

    /**
     * Notes what does not speak against the signature.
     *
     * @param code the code
     * @param text details; may be empty
     */
    public void warn(FindingCode code, String text) {
        add(code, Finding.Severity.WARNING, text);
    }

    /**
     * Takes over what another step found; an error may decide.
     *
     * @param finding the finding
     */
    public void add(Finding finding) {
        if (finding.severity() == Finding.Severity.ERROR) {
            fail(finding.code(), finding.text(), finding.where());
        } else {
            note(new Finding(finding.code(), finding.severity(), at(finding.where()), finding.text()));
        }
    }

    /**
     * Notes what the signer's certificate was when it was issued and used.
     *
     * @param qualification the two together
     */
    public void qualify(CertificateQualification qualification) {
        certificate = qualification;
    }

    /**
     * Returns what the signature is worth, by the verdict so far.
     *
     * @return empty when nothing was said about the certificate
     */
    public Optional<Qualification> qualification() {
        return Optional.ofNullable(certificate).map(c -> SignatureQualification.level(c, verdict()));
    }

    /**
     * Starts anew, about the same signature.
     *
     * @return a judgement without findings
     */
    public Judgement restarted() {
        return new Judgement(where);
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

    /**
     * Tells whether something failed.
     *
     * @return whether there is an error
     */
    public boolean failed() {
        return decisive != null;
    }

    /**
     * Returns the verdict so far.
     *
     * @return that of the first failure, or VALID
     */
    public Verdict verdict() {
        return decisive == null ? Verdict.VALID : decisive.verdict();
    }

    /**
     * Returns the first failure.
     *
     * @return empty exactly when the verdict is VALID
     */
    public Optional<FindingCode> code() {
        return Optional.ofNullable(decisive);
    }

    /**
     * Returns everything noted.
     *
     * @return in order
     */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
