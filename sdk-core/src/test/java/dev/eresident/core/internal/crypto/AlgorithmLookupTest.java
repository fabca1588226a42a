package dev.eresident.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.crypto.SignatureAlgorithm.Family;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlgorithmLookupTest {
    private static final String SHA256 = DigestAlgorithm.SHA256.oid();
    private static final String SHA512 = DigestAlgorithm.SHA512.oid();

    @Nested
    class Xml {
        @ParameterizedTest
        @CsvSource({
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1, RSA_PKCS1, SHA1",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224, RSA_PKCS1, SHA224",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512, RSA_PKCS1, SHA512",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1, ECDSA, SHA1",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384, ECDSA, SHA384",
            "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1, RSA_PSS, SHA256",
        })
        void whenUriIsKnown_thenFound(String uri, Family family, DigestAlgorithm digest) {
            assertThat(SignatureAlgorithm.ofXmlUri(uri)).contains(new SignatureAlgorithm(family, digest));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
                    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha1",
                    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
                    "http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256",
                })
        void whenUriIsUnknown_thenEmpty(String uri) {
            assertThat(SignatureAlgorithm.ofXmlUri(uri)).isEmpty();
        }
    }

    @Nested
    class Identifiers {
        private byte[] identifier(String oid) throws Exception {
            return new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid)).getEncoded("DER");
        }

        private byte[] pss(String hash, String maskHash, int salt) throws Exception {
            AlgorithmIdentifier mask = new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_mgf1,
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier(maskHash), DERNull.INSTANCE));
            RSASSAPSSparams params = new RSASSAPSSparams(
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier(hash), DERNull.INSTANCE),
                    mask,
                    new ASN1Integer(salt),
                    new ASN1Integer(1));
            return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, params).getEncoded("DER");
        }

        @Test
        void whenKnown_thenFound() throws Exception {
            assertThat(SignatureAlgorithm.ofAlgorithmIdentifier(identifier("1.2.840.10045.4.3.3")))
                    .contains(new SignatureAlgorithm(Family.ECDSA, DigestAlgorithm.SHA384));
            assertThat(SignatureAlgorithm.ofAlgorithmIdentifier(identifier("1.2.840.113549.1.1.11")))
                    .contains(new SignatureAlgorithm(Family.RSA_PKCS1, DigestAlgorithm.SHA256));
        }

        @Test
        void whenPssParametersAreCoherent_thenFound() throws Exception {
            assertThat(SignatureAlgorithm.ofAlgorithmIdentifier(pss(SHA256, SHA256, 32)))
                    .contains(new SignatureAlgorithm(Family.RSA_PSS, DigestAlgorithm.SHA256));
            assertThat(SignatureAlgorithm.ofAlgorithmIdentifier(
                            HexFormat.of().parseHex("300d06092a864886f70d01010a3000")))
                    .contains(new SignatureAlgorithm(Family.RSA_PSS, DigestAlgorithm.SHA1));
        }

        @Test
        void whenPssParametersAreNot_thenEmpty() throws Exception {
            for (byte[] der : List.of(
                    pss(SHA256, SHA512, 32),
                    pss(SHA256, SHA256, 20),
                    pss(SHA512, SHA512, 32),
                    pss("1.2.3", "1.2.3", 20),
                    identifier("1.2.840.113549.1.1.10"))) {
                assertThat(SignatureAlgorithm.ofAlgorithmIdentifier(der)).isEmpty();
            }
        }

        @Test
        void whenUnknownOrMalformed_thenEmpty() throws Exception {
            for (byte[] der : List.of(
                    identifier("1.2.840.113549.1.1.4"),
                    new byte[0],
                    new byte[] {0x30, 0},
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.4.3.2"), new ASN1Integer(1))
                            .getEncoded("DER"))) {
                assertThat(SignatureAlgorithm.ofAlgorithmIdentifier(der)).isEmpty();
            }
        }
    }

    @Nested
    class Jose {
        @Test
        void whenKnown_thenBoundToItsCurve() {
            JoseAlgorithm es512 = JoseAlgorithm.ofName("ES512").orElseThrow();
            assertThat(es512.curve()).contains(NamedCurve.P521);
            assertThat(es512.signatureAlgorithm())
                    .isEqualTo(new SignatureAlgorithm(Family.ECDSA, DigestAlgorithm.SHA512));
            assertThat(JoseAlgorithm.ofName("PS384").orElseThrow().curve()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "HS256", "es256", "ES256K", "EdDSA", ""})
        void whenUnknown_thenEmpty(String name) {
            assertThat(JoseAlgorithm.ofName(name)).isEmpty();
        }
    }
}
