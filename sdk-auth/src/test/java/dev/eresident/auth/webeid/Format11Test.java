package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.session.Purpose;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.WebEidToken;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of format 1.1: one fault in one list at a time; whatever it is, nobody is asked for a status. */
class Format11Test extends OneFault {
    private static final String SIGNING = "unverifiedSigningCertificates";
    private static final String INTERMEDIATES = "unverifiedIntermediateCertificates";
    private static final String ALGORITHM =
            "{\"cryptoAlgorithm\":\"ECC\",\"hashFunction\":\"SHA-384\",\"paddingScheme\":\"NONE\"}";

    private static WebEidRefusal refusalOf11(UnaryOperator<WebEidToken> fault) {
        return refusalOf(token -> fault.apply(token.withSigningCertificateOf(good)));
    }

    private static WebEidRefusal refusalOfOffers(String... offers) {
        return refusalOf(token -> token.withSigningCertificates(offers));
    }

    private static String offer(X509Certificate certificate) {
        return WebEidToken.offer(certificate, SignatureAlgorithm.ES384);
    }

    private static WebEidOutcome loginWithoutOcsp(UnaryOperator<WebEidToken> change) {
        WebEid service = world.withoutOcsp();
        WebEidChallenge challenge = service.start(Purpose.LOGIN, SESSION);
        return service.finish(
                challenge, change.apply(good.webEid(ORIGIN, challenge.nonce())).json(), SESSION);
    }

    private static List<SigningCertificate> certificates(WebEidOutcome outcome) {
        return outcome.match(WebEidOutcome.Authenticated::signingCertificates, refused -> {
            throw new AssertionError("refused: " + refused.text());
        });
    }

    /** A card of the same person whose signing certificate is changed; the token is signed by the good card. */
    private static X509Certificate signing(UnaryOperator<CertificateSpec> change) {
        return world.sandbox
                .orderCard(CardProfile.E_RESIDENT_2025)
                .signingCertificate(change)
                .issue()
                .signingCertificate();
    }

    @Nested
    class Good {
        @Test
        void whenTheSigningCertificateIsThere_thenItIsVerifiedAndHandedOut() {
            WebEidOutcome outcome = loginWithoutOcsp(token -> token.withSigningCertificateOf(good));

            assertThat(certificates(outcome)).singleElement().satisfies(certificate -> {
                assertThat(certificate.certificate()).isEqualTo(Certificate.of(good.signingCertificate()));
                assertThat(certificate.signer()).isEqualTo(outcome.orElseThrow().identifier());
                assertThat(certificate.verifiedAt()).isEqualTo(world.clock.instant());
                assertThat(certificate.negotiate())
                        .contains(certificate.algorithms().get(0));
                assertThat(certificate.toString())
                        .doesNotContain(good.person().personalCode())
                        .doesNotContain(good.person().surname());
            });
        }

        @Test
        void whenThereAreTwo_thenBothInTheirOrder() {
            X509Certificate renewed = signing(spec -> spec);

            assertThat(certificates(loginWithoutOcsp(
                            token -> token.withSigningCertificates(offer(renewed), offer(good.signingCertificate())))))
                    .extracting(SigningCertificate::certificate)
                    .containsExactly(Certificate.of(renewed), Certificate.of(good.signingCertificate()));
        }

        @Test
        void whenOnlyIntermediatesAreThere_thenAcceptedWithoutSigningCertificate() {
            X509Certificate root = good.issuer().parent().orElseThrow().certificate();

            assertThat(certificates(loginWithoutOcsp(token -> token.withIntermediates(root))))
                    .isEmpty();
            assertThat(certificates(loginWithoutOcsp(
                            token -> token.withIntermediates(root).withRaw(SIGNING, "null"))))
                    .isEmpty();
        }

        @Test
        void whenOf10_thenNoSigningCertificate() {
            assertThat(certificates(loginWithoutOcsp(token -> token))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"web-eid:1.2", "web-eid:1.10", "web-eid:1.11"})
        void whenOfALaterMinorVersion_thenTheListsAreNotLookedAt(String format) {
            assertThat(certificates(loginWithoutOcsp(
                            token -> token.with("format", format).withRaw(SIGNING, "[17]"))))
                    .isEmpty();
        }

        @Test
        void whenTheSubjectIsWrittenInAnotherOrder_thenTheSameSubject() {
            X500Principal subject = good.authenticationCertificate().getSubjectX500Principal();
            List<String> parts = new ArrayList<>(
                    List.of(subject.getName(X500Principal.RFC1779).split(", (?=[A-Z0-9.]+=)")));
            Collections.reverse(parts);
            X509Certificate reordered = signing(spec -> spec.subject(new X500Principal(
                    String.join(", ", parts).toLowerCase(Locale.ROOT).replace("oid.", "OID."))));

            assertThat(certificates(loginWithoutOcsp(token -> token.withSigningCertificates(offer(reordered)))))
                    .hasSize(1);
        }

        @Test
        void whenTheAlgorithmsMakeNoSense_thenAcceptedButNothingIsNegotiated() {
            assertThat(certificates(loginWithoutOcsp(token -> token.withSigningCertificates(
                            WebEidToken.offer(good.signingCertificate(), SignatureAlgorithm.RS256)))))
                    .singleElement()
                    .satisfies(
                            certificate -> assertThat(certificate.negotiate()).isEmpty());
        }

        @Test
        void whenTheTokenIsLong_thenOnly11IsAccepted() {
            String padding = "x".repeat(10_000);

            assertThat(loginWithoutOcsp(token ->
                                    token.withSigningCertificateOf(good).with("pad", padding))
                            .kind())
                    .isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
            assertThat(refusalOf11(token -> token.with("pad", "x".repeat(65_536))))
                    .isEqualTo(WebEidRefusal.TOKEN_TOO_LONG);
            assertThat(refusalOf(token -> token.with("format", "web-eid:1.2").with("pad", padding)))
                    .isEqualTo(WebEidRefusal.TOKEN_TOO_LONG);
        }

        @Test
        void whenReverified_thenTheSigningCertificatesAreThereAgain() {
            WebEid service = world.withoutOcsp();
            WebEidOutcome outcome = loginWithoutOcsp(token -> token.withSigningCertificateOf(good));

            assertThat(certificates(service.reverify(outcome.orElseThrow().toProof(), world.trust)))
                    .hasSize(1);
        }
    }

    @Nested
    class Lists {
        @Test
        void whenThereIsNoSigningCertificateAtAll_thenMissing() {
            assertThat(refusalOf11(token -> token.without(SIGNING)))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATES_MISSING);
            assertThat(refusalOf11(token -> token.withRaw(SIGNING, "null")))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATES_MISSING);
            assertThat(refusalOf11(token -> token.withRaw(SIGNING, "[]")))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATES_MISSING);
            assertThat(refusalOf(token ->
                            token.withIntermediates(good.issuer().certificate()).withRaw(SIGNING, "[]")))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATES_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "{}", "{\"certificate\":null}", "{\"certificate\":\"\"}"})
        void whenAnEntryIsEmpty_thenInvalidEntry(String entry) {
            assertThat(refusalOfOffers(entry)).isEqualTo(WebEidRefusal.SIGNING_CERTIFICATES_INVALID_ENTRY);
            assertThat(refusalOfOffers(offer(good.signingCertificate()), entry))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATES_INVALID_ENTRY);
        }

        @Test
        void whenThereAreMany_thenInvalidEntry() {
            assertThat(refusalOfOffers(Collections.nCopies(9, offer(good.signingCertificate()))
                            .toArray(String[]::new)))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATES_INVALID_ENTRY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"text\"", "17", "true", "{}", "[17]", "[\"text\"]", "[[]]", "[{\"certificate\":[]}]"})
        void whenOfAnotherType_thenUnparsable(String json) {
            assertThat(refusalOf11(token -> token.withRaw(SIGNING, json))).isEqualTo(WebEidRefusal.TOKEN_UNPARSABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"text\"", "17", "{}", "[{}]", "[[]]"})
        void whenIntermediatesAreOfAnotherType_thenUnparsable(String json) {
            assertThat(refusalOf11(token -> token.withRaw(INTERMEDIATES, json)))
                    .isEqualTo(WebEidRefusal.TOKEN_UNPARSABLE);
        }

        @Test
        void whenIntermediatesAreEmpty_thenSaidSo() {
            assertThat(refusalOf11(token -> token.withRaw(INTERMEDIATES, "[]")))
                    .isEqualTo(WebEidRefusal.INTERMEDIATES_EMPTY);
            assertThat(refusalOfOffers(with("\"intermediateCertificates\":[]")))
                    .isEqualTo(WebEidRefusal.INTERMEDIATES_EMPTY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"[null]", "[\"\"]"})
        void whenAnIntermediateIsEmpty_thenInvalidEntry(String list) {
            assertThat(refusalOf11(token -> token.withRaw(INTERMEDIATES, list)))
                    .isEqualTo(WebEidRefusal.INTERMEDIATES_INVALID_ENTRY);
            assertThat(refusalOfOffers(with("\"intermediateCertificates\":" + list)))
                    .isEqualTo(WebEidRefusal.INTERMEDIATES_INVALID_ENTRY);
        }

        @Test
        void whenThereAreManyIntermediates_thenInvalidEntry() {
            X509Certificate[] many =
                    Collections.nCopies(9, good.issuer().certificate()).toArray(X509Certificate[]::new);

            assertThat(refusalOf(token -> token.withIntermediates(many)))
                    .isEqualTo(WebEidRefusal.INTERMEDIATES_INVALID_ENTRY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"[\"not base64\"]", "[\"AAAA\"]", "[17]"})
        void whenAnIntermediateIsNoCertificate_thenUndecodable(String list) {
            assertThat(refusalOf11(token -> token.withRaw(INTERMEDIATES, list)))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_UNDECODABLE);
            assertThat(refusalOfOffers(with("\"intermediateCertificates\":" + list)))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_UNDECODABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"not base64", "AAAA", "MIIE"})
        void whenASigningCertificateIsNone_thenUndecodable(String text) {
            assertThat(refusalOfOffers(
                            "{\"certificate\":\"" + text + "\",\"supportedSignatureAlgorithms\":[" + ALGORITHM + "]}"))
                    .isEqualTo(WebEidRefusal.CERTIFICATE_UNDECODABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "[]"})
        void whenThereAreNoAlgorithms_thenMissing(String list) {
            assertThat(refusalOfOffers(with("\"supportedSignatureAlgorithms\":" + list)))
                    .isEqualTo(WebEidRefusal.SIGNING_ALGORITHMS_MISSING);
        }

        @ParameterizedTest
        @CsvSource({
            "ECC, EC",
            "ECC, ecc",
            "SHA-384, SHA384",
            "SHA-384, SHA-1",
            "SHA-384, sha-384",
            "NONE, none",
            "NONE, OAEP",
            "NONE, PKCS1"
        })
        void whenAnAlgorithmIsNotOfTheSpecification_thenUnsupported(String right, String wrong) {
            String list = ALGORITHM + "," + ALGORITHM.replace('"' + right + '"', '"' + wrong + '"');

            assertThat(refusalOfOffers(with("\"supportedSignatureAlgorithms\":[" + list + "]")))
                    .isEqualTo(WebEidRefusal.SIGNING_ALGORITHM_UNSUPPORTED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "{}", "{\"cryptoAlgorithm\":17}"})
        void whenAnAlgorithmIsEmpty_thenUnsupported(String entry) {
            assertThat(refusalOfOffers(with("\"supportedSignatureAlgorithms\":[" + entry + "]")))
                    .isEqualTo(WebEidRefusal.SIGNING_ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenThereAreManyAlgorithms_thenUnsupported() {
            String list = String.join(",", Collections.nCopies(65, ALGORITHM));

            assertThat(refusalOfOffers(with("\"supportedSignatureAlgorithms\":[" + list + "]")))
                    .isEqualTo(WebEidRefusal.SIGNING_ALGORITHM_UNSUPPORTED);
        }

        /** The good entry with one member set: of a name that stands twice the last one counts. */
        private String with(String member) {
            String good = offer(OneFault.good.signingCertificate());
            return good.substring(0, good.length() - 1) + "," + member + "}";
        }
    }

    @Nested
    class Certificates {
        @Test
        void whenOfAnotherPerson_thenSubjectMismatch() {
            IdCard other = world.sandbox.card(CardProfile.CITIZEN_2025);

            assertThat(refusalOfOffers(offer(other.signingCertificate())))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_SUBJECT_MISMATCH);
        }

        @Test
        void whenOneLetterOfTheNameDiffers_thenSubjectMismatch() {
            X500Principal subject = good.authenticationCertificate().getSubjectX500Principal();
            String changed = subject.getName(X500Principal.RFC1779).replaceFirst("CN=\"?", "$0X");

            assertThat(refusalOfOffers(offer(signing(spec -> spec.subject(new X500Principal(changed))))))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_SUBJECT_MISMATCH);
        }

        @Test
        void whenOfAnotherAuthority_thenIssuerMismatch() {
            X509Certificate other = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .issuer(world.sandbox.pki().esteid2018())
                    .issue()
                    .signingCertificate();

            assertThat(refusalOfOffers(offer(other))).isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_ISSUER_MISMATCH);
        }

        @Test
        void whenItDoesNotNameItsAuthority_thenIssuerMismatch() {
            assertThat(refusalOfOffers(offer(signing(spec -> spec.withoutExtension("2.5.29.35")))))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_ISSUER_MISMATCH);
        }

        @Test
        void whenItNamesTheAuthorityButIsOfAnother_thenNotTrusted() {
            byte[] identifier = good.signingCertificate().getExtensionValue("2.5.29.35");
            byte[] content = Arrays.copyOfRange(identifier, 2, identifier.length);
            X509Certificate forged = world.sandbox
                    .orderCard(CardProfile.E_RESIDENT_2025)
                    .issuer(world.sandbox.pki().stranger())
                    .signingCertificate(spec -> spec.extension("2.5.29.35", false, content))
                    .issue()
                    .signingCertificate();

            assertThat(refusalOfOffers(offer(forged))).isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenItIsTheAuthenticationCertificate_thenWrongKeyUsage() {
            assertThat(refusalOfOffers(offer(good.authenticationCertificate())))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_WRONG_KEY_USAGE);
        }

        @Test
        void whenItIsNotForSigning_thenWrongKeyUsage() {
            assertThat(refusalOfOffers(offer(signing(spec -> spec.keyUsage(KeyUse.DIGITAL_SIGNATURE)))))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_WRONG_KEY_USAGE);
            assertThat(refusalOfOffers(offer(signing(spec -> spec.withoutExtension("2.5.29.15")))))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_WRONG_KEY_USAGE);
        }

        @Test
        void whenOfMobileId_thenDisallowed() {
            assertThat(refusalOfOffers(offer(signing(spec -> spec.policies("1.3.6.1.4.1.10015.18.1")))))
                    .isEqualTo(WebEidRefusal.POLICY_DISALLOWED);
        }

        @ParameterizedTest
        @CsvSource({"-100, -1", "1, 100"})
        void whenNotValidNow_thenNotTrusted(int from, int until) {
            X509Certificate certificate = signing(spec -> spec.validity(
                    world.clock.instant().plusSeconds(from),
                    world.clock.instant().plusSeconds(until)));

            assertThat(refusalOfOffers(offer(certificate))).isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenTheAuthoritysSignatureIsBroken_thenNotTrusted() {
            assertThat(refusalOfOffers(offer(signing(spec -> spec.brokenSignature(true)))))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenItIsAnAuthorityItself_thenNotTrusted() {
            X509Certificate authority = signing(spec ->
                    spec.keyUsage(KeyUse.NON_REPUDIATION, KeyUse.KEY_CERT_SIGN).authority(0));

            assertThat(refusalOfOffers(offer(authority))).isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_NOT_TRUSTED);
        }

        @Test
        void whenTheSecondIsWrong_thenRefused() {
            assertThat(refusalOfOffers(
                            offer(good.signingCertificate()),
                            offer(world.sandbox.card(CardProfile.CITIZEN_2025).signingCertificate())))
                    .isEqualTo(WebEidRefusal.SIGNING_CERTIFICATE_SUBJECT_MISMATCH);
        }

        @Test
        void whenTheKeyIsAnotherKind_thenItsAlgorithmIsNegotiated() {
            X509Certificate rsa = signing(spec -> spec.keyType(KeyType.RSA2048));

            assertThat(certificates(loginWithoutOcsp(
                            token -> token.withSigningCertificates(WebEidToken.offer(rsa, SignatureAlgorithm.RS256)))))
                    .singleElement()
                    .satisfies(
                            certificate -> assertThat(certificate.negotiate()).isPresent());
        }
    }

    @Nested
    class Order {
        @Test
        void whenTheSignatureIsWrongToo_thenThatIsSaid() {
            assertThat(refusalOf11(token -> token.withRaw(SIGNING, "[]").withSignature(new byte[96])))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }

        @Test
        void whenForAnotherOrigin_thenSignatureInvalid() {
            WebEidChallenge challenge = world.start();
            String token = good.webEid("https://evil.example", challenge.nonce())
                    .withSigningCertificateOf(good)
                    .json();

            assertThat(WebEidWorld.refusal(world.webEid.finish(challenge, token, SESSION)))
                    .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        }
    }
}
