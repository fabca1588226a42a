package dev.eresident.auth.scale;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JVM of its own, spoken to line by line. What it says on its error output lands in a file. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private final Path errors;

    private ChildJvm(Process process, Path errors) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    static ChildJvm start(Path folder, Class<?> program, List<String> options, String... arguments) throws IOException {
        Path errors = Files.createTempFile(folder, program.getSimpleName(), ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(program), program.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new ChildJvm(process, errors);
    }

    /** Everything that this JVM runs, whether it came as modules or as a class path. */
    private static String classPath(Class<?> program) {
        try {
            return String.join(
                    File.pathSeparator,
                    Path.of(program.getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                            .toString(),
                    System.getProperty("jdk.module.path", ""),
                    System.getProperty("java.class.path", ""),
                    "target/test-classes",
                    "target/classes");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    void send(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line; empty once the JVM has ended and all is read. */
    Optional<String> read() {
        try {
            return Optional.ofNullable(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String readLine() {
        return read().orElseThrow(() -> new AssertionError("The child ended:\n" + errors()));
    }

    private String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a machine that loses power. */
    void kill() {
        process.toHandle().destroyForcibly(); // that of the process would throw away what it said
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
