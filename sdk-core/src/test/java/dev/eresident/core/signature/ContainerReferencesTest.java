package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.contract.Tamper;
import dev.eresident.sandbox.xml.SandboxXml;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signature of a container covers besides the data files and its own properties; all digests are right. */
class ContainerReferencesTest {
    private static final String MANIFEST = "META-INF/manifest.xml";

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @SuppressWarnings("NullAway.Init")
    private static byte[] sound;

    @BeforeAll
    static void sign() {
        signed = new Signed();
        sound = signed.builder().build();
    }

    private static CheckedSignature check(byte[] container, ValidationPolicy policy) {
        CheckReport report = signed.checker.withPolicy(policy).check("contract.asice", container);
        assertThat(report.signatures()).as(report.toJson("x")).hasSize(1);
        return report.signatures().get(0);
    }

    private static List<FindingCode> errors(CheckedSignature signature) {
        return signature.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(Finding::code)
                .toList();
    }

    private static String referring(String text, String uri, String transforms, String digest) {
        String first = "<ds:Reference Type=";
        assertThat(text).contains(first);
        return text.replace(
                first,
                "<ds:Reference URI=\"" + uri + "\">" + transforms + "<ds:DigestMethod Algorithm=\""
                        + DigestAlgorithm.SHA256.xmlUri() + "\"/><ds:DigestValue>" + digest
                        + "</ds:DigestValue></ds:Reference>" + first);
    }

    private static String referringTo(String text, String uri) {
        return referring(
                text,
                uri,
                "<ds:Transforms><ds:Transform Algorithm=\"" + SandboxXml.EXCLUSIVE + "\"/></ds:Transforms>",
                "");
    }

    @ParameterizedTest
    @CsvSource({"ESTONIA, false", "QES, false", "ETSI, true"})
    void whenAnAdministrativeFileIsCovered_thenOnlyPlainEtsiLetsItBe(ValidationPolicy policy, boolean valid) {
        String digest =
                Base64.getEncoder().encodeToString(DigestAlgorithm.SHA256.digest(Signed.entry(sound, MANIFEST)));
        byte[] covering = new Resigned(signed)
                .before(text -> referring(text, MANIFEST, "", digest))
                .build(sound);

        assertThat(errors(check(sound, policy))).isEmpty();
        CheckedSignature found = check(covering, policy);
        assertThat(errors(found)).isEqualTo(valid ? List.of() : List.of(FindingCode.SIG_COVERS_ADMINISTRATION));
        assertThat(found.verdict()).isEqualTo(valid ? Verdict.VALID : Verdict.INDETERMINATE);
    }

    @Test
    void whenAFileIsChanged_thenItIsNamed() {
        CheckedSignature found = check(signed.tampered(Tamper.DATA_FILE_CHANGED), ValidationPolicy.ESTONIA);

        assertThat(found.findings())
                .filteredOn(f -> f.code() == FindingCode.HASH_FAILURE)
                .singleElement()
                .satisfies(f -> assertThat(f.text())
                        .contains("contract.txt")
                        .doesNotContain("annex")
                        .endsWith("does not have the signed digest."));
    }

    @Test
    void whenKeyInfoIsCoveredToo_thenValid() {
        byte[] covering = new Resigned(signed)
                .before(text -> referringTo(text.replace("<ds:KeyInfo>", "<ds:KeyInfo Id=\"x\">"), "#x"))
                .build(sound);

        assertThat(errors(check(covering, ValidationPolicy.ESTONIA))).isEmpty();
    }

    /** What is wrong is that it is there, not that it could not be found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ds:Object Id=\"x\">Pay.</ds:Object>",
                "<ds:Object><ds:Manifest Id=\"x\"/></ds:Object>",
            })
    void whenFurtherContentIsCovered_thenItIsRefusedForWhatItIs(String object) {
        byte[] covering = new Resigned(signed)
                .before(text -> referringTo(text.replace("<ds:Object>", object + "<ds:Object>"), "#x"))
                .build(sound);

        CheckedSignature found = check(covering, ValidationPolicy.ESTONIA);

        assertThat(errors(found)).containsExactly(FindingCode.SIG_FURTHER_CONTENT);
        assertThat(found.verdict()).isEqualTo(Verdict.INVALID);
    }
}
