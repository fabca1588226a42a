package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.trust.TestPki.Issued;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a list says of itself and of other lists. */
class SchemeInformationTest {
    private static final Issued SIGNER = TestPki.leaf("Signer").selfSigned();
    private static final String IDENTITY = "<ServiceDigitalIdentity><DigitalId><X509Certificate>"
            + SIGNER.certificate().der().base64() + "</X509Certificate></DigitalId></ServiceDigitalIdentity>";
    private static final String POINTER = """
            <OtherTSLPointer><ServiceDigitalIdentities>%s</ServiceDigitalIdentities><TSLLocation> https://x.invalid/tl.xml </TSLLocation>
            <AdditionalInformation><TextualInformation xml:lang="en">x</TextualInformation>
            <OtherInformation><TSLType>type</TSLType></OtherInformation><OtherInformation><SchemeTerritory>LV</SchemeTerritory></OtherInformation>
            <OtherInformation><a:MimeType xmlns:a="http://uri.etsi.org/02231/v2/additionaltypes#">application/pdf</a:MimeType></OtherInformation>
            </AdditionalInformation></OtherTSLPointer>""";

    private static TrustedList with(String elements) {
        String list = TestLists.list().replace("</SchemeInformation>", elements + "</SchemeInformation>");
        return TrustedList.parse(TestLists.utf8(list), "test.xml");
    }

    private static String pointers(String content) {
        return "<PointersToOtherTSL>" + content + "</PointersToOtherTSL>";
    }

    @Test
    void whenTheTypeIsGiven_thenItIsThere() {
        assertThat(with("<TSLType>http://x.invalid/type</TSLType>").typeUri()).isEqualTo("http://x.invalid/type");
    }

    @Test
    void whenNothingIsSaid_thenEmpty() {
        TrustedList list = with("");

        assertThat(list.typeUri()).isEmpty();
        assertThat(list.informationUris()).isEmpty();
        assertThat(list.pointers()).isEmpty();
    }

    @Test
    void whenAddressesAreGiven_thenTheEnglishOnesInTheirOrder() {
        TrustedList list = with("""
                <SchemeInformationURI><URI xml:lang="en">https://x.invalid/2.xml</URI><URI xml:lang="et">https://x.invalid/et</URI>
                <URI xml:lang="EN">https://x.invalid/1.xml</URI><URI>https://x.invalid/none</URI></SchemeInformationURI>""");

        assertThat(list.informationUris()).containsExactly("https://x.invalid/2.xml", "https://x.invalid/1.xml");
    }

    @Test
    void whenAPointerIsComplete_thenAllOfItIsThere() {
        assertThat(with(pointers(POINTER.formatted(IDENTITY + IDENTITY))).pointers())
                .containsExactly(new ListPointer(
                        "https://x.invalid/tl.xml", "type", "LV", "application/pdf", List.of(SIGNER.certificate())));
    }

    @Test
    void whenASignerOfAPointerCannotBeDecoded_thenItIsLeftOutAndNotCountedAsAService() {
        TrustedList list =
                with(pointers(POINTER.formatted(IDENTITY.replace("<X509Certificate>M", "<X509Certificate>A"))));

        assertThat(list.pointers().get(0).signers()).isEmpty();
        assertThat(list.unreadableCertificates()).isZero();
    }

    @Test
    void whenAPointerIsEmpty_thenItIsKeptEmpty() {
        assertThat(with(pointers("<OtherTSLPointer/>")).pointers())
                .containsExactly(new ListPointer("", "", "", "", List.of()));
    }

    @Test
    void whenThereAreTooManyPointers_thenUnreadable() {
        assertUnreadable(pointers("<OtherTSLPointer/>".repeat(1_001)), "1000 lists");
    }

    @Test
    void whenThereAreTooManySigners_thenUnreadable() {
        assertUnreadable(
                pointers("<OtherTSLPointer><ServiceDigitalIdentities>" + otherSigners(101)
                        + "</ServiceDigitalIdentities></OtherTSLPointer>"),
                "100 signers");
    }

    private static String otherSigners(int count) {
        StringBuilder identities = new StringBuilder();
        for (int i = 0; i < count; i++) {
            identities
                    .append("<ServiceDigitalIdentity><DigitalId><X509Certificate>")
                    .append(TestPki.leaf("Signer " + i)
                            .selfSigned()
                            .certificate()
                            .der()
                            .base64())
                    .append("</X509Certificate></DigitalId></ServiceDigitalIdentity>");
        }
        return identities.toString();
    }

    @Test
    void whenThereAreTooManyAddresses_thenUnreadable() {
        assertUnreadable(
                "<SchemeInformationURI>" + "<URI xml:lang=\"en\">x</URI>".repeat(1_001) + "</SchemeInformationURI>",
                "1000 addresses");
    }

    private static void assertUnreadable(String elements, String text) {
        assertThatThrownBy(() -> with(elements))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("TRUST_LIST_UNREADABLE"))
                .hasMessageContaining(text);
    }
}
