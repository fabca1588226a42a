package dev.eresident.core.signature.xades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A canonicalisation and its parameter; what is not known is never left out. */
class CanonicalMethodTest {
    private static final String PREFIXES =
            "<x:InclusiveNamespaces xmlns:x=\"" + Names.EXCLUSIVE_C14N + "\" PrefixList=\" a  #default \"/>";

    private static Optional<CanonicalMethod> of(String algorithm, String parameter) {
        String xml = "<Transform Algorithm=\"" + algorithm + "\">" + parameter + "</Transform>";
        return CanonicalMethod.of(new XmlReading(XmlLimits.SIGNATURE).read(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whenAnExclusiveOneListsPrefixes_thenTheyAreTaken() {
        assertThat(of(Canonicalization.EXCLUSIVE.uri(), PREFIXES))
                .contains(new CanonicalMethod(Canonicalization.EXCLUSIVE, Set.of("a", "#default")));
        assertThat(of(Canonicalization.EXCLUSIVE.uri(), PREFIXES.replaceFirst("PrefixList=\"[^\"]*\"", "")))
                .contains(new CanonicalMethod(Canonicalization.EXCLUSIVE, Set.of()));
    }

    @Test
    void whenThereIsNoParameter_thenNone() {
        assertThat(of(Canonicalization.INCLUSIVE.uri(), "")).contains(CanonicalMethod.DEFAULT);
    }

    @Test
    void whenAnInclusiveOneHasAParameter_thenItIsNotKnown() {
        assertThat(of(Canonicalization.INCLUSIVE.uri(), PREFIXES)).isEmpty();
    }

    @Test
    void whenTheParameterIsAnother_thenItIsNotKnown() {
        assertThat(of(Canonicalization.EXCLUSIVE.uri(), "<x:Other xmlns:x=\"" + Names.EXCLUSIVE_C14N + "\"/>"))
                .isEmpty();
        assertThat(of(Canonicalization.EXCLUSIVE.uri(), PREFIXES + "<Other/>")).isEmpty();
    }

    @Test
    void whenTheAlgorithmIsNone_thenItIsNotKnown() {
        assertThat(of("urn:none", "")).isEmpty();
    }
}
