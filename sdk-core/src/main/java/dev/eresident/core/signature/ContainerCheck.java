package dev.eresident.core.signature;

import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.DataFile;
import dev.eresident.core.signature.container.SignatureEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges one opened container: all its signatures and tokens, then the container itself, then what is nested in it. One use, one thread. */
final class ContainerCheck {
    /** What one operating system leaves in every folder that somebody looked into. */
    private static final String FINDER_LEFTOVER = "META-INF/.DS_Store";

    private final XmlReading xml;
    private final AsicContainer container;
    private final Judges judges;
    private final NestedCheck nested;
    private final Instant at;
    private final ContainerManifests manifests;
    private final List<Finding> findings = new ArrayList<>(2);
    private final List<CheckedSignature> signatures = new ArrayList<>(1);

    ContainerCheck(XmlReading xml, AsicContainer container, Judges judges, NestedCheck nested, Instant at)
            throws IOException {
        this.xml = xml;
        this.container = container;
        this.judges = judges;
        this.nested = nested;
        this.at = at;
        this.manifests = ContainerManifests.read(container, xml);
    }

    /** The rules for a container when none were chosen: those of its signatures' kind. */
    static ValidationPolicy defaultPolicy(AsicContainer container) {
        boolean foreign = container.signatureEntries().stream()
                .anyMatch(
                        e -> e.kind() == SignatureEntry.Kind.CADES || e.kind() == SignatureEntry.Kind.EVIDENCE_RECORD);
        return foreign ? ValidationPolicy.ETSI : ValidationPolicy.ESTONIA;
    }

    CheckReport check(String name) throws IOException {
        findings.addAll(container.findings());
        DocumentFormat format = container.format();
        if (format == DocumentFormat.UNKNOWN) {
            findings.add(Finding.error(FindingCode.FORMAT_UNKNOWN, ""));
            return report(name, format, Verdict.UNREADABLE);
        }
        if (worstError() == Verdict.UNREADABLE) {
            return report(name, format, Verdict.UNREADABLE);
        }
        if (format == DocumentFormat.XROAD) {
            findings.add(Finding.error(FindingCode.XROAD_TRUST_REQUIRED, ""));
            return report(name, format, Verdict.INDETERMINATE);
        }
        if (container.signatureEntries().isEmpty()) {
            return unsigned(name);
        }
        XadesEntries xades = new XadesEntries(xml);
        CadesEntries cades = new CadesEntries(container, manifests);
        if (TokenCheck.tooMany(container)) {
            findings.add(Finding.error(FindingCode.CONTAINER_LIMIT_EXCEEDED, ""));
        }
        findings.addAll(xades.read(container));
        findings.addAll(cades.read());
        if (findings.stream().anyMatch(f -> f.code() == FindingCode.CONTAINER_LIMIT_EXCEEDED)) {
            return report(name, format, Verdict.UNREADABLE);
        }
        return judge(name, format, xades, cades);
    }

    private CheckReport judge(String name, DocumentFormat format, XadesEntries xades, CadesEntries cades)
            throws IOException {
        ContainerProofs proofs = ContainerProofs.judge(container, manifests, judges, at);
        signatures.addAll(xades.judge(container, judges, worstError() == Verdict.VALID, proofs::since, at));
        signatures.addAll(cades.judge(judges, proofs::since, at));
        if (has(SignatureEntry.Kind.CADES)) {
            requireCoverage(signatures);
        }
        boolean signed = has(SignatureEntry.Kind.XADES) || has(SignatureEntry.Kind.CADES);
        Verdict worst = proofs.verdict(signed);
        findings.addAll(proofs.findings());
        if (worst == Verdict.VALID && !signed && format != DocumentFormat.ASIC_S) {
            requireCoverage(proofs.all());
        }
        for (CheckedSignature signature : signatures) {
            worst = worst.worst(signature.verdict());
        }
        boolean timeMark = signatures.stream().anyMatch(s -> s.profile() == Profile.TM);
        signatures.addAll(proofs.all());
        if (format == DocumentFormat.ASIC_S && proofs.covering().isPresent()) {
            worst = worst.worst(nested(proofs.covering().get()));
        }
        // A signature that fails by the standard keeps that verdict, because the standard's process never reached the
        // container's rules.
        Verdict verdict = worst == Verdict.VALID ? worstError() : worst;
        return report(name, timeMark ? DocumentFormat.BDOC : format, verdict);
    }

    private boolean has(SignatureEntry.Kind kind) {
        return container.signatureEntries().stream().anyMatch(entry -> entry.kind() == kind);
    }

    /**
     * Every data file must be covered. Where there are signatures by one of them: a token or record over a file that nobody signed says only that it existed. Of an ASiC-S with tokens only, the
     * tokens' own verdict says so.
     */
    private void requireCoverage(List<CheckedSignature> by) {
        Set<String> covered = new LinkedHashSet<>();
        by.forEach(s -> covered.addAll(s.coveredFiles()));
        for (DataFile file : container.dataFiles()) {
            if (!covered.contains(file.name())) {
                findings.add(Finding.error(FindingCode.CONTAINER_UNSIGNED_FILE, file.name()));
            }
        }
    }

    /** What may be a signature under another name is never called unsigned. */
    private CheckReport unsigned(String name) {
        for (Finding finding : List.copyOf(findings)) {
            if (finding.code() == FindingCode.CONTAINER_UNKNOWN_ENTRY
                    && !finding.where().equals(FINDER_LEFTOVER)) {
                findings.add(Finding.error(FindingCode.FORMAT_NOT_JUDGED, finding.where()));
                return report(name, container.format(), worstError().worst(Verdict.INDETERMINATE));
            }
        }
        return report(name, container.format(), worstError().worst(Verdict.UNSIGNED));
    }

    /** A signed document inside is judged as of the time that the tokens prove. */
    private Verdict nested(Instant time) throws IOException {
        Optional<CheckReport> inner = nested.check(container, time);
        if (inner.isEmpty()) {
            return Verdict.VALID;
        }
        CheckReport report = inner.get();
        for (CheckedSignature signature : report.signatures()) {
            signatures.add(signature.inside(report.name()));
        }
        for (Finding finding : report.findings()) {
            findings.add(new Finding(
                    finding.code(),
                    finding.severity(),
                    finding.where().isEmpty() ? report.name() : report.name() + "!" + finding.where(),
                    finding.text()));
        }
        return report.verdict() == Verdict.UNSIGNED ? Verdict.VALID : report.verdict();
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

    private CheckReport report(String name, DocumentFormat format, Verdict verdict) {
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
