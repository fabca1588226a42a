package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.contract.Tamper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.asn1.tsp.PartialHashtree;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Evidence records and tokens of containers: what they cover, and what they are worth for signatures beside them. */
class ContainerProofsTest {
    private static final String ASIC_S = "application/vnd.etsi.asic-s+zip";
    private static final String ASIC_E = "application/vnd.etsi.asic-e+zip";
    private static final String RECORD = "META-INF/evidencerecord.ers";
    private static final String SECOND = "META-INF/evidencerecord2.ers";
    private static final String MANIFEST = "META-INF/ASiCEvidenceRecordManifest.xml";
    private static final String SECOND_MANIFEST = "META-INF/ASiCEvidenceRecordManifest2.xml";
    private static final String CONTRACT = "contract.txt";
    private static final String ANNEX = "annex 1+2.txt";
    private static final Instant LATER = Signed.NOW.plusSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() {
        signed = new Signed();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A record over these, each by its digest in one group of the tree. */
    private static byte[] record(Instant at, byte[]... objects) {
        byte[][] hashes = Stream.of(objects)
                .map(DigestAlgorithm.SHA256::digest)
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new);
        byte[] joined = new byte[32 * hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            System.arraycopy(hashes[i], 0, joined, 32 * i, 32);
        }
        byte[] root = hashes.length == 1 ? hashes[0] : DigestAlgorithm.SHA256.digest(joined);
        ContentInfo token = ContentInfo.getInstance(signed.sandbox.tsa().token(root, at, null));
        try {
            return new EvidenceRecord(
                            null,
                            null,
                            new ArchiveTimeStamp(
                                    new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256),
                                    new PartialHashtree[] {new PartialHashtree(hashes)},
                                    token))
                    .getEncoded("DER");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a record and the manifest of what it covers. */
    private static void add(
            Map<String, byte[]> entries, String record, String manifest, Instant at, String... covered) {
        Map<String, byte[]> chosen = new LinkedHashMap<>();
        for (String name : covered) {
            chosen.put(name, Objects.requireNonNull(entries.get(name)));
        }
        entries.put(manifest, TokenContainerTest.manifest(record, chosen));
        entries.put(record, record(at, chosen.values().toArray(byte[][]::new)));
    }

    private static CheckReport check(Map<String, byte[]> entries) {
        return signed.checker.withPolicy(ValidationPolicy.ETSI).check("contract.asice", Signed.zipped(entries));
    }

    private static CheckedSignature proof(CheckReport report, String id) {
        return report.signatures().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<FindingCode> codes(CheckReport report) {
        return report.findings().stream().map(Finding::code).toList();
    }

    @Nested
    class RecordsAlone {
        private Map<String, byte[]> entries(String mediaType) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("mimetype", bytes(mediaType));
            entries.put(CONTRACT, bytes("I agree."));
            return entries;
        }

        @Test
        void whenItCoversTheOneFile_thenValidAndTheTimeIsProven() {
            Map<String, byte[]> entries = entries(ASIC_S);
            entries.put(RECORD, record(LATER, bytes("I agree.")));

            CheckReport report = check(entries);
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(proof(report, RECORD).provenAt()).contains(LATER);
            assertThat(report.files().get(0).coveredBy()).containsExactly(RECORD);

            entries.put(CONTRACT, bytes("I disagree."));
            CheckReport changed = check(entries);
            assertThat(changed.verdict()).isNotEqualTo(Verdict.VALID);
            assertThat(proof(changed, RECORD).provenAt()).isEmpty();
            assertThat(changed.files().get(0).coveredBy()).isEmpty();
        }

        @Test
        void whenAManifestListsTheFiles_thenAllMustBeListedAndCovered() {
            Map<String, byte[]> entries = entries(ASIC_E);
            entries.put(ANNEX, bytes("More."));
            add(entries, RECORD, MANIFEST, LATER, CONTRACT, ANNEX);
            assertThat(check(entries).verdict()).isEqualTo(Verdict.VALID);

            entries.put(RECORD, record(LATER, bytes("I agree.")));
            assertThat(check(entries).verdict()).isNotEqualTo(Verdict.VALID);

            add(entries, RECORD, MANIFEST, LATER, CONTRACT);
            CheckReport partial = check(entries);
            assertThat(proof(partial, RECORD).verdict()).isEqualTo(Verdict.VALID);
            assertThat(partial.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(codes(partial)).contains(FindingCode.CONTAINER_UNSIGNED_FILE);
        }

        @Test
        void whenNoManifestSaysWhatItCovers_thenFormatFailure() {
            Map<String, byte[]> entries = entries(ASIC_E);
            entries.put(RECORD, record(LATER, bytes("I agree.")));

            CheckReport report = check(entries);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(proof(report, RECORD).code()).contains(FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenOneOfTwoFails_thenAnAsicEFails() {
            Map<String, byte[]> entries = entries(ASIC_E);
            add(entries, RECORD, MANIFEST, LATER, CONTRACT);
            add(entries, SECOND, SECOND_MANIFEST, LATER, CONTRACT);
            assertThat(check(entries).verdict()).isEqualTo(Verdict.VALID);

            entries.put(SECOND, record(LATER, bytes("I disagree.")));
            CheckReport report = check(entries);
            assertThat(proof(report, RECORD).verdict()).isEqualTo(Verdict.VALID);
            assertThat(report.verdict()).isNotEqualTo(Verdict.VALID);
        }
    }

    /** A signature with an OCSP answer, whose own time-stamp is broken. */
    @Nested
    class BesideASignature {
        private final Map<String, byte[]> entries = Signed.entries(
                signed.builder().tamper(Tamper.TIMESTAMP_SIGNATURE_BROKEN).build());

        private CheckedSignature signature() {
            return check(entries).signatures().get(0);
        }

        @Test
        void whenARecordCoversItsFile_thenItExistedThen() {
            assertThat(signature().provenAt()).isEmpty();

            add(entries, RECORD, MANIFEST, LATER, CONTRACT, ANNEX, Signed.SIGNATURES);

            assertThat(signature().provenAt()).contains(LATER);
        }

        @Test
        void whenTheRecordCoversTheDataOnly_thenNothingIsProvenOfTheSignature() {
            add(entries, RECORD, MANIFEST, LATER, CONTRACT, ANNEX);

            assertThat(proof(check(entries), RECORD).verdict()).isEqualTo(Verdict.VALID);
            assertThat(signature().provenAt()).isEmpty();
        }

        @Test
        void whenTwoRecordsCoverIt_thenTheEarlierCountsWhereverItStands() {
            add(entries, RECORD, MANIFEST, LATER.plusSeconds(1), Signed.SIGNATURES);
            add(entries, SECOND, SECOND_MANIFEST, LATER, Signed.SIGNATURES);
            assertThat(signature().provenAt()).contains(LATER);

            add(entries, RECORD, MANIFEST, LATER.minusSeconds(1), Signed.SIGNATURES);
            assertThat(signature().provenAt()).contains(LATER.minusSeconds(1));
        }

        @Test
        void whenTheRecordIsOverSomethingElse_thenItProvesNothingAndIsAWarning() {
            add(entries, RECORD, MANIFEST, LATER, Signed.SIGNATURES);
            entries.put(RECORD, record(LATER, bytes("something else")));

            assertThat(signature().provenAt()).isEmpty();
            assertThat(codes(check(entries))).contains(FindingCode.TIMESTAMP_TOKEN_FAILED);
        }

        @Test
        void whenATokenCoversItsFile_thenItExistedThen() {
            byte[] manifest = TokenContainerTest.manifest(
                    "META-INF/timestamp.tst",
                    Map.of(Signed.SIGNATURES, Objects.requireNonNull(entries.get(Signed.SIGNATURES))));
            entries.put("META-INF/ASiCArchiveManifest.xml", manifest);
            entries.put(
                    "META-INF/timestamp.tst",
                    signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(manifest), LATER, null));

            assertThat(signature().provenAt()).contains(LATER);
        }
    }

    @Test
    void whenARecordBesideAGoodSignatureFails_thenItStaysValidWithAWarning() {
        Map<String, byte[]> entries = Signed.entries(signed.builder().build());
        Verdict alone = check(entries).verdict();
        add(entries, RECORD, MANIFEST, LATER, Signed.SIGNATURES);
        entries.put(RECORD, record(LATER, bytes("something else")));

        CheckReport report = check(entries);
        assertThat(alone).isEqualTo(Verdict.VALID);
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(proof(report, RECORD).verdict()).isNotEqualTo(Verdict.VALID);
        assertThat(codes(report)).contains(FindingCode.TIMESTAMP_TOKEN_FAILED);
    }
}
