package dev.eresident.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadmeTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/eresident/examples/quickstart");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\w+)#(\\w+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);
    private static final int LONGEST_PROGRAM = 80;

    static Stream<Snippet> snippets() throws IOException {
        Matcher matcher = SNIPPET.matcher(Files.readString(Path.of("../../README.md")));
        return matcher.results().map(found -> new Snippet(found.group(1), found.group(2), found.group(3)));
    }

    static Stream<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("package-info.java"))
                    .map(name -> name.replace(".java", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void whenTheReadmeShowsCode_thenItIsTheCodeThatRuns(Snippet snippet) throws IOException {
        assertThat(snippet.code()).isEqualTo(region(snippet.program(), snippet.region()));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whenAProgramIsRun_thenItEndsWell(String program) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Class.forName("dev.eresident.examples.quickstart." + program)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(console);
        }
        Path expected = SOURCES.resolve(program + ".java");
        String promised = Files.readAllLines(expected).stream()
                .filter(line -> line.strip().startsWith("// prints: "))
                .map(line -> line.strip().substring("// prints: ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(program + " does not say what it prints"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains(promised);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whenAProgramIsShown_thenItFitsOnAScreenAndStandsInTheReadme(String program) throws IOException {
        assertThat(Files.readAllLines(SOURCES.resolve(program + ".java"))).hasSizeLessThanOrEqualTo(LONGEST_PROGRAM);
        assertThat(snippets().map(Snippet::program)).contains(program);
    }

    /** A code in the table of refusals must be one that the SDK can say: a string or an enum constant of its sources. */
    @Test
    void whenTheReadmeExplainsACode_thenTheSdkKnowsIt() throws IOException {
        List<String> codes = Pattern.compile("^\\| `([A-Z_]+)`", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../../README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        String sources = Stream.of("../../sdk-core/src/main", "../../sdk-auth/src/main", "../../sdk-payments/src/main")
                .flatMap(folder -> filesBelow(folder).stream())
                .map(ReadmeTest::text)
                .collect(Collectors.joining());
        assertThat(codes)
                .hasSizeGreaterThan(20)
                .allSatisfy(code -> assertThat(sources).containsPattern("\"" + code + "\"|\n    " + code + "\\("));
    }

    @Test
    void whenTheReadmeIsRead_thenItHasTheTwoCommands() throws IOException {
        String text = Files.readString(Path.of("../../README.md"));
        assertThat(text).contains("<!-- command: demo -->\n```sh\n", "<!-- command: tests -->\n```sh\n");
    }

    private static String region(String program, String region) throws IOException {
        List<String> lines = Files.readAllLines(SOURCES.resolve(program + ".java"));
        int begin = indexOf(lines, "// #region " + region);
        int end = begin + indexOf(lines.subList(begin, lines.size()), "// #endregion");
        List<String> body = lines.subList(begin + 1, end);
        int indent = body.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        body.forEach(line ->
                text.append(line.isBlank() ? "" : line.substring(indent)).append('\n'));
        return text.toString();
    }

    private static List<Path> filesBelow(String folder) {
        try (Stream<Path> below = Files.walk(Path.of(folder))) {
            return below.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int indexOf(List<String> lines, String marker) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(marker)) {
                return i;
            }
        }
        throw new AssertionError("No line " + marker);
    }

    record Snippet(String program, String region, String code) {
        @Override
        public String toString() {
            return program + "#" + region;
        }
    }
}
