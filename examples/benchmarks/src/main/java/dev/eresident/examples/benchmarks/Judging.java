package dev.eresident.examples.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Runs in a child process, with the class path of one library and nothing else; prints one {@code name value} per line. */
public final class Judging {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Judging() {}

    /**
     * Judges files.
     *
     * @param arguments class of the judge, folder of its anchors, {@code cold}, {@code warm} or {@code bulk}, seconds of measuring (three times as many of warming up), files
     */
    public static void main(String[] arguments) {
        int status = 0;
        try {
            judge(arguments);
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            e.printStackTrace();
            status = 1;
        }
        System.exit(status); // A library may have left threads behind that would keep this process for a minute.
    }

    private static void judge(String[] arguments) throws IOException, ReflectiveOperationException {
        Function<Path, String> judge = judge(arguments[0], Path.of(arguments[1]));
        int seconds = Integer.parseInt(arguments[3]);
        List<Path> files = Arrays.stream(arguments).skip(4).map(Path::of).toList();
        switch (arguments[2]) {
            case "cold" -> print("verdict", judge.apply(files.get(0)));
            case "warm" -> warm(judge, files.get(0), seconds);
            case "bulk" -> bulk(judge, files);
            default -> throw new IllegalArgumentException(arguments[2]);
        }
        print("peakKilobytes", peakKilobytes());
    }

    @SuppressWarnings("unchecked") // The peers' classes are not on the class path of this one's compilation.
    private static Function<Path, String> judge(String type, Path trust) throws ReflectiveOperationException {
        return (Function<Path, String>) Class.forName(type)
                .asSubclass(Function.class)
                .getConstructor(Path.class)
                .newInstance(trust);
    }

    /** The large libraries need long until the JVM has compiled them: what is compared is how they are afterwards. */
    private static void warm(Function<Path, String> judge, Path file, int seconds) {
        run(judge, file, 3 * seconds);
        List<Long> nanos = run(judge, file, seconds);
        nanos.sort(null);
        print("medianMicros", nanos.get(nanos.size() / 2) / 1000);
        print("runs", nanos.size());
    }

    private static List<Long> run(Function<Path, String> judge, Path file, int seconds) {
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        do {
            long begin = System.nanoTime();
            String verdict = judge.apply(file);
            nanos.add(System.nanoTime() - begin);
            if (!verdict.equals("VALID")) {
                throw new IllegalStateException(file + " is " + verdict);
            }
        } while (System.nanoTime() < end);
        return nanos;
    }

    /** The first pass warms up, the second is measured. */
    private static void bulk(Function<Path, String> judge, List<Path> files) {
        pass(judge, files);
        long begin = System.nanoTime();
        long valid = pass(judge, files);
        long nanos = System.nanoTime() - begin;
        print("microsEach", nanos / files.size() / 1000);
        print("valid", valid);
        System.gc();
        print(
                "heapKilobytes",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
    }

    private static long pass(Function<Path, String> judge, List<Path> files) {
        return files.stream().filter(file -> isValid(judge, file)).count();
    }

    /** A library may refuse a broken container by an exception, of a class that is not known here. */
    private static boolean isValid(Function<Path, String> judge, Path file) {
        try {
            return judge.apply(file).equals("VALID");
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What Linux has counted as the most memory that this process ever held; 0 elsewhere. */
    private static long peakKilobytes() throws IOException {
        return Files.isReadable(STATUS) ? peakKilobytes(Files.readAllLines(STATUS)) : 0;
    }

    static long peakKilobytes(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static void print(String name, Object value) {
        System.out.println(name + " " + value);
    }
}
