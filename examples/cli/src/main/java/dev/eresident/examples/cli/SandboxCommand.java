package dev.eresident.examples.cli;

import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.lists.ListService;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eresident sandbox}: plays the state's services on loopback until it is stopped. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs the state's services on loopback until stopped (Ctrl-C), and prints their addresses.")
final class SandboxCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "TCP port on 127.0.0.1; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Where all keys and numbers come from: the same seed, the same certificates. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port must be between 0 and " + HIGHEST_PORT + ".");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (Sandbox sandbox = start()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("The sandbox runs. Its certificates are for tests only.");
            out.println("  base          " + sandbox.baseUri());
            out.println("  OCSP          " + sandbox.ocspUri());
            out.println("  time-stamps   " + sandbox.tsaUri());
            out.println("  trusted list  " + sandbox.trustedListUri());
            out.println("  list of lists " + sandbox.lists().listOfListsUri() + ", its signer "
                    + sandbox.lists().uri(ListService.SIGNER));
            out.println("  Smart-ID      " + sandbox.smartId().uri());
            out.println("  Mobile-ID     " + sandbox.mobileId().uri());
            out.println("  X-Road, TLS   " + sandbox.securityServer().secure().uri());
            out.println("Stop it with Ctrl-C.");
            out.flush();
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "sandbox-stop"));
            stopped.await();
        }
        return ExitStatus.OK;
    }

    private Sandbox start() {
        try {
            return Sandbox.builder().seed(seed).port(port).start();
        } catch (RuntimeException e) {
            throw new ParameterException(
                    spec.commandLine(), "The sandbox cannot listen on port " + port + ": take another with --port.", e);
        }
    }
}
