package dev.eresident.core.signature.ddoc;

import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.util.List;

/**
 * The result of judging a DDOC.
 *
 * @param files its data files in document order; empty when it could not be read
 * @param signatures its signatures in document order
 * @param findings what was found about the document as a whole; {@link FindingCode#WEAK_DIGEST} among them, which a proof of existence from before July 2018 makes pointless
 */
public record DdocResult(List<DdocFile> files, List<SignatureOutcome> signatures, List<Finding> findings) {
    /** Copies the lists. */
    public DdocResult {
        files = List.copyOf(files);
        signatures = List.copyOf(signatures);
        findings = List.copyOf(findings);
    }

    /**
     * Returns the verdict about the whole document: the worst of its signatures and its own errors.
     *
     * @return UNSIGNED when it was read and there is no signature in it
     */
    public Verdict verdict() {
        Verdict worst = Verdict.VALID;
        for (SignatureOutcome signature : signatures) {
            worst = worst.worst(signature.verdict());
        }
        for (Finding finding : findings) {
            if (finding.severity() == Finding.Severity.ERROR) {
                worst = worst.worst(finding.code().verdict());
            }
        }
        return signatures.isEmpty() && worst == Verdict.VALID ? Verdict.UNSIGNED : worst;
    }
}
