package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.sandbox.pki.Authority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves that a CAdES signature existed when nothing but an archive time-stamp or an evidence record does: its time-stamp over the value is another's in each case. */
class CadesArchiveTest {
    private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FOREIGN = {9};
    private static final Instant FIRST = Signed.NOW.plusSeconds(60);
    private static final Instant SECOND = Signed.NOW.plusSeconds(120);

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() throws IOException {
        signed = new Signed();
    }

    private static CadesMaker maker() {
        return new CadesMaker(signed.sandbox, CONTENT).stampedValue(FOREIGN);
    }

    private static ArchiveMaker archive() {
        return new ArchiveMaker(signed.sandbox, CONTENT);
    }

    private static CheckedSignature check(CMSSignedData document) {
        CheckReport report = signed.checker.check("contract.txt.p7m", CadesMaker.der(document));
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0);
    }

    private static void assertProven(CMSSignedData document, Instant time) {
        CheckedSignature signature = check(document);
        assertThat(signature.provenAt()).as(signature.findings().toString()).contains(time);
        assertThat(signature.findings()).noneMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        assertThat(signature.profile()).isEqualTo(Profile.LTA);
    }

    private static void assertNothingProven(CMSSignedData document, String why) {
        CheckedSignature signature = check(document);
        assertThat(signature.provenAt()).isEmpty();
        assertThat(signature.findings())
                .filteredOn(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID)
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains(why));
    }

    @Nested
    class ThirdVersion {
        @Test
        void whenTheIndexListsAttributes_thenItCounts() throws CMSException {
            assertProven(archive().firstIndex().third(maker().attached(), FIRST), FIRST);
        }

        @Test
        void whenAnIndexOfTheFirstVersionStatesNoAlgorithm_thenItIsSha256() throws CMSException {
            assertProven(
                    archive().firstIndex().algorithm(DigestAlgorithm.SHA256).third(maker().attached(), FIRST), FIRST);
        }

        @Test
        void whenTheIndexStatesAnotherAlgorithm_thenItIsUsed() throws CMSException {
            assertProven(
                    archive()
                            .algorithm(DigestAlgorithm.SHA512, new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512))
                            .third(maker().attached(), FIRST),
                    FIRST);
        }

        @Test
        void whenTheAlgorithmOfTheIndexIsNotKnown_thenNothingIsProven() throws CMSException {
            assertNothingProven(
                    archive()
                            .algorithm(
                                    DigestAlgorithm.SHA256,
                                    new AlgorithmIdentifier(new ASN1ObjectIdentifier("2.999.1")))
                            .third(maker().attached(), FIRST),
                    "not known");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2})
        void whenTheIndexListsWhatIsNotThere_thenNothingIsProven(int list) throws CMSException {
            assertNothingProven(
                    archive().alsoCovering(list, FOREIGN).third(maker().attached(), FIRST), "not in the document");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenTheIndexDoesNotListTheTimestampOfTheValue_thenNothingIsProven(boolean first) throws CMSException {
            ArchiveMaker archive = archive().without(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
            assertNothingProven(
                    (first ? archive.firstIndex() : archive).third(maker().attached(), FIRST), "does not cover");
        }

        @Test
        void whenTheIndexDoesNotListAnAnswer_thenNothingIsProven() throws CMSException {
            assertNothingProven(archive().withoutAnswers().third(maker().attached(), FIRST), "all answers");
        }

        @Test
        void whenANewerTimestampListsTheAnswer_thenTheOlderCountsWithoutIt() throws CMSException {
            assertProven(archive().third(archive().withoutAnswers().third(maker().attached(), FIRST), SECOND), FIRST);
        }

        @Test
        void whenTheIndexDoesNotListTheRevocationValues_thenNothingIsProven() throws CMSException {
            CMSSignedData document = CadesMaker.unsigned(maker().attached(), values());
            assertProven(archive().third(document, FIRST), FIRST);
            assertNothingProven(
                    archive()
                            .without(PKCSObjectIdentifiers.id_aa_ets_revocationValues)
                            .third(document, FIRST),
                    "all that is embedded");
        }

        @Test
        void whenANewerTimestampListsTheRevocationValues_thenTheOlderCountsWithoutThem() throws CMSException {
            CMSSignedData older = archive().third(maker().attached(), FIRST);
            assertProven(archive().third(CadesMaker.unsigned(older, values()), SECOND), FIRST);
        }

        @Test
        void whenAnOlderTimestampDoesNotListTheTimestampOfTheValue_thenOnlyTheNewerCounts() throws CMSException {
            CMSSignedData older = archive()
                    .without(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)
                    .third(maker().attached(), FIRST);
            CheckedSignature signature = check(archive().third(older, SECOND));
            assertThat(signature.provenAt()).contains(SECOND);
            assertThat(signature.findings())
                    .anyMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID
                            && f.text().contains("the time-stamp"));
        }

        @Test
        void whenSomethingFollowsInTheIndex_thenNothingIsProven() throws CMSException {
            assertNothingProven(archive().followedBy(new DERSequence()).third(maker().attached(), FIRST), "");
        }

        @Test
        void whenThereAreTwoIndices_thenNothingIsProven() throws CMSException {
            assertNothingProven(archive().twice().third(maker().attached(), FIRST), "several indices");
        }

        @Test
        void whenThereIsNoIndex_thenNothingIsProven() throws IOException {
            byte[] token = signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(FOREIGN), FIRST, null);
            assertNothingProven(
                    CadesMaker.unsigned(
                            maker().attached(),
                            new Attribute(ArchiveMaker.THIRD, new DERSet(ContentInfo.getInstance(token)))),
                    "no known index");
        }

        private Attribute values() {
            return new Attribute(PKCSObjectIdentifiers.id_aa_ets_revocationValues, new DERSet(new DERSequence()));
        }
    }

    @Nested
    class SecondVersion {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenTheAttributesAreCoveredAloneOrInTheirField_thenItCounts(boolean inField) throws IOException {
            ArchiveMaker archive = archive();
            assertProven((inField ? archive.inField() : archive).second(maker().attached(), FIRST), FIRST);
        }

        @Test
        void whenAnAttributeIsAddedAfterwards_thenNothingIsProven() throws IOException {
            CMSSignedData archived = archive().second(maker().attached(), FIRST);
            assertNothingProven(
                    CadesMaker.unsigned(
                            archived, new Attribute(new ASN1ObjectIdentifier("2.999.2"), new DERSet(DERNull.INSTANCE))),
                    "");
        }

        @Test
        void whenATimestampOfTheValueIsAddedAfterwards_thenNothingIsProven() throws IOException {
            CMSSignedData archived = archive().second(maker().attached(), FIRST);
            byte[] late = signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(FOREIGN), SECOND, null);
            assertNothingProven(
                    CadesMaker.unsigned(
                            archived,
                            new Attribute(
                                    PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                                    new DERSet(ContentInfo.getInstance(late)))),
                    "");
        }

        @Test
        void whenANewerOneOfEitherVersionFollows_thenTheOlderDoesNotCoverIt() throws IOException, CMSException {
            CMSSignedData older = archive().second(maker().attached(), FIRST);
            assertProven(archive().second(older, SECOND), FIRST);
            assertProven(archive().third(older, SECOND), FIRST);
        }

        @Test
        void whenAnOlderOneOfTheThirdVersionIsThere_thenItIsCovered() throws IOException, CMSException {
            assertProven(archive().second(archive().third(maker().attached(), FIRST), SECOND), FIRST);
        }

        @Test
        void whenTheOlderOneIsTakenAway_thenTheNewerProvesNothing() throws IOException, CMSException {
            CMSSignedData both = archive().second(archive().third(maker().attached(), FIRST), SECOND);
            byte[] newer = CadesMaker.bytes(both.getSignerInfos()
                    .iterator()
                    .next()
                    .getUnsignedAttributes()
                    .get(ArchiveMaker.SECOND));
            assertNothingProven(CadesMaker.unsigned(maker().attached(), Attribute.getInstance(newer)), "");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenNothingStampsTheValue_thenItIsProvenButOfTheLowestLevel(boolean third) throws IOException, CMSException {
        CMSSignedData bare = maker().withoutStamp().attached();
        CheckedSignature signature =
                check(third ? archive().third(bare, FIRST) : archive().second(bare, FIRST));
        assertThat(signature.provenAt()).contains(FIRST);
        assertThat(signature.profile()).isEqualTo(Profile.B);
    }

    @Nested
    class DetachedContent {
        @TempDir
        private Path folder;

        private CheckedSignature check(CMSSignedData document, byte[] content) throws IOException {
            Path p7s = Files.write(folder.resolve("contract.txt.p7s"), CadesMaker.der(document));
            Path file = Files.write(folder.resolve("contract.txt"), content);
            return signed.checker
                    .checkDetached(p7s, file, Signed.NOW.plusSeconds(7200))
                    .signatures()
                    .get(0);
        }

        @Test
        void whenTheFileIsGiven_thenEitherVersionCoversIt() throws IOException, CMSException {
            assertThat(check(archive().second(maker().detached(), FIRST), CONTENT)
                            .provenAt())
                    .contains(FIRST);
            assertThat(check(archive().third(maker().detached(), FIRST), CONTENT)
                            .provenAt())
                    .contains(FIRST);
        }

        @Test
        void whenTheFileIsAnother_thenNothingIsProven() throws IOException, CMSException {
            assertThat(check(archive().second(maker().detached(), FIRST), FOREIGN)
                            .provenAt())
                    .isEmpty();
            assertThat(check(archive().third(maker().detached(), FIRST), FOREIGN)
                            .provenAt())
                    .isEmpty();
        }

        @Test
        void whenTheFileIsNotGiven_thenNothingIsProven() throws IOException, CMSException {
            assertNothingProven(archive().second(maker().detached(), FIRST), "not there");
            assertNothingProven(archive().third(maker().detached(), FIRST), "not there");
        }
    }

    /** Long after the responder's certificate has ended, somebody must have seen the answer before. */
    @Nested
    class AgeOfTheAnswer {
        private final Instant late = Signed.NOW.plus(Duration.ofDays(400));

        private CheckedSignature later(CMSSignedData document) {
            Authority issuer = signed.sandbox.eResident().issuer();
            SignatureChecker checker = Signed.trusting(Map.of(
                    ServiceType.CA_QC,
                    issuer.certificate(),
                    ServiceType.TSA_QTST,
                    signed.sandbox.pki().tsa().certificate()));
            return checker.check("contract.txt.p7m", CadesMaker.der(document), late)
                    .signatures()
                    .get(0);
        }

        private CMSSignedData stamped() {
            return new CadesMaker(signed.sandbox, CONTENT).attached();
        }

        @Test
        void whenNothingProvesTheAgeOfTheAnswer_thenIndeterminate() {
            assertThat(later(stamped()).code()).contains(FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenAnArchiveTimestampCoversTheAnswer_thenValid(boolean third) throws IOException, CMSException {
            CheckedSignature signature =
                    later(third ? archive().third(stamped(), FIRST) : archive().second(stamped(), FIRST));
            assertThat(signature.verdict()).as(signature.findings().toString()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenItCoversAnAnswerInAnAttribute_thenValid() throws CMSException {
            CMSSignedData document = CadesMaker.unsigned(
                    new CadesMaker(signed.sandbox, CONTENT).withoutAnswer().attached(),
                    CadesEvidenceTest.values(List.of(CadesEvidenceTest.answer(signed)), List.of()));
            assertThat(later(document).code()).contains(FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE);
            CheckedSignature signature = later(archive().third(document, FIRST));
            assertThat(signature.verdict()).as(signature.findings().toString()).isEqualTo(Verdict.VALID);
        }

        @Test
        void whenOnlyAnOlderOneOfTwoCoversTheAnswer_thenTheNewerIsNoProof() throws CMSException {
            CMSSignedData two = archive().withoutAnswers().third(archive().third(stamped(), FIRST), SECOND);
            assertThat(later(two).code()).contains(FindingCode.REVOCATION_OUT_OF_BOUNDS_NO_POE);
        }
    }

    /** RFC 4998 appendix A.1. */
    @Nested
    class Records {
        private static final ASN1ObjectIdentifier INTERNAL = new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.49");
        private static final ASN1ObjectIdentifier EXTERNAL = new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.50");

        private EvidenceRecord over(byte[] data) {
            byte[] token = signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(data), FIRST, null);
            return new EvidenceRecord(null, null, new ArchiveTimeStamp(ContentInfo.getInstance(token)));
        }

        private Attribute attribute(ASN1ObjectIdentifier type, EvidenceRecord... records) {
            return new Attribute(type, new DERSet(records));
        }

        private void assertNotJudged(CMSSignedData document) {
            CheckedSignature signature = check(document);
            assertThat(signature.provenAt()).isEmpty();
            assertThat(signature.findings()).anyMatch(f -> f.code() == FindingCode.SIG_PROPERTY_NOT_JUDGED);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenItCoversTheDocumentAsItWasBefore_thenItsTimeIsProven(boolean stamped) {
            CMSSignedData before =
                    stamped ? maker().attached() : maker().withoutStamp().attached();
            CheckedSignature signature =
                    check(CadesMaker.unsigned(before, attribute(INTERNAL, over(CadesMaker.der(before)))));
            assertThat(signature.provenAt()).as(signature.findings().toString()).contains(FIRST);
            assertThat(signature.findings())
                    .noneMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID
                            || f.code() == FindingCode.SIG_PROPERTY_NOT_JUDGED);
        }

        @Test
        void whenAnAttributeWasAddedBesideIt_thenNothingIsProven() {
            CMSSignedData before = maker().attached();
            CheckedSignature signature = check(CadesMaker.unsigned(
                    before,
                    attribute(INTERNAL, over(CadesMaker.der(before))),
                    new Attribute(new ASN1ObjectIdentifier("2.999.2"), new DERSet(DERNull.INSTANCE))));
            assertThat(signature.provenAt()).isEmpty();
            assertThat(signature.findings()).anyMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        @Test
        void whenItIsAboutSomethingElse_thenNothingIsProven() {
            CheckedSignature signature =
                    check(CadesMaker.unsigned(maker().attached(), attribute(INTERNAL, over(FOREIGN))));
            assertThat(signature.provenAt()).isEmpty();
            assertThat(signature.findings()).anyMatch(f -> f.code() == FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        @Test
        void whenThereAreSeveral_thenNoneIsJudged() {
            CMSSignedData before = maker().attached();
            EvidenceRecord good = over(CadesMaker.der(before));
            assertNotJudged(CadesMaker.unsigned(before, attribute(INTERNAL, good, over(FOREIGN))));
            assertNotJudged(CadesMaker.unsigned(before, attribute(INTERNAL, good), attribute(EXTERNAL, over(FOREIGN))));
        }

        @Test
        void whenItIsForDetachedContent_thenItIsNotJudged() {
            CMSSignedData before = maker().attached();
            assertNotJudged(CadesMaker.unsigned(before, attribute(EXTERNAL, over(CadesMaker.der(before)))));
            CMSSignedData detached = maker().detached();
            assertNotJudged(CadesMaker.unsigned(detached, attribute(INTERNAL, over(CadesMaker.der(detached)))));
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void whenAnArchiveTimestampIsThereToo_thenTheEarlierTimeCounts(boolean recordFirst) throws CMSException {
            CMSSignedData archived = archive().third(maker().attached(), recordFirst ? SECOND : FIRST.minusSeconds(30));
            CheckedSignature signature =
                    check(CadesMaker.unsigned(archived, attribute(INTERNAL, over(CadesMaker.der(archived)))));
            assertThat(signature.provenAt()).contains(recordFirst ? FIRST : FIRST.minusSeconds(30));
        }
    }
}
