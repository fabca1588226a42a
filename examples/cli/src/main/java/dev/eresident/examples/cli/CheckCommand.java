package dev.eresident.examples.cli;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.trust.TrustAnchors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eresident check}: judges signed documents, offline. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Judges signed documents, offline: whether each signature is valid, who signed and when.",
        footer = {
            "",
            "Exit status: 0 all VALID, 1 something is not, 2 wrong use, 3 something UNREADABLE (the rest is still checked).",
            "",
            "Example: eresident check --trust EE_T.xml contract.asice"
        })
final class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--trust",
            paramLabel = "PATH",
            description =
                    "Whom to believe; repeatable. A trusted list (XML, also .gz), a PEM or DER certificate, or a folder"
                            + " of them, where ca.pem, ocsp.pem and tsa.pem name roles. What is given here is pinned by you.")
    private List<Path> trust = List.of();

    @Option(
            names = "--tl-signer",
            paramLabel = "FILE",
            description = "Certificate(s) that must have signed the trusted lists; repeatable. Without it the lists'"
                    + " signatures are not checked, which the report says.")
    private List<Path> listSigners = List.of();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Validation time, ISO 8601 in UTC, e.g. 2026-11-22T12:00:00Z. Default: now.")
    private @Nullable Instant at;

    @Option(names = "--json", description = "One line of JSON per file instead of text.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE_OR_FOLDER",
            arity = "1..*",
            description = "Documents, or folders that are searched with all they hold.")
    private List<Path> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (trust.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "No trust given: name trusted lists or certificates with --trust PATH.");
        }
        SignatureChecker checker = SignatureChecker.with(TrustPolicies.detect(anchors()), Clock.systemUTC());
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = new Terminal(spec.commandLine());
        List<Path> documents = documents();
        Verdict worst = Verdict.VALID;
        for (int i = 0; i < documents.size(); i++) {
            Path document = documents.get(i);
            terminal.progress("checking", i, documents.size());
            CheckReport report = at == null ? checker.check(document) : checker.check(document, at);
            terminal.clearProgress();
            if (json) {
                out.println(report.toJson(document.toString()));
            } else {
                new ReportText(terminal).print(document.toString(), report);
            }
            out.flush();
            worst = worst.worst(report.verdict());
        }
        if (!json && documents.size() > 1) {
            out.println(documents.size() + " files checked, the worst verdict is " + worst + ".");
        }
        return ExitStatus.of(worst);
    }

    private TrustAnchors anchors() {
        List<Certificate> signers = new ArrayList<>();
        for (Path file : listSigners) {
            signers.addAll(Certificate.readAll(read(file)));
        }
        TrustAnchors.Builder builder = TrustAnchors.builder();
        for (Path path : trust) {
            builder.addPath(path, signers);
        }
        return builder.build();
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

    /** The files as given, folders replaced by all the files below them in the order of their names. */
    private List<Path> documents() {
        List<Path> found = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isDirectory(file)) {
                found.add(file);
                continue;
            }
            try (Stream<Path> below = Files.walk(file)) {
                below.filter(path -> !Files.isDirectory(path)).sorted().forEach(found::add);
            } catch (IOException | UncheckedIOException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Cannot list " + file + " (" + e.getClass().getSimpleName() + ").",
                        e);
            }
        }
        return found;
    }
}
