package dev.eresident.examples.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eresident trust}: what can be done with trusted lists. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = "Fetches the trusted lists of the European states.",
        subcommands = TrustRefreshCommand.class)
final class TrustCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with trusted lists: refresh.");
    }
}
