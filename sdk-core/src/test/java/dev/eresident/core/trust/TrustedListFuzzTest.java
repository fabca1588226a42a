package dev.eresident.core.trust;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import java.util.List;

/** Whatever the bytes are, reading a list ends with a list or with its two exceptions. */
class TrustedListFuzzTest {
    private static final TestPki.Issued SIGNER = TestPki.leaf("Signer").selfSigned();

    @FuzzTest
    void whenAnyBytes_thenListOrTypedFailure(byte[] bytes) {
        try {
            TrustedList.parse(bytes, "fuzz");
        } catch (ProtocolException e) {
            if (!e.code().equals("TRUST_LIST_UNREADABLE")) {
                throw e;
            }
        }
        try {
            TrustedList.verify(bytes, "fuzz", List.of(SIGNER.certificate()));
            throw new AssertionError("Nobody signed this");
        } catch (ProtocolException e) {
            if (!e.code().equals("TRUST_LIST_UNREADABLE")) {
                throw e;
            }
        } catch (TrustException e) {
            if (!e.code().equals("TRUST_LIST_SIGNATURE_INVALID")) {
                throw e;
            }
        }
    }
}
