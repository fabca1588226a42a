package dev.eresident.core.existence;

import static dev.eresident.core.existence.EvidenceMaker.joined;
import static dev.eresident.core.existence.EvidenceMaker.stamp;
import static dev.eresident.core.internal.crypto.DigestAlgorithm.SHA256;
import static dev.eresident.core.internal.crypto.DigestAlgorithm.SHA512;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.eresident.core.Bytes;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.existence.EvidenceMaker.Chain;
import dev.eresident.core.existence.EvidenceMaker.Stamp;
import dev.eresident.core.existence.EvidenceStatus.Problem;
import dev.eresident.core.existence.EvidenceStatus.Proven;
import dev.eresident.core.existence.EvidenceStatus.Unacceptable;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of RFC 4998 and RFC 6283 on records made for them, each with one fault. */
@ExtendWith(SandboxExtension.class)
class EvidenceRecordCheckTest {
    private static final byte[] FILE = "one".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "two".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SIBLING = SHA256.digest("a sibling".getBytes(StandardCharsets.UTF_8));

    private final Credential tsa;
    private final Credential shortLived;
    private final Credential stranger;
    private final Instant now;
    private final EvidenceRecordCheck check;

    EvidenceRecordCheckTest(Sandbox sandbox) {
        this.now = sandbox.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        this.tsa = sandbox.pki().tsa();
        this.shortLived =
                sandbox.pki().issue(sandbox.pki().tsaSpec().label("short-lived").validity(days(300), days(100)));
        this.stranger = sandbox.pki()
                .issue(sandbox.pki()
                        .tsaSpec()
                        .label("stranger")
                        .issuer(sandbox.pki().stranger()));
        this.check = EvidenceRecordCheck.with(TrustPolicy.test(TrustAnchors.builder()
                .add(
                        ServiceType.TSA_QTST,
                        Certificate.of(sandbox.pki().tsaAuthority().certificate()))
                .build()));
    }

    private Instant days(int ago) {
        return now.minus(Duration.ofDays(ago));
    }

    private static Chain chain(DigestAlgorithm digest, Stamp... stamps) {
        return new Chain(digest, List.of(stamps));
    }

    private static DataObject data(byte[] content) {
        return DataObject.of(Bytes.of(content));
    }

    private EvidenceStatus der(List<Chain> chains, DataObject... data) {
        return check.check(EvidenceRecord.parse(EvidenceMaker.der(chains)), List.of(data), List.of(), now);
    }

    private EvidenceStatus xml(String record, DataObject... data) {
        return check.check(
                EvidenceRecord.parse(record.getBytes(StandardCharsets.UTF_8)), List.of(data), List.of(), now);
    }

    private static void assertProven(EvidenceStatus status, Instant since) {
        assertThat(status).isInstanceOfSatisfying(Proven.class, proven -> {
            assertThat(proven.since()).isEqualTo(since);
            assertThat(proven.complete()).isTrue();
            assertThat(proven.stamps()).allMatch(CheckedStamp::covers);
        });
    }

    private static void assertRefused(EvidenceStatus status, Problem problem) {
        assertThat(status)
                .isInstanceOfSatisfying(
                        Unacceptable.class, no -> assertThat(no.problem()).isEqualTo(problem));
    }

    private Stamp treeOf(byte[]... firstGroup) {
        return stamp(SHA256, List.of(List.of(firstGroup), List.of(SIBLING)), tsa, days(50));
    }

    /** RFC 4998 §4.3, §5.3 step 1: the first time-stamp and the data. */
    @Nested
    class FirstTimestamp {
        @Test
        void whenDirectlyOverOneFile_thenProvenSinceItsTime() {
            EvidenceStatus status =
                    der(List.of(chain(SHA256, stamp(SHA256, SHA256.digest(FILE), tsa, days(50)))), data(FILE));

            assertProven(status, days(50));
            assertThat(status.kind()).isEqualTo(EvidenceStatus.Kind.PROVEN);
            assertThat(status.orElseThrow().stamps())
                    .extracting(CheckedStamp::treeDigest, CheckedStamp::neededUntil)
                    .containsExactly(tuple("SHA-256", now));
        }

        @Test
        void whenDirectlyOverAnotherFile_thenMismatch() {
            EvidenceStatus status =
                    der(List.of(chain(SHA256, stamp(SHA256, SHA256.digest(OTHER), tsa, days(50)))), data(FILE));

            assertRefused(status, Problem.DATA_MISMATCH);
            assertThat(status.kind()).isEqualTo(EvidenceStatus.Kind.UNACCEPTABLE);
            assertThatThrownBy(status::orElseThrow).isInstanceOf(TrustException.class);
            assertThat(status.stamps()).noneMatch(CheckedStamp::covers);
        }

        @Test
        void whenAlgorithmIsNotStated_thenThatOfTheTimestamp() {
            assertProven(
                    der(List.of(chain(SHA512, stamp(SHA512, SHA512.digest(FILE), tsa, days(50)))), data(FILE)),
                    days(50));
        }

        @Test
        void whenInATree_thenProven() {
            assertProven(der(List.of(chain(SHA256, treeOf(SHA256.digest(FILE)))), data(FILE)), days(50));
        }

        @Test
        void whenAGroupNamesAllFiles_thenProvenInAnyOrder() {
            List<Chain> chains = List.of(chain(SHA256, treeOf(SHA256.digest(FILE), SHA256.digest(OTHER))));

            assertProven(der(chains, data(FILE), data(OTHER)), days(50));
            assertProven(der(chains, data(OTHER), data(FILE)), days(50));
        }

        @Test
        void whenTheGroupNamesMore_thenProvenButNotComplete() {
            List<Chain> chains = List.of(chain(SHA256, treeOf(SHA256.digest(FILE), SHA256.digest(OTHER))));

            assertThat(der(chains, data(FILE)))
                    .isInstanceOfSatisfying(
                            Proven.class,
                            proven -> assertThat(proven.complete()).isFalse());
        }

        @Test
        void whenOneOfSeveralFilesIsNotNamed_thenMismatch() {
            assertRefused(
                    der(List.of(chain(SHA256, treeOf(SHA256.digest(FILE)))), data(FILE), data(OTHER)),
                    Problem.DATA_MISMATCH);
        }

        @Test
        void whenOnlyAFurtherGroupNamesTheFile_thenMismatch() {
            Stamp stamp = stamp(SHA256, List.of(List.of(SIBLING), List.of(SHA256.digest(FILE))), tsa, days(50));

            assertRefused(der(List.of(chain(SHA256, stamp)), data(FILE)), Problem.DATA_MISMATCH);
        }

        @Test
        void whenAHashOfTheTreeIsChanged_thenNotTheRoot() {
            Stamp right = treeOf(SHA256.digest(FILE));
            Stamp wrong = new Stamp(
                    right.statedOid(),
                    List.of(List.of(SHA256.digest(FILE)), List.of(SHA256.digest(SIBLING))),
                    right.token());

            assertRefused(der(List.of(chain(SHA256, wrong)), data(FILE)), Problem.TREE_MISMATCH);
        }

        @Test
        void whenHashesStandInAnotherOrder_thenTheRootIsTheSame() {
            byte[] other = SHA256.digest(OTHER);
            Stamp right = treeOf(SHA256.digest(FILE), other);
            Stamp turned = new Stamp(
                    right.statedOid(), List.of(List.of(other, SHA256.digest(FILE)), List.of(SIBLING)), right.token());

            assertProven(der(List.of(chain(SHA256, turned)), data(FILE), data(OTHER)), days(50));
        }

        @Test
        void whenAHashHasAnotherLength_thenRefused() {
            Stamp stamp = stamp(SHA256, List.of(List.of(SHA256.digest(FILE)), List.of(new byte[31])), tsa, days(50));

            assertRefused(der(List.of(chain(SHA256, stamp)), data(FILE)), Problem.DIGEST_CHANGED);
        }

        @Test
        void whenSeveralFilesAndNoTree_thenNotKnownWhichIsCovered() {
            assertRefused(
                    der(
                            List.of(chain(SHA256, stamp(SHA256, SHA256.digest(FILE), tsa, days(50)))),
                            data(FILE),
                            data(OTHER)),
                    Problem.DATA_NOT_FOUND);
        }

        @Test
        void whenTheRecordStandsAlone_thenDataNotFoundAndItsTimestampsAreJudged() {
            EvidenceStatus status = der(List.of(chain(SHA256, treeOf(SHA256.digest(FILE)))));

            assertRefused(status, Problem.DATA_NOT_FOUND);
            assertThat(status.stamps()).hasSize(1).allSatisfy(stamp -> {
                assertThat(stamp.covers()).isFalse();
                assertThat(stamp.status().orElseThrow().generatedAt()).isEqualTo(days(50));
            });
        }

        @Test
        void whenTheDataHasNoSuchDigest_thenRefused() {
            assertRefused(
                    der(
                            List.of(chain(SHA256, treeOf(SHA256.digest(FILE)))),
                            DataObject.ofDigest("SHA-512", Bytes.of(SHA512.digest(FILE)))),
                    Problem.DATA_DIGEST_MISSING);
        }

        @Test
        void whenOnlyTheDigestIsKnown_thenItIsEnough() {
            assertProven(
                    der(
                            List.of(chain(SHA256, treeOf(SHA256.digest(FILE)))),
                            DataObject.ofDigest("SHA-256", Bytes.of(SHA256.digest(FILE)))),
                    days(50));
        }

        @Test
        void whenMadeForEncryptedData_thenRefused() {
            byte[] record = EvidenceMaker.der(1, true, List.of(chain(SHA256, treeOf(SHA256.digest(FILE)))));

            assertRefused(
                    check.check(EvidenceRecord.parse(record), List.of(data(FILE)), List.of(), now),
                    Problem.ENCRYPTED_DATA);
        }

        @Test
        void whenTheDigestIsNotKnown_thenRefused() {
            Stamp right = treeOf(SHA256.digest(FILE));

            assertRefused(
                    der(List.of(chain(SHA256, new Stamp("2.999.1", right.tree(), right.token()))), data(FILE)),
                    Problem.ALGORITHM);
        }

        @Test
        void whenTheTimestampUsesAnotherDigest_thenRefused() {
            Stamp right = treeOf(SHA256.digest(FILE));
            Stamp wrong = new Stamp(SHA512.oid(), right.tree(), right.token());

            assertRefused(der(List.of(chain(SHA512, wrong)), data(FILE)), Problem.DIGEST_CHANGED);
        }
    }

    /** RFC 4998 §5.2, §5.3: time-stamp renewal within a chain. */
    @Nested
    class TimestampRenewal {
        private final Stamp first = treeOf(SHA256.digest(FILE));

        @Test
        void whenTheRenewalCoversTheOlderTimestamp_thenProvenSinceTheFirst() {
            Stamp direct = stamp(SHA256, SHA256.digest(first.token()), tsa, days(20));
            Stamp inTree = stamp(SHA256, List.of(List.of(SIBLING, SHA256.digest(direct.token()))), tsa, days(10));

            assertProven(der(List.of(chain(SHA256, first, direct, inTree)), data(FILE)), days(50));
        }

        @Test
        void whenTheRenewalCoversSomethingElse_thenRefused() {
            Stamp direct = stamp(SHA256, SIBLING, tsa, days(20));
            Stamp inTree = stamp(SHA256, List.of(List.of(SIBLING)), tsa, days(20));

            assertRefused(der(List.of(chain(SHA256, first, direct)), data(FILE)), Problem.RENEWAL_MISMATCH);
            assertRefused(der(List.of(chain(SHA256, first, inTree)), data(FILE)), Problem.RENEWAL_MISMATCH);
        }

        @Test
        void whenTheRenewalUsesAnotherDigest_thenRefused() {
            Stamp other = stamp(SHA512, SHA512.digest(first.token()), tsa, days(20));

            assertRefused(der(List.of(chain(SHA256, first, other)), data(FILE)), Problem.DIGEST_CHANGED);
        }
    }

    /** RFC 4998 §5.2: hash-tree renewal, which begins a new chain. */
    @Nested
    class HashTreeRenewal {
        private final List<Chain> before = List.of(chain(SHA256, treeOf(SHA256.digest(FILE))));

        private List<Chain> renewed(Stamp stamp) {
            return List.of(before.get(0), chain(SHA512, stamp));
        }

        private byte[] together(byte[] file) {
            return SHA512.digest(joined(SHA512.digest(file), SHA512.digest(EvidenceMaker.derSequence(before))));
        }

        @Test
        void whenTheRenewalCoversDataAndEarlierChains_thenProvenSinceTheFirst() {
            assertProven(der(renewed(stamp(SHA512, together(FILE), tsa, days(20))), data(FILE)), days(50));
            assertProven(
                    der(
                            renewed(stamp(
                                    SHA512,
                                    List.of(List.of(together(FILE)), List.of(SHA512.digest(SIBLING))),
                                    tsa,
                                    days(20))),
                            data(FILE)),
                    days(50));
        }

        @Test
        void whenRenewedTwice_thenTheThirdCoversBothChains() {
            List<Chain> two = renewed(stamp(SHA512, together(FILE), tsa, days(20)));
            byte[] hash = SHA256.digest(joined(SHA256.digest(FILE), SHA256.digest(EvidenceMaker.derSequence(two))));
            Chain third = chain(SHA256, stamp(SHA256, hash, tsa, days(10)));
            EvidenceStatus alone = der(List.of(two.get(0), two.get(1), third));

            assertThat(alone.stamps())
                    .extracting(CheckedStamp::chain, CheckedStamp::neededUntil)
                    .containsExactly(tuple(1, days(20)), tuple(2, days(10)), tuple(3, now));

            assertProven(der(List.of(two.get(0), two.get(1), third), data(FILE)), days(50));
        }

        @Test
        void whenTheOrderIsTurned_thenRefused() {
            byte[] turned =
                    SHA512.digest(joined(SHA512.digest(EvidenceMaker.derSequence(before)), SHA512.digest(FILE)));

            assertRefused(der(renewed(stamp(SHA512, turned, tsa, days(20))), data(FILE)), Problem.DATA_MISMATCH);
        }

        @Test
        void whenTheRenewalCoversTheDataOnly_thenRefused() {
            assertRefused(
                    der(renewed(stamp(SHA512, SHA512.digest(FILE), tsa, days(20))), data(FILE)), Problem.DATA_MISMATCH);
        }

        @Test
        void whenTheFileIsStreamed_thenOnceForEachAlgorithm() {
            List<String> asked = new ArrayList<>();
            DataObject counted = algorithm -> {
                asked.add(algorithm);
                return data(FILE).digest(algorithm);
            };

            assertProven(der(renewed(stamp(SHA512, together(FILE), tsa, days(20))), counted), days(50));
            assertThat(asked).containsExactly("SHA-256", "SHA-512");
        }
    }

    /** RFC 4998 §5.3: each time-stamp must have been valid when the next one was made. */
    @Nested
    class Times {
        private EvidenceStatus renewedAt(Credential firstTsa, int first, int renewal) {
            Stamp one = stamp(SHA256, SHA256.digest(FILE), firstTsa, days(first));
            return der(
                    List.of(chain(SHA256, one, stamp(SHA256, SHA256.digest(one.token()), tsa, days(renewal)))),
                    data(FILE));
        }

        @Test
        void whenRenewedBeforeTheCertificateExpired_thenProven() {
            assertProven(renewedAt(shortLived, 200, 150), days(200));
            assertProven(renewedAt(shortLived, 200, 100), days(200));
        }

        @Test
        void whenRenewedAfterTheCertificateExpired_thenRefused() {
            assertRefused(renewedAt(shortLived, 200, 99), Problem.NOT_RENEWED_IN_TIME);
        }

        @Test
        void whenTheNewestExpiredBeforeTheCheck_thenRefused() {
            assertRefused(
                    der(List.of(chain(SHA256, stamp(SHA256, SHA256.digest(FILE), shortLived, days(200)))), data(FILE)),
                    Problem.NOT_RENEWED_IN_TIME);
        }

        @Test
        void whenTheExpiredCertificateIsTheAnchorItself_thenProvenBecauseNothingRenewsAnAnchor() {
            EvidenceRecordCheck listed = EvidenceRecordCheck.with(TrustPolicy.test(TrustAnchors.builder()
                    .add(ServiceType.TSA_QTST, Certificate.of(shortLived.certificate()))
                    .build()));
            byte[] record = EvidenceMaker.der(
                    List.of(chain(SHA256, stamp(SHA256, SHA256.digest(FILE), shortLived, days(200)))));

            assertProven(listed.check(EvidenceRecord.parse(record), List.of(data(FILE)), List.of(), now), days(200));
        }

        @Test
        void whenTheRenewalIsOlder_thenRefused() {
            assertRefused(renewedAt(tsa, 50, 51), Problem.TIME_ORDER);
        }

        @Test
        void whenFromAfterTheCheck_thenRefused_butClocksMayDifferALittle() {
            Stamp soon = stamp(SHA256, SHA256.digest(FILE), tsa, now.plusSeconds(300));
            Stamp later = stamp(SHA256, SHA256.digest(FILE), tsa, now.plusSeconds(301));

            assertProven(der(List.of(chain(SHA256, soon)), data(FILE)), now.plusSeconds(300));
            assertRefused(der(List.of(chain(SHA256, later)), data(FILE)), Problem.FROM_THE_FUTURE);
        }
    }

    @Nested
    class Authorities {
        @Test
        void whenTheAuthorityIsNotTrusted_thenInconclusiveAndTold() {
            EvidenceStatus status =
                    der(List.of(chain(SHA256, stamp(SHA256, SHA256.digest(FILE), stranger, days(50)))), data(FILE));

            assertRefused(status, Problem.TIMESTAMP_NOT_TRUSTED);
            assertThat(((Unacceptable) status).text()).contains("authority is not trusted");
        }

        @Test
        void whenATimestampIsBroken_thenThatIsToldBeforeTrust() {
            Stamp untrusted = stamp(SHA256, SHA256.digest(FILE), stranger, days(50));
            byte[] broken = EvidenceMaker.token(SHA256, SHA256.digest(untrusted.token()), tsa, days(20));
            broken[broken.length - 1] ^= 1;

            assertRefused(
                    der(List.of(chain(SHA256, untrusted, new Stamp(null, null, broken))), data(FILE)),
                    Problem.TIMESTAMP);
        }

        @Test
        void whenTheDataIsWrong_thenThatIsToldBeforeTrust() {
            assertRefused(
                    der(List.of(chain(SHA256, stamp(SHA256, SHA256.digest(OTHER), stranger, days(50)))), data(FILE)),
                    Problem.DATA_MISMATCH);
        }
    }

    /** RFC 6283 §3.3, §4.3. */
    @Nested
    class Xml {
        private final Stamp first = treeOf(SHA256.digest(FILE));
        private final List<Chain> before = List.of(chain(SHA256, first));

        @Test
        void whenInATree_thenProven() {
            EvidenceRecord record =
                    EvidenceRecord.parse(EvidenceMaker.xml(before).getBytes(StandardCharsets.UTF_8));

            assertThat(record.syntax()).isEqualTo(EvidenceRecord.Syntax.XML);
            assertThat(record.digestAlgorithms()).containsExactly("SHA-256");
            assertProven(check.check(record, List.of(data(FILE)), List.of(), now), days(50));
        }

        @Test
        void whenDirectlyOverOneFile_thenProven() {
            assertProven(
                    xml(
                            EvidenceMaker.xml(
                                    List.of(chain(SHA256, stamp(SHA256, SHA256.digest(FILE), tsa, days(50))))),
                            data(FILE)),
                    days(50));
        }

        @Test
        void whenTheFileIsAnother_thenMismatch() {
            assertRefused(xml(EvidenceMaker.xml(before), data(OTHER)), Problem.DATA_MISMATCH);
        }

        @Test
        void whenTheDataIsXml_thenItsCanonicalFormCountsToo() {
            byte[] loose = "<a  b = '1'/>".getBytes(StandardCharsets.UTF_8);
            byte[] canonical = "<a b=\"1\"></a>".getBytes(StandardCharsets.UTF_8);
            String record =
                    EvidenceMaker.xml(List.of(chain(SHA256, stamp(SHA256, SHA256.digest(canonical), tsa, days(50)))));

            assertProven(xml(record, data(loose)), days(50));
            assertRefused(xml(record, data("<a b=\"2\"/>".getBytes(StandardCharsets.UTF_8))), Problem.DATA_MISMATCH);
        }

        @Test
        void whenARecordOfDerNamesACanonicalForm_thenMismatch() {
            byte[] loose = "<a  b = '1'/>".getBytes(StandardCharsets.UTF_8);
            byte[] canonical = "<a b=\"1\"></a>".getBytes(StandardCharsets.UTF_8);

            assertRefused(
                    der(List.of(chain(SHA256, stamp(SHA256, SHA256.digest(canonical), tsa, days(50)))), data(loose)),
                    Problem.DATA_MISMATCH);
        }

        private byte[] ofTimestamp(Stamp stamp) {
            return SHA256.digest(
                    EvidenceMaker.canonical(EvidenceMaker.xmlTimestamp(stamp)).getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void whenATimestampIsRenewed_thenTheElementIsCovered() {
            Stamp renewal = stamp(SHA256, ofTimestamp(first), tsa, days(20));

            assertProven(xml(EvidenceMaker.xml(List.of(chain(SHA256, first, renewal))), data(FILE)), days(50));
        }

        @Test
        void whenARenewalCoversTheTokenOnly_thenRefused() {
            Stamp renewal = stamp(SHA256, SHA256.digest(first.token()), tsa, days(20));

            assertRefused(
                    xml(EvidenceMaker.xml(List.of(chain(SHA256, first, renewal))), data(FILE)),
                    Problem.RENEWAL_MISMATCH);
        }

        @Test
        void whenTheOrderAttributeTurnsTheDocument_thenItDecides() {
            Stamp renewal = stamp(SHA256, ofTimestamp(first), tsa, days(20));
            String record = EvidenceMaker.xml(List.of(chain(SHA256, first, renewal)));
            int one = record.indexOf("<ArchiveTimeStamp Order=\"1\"");
            int two = record.indexOf("<ArchiveTimeStamp Order=\"2\"");
            int end = record.indexOf("</ArchiveTimeStampChain>");
            String turned = record.substring(0, one)
                    + record.substring(two, end)
                    + record.substring(one, two)
                    + record.substring(end);

            assertProven(xml(turned, data(FILE)), days(50));
        }

        private byte[] ofSequence() {
            return SHA512.digest(
                    EvidenceMaker.canonical(EvidenceMaker.xmlSequence(before)).getBytes(StandardCharsets.UTF_8));
        }

        private String renewed(Stamp stamp) {
            return EvidenceMaker.xml(List.of(before.get(0), chain(SHA512, stamp)));
        }

        @Test
        void whenTheHashTreeIsRenewed_thenDataAndSequenceStandInTheFirstGroup() {
            Stamp renewal = stamp(SHA512, List.of(List.of(SHA512.digest(FILE), ofSequence())), tsa, days(20));

            assertProven(xml(renewed(renewal), data(FILE)), days(50));
        }

        @Test
        void whenTheRenewedTreeLacksTheSequence_thenRefused() {
            Stamp inTree = stamp(SHA512, List.of(List.of(SHA512.digest(FILE))), tsa, days(20));
            Stamp direct = stamp(SHA512, SHA512.digest(FILE), tsa, days(20));

            assertRefused(xml(renewed(inTree), data(FILE)), Problem.RENEWAL_MISMATCH);
            assertRefused(xml(renewed(direct), data(FILE)), Problem.RENEWAL_MISMATCH);
        }

        @Test
        void whenTheRenewedTreeLacksTheData_thenRefused() {
            assertRefused(
                    xml(renewed(stamp(SHA512, List.of(List.of(ofSequence())), tsa, days(20))), data(FILE)),
                    Problem.DATA_MISMATCH);
        }

        @Test
        void whenTheDigestMethodIsNotKnown_thenRefused() {
            String record = EvidenceMaker.xml(before).replace(SHA256.xmlUri(), "urn:unknown");

            assertRefused(xml(record, data(FILE)), Problem.ALGORITHM);
        }

        @Test
        void whenMadeForEncryptedData_thenRefused() {
            String record = EvidenceMaker.xml(before)
                    .replace("<ArchiveTimeStampSequence>", "<EncryptionInformation/><ArchiveTimeStampSequence>");

            assertRefused(xml(record, data(FILE)), Problem.ENCRYPTED_DATA);
        }
    }
}
