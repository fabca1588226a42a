package dev.eresident.examples.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.lists.ListState;
import dev.eresident.core.trust.lists.ListStatus;
import dev.eresident.core.trust.lists.ListStatus.Problem;
import dev.eresident.core.trust.lists.ListsOutcome;
import dev.eresident.core.trust.lists.LotlSigners;
import dev.eresident.core.trust.lists.TrustedLists;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eresident trust refresh}: the only way by which lists get in. */
@Command(
        name = "refresh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Fetches the list of lists and the trusted lists that it names, verifies each, and keeps them in a folder for"
                        + " 'eresident check --cache'. One line per territory.",
        footer = {
            "",
            "States: LOADED, UNCHANGED (the copy in the folder is the newest), STALE_USED (nothing could be fetched, the copy is used"
                    + " until it expires), REPLACEMENT_REFUSED (what was fetched is not trustworthy, the copy is used), FAILED.",
            "",
            "Exit status: 0 all well, 1 a list could not be verified, 2 wrong use.",
            "",
            "Example: eresident trust refresh --cache lists --lotl-signer lotl-signers.pem --territory EE"
        })
final class TrustRefreshCommand implements Callable<Integer> {
    private static final int THREADS = 4;

    @Option(
            names = "--cache",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the lists; created when absent. Let nobody else write into it.")
    private Path cache = Path.of("");

    @Option(
            names = "--lotl",
            paramLabel = "URL",
            description = "The list of lists; needs --lotl-signer. Default: that of the European Commission.")
    private @Nullable String lotl;

    @Option(
            names = "--lotl-signer",
            paramLabel = "FILE",
            description =
                    "Certificate(s) of which one must have signed the list of lists, or the oldest pivot that it needs;"
                            + " repeatable. Default: the signers of 2023, which ended on 29 April 2026.")
    private List<Path> signers = List.of();

    @Option(
            names = "--territory",
            paramLabel = "CC",
            description = "Only the list of this territory, e.g. EE (Greece is EL); repeatable. Default: all.")
    private List<String> territories = List.of();

    @Option(names = "--json", description = "One line of JSON per territory instead of text.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<LotlSigners> pins = pins();
        if (lotl != null && pins.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--lotl needs --lotl-signer FILE: say who must have signed that list of lists.");
        }
        URI address = lotl == null ? TrustedLists.EUROPEAN_LIST_OF_LISTS : address(lotl);
        ListsOutcome outcome = refresh(address, pins.orElseGet(LotlSigners::europe2023));
        if (outcome.kind() == ListsOutcome.Kind.LOADED) {
            CachedLists.note(cache, address, pins);
        }
        print(outcome);
        boolean verified = outcome.kind() == ListsOutcome.Kind.LOADED
                && outcome.listOfLists().verified()
                && outcome.territories().stream().allMatch(ListStatus::verified);
        return verified ? ExitStatus.OK : ExitStatus.NOT_VALID;
    }

    private ListsOutcome refresh(URI address, LotlSigners pins) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Resilience resilience = Resilience.standard(new SecureRandom());
        try (Transport transport = Transport.builder().resilience(resilience).build()) {
            TrustedLists.Builder loader =
                    CachedLists.loader(cache, address, pins).executor(threads);
            territories.forEach(territory -> loader.territories(territory.toUpperCase(Locale.ROOT)));
            return loader.build().refresh(transport);
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<LotlSigners> pins() {
        List<Certificate> certificates = new ArrayList<>();
        for (Path file : signers) {
            certificates.addAll(SignerFiles.read(file, spec.commandLine()));
        }
        return signers.isEmpty() ? Optional.empty() : Optional.of(LotlSigners.of(certificates));
    }

    private URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--lotl is no address: " + e.getMessage(), e);
        }
    }

    private void print(ListsOutcome outcome) throws IOException {
        Terminal terminal = new Terminal(spec.commandLine());
        ListStatus listOfLists = outcome.listOfLists();
        if (outcome.territories().isEmpty()) {
            line(listOfLists, terminal);
        } else if (listOfLists.problem().isPresent()) {
            complain("List of lists", listOfLists.problem().get());
        }
        listOfLists.warnings().forEach(warning -> complain("List of lists", warning));
        for (ListStatus status : outcome.territories()) {
            line(status, terminal);
        }
        terminal.out().flush();
    }

    private void complain(String about, Problem problem) {
        spec.commandLine()
                .getErr()
                .println(about + ": " + problem.code() + ": " + ReportText.printable(problem.text()));
    }

    private void line(ListStatus status, Terminal terminal) throws IOException {
        PrintWriter out = terminal.out();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(toJson(status)));
            return;
        }
        StringBuilder line = new StringBuilder(
                terminal.bold(String.format(Locale.ROOT, "%-5s", ReportText.printable(status.territory()))));
        String state = status.state().name();
        line.append(status.verified() ? terminal.good(state) : terminal.bad(state));
        status.issued()
                .ifPresent(issued -> line.append("  sequence ")
                        .append(status.sequence().orElse(0))
                        .append(", issued ")
                        .append(issued)
                        .append(", next update ")
                        .append(status.nextUpdate().map(Object::toString).orElse("none: the scheme has ended"))
                        .append(", ")
                        .append(status.anchors())
                        .append(" anchors"));
        status.problem()
                .ifPresent(problem -> line.append("  ")
                        .append(problem.code())
                        .append(": ")
                        .append(ReportText.printable(problem.text())));
        out.println(line);
    }

    private static ObjectNode toJson(ListStatus status) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("territory", status.territory());
        node.put("state", status.state().name());
        node.put("verified", status.verified());
        node.put("location", status.location());
        if (status.state() == ListState.FAILED) {
            node.putNull("sequence");
        } else {
            node.put("sequence", status.sequence().orElse(0));
        }
        node.put("issued", status.issued().map(Object::toString).orElse(null));
        node.put("nextUpdate", status.nextUpdate().map(Object::toString).orElse(null));
        node.put("anchors", status.anchors());
        node.put("code", status.problem().map(Problem::code).orElse(null));
        node.put("text", status.problem().map(Problem::text).orElse(null));
        status.warnings().forEach(warning -> node.withArray("warnings").add(warning.code()));
        node.withArray("warnings");
        return node;
    }
}
