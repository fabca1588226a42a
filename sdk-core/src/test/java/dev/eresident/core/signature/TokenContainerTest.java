package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.contract.Tamper;
import dev.eresident.sandbox.tsa.TsaFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** ASiC containers with time-stamp tokens: which token covers what, and what one good token is worth. */
class TokenContainerTest {
    private static final String ASIC_S = "application/vnd.etsi.asic-s+zip";
    private static final String ASIC_E = "application/vnd.etsi.asic-e+zip";
    private static final String FIRST = "META-INF/timestamp.tst";
    private static final String SECOND = "META-INF/timestamp002.tst";
    private static final String MANIFEST = "META-INF/ASiCArchiveManifest.xml";
    private static final byte[] DATA = "I agree.".getBytes(StandardCharsets.UTF_8);
    private static final Instant LATER = Signed.NOW.plusSeconds(60);

    private static @Nullable Signed shared;

    @BeforeAll
    static void start() throws IOException {
        shared = new Signed();
    }

    @AfterAll
    static void close() throws IOException {
        signed().close();
    }

    private static Signed signed() {
        return Objects.requireNonNull(shared);
    }

    private static byte[] token(byte[] data, Instant at, @Nullable TsaFault fault) {
        return signed().sandbox.tsa().token(sha256(data), at, fault);
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, byte[]> entries(String mediaType) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", mediaType.getBytes(StandardCharsets.US_ASCII));
        entries.put("contract.txt", DATA);
        return entries;
    }

    private static Map<String, byte[]> stamped() {
        Map<String, byte[]> entries = entries(ASIC_S);
        entries.put(FIRST, token(DATA, Signed.NOW, null));
        return entries;
    }

    static byte[] manifest(String signedBy, Map<String, byte[]> covered) {
        StringBuilder xml = new StringBuilder("<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\""
                + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><asic:SigReference URI=\"" + signedBy + "\"/>");
        covered.forEach((name, content) -> xml.append("<asic:DataObjectReference URI=\"" + name
                + "\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>"
                + Base64.getEncoder().encodeToString(sha256(content))
                + "</ds:DigestValue></asic:DataObjectReference>"));
        return xml.append("</asic:ASiCManifest>").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a second token over a manifest of these entries. */
    private static Map<String, byte[]> renewed(Map<String, byte[]> entries, String... covered) {
        Map<String, byte[]> chosen = new LinkedHashMap<>();
        for (String name : covered) {
            chosen.put(name, Objects.requireNonNull(entries.get(name)));
        }
        byte[] manifest = manifest(SECOND, chosen);
        entries.put(MANIFEST, manifest);
        entries.put(SECOND, token(manifest, LATER, null));
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(e.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(e.getValue().length);
                CRC32 crc = new CRC32();
                crc.update(e.getValue());
                entry.setCrc(crc.getValue());
                out.putNextEntry(entry);
                out.write(e.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static CheckReport check(Map<String, byte[]> entries) {
        return signed().checker.check("contract.asics", zip(entries));
    }

    private static List<FindingCode> codes(CheckReport report) {
        return report.findings().stream().map(Finding::code).toList();
    }

    private static CheckedSignature signature(CheckReport report, String id) {
        return report.signatures().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class OneToken {
        @Test
        void whenTheTokenCoversTheFile_thenValidAndTheTimeIsProven() {
            CheckReport report = check(stamped());

            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.format()).isEqualTo(DocumentFormat.ASIC_S);
            assertThat(report.signatures()).hasSize(1);
            assertThat(report.signatures().get(0).provenAt()).contains(Signed.NOW);
            assertThat(report.files().get(0).coveredBy()).containsExactly(FIRST);
        }

        @Test
        void whenTheFileWasChanged_thenHashFailure() {
            Map<String, byte[]> entries = stamped();
            entries.put("contract.txt", "I disagree.".getBytes(StandardCharsets.UTF_8));

            CheckReport report = check(entries);

            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.signatures().get(0).code()).contains(FindingCode.HASH_FAILURE);
            assertThat(report.files().get(0).coveredBy()).isEmpty();
        }

        @Test
        void whenTheTokensSignatureIsBroken_thenInvalid() {
            Map<String, byte[]> entries = entries(ASIC_S);
            entries.put(FIRST, token(DATA, Signed.NOW, TsaFault.BAD_SIGNATURE));

            assertThat(check(entries).verdict()).isEqualTo(Verdict.INVALID);
        }

        @Test
        void whenTheTokenIsFromTheFuture_thenItProvesNothing() {
            Map<String, byte[]> entries = entries(ASIC_S);
            entries.put(FIRST, token(DATA, Signed.NOW.plusSeconds(86_400), null));

            CheckReport report = check(entries);

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(report.signatures().get(0).code()).contains(FindingCode.NO_POE);
        }

        @Test
        void whenTheTokenIsGarbage_thenInvalid() {
            Map<String, byte[]> entries = entries(ASIC_S);
            entries.put(FIRST, new byte[] {0x30, 0x03, 0x02, 0x01, 0x01});

            assertThat(check(entries).verdict()).isEqualTo(Verdict.INVALID);
        }
    }

    @Nested
    class Renewal {
        @Test
        void whenTheSecondTokenCoversAll_thenBothAreValid() {
            CheckReport report = check(renewed(stamped(), "contract.txt", FIRST));

            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.signatures()).hasSize(2).allMatch(s -> s.verdict() == Verdict.VALID);
            assertThat(codes(report)).doesNotContain(FindingCode.TIMESTAMP_TOKEN_FAILED);
        }

        @Test
        void whenTheFirstTokenIsBrokenAndTheSecondCoversTheFile_thenValidWithAWarning() {
            Map<String, byte[]> entries = entries(ASIC_S);
            entries.put(FIRST, token(DATA, Signed.NOW, TsaFault.BAD_SIGNATURE));

            CheckReport report = check(renewed(entries, "contract.txt", FIRST));

            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(signature(report, FIRST).verdict()).isEqualTo(Verdict.INVALID);
            assertThat(codes(report)).contains(FindingCode.TIMESTAMP_TOKEN_FAILED);
        }

        @Test
        void whenTheFirstTokenIsBrokenAndTheSecondDoesNotCoverTheFile_thenNotValid() {
            Map<String, byte[]> entries = entries(ASIC_S);
            entries.put(FIRST, token("other".getBytes(StandardCharsets.UTF_8), Signed.NOW, null));

            CheckReport report = check(renewed(entries, FIRST));

            assertThat(signature(report, SECOND).verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        }

        @Test
        void whenOnlyATokenIsCovered_thenNothingIsProvenAboutTheFile() {
            Map<String, byte[]> only = entries(ASIC_S);
            byte[] manifest = manifest(SECOND, Map.of("mimetype", ASIC_S.getBytes(StandardCharsets.US_ASCII)));
            only.put(MANIFEST, manifest);
            only.put(SECOND, token(manifest, LATER, null));

            CheckReport report = check(only);

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(codes(report)).contains(FindingCode.TIMESTAMP_COVERS_NOTHING);
        }

        @Test
        void whenTheManifestNamesAnotherDigest_thenThatTokenFails() {
            Map<String, byte[]> entries = stamped();
            byte[] manifest = manifest(SECOND, Map.of("contract.txt", "other".getBytes(StandardCharsets.UTF_8)));
            entries.put(MANIFEST, manifest);
            entries.put(SECOND, token(manifest, LATER, null));

            CheckReport report = check(entries);

            assertThat(signature(report, SECOND).code()).contains(FindingCode.HASH_FAILURE);
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTheManifestNamesAFileThatIsNotThere_thenThatTokenFails() {
            Map<String, byte[]> entries = stamped();
            byte[] manifest = manifest(SECOND, Map.of("gone.txt", DATA));
            entries.put(MANIFEST, manifest);
            entries.put(SECOND, token(manifest, LATER, null));

            assertThat(signature(check(entries), SECOND).code()).contains(FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @Test
        void whenTheManifestWasChanged_thenThatTokenFails() {
            Map<String, byte[]> entries = renewed(stamped(), "contract.txt", FIRST);
            entries.put(MANIFEST, manifest(SECOND, Map.of("contract.txt", DATA)));

            assertThat(signature(check(entries), SECOND).code()).contains(FindingCode.HASH_FAILURE);
        }
    }

    @Nested
    class Structure {
        @Test
        void whenThereAreTwoDataFiles_thenRefused() {
            Map<String, byte[]> entries = stamped();
            entries.put("annex.txt", DATA);

            CheckReport report = check(entries);

            assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(codes(report)).contains(FindingCode.CONTAINER_DATA_FILE_COUNT);
        }

        @Test
        void whenTheDataFileIsInAFolder_thenRefused() {
            Map<String, byte[]> entries = entries(ASIC_S);
            entries.remove("contract.txt");
            entries.put("folder/contract.txt", DATA);
            entries.put(FIRST, token(DATA, Signed.NOW, null));

            assertThat(check(entries).verdict()).isEqualTo(Verdict.UNREADABLE);
        }

        @Test
        void whenThereAreSignaturesAsWell_thenRefused() {
            Map<String, byte[]> entries = stamped();
            entries.put(
                    "META-INF/signatures.xml",
                    "<asic:XAdESSignatures xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"/>"
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(codes(check(entries))).contains(FindingCode.CONTAINER_MIXED_PROOFS);
        }

        @Test
        void whenAnAsicETokenStampsNoManifest_thenFormatFailure() {
            Map<String, byte[]> entries = entries(ASIC_E);
            entries.put(FIRST, token(DATA, Signed.NOW, null));

            CheckReport report = check(entries);

            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.signatures().get(0).code()).contains(FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenATokenOfAnAsicECoversAManifestWithAllFiles_thenValid() {
            assertThat(check(renewed(entries(ASIC_E), "contract.txt")).verdict())
                    .isEqualTo(Verdict.VALID);
        }

        @Test
        void whenATokenOfAnAsicELeavesAFileOut_thenInvalid() {
            Map<String, byte[]> entries = renewed(entries(ASIC_E), "contract.txt");
            entries.put("smuggled.txt", DATA);

            CheckReport report = check(entries);

            assertThat(report.signatures()).hasSize(1).allMatch(s -> s.verdict() == Verdict.VALID);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(codes(report)).contains(FindingCode.CONTAINER_UNSIGNED_FILE);
        }

        @Test
        void whenThereAreMoreTokensThanAreJudged_thenRefusedBeforeAnyIs() {
            Map<String, byte[]> entries = entries(ASIC_S);
            for (int i = 0; i <= 1000; i++) {
                entries.put("META-INF/timestamp%04d.tst".formatted(i), new byte[1]);
            }

            CheckReport report = check(entries);

            assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
            assertThat(codes(report)).contains(FindingCode.CONTAINER_LIMIT_EXCEEDED);
            assertThat(report.signatures()).isEmpty();
        }
    }

    @Nested
    class Inside {
        private static Map<String, byte[]> holding(String name, byte[] content) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("mimetype", ASIC_S.getBytes(StandardCharsets.US_ASCII));
            entries.put(name, content);
            entries.put(FIRST, token(content, LATER, null));
            return entries;
        }

        @Test
        void whenASignedContainerIsInside_thenItsSignaturesStandInTheReport() {
            byte[] inner = signed().builder().build();

            CheckReport report = check(holding("old.asice", inner));

            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.signatures()).hasSize(2);
            assertThat(report.signatures().get(1).id()).startsWith("old.asice!META-INF/signatures0.xml#");
            assertThat(report.signatures().get(1).verified()).isEmpty();
        }

        @Test
        void whenTheContainerInsideIsBad_thenTheWholeIs() {
            byte[] inner = signed().builder().tamper(Tamper.DATA_FILE_CHANGED).build();

            assertThat(check(holding("old.asice", inner)).verdict()).isEqualTo(Verdict.INVALID);
        }

        @Test
        void whenAnOrdinaryArchiveIsInside_thenItIsOnlyAFile() {
            byte[] inner = zip(Map.of("a.txt", DATA));

            CheckReport report = check(holding("archive.zip", inner));

            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.signatures()).hasSize(1);
        }

        @Test
        void whenContainersAreNestedTooDeeply_thenNobodySaysValid() {
            byte[] inner = DATA;
            for (int i = 0; i < 6; i++) {
                inner = zip(holding("inner" + i + (i == 0 ? ".txt" : ".asics"), inner));
            }

            CheckReport report = signed().checker.check("deep.asics", inner);

            assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
            assertThat(codes(report)).contains(FindingCode.NESTED_NOT_JUDGED);
        }
    }
}
