package dev.eresident.examples.cli.demo;

import dev.eresident.examples.cli.ExitStatus;
import dev.eresident.examples.cli.Terminal;
import dev.eresident.sandbox.Sandbox;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code eresident demo}: the main job, end to end, on the embedded sandbox. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Tells the main job on the embedded sandbox: a login, a contract, a company, a payment, and what becomes of forgeries."
                        + " Needs no network.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/demo",
            description = "Where the evidence and report.html are written. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("target", "demo");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Terminal terminal = new Terminal(spec.commandLine());
        PrintWriter console = terminal.out();
        console.println(terminal.bold("One login, one contract, one payment") + ", told on the embedded sandbox");
        console.println();
        Clock clock = Clock.systemUTC();
        Storyteller teller = new Storyteller(terminal);
        EvidenceFolder evidence = new EvidenceFolder(out);
        try (Sandbox sandbox = teller.tell(
                "The sandbox starts",
                "Test authorities, an OCSP responder, a time-stamping authority and two ID cards come up in this process, on"
                        + " loopback only.",
                () -> {
                    Sandbox started = Sandbox.builder().clock(clock).start();
                    return Storyteller.found("running", true, started)
                            .with("Base address", started.baseUri())
                            .with("OCSP responder", started.ocspUri())
                            .with("Time-stamping authority", started.tsaUri());
                })) {
            new DemoStory(sandbox, clock, teller, evidence).tell();
        }
        Path report = evidence.writeReport(clock.instant(), teller.steps());
        console.println();
        console.println(
                teller.allAsExpected()
                        ? terminal.good("Every step came out as it should.")
                        : terminal.bad("Not every step came out as it should."));
        console.println("Report: " + report);
        return teller.allAsExpected() ? ExitStatus.OK : ExitStatus.NOT_VALID;
    }
}
