package dev.eresident.core.signature;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.DataFile;
import dev.eresident.core.signature.container.SignatureEntry;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.xades.SignatureFile;
import dev.eresident.core.signature.xades.VerifiedXades;
import dev.eresident.core.signature.xades.XadesValidation;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges one opened container: all its XAdES signatures, then the container itself. One use, one thread. */
final class ContainerCheck {
    private static final int MAX_SIGNATURE_FILE = 5_000_000;

    /** All signatures of a container are held in memory at once: a thousand large ones fit. */
    private static final int MAX_SIGNATURE_BYTES = 32 << 20;

    private static final int MAX_ELEMENTS = 500_000;
    private static final int MAX_SIGNATURES = 2_000;

    private final XmlReading xml;
    private final XadesValidation validation;
    private final TrustPolicy policy;
    private final ValidationPolicy rules;
    private final List<Finding> findings = new ArrayList<>(2);
    private final List<CheckedSignature> signatures = new ArrayList<>(1);
    private final List<SignatureFile> files = new ArrayList<>(1);
    private long bytesRead;
    private long elements;
    private long parsed;

    ContainerCheck(XmlReading xml, XadesValidation validation, TrustPolicy policy, ValidationPolicy rules) {
        this.xml = xml;
        this.validation = validation;
        this.policy = policy;
        this.rules = rules;
    }

    CheckReport check(String name, AsicContainer container, Instant at) throws IOException {
        findings.addAll(container.findings());
        DocumentFormat format = container.format();
        if (format == DocumentFormat.UNKNOWN) {
            return report(
                    name, format, at, container, Verdict.UNREADABLE, Finding.error(FindingCode.FORMAT_UNKNOWN, ""));
        }
        if (worstError() == Verdict.UNREADABLE) {
            return report(name, format, at, container, Verdict.UNREADABLE);
        }
        if (format == DocumentFormat.XROAD) {
            return report(
                    name,
                    format,
                    at,
                    container,
                    Verdict.INDETERMINATE,
                    Finding.error(FindingCode.XROAD_TRUST_REQUIRED, ""));
        }
        if (container.signatureEntries().isEmpty()) {
            return unsigned(name, container, at);
        }
        boolean judged = format == DocumentFormat.ASIC_E;
        for (SignatureEntry entry : container.signatureEntries()) {
            if (judged && entry.kind() == SignatureEntry.Kind.XADES) {
                parse(entry.name(), container);
                if (tooMuch()) {
                    return report(
                            name,
                            format,
                            at,
                            container,
                            Verdict.UNREADABLE,
                            new Finding(
                                    FindingCode.CONTAINER_LIMIT_EXCEEDED,
                                    Finding.Severity.ERROR,
                                    entry.name(),
                                    "The container holds more signatures, or larger ones, than are accepted."));
                }
            } else {
                findings.add(Finding.error(FindingCode.FORMAT_NOT_JUDGED, entry.name()));
            }
        }
        judge(container, at);
        boolean timeMark = signatures.stream().anyMatch(s -> s.profile() == Profile.TM);
        Verdict verdict = judged ? verdict() : Verdict.INDETERMINATE;
        return report(name, timeMark ? DocumentFormat.BDOC : format, at, container, verdict);
    }

    /** What may be a signature under another name is never called unsigned. */
    private CheckReport unsigned(String name, AsicContainer container, Instant at) {
        for (Finding finding : findings) {
            if (finding.code() == FindingCode.CONTAINER_UNKNOWN_ENTRY) {
                return report(
                        name,
                        container.format(),
                        at,
                        container,
                        Verdict.INDETERMINATE,
                        Finding.error(FindingCode.FORMAT_NOT_JUDGED, finding.where()));
            }
        }
        return report(name, container.format(), at, container, Verdict.UNSIGNED);
    }

    private boolean tooMuch() {
        return bytesRead > MAX_SIGNATURE_BYTES || elements > MAX_ELEMENTS || parsed > MAX_SIGNATURES;
    }

    private void parse(String entry, AsicContainer container) throws IOException {
        try {
            byte[] content = container.read(entry, MAX_SIGNATURE_FILE);
            bytesRead += content.length;
            SignatureFile file = SignatureFile.parse(entry, content, xml);
            elements += file.elements();
            parsed += file.signatures().size();
            if (file.signatures().isEmpty()) {
                findings.add(new Finding(
                        FindingCode.FORMAT_FAILURE,
                        Finding.Severity.ERROR,
                        entry,
                        "The signature file holds no signature."));
            }
            files.add(file);
        } catch (ProtocolException e) {
            String message = e.getMessage();
            findings.add(new Finding(
                    FindingCode.SIG_XML_MALFORMED,
                    Finding.Severity.ERROR,
                    entry,
                    message == null ? FindingCode.SIG_XML_MALFORMED.sentence() : message));
        }
    }

    private void judge(AsicContainer container, Instant at) {
        Set<DigestAlgorithm> digests = EnumSet.noneOf(DigestAlgorithm.class);
        for (SignatureFile file : files) {
            digests.addAll(file.digests());
        }
        ContainerFiles data = new ContainerFiles(container, digests);
        for (SignatureFile file : files) {
            for (int i = 0; i < file.signatures().size(); i++) {
                SignatureOutcome outcome = validation.validate(file, i, data, at);
                VerifiedXades.Evidence evidence =
                        new VerifiedXades.Evidence(file.name(), i, file.content(), at, rules.name());
                signatures.add(new CheckedSignature(
                        file.name() + "#" + outcome.id(),
                        outcome,
                        outcome.signer().map(c -> c.document(policy.environment())),
                        worstError() == Verdict.VALID
                                ? VerifiedXades.of(outcome, evidence, policy)
                                : Optional.empty()));
            }
        }
    }

    /**
     * The worst of the signatures. When they all pass, the container's own errors decide: a signature that fails by the standard keeps that verdict, because the standard's process
     * never reached the container's rules. What was not judged at all always counts.
     */
    private Verdict verdict() {
        Verdict worst = Verdict.VALID;
        for (CheckedSignature signature : signatures) {
            worst = worst.worst(signature.verdict());
        }
        return worst == Verdict.VALID ? worstError() : worst;
    }

    private Verdict worstError() {
        Verdict worst = Verdict.VALID;
        for (Finding finding : findings) {
            if (finding.severity() == Finding.Severity.ERROR) {
                worst = worst.worst(finding.code().verdict());
            }
        }
        return worst;
    }

    private CheckReport report(
            String name, DocumentFormat format, Instant at, AsicContainer container, Verdict verdict, Finding... more) {
        findings.addAll(List.of(more));
        Map<String, List<String>> coverage = new HashMap<>();
        for (CheckedSignature signature : signatures) {
            for (String file : signature.coveredFiles()) {
                coverage.computeIfAbsent(file, f -> new ArrayList<>(1)).add(signature.id());
            }
        }
        List<CheckReport.CheckedFile> data =
                new ArrayList<>(container.dataFiles().size());
        for (DataFile file : container.dataFiles()) {
            data.add(new CheckReport.CheckedFile(
                    file.name(),
                    file.mediaType().orElse(""),
                    file.size(),
                    coverage.getOrDefault(file.name(), List.of())));
        }
        return new CheckReport(name, format, verdict, at, data, signatures, findings);
    }
}
