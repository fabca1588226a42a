package dev.eresident.examples.cli;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.payments.evidence.EvidenceCheck;
import dev.eresident.payments.evidence.EvidenceReport;
import dev.eresident.payments.evidence.FileFinding;
import dev.eresident.payments.evidence.FileStatus;
import dev.eresident.payments.evidence.VerificationFinding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eresident evidence-check}: runs every verification of an evidence file again, offline. */
@Command(
        name = "evidence-check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs every verification of an evidence file again, offline: names each file that was changed, is missing"
                        + " or was added, and each verification that fails because of it.",
        footer = {
            "",
            "Without --trust and --tl-signer the trusted lists in the evidence are believed, and the output names their signers:"
                    + " then it shows that all fits together under that trust, and you decide whether to believe it.",
            "",
            "Exit status: 0 all holds, 1 something fails, 2 wrong use, 3 not readable as an evidence file.",
            "",
            "Example: eresident evidence-check target/demo/evidence.zip"
        })
final class EvidenceCheckCommand implements Callable<Integer> {
    @Option(
            names = "--trust",
            paramLabel = "PATH",
            description = "Whom to believe instead of the trust in the evidence; repeatable. As for the command check.")
    private List<Path> trust = List.of();

    @Option(
            names = "--tl-signer",
            paramLabel = "FILE",
            description =
                    "Certificate(s) of which one must have signed the trusted lists, those in the evidence or those of"
                            + " --trust; repeatable.")
    private List<Path> listSigners = List.of();

    @Option(
            names = "--manifest-sha256",
            paramLabel = "HEX",
            description =
                    "Digest of the manifest as noted when the evidence was made: shows whether the whole file was replaced.")
    private @Nullable String manifest;

    @Option(
            names = "--no-ocsp",
            description =
                    "Does not look at OCSP answers about logins: accepts revoked cards, and logins made without OCSP.")
    private boolean withoutOcsp;

    @Option(names = "--json", description = "One line of JSON instead of text.")
    private boolean json;

    @Parameters(paramLabel = "PATH", description = "evidence.zip, or the folder that it was unpacked into.")
    @SuppressWarnings("NullAway.Init")
    private Path path;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        EvidenceReport report = check().check(path);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.toJson(path.toString()));
        } else {
            print(report, new Terminal(spec.commandLine()));
        }
        out.flush();
        return switch (report.verdict()) {
            case HOLDS -> ExitStatus.OK;
            case FAILS -> ExitStatus.NOT_VALID;
            case UNREADABLE -> ExitStatus.UNREADABLE;
        };
    }

    private EvidenceCheck check() {
        List<Certificate> signers = new ArrayList<>();
        for (Path file : listSigners) {
            signers.addAll(Certificate.readAll(read(file)));
        }
        EvidenceCheck check = EvidenceCheck.withItsOwnTrust();
        if (!trust.isEmpty()) {
            TrustAnchors.Builder anchors = TrustAnchors.builder();
            trust.forEach(each -> anchors.addPath(each, signers));
            check = EvidenceCheck.with(TrustPolicies.detect(anchors.build()));
        } else if (!signers.isEmpty()) {
            check = EvidenceCheck.withListSigners(signers);
        }
        if (withoutOcsp) {
            check = check.withoutOcsp();
        }
        return manifest == null ? check : check.expecting(digest(manifest));
    }

    private Bytes digest(String hex) {
        if (!hex.matches("[0-9A-Fa-f]{64}")) {
            throw new ParameterException(spec.commandLine(), "A manifest's digest is 64 hexadecimal digits.");
        }
        return Bytes.fromHex(hex);
    }

    private byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Cannot read " + file + " (" + e.getClass().getSimpleName() + ").",
                    e);
        }
    }

    private void print(EvidenceReport report, Terminal terminal) {
        PrintWriter out = terminal.out();
        String name = terminal.bold(ReportText.printable(path.toString()));
        if (report.problem().isPresent()) {
            out.println(terminal.bad("UNREADABLE") + "  " + name + "  "
                    + report.problem().get());
            return;
        }
        out.println((report.holds() ? terminal.good("HOLDS") : terminal.bad("FAILS")) + "  " + name
                + report.createdAt()
                        .map(at -> terminal.faint("  written " + at))
                        .orElse(""));
        report.trust().forEach(line -> out.println("  believed: " + ReportText.printable(line)));
        for (FileFinding file : report.files()) {
            if (file.status() != FileStatus.INTACT) {
                out.println("  " + terminal.bad(file.status().name()) + "  " + ReportText.printable(file.name())
                        + terminal.faint("  " + ReportText.printable(file.what())));
            }
        }
        for (VerificationFinding finding : report.verifications()) {
            String verdict = finding.holds() ? terminal.good("holds") : terminal.bad("fails");
            out.println("  " + verdict + "  " + finding.kind()
                    + finding.code().map(code -> "  " + code).orElse("") + "  "
                    + ReportText.printable(finding.text()));
            finding.because().forEach(file -> out.println("         because of " + ReportText.printable(file)));
        }
        report.manifestSha256()
                .ifPresent(digest -> out.println(
                        terminal.faint("  " + report.files().size() + " files, manifest SHA-256 " + digest.hex())));
    }
}
