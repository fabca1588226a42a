package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One good container against altered trusted lists: the state's C++ library accepts it only where the altered service was all right at the time that counts. */
class AlteredListsTest {
    private static final String CONTAINER = "signatures/files/48e831ecaaf4-tsl.asice";
    private static final String VARIANTS = "signatures/trust/test/variants";

    /** The signature is good, and its level is below a qualified one: a matter of the policy that asks for the level. */
    private static final Map<String, Qualification> BELOW_QUALIFIED =
            Map.of("EE_T-no_QCSD", Qualification.ADESIG_QC, "EE_T-no_QCStatement", Qualification.ADESIG);

    static Stream<String> variants() throws IOException {
        try (Stream<Path> files = Files.list(Corpus.folder(VARIANTS))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".xml.gz"))
                    .map(name -> name.replace(".xml.gz", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static CheckedSignature check(String list) {
        return check(list, ValidationPolicy.ESTONIA);
    }

    private static CheckedSignature check(String list, ValidationPolicy policy) {
        TrustAnchors anchors = TrustAnchors.load(Corpus.file(list));
        CheckReport report = SignatureChecker.with(
                        TrustPolicy.test(anchors), Clock.fixed(CorpusTrust.AT, ZoneOffset.UTC))
                .withPolicy(policy)
                .check(Corpus.file(CONTAINER));
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0);
    }

    private static JsonNode expected() throws IOException {
        return new ObjectMapper().readTree(Corpus.read(VARIANTS + "/digidoc4j-verdicts-of-tsl.asice.json"));
    }

    @Test
    void whenListIsNotAltered_thenValidAndQualified() {
        CheckedSignature signature = check("signatures/trust/test/EE_T.xml");

        assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
        assertThat(signature.qualification()).contains(Qualification.QESIG);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void whenListIsAltered_thenGoodOnlyWhereTheStatesLibrarySaysSo(String variant) throws IOException {
        boolean good = expected().path(variant).path("libdigidocpp").asText().equals("good");
        CheckedSignature signature = check(VARIANTS + "/" + variant + ".xml.gz");

        boolean qualified =
                signature.qualification().filter(Qualification::qualified).isPresent();
        assertThat(signature.verdict() == Verdict.VALID && qualified)
                .as(signature.verdict() + " " + signature.qualification() + " " + signature.findings())
                .isEqualTo(good);
        Qualification below = BELOW_QUALIFIED.get(variant);
        if (below != null) {
            assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
            assertThat(signature.qualification()).contains(below);
        } else {
            assertThat(signature.verdict() == Verdict.VALID).isEqualTo(good);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CA-granted-later, INVALID, LEVEL_NOT_QUALIFIED",
        "CA-invalid-type, INDETERMINATE, NO_CERTIFICATE_CHAIN_FOUND",
        "CA-non-qa, INVALID, LEVEL_NOT_QUALIFIED",
        "CA-noqscd-granted-before, VALID, ",
        "CA-withdrawn-granted-later, INVALID, LEVEL_NOT_QUALIFIED",
        "no_QCStatement, INVALID, LEVEL_NOT_QUALIFIED",
        "no_QCSD, VALID, "
    })
    void whenOnlyQualifiedSignaturesAreAccepted_thenTheLevelDecides(String variant, Verdict verdict, FindingCode code) {
        CheckedSignature signature = check(VARIANTS + "/EE_T-" + variant + ".xml.gz", ValidationPolicy.QES);

        assertThat(signature.verdict()).as(signature.findings().toString()).isEqualTo(verdict);
        assertThat(signature.code()).isEqualTo(Optional.ofNullable(code));
    }

    @Test
    void whenADeviceIsMissing_thenThePolicyForQualifiedSignaturesWarns() {
        CheckedSignature signature = check(VARIANTS + "/EE_T-no_QCSD.xml.gz", ValidationPolicy.QES);

        assertThat(signature.findings()).extracting(Finding::code).contains(FindingCode.LEVEL_NOT_QUALIFIED);
        assertThat(signature.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void whenAllAreCounted_thenSixAreGood() throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        for (JsonNode answer : expected()) {
            answers.merge(answer.path("libdigidocpp").asText(), 1, Integer::sum);
        }

        assertThat(answers).isEqualTo(Map.of("good", 6, "bad", 18));
        assertThat(variants().toList()).hasSize(24).doesNotHaveDuplicates();
        assertThat(Set.copyOf(variants().toList())).containsAll(BELOW_QUALIFIED.keySet());
    }
}
