package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.contract.Tamper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a bank stores of a check: the fields of the contract as they always were, and behind them all that the report shows. */
class ReportJsonTest {
    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() {
        signed = new Signed();
    }

    private static JsonNode json(CheckReport report) {
        try {
            return new ObjectMapper().readTree(report.toJson("dir/file"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode first(CheckReport report) {
        return json(report).path("signatures").path(0);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static CheckReport sound() {
        return signed.check(signed.builder().build());
    }

    private static byte[] token() {
        return signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(new byte[] {1}), Signed.NOW, null);
    }

    private static CheckReport record() {
        try {
            return signed.checker.check(
                    "a.ers",
                    new EvidenceRecord(null, null, new ArchiveTimeStamp(ContentInfo.getInstance(token())))
                            .getEncoded("DER"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class Fields {
        @Test
        void whenWritten_thenTheContractsFieldsComeFirstInTheirOrderAndTheOthersBehind() {
            JsonNode json = json(sound());

            assertThat(names(json))
                    .containsExactly("file", "format", "verdict", "signatures", "findings", "checkedAt", "files");
            JsonNode signature = json.path("signatures").path(0);
            assertThat(names(signature))
                    .containsExactly(
                            "id",
                            "verdict",
                            "code",
                            "profile",
                            "qualification",
                            "signer",
                            "claimedAt",
                            "provenAt",
                            "warnings",
                            "kind",
                            "coveredFiles",
                            "findings");
            assertThat(names(signature.path("signer")))
                    .containsExactly(
                            "name",
                            "code",
                            "country",
                            "id",
                            "issuer",
                            "certificateSha256",
                            "eResident",
                            "eResidentReason");
            assertThat(names(json.path("files").path(0))).containsExactly("name", "mediaType", "size", "coveredBy");
        }

        @Test
        void whenWritten_thenTheFilesAreDescribedAndCovered() {
            JsonNode json = json(sound());
            JsonNode file = json.path("files").path(0);

            assertThat(json.path("checkedAt").asText())
                    .isEqualTo(Signed.NOW.plusSeconds(7200).toString());
            assertThat(json.path("files")).hasSize(2);
            assertThat(file.path("name").asText()).isEqualTo("contract.txt");
            assertThat(file.path("mediaType").asText()).isEqualTo("text/plain");
            assertThat(file.path("size").asLong()).isEqualTo("I agree.".length());
            assertThat(texts(file.path("coveredBy")))
                    .containsExactly(json.path("signatures").path(0).path("id").asText());
            assertThat(texts(json.path("signatures").path(0).path("coveredFiles")))
                    .containsExactly("contract.txt", "annex 1+2.txt");
        }

        @Test
        void whenAFileWasChanged_thenItIsNotCoveredAndTheSignaturesOwnFindingsSayWhy() {
            CheckReport report = signed.check(signed.tampered(Tamper.DATA_FILE_CHANGED));
            JsonNode json = json(report);
            JsonNode finding = json.path("signatures").path(0).path("findings").path(0);

            assertThat(texts(json.path("files").path(0).path("coveredBy"))).isEmpty();
            assertThat(names(finding)).containsExactly("code", "severity", "where", "text");
            assertThat(finding.path("code").asText()).isEqualTo("HASH_FAILURE");
            assertThat(finding.path("severity").asText()).isEqualTo("ERROR");
            assertThat(finding.path("where").asText())
                    .startsWith(report.signatures().get(0).id());
            assertThat(json.path("signatures").path(0).path("findings"))
                    .hasSameSizeAs(report.signatures().get(0).findings());
        }

        @Test
        void whenListsWouldBeFarLargerThanTheDocument_thenTheyAreNullAndNotEmpty() {
            CheckReport report = sound();
            String id = "S".repeat(1 << 20);
            CheckReport.CheckedFile often =
                    new CheckReport.CheckedFile("a.txt", "text/plain", 8, Collections.nCopies(17, id));
            CheckReport.CheckedFile once = new CheckReport.CheckedFile("b.txt", "text/plain", 8, List.of(id));
            JsonNode files = json(new CheckReport(
                            report.name(),
                            report.format(),
                            report.verdict(),
                            report.checkedAt(),
                            List.of(often, once),
                            report.signatures(),
                            report.findings()))
                    .path("files");

            assertThat(files.path(0).path("coveredBy").isNull()).isTrue();
            assertThat(texts(files.path(1).path("coveredBy"))).containsExactly(id);
        }
    }

    @Nested
    class Signers {
        @Test
        void whenAPersonSigned_thenTheCertificateAndTheIdentityAreWritten() {
            CheckReport report = sound();
            CheckedSignature signature = report.signatures().get(0);
            Certificate certificate = signature.signer().orElseThrow();
            JsonNode signer = first(report).path("signer");

            assertThat(first(report).path("kind").asText()).isEqualTo("SIGNATURE");
            assertThat(signer.path("id").asText())
                    .isEqualTo("PNOEE-" + signed.sandbox.eResident().person().personalCode());
            assertThat(signer.path("certificateSha256").asText())
                    .isEqualTo(certificate.sha256().hex())
                    .hasSize(64);
            assertThat(signer.path("issuer").asText())
                    .isEqualTo(certificate.issuer().commonName().orElseThrow());
            EResidency residency = signature.signerDocument().orElseThrow().eResidency();
            assertThat(signer.path("eResident").asText()).isEqualTo("YES");
            assertThat(signer.path("eResidentReason").asText()).isEqualTo(residency.reason());
        }

        @Test
        void whenACitizenSigned_thenHeIsNoEResident() {
            JsonNode signature = json(signed.check(
                            signed.builder().signedBy(signed.sandbox.citizen()).build()))
                    .path("signatures")
                    .path(1);

            assertThat(signature.path("signer").path("eResident").asText()).isEqualTo("NO");
        }

        @Test
        void whenNoCertificateWasFound_thenTheSignerIsNull() {
            CheckReport report = signed.check(Signed.edited(
                    signed.builder().build(),
                    xml -> xml.replaceAll("(?s)<ds:X509Certificate>.*?</ds:X509Certificate>", "")));

            assertThat(report.signatures().get(0).signerId()).isEmpty();
            assertThat(report.signatures().get(0).signerName()).isEmpty();
            assertThat(first(report).path("signer").isNull()).isTrue();
        }

        @Test
        void whenATimestampStandsAlone_thenNobodySigned() {
            CheckReport report = signed.checker.check("a.tst", token());
            JsonNode signature = first(report);

            assertThat(report.signatures().get(0).kind()).isEqualTo(CheckedSignature.Kind.TIMESTAMP);
            assertThat(signature.path("kind").asText()).isEqualTo("TIMESTAMP");
            assertThat(signature.path("signer").path("eResident").isNull()).isTrue();
            assertThat(signature.path("signer").path("eResidentReason").isNull())
                    .isTrue();
        }

        @Test
        void whenAnEvidenceRecordStandsAlone_thenNobodySigned() {
            CheckReport report = record();

            assertThat(report.signatures().get(0).kind()).isEqualTo(CheckedSignature.Kind.EVIDENCE_RECORD);
            assertThat(report.signatures().get(0).provesOnlyTime()).isTrue();
            assertThat(first(report).path("kind").asText()).isEqualTo("EVIDENCE_RECORD");
        }
    }

    @Nested
    class Names {
        @Test
        void whenAPersonSigned_thenTheSignatureNamesThePerson() {
            CheckedSignature signature = sound().signatures().get(0);
            var subject = signature.signer().orElseThrow().subject();

            assertThat(signature.signerId())
                    .contains(SemanticsIdentifier.parse(subject.serialNumber().orElseThrow()));
            assertThat(signature.signerName())
                    .contains(subject.givenName().orElseThrow() + " "
                            + subject.surname().orElseThrow());
        }

        @Test
        void whenAServiceProvesATime_thenItsCommonNameIsTheName() {
            CheckedSignature token =
                    signed.checker.check("a.tst", token()).signatures().get(0);

            assertThat(token.signerName())
                    .isEqualTo(token.signer().orElseThrow().subject().commonName())
                    .isPresent();
        }
    }
}
