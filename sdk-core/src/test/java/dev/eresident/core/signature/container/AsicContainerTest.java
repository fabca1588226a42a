package dev.eresident.core.signature.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.internal.zip.ZipForge;
import dev.eresident.core.internal.zip.ZipFormatException;
import dev.eresident.core.internal.zip.ZipLimits;
import dev.eresident.core.internal.zip.ZipProblem;
import dev.eresident.core.signature.DocumentFormat;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsicContainerTest {
    private static final String ASIC_E = "application/vnd.etsi.asic-e+zip";
    private static final String NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    private static String manifest(String... namesAndTypes) {
        StringBuilder xml = new StringBuilder("<m:manifest xmlns:m=\"" + NAMESPACE + "\">");
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            xml.append("<m:file-entry m:full-path=\"").append(namesAndTypes[i]);
            xml.append("\" m:media-type=\"").append(namesAndTypes[i + 1]).append("\"/>");
        }
        return xml.append("</m:manifest>").toString();
    }

    private static final String GOOD_MANIFEST = manifest("/", ASIC_E, "a.txt", "text/plain");

    private static ZipForge start() {
        return new ZipForge().stored("mimetype", ASIC_E);
    }

    private static ZipForge sound() {
        return start().deflated("META-INF/manifest.xml", GOOD_MANIFEST)
                .deflated("a.txt", "content")
                .deflated("META-INF/signatures0.xml", "<x/>");
    }

    private static AsicContainer.Opening opening(byte[] bytes) {
        return AsicContainer.open(ByteSource.of(bytes), ZipLimits.defaults(), new XmlReading(XmlLimits.SIGNATURE));
    }

    private static AsicContainer open(ZipForge forge) {
        AsicContainer.Opening opening = opening(forge.bytes());
        assertThat(opening).isInstanceOf(AsicContainer.Opened.class);
        return ((AsicContainer.Opened) opening).container();
    }

    private static List<String> findings(ZipForge forge) {
        return open(forge).findings().stream()
                .map(finding -> finding.severity() + " " + finding.code())
                .toList();
    }

    @Test
    void whenTheContainerIsSound_thenEverythingIsSorted() throws IOException {
        try (AsicContainer container = open(sound())) {
            assertThat(container.findings()).isEmpty();
            assertThat(container.format()).isEqualTo(DocumentFormat.ASIC_E);
            assertThat(container.mimetype()).contains(ASIC_E);
            assertThat(container.dataFiles()).containsExactly(new DataFile("a.txt", 7, Optional.of("text/plain")));
            assertThat(container.signatureEntries())
                    .containsExactly(new SignatureEntry("META-INF/signatures0.xml", SignatureEntry.Kind.XADES));
            assertThat(container.read("a.txt", 10)).isEqualTo("content".getBytes(StandardCharsets.UTF_8));
            assertThat(catchThrowable(() -> container.read("b.txt", 10))).isInstanceOf(IOException.class);
        }
    }

    @Nested
    class MimetypeEntry {
        private ZipForge with(String content) {
            return new ZipForge()
                    .stored("mimetype", content)
                    .stored("META-INF/manifest.xml", GOOD_MANIFEST)
                    .stored("a.txt", "x");
        }

        @ParameterizedTest
        @CsvSource({
            "'application/vnd.etsi.asic-e+zip\n', WARNING CONTAINER_MIMETYPE_WHITESPACE",
            "'\ufeffapplication/vnd.etsi.asic-e+zip', WARNING CONTAINER_MIMETYPE_BOM",
        })
        void whenItIsUntidy_thenItIsAWarning(String content, String finding) {
            assertThat(findings(with(content))).containsExactly(finding);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "text/plain", "application/vnd.etsi.asic-e+zip; x", "APPLICATION/VND.ETSI.ASIC-E+ZIP"})
        void whenItIsAnotherType_thenItIsAnError(String content) {
            assertThat(findings(with(content))).contains("ERROR CONTAINER_MIMETYPE_INVALID");
        }

        @Test
        void whenItIsMissing_thenItIsAnError() {
            ZipForge forge = new ZipForge().stored("a.txt", "x").stored("META-INF/signatures0.xml", "<x/>");
            assertThat(findings(forge)).containsExactly("ERROR CONTAINER_MIMETYPE_MISSING");
            assertThat(open(forge).format()).isEqualTo(DocumentFormat.ASIC_E);
            assertThat(open(new ZipForge().stored("a.txt", "x")).format()).isEqualTo(DocumentFormat.UNKNOWN);
        }

        @Test
        void whenItIsCompressedOrNotFirst_thenItIsAWarning() {
            ZipForge forge = new ZipForge()
                    .stored("META-INF/manifest.xml", GOOD_MANIFEST)
                    .deflated("mimetype", ASIC_E)
                    .stored("a.txt", "x");
            assertThat(findings(forge))
                    .containsExactly("WARNING CONTAINER_MIMETYPE_NOT_FIRST", "WARNING CONTAINER_MIMETYPE_COMPRESSED");
        }
    }

    @Nested
    class ManifestFile {
        private List<String> with(String manifest) {
            return findings(start().stored("META-INF/manifest.xml", manifest).stored("a.txt", "x"));
        }

        @Test
        void whenAFileIsNotListedOrNotThere_thenItIsAnError() {
            assertThat(with(manifest("/", ASIC_E))).containsExactly("ERROR CONTAINER_MANIFEST_MISMATCH");
            assertThat(with(manifest("/", ASIC_E, "a.txt", "text/plain", "b.txt", "text/plain")))
                    .containsExactly("ERROR CONTAINER_MANIFEST_MISMATCH");
            assertThat(with(manifest("/", ASIC_E, "a.txt", "text/plain", "a.txt", "text/plain")))
                    .containsExactly("ERROR CONTAINER_MANIFEST_MISMATCH");
        }

        @Test
        void whenTheContainerItselfIsNotListedRightly_thenItIsAnError() {
            assertThat(with(manifest("a.txt", "text/plain"))).containsExactly("ERROR CONTAINER_MANIFEST_MISMATCH");
            assertThat(with(manifest("/", "text/plain", "a.txt", "text/plain")))
                    .containsExactly("ERROR CONTAINER_MANIFEST_MISMATCH");
        }

        @Test
        void whenAFolderIsListed_thenNothingIsWrong() {
            assertThat(with(manifest("/", ASIC_E, "META-INF/", "", "a.txt", "text/plain")))
                    .isEmpty();
        }

        @Test
        void whenItIsNoManifest_thenItIsAnError() {
            String unprefixed = "<manifest xmlns=\"" + NAMESPACE + "\"><file-entry full-path=\"/\" media-type=\""
                    + ASIC_E + "\"/></manifest>";
            for (String broken :
                    List.of("", "<x/>", GOOD_MANIFEST + "<y/>", "<!DOCTYPE m>" + GOOD_MANIFEST, unprefixed)) {
                assertThat(with(broken)).as(broken).containsExactly("ERROR CONTAINER_MANIFEST_INVALID");
            }
        }

        @Test
        void whenItIsMissing_thenItIsAnErrorForXadesAndAWarningForOthers() {
            assertThat(findings(start().stored("a.txt", "x").stored("META-INF/signatures.xml", "<x/>")))
                    .containsExactly("ERROR CONTAINER_MANIFEST_MISSING");
            assertThat(findings(start().stored("a.txt", "x").stored("META-INF/signature.p7s", "x")))
                    .containsExactly("WARNING CONTAINER_MANIFEST_MISSING");
        }
    }

    @Nested
    class Entries {
        @ParameterizedTest
        @CsvSource({
            "META-INF/signatures.xml, XADES",
            "META-INF/edoc-signatures-S1.xml, XADES",
            "META-INF/SIGNATURES99999999999999.XML, XADES",
            "META-INF/signature.p7s, CADES",
            "META-INF/signature001.p7s, CADES",
            "META-INF/timestamp.tst, TIMESTAMP",
            "META-INF/evidencerecord.ers, EVIDENCE_RECORD",
            "META-INF/evidencerecord.xml, EVIDENCE_RECORD",
        })
        void whenAnEntrySignsOrProves_thenItIsRecognised(String name, SignatureEntry.Kind kind) {
            assertThat(SignatureEntry.recognise(name)).contains(new SignatureEntry(name, kind));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "META-INF/manifest.xml",
                    "META-INF/ASiCManifest.xml",
                    "META-INF/ASiCEvidenceRecordManifest001.xml",
                    "signatures.xml",
                    "a/META-INF/signatures.xml",
                    "META-INF/signatures/"
                })
        void whenAnEntryIsSomethingElse_thenItIsNot(String name) {
            assertThat(SignatureEntry.recognise(name)).isEmpty();
        }

        @Test
        void whenMetaInfHoldsSomethingUnknown_thenItIsAWarning() {
            assertThat(findings(sound().stored("META-INF/MANIFEST.MF", "x").stored("META-INF/ASiCManifest.xml", "x")))
                    .containsExactly("WARNING CONTAINER_UNKNOWN_ENTRY");
        }

        @Test
        void whenNamesDifferInLetterCaseOnly_thenItIsAnError() {
            assertThat(findings(sound().stored("A.TXT", "x"))).contains("ERROR CONTAINER_DUPLICATE_ENTRY");
        }

        @Test
        void whenThereIsNoDataFile_thenItIsAnError() {
            assertThat(findings(start())).contains("ERROR CONTAINER_NO_DATA_FILE");
        }

        @Test
        void whenAFileIsEmptyOrItsNameDeceives_thenItIsAWarning() {
            String name = "a\u202efdp.exe";
            assertThat(findings(start().stored("META-INF/manifest.xml", manifest("/", ASIC_E, "e", "x/y", name, "x/y"))
                            .stored("e", "")
                            .stored(name, "x")))
                    .containsExactly("WARNING DATA_FILE_EMPTY", "WARNING SUSPICIOUS_NAME");
        }

        @Test
        void whenXRoadLoggedIt_thenItIsRecognised() {
            ZipForge forge = start().stored("message.xml", "<x/>")
                    .stored("META-INF/signatures.xml", "<x/>")
                    .stored("sig-hashchain.xml", "<x/>");
            assertThat(open(forge).format()).isEqualTo(DocumentFormat.XROAD);
            assertThat(open(forge.stored("contract.pdf", "x")).format()).isEqualTo(DocumentFormat.ASIC_E);
        }
    }

    @Nested
    class AgainstASignature {
        private final List<DataFile> files = List.of(new DataFile("a.txt", 1, Optional.of("text/plain")));
        private final Optional<Manifest> manifest =
                Optional.of(new Manifest(List.of(new Manifest.Entry("a.txt", "text/plain"))));

        private List<FindingCode> codes(Map<String, String> declared) {
            return ContainerRules.signature(files, manifest, declared).stream()
                    .map(Finding::code)
                    .toList();
        }

        @Test
        void whenMediaTypesAgree_thenNothingIsFound() {
            assertThat(codes(Map.of("a.txt", "text/plain"))).isEmpty();
        }

        @Test
        void whenMediaTypesDiffer_thenItIsAnError() {
            assertThat(codes(Map.of("a.txt", "application/pdf"))).containsExactly(FindingCode.FILE_MIME_MISMATCH);
        }

        @Test
        void whenAFileIsNotCovered_thenItIsAnError() {
            assertThat(codes(Map.of())).containsExactly(FindingCode.CONTAINER_UNSIGNED_FILE);
        }
    }

    @Nested
    class Refusals {
        private FindingCode refusal(byte[] bytes) {
            AsicContainer.Opening opening = opening(bytes);
            assertThat(opening).isInstanceOf(AsicContainer.Refused.class);
            return ((AsicContainer.Refused) opening).finding().code();
        }

        @Test
        void whenTheFileIsNoContainer_thenThereIsAClearCode() {
            assertThat(refusal(new byte[0])).isEqualTo(FindingCode.FILE_EMPTY);
            assertThat(refusal("text".getBytes(StandardCharsets.UTF_8))).isEqualTo(FindingCode.FORMAT_UNKNOWN);
            assertThat(refusal(new ZipForge().stored("../a", "x").bytes())).isEqualTo(FindingCode.CONTAINER_BAD_PATH);
            assertThat(refusal(new ZipForge().stored("a", "x").stored("a", "y").bytes()))
                    .isEqualTo(FindingCode.CONTAINER_DUPLICATE_ENTRY);
        }

        @Test
        void whenCutAtAnyByte_thenItIsNeverOpened() {
            byte[] whole = sound().bytes();
            for (int length = 1; length < whole.length; length++) {
                assertThat(refusal(Arrays.copyOf(whole, length))).isEqualTo(FindingCode.CONTAINER_TRUNCATED);
            }
        }

        @Test
        void whenReadingFails_thenTheFindingDoesNotRepeatThePath() {
            Finding missing = ContainerFindings.of(new NoSuchFileException("/home/mari/a.asice"));
            assertThat(missing.code()).isEqualTo(FindingCode.FILE_MISSING);
            Finding unreadable = ContainerFindings.of(new IOException("/home/mari/a.asice"));
            assertThat(unreadable.code()).isEqualTo(FindingCode.FILE_UNREADABLE);
            assertThat(missing.text() + unreadable.text()).doesNotContain("mari");
        }
    }

    @Nested
    class Digests {
        @Test
        void whenTwoAlgorithmsAreWanted_thenTheFileIsReadOnce() throws IOException {
            byte[] content = "content".getBytes(StandardCharsets.UTF_8);
            try (AsicContainer container = open(sound())) {
                DataFileDigests digests = container.digests(Set.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA512));
                for (DigestAlgorithm algorithm : List.of(DigestAlgorithm.SHA512, DigestAlgorithm.SHA256)) {
                    assertThat(digests.digest("a.txt", algorithm)).isEqualTo(algorithm.digest(content));
                    digests.digest("a.txt", algorithm)[0] ^= 1;
                    assertThat(digests.digest("a.txt", algorithm)).isEqualTo(algorithm.digest(content));
                }
                assertThat(digests.bytesHashed()).isEqualTo(content.length);
                assertThat(digests.digest("a.txt", DigestAlgorithm.SHA1))
                        .isEqualTo(DigestAlgorithm.SHA1.digest(content));
                assertThat(digests.bytesHashed()).isEqualTo(2L * content.length);
            }
        }

        @Test
        void whenAFileIsToBeReadAgainAndAgain_thenThatEndsAfterOneGibibyte() throws IOException {
            int size = 32 << 20;
            try (AsicContainer container = open(sound().stored("large.bin", "x".repeat(size)))) {
                DataFileDigests digests = container.digests(Set.of());
                for (int i = 0; i < 32; i++) {
                    digests.open("large.bin").close();
                }
                assertThatThrownBy(() -> digests.open("large.bin"))
                        .isInstanceOfSatisfying(
                                ZipFormatException.class,
                                e -> assertThat(e.problem()).isEqualTo(ZipProblem.LIMIT_EXCEEDED));
                assertThatThrownBy(() -> digests.feed("large.bin", DigestAlgorithm.SHA256.newDigest()))
                        .isInstanceOf(ZipFormatException.class);
                assertThat(digests.bytesHashed()).isZero();
            }
        }
    }
}
