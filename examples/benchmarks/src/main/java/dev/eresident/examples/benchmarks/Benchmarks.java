package dev.eresident.examples.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures everything, prints the table and writes it to {@code target/benchmarks.md}. */
public final class Benchmarks {
    private static final int ROUNDS = 5;

    private final Path folder;
    private final int seconds;
    private final Table table = new Table();

    /** What is measured, in this order. */
    private enum Part {
        ARITHMETIC,
        LIBRARIES,
        COMMAND,
        FOOTPRINT
    }

    private Benchmarks(Path folder, int seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    /**
     * Runs the benchmarks.
     *
     * @param arguments folder of this module, then optionally, as one text: how many seconds a figure may take (default 10), then the parts to be run, {@code arithmetic}, {@code libraries},
     *     {@code command}, {@code footprint} (default all)
     * @throws IOException if a file cannot be read or written
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Path folder = Path.of(arguments[0]);
        int seconds = 10;
        EnumSet<Part> parts = EnumSet.noneOf(Part.class);
        for (String word : arguments.length > 1 ? arguments[1].trim().split("\\s+") : new String[0]) {
            if (word.matches("\\d+")) {
                seconds = Integer.parseInt(word);
            } else if (!word.isEmpty()) {
                parts.add(Part.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        if (parts.isEmpty()) {
            parts = EnumSet.allOf(Part.class);
        }
        new Benchmarks(folder, seconds).run(parts);
    }

    private void run(Set<Part> parts) throws IOException, RunnerException {
        Files.deleteIfExists(log());
        if (!CorpusFiles.present()) {
            table.skipped("everything with the everyday container", "no corpus there, set eresident.corpus");
        }
        for (Part part : parts) {
            switch (part) {
                case ARITHMETIC -> arithmetic();
                case LIBRARIES -> libraries();
                case COMMAND -> command();
                case FOOTPRINT -> footprint();
            }
        }
        String text = table.markdown();
        Path file = folder.resolve("target/benchmarks.md");
        Files.writeString(file, text);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println();
        out.println(text);
        out.println("Written to " + file);
    }

    /** In this JVM's children: the check against what it cannot do without. */
    private void arithmetic() throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        if (CorpusFiles.present()) {
            options.include(EverydayContainer.class.getName());
        }
        Collection<RunResult> results = new Runner(options.include(NewSigner.class.getName())
                        .include(BigFile.class.getName())
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.milliseconds(seconds * 500L))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(seconds * 200L))
                        .jvmArgsAppend("-Deresident.corpus=" + System.getProperty("eresident.corpus"))
                        .verbosity(VerboseMode.NORMAL)
                        .build())
                .run();
        Map<String, Double> medians = percentiles(results, 50);
        if (CorpusFiles.present()) {
            Map<String, Double> undisturbed = percentiles(results, 10);
            floor(medians, "everyday container, again", "EverydayContainer.again", "value, answer, token");
            floor(
                    undisturbed,
                    "everyday container, again, fastest tenth",
                    "EverydayContainer.again",
                    "value, answer, token");
            floor(
                    medians,
                    "everyday container, nothing remembered",
                    "EverydayContainer.first",
                    "value, answer, token, two certificates");
        }
        table.floor(
                "a new signer each time",
                median(medians, "NewSigner.check"),
                "µs",
                "bare arithmetic: value, answer, token, certificate",
                median(medians, "NewSigner.floor"));
        double bytes = BigFile.MEBIBYTES * 1048576.0;
        table.rate(
                "256 MiB stored in a container",
                bytes / median(medians, "BigFile.check"),
                "MB/s",
                "plain SHA-256 of as many bytes",
                bytes / median(medians, "BigFile.sha256"));
    }

    private static Map<String, Double> percentiles(Collection<RunResult> results, int percent) {
        Map<String, Double> found = new HashMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            found.put(
                    name.substring(Benchmarks.class.getPackageName().length() + 1),
                    result.getPrimaryResult().getStatistics().getPercentile(percent));
        }
        return found;
    }

    private void floor(Map<String, Double> medians, String what, String check, String steps) {
        table.floor(what, median(medians, check), "µs", "bare arithmetic: " + steps, median(medians, check + "Floor"));
    }

    private static double median(Map<String, Double> medians, String name) {
        Double median = medians.get(name);
        if (median == null) {
            throw new IllegalStateException("Not measured: " + name);
        }
        return median;
    }

    /** In processes of their own, in turns, so that a disturbance of the machine hits all of them. */
    private void libraries() throws IOException {
        if (!CorpusFiles.present()) {
            return;
        }
        Contestant own = Contestant.own(folder);
        List<Contestant> all = Stream.concat(Stream.of(own), Contestant.peers(folder).stream())
                .filter(Contestant::present)
                .toList();
        List<Path> one = List.of(CorpusFiles.everydayContainer());
        Map<Contestant, List<Child.Said>> cold = new HashMap<>();
        Map<Contestant, List<Child.Said>> warm = new HashMap<>();
        Map<Contestant, List<Child.Said>> bulk = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Contestant contestant : all) {
                add(cold, contestant, "cold", one);
            }
        }
        for (int round = 0; round < 2; round++) {
            for (Contestant contestant : all) {
                add(warm, contestant, "warm", one);
            }
        }
        for (Contestant contestant : all) {
            add(bulk, contestant, "bulk", CorpusFiles.containers());
        }
        rows("everyday container, warm (median)", "ms", warm, s -> s.number("medianMicros") / 1000.0);
        rows("start of the JVM to the first verdict", "ms", cold, Child.Said::millis);
        rows("most memory held, one verdict (RSS)", "MB", cold, s -> s.number("peakKilobytes") / 1000.0);
        rows("most memory held, warm loop (RSS)", "MB", warm, s -> s.number("peakKilobytes") / 1000.0);
        String containers = CorpusFiles.containers().size() + " containers, second pass";
        rows(containers + ", each", "ms", bulk, s -> s.number("microsEach") / 1000.0);
        rows(containers + ", heap after GC", "MB", bulk, s -> s.number("heapKilobytes") / 1000.0);
        List<Child.Said> ours = bulk.get(own);
        for (Contestant peer : Contestant.peers(folder)) {
            List<Child.Said> theirs = bulk.get(peer);
            if (ours != null && theirs != null) {
                table.beside(
                        containers + ", VALID by these anchors",
                        ours.get(0).number("valid"),
                        peer.name(),
                        theirs.get(0).number("valid"));
            }
        }
    }

    /** What children say on standard error. */
    private Path log() {
        return folder.resolve("target/benchmarks-children.log");
    }

    private void add(Map<Contestant, List<Child.Said>> to, Contestant contestant, String mode, List<Path> files) {
        System.out.println(mode + ": " + contestant.name());
        to.computeIfAbsent(contestant, c -> new ArrayList<>()).add(contestant.judge(mode, seconds, files, log()));
    }

    private void rows(
            String what, String unit, Map<Contestant, List<Child.Said>> said, ToDoubleFunction<Child.Said> value) {
        Contestant own = Contestant.own(folder);
        List<Child.Said> ours = said.get(own);
        if (ours == null) {
            table.skipped(what, "the class paths were not built; run with the profile bench");
            return;
        }
        for (Contestant peer : Contestant.peers(folder)) {
            List<Child.Said> theirs = said.get(peer);
            if (theirs == null) {
                table.skipped(what, peer.name() + " was not built");
            } else {
                table.cost(what, median(ours, value), unit, peer.name(), median(theirs, value));
            }
        }
    }

    private static double median(List<Child.Said> said, ToDoubleFunction<Child.Said> value) {
        double[] sorted = said.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The packaged command, with a trusted list to read first. */
    private void command() throws IOException {
        Path jar = folder.resolve("../cli/target/eresident.jar");
        if (!CorpusFiles.present() || !Files.isRegularFile(jar)) {
            table.skipped("the command", "no corpus, or " + jar + " was not built");
            return;
        }
        List<String> arguments = List.of(
                "-jar",
                jar.toString(),
                "check",
                "--trust",
                CorpusFiles.trustedList().toString(),
                "--at",
                CorpusFiles.CLOCK.instant().toString(),
                "--json",
                CorpusFiles.everydayContainer().toString());
        List<Long> millis = new ArrayList<>();
        List<Long> kilobytes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            millis.add(Child.run(arguments, log()).millis());
            kilobytes.add(Child.peakKilobytes(arguments, log()));
        }
        millis.sort(null);
        kilobytes.sort(null);
        table.alone("eresident check with a list of 155 kB: start to verdict", millis.get(ROUNDS / 2), "ms");
        table.alone("eresident check, most memory held (RSS)", kilobytes.get(ROUNDS / 2) / 1000.0, "MB");
    }

    /** What each library brings into an integrator's process. */
    private void footprint() {
        Contestant own = Contestant.own(folder);
        for (Contestant peer : Contestant.peers(folder)) {
            if (own.present() && peer.present()) {
                table.beside(
                        "jars, with all that they pull",
                        own.jars().size(),
                        peer.name(),
                        peer.jars().size());
                table.cost("their size", own.bytes() / 1e6, "MB", peer.name(), peer.bytes() / 1e6);
            }
        }
    }
}
