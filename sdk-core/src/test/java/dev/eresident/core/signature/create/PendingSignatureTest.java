package dev.eresident.core.signature.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.pki.Credential;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be signed, and what becomes of it: values of the JDK are accepted, and nothing else. */
class PendingSignatureTest {
    private static final byte[] CONTENT = "contract".getBytes(StandardCharsets.UTF_8);
    private static final CryptoChoice CRYPTO = CryptoChoice.standard();

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static Credential signer(SigningAlgorithm algorithm) {
        return algorithm.scheme() == SigningAlgorithm.Scheme.ECDSA
                ? sandbox.mobileId().account().signing()
                : sandbox.smartId().account().signing();
    }

    private static PendingSignature pending(SigningAlgorithm algorithm) throws IOException {
        return new PendingSignature(
                Certificate.of(signer(algorithm).certificate()),
                algorithm,
                algorithm.digest(new ByteArrayInputStream(CONTENT)));
    }

    private static Bytes signed(SigningAlgorithm algorithm) throws GeneralSecurityException {
        String hash = algorithm.hashName().replaceFirst("^SHA-", "SHA");
        Signature jdk = Signature.getInstance(
                switch (algorithm.scheme()) {
                    case ECDSA -> hash + "withECDSAinP1363Format";
                    case RSA_PKCS1 -> hash + "withRSA";
                    case RSA_PSS -> "RSASSA-PSS";
                });
        if (algorithm.scheme() == SigningAlgorithm.Scheme.RSA_PSS) {
            jdk.setParameter(new PSSParameterSpec(
                    algorithm.hashName(),
                    "MGF1",
                    new MGF1ParameterSpec(algorithm.hashName()),
                    algorithm.hashLength(),
                    1));
        }
        jdk.initSign(signer(algorithm).privateKey());
        jdk.update(CONTENT);
        return Bytes.of(jdk.sign());
    }

    @ParameterizedTest
    @EnumSource
    void whenTheKeySignsTheDigest_thenThereIsAValue(SigningAlgorithm algorithm) throws Exception {
        PendingSignature pending = pending(algorithm);
        Bytes value = signed(algorithm);

        SignatureValue verified = pending.verify(value, CRYPTO).orElseThrow();

        assertThat(verified.value()).isEqualTo(value);
        assertThat(verified.signed()).isEqualTo(pending);
        assertThat(pending.digest())
                .isEqualTo(
                        Bytes.of(MessageDigest.getInstance(algorithm.hashName()).digest(CONTENT)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ECDSA_SHA256", "RSA_PSS_SHA512", "RSA_PKCS1_SHA256"})
    void whenTheValueIsOverAnotherDigest_thenThereIsNone(SigningAlgorithm algorithm) throws Exception {
        byte[] other = pending(algorithm).digest().toByteArray();
        other[0] ^= 1;
        PendingSignature pending = new PendingSignature(pending(algorithm).certificate(), algorithm, Bytes.of(other));

        assertThat(pending.verify(signed(algorithm), CRYPTO)).isEmpty();
    }

    @Test
    void whenTheValueIsOfAnotherScheme_thenThereIsNone() throws Exception {
        assertThat(pending(SigningAlgorithm.RSA_PSS_SHA256).verify(signed(SigningAlgorithm.RSA_PKCS1_SHA256), CRYPTO))
                .isEmpty();
    }

    @Test
    void whenTheValueIsNone_thenThereIsNone() throws Exception {
        assertThat(pending(SigningAlgorithm.ECDSA_SHA256).verify(Bytes.empty(), CRYPTO))
                .isEmpty();
        assertThat(pending(SigningAlgorithm.ECDSA_SHA256).verify(Bytes.of(new byte[64]), CRYPTO))
                .isEmpty();
    }

    @Test
    void whenTheKeyIsOfAnotherKind_thenItIsRefused() throws Exception {
        Certificate rsa = pending(SigningAlgorithm.RSA_PSS_SHA256).certificate();

        assertThatThrownBy(() -> new PendingSignature(rsa, SigningAlgorithm.ECDSA_SHA256, Bytes.of(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ECDSA_SHA256");
    }

    @Test
    void whenTheDigestHasAnotherLength_thenItIsRefused() throws Exception {
        Certificate rsa = pending(SigningAlgorithm.RSA_PSS_SHA256).certificate();

        assertThatThrownBy(() -> new PendingSignature(rsa, SigningAlgorithm.RSA_PSS_SHA512, Bytes.of(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 bytes, not 32");
    }

    @ParameterizedTest
    @EnumSource
    void whenItIsWrittenDown_thenItComesBackEqual(SigningAlgorithm algorithm) throws IOException {
        assertThat(PendingSignature.fromText(pending(algorithm).toText())).isEqualTo(pending(algorithm));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"certificate\":\"AAAA\",\"algorithm\":\"ECDSA_SHA256\",\"digest\":\"AAAA\"}",
                "{\"certificate\":\"AAAA\",\"algorithm\":\"MD5\",\"digest\":\"AAAA\"}"
            })
    void whenTheTextIsSomethingElse_thenItIsRefused(String text) {
        assertThatThrownBy(() -> PendingSignature.fromText(text))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("PENDING_SIGNATURE_UNREADABLE"));
    }

    @ParameterizedTest
    @EnumSource
    void whenAnAlgorithmIsLookedFor_thenItIsFoundByItsParts(SigningAlgorithm algorithm) {
        assertThat(SigningAlgorithm.of(algorithm.scheme(), algorithm.hashName()))
                .contains(algorithm);
        assertThat(SigningAlgorithm.of(algorithm.scheme(), "SHA-1")).isEmpty();
    }

    @Test
    void whenItIsShown_thenNothingPersonal() throws Exception {
        PendingSignature pending = pending(SigningAlgorithm.ECDSA_SHA256);

        assertThat(pending + " "
                        + pending.verify(signed(SigningAlgorithm.ECDSA_SHA256), CRYPTO)
                                .orElseThrow())
                .isEqualTo("PendingSignature[ECDSA_SHA256] SignatureValue[ECDSA_SHA256]");
    }
}
