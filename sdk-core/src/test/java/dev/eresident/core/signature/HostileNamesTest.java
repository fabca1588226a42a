package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.eresident.sandbox.contract.ContainerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers whose names, or whose first bytes, tell different programs or people different things. */
class HostileNamesTest {
    private static @Nullable Signed shared;

    @BeforeAll
    static void start() throws IOException {
        shared = new Signed();
    }

    @AfterAll
    static void close() {
        signed().close();
    }

    private static Signed signed() {
        return Objects.requireNonNull(shared);
    }

    private static byte[] sound() {
        return signed().builder().build();
    }

    private static CheckReport signing(String... names) {
        ContainerBuilder container = signed().sandbox.contracts().container();
        for (String name : names) {
            container.file(name, "text/plain", name.getBytes(StandardCharsets.UTF_8));
        }
        return signed().check(container.signedBy(signed().sandbox.eResident()).build());
    }

    private static List<FindingCode> codes(CheckReport report) {
        return report.findings().stream()
                .map(Finding::code)
                .filter(code -> code != FindingCode.TRUST_LIST_SIGNER_NOT_CHECKED)
                .toList();
    }

    private static Map<String, byte[]> renamed(String to) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Signed.entries(sound())
                .forEach((name, content) -> entries.put(name.equals(Signed.SIGNATURES) ? to : name, content));
        return entries;
    }

    static Stream<String> deceptive() {
        return Stream.of(
                "invoice\u202efdp.exe",
                "con\u00adtract.txt",
                "con\u200btract.txt",
                "invoice.pdf.exe",
                "INVOICE.PDF.EXE",
                "folder/invoice.pdf          .scr",
                "p\u0430yment.txt",
                "\u0391nnex.txt",
                "Main.class");
    }

    @ParameterizedTest
    @MethodSource("deceptive")
    void whenTheNameOfASignedFileDeceives_thenValidWithAWarning(String name) {
        CheckReport report = signing(name);
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(codes(report)).containsExactly(FindingCode.SUSPICIOUS_NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leping-\u00f5\u00e4\u00f6\u00fc.pdf",
                "\u0434\u043e\u0433\u043e\u0432\u043e\u0440 ID-kaart.pdf",
                "report.2026.11.pdf",
                "setup.exe",
                "\u00b5-values.csv",
                "no extension",
                "archive.tar.gz",
                ".profile"
            })
    void whenTheNameIsHonest_thenNoWarning(String name) {
        assertThat(codes(signing(name))).isEmpty();
    }

    @Test
    void whenTwoNamesLookAlike_thenValidWithAWarning() {
        CheckReport report = signing("\u00e4.txt", "a\u0308.txt");
        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.VALID);
        assertThat(codes(report)).containsExactly(FindingCode.SUSPICIOUS_NAME);
    }

    @Test
    void whenANameIsRepeatedInAText_thenInvisibleCharactersAreReplaced() {
        CheckReport report = signed().check(
                        Signed.edited(sound(), t -> t.replace("URI=\"contract.txt\"", "URI=\"con\u202etract.txt\"")));
        assertThat(report.signatures().get(0).findings())
                .isNotEmpty()
                .noneMatch(f -> f.text().contains("\u202e"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/signatures99999999999.xml",
                "META-INF/signatures-1.xml",
                "META-INF/signatures000000000000000000000000000000000000000000.xml",
                "META-INF/signaturesNaN.xml"
            })
    void whenTheNumberOfASignatureFileIsNone_thenItIsReadAsAnyOther(String name) {
        CheckReport report = signed().check(Signed.zipped(renamed(name)));
        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.VALID);
        assertThat(report.signatures()).hasSize(1);
    }

    @Test
    void whenNamesAreMadeForBacktracking_thenTheyAreReadAsAnyOther() {
        Map<String, byte[]> entries = Signed.entries(sound());
        for (int i = 0; i < 500; i++) {
            entries.put("META-INF/" + "signatures".repeat(90) + i + ".xm", new byte[0]);
        }
        CheckReport report = signed().check(Signed.zipped(entries));
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(codes(report)).hasSize(500).containsOnly(FindingCode.CONTAINER_UNKNOWN_ENTRY);
    }

    @Test
    void whenTheContainerIsAJavaArchiveToo_thenTheManifestIsNamed() {
        Map<String, byte[]> entries = Signed.entries(sound());
        entries.put("META-INF/MANIFEST.MF", "Main-Class: Main\n".getBytes(StandardCharsets.US_ASCII));
        CheckReport report = signed().check(Signed.zipped(entries));
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.findings())
                .extracting(Finding::code, Finding::where)
                .contains(tuple(FindingCode.CONTAINER_UNKNOWN_ENTRY, "META-INF/MANIFEST.MF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%PDF-1.7\n", "<html><!--", "MZ", "#!/bin/sh\n", "GIF89a", "PK\u0003\u0004"})
    void whenAnotherFormatStandsInFront_thenUnreadable(String head) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        both.writeBytes(sound());
        CheckReport report = signed().check(both.toByteArray());
        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.UNREADABLE);
        assertThat(codes(report)).doesNotContain(FindingCode.INTERNAL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%PDF-1.7\n%%EOF", "</html>", "x"})
    void whenAnotherFormatStandsBehind_thenUnreadable(String tail) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(sound());
        both.writeBytes(tail.getBytes(StandardCharsets.ISO_8859_1));
        CheckReport report = signed().check(both.toByteArray());
        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.UNREADABLE);
        assertThat(codes(report)).containsExactly(FindingCode.CONTAINER_ZIP_INCONSISTENT);
    }
}
