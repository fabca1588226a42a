package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.WebEidToken;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step of the signature, and the reading of the holder after it. */
class SignatureStepTest extends OneFault {
    @Nested
    class Step10 {
        @Test
        void whenAlgorithmAbsent_thenMissing() {
            assertThat(refusalOf(token -> token.without("algorithm"))).isEqualTo(WebEidRefusal.ALGORITHM_MISSING);
            assertThat(refusalOf(token -> token.with("algorithm", ""))).isEqualTo(WebEidRefusal.ALGORITHM_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"NONE", "none", "HS256", "es384", "ES384 ", "ES256K", "EdDSA"})
        void whenNotOfTheSpecification_thenUnsupported(String algorithm) {
            assertThat(refusalOf(token -> token.with("algorithm", algorithm)))
                    .isEqualTo(WebEidRefusal.ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenSignatureAbsent_thenMissing() {
            assertThat(refusalOf(token -> token.without("signature"))).isEqualTo(WebEidRefusal.SIGNATURE_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"%%%%", "AAA A", "__--"})
        void whenSignatureNotBase64_thenUndecodable(String signature) {
            assertThat(refusalOf(token -> token.with("signature", signature)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_UNDECODABLE);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 95, 97, 96, 192})
        void whenSignatureIsZeros_thenInvalid(int length) {
            WebEidRefusal expected = length == 0 ? WebEidRefusal.SIGNATURE_MISSING : WebEidRefusal.SIGNATURE_INVALID;

            assertThat(refusalOf(token -> token.withSignature(new byte[length])))
                    .isEqualTo(expected);
        }

        @Test
        void whenForAnotherOrigin_thenInvalid() {
            WebEidChallenge challenge = world.start();
            String token = good.webEidToken("https://evil.example", challenge.nonce());

            assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenForAnotherNonce_thenInvalid() {
            String token = good.webEidToken(ORIGIN, world.start().nonce());

            assertThat(refusal(world.webEid.finish(world.start(), token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenWithTheKeyOfAnotherCard_thenInvalid() {
            IdCard other = world.sandbox.card(CardProfile.CITIZEN_2025);

            assertThat(refusalOf(token -> token.withCertificate(other.authenticationCertificate())))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @CsvSource({"ES256, P384", "ES384, P256", "ES512, P384", "ES384, P521"})
        void whenTheCurveIsNotTheAlgorithms_thenInvalid(SignatureAlgorithm algorithm, KeyType key) {
            IdCard card = world.sandbox
                    .orderCard(CardProfile.CITIZEN_2018)
                    .keyType(key)
                    .issue();
            WebEidChallenge challenge = world.start();
            String token = card.webEid(ORIGIN, challenge.nonce(), algorithm).json();

            assertThat(refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @ValueSource(strings = {"RS256", "RS384", "PS256", "PS384", "PS512"})
        void whenTheKeyIsNotTheAlgorithms_thenInvalid(String algorithm) {
            assertThat(refusalOf(token -> token.with("algorithm", algorithm)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenASingleBitIsFlipped_thenInvalid() {
            WebEidChallenge challenge = world.start();
            WebEidToken token = good.webEid(ORIGIN, challenge.nonce());
            String json = token.json();
            int from = json.indexOf("\"signature\":\"") + "\"signature\":\"".length();
            byte[] signature = Base64.getDecoder().decode(json.substring(from, json.indexOf('"', from)));
            signature[50] ^= 4;

            assertThat(refusal(world.webEid.finish(
                            challenge, token.withSignature(signature).json(), SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }
    }

    @Nested
    class HolderOfTheCertificate {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "C=EE,CN=Testing",
                    "C=EE,CN=Testing,2.5.4.5=12276279",
                    "C=EE,2.5.4.4=NAME,2.5.4.5=12276279",
                    "C=EE,2.5.4.5=PNOEE-48402290000",
                    "C=EE,2.5.4.4=NAME,2.5.4.5=NTREE-10747013",
                    "C=BE,2.5.4.4=NAME,2.5.4.5=48402290000"
                })
        void whenNoNaturalPerson_thenRefused(String subject) {
            assertThat(refusalOfCard(card(spec -> spec.subject(new X500Principal(subject)))))
                    .isEqualTo(WebEidRefusal.HOLDER_NOT_A_PERSON);
        }

        @Test
        void whenOnlyOneName_thenAccepted() {
            IdCard card =
                    card(spec -> spec.subject(new X500Principal("C=EE,2.5.4.4=MONONYM,2.5.4.5=PNOEE-48402290000")));

            assertThat(world.login(world.withoutOcsp(), card).orElseThrow().fullName())
                    .isEqualTo("MONONYM");
        }

        @Test
        void whenOfAnotherCountry_thenItsIdentifierIsKept() {
            IdCard card = card(spec -> spec.subject(new X500Principal("C=EE,2.5.4.4=NAME,2.5.4.5=PASKX-XK00001")));

            assertThat(world.login(world.withoutOcsp(), card)
                            .orElseThrow()
                            .identifier()
                            .text())
                    .isEqualTo("PASKX-XK00001");
            assertThat(world.login(world.withoutOcsp(), card).orElseThrow().birthDate())
                    .isEmpty();
        }
    }
}
