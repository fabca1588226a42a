package dev.eresident.core.existence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.Bytes;
import dev.eresident.core.existence.EvidenceStatus.Problem;
import dev.eresident.core.existence.EvidenceStatus.Unacceptable;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.internal.zip.ArchiveEntry;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.internal.zip.ZipArchive;
import dev.eresident.core.internal.zip.ZipLimits;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.timestamp.TimestampStatus;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The evidence records of the corpus, each over the files that its container names, against what the oracle says of the record under the European lists. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceCorpusTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final String ASIC = "http://uri.etsi.org/02918/v1.2.1#";
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final int MAX_FILE = 1 << 20;

    /** We are stricter: file, and why. */
    private static final Map<String, Problem> STRICTER = Map.of(
            // A SHA-256 renewal stands in an ArchiveTimeStamp that states SHA-384, in a chain that began with SHA-256
            // (RFC 4998 §5.1: one algorithm per chain).
            "4c9cceadb9d3-er-asn1-incorrect-hash.asice", Problem.DIGEST_CHANGED);

    private EvidenceRecordCheck check;

    @BeforeAll
    void trust() throws IOException {
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        try (Stream<Path> lists = Files.list(Corpus.folder("signatures/trust/eu/lists"))) {
            lists.sorted().forEach(anchors::addPath);
        }
        check = EvidenceRecordCheck.with(TrustPolicy.production(anchors.build()));
    }

    record Case(String file, String indication, String subIndication) {
        /** The oracle wants to know whether the time-stamping authority was revoked, which this room does not judge. */
        boolean lacksOnlyRevocation() {
            return subIndication.equals("CERTIFICATE_CHAIN_GENERAL_FAILURE");
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(Corpus.read("signatures/verdicts.json"))) {
            for (JsonNode record : entry.path("dss").path("eu").path("evidenceRecords")) {
                cases.add(new Case(
                        entry.path("file").asText(),
                        record.path("indication").asText(),
                        record.path("subIndication").asText()));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whenRecordOfTheCorpus_thenAsTheOracleSays(Case expected) throws IOException {
        Map<String, byte[]> files = unpack(Corpus.file("signatures/files/" + expected.file()));
        String recordName = files.keySet().stream()
                .filter(name -> name.matches("META-INF/evidencerecord[^/]*\\.(ers|xml)"))
                .findFirst()
                .orElseThrow();
        EvidenceRecord record = EvidenceRecord.parse(Objects.requireNonNull(files.get(recordName)));
        Covered covered = covered(files, record, recordName, expected.file());

        EvidenceStatus status = check.check(record, covered.data(), List.of(), AT);

        Set<Problem> accepted = accepted(expected);
        if (expected.indication().equals("PASSED") || expected.lacksOnlyRevocation()) {
            assertThat(status.kind()).isEqualTo(EvidenceStatus.Kind.PROVEN);
        } else if (!covered.manifestFits()) {
            assertThat(expected.subIndication()).isIn("HASH_FAILURE", "SIGNED_DATA_NOT_FOUND");
        } else {
            assertThat(status)
                    .isInstanceOfSatisfying(
                            Unacceptable.class, no -> assertThat(no.problem()).isIn(accepted));
        }
        if (!STRICTER.containsKey(expected.file())) {
            assertThat(status.stamps())
                    .allSatisfy(stamp -> assertThat(isIntact(stamp)).isTrue());
        }
    }

    private static boolean isIntact(CheckedStamp stamp) {
        return !(stamp.status() instanceof TimestampStatus.Unacceptable u)
                || EnumSet.of(
                                TimestampStatus.Problem.NOT_TRUSTED,
                                TimestampStatus.Problem.SERVICE_NOT_ACTIVE,
                                TimestampStatus.Problem.NOT_VALID_AT_GENERATION,
                                TimestampStatus.Problem.CERTIFICATE_NOT_FOUND)
                        .contains(u.problem());
    }

    private static Set<Problem> accepted(Case expected) {
        Problem stricter = STRICTER.get(expected.file());
        if (stricter != null) {
            return EnumSet.of(stricter);
        }
        return switch (expected.subIndication()) {
            case "HASH_FAILURE" -> EnumSet.of(Problem.DATA_MISMATCH);
            case "SIGNED_DATA_NOT_FOUND" -> EnumSet.of(Problem.DATA_NOT_FOUND);
            default -> EnumSet.of(Problem.TIMESTAMP_NOT_TRUSTED);
        };
    }

    /** What the record must cover, and whether the manifest's own digests fit. */
    private record Covered(List<DataObject> data, boolean manifestFits) {}

    private static Covered covered(
            Map<String, byte[]> files, EvidenceRecord record, String recordName, String container) {
        boolean simple = container.endsWith(".asics") || container.endsWith(".scs");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!simple && file.getKey().matches("META-INF/ASiCEvidenceRecordManifest[^/]*\\.xml")) {
                XmlElement manifest = new XmlReading(XmlLimits.SIGNATURE).read(file.getValue());
                if (manifest.exactlyOne(ASIC, "SigReference").attribute("URI").equals(Optional.of(recordName))) {
                    return manifestData(files, manifest, record.digestAlgorithms());
                }
            }
        }
        List<DataObject> data = files.entrySet().stream()
                .filter(file ->
                        !file.getKey().startsWith("META-INF/") && !file.getKey().equals("mimetype"))
                .map(file -> DataObject.of(Bytes.of(file.getValue())))
                .toList();
        return new Covered(data, true);
    }

    private static Covered manifestData(Map<String, byte[]> files, XmlElement manifest, Set<String> digests) {
        List<DataObject> data = new ArrayList<>();
        boolean fits = true;
        for (XmlElement reference : manifest.elements(ASIC, "DataObjectReference")) {
            byte[] file = files.get(reference.attribute("URI").orElseThrow());
            if (file == null) {
                fits = false;
                continue;
            }
            DigestAlgorithm digest = DigestAlgorithm.byXmlUri(reference
                            .exactlyOne(DS, "DigestMethod")
                            .attribute("Algorithm")
                            .orElseThrow())
                    .orElseThrow();
            // The manifest must use the algorithm of the record's first chain.
            fits &= digests.iterator().next().equals(digest.jcaName())
                    && Bytes.of(digest.digest(file))
                            .equals(Bytes.of(
                                    reference.exactlyOne(DS, "DigestValue").base64()));
            data.add(DataObject.of(Bytes.of(file)));
        }
        return new Covered(data, fits);
    }

    private static Map<String, byte[]> unpack(Path file) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ByteSource source = ByteSource.open(file);
                ZipArchive archive = ZipArchive.open(source, ZipLimits.defaults())) {
            for (ArchiveEntry entry : archive.entries()) {
                if (!entry.folder()) {
                    files.put(entry.name(), read(archive, entry));
                }
            }
        }
        return files;
    }

    private static byte[] read(ZipArchive archive, ArchiveEntry entry) {
        try {
            return archive.read(entry, MAX_FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
