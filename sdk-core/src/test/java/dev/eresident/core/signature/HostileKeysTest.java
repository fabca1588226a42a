package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.CryptoChoice;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.xml.SandboxXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Documents that bring a key or a value of their own choice. */
class HostileKeysTest {
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String DS11 = "http://www.w3.org/2009/xmldsig11#";

    private static @Nullable Signed shared;

    @BeforeAll
    static void start() throws IOException {
        shared = new Signed();
    }

    @AfterAll
    static void close() {
        signed().close();
    }

    private static Signed signed() {
        return Objects.requireNonNull(shared);
    }

    private static byte[] sound() {
        return signed().builder().build();
    }

    static Stream<CryptoChoice> choices() {
        return Stream.of(
                CryptoChoice.standard(), CryptoChoice.jdk(), CryptoChoice.provider(new BouncyCastleProvider()));
    }

    /** CVE-2022-21449: a verifier without a look at the range takes r = s = 0 for everybody's signature of everything. */
    @ParameterizedTest
    @MethodSource("choices")
    void whenTheSignatureValueIsZero_thenCryptoFailureUnderEveryChoice(CryptoChoice choice) {
        SignatureChecker checker =
                SignatureChecker.with(signed().policy.withCrypto(choice), Clock.fixed(CountedWork.AT, ZoneOffset.UTC));
        assertThat(checker.check("x", sound()).verdict()).isEqualTo(Verdict.VALID);
        byte[] zero = Signed.edited(
                sound(),
                t -> t.replaceFirst(
                        "(<ds:SignatureValue[^>]*>)[^<]*",
                        "$1" + Base64.getEncoder().encodeToString(new byte[96])));

        CheckReport report = checker.check("x", zero);

        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.signatures().get(0).code()).contains(FindingCode.SIG_CRYPTO_FAILURE);
    }

    @Test
    void whenAKeyValueStandsBesideTheCertificate_thenItIsIgnored() {
        byte[] container = Signed.edited(
                sound(), t -> withKeyValue(SandboxXml.parse(t), signed().sandbox.citizen()));

        assertThat(signed().check(container).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void whenTheKeyOfAKeyValueMadeTheSignature_thenItIsNotVerifiedWithIt() {
        IdCard victim = signed().sandbox.eResident();
        IdCard attacker = signed().sandbox.citizen();
        byte[] container = Signed.edited(sound(), t -> {
            Document document = SandboxXml.parse(t);
            byte[] value = attacker.sign(
                    SandboxXml.canonical(SandboxXml.only(document, "SignedInfo")), victim.defaultAlgorithm());
            SandboxXml.only(document, "SignatureValue")
                    .setTextContent(Base64.getEncoder().encodeToString(value));
            return withKeyValue(document, attacker);
        });

        CheckReport report = signed().check(container);

        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.signatures().get(0).code()).contains(FindingCode.SIG_CRYPTO_FAILURE);
    }

    private static String withKeyValue(Document document, IdCard card) {
        ECPublicKey key = (ECPublicKey) card.signingCertificate().getPublicKey();
        byte[] encoded = key.getEncoded();
        int length = 2 * ((key.getParams().getCurve().getField().getFieldSize() + 7) / 8) + 1;
        byte[] point = new byte[length];
        System.arraycopy(encoded, encoded.length - length, point, 0, length);
        Element value = document.createElementNS(DS, "ds:KeyValue");
        Element ec = document.createElementNS(DS11, "dsig11:ECKeyValue");
        ec.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:dsig11", DS11);
        Element curve = document.createElementNS(DS11, "dsig11:NamedCurve");
        curve.setAttribute("URI", "urn:oid:1.3.132.0.34");
        Element publicKey = document.createElementNS(DS11, "dsig11:PublicKey");
        publicKey.setTextContent(Base64.getEncoder().encodeToString(point));
        ec.appendChild(curve);
        ec.appendChild(publicKey);
        value.appendChild(ec);
        Element keyInfo = SandboxXml.only(document, "KeyInfo");
        keyInfo.insertBefore(value, keyInfo.getFirstChild());
        return new String(SandboxXml.write(document), StandardCharsets.UTF_8);
    }
}
