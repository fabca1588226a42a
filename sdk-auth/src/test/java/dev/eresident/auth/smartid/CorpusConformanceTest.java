package dev.eresident.auth.smartid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.StatusSource;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonValue;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every Smart-ID case of the corpus gives the expected verdict; there are no deliberate differences. */
class CorpusConformanceTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
    private static final String UUID = "00000000-0000-4000-8000-000000000000";
    private static final SmartIdSession.Link LINK =
            new SmartIdSession.Link("https://smart-id.com/device-link", "token", "");

    private static final Map<SmartIdRefusal, String> LABELS = Map.ofEntries(
            Map.entry(SmartIdRefusal.SIGNATURE_INVALID, "REJECT:SIGNATURE"),
            Map.entry(SmartIdRefusal.ANSWER_MALFORMED, "REJECT:MALFORMED"),
            Map.entry(SmartIdRefusal.NOT_COMPLETE, "REJECT:NOT_COMPLETE"),
            Map.entry(SmartIdRefusal.LEVEL_TOO_LOW, "REJECT:CERTIFICATE_LEVEL"),
            Map.entry(SmartIdRefusal.POLICY_WRONG, "REJECT:CERTIFICATE_PURPOSE"),
            Map.entry(SmartIdRefusal.PURPOSE_WRONG, "REJECT:CERTIFICATE_PURPOSE"),
            Map.entry(SmartIdRefusal.CERTIFICATE_EXPIRED, "REJECT:CERTIFICATE_VALIDITY"),
            Map.entry(SmartIdRefusal.CERTIFICATE_NOT_YET_VALID, "REJECT:CERTIFICATE_VALIDITY"),
            Map.entry(SmartIdRefusal.CERTIFICATE_NOT_TRUSTED, "REJECT:CERTIFICATE_TRUST"),
            Map.entry(SmartIdRefusal.IDENTITY_MISMATCH, "REJECT:IDENTITY"),
            Map.entry(SmartIdRefusal.FLOW_NOT_OFFERED, "REJECT:FLOW_TYPE"),
            Map.entry(SmartIdRefusal.CALLBACK_INVALID, "REJECT:CALLBACK"),
            Map.entry(SmartIdRefusal.ALGORITHM_NOT_REQUESTED, "REJECT:SIGNATURE_ALGORITHM"));

    @TestFactory
    Stream<DynamicTest> whenALoginIsVerified_thenTheExpectedVerdict() {
        JsonObject all = cases().requiredObject("acspV2Signature");
        return Stream.of("real", "synthetic")
                .flatMap(list -> all.objects(list).orElseThrow().stream())
                .map(test -> DynamicTest.dynamicTest(
                        test.requiredString("id"),
                        () -> assertThat(login(test)).isEqualTo(test.requiredString("expected"))));
    }

    @TestFactory
    Stream<DynamicTest> whenASignatureIsVerified_thenTheExpectedVerdict() {
        return cases().requiredObject("rawDigestSignature").objects("synthetic").orElseThrow().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.requiredString("id"),
                        () -> assertThat(signature(test)).isEqualTo(test.requiredString("expected"))));
    }

    @TestFactory
    Stream<DynamicTest> whenADeviceLinkIsBuilt_thenTheExpectedText() {
        return cases().objects("deviceLink").orElseThrow().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.string("id").orElse("device link"),
                        () -> assertThat(link(test)).isEqualTo(test.requiredString("expectedDeviceLink"))));
    }

    @TestFactory
    Stream<DynamicTest> whenAVerificationCodeIsComputed_thenTheExpectedDigits() {
        return cases().requiredObject("smartIdVerificationCode").objects("cases").orElseThrow().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.requiredString("id"),
                        () -> assertThat(VerificationCode.of(
                                        Base64.getDecoder().decode(test.requiredString("inputBase64"))))
                                .isEqualTo(test.requiredString("expected"))));
    }

    @TestFactory
    Stream<DynamicTest> whenTheSignedTextIsAssembled_thenTheExpectedDigest() {
        return cases().objects("acspV2Digest").orElseThrow().stream()
                .map(test -> DynamicTest.dynamicTest(test.requiredString("id"), () -> {
                    String payload = payload(test);
                    assertThat(payload).isEqualTo(test.requiredString("expectedPayload"));
                    assertThat(Base64.getEncoder()
                                    .encodeToString(
                                            DigestAlgorithm.SHA512.digest(payload.getBytes(StandardCharsets.UTF_8))))
                            .isEqualTo(test.requiredString("expectedDigestBase64"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> whenACallbackIsChecked_thenSecretAndVerifierDecide() {
        return cases().objects("callbackUrl").orElseThrow().stream()
                .map(test -> DynamicTest.dynamicTest(test.requiredString("id"), () -> {
                    String initial = "https://rp.example.com/callback-url?value=RrKjjT4aggzu27YBddX1bQ";
                    boolean login = test.string("userChallenge").isPresent();
                    String url = test.string("callbackUrl")
                            .orElse(initial + "&sessionSecretDigest="
                                    + test.requiredString("expectedSessionSecretDigest"));
                    SmartIdSession session = session(
                            login ? SmartIdSession.Kind.LOGIN : SmartIdSession.Kind.SIGNATURE,
                            "",
                            "",
                            SmartIdLevel.QUALIFIED,
                            SmartIdAlgorithm.PSS_SHA512,
                            Set.of(FlowType.WEB2APP),
                            Optional.of(initial),
                            Optional.empty(),
                            test.string("sessionSecretBase64"));
                    Answer answer = answer(
                            FlowType.WEB2APP,
                            "",
                            "",
                            test.string("userChallenge").orElse(""));
                    Outcome<Answer, SmartIdRefusal> step =
                            new Step1Callback(session, Optional.of(new SmartIdCallback(url)), false).check(answer);
                    assertThat(step).isInstanceOf(Outcome.Succeeded.class);
                }));
    }

    private static JsonObject cases() {
        return StrictJson.strict().withMaxLength(1 << 24).parse(Corpus.read("remote-eid/cases.json"));
    }

    private static String label(Outcome<Verification.Result, SmartIdRefusal> step, JsonObject test) {
        if (step instanceof Outcome.Rejected<Verification.Result, SmartIdRefusal> refused) {
            return LABELS.getOrDefault(refused.code(), "FAIL:" + refused.code().name());
        }
        assertThat(test.requiredString("expected")).isEqualTo("ACCEPT");
        return "ACCEPT";
    }

    private static String login(JsonObject test) {
        JsonObject status = test.requiredObject("sessionStatus");
        Optional<JsonObject> inputs = test.object("inputs");
        SmartIdRelyingParty relyingParty = new SmartIdRelyingParty(
                UUID,
                inputs.flatMap(i -> i.string("relyingPartyName")).orElse("DEMO"),
                inputs.flatMap(i -> i.string("brokeredRpName")),
                inputs.flatMap(i -> i.string("schemeName")).orElse("smart-id-demo"));
        SmartIdSession session = session(
                SmartIdSession.Kind.LOGIN,
                inputs.flatMap(i -> i.string("rpChallenge")).orElse(""),
                inputs.flatMap(i -> i.string("interactions")).orElse(""),
                SmartIdLevel.valueOf(inputs.flatMap(i -> i.string("requestedCertificateLevel"))
                        .orElse("QUALIFIED")),
                SmartIdAlgorithm.valueOf(
                        "PSS_" + hash(status).replace("SHA-", "SHA").replace('-', '_')),
                inputs.flatMap(i -> i.strings("offeredFlowTypes")).orElse(List.of("QR")).stream()
                        .map(name -> FlowType.of(name).orElseThrow())
                        .collect(Collectors.toSet()),
                inputs.flatMap(i -> i.string("initialCallbackUrl")),
                inputs.flatMap(i -> i.string("expectedSemanticsIdentifier")),
                inputs.flatMap(i -> i.string("sessionSecret")));
        Optional<SmartIdCallback> callback = test.object("callback")
                .map(back -> new SmartIdCallback(
                        inputs.flatMap(i -> i.string("initialCallbackUrl")).orElse("")
                                + back.string("sessionSecretDigest")
                                        .map(digest -> "&sessionSecretDigest=" + digest)
                                        .orElse("")
                                + back.string("userChallengeVerifier")
                                        .map(verifier -> "&userChallengeVerifier=" + verifier)
                                        .orElse("")));
        Verification verification = new Verification(
                relyingParty,
                trust(test.strings("trustAnchors").orElse(List.of("synthetic/certs/root.pem"))),
                certificates(test.strings("intermediates").orElse(List.of())),
                AT,
                false);
        return label(
                verification.verify(
                        session,
                        new SmartIdAnswer(text(status)),
                        callback,
                        new Step6Revocation(new StatusSource.NotAsked())),
                test);
    }

    private static String signature(JsonObject test) {
        String name = test.requiredString("signatureAlgorithm");
        String hash =
                test.requiredString("hashAlgorithm").replace("SHA-", "SHA").replace('-', '_');
        SmartIdSession session = session(
                SmartIdSession.Kind.SIGNATURE,
                test.requiredString("digest"),
                "",
                SmartIdLevel.QUALIFIED,
                SmartIdAlgorithm.valueOf((name.equals("rsassa-pss") ? "PSS_" : "PKCS1_") + hash),
                Set.of(FlowType.QR, FlowType.NOTIFICATION),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Verification verification = new Verification(
                new SmartIdRelyingParty(UUID, "DEMO", Optional.empty(), "smart-id-demo"),
                trust(List.of("synthetic/certs/root.pem")),
                certificates(List.of("synthetic/certs/intermediate.pem")),
                AT,
                false);
        return label(
                verification.verify(
                        session,
                        new SmartIdAnswer(text(test.requiredObject("sessionStatus"))),
                        Optional.empty(),
                        new Step6Revocation(new StatusSource.NotAsked())),
                test);
    }

    private static String hash(JsonObject status) {
        return status.object("signature")
                .flatMap(signature -> signature.object("signatureAlgorithmParameters"))
                .flatMap(parameters -> parameters.string("hashAlgorithm"))
                .orElse("SHA-512");
    }

    private static String link(JsonObject test) {
        SmartIdSession.Kind kind = switch (test.requiredString("sessionType")) {
            case "auth" -> SmartIdSession.Kind.LOGIN;
            case "sign" -> SmartIdSession.Kind.SIGNATURE;
            default -> SmartIdSession.Kind.CERTIFICATE;
        };
        FlowType flow = FlowType.of(test.requiredString("deviceLinkType")).orElseThrow();
        SmartIdSession session = session(
                kind,
                test.string("rpChallengeOrDigest").orElse(""),
                test.string("interactions").orElse(""),
                SmartIdLevel.QUALIFIED,
                SmartIdAlgorithm.PSS_SHA512,
                Set.of(flow),
                test.string("initialCallbackUrl"),
                Optional.empty(),
                Optional.empty());
        SmartIdRelyingParty relyingParty = new SmartIdRelyingParty(
                UUID,
                test.requiredString("relyingPartyName"),
                test.string("brokeredRpName"),
                test.requiredString("schemeName"));
        SmartIdSession.Link parts = new SmartIdSession.Link(
                test.requiredString("deviceLinkBase"),
                test.requiredString("sessionToken"),
                test.requiredString("sessionSecretBase64"));
        return new DeviceLinks(relyingParty)
                .link(
                        session,
                        parts,
                        flow,
                        test.requiredString("lang"),
                        test.integer("elapsedSeconds").orElse(0));
    }

    private static String payload(JsonObject test) {
        FlowType flow = FlowType.of(test.requiredString("flowType")).orElseThrow();
        SmartIdSession session = session(
                SmartIdSession.Kind.LOGIN,
                test.requiredString("rpChallenge"),
                test.requiredString("interactions"),
                SmartIdLevel.QUALIFIED,
                SmartIdAlgorithm.PSS_SHA512,
                Set.of(flow),
                test.string("initialCallbackUrl"),
                Optional.empty(),
                Optional.empty());
        TrustPolicy trust = trust(List.of("synthetic/certs/root.pem"));
        SmartIdRelyingParty relyingParty = new SmartIdRelyingParty(
                UUID,
                test.requiredString("relyingPartyName"),
                test.string("brokeredRpName"),
                test.requiredString("schemeName"));
        return new Step10Signature(
                        session, relyingParty, dev.eresident.core.internal.crypto.SignatureVerifier.of(trust.crypto()))
                .payload(answer(
                        flow,
                        test.requiredString("interactionTypeUsed"),
                        test.requiredString("serverRandom"),
                        test.requiredString("userChallenge")));
    }

    private static Answer answer(FlowType flow, String interaction, String serverRandom, String userChallenge) {
        return new Answer(
                "",
                certificates(List.of("synthetic/certs/auth-q.pem")).get(0),
                SmartIdLevel.QUALIFIED,
                Optional.of(flow),
                interaction,
                dev.eresident.core.Bytes.empty(),
                serverRandom,
                userChallenge);
    }

    private static SmartIdSession session(
            SmartIdSession.Kind kind,
            String challenge,
            String interactions,
            SmartIdLevel level,
            SmartIdAlgorithm algorithm,
            Set<FlowType> flows,
            Optional<String> callback,
            Optional<String> subject,
            Optional<String> secret) {
        return new SmartIdSession(
                "id",
                kind == SmartIdSession.Kind.LOGIN ? Purpose.LOGIN : Purpose.SIGN,
                kind,
                challenge,
                interactions,
                level,
                algorithm,
                flows,
                callback,
                subject,
                Optional.empty(),
                secret.map(value -> new SmartIdSession.Link(LINK.base(), LINK.token(), value)),
                Optional.empty(),
                AT,
                AT);
    }

    private static TrustPolicy trust(List<String> files) {
        return TrustPolicy.test(TrustAnchors.ofCas(certificates(files)));
    }

    private static List<Certificate> certificates(List<String> files) {
        return files.stream()
                .flatMap(file -> Certificate.readAll(Corpus.read("remote-eid/" + file)).stream())
                .toList();
    }

    /** The answer as the service would send it. */
    private static String text(JsonObject json) {
        JsonWriter writer = JsonWriter.object();
        write(json, writer);
        return writer.toJson();
    }

    private static void write(JsonObject json, JsonWriter writer) {
        for (String name : json.names()) {
            JsonValue value = json.member(name).orElseThrow();
            if (value instanceof JsonObject) {
                writer.beginObject(name);
                write(json.requiredObject(name), writer);
                writer.end();
            } else if (value instanceof JsonValue.JsonText text) {
                writer.field(name, text.value());
            } else if (value instanceof JsonValue.JsonNumber number) {
                writer.field(name, number.value().longValueExact());
            }
        }
    }
}
