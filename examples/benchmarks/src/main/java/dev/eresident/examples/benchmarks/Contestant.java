package dev.eresident.examples.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A library that is measured in processes of its own.
 *
 * @param name for the table
 * @param judge class that takes the folder of anchors and judges files
 * @param folder its module, in whose target/dependency everything lies that it pulls
 */
record Contestant(String name, String judge, Path folder) {
    static Contestant own(Path benchmarks) {
        return new Contestant("ours", OwnJudge.class.getName(), benchmarks.resolve("peers/eresident"));
    }

    static List<Contestant> peers(Path benchmarks) {
        return List.of(
                new Contestant(
                        "digidoc4j 6.1.0",
                        "dev.eresident.peers.digidoc4j.Digidoc4jJudge",
                        benchmarks.resolve("peers/digidoc4j")),
                new Contestant("DSS 6.4", "dev.eresident.peers.dss.DssJudge", benchmarks.resolve("peers/dss")));
    }

    boolean present() {
        return Files.isDirectory(dependencies());
    }

    /** Starts a JVM that judges files and ends. */
    Child.Said judge(String mode, int seconds, List<Path> files, Path log) {
        List<String> arguments = new ArrayList<>(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        folder.resolve("target/classes").toString(),
                        folder.resolve("../../target/classes").toString(),
                        dependencies().resolve("*").toString()),
                Judging.class.getName(),
                judge,
                CorpusFiles.anchors().toString(),
                mode,
                Integer.toString(seconds)));
        files.forEach(file -> arguments.add(file.toString()));
        try {
            return Child.run(arguments, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that the library brings into an integrator's process; the silent logger is ours. */
    List<Path> jars() {
        try (Stream<Path> files = Files.list(dependencies())) {
            return files.filter(f -> f.toString().endsWith(".jar")
                            && !f.getFileName().toString().startsWith("slf4j-nop"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long bytes() {
        return jars().stream().mapToLong(jar -> jar.toFile().length()).sum();
    }

    private Path dependencies() {
        return folder.resolve("target/dependency");
    }
}
