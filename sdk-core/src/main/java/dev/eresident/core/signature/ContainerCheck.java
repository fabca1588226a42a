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
import java.util.Locale;
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
    private final Map<String, Instant> protectedSince = new HashMap<>();
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
        if (TokenCheck.tooMany(container)) {
            findings.add(Finding.error(FindingCode.CONTAINER_LIMIT_EXCEEDED, ""));
            return report(name, format, Verdict.UNREADABLE);
        }
        if (!readAndJudgeXades()) {
            signatures.clear();
            return report(name, format, Verdict.UNREADABLE);
        }
        Optional<Verdict> tokens = tokens(format);
        if (!judgeCades()) {
            signatures.clear();
            return report(name, format, Verdict.UNREADABLE);
        }
        notJudged();
        Verdict verdict = verdict(tokens);
        boolean timeMark = signatures.stream().anyMatch(s -> s.profile() == Profile.TM);
        return report(name, timeMark ? DocumentFormat.BDOC : format, verdict);
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

    private boolean readAndJudgeXades() throws IOException {
        XadesEntries xades = new XadesEntries(xml);
        for (SignatureEntry entry : container.signatureEntries()) {
            if (entry.kind() == SignatureEntry.Kind.XADES) {
                Optional<Finding> problem = xades.read(entry.name(), container);
                problem.ifPresent(findings::add);
                if (problem.filter(p -> p.code() == FindingCode.CONTAINER_LIMIT_EXCEEDED)
                        .isPresent()) {
                    return false;
                }
            }
        }
        signatures.addAll(xades.judge(container, judges, worstError() == Verdict.VALID, at));
        return true;
    }

    /**
     * The tokens' verdict: of an ASiC-S that of the best which covers the data file, because a later token may replace an older one that has become worthless; otherwise the worst.
     *
     * @return empty when there are no tokens
     */
    private Optional<Verdict> tokens(DocumentFormat format) throws IOException {
        List<TokenCheck.Judged> judged = new TokenCheck(container, manifests, judges.tokens(), at).check();
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        Verdict worst = Verdict.VALID;
        Optional<Instant> covering = Optional.empty();
        Set<String> data = new LinkedHashSet<>();
        container.dataFiles().forEach(file -> data.add(file.name()));
        for (TokenCheck.Judged token : judged) {
            CheckedSignature checked =
                    CheckedSignature.of(token.name(), token.outcome(), judges.trust(), Optional.empty());
            signatures.add(checked);
            if (checked.verdict() == Verdict.VALID) {
                token.outcome().provenAt().ifPresent(time -> protect(checked.coveredFiles(), time));
            }
            worst = worst.worst(checked.verdict());
            boolean covers = checked.coveredFiles().containsAll(data);
            Optional<Instant> proven =
                    checked.verdict() == Verdict.VALID && covers ? checked.provenAt() : Optional.empty();
            if (proven.isPresent()) {
                Instant time = proven.get();
                covering = Optional.of(covering.filter(c -> c.isBefore(time)).orElse(time));
            }
        }
        if (has(SignatureEntry.Kind.CADES)) {
            failedTokens(worst);
            return Optional.of(Verdict.VALID);
        }
        if (format != DocumentFormat.ASIC_S) {
            return Optional.of(worst);
        }
        if (covering.isEmpty()) {
            if (worst == Verdict.VALID) {
                findings.add(Finding.error(FindingCode.TIMESTAMP_COVERS_NOTHING, ""));
            }
            return Optional.of(worst.worst(Verdict.INDETERMINATE));
        }
        failedTokens(worst);
        return Optional.of(nested(covering.get()));
    }

    private void failedTokens(Verdict worst) {
        if (worst != Verdict.VALID) {
            findings.add(new Finding(
                    FindingCode.TIMESTAMP_TOKEN_FAILED,
                    Finding.Severity.WARNING,
                    "",
                    FindingCode.TIMESTAMP_TOKEN_FAILED.sentence()));
        }
    }

    private void protect(List<String> covered, Instant time) {
        covered.forEach(name -> protectedSince.merge(name, time, (a, b) -> a.isBefore(b) ? a : b));
    }

    private boolean has(SignatureEntry.Kind kind) {
        return container.signatureEntries().stream().anyMatch(entry -> entry.kind() == kind);
    }

    /** CAdES signatures, which tokens may protect; then every data file must be covered by one of them, or by a good token. False when a limit was exceeded. */
    private boolean judgeCades() throws IOException {
        if (!has(SignatureEntry.Kind.CADES)) {
            return true;
        }
        CadesEntries entries = new CadesEntries(container, manifests);
        List<Finding> problems = entries.read();
        findings.addAll(problems);
        if (problems.stream().anyMatch(p -> p.code() == FindingCode.CONTAINER_LIMIT_EXCEEDED)) {
            return false;
        }
        signatures.addAll(firstToken(), entries.judge(judges, protectedSince, at));
        Set<String> covered = new LinkedHashSet<>(protectedSince.keySet());
        signatures.stream().filter(s -> !isToken(s)).forEach(s -> covered.addAll(s.coveredFiles()));
        for (DataFile file : container.dataFiles()) {
            if (!covered.contains(file.name())) {
                findings.add(Finding.error(FindingCode.CONTAINER_UNSIGNED_FILE, file.name()));
            }
        }
        return true;
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

    /** Signatures stand before tokens on the report. */
    private int firstToken() {
        int index = 0;
        while (index < signatures.size() && !isToken(signatures.get(index))) {
            index++;
        }
        return index;
    }

    private void notJudged() {
        for (SignatureEntry entry : container.signatureEntries()) {
            if (entry.kind() == SignatureEntry.Kind.EVIDENCE_RECORD) {
                findings.add(Finding.error(FindingCode.FORMAT_NOT_JUDGED, entry.name()));
            }
        }
    }

    /**
     * The worst of signatures and tokens. When they all pass, the container's own errors decide: a signature that fails by the standard keeps that verdict, because the standard's process
     * never reached the container's rules. What was not judged at all always counts.
     */
    private Verdict verdict(Optional<Verdict> tokens) {
        Verdict worst = tokens.orElse(Verdict.VALID);
        for (CheckedSignature signature : signatures) {
            if (tokens.isEmpty() || !isToken(signature)) {
                worst = worst.worst(signature.verdict());
            }
        }
        return worst == Verdict.VALID ? worstError() : worst;
    }

    private static boolean isToken(CheckedSignature signature) {
        return signature.id().toLowerCase(Locale.ROOT).endsWith(".tst")
                || signature.id().contains("!");
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
