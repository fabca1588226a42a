package dev.eresident.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A JVM of its own, started, listened to and waited for. */
final class Child {
    private Child() {}

    /**
     * What a child said.
     *
     * @param millis from the start of its JVM to its first line
     * @param values what it printed as {@code name value}
     */
    record Said(long millis, Map<String, String> values) {
        long number(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("The child printed no " + name + ": " + values);
            }
            return Long.parseLong(value);
        }
    }

    static Said run(List<String> arguments, Path log) throws IOException {
        long begin = System.nanoTime();
        Process process = start(arguments, log);
        long first = 0;
        List<String> lines = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                first = first == 0 ? System.nanoTime() - begin : first;
                lines.add(line);
                int space = line.indexOf(' ');
                if (space > 0) {
                    values.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        }
        end(process, lines);
        return new Said(first / 1_000_000, values);
    }

    /** Watches from outside how much memory a child holds at most, in kilobytes; 0 where there is no /proc. Slows the child a little, so this is not the run whose time is taken. */
    static long peakKilobytes(List<String> arguments, Path log) throws IOException {
        Process process = start(arguments, log);
        Path status = Path.of("/proc/" + process.pid() + "/status");
        long peak = 0;
        while (process.isAlive()) {
            peak = Math.max(peak, now(status));
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
        end(process, List.of());
        return peak;
    }

    private static long now(Path status) {
        try {
            return Judging.peakKilobytes(Files.readAllLines(status));
        } catch (IOException e) {
            return 0; // It has ended meanwhile, or this is not Linux.
        }
    }

    private static Process start(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // No network: whoever asked for it would be refused at once.
        command.addAll(List.of(
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=9",
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=9"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void end(Process process, List<String> lines) {
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("The child ended with " + status + " after " + lines);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
