package dev.eresident.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ServiceException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.revocation.OcspStatus.Problem;
import dev.eresident.core.revocation.ResponderSearch.Outcome;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.testing.RawServer;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every OCSP case of the Web eID corpus; deliberate differences stand in {@code differences.csv}. Extensions with or without an
 * address (kind {@code aia-url} without a certificate) are judged by the certificate room's {@code ClassifyConformanceTest}.
 */
class OcspCorpusTest {
    private static final String FOLDER = "web-eid/";
    private static final Instant WHEN_THE_ANSWERS_WERE_MADE = Instant.parse("2021-09-17T18:25:24Z");

    /** What our problems are in the words of the corpus. */
    private static final Map<String, Set<Problem>> MEANING = Map.of(
            "ocsp-failed", EnumSet.allOf(Problem.class),
            "ocsp-failed:response-status", EnumSet.of(Problem.RESPONSE_STATUS),
            "ocsp-failed:signature", EnumSet.of(Problem.SIGNATURE),
            "ocsp-failed:response-count", EnumSet.of(Problem.RESPONSE_COUNT),
            "ocsp-failed:certid-mismatch", EnumSet.of(Problem.CERTID_MISMATCH),
            "ocsp-failed:nonce-mismatch", EnumSet.of(Problem.NONCE_MISMATCH),
            "ocsp-failed:next-update-past", EnumSet.of(Problem.NEXT_UPDATE_PAST),
            "certificate-not-trusted", EnumSet.of(Problem.RESPONDER_NOT_AUTHORISED, Problem.RESPONDER_NOT_TRUSTED),
            "certificate-expired", EnumSet.of(Problem.RESPONDER_EXPIRED),
            "responder-certificate-mismatch", EnumSet.of(Problem.RESPONDER_MISMATCH));

    static Stream<String> ids(String kind) {
        return cases(kind).map(c -> c.requiredString("id"));
    }

    static Stream<String> answers() {
        return cases("ocsp").filter(c -> c.string("ocsp_response").isPresent()).map(c -> c.requiredString("id"));
    }

    static Stream<String> broken() {
        return cases("ocsp").filter(c -> c.string("transport").isPresent()).map(c -> c.requiredString("id"));
    }

    static Stream<String> times() {
        return ids("ocsp-time");
    }

    static Stream<String> responders() {
        return ids("responder");
    }

    static Stream<String> addresses() {
        return cases("aia-url").filter(c -> c.string("certificate").isPresent()).map(c -> c.requiredString("id"));
    }

    private static Stream<JsonObject> cases(String kind) {
        return StrictJson.strict()
                .withMaxLength(10_000_000)
                .parse(Corpus.read(FOLDER + "cases.json"))
                .objects("cases")
                .orElseThrow()
                .stream()
                .filter(c -> c.requiredString("kind").equals(kind));
    }

    private static JsonObject theCase(String kind, String id) {
        return cases(kind)
                .filter(c -> c.requiredString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Certificate certificate(String name) {
        return Certificate.readAll(Corpus.read(FOLDER + name)).get(0);
    }

    private static OcspRules rules(JsonObject theCase) {
        JsonObject config = theCase.requiredObject("config");
        return OcspRules.standard()
                .withAllowedSkew(Duration.parse(config.requiredString("time_skew")))
                .withMaximumAge(Duration.parse(config.requiredString("max_this_update_age")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whenAnAnswerOfTheCorpusIsJudged_thenAsExpected(String id) throws IOException {
        JsonObject theCase = theCase("ocsp", id);
        List<Certificate> cas = theCase.strings("trusted_ca_files").orElseThrow().stream()
                .map(OcspCorpusTest::certificate)
                .toList();
        Instant now = theCase.string("clock").map(Instant::parse).orElse(WHEN_THE_ANSWERS_WERE_MADE);
        OcspStatus status = OcspCheck.with(TrustPolicy.test(TrustAnchors.ofCas(cas)))
                .checkLive(
                        Bytes.of(Corpus.read(FOLDER + theCase.requiredString("ocsp_response"))),
                        certificate(theCase.requiredString("subject")),
                        certificate(theCase.requiredString("issuer")),
                        Optional.of(Bytes.of(new byte[32])),
                        rules(theCase),
                        now);

        assertThat(status).isInstanceOf(OcspStatus.Unacceptable.class);
        Problem problem = ((OcspStatus.Unacceptable) status).problem();
        String difference = differences().get(id);
        if (difference != null) {
            assertThat(problem).isEqualTo(Problem.valueOf(difference));
        } else {
            assertThat(problem).isIn(MEANING.get(theCase.requiredString("expected")));
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whenHttpOfTheCorpusReportsAnError_thenServiceException(String id) {
        JsonObject theCase = theCase("ocsp", id);
        assertThat(theCase.requiredString("expected")).isEqualTo("ocsp-failed:http-status");
        String status = theCase.requiredString("transport").replace("HTTP ", "");
        TrustPolicy policy =
                TrustPolicy.test(TrustAnchors.ofCas(List.of(certificate(theCase.requiredString("issuer")))));
        try (RawServer server = RawServer.answering("HTTP/1.1 " + status + " Corpus\r\nContent-Length: 0\r\n\r\n");
                Transport transport = Transport.standard()) {
            OcspClient client = OcspClient.builder(transport, policy, Clock.systemUTC(), new SecureRandom())
                    .responder(server.uri())
                    .rules(rules(theCase)
                            .withDesignatedResponder(certificate(
                                    theCase.requiredObject("config").requiredString("designated_responder"))))
                    .build();

            assertThatThrownBy(() -> client.ask(
                            certificate(theCase.requiredString("subject")),
                            certificate(theCase.requiredString("issuer"))))
                    .isInstanceOf(ServiceException.class)
                    .extracting(e -> ((ServiceException) e).code())
                    .isEqualTo("HTTP_" + status);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("times")
    void whenTimesOfTheCorpusAreJudged_thenAsExpected(String id) {
        JsonObject theCase = theCase("ocsp-time", id);
        Instant now = WHEN_THE_ANSWERS_WERE_MADE;
        Instant thisUpdate = now.plusSeconds(theCase.requiredInteger("this_update_offset_s"));
        Instant nextUpdate = now.plusSeconds(theCase.requiredInteger("next_update_offset_s"));
        Optional<Problem> problem =
                OcspCheck.checkTimes(thisUpdate, thisUpdate, Optional.of(nextUpdate), rules(theCase), now);

        String expected = theCase.requiredString("expected");
        if (expected.equals("ok")) {
            assertThat(problem).isEmpty();
        } else {
            assertThat(problem.orElseThrow()).isIn(MEANING.get(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("responders")
    void whenAResponderOfTheCorpusIsJudged_thenAsExpected(String id) {
        JsonObject theCase = theCase("responder", id);
        Certificate responder = certificate(theCase.requiredString("responder"));
        Instant now = Instant.parse(theCase.requiredString("clock"));
        Outcome outcome = new ResponderSearch(TrustPolicy.test(TrustAnchors.ofCas(List.of(responder))), false)
                .judge(
                        responder,
                        now,
                        new ResponderSearch.Question(
                                responder,
                                List.of(),
                                Optional.of(certificate(theCase.requiredString("designated_responder"))),
                                now));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).problem()).isIn(MEANING.get(theCase.requiredString("expected")));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void whenTheAddressOfACertificateIsRead_thenAsExpected(String id) {
        JsonObject theCase = theCase("aia-url", id);

        assertThat(certificate(theCase.requiredString("certificate")).ocspUri())
                .hasToString("Optional[" + theCase.requiredString("expected_url") + "]");
    }

    private static Map<String, String> differences() throws IOException {
        Map<String, String> table = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(OcspCorpusTest.class.getResourceAsStream("differences.csv"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(",", 4))
                    .forEach(cells -> table.put(cells[0], cells[2]));
        }
        return table;
    }
}
