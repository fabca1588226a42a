package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of signatures that hold none: taken for unsigned, they would hide that somebody took the signatures away. */
class EmptySignaturesTest {
    private static final byte[] DATA = "I agree.".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() {
        signed = new Signed();
    }

    private static byte[] cmsWithoutSigners(CMSTypedData content) {
        try {
            return new CMSSignedDataGenerator().generate(content, true).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(CheckReport report, String where) {
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.findings())
                .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                .extracting(Finding::code, Finding::where)
                .containsExactly(tuple(FindingCode.FORMAT_FAILURE, where));
    }

    @Test
    void whenACmsHasNoSigner_thenInvalid() {
        CheckReport report =
                signed.checker.check("contract.txt.p7m", cmsWithoutSigners(new CMSProcessableByteArray(DATA)));

        assertRefused(report, "");
        assertThat(report.signatures()).isEmpty();
    }

    @Test
    void whenAnEmptyXmlFileStandsBesideAGoodSignature_thenInvalid() {
        Map<String, byte[]> entries = Signed.entries(signed.builder().build());
        assertThat(signed.check(Signed.zipped(entries)).verdict()).isEqualTo(Verdict.VALID);

        entries.put(
                "META-INF/signatures1.xml",
                "<asic:XAdESSignatures xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"/>"
                        .getBytes(StandardCharsets.UTF_8));

        assertRefused(signed.check(Signed.zipped(entries)), "META-INF/signatures1.xml");
    }

    @Test
    void whenACmsOfAContainerHasNoSigner_thenInvalid() {
        byte[] manifest = TokenContainerTest.manifest("META-INF/signature001.p7s", Map.of("contract.txt", DATA));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.etsi.asic-e+zip".getBytes(StandardCharsets.US_ASCII));
        entries.put("contract.txt", DATA);
        entries.put("META-INF/ASiCManifest001.xml", manifest);
        entries.put("META-INF/signature001.p7s", CadesMaker.der(new CadesMaker(signed.sandbox, manifest).detached()));
        CheckReport sound = signed.check(Signed.zipped(entries));
        assertThat(sound.signatures()).hasSize(1);
        assertThat(sound.verdict()).isEqualTo(Verdict.VALID);

        entries.put("META-INF/signature001.p7s", cmsWithoutSigners(new CMSAbsentContent()));
        CheckReport report = signed.check(Signed.zipped(entries));
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.findings()).extracting(Finding::code).contains(FindingCode.FORMAT_FAILURE);
    }

    @Test
    void whenAskedWhetherQualified_thenOnlyQualifiedSignaturesAndSeals() {
        assertThat(List.of(Qualification.values()))
                .filteredOn(Qualification::qualified)
                .containsExactlyInAnyOrder(Qualification.QESIG, Qualification.QESEAL);
    }
}
