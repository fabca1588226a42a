package dev.eresident.core.signature.xades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time-stamps over references to revocation data: which properties and which answers each covers. */
class ReferencedAnswersTest {
    private static final Bytes ANSWER = Bytes.of(new byte[] {1, 2, 3});
    private static final String VALUES = "<x:RevocationValues><x:OCSPValues><x:EncapsulatedOCSPValue>AQID"
            + "</x:EncapsulatedOCSPValue></x:OCSPValues></x:RevocationValues>";
    private static final String TOKEN = "<x:EncapsulatedTimeStamp>AQID</x:EncapsulatedTimeStamp>";
    private static final String STAMP = "<x:SigAndRefsTimeStamp>" + TOKEN + "</x:SigAndRefsTimeStamp>";
    private static final String ARCHIVE = "<y:ArchiveTimeStamp>" + TOKEN + "</y:ArchiveTimeStamp>";
    private static final String OTHER = reference(DigestAlgorithm.SHA256, "BBBB");
    private static final String RIGHT = right(DigestAlgorithm.SHA256);

    private static String right(DigestAlgorithm algorithm) {
        return reference(algorithm, Base64.getEncoder().encodeToString(algorithm.digest(ANSWER.toByteArray())));
    }

    private static String reference(DigestAlgorithm algorithm, String value) {
        return "<x:DigestAlgAndValue><ds:DigestMethod Algorithm=\"" + algorithm.xmlUri() + "\"/><ds:DigestValue>"
                + value + "</ds:DigestValue></x:DigestAlgAndValue>";
    }

    private static String answers(String references) {
        return "<x:CompleteRevocationRefs><x:OCSPRefs><x:OCSPRef>" + references
                + "</x:OCSPRef></x:OCSPRefs></x:CompleteRevocationRefs>";
    }

    private static String lists(String references) {
        return "<x:CompleteRevocationRefs><x:CRLRefs><x:CRLRef>" + references
                + "</x:CRLRef></x:CRLRefs></x:CompleteRevocationRefs>";
    }

    private static UnsignedParts parts(String unsigned, List<String> unjudged) {
        byte[] xml = ("<x:QualifyingProperties xmlns:x=\"" + Names.XADES + "\" xmlns:y=\"" + Names.XADES_141
                        + "\" xmlns:ds=\"" + Names.DS + "\"><x:UnsignedProperties><x:UnsignedSignatureProperties>"
                        + unsigned + "</x:UnsignedSignatureProperties></x:UnsignedProperties></x:QualifyingProperties>")
                .getBytes(StandardCharsets.UTF_8);
        return UnsignedParts.of(new XmlReading(XmlLimits.DOCUMENT).read(xml), Shape.DOCUMENT, unjudged);
    }

    private static List<ArchiveStamp> stamps(String unsigned) {
        List<String> unjudged = new ArrayList<>();
        List<ArchiveStamp> stamps = parts(unsigned, unjudged).archiveTimestamps();
        assertThat(unjudged).isEmpty();
        return stamps;
    }

    private static void assertCovers(boolean covered, String references) {
        ArchiveStamp stamp = stamps(references + STAMP + VALUES).get(0);
        assertThat(stamp.kind()).isEqualTo(ArchiveStamp.Kind.REFERENCES);
        assertThat(stamp.answers()).hasSize(covered ? 1 : 0);
    }

    @Test
    void whenItsDigestIsReferenced_thenAnAnswerIsCovered() {
        assertCovers(true, answers(RIGHT));
        assertCovers(true, answers(OTHER + RIGHT));
        assertCovers(true, lists(RIGHT));
        assertCovers(true, answers(right(DigestAlgorithm.SHA512)));
        assertCovers(false, answers(OTHER));
        assertCovers(false, "");
    }

    @Test
    void whenTheReferenceComesAfterTheTimestamp_thenNothingIsCovered() {
        assertThat(stamps(STAMP + answers(RIGHT) + VALUES).get(0).answers()).isEmpty();
    }

    @Test
    void whenItsDigestIsSha1_thenItIsNotCoveredBecauseTwoAnswersMayShareOne() {
        assertCovers(false, answers(right(DigestAlgorithm.SHA1)));
    }

    @Test
    void whenAReferenceCannotBeRead_thenNoAnswerIsCovered() {
        assertCovers(false, answers(RIGHT + "<x:DigestAlgAndValue/>"));
        assertCovers(false, answers(RIGHT) + lists("<x:DigestAlgAndValue/>"));
    }

    @Test
    void whenThereAreVeryManyReferences_thenUpToTheLimit() {
        assertCovers(true, answers(RIGHT + OTHER.repeat(511)));
        assertCovers(false, answers(RIGHT + OTHER.repeat(512)));
        assertCovers(true, answers(RIGHT) + answers(OTHER.repeat(511)));
        assertCovers(false, answers(RIGHT) + answers(OTHER.repeat(512)));
    }

    @Test
    void whenOtherPropertiesStandBefore_thenOnlyTimestampsAndReferencesAreCovered() {
        String names = "<x:SignatureTimeStamp>" + TOKEN + "</x:SignatureTimeStamp><x:CertificateValues/>"
                + "<x:CompleteCertificateRefs/><y:CompleteCertificateRefsV2/><x:Other/>" + answers(RIGHT)
                + "<z:CompleteRevocationRefs xmlns:z=\"urn:z\"/><y:AttributeRevocationRefs/>";

        assertThat(stamps(names + STAMP).get(0).preceding())
                .extracting(XmlElement::name)
                .containsExactly(
                        "SignatureTimeStamp",
                        "CompleteCertificateRefs",
                        "CompleteCertificateRefsV2",
                        "CompleteRevocationRefs",
                        "AttributeRevocationRefs");
        assertThat(stamps(names + STAMP).get(0).preceding())
                .extracting(XmlElement::namespace)
                .doesNotContain("urn:z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x:SigAndRefsTimeStamp", "y:SigAndRefsTimeStampV2"})
    void whenOneFollowsAnother_thenBothAreOfTheKnownForm(String name) {
        assertThat(stamps(STAMP + "<" + name + ">" + TOKEN + "</" + name + ">"))
                .extracting(ArchiveStamp::kind)
                .containsExactly(ArchiveStamp.Kind.REFERENCES, ArchiveStamp.Kind.REFERENCES);
    }

    @Test
    void whenItStandsBehindAnArchiveTimestamp_thenItsFormIsNotKnown() {
        assertThat(stamps(STAMP + ARCHIVE + STAMP))
                .extracting(ArchiveStamp::kind)
                .containsExactly(ArchiveStamp.Kind.REFERENCES, ArchiveStamp.Kind.ARCHIVE, ArchiveStamp.Kind.UNKNOWN);
    }

    @Test
    void whenItNamesItsPartsItself_thenItsFormIsNotKnown() {
        String method = "<ds:CanonicalizationMethod Algorithm=\"urn:c\"/>";

        assertThat(stamps(STAMP.replace(TOKEN, method + TOKEN)).get(0).kind()).isEqualTo(ArchiveStamp.Kind.REFERENCES);
        assertThat(stamps(STAMP.replace(TOKEN, "<x:Include URI=\"#x\"/>" + method + TOKEN))
                        .get(0)
                        .kind())
                .isEqualTo(ArchiveStamp.Kind.UNKNOWN);
    }

    @Test
    void whenItHasNoToken_thenItIsNotJudged() {
        List<String> unjudged = new ArrayList<>();

        assertThat(parts("<x:SigAndRefsTimeStamp/>", unjudged).archiveTimestamps())
                .isEmpty();
        assertThat(unjudged).containsExactly("SigAndRefsTimeStamp");
    }
}
