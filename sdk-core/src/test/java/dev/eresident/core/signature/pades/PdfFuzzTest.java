package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.signature.FindingCode;

/** Whatever the bytes are, reading a PDF ends with its structure or with a code that a report knows. */
class PdfFuzzTest {
    @FuzzTest
    void whenAnyBytes_thenAStructureOrATypedFailure(byte[] bytes) {
        try {
            PdfDocument document = PdfDocument.read(bytes);
            assertThat(document.signatures()).allSatisfy(s -> {
                assertThat(s.broken() || s.range().isPresent()).isTrue();
                s.range().ifPresent(r -> assertThat(r.end()).isLessThanOrEqualTo(bytes.length));
            });
        } catch (ProtocolException e) {
            assertThat(FindingCode.values()).extracting(FindingCode::name).contains(e.code());
        }
    }
}
