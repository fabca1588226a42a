package dev.eresident.examples.cli;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.signature.ValidationPolicy;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.lists.ListSnapshot;
import dev.eresident.core.trust.lists.ListStatus;
import dev.eresident.core.trust.lists.LotlSigners;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Instead of --trust: believe the trusted lists that 'eresident trust refresh --cache DIR' fetched"
                            + " earlier. They are verified again; lists past their next update are not believed.")
    private @Nullable Path cache;

    @Option(
            names = "--tl-signer",
            paramLabel = "FILE",
            description = "Certificate(s) that must have signed the trusted lists; repeatable. Without it the lists'"
                    + " signatures are not checked, which the report says. With --cache: who must have signed the list of"
                    + " lists, instead of those noted at the refresh.")
    private List<Path> listSigners = List.of();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Validation time, ISO 8601 in UTC, e.g. 2026-11-22T12:00:00Z. Default: now.")
    private @Nullable Instant at;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description = "Rules for every file: estonia, etsi or qes. Default: those of each file's format.")
    private @Nullable Policy policy;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also writes all reports as one HTML page for people; an existing file is replaced.")
    private @Nullable Path html;

    @Option(names = "--json", description = "One line of JSON per file instead of text.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE_OR_FOLDER",
            arity = "1..*",
            description =
                    "Documents, or folders that are searched with all they hold; links to folders are not followed.")
    private List<Path> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The rules by the names of the command line. */
    enum Policy {
        ESTONIA(ValidationPolicy.ESTONIA),
        ETSI(ValidationPolicy.ETSI),
        QES(ValidationPolicy.QES);

        private final ValidationPolicy rules;

        Policy(ValidationPolicy rules) {
            this.rules = rules;
        }
    }

    @Override
    public Integer call() throws IOException {
        if (trust.isEmpty() && cache == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "No trust given: name trusted lists or certificates with --trust PATH, or with --cache DIR the lists"
                            + " fetched earlier by 'eresident trust refresh --cache DIR'.");
        }
        if (!trust.isEmpty() && cache != null) {
            throw new ParameterException(spec.commandLine(), "Give --trust or --cache, not both.");
        }
        SignatureChecker checker = SignatureChecker.with(TrustPolicies.detect(anchors()), Clock.systemUTC());
        if (policy != null) {
            checker = checker.withPolicy(policy.rules);
        }
        CheckHtml page = new CheckHtml();
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = new Terminal(spec.commandLine());
        List<Path> documents = documents();
        requireWritable(html);
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        Verdict worst = Verdict.VALID;
        for (int i = 0; i < documents.size(); i++) {
            Path document = documents.get(i);
            terminal.progress("checking", i, documents.size());
            CheckReport report = at == null ? checker.check(document) : checker.check(document, at);
            terminal.clearProgress();
            String name = FileNames.text(document);
            if (json) {
                out.println(report.toJson(name));
            } else {
                new ReportText(terminal).print(name, report);
            }
            if (html != null) {
                page.add(name, report);
            }
            worst = worst.worst(report.verdict());
            counts.merge(report.verdict(), 1, Integer::sum);
            if (out.checkError()) {
                return ExitStatus.of(worst);
            }
        }
        if (!json && documents.size() > 1) {
            String each = counts.entrySet().stream()
                    .map(count -> count.getValue() + " " + count.getKey())
                    .collect(Collectors.joining(", "));
            out.println(documents.size() + " files checked: " + each + "; the worst verdict is " + worst + ".");
        }
        if (html != null) {
            Files.writeString(html, page.render(at == null ? Instant.now(Clock.systemUTC()) : at));
        }
        return ExitStatus.of(worst);
    }

    /** Before the work, which would be lost. */
    private void requireWritable(@Nullable Path page) {
        if (page == null) {
            return;
        }
        Path parent = page.toAbsolutePath().getParent();
        if (Files.isDirectory(page) || parent == null || !Files.isDirectory(parent)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--html needs a file in a folder that exists, not " + FileNames.text(page) + ".");
        }
    }

    private TrustAnchors anchors() throws IOException {
        List<Certificate> signers = new ArrayList<>();
        for (Path file : listSigners) {
            signers.addAll(SignerFiles.read(file, spec.commandLine()));
        }
        if (cache != null) {
            return cached(cache, signers);
        }
        TrustAnchors.Builder builder = TrustAnchors.builder();
        for (Path path : trust) {
            builder.addPath(path, signers);
        }
        return builder.build();
    }

    /** The lists that are good; what is wrong with the others is said, those that were never fetched excepted. */
    private TrustAnchors cached(Path folder, List<Certificate> signers) throws IOException {
        ListSnapshot lists = CachedLists.noted(
                        folder, signers.isEmpty() ? Optional.empty() : Optional.of(LotlSigners.of(signers)))
                .fromCache()
                .orElseThrow();
        for (ListStatus status : lists.territories()) {
            status.problem()
                    .filter(problem -> !problem.code().equals("TRUST_LIST_NOT_CACHED"))
                    .ifPresent(problem -> spec.commandLine()
                            .getErr()
                            .println("Nobody on the trusted list of " + ReportText.printable(status.territory())
                                    + " is believed: " + problem.code() + ": "
                                    + ReportText.printable(problem.text())));
        }
        return lists.anchorsAt(Clock.systemUTC().instant());
    }

    /** The files as given, folders replaced by all the files below them in the order of their names. */
    private List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                // The dot enters the folder even where its own name is a link.
                Path inside = file.resolve(".");
                Below below = new Below();
                Files.walkFileTree(inside, below);
                below.found.stream()
                        .map(each -> file.resolve(inside.relativize(each)))
                        .sorted()
                        .forEach(found::add);
            } else {
                found.add(file);
            }
        }
        if (found.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Nothing to check: there is no file in the given folders.");
        }
        return found;
    }

    /** Collects files. What cannot be listed or looked at is collected too, so that its report says so and the rest is still checked. */
    private static final class Below extends SimpleFileVisitor<Path> {
        private final List<Path> found = new ArrayList<>();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isSymbolicLink() || !Files.isDirectory(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            found.add(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
            if (problem != null) {
                found.add(folder);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
