package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The table {@code conformance/hostile-input.csv}: each attack of the signatures reference §19 with the tests that show what stands against it. Here it is kept true: every test that it names
 * exists and is run.
 *
 * <p>Where the reference asks for something else than is done: no zero signature is tried at start-up, because no value out of range reaches any provider; a warning about a Java archive comes as
 * {@code CONTAINER_UNKNOWN_ENTRY} of its manifest and {@code SUSPICIOUS_NAME} of its classes; issuers' certificates are never fetched, during validation or otherwise.
 */
class HostileInputTableTest {
    private static final String ROOT = "dev.eresident.core.";

    /** 22 rows of §19.1, §19.2, and those advisories of §19.3 that concern code as ours; the fuzz targets. */
    private static final int ROWS = 35;

    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(
                HostileInputTableTest.class.getResourceAsStream("/conformance/hostile-input.csv"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                int bar = line.indexOf('|');
                List<String> tests = List.of(line.substring(bar + 1).split(", "));
                assertThat(rows.put(line.substring(0, bar), tests)).as(line).isNull();
            }
        }
        return rows;
    }

    private static boolean isRun(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }

    private static Stream<Class<?>> withNested(Class<?> type) {
        return Stream.concat(
                Stream.of(type), Arrays.stream(type.getDeclaredClasses()).flatMap(HostileInputTableTest::withNested));
    }

    private static boolean exists(String test) {
        int hash = test.indexOf('#');
        String name = test.substring(hash + 1);
        try {
            return withNested(Class.forName(ROOT + test.substring(0, hash)))
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .anyMatch(method -> method.getName().equals(name) && isRun(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void whenTheTableNamesATest_thenItExistsAndIsRun() throws IOException {
        List<String> missing = new ArrayList<>();
        table().forEach((attack, tests) ->
                tests.stream().filter(test -> !exists(test)).forEach(test -> missing.add(attack + ": " + test)));
        assertThat(missing).isEmpty();
    }

    @Test
    void whenTheTableIsRead_thenNoRowIsMissingAndNoneIsEmpty() throws IOException {
        Map<String, List<String>> table = table();
        assertThat(table).hasSize(ROWS);
        assertThat(table.values())
                .allSatisfy(tests ->
                        assertThat(tests).isNotEmpty().doesNotHaveDuplicates().allMatch(test -> test.contains("#")));
    }

    @Test
    void whenATestDoesNotExist_thenThatIsSeen() {
        assertThat(exists("signature.HostileInputTableTest#whenATestDoesNotExist_thenThatIsSeen"))
                .isTrue();
        assertThat(exists("signature.HostileInputTableTest#exists")).isFalse();
        assertThat(exists("signature.NoSuchTest#whenATestDoesNotExist_thenThatIsSeen"))
                .isFalse();
    }
}
