package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.signature.xades.SignatureFile;

/** Whatever the bytes are, reading a signature file ends with a file or with the one exception for malformed bytes. */
class XadesFuzzTest {
    private static final XmlReading READING = new XmlReading(XmlLimits.SIGNATURE);

    @FuzzTest
    void whenAnyBytes_thenASignatureFileOrTypedFailure(byte[] bytes) {
        XmlElement root;
        try {
            root = READING.read(bytes);
        } catch (ProtocolException e) {
            return;
        }
        byte[] canonical = Canonicalization.EXCLUSIVE_WITH_COMMENTS.apply(root);
        assertThat(Canonicalization.EXCLUSIVE_WITH_COMMENTS.apply(READING.read(canonical)))
                .as("canonical XML is its own canonical form")
                .isEqualTo(canonical);
        try {
            SignatureFile file = SignatureFile.parse("META-INF/signatures0.xml", bytes, READING);
            assertThat(file.digests()).isNotNull();
        } catch (ProtocolException e) {
            assertThat(e.code()).startsWith("XML_");
        }
    }
}
