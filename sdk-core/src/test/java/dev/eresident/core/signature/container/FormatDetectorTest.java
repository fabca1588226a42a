package dev.eresident.core.signature.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.internal.zip.ZipForge;
import dev.eresident.core.signature.DocumentFormat;
import dev.eresident.core.signature.container.FormatDetector.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatDetectorTest {
    @ParameterizedTest
    @CsvSource({
        "%PDF-1.7, PDF",
        "junk %PDF-1.4, PDF",
        "<SignedDoc format='DIGIDOC-XML' version='1.3'>, DDOC",
        "<?xml version='1.0'?><!-- <a> --><SignedDoc/>, DDOC",
        "<ds:Signature xmlns:ds='x'/>, XML",
        "  <a>b</a>, XML",
        "<ers:EvidenceRecord xmlns:ers='urn:ietf:params:xml:ns:ers'>, EVIDENCE_RECORD",
        "<a:b.SignedDoc/>, XML",
        "\ufeff<SignedDoc/>, DDOC",
        "\ufeff\ufeff\ufeff<SignedDoc/>, DDOC",
        "\ufeffplain, UNKNOWN",
        "<!DOCTYPE a><a/>, XML",
        "<<<, UNKNOWN",
        "< and nothing, UNKNOWN",
        "-----BEGIN PKCS7-----, CMS",
        "plain text, UNKNOWN",
        "PK, UNKNOWN",
    })
    void whenItIsText_thenItIsRecognised(String head, Kind kind) {
        assertThat(FormatDetector.detect(head.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "308201000609 2a864886f70d010702 a0, CMS",
        "308006092a864886f70d010702a0803080, CMS",
        "3082010006092a864886f70d010702a0820100020103310d300b0609608648016503040201060b2a864886f70d0109100104, TIMESTAMP_TOKEN",
        "30820100020101300f, EVIDENCE_RECORD",
        "308201000201033082, UNKNOWN",
        "3082010030820080, UNKNOWN",
        "30, UNKNOWN",
        "30ff, UNKNOWN",
        "efbbbf3c612f3e, XML",
        "fffe3c0061002f003e00, XML",
        "504b0506, ZIP",
        "'', EMPTY",
    })
    void whenItIsBinary_thenItIsRecognised(String hex, Kind kind) {
        byte[] head = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(FormatDetector.detect(head)).isEqualTo(kind);
    }

    @Test
    void whenThePdfMarkStandsBehindTheFirstKibibyte_thenItIsNone() {
        assertThat(FormatDetector.detect(("x".repeat(1023) + "%PDF-1.7").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Kind.PDF);
        assertThat(FormatDetector.detect(("x".repeat(1024) + "%PDF-1.7").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "<!-->, UNKNOWN",
        "<?xml?, UNKNOWN",
        "<?xml?>, UNKNOWN",
        "<?xml?><, UNKNOWN",
        "<?xml?><a, XML",
        "<_a/>, XML",
        "<SignedDoc>, DDOC",
        "<SignedDoc, DDOC",
        "<x:SignedDoc y='z:'>, DDOC",
        "<x:y:SignedDoc>, DDOC",
        "<SignedDocs>, XML",
        "<SignedDoc/>, DDOC"
    })
    void whenTheXmlIsShort_thenTheRootElementDecides(String head, Kind kind) {
        assertThat(FormatDetector.detect(head.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"feff003c0061002f003e, XML", "fe3c, UNKNOWN", "ff3c, UNKNOWN", "fffe, UNKNOWN", "3c, UNKNOWN"})
    void whenItMayBeUtf16_thenBothBytesOfTheMarkCount(String hex, Kind kind) {
        assertThat(FormatDetector.detect(HexFormat.of().parseHex(hex))).isEqualTo(kind);
    }

    @Test
    void whenItIsAnArchive_thenOnlyItsContentTellsTheFormat() throws IOException {
        Kind kind = FormatDetector.detect(
                ByteSource.of(new ZipForge().stored("a", "b").bytes()));
        assertThat(kind).isEqualTo(Kind.ZIP);
        assertThat(kind.format()).isEqualTo(DocumentFormat.UNKNOWN);
    }
}
