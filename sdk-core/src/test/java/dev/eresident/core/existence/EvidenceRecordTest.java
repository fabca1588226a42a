package dev.eresident.core.existence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.existence.EvidenceMaker.Chain;
import dev.eresident.core.existence.EvidenceMaker.Stamp;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an evidence record may look like, and its limits. */
@ExtendWith(SandboxExtension.class)
class EvidenceRecordTest {
    private static final byte[] HASH = DigestAlgorithm.SHA256.digest(new byte[] {1});

    private final Stamp stamp;

    EvidenceRecordTest(Sandbox sandbox) {
        Credential tsa = sandbox.pki().tsa();
        Instant now = sandbox.clock().instant();
        this.stamp = EvidenceMaker.stamp(DigestAlgorithm.SHA256, List.of(List.of(HASH)), tsa, now);
    }

    private Chain chain(int stamps) {
        return new Chain(DigestAlgorithm.SHA256, Collections.nCopies(stamps, stamp));
    }

    private static void assertUnreadable(byte[] record, String why) {
        assertThatThrownBy(() -> EvidenceRecord.parse(record))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("EVIDENCE_RECORD_UNREADABLE"))
                .hasMessageContaining(why);
    }

    private static void assertUnreadable(String record, String why) {
        assertUnreadable(record.getBytes(StandardCharsets.UTF_8), why);
    }

    @Test
    void whenWithinTheLimits_thenRead() {
        EvidenceRecord der = EvidenceRecord.parse(EvidenceMaker.der(Collections.nCopies(16, chain(16))));
        EvidenceRecord xml = EvidenceRecord.parse(
                EvidenceMaker.xml(Collections.nCopies(16, chain(16))).getBytes(StandardCharsets.UTF_8));

        assertThat(der.timestamps()).hasSize(256);
        assertThat(xml.timestamps()).hasSize(256);
        assertThat(der.syntax()).isEqualTo(EvidenceRecord.Syntax.DER);
        assertThat(der.digestAlgorithms()).containsExactly("SHA-256");
        assertThat(der.forEncryptedData()).isFalse();
    }

    @Test
    void whenMoreChains_thenRefused() {
        List<Chain> many = Collections.nCopies(17, chain(1));

        assertUnreadable(EvidenceMaker.der(many), "more than 16 chains");
        assertUnreadable(EvidenceMaker.xml(many), "more than 16 chains");
    }

    @Test
    void whenMoreTimestamps_thenRefused() {
        assertUnreadable(EvidenceMaker.der(List.of(chain(257))), "more than 256 time-stamps");
        assertUnreadable(EvidenceMaker.xml(List.of(chain(257))), "more than 256 time-stamps");
    }

    private List<Chain> tree(List<List<byte[]>> tree) {
        return List.of(new Chain(DigestAlgorithm.SHA256, List.of(new Stamp(null, tree, stamp.token()))));
    }

    @Test
    void whenMoreGroups_thenRefused() {
        assertThat(EvidenceRecord.parse(EvidenceMaker.der(tree(Collections.nCopies(256, List.of(HASH)))))
                        .timestamps())
                .hasSize(1);
        assertUnreadable(EvidenceMaker.der(tree(Collections.nCopies(257, List.of(HASH)))), "more than 256 groups");
        assertUnreadable(EvidenceMaker.xml(tree(Collections.nCopies(257, List.of(HASH)))), "more than 256 groups");
    }

    @Test
    void whenMoreHashes_thenRefused() {
        byte[] tiny = {1};

        assertThat(EvidenceRecord.parse(EvidenceMaker.der(tree(List.of(Collections.nCopies(100_000, tiny)))))
                        .timestamps())
                .hasSize(1);
        assertUnreadable(
                EvidenceMaker.der(tree(List.of(Collections.nCopies(100_001, tiny)))), "more than 100000 hash values");
    }

    @Test
    void whenATreeOrAGroupIsEmpty_thenRefused() {
        assertUnreadable(EvidenceMaker.der(tree(List.of())), "a hash tree is empty");
        assertUnreadable(EvidenceMaker.xml(tree(List.of())), "a hash tree is empty");
        assertUnreadable(EvidenceMaker.der(tree(List.of(List.of()))), "a group of a hash tree is empty");
        assertUnreadable(EvidenceMaker.xml(tree(List.of(List.of()))), "a group of a hash tree is empty");
    }

    @Test
    void whenThereIsNoTimestamp_thenRefused() {
        assertUnreadable(EvidenceMaker.der(List.of()), "holds no time-stamp");
        assertUnreadable(EvidenceMaker.xml(List.of()), "holds no time-stamp");
        assertUnreadable(EvidenceMaker.der(List.of(chain(0))), "a chain holds no time-stamp");
        assertUnreadable(EvidenceMaker.xml(List.of(chain(0))), "a chain holds no time-stamp");
    }

    @Test
    void whenTheVersionIsAnother_thenRefused() {
        assertUnreadable(EvidenceMaker.der(2, false, List.of(chain(1))), "version");
        assertUnreadable(EvidenceMaker.xml(List.of(chain(1))).replace("Version=\"1.0\"", "Version=\"1.1\""), "version");
    }

    @Test
    void whenEmptyTooLargeOrCutOff_thenRefused() {
        byte[] record = EvidenceMaker.der(List.of(chain(1)));

        assertUnreadable(new byte[0], "it is empty");
        assertUnreadable(new byte[5_000_001], "more than 5000000 bytes");
        assertThatThrownBy(() -> EvidenceRecord.parse(new byte[5_000_000]))
                .isInstanceOf(ProtocolException.class)
                .hasMessageNotContaining("5000000");
        assertUnreadable(Arrays.copyOf(record, record.length - 1), "longer than its container");
        assertUnreadable(Arrays.copyOf(record, record.length + 1), "unexpected bytes follow");
    }

    @Test
    void whenTheTokenIsNone_thenRefused() {
        byte[] token = {0x30, 3, 2, 1, 1};

        assertUnreadable(
                EvidenceMaker.der(List.of(new Chain(DigestAlgorithm.SHA256, List.of(new Stamp(null, null, token))))),
                "time-stamp token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Type=\"RFC3161\"|Type=\"XMLENTRUST\"|not of type RFC3161",
                "xml-exc-c14n#|unknown|canonicalisation",
                "<ArchiveTimeStampChain Order=\"1\">|<ArchiveTimeStampChain>|Order",
                "<ArchiveTimeStampChain Order=\"1\">|<ArchiveTimeStampChain Order=\"0\">|Order",
                "<ArchiveTimeStampChain Order=\"1\">|<ArchiveTimeStampChain Order=\"1234567890\">|Order",
                "<HashTree>|<HashTree><Unknown/>|not known",
                "<TimeStamp>|<TimeStamp xmlns=\"urn:other\">|not known",
                "</TimeStamp>|</TimeStamp><TimeStamp/>|more than one child",
                "<EvidenceRecord |<!DOCTYPE EvidenceRecord><EvidenceRecord |DOCTYPE",
                "EvidenceRecord|Record|not an EvidenceRecord",
                "<ArchiveTimeStampSequence>|<Unknown/><ArchiveTimeStampSequence>|not known",
                "<ArchiveTimeStampSequence>|<ArchiveTimeStampSequence><Unknown/>|not known",
                "<DigestValue>|<Unknown/><DigestValue>|not known",
                "<DigestMethod |<Unknown/><DigestMethod |not known",
                "<TimeStamp>|<Unknown/><TimeStamp>|not known",
                "<TimeStampToken |<Unknown/><TimeStampToken |not known",
                "<Sequence Order=|<Unknown/><Sequence Order=|not known",
            })
    void whenXmlIsOutOfShape_thenRefused(String part, String change, String why) {
        assertUnreadable(EvidenceMaker.xml(List.of(chain(1))).replace(part, change), why);
    }

    @Test
    void whenMoreStandsInARecordOrATimestamp_thenRefused() throws IOException {
        ASN1Sequence record = ASN1Sequence.getInstance(EvidenceMaker.der(List.of(chain(1))));
        ASN1Sequence chains = ASN1Sequence.getInstance(record.getObjectAt(2));
        ASN1Sequence timestamp = ASN1Sequence.getInstance(
                ASN1Sequence.getInstance(chains.getObjectAt(0)).getObjectAt(0));
        ASN1Encodable more = new DERSequence(new DERSequence(with(timestamp)));

        assertUnreadable(with(record).getEncoded(), "unexpected bytes follow");
        assertUnreadable(
                new DERSequence(new ASN1Encodable[] {record.getObjectAt(0), record.getObjectAt(1), more}).getEncoded(),
                "unexpected bytes follow");
    }

    private static DERSequence with(ASN1Sequence sequence) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        sequence.forEach(parts::add);
        parts.add(DERNull.INSTANCE);
        return new DERSequence(parts);
    }

    @Test
    void whenAnOrderIsGivenTwice_thenRefused() {
        assertUnreadable(
                EvidenceMaker.xml(List.of(chain(2)))
                        .replace("<ArchiveTimeStamp Order=\"2\">", "<ArchiveTimeStamp Order=\"1\">"),
                "given twice");
    }
}
