package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tokens and evidence records that stand alone, and what a report and a proof say of what was found. */
class SingleFileTest {
    private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() {
        signed = new Signed();
    }

    private static byte[] token() {
        return signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(CONTENT), Signed.NOW, null);
    }

    private static byte[] record() {
        try {
            return new EvidenceRecord(null, null, new ArchiveTimeStamp(ContentInfo.getInstance(token())))
                    .getEncoded("DER");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertUnreadable(CheckReport report, DocumentFormat format, FindingCode code) {
        assertThat(report.format()).isEqualTo(format);
        assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(report.signatures()).isEmpty();
        assertThat(report.findings()).extracting(Finding::code).containsExactly(code);
    }

    private static void assertAlone(CheckReport report, DocumentFormat format) {
        assertThat(report.format()).isEqualTo(format);
        assertThat(report.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(report.signatures()).singleElement().satisfies(proof -> {
            assertThat(proof.code()).contains(FindingCode.SIGNED_DATA_NOT_FOUND);
            assertThat(proof.provesOnlyTime()).isTrue();
            assertThat(proof.provenAt()).isEmpty();
            assertThat(proof.verified()).isEmpty();
        });
    }

    @Nested
    class Tokens {
        @Test
        void whenATokenStandsAlone_thenItIsNotKnownWhatItStamps() {
            assertAlone(signed.checker.check("a.tst", token()), DocumentFormat.TST);
        }

        @Test
        void whenATokenIsTooLarge_thenUnreadable() {
            assertUnreadable(
                    signed.checker.check("a.tst", Arrays.copyOf(token(), 256 * 1024 + 1)),
                    DocumentFormat.TST,
                    FindingCode.TOO_LARGE);
            assertUnreadable(
                    signed.checker.check("a.tst", Arrays.copyOf(token(), 256 * 1024)),
                    DocumentFormat.TST,
                    FindingCode.TIMESTAMP_INVALID);
        }

        @Test
        void whenATokenIsCut_thenUnreadable() {
            byte[] token = token();
            assertUnreadable(
                    signed.checker.check("a.tst", Arrays.copyOf(token, token.length - 1)),
                    DocumentFormat.TST,
                    FindingCode.TIMESTAMP_INVALID);
        }
    }

    @Nested
    class Records {
        @Test
        void whenARecordStandsAlone_thenItIsNotKnownWhatItCovers() {
            assertAlone(signed.checker.check("a.ers", record()), DocumentFormat.ERS);
        }

        @Test
        void whenARecordIsTooLarge_thenUnreadable() {
            CheckReport report = signed.checker.check("a.ers", Arrays.copyOf(record(), (4 << 20) + 1));
            assertUnreadable(report, DocumentFormat.ERS, FindingCode.TOO_LARGE);
            assertThat(signed.checker
                            .check("a.ers", Arrays.copyOf(record(), 4 << 20))
                            .signatures())
                    .hasSize(1);
        }
    }

    @Nested
    class Proofs {
        private final CheckReport report = signed.checker.check(
                "contract.txt.p7m", CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT).attached()));
        private final CheckedSignature signature = report.signatures().get(0);
        private final VerifiedSignature proof = signature.verified().orElseThrow();

        @Test
        void whenVerified_thenTheProofSaysWhatWasFound() {
            Certificate signer =
                    Certificate.of(signed.sandbox.eResident().signing().certificate());
            assertThat(proof.signer()).isEqualTo(signer);
            assertThat(proof.signerDocument())
                    .isEqualTo(signature.signerDocument().orElseThrow());
            assertThat(proof.signedAt()).isEqualTo(Signed.NOW);
            assertThat(proof.verifiedAt()).isEqualTo(Signed.NOW.plusSeconds(7200));
            assertThat(proof.profile()).isEqualTo(Profile.LT);
            assertThat(proof.provesOnlyTime()).isFalse();
            assertThat(proof.files()).extracting(SignedFile::name).containsExactly("contract.txt");
        }

        @Test
        void whenWritten_thenNobodyIsNamed() {
            assertThat(proof.toString()).isEqualTo("VerifiedSignature[LT, " + Signed.NOW + "]");
            assertThat(signature.toString()).isEqualTo("CheckedSignature[#signature-1, VALID]");
        }

        @Test
        void whenNothingProvesATime_thenItIsThatOfTheCheck() {
            CheckReport unstamped = signed.checker.check(
                    "contract.txt.p7m",
                    CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT)
                            .withoutStamp()
                            .attached()));
            assertThat(unstamped.signatures().get(0).verified().orElseThrow().signedAt())
                    .isEqualTo(Signed.NOW.plusSeconds(7200));
        }

        @Test
        void whenTheRulesAreChosen_thenTheyAreTold() {
            assertThat(signed.checker.validationPolicy()).isEmpty();
            assertThat(signed.checker.withPolicy(ValidationPolicy.QES).validationPolicy())
                    .contains(ValidationPolicy.QES);
        }
    }

    @Nested
    class Reports {
        private JsonNode json(CheckReport report) throws IOException {
            return new ObjectMapper().readTree(report.toJson("dir/file"));
        }

        private List<String> texts(JsonNode array, String field) {
            List<String> all = new ArrayList<>();
            array.forEach(item ->
                    all.add(field.isEmpty() ? item.asText() : item.path(field).asText()));
            return all;
        }

        @Test
        void whenFindingsAreWritten_thenThoseOfTheFileAndOfItsSignatures() throws IOException {
            byte[] document = CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT)
                    .stampedValue(new byte[] {1})
                    .withoutAnswer()
                    .attached());
            CheckReport report = signed.checker.check("contract.txt.p7m", document);
            Finding ofTheFile = Finding.error(FindingCode.CONTAINER_UNSIGNED_FILE, "a.txt");
            CheckReport more = new CheckReport(
                    report.name(),
                    report.format(),
                    report.verdict(),
                    report.checkedAt(),
                    report.files(),
                    report.signatures(),
                    List.of(ofTheFile));
            JsonNode json = json(more);
            CheckedSignature signature = report.signatures().get(0);
            List<String> expected = new ArrayList<>(List.of("CONTAINER_UNSIGNED_FILE"));
            signature.findings().forEach(f -> expected.add(f.code().name()));
            assertThat(texts(json.path("findings"), "code")).isEqualTo(expected);
            assertThat(json.path("findings").get(0).path("where").asText()).isEqualTo("a.txt");
            JsonNode written = json.path("signatures").get(0);
            assertThat(texts(written.path("warnings"), ""))
                    .isEqualTo(signature.findings().stream()
                            .filter(f -> f.severity() == Finding.Severity.WARNING)
                            .map(f -> f.code().name())
                            .distinct()
                            .toList())
                    .isNotEmpty();
            assertThat(written.path("claimedAt").asText()).isEqualTo(Signed.NOW.toString());
            assertThat(written.path("provenAt").isNull()).isTrue();
        }

        @Test
        void whenTheSignerIsAPerson_thenBothNamesAreWritten() throws IOException {
            CheckReport report = signed.checker.check(
                    "contract.txt.p7m", CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT).attached()));
            var subject = report.signatures().get(0).signer().orElseThrow().subject();
            assertThat(json(report)
                            .path("signatures")
                            .get(0)
                            .path("signer")
                            .path("name")
                            .asText())
                    .isEqualTo(subject.givenName().orElseThrow() + " "
                            + subject.surname().orElseThrow());
        }

        @Test
        void whenTheSignerIsAService_thenItsCommonNameIsWritten() throws IOException {
            CheckReport report = signed.checker.check("a.tst", token());
            JsonNode signer = json(report).path("signatures").get(0).path("signer");
            assertThat(signer.path("name").asText())
                    .isEqualTo(report.signatures()
                            .get(0)
                            .signer()
                            .orElseThrow()
                            .subject()
                            .commonName()
                            .orElseThrow());
        }
    }
}
