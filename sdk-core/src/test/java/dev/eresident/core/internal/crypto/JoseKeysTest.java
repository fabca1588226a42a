package dev.eresident.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoseKeysTest {
    /** The key of RFC 7515 §A.3. */
    private static final String X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";

    private static final String Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    @Test
    void whenThePointIsOnTheCurve_thenTheKeyFitsItsAlgorithmOnly() {
        assertThat(JoseKeys.ec(NamedCurve.P256, decode(X), decode(Y))).hasValueSatisfying(key -> {
            assertThat(JoseAlgorithm.ES256.fits(key)).isTrue();
            assertThat(JoseAlgorithm.ES384.fits(key)).isFalse();
            assertThat(JoseAlgorithm.RS256.fits(key)).isFalse();
        });
    }

    @Test
    void whenThePointIsNotOnTheCurve_thenThereIsNoKey() {
        assertThat(JoseKeys.ec(NamedCurve.P256, decode(Y), decode(X))).isEmpty();
        assertThat(JoseKeys.ec(NamedCurve.P384, new byte[48], new byte[48])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"31, 32", "32, 33", "0, 0"})
    void whenACoordinateHasAnotherLength_thenThereIsNoKey(int x, int y) {
        assertThat(JoseKeys.ec(NamedCurve.P256, new byte[x], new byte[y])).isEmpty();
    }

    @Test
    void whenTheNumbersAreThoseOfAnRsaKey_thenTheyAreTakenAsPositive() {
        byte[] modulus = BigInteger.ONE.shiftLeft(2047).setBit(0).toByteArray();

        assertThat(JoseKeys.rsa(java.util.Arrays.copyOfRange(modulus, 1, modulus.length), new byte[] {1, 0, 1}))
                .hasValueSatisfying(
                        key -> assertThat(JoseAlgorithm.RS256.fits(key)).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"2049, 3", "256, 9", "0, 3", "256, 0", "16, 3"})
    void whenTheNumbersAreTooLongOrNone_thenThereIsNoKey(int modulus, int exponent) {
        byte[] n = new byte[modulus];
        java.util.Arrays.fill(n, (byte) 0xff);
        byte[] e = new byte[exponent];
        java.util.Arrays.fill(e, (byte) 3);

        assertThat(JoseKeys.rsa(n, e)).isEmpty();
    }
}
