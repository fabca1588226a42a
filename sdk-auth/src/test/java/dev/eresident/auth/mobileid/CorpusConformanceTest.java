package dev.eresident.auth.mobileid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.StatusSource;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonValue;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every Mobile-ID case of the corpus gives the expected verdict; there are no deliberate differences. */
class CorpusConformanceTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");

    /** How the corpus calls the refusals; those without a line have the same name there. */
    private static final Map<MobileIdRefusal, String> LABELS = Map.ofEntries(
            Map.entry(MobileIdRefusal.USER_CANCELLED, "FAIL:USER_REFUSED"),
            Map.entry(MobileIdRefusal.SIGNATURE_HASH_MISMATCH, "FAIL:SIM_CONFIGURATION"),
            Map.entry(MobileIdRefusal.UNKNOWN_END_RESULT, "FAIL:UNKNOWN"),
            Map.entry(MobileIdRefusal.SIGNATURE_INVALID, "REJECT:SIGNATURE"),
            Map.entry(MobileIdRefusal.ALGORITHM_NOT_REQUESTED, "REJECT:SIGNATURE_ALGORITHM"),
            Map.entry(MobileIdRefusal.ANSWER_MALFORMED, "REJECT:MALFORMED"),
            Map.entry(MobileIdRefusal.NOT_COMPLETE, "REJECT:NOT_COMPLETE"),
            Map.entry(MobileIdRefusal.POLICY_WRONG, "REJECT:CERTIFICATE_PURPOSE"),
            Map.entry(MobileIdRefusal.PURPOSE_WRONG, "REJECT:CERTIFICATE_PURPOSE"),
            Map.entry(MobileIdRefusal.CERTIFICATE_EXPIRED, "REJECT:CERTIFICATE_VALIDITY"),
            Map.entry(MobileIdRefusal.CERTIFICATE_NOT_YET_VALID, "REJECT:CERTIFICATE_VALIDITY"),
            Map.entry(MobileIdRefusal.CERTIFICATE_NOT_TRUSTED, "REJECT:CERTIFICATE_TRUST"),
            Map.entry(MobileIdRefusal.IDENTITY_MISMATCH, "REJECT:IDENTITY"));

    /** What the recorded answers of {@code mobile-id/responses} say; two are of the old form in which the result was an object. */
    private static final Map<String, MobileIdRefusal> RECORDED = Map.ofEntries(
            Map.entry("sessionStatusForSuccessfulAuthenticationRequest.json", MobileIdRefusal.CERTIFICATE_EXPIRED),
            Map.entry("sessionStatusForSuccessfulSigningRequest.json", MobileIdRefusal.ANSWER_MALFORMED),
            Map.entry("sessionStatusRunning.json", MobileIdRefusal.NOT_COMPLETE),
            Map.entry("sessionStatusWhenDeliveryError.json", MobileIdRefusal.DELIVERY_ERROR),
            Map.entry("sessionStatusWhenDocumentUnusable.json", MobileIdRefusal.ANSWER_MALFORMED),
            Map.entry("sessionStatusWhenError.json", MobileIdRefusal.UNKNOWN_END_RESULT),
            Map.entry("sessionStatusWhenExpiredTransaction.json", MobileIdRefusal.TIMEOUT),
            Map.entry("sessionStatusWhenMIDNotReady.json", MobileIdRefusal.UNKNOWN_END_RESULT),
            Map.entry("sessionStatusWhenNotMIDClient.json", MobileIdRefusal.NOT_MID_CLIENT),
            Map.entry("sessionStatusWhenPhoneAbsent.json", MobileIdRefusal.PHONE_ABSENT),
            Map.entry("sessionStatusWhenSignatureHashMismatch.json", MobileIdRefusal.SIGNATURE_HASH_MISMATCH),
            Map.entry("sessionStatusWhenSimError.json", MobileIdRefusal.SIM_ERROR),
            Map.entry("sessionStatusWhenTimeout.json", MobileIdRefusal.TIMEOUT),
            Map.entry("sessionStatusWhenUserCancelled.json", MobileIdRefusal.USER_CANCELLED),
            Map.entry("sessionStatusWhenUserHasRefused.json", MobileIdRefusal.ANSWER_MALFORMED));

    @TestFactory
    Stream<DynamicTest> whenALoginIsVerified_thenTheExpectedVerdict() {
        return cases().objects("mobileIdAuthentication").orElseThrow().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.requiredString("id"),
                        () -> assertThat(verdict(test)).isEqualTo(test.requiredString("expected"))));
    }

    @TestFactory
    Stream<DynamicTest> whenAVerificationCodeIsComputed_thenTheExpectedDigits() {
        return cases().requiredObject("mobileIdVerificationCode").objects("cases").orElseThrow().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.requiredString("id"),
                        () -> assertThat(VerificationCode.of(HexFormat.of().parseHex(test.requiredString("hashHex"))))
                                .isEqualTo(test.requiredString("expected"))));
    }

    @TestFactory
    Stream<DynamicTest> whenARecordedAnswerIsVerified_thenItIsNamed() throws IOException {
        return files("mobile-id/responses", "sessionStatus")
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    String json = Files.readString(file);
                    Outcome<Verification.Result, MobileIdRefusal> step = verification(
                                    List.of("mobile-id/certs/test-ca/TEST_of_EID-SK_2016.pem.crt"))
                            .verify(
                                    session("AAAA", MobileIdHash.SHA256, "PNOEE-60001019906"),
                                    new MobileIdAnswer(json),
                                    new Step6Revocation(new StatusSource.NotAsked()));
                    assertThat(((Outcome.Rejected<Verification.Result, MobileIdRefusal>) step).code())
                            .isEqualTo(RECORDED.get(file.getFileName().toString()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> whenARequestWasRecorded_thenItsValuesAreOnesThatThisReleaseAccepts() throws IOException {
        return files("mobile-id/requests", "")
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    JsonObject json = StrictJson.strict().parse(Files.readAllBytes(file));
                    assertThat(new MobileIdRelyingParty(
                                            json.requiredString("relyingPartyUUID"),
                                            json.requiredString("relyingPartyName"))
                                    .name())
                            .isEqualTo("DEMO");
                    assertThat(MobileIdUser.tryParse(
                                    json.requiredString("phoneNumber"), json.requiredString("nationalIdentityNumber")))
                            .isPresent();
                    json.string("hashType")
                            .ifPresent(type -> assertThat(Bytes.fromBase64(json.requiredString("hash"))
                                            .size())
                                    .isEqualTo(MobileIdHash.valueOf(type).length()));
                    json.string("language").ifPresent(MobileIdLanguage::valueOf);
                    json.string("displayText")
                            .ifPresent(text -> assertThat(
                                            DisplayText.of(text).encoding().wireName())
                                    .isEqualTo(json.string("displayTextFormat").orElse("GSM-7")));
                }));
    }

    private static Stream<Path> files(String folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(Corpus.folder("remote-eid/" + folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList().stream();
        }
    }

    private static JsonObject cases() {
        return StrictJson.strict().withMaxLength(1 << 24).parse(Corpus.read("remote-eid/cases.json"));
    }

    private static String verdict(JsonObject test) {
        JsonObject inputs = test.object("inputs").orElse(test);
        String subject = text(inputs, "expectedSemanticsIdentifier", "nationalIdentityNumber", "expectedSerialNumber")
                .orElse("60001019906");
        Outcome<Verification.Result, MobileIdRefusal> step = verification(
                        test.strings("trustAnchors").orElse(List.of("synthetic/certs/root.pem")))
                .verify(
                        session(
                                text(inputs, "hash", "hashBase64").orElse(""),
                                MobileIdHash.valueOf(text(inputs, "hashType", "hashAlgorithm")
                                        .orElse("SHA256")
                                        .replace("-", "")),
                                subject.startsWith("PNO") ? subject : "PNOEE-" + subject),
                        new MobileIdAnswer(text(test.requiredObject("sessionStatus"))),
                        new Step6Revocation(new StatusSource.NotAsked()));
        if (step instanceof Outcome.Rejected<Verification.Result, MobileIdRefusal> refused) {
            return LABELS.getOrDefault(refused.code(), "FAIL:" + refused.code().name());
        }
        return "ACCEPT";
    }

    private static Optional<String> text(JsonObject json, String... names) {
        return Stream.of(names).flatMap(name -> json.string(name).stream()).findFirst();
    }

    private static Verification verification(List<String> anchors) {
        return new Verification(
                new MobileIdRelyingParty("00000000-0000-0000-0000-000000000000", "DEMO"),
                TrustPolicy.test(TrustAnchors.ofCas(certificates(anchors))),
                certificates(List.of("synthetic/certs/intermediate.pem")),
                List.of(Oid.of("1.3.6.1.4.1.10015")),
                AT);
    }

    private static List<Certificate> certificates(List<String> files) {
        return files.stream()
                .flatMap(file -> Certificate.readAll(Corpus.read("remote-eid/" + file)).stream())
                .toList();
    }

    private static MobileIdSession session(String hash, MobileIdHash type, String subject) {
        return new MobileIdSession(
                "id", Purpose.LOGIN, MobileIdSession.Kind.LOGIN, hash, type, subject, Optional.empty(), "0000", AT, AT);
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
