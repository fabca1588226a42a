package dev.eresident.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.JoseAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWebKeyTest {
    /** The key of RFC 7638 §3.1. */
    private static final String MODULUS =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCi"
                    + "FV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1"
                    + "n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    private static List<JsonWebKey> rsa(String modulus, String more) {
        return JsonWebKey.readSet(
                ("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"e\":\"AQAB\",\"n\":\"" + modulus + "\"" + more + "}]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whenAKeyIsRead_thenItsThumbprintIsThatOfTheStandard() {
        assertThat(rsa(MODULUS, "").get(0).thumbprint()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @ParameterizedTest
    @CsvSource({"RS256, true, false", "PS256, false, true", "ES256, false, false", "RSA-OAEP, false, false"})
    void whenAKeySaysWhatItIsFor_thenItIsForNothingElse(String algorithm, boolean rs256, boolean ps256) {
        List<JsonWebKey> keys = rsa(MODULUS, ",\"alg\":\"" + algorithm + "\"");

        assertThat(JsonWebKey.find(keys, "k", JoseAlgorithm.RS256).isPresent()).isEqualTo(rs256);
        assertThat(JsonWebKey.find(keys, "k", JoseAlgorithm.PS256).isPresent()).isEqualTo(ps256);
    }

    @ParameterizedTest
    @CsvSource({"256, 1", "255, 0", "128, 0"})
    void whenAModulusIsShort_thenTheKeyIsNotUsed(int bytes, int expected) {
        byte[] modulus = new byte[bytes];
        Arrays.fill(modulus, (byte) 0xcd);

        assertThat(rsa(Base64Url.encode(modulus), "")).hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource({"'[\"verify\"]', 1", "'[\"sign\"]', 0"})
    void whenAKeyHasOperations_thenVerifyingMustBeAmongThem(String operations, int expected) {
        assertThat(rsa(MODULUS, ",\"key_ops\":" + operations)).hasSize(expected);
    }
}
