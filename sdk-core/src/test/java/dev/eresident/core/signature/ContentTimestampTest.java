package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Time-stamps over the data, made before the signature: they must cover the data and be no younger than the signature. */
class ContentTimestampTest {
    private static final Instant BEFORE = Signed.NOW.minusSeconds(60);
    private static final Instant AFTER = Signed.NOW.plusSeconds(1);

    @SuppressWarnings("NullAway.Init")
    private static Signed signed;

    @BeforeAll
    static void start() {
        signed = new Signed();
    }

    private static List<FindingCode> codes(CheckedSignature signature) {
        return signature.findings().stream().map(Finding::code).toList();
    }

    private static CheckedSignature only(CheckReport report) {
        assertThat(report.signatures()).hasSize(1);
        return report.signatures().get(0);
    }

    private static void assertContradicts(CheckedSignature found) {
        assertThat(found.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(found.code()).contains(FindingCode.TIMESTAMP_ORDER_FAILURE);
    }

    @Nested
    class Xades {
        private static final String LETTER =
                "<letter><a Id=\"a\">Pay 10 euros.</a><b Id=\"b\">Today.</b>@SIGNATURE@</letter>";

        private SignedXml signature() {
            return new SignedXml(signed.sandbox, "S").whole().element("a").element("b");
        }

        private CheckedSignature check(SignedXml xml) {
            return check(xml.sign(LETTER));
        }

        private CheckedSignature check(byte[] document) {
            return only(signed.checker.check("letter.xml", document));
        }

        @Test
        void whenItCoversAllAndIsOlder_thenValidAndNothingIsSaid() {
            CheckedSignature found = check(signature().stampedData(BEFORE).stampedData(Signed.NOW));

            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(codes(found))
                    .isEqualTo(codes(check(signature())))
                    .doesNotContain(FindingCode.CONTENT_TIMESTAMP_INVALID, FindingCode.SIG_PROPERTY_NOT_JUDGED);
        }

        @Test
        void whenItIsYoungerThanTheSignature_thenTheyContradictEachOther() {
            assertContradicts(check(signature().stampedData(BEFORE).stampedData(AFTER)));
        }

        @Test
        void whenTheRulesAreTheEstonian_thenTheSameHolds() {
            SignatureChecker estonian = signed.checker.withPolicy(ValidationPolicy.ESTONIA);
            assertThat(only(estonian.check(
                                    "l.xml", signature().stampedData(BEFORE).sign(LETTER)))
                            .verdict())
                    .isEqualTo(Verdict.VALID);
            assertContradicts(
                    only(estonian.check("l.xml", signature().stampedData(AFTER).sign(LETTER))));
        }

        @Test
        void whenItCoversSomeInItsOwnOrder_thenTheSame() {
            assertThat(codes(check(signature().stampedData(BEFORE, 2, 1)))).isEqualTo(codes(check(signature())));
            assertContradicts(check(signature().stampedData(AFTER, 2, 1)));
        }

        @Test
        void whenItNamesAReferenceThatIsNotThere_thenItProvesNothing() {
            assertProvesNothing(signature().stampedAs(BEFORE, Xades::first, "S-r7"));
            assertProvesNothing(signature().stampedAs(AFTER, Xades::first, "S-r7"));
        }

        @Test
        void whenItCoversOtherDataThanItSays_thenItProvesNothing() {
            assertProvesNothing(signature().stampedAs(AFTER, Xades::first));
            assertProvesNothing(signature().stampedAs(AFTER, Xades::first, "S-r2"));
            assertContradicts(check(signature().stampedAs(AFTER, Xades::first, "S-r1")));
        }

        private void assertProvesNothing(SignedXml xml) {
            CheckedSignature found = check(xml);
            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(codes(found)).contains(FindingCode.CONTENT_TIMESTAMP_INVALID);
        }

        private static byte[] first(XmlDocument document) {
            return Canonicalization.EXCLUSIVE.apply(SignedXml.find(document.root(), "a"));
        }

        @Test
        void whenAReferenceNamesNoCanonicalization_thenThatOfTheTimestampIsUsed() {
            SignedXml xml = new SignedXml(signed.sandbox, "S")
                    .whole()
                    .reference("#a", "", d -> Canonicalization.INCLUSIVE.apply(SignedXml.find(d.root(), "a")))
                    .stampedAs(AFTER, Xades::first, "S-r1");

            assertContradicts(check(xml.sign(LETTER.replace("<letter>", "<letter xmlns:unused=\"urn:unused\">"))));
        }

        @Test
        void whenTheDataIsBase64_thenItsOctetsAreCovered() {
            SignedXml xml = new SignedXml(signed.sandbox, "S")
                    .namedObject("UGF5MTA=")
                    .reference(
                            "#o",
                            "<ds:Transform Algorithm=\"" + SignedXml.DS + "base64\"/>",
                            d -> "Pay10".getBytes(StandardCharsets.US_ASCII))
                    .stampedData(AFTER);

            assertContradicts(check(xml.sign("@SIGNATURE@")));
        }

        @Test
        void whenThereAreMoreThanEight_thenFormatFailure() {
            SignedXml xml = signature();
            for (int i = 0; i < 8; i++) {
                xml.stampedData(BEFORE);
            }
            assertThat(check(xml).verdict()).isEqualTo(Verdict.VALID);
            assertThat(check(xml.stampedData(BEFORE)).code()).contains(FindingCode.FORMAT_FAILURE);
        }
    }

    @Nested
    class Cades {
        private static final byte[] CONTENT = "I agree.".getBytes(StandardCharsets.UTF_8);

        private CheckedSignature check(byte[] stamped, Instant at) {
            byte[] token = signed.sandbox.tsa().token(DigestAlgorithm.SHA256.digest(stamped), at, null);
            byte[] document = CadesMaker.der(new CadesMaker(signed.sandbox, CONTENT)
                    .attributes(table -> with(table, token))
                    .attached());
            return only(signed.checker.check("contract.txt.p7m", document));
        }

        private static AttributeTable with(AttributeTable table, byte[] token) {
            try {
                ASN1Encodable value = ASN1Primitive.fromByteArray(token);
                ASN1EncodableVector all = table.toASN1EncodableVector();
                all.add(new Attribute(PKCSObjectIdentifiers.id_aa_ets_contentTimestamp, new DERSet(value)));
                return new AttributeTable(all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        void whenItIsOlder_thenValidAndNothingIsSaid() {
            CheckedSignature found = check(CONTENT, BEFORE);

            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(codes(found)).doesNotContain(FindingCode.CONTENT_TIMESTAMP_INVALID);
        }

        @Test
        void whenItIsYoungerThanTheSignature_thenTheyContradictEachOther() {
            assertContradicts(check(CONTENT, AFTER));
        }

        @Test
        void whenItCoversOtherData_thenItProvesNothing() {
            CheckedSignature found = check("I do not.".getBytes(StandardCharsets.UTF_8), AFTER);

            assertThat(found.verdict()).isEqualTo(Verdict.VALID);
            assertThat(codes(found)).contains(FindingCode.CONTENT_TIMESTAMP_INVALID);
        }
    }
}
