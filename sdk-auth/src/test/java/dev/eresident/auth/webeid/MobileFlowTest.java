package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.session.Purpose;
import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.WebEidApp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The flow on a phone: our link opens the app, the app opens our page with a fragment, the page posts the fragment. */
class MobileFlowTest {
    private static final URI APP_LINK = URI.create("https://app.example");

    private static WebEidWorld world;
    private static IdCard card;
    private static WebEidApp app;
    private static MobileLinks links;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
        card = world.sandbox.card(CardProfile.E_RESIDENT_2025);
        app = WebEidApp.with(card);
        links = MobileLinks.withCustomScheme(ORIGIN);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String json(MobileAnswer answer) {
        if (answer instanceof MobileAnswer.Token token) {
            return token.json();
        }
        if (answer instanceof MobileAnswer.Certificate certificate) {
            return certificate.json();
        }
        if (answer instanceof MobileAnswer.Signature signature) {
            return signature.json();
        }
        throw new AssertionError("no answer but " + answer.kind());
    }

    private static String answered(URI link) {
        return json(MobileAnswer.read(app.open(link).getRawFragment()));
    }

    private static JsonObject payload(URI link) {
        return StrictJson.strict().parse(Base64.getDecoder().decode(link.getRawFragment()));
    }

    private static String fragment(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whenAPersonLogsInAndSignsOnAPhone_thenBothAreVerified() {
        WebEidChallenge challenge = world.start();
        WebEidOutcome login =
                world.webEid.finish(challenge, answered(links.login(challenge, "/auth/mobile/login", true)), SESSION);
        CardSigning signing = CardSigning.with(world.webEid);
        SigningCertificate certificate =
                login.match(ok -> ok.signingCertificates().get(0), refused -> {
                    throw new AssertionError(refused.text());
                });
        CardAlgorithm algorithm = certificate.negotiate().orElseThrow();
        PendingCardSignature pending = signing.start(
                        login.orElseThrow(),
                        certificate,
                        algorithm,
                        Bytes.of(DigestAlgorithm.SHA384.digest(new byte[] {7})),
                        SESSION)
                .orElseThrow();

        assertThat(signing.finish(pending, answered(links.sign(pending, "/sign/mobile/signature")), SESSION)
                        .orElseThrow()
                        .signer())
                .isEqualTo(login.orElseThrow().identifier());
    }

    @Test
    void whenTheCertificateIsAskedForByItself_thenItIsTheSame() {
        WebEidChallenge challenge = world.start();
        WebEidOutcome login =
                world.webEid.finish(challenge, answered(links.login(challenge, "/auth/mobile/login", false)), SESSION);

        assertThat(login.match(WebEidOutcome.Authenticated::signingCertificates, refused -> List.of()))
                .isEmpty();
        assertThat(CardSigning.with(world.webEid)
                        .certificate(login.orElseThrow(), answered(links.certificate("/sign/mobile/certificate")))
                        .orElseThrow()
                        .algorithms())
                .hasSize(3);
    }

    @Test
    void whenThePageIsAtAnotherOrigin_thenSignatureInvalid() {
        MobileLinks evil = MobileLinks.withCustomScheme("https://evil.example");
        WebEidChallenge challenge = world.start();

        assertThat(WebEidWorld.refusal(world.webEid.finish(
                        challenge, answered(evil.login(challenge, "/auth/mobile/login", false)), SESSION)))
                .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
    }

    @Test
    void whenAnotherSessionRelaysTheFragment_thenRefused() {
        WebEidChallenge challenge = world.start();
        String token = answered(links.login(challenge, "/auth/mobile/login", false));

        assertThat(WebEidWorld.refusal(world.webEid.finish(challenge, token, "session of a victim")))
                .isEqualTo(WebEidRefusal.CHALLENGE_WRONG_SESSION);
    }

    @Nested
    class Links {
        private final WebEidChallenge challenge = world.start();

        @Test
        void whenALoginIsLinked_thenTheFieldsOfTheProtocol() {
            URI link = links.login(challenge, "/auth/mobile/login", true);

            assertThat(link.toString()).startsWith("web-eid-mobile://auth#");
            JsonObject payload = payload(link);
            assertThat(payload.names()).containsExactly("challenge", "loginUri", "getSigningCertificate");
            assertThat(payload.requiredString("challenge")).isEqualTo(challenge.nonce());
            assertThat(payload.requiredString("loginUri")).isEqualTo(ORIGIN + "/auth/mobile/login");
            assertThat(payload.bool("getSigningCertificate")).contains(true);
        }

        @Test
        void whenNoCertificateIsWanted_thenTheFieldIsLeftOut() {
            assertThat(payload(links.login(challenge, "/l", false)).names()).containsExactly("challenge", "loginUri");
        }

        @Test
        void whenTheAppHasAClaimedAddress_thenTheOperationIsItsPath() {
            assertThat(MobileLinks.withAppLink(ORIGIN, APP_LINK)
                            .login(challenge, "/l", false)
                            .toString())
                    .startsWith("https://app.example/auth#");
            assertThat(MobileLinks.withAppLink(ORIGIN, URI.create("https://app.example/eid/"))
                            .certificate("/c")
                            .toString())
                    .startsWith("https://app.example/eid/cert#");
        }

        @Test
        void whenTheClaimedAddressIsOpened_thenTheAppAnswersToo() {
            URI back = app.open(MobileLinks.withAppLink(ORIGIN, APP_LINK).login(challenge, "/l", false));

            assertThat(back.toString()).startsWith(ORIGIN + "/l#");
            assertThat(MobileAnswer.read("#" + back.getRawFragment()).kind()).isEqualTo(MobileAnswer.Kind.TOKEN);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a", "/ab", "/abc"})
        void whenAnyBase64ReadsTheLink_thenTheSame(String path) {
            String fragment = links.certificate(path).getRawFragment();

            assertThat(fragment)
                    .doesNotContain("=")
                    .doesNotContain("+")
                    .doesNotContain("/")
                    .hasSizeGreaterThan(20);
            assertThat(fragment.length() % 4).isZero();
            assertThat(payload(links.certificate(path)).requiredString("responseUri"))
                    .isEqualTo(ORIGIN + path);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "login",
                    "//evil.example",
                    "/a//b",
                    ":pass@evil.example/",
                    "/a?b",
                    "/a#b",
                    "/a b",
                    "/../a",
                    "/./a",
                    "/a\\b",
                    "/ä",
                    "/%2e"
                })
        void whenThePathIsNotPlain_thenRefused(String path) {
            assertThatThrownBy(() -> links.login(challenge, path, false)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> links.certificate(path)).isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://app.example",
                    "https://user@app.example",
                    "https:app",
                    "https://app.example?x",
                    "https://app.example#x",
                    "other-scheme:x",
                    "web-eid-mobile:x"
                })
        void whenTheAppsAddressIsUnusable_thenRefused(String address) {
            assertThatThrownBy(() -> MobileLinks.withAppLink(ORIGIN, URI.create(address)))
                    .isInstanceOf(ConfigurationException.class)
                    .extracting(e -> ((ConfigurationException) e).code())
                    .isEqualTo("APP_LINK_INVALID");
        }

        @Test
        void whenTheOriginIsUnusable_thenRefused() {
            assertThatThrownBy(() -> MobileLinks.withAppLink("http://bank.example", APP_LINK))
                    .isInstanceOf(ConfigurationException.class);
            assertThat(payload(MobileLinks.withAppLink("https://PÄIKE.example:443", APP_LINK)
                                    .certificate("/c"))
                            .requiredString("responseUri"))
                    .isEqualTo("https://xn--pike-loa.example/c");
        }

        @Test
        void whenTheChallengeIsTooLongForTheApp_thenRefused() {
            WebEidChallenge invented = new WebEidChallenge("A".repeat(129), Purpose.LOGIN, challenge.expiresAt());

            assertThatThrownBy(() -> links.login(invented, "/l", false)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Answers {
        @Test
        void whenThePersonCancels_thenFailedWithTheCode() {
            URI back = app.cancel(links.certificate("/c"));

            assertThat(MobileAnswer.read(back.getRawFragment()))
                    .isEqualTo(new MobileAnswer.Failed(WebEidClientError.USER_CANCELLED));
        }

        @Test
        void whenTheAppDoesNotLikeTheRequest_thenFailed() {
            WebEidChallenge brief = new WebEidChallenge(
                    "A".repeat(43), Purpose.LOGIN, world.start().expiresAt());

            assertThat(MobileAnswer.read(
                            app.open(links.login(brief, "/l", false)).getRawFragment()))
                    .isEqualTo(new MobileAnswer.Failed(WebEidClientError.MOBILE_INVALID_REQUEST));
        }

        @ParameterizedTest
        @EnumSource(WebEidClientError.class)
        void whenACodeIsReported_thenThereIsATextForThePerson(WebEidClientError error) {
            assertThat(WebEidClientError.of(error.code())).isEqualTo(error);
            assertThat(error.code()).startsWith("ERR_WEBEID_");
            assertThat(error.userText()).endsWith(".");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "USER_CANCELLED", "err_webeid_user_cancelled", "ERR_WEBEID_OF_THE_FUTURE"})
        void whenACodeIsNotKnown_thenAnUnknownError(String code) {
            assertThat(WebEidClientError.of(code)).isEqualTo(WebEidClientError.UNKNOWN_ERROR);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"error\":true}",
                    "{\"error\":\"yes\",\"code\":5}",
                    "{\"error\":{},\"code\":\"<script>\"}",
                    "{\"error\":1,\"authToken\":{}}"
                })
        void whenAnErrorIsOdd_thenFailedOrUnreadableAndNeverAToken(String json) {
            assertThat(MobileAnswer.read(fragment(json)).kind())
                    .isIn(MobileAnswer.Kind.FAILED, MobileAnswer.Kind.UNREADABLE);
        }

        @Test
        void whenThereIsNoError_thenTheAnswerCounts() {
            assertThat(MobileAnswer.read(fragment("{\"error\":false,\"authToken\":{\"a\":[1,null,\"ö\",true]}}")))
                    .isEqualTo(new MobileAnswer.Token("{\"a\":[1,null,\"ö\",true]}"));
            assertThat(MobileAnswer.read(fragment("{\"error\":null,\"signature\":\"x\",\"certificate\":\"y\"}"))
                            .kind())
                    .isEqualTo(MobileAnswer.Kind.SIGNATURE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "#",
                    "%%%",
                    "AAAA",
                    "e30",
                    "bnVsbA",
                    "W10",
                    "eyJhdXRoVG9rZW4iOiJ4In0",
                    "eyJzaWduYXR1cmUiOjV9"
                })
        void whenNoAnswer_thenUnreadable(String fragment) {
            assertThat(MobileAnswer.read(fragment)).isEqualTo(new MobileAnswer.Unreadable());
        }

        @Test
        void whenTooLong_thenUnreadable() {
            String padding = " ".repeat(70_000);

            assertThat(MobileAnswer.read(fragment("{\"signature\":\"x\"}" + padding))
                            .kind())
                    .isEqualTo(MobileAnswer.Kind.UNREADABLE);
        }

        @Test
        void whenInAnyBase64_thenTheSame() {
            String json = "{\"signature\":\"?>~?>~\",\"x\":\"ööö\"}";
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

            assertThat(List.of(
                            Base64.getEncoder().encodeToString(bytes),
                            Base64.getEncoder().withoutPadding().encodeToString(bytes),
                            Base64.getUrlEncoder().encodeToString(bytes),
                            "#" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                    .allSatisfy(text -> assertThat(MobileAnswer.read(text))
                            .isEqualTo(new MobileAnswer.Signature("{\"signature\":\"?>~?>~\",\"x\":\"ööö\"}")));
        }

        @Test
        void whenPrinted_thenNothingOfTheAnswer() {
            assertThat(new MobileAnswer.Token("{\"a\":1}").toString()).doesNotContain("a\"");
        }
    }
}
