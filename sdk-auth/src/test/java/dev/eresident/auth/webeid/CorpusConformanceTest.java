package dev.eresident.auth.webeid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.certificate.Subject;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.revocation.OcspRules;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of the corpus that this release can run gives the expected code, except those of {@code differences.csv}, which give the one
 * written there.
 */
class CorpusConformanceTest {
    private static final Set<String> KINDS =
            Set.of("validate", "parse", "config", "nonce-store", "format", "signature-only", "subject-data");
    /** Run in {@code sdk-core}, by {@code OcspCorpusTest} and {@code ClassifyConformanceTest}. */
    private static final Set<String> KINDS_OF_CORE = Set.of("ocsp", "ocsp-time", "aia-url", "responder", "classify");

    private static final String SESSION = "session";
    private static final Instant ANY_TIME = Instant.parse("2026-01-15T00:00:00Z");

    @TestFactory
    Stream<DynamicTest> whenACaseIsRun_thenTheExpectedCode() {
        Map<String, String> differences = differences();
        return cases().map(test -> DynamicTest.dynamicTest(id(test), () -> {
            String expected = code(test.requiredString("expected"));
            String ours = run(test);
            if (differences.containsKey(id(test))) {
                assertThat(ours).isEqualTo(differences.get(id(test))).isNotEqualTo(expected);
            } else {
                assertThat(ours).isEqualTo(expected);
            }
        }));
    }

    @Test
    void whenADifferenceIsListed_thenItsCaseExists() {
        Set<String> ids = new HashSet<>();
        cases().forEach(test -> ids.add(id(test)));

        assertThat(ids).containsAll(differences().keySet()).hasSizeGreaterThan(80);
    }

    @Test
    void whenTheCorpusIsRead_thenEveryKindOfCaseIsRun() {
        Set<String> all = new HashSet<>(KINDS);
        all.addAll(KINDS_OF_CORE);

        assertThat(allCases().map(test -> test.requiredString("kind"))).isSubsetOf(all);
    }

    private static Stream<JsonObject> cases() {
        return allCases()
                .filter(test -> KINDS.contains(test.requiredString("kind")))
                .filter(test -> !test.bool("needs_network").orElse(false));
    }

    private static Stream<JsonObject> allCases() {
        return StrictJson.strict().parse(Corpus.read("web-eid/cases.json")).objects("cases").orElseThrow().stream();
    }

    private static String id(JsonObject test) {
        return test.requiredString("id");
    }

    private static String code(String expected) {
        return expected.replaceFirst("^config-", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String run(JsonObject test) {
        try {
            return switch (test.requiredString("kind")) {
                case "validate", "parse" -> validate(test);
                case "config" -> configure(test);
                case "nonce-store" -> store(test.requiredObject("config"));
                case "signature-only" -> signature(test);
                case "subject-data" -> subject(test);
                default -> format(test.string("format_value").orElse(""));
            };
        } catch (ConfigurationException e) {
            return e.code();
        }
    }

    /** The nonce is given, so the guard is told about it as {@code start} would. */
    private static String validate(JsonObject test) {
        TestClock clock = new TestClock(Instant.parse(test.requiredString("clock")));
        ReplayGuard guard = ReplayGuard.inMemory(clock, 1);
        WebEidChallenge challenge = new WebEidChallenge(
                test.string("nonce").orElse(""), Purpose.LOGIN, clock.instant().plusSeconds(300));
        guard.register(challenge.id(), Purpose.LOGIN, SessionBinding.of(SESSION).hash(), challenge.expiresAt());
        String token = new String(Corpus.read("web-eid/" + test.requiredString("token")), StandardCharsets.UTF_8);
        WebEidOutcome outcome = service(test, guard, clock).finish(challenge, token, SESSION);
        Optional<JsonObject> subject = test.object("expected_subject");
        if (subject.isPresent() && outcome instanceof WebEidOutcome.Authenticated ok) {
            assertThat(ok.person().identifier().text()).isEqualTo(subject.get().requiredString("serialNumber"));
            assertThat(ok.person().givenName()).isEqualTo(subject.get().string("givenName"));
            assertThat(ok.person().surname()).isEqualTo(subject.get().string("surname"));
        }
        if (test.string("expected_e_resident").isPresent() && outcome instanceof WebEidOutcome.Authenticated ok) {
            assertThat(ok.person().eResidency().kind().name())
                    .isEqualToIgnoringCase(test.requiredString("expected_e_resident"));
        }
        return outcome.match(ok -> "OK", rejected -> rejected.code().name());
    }

    private static String configure(JsonObject test) {
        JsonObject config = test.requiredObject("config");
        if (config.string("ocsp").orElse("off").equals("aia")) {
            OcspRules rules = OcspRules.standard();
            Optional<Duration> skew = config.string("ocsp_time_skew").map(Duration::parse);
            Optional<Duration> age = config.string("ocsp_max_this_update_age").map(Duration::parse);
            rules = skew.isPresent() ? rules.withAllowedSkew(skew.get()) : rules;
            rules = age.isPresent() ? rules.withMaximumAge(age.get()) : rules;
            OcspClient.Builder client = OcspClient.builder(
                            Transport.standard(), trust(test), new TestClock(ANY_TIME), new SecureRandom())
                    .rules(rules);
            config.string("ocsp_timeout").map(Duration::parse).ifPresent(client::timeout);
            client.build();
        }
        TestClock clock = new TestClock(ANY_TIME);
        assertThat(service(test, ReplayGuard.inMemory(clock, 1), clock)).isNotNull();
        return "OK";
    }

    private static WebEid service(JsonObject test, ReplayGuard guard, TestClock clock) {
        WebEidBuilder builder = WebEid.builder()
                .origin(test.string("origin").orElse(""))
                .trust(trust(test))
                .replayGuard(guard)
                .withoutOcsp()
                .clock(clock)
                .random(new SecureRandom());
        test.requiredObject("config")
                .strings("extra_disallowed_policies")
                .orElse(List.of())
                .forEach(policy -> builder.disallowPolicies(Oid.of(policy)));
        return builder.build();
    }

    private static TrustPolicy trust(JsonObject test) {
        return TrustPolicy.test(TrustAnchors.ofCas(test.strings("trusted_ca_files").orElseThrow().stream()
                .flatMap(file -> Certificate.readAll(Corpus.read("web-eid/" + file)).stream())
                .toList()));
    }

    private static String store(JsonObject config) {
        TestClock clock = new TestClock(ANY_TIME);
        ReplayGuard guard = ReplayGuard.inMemory(clock, 1);
        guard.register(
                "id",
                Purpose.LOGIN,
                SessionBinding.of(SESSION).hash(),
                clock.instant().plus(Duration.parse(config.requiredString("ttl"))));
        clock.advance(Duration.parse(config.requiredString("wait")));
        return switch (guard.consume(
                "id", Purpose.LOGIN, SessionBinding.of(SESSION).hash())) {
            case CONSUMED -> "OK";
            case EXPIRED -> "NONCE_EXPIRED";
            case NOT_FOUND -> "NONCE_NOT_FOUND";
            default -> "OTHER";
        };
    }

    private static String format(String value) {
        return code(Step2Format.check(new Token(value, "", "", "", Optional.empty(), Optional.empty())));
    }

    /** Only the signature is looked at: neither trust nor what else the certificate says. */
    private static String signature(JsonObject test) {
        String json = new String(Corpus.read("web-eid/" + test.requiredString("token")), StandardCharsets.UTF_8);
        Step10Signature step = new Step10Signature(
                List.of(test.requiredString("origin")),
                test.requiredString("nonce"),
                SignatureVerifier.of(CryptoChoice.standard()));
        return code(Step1Parse.parse(json)
                .then(Step2Format::check)
                .then(Step4Certificate::decode)
                .then(candidate -> step.check(new TrustedCandidate(
                        candidate.known(), List.of(candidate.certificate(), candidate.certificate())))));
    }

    private static String subject(JsonObject test) {
        Subject subject = Certificate.readAll(Corpus.read("web-eid/" + test.requiredString("certificate")))
                .get(0)
                .subject();
        JsonObject expected = test.requiredObject("expected_subject");
        assertThat(subject.commonName()).isEqualTo(expected.string("cn"));
        assertThat(subject.serialNumber()).isEqualTo(expected.string("serialNumber"));
        assertThat(subject.country()).isEqualTo(expected.string("country"));
        assertThat(subject.givenName()).isEqualTo(expected.string("givenName"));
        assertThat(subject.surname()).isEqualTo(expected.string("surname"));
        return "OK";
    }

    private static String code(Step<?> step) {
        return step instanceof Step.Refused<?> refused ? refused.why().code().name() : "OK";
    }

    private static Map<String, String> differences() {
        Map<String, String> table = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(
                CorpusConformanceTest.class.getResourceAsStream("differences.csv"), "differences.csv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        List<String> columns = List.of(line.split(",", 3));
                        assertThat(columns)
                                .hasSize(3)
                                .allSatisfy(column -> assertThat(column).isNotBlank());
                        assertThat(table.put(columns.get(0), columns.get(1))).isNull();
                    });
        } catch (IOException e) {
            throw new AssertionError("differences.csv cannot be read", e);
        }
        return table;
    }
}
