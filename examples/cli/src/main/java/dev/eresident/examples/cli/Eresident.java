package dev.eresident.examples.cli;

import dev.eresident.core.EResidentException;
import dev.eresident.examples.cli.demo.DemoCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the {@code eresident} command. */
@Command(
        name = "eresident",
        mixinStandardHelpOptions = true,
        versionProvider = Eresident.Version.class,
        description = "Log in with an e-resident ID and judge signed documents, from the command line.",
        subcommands = {
            DemoCommand.class,
            CheckCommand.class,
            TrustCommand.class,
            WebEidCommand.class,
            EvidenceCheckCommand.class,
            SandboxCommand.class
        },
        footer = {
            "",
            "Each command has its own --help.",
            "Exit status: 0 all well, 1 something is not, 2 wrong use or no answer possible, 3 something could not be read."
        })
public final class Eresident implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /**
     * Runs the command and ends the JVM with its exit status.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = commandLine(out, err).execute(arguments);
        if (out.checkError()) {
            err.println("OUTPUT_LOST: Not all answers could be written: the reader has gone, or the disk is full.");
            status = ExitStatus.USAGE;
        }
        err.flush();
        System.exit(status);
    }

    /**
     * Makes the command over the given streams, for tests too.
     *
     * @param out where answers go
     * @param err where complaints and progress go
     * @return the command
     */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Eresident())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, new PathConverter())
                .setParameterExceptionHandler((misuse, given) -> explain(misuse, err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof EResidentException known) {
                        err.println(known.code() + ": " + known.getMessage());
                    } else if (failure instanceof IOException) {
                        err.println("FILE_ERROR: Cannot read or write " + failure.getMessage() + " ("
                                + failure.getClass().getSimpleName() + ").");
                    } else {
                        failure.printStackTrace(err);
                    }
                    return ExitStatus.USAGE;
                });
    }

    /** One sentence and where to read more; the whole help would push the sentence off the screen. */
    private static int explain(ParameterException misuse, PrintWriter err) {
        CommandLine command = misuse.getCommandLine();
        err.println(misuse.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(misuse, err)) {
            if (command.getParent() == null) {
                command.usage(err);
            } else {
                err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
            }
        }
        return ExitStatus.USAGE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Eresident.class.getPackage().getImplementationVersion();
            return new String[] {"eresident " + (version == null ? "(not packaged)" : version)};
        }
    }
}
