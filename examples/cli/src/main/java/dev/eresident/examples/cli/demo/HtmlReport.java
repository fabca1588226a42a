package dev.eresident.examples.cli.demo;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes the story as one self-contained HTML page. The template engine escapes every value. */
final class HtmlReport {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    /** A file of the evidence, with its digest. */
    record EvidenceFile(String name, long size, String sha256, String what) {}

    static String render(Instant at, List<Step> steps, List<EvidenceFile> evidence) {
        long asExpected = steps.stream().filter(Step::expected).count();
        try (InputStream resource = HtmlReport.class.getResourceAsStream("report.mustache");
                Reader template = new InputStreamReader(
                        Objects.requireNonNull(resource, "report.mustache is missing from the jar"),
                        StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .compile(template)
                    .execute(Map.of(
                            "when", DAY.format(at),
                            "good", asExpected == steps.size(),
                            "count", steps.size(),
                            "asExpected", asExpected,
                            "total", total(steps),
                            "steps", numbered(steps),
                            "evidence", evidence));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String total(List<Step> steps) {
        return Math.round(
                        steps.stream().mapToLong(step -> step.took().toNanos()).sum() / 1e6) + " ms";
    }

    private static List<Map<String, Object>> numbered(List<Step> steps) {
        return java.util.stream.IntStream.range(0, steps.size())
                .mapToObj(i -> Map.<String, Object>of(
                        "number", i + 1,
                        "title", steps.get(i).title(),
                        "telling", steps.get(i).telling(),
                        "outcome", steps.get(i).outcome(),
                        "expected", steps.get(i).expected(),
                        "time", steps.get(i).time(),
                        "details", steps.get(i).details()))
                .toList();
    }
}
