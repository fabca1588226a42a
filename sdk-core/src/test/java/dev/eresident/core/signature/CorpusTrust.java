package dev.eresident.core.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The signature corpus with the trust that its oracle had. */
final class CorpusTrust {
    /** When the oracle judged. */
    static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    private CorpusTrust() {}

    /** One file with what the oracle says. */
    record Case(String file, String env, String format, String verdict, JsonNode entry) {
        Path path() {
            return Corpus.file("signatures/files/" + file);
        }

        /** The oracle's signatures under the trust of this file. */
        JsonNode signatures() {
            return entry.path("digidoc4j").path(env).path("signatures");
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(Corpus.read("signatures/verdicts.json"))) {
            cases.add(new Case(
                    entry.path("file").asText(),
                    entry.path("env").asText(),
                    entry.path("format").asText(),
                    entry.path("verdict").asText(),
                    entry));
        }
        return cases;
    }

    static SignatureChecker test() {
        return SignatureChecker.with(testPolicy(), Clock.fixed(AT, ZoneOffset.UTC));
    }

    /** DDOC: the fixed certificates of the state's tools instead of lists, production and test together as they have them. */
    static SignatureChecker ddoc(String env) {
        TrustAnchors.Builder anchors = TrustAnchors.builder()
                .addPath(Corpus.file(
                        env.equals("live") ? "signatures/trust/live/EE.xml" : "signatures/trust/test/EE_T.xml"))
                .addPath(Corpus.folder("signatures/trust/ddoc-live"));
        if (env.equals("live")) {
            return SignatureChecker.with(TrustPolicy.production(anchors.build()), Clock.fixed(AT, ZoneOffset.UTC));
        }
        anchors.addPath(Corpus.folder("signatures/trust/ddoc-test"));
        return SignatureChecker.with(TrustPolicy.test(anchors.build()), Clock.fixed(AT, ZoneOffset.UTC));
    }

    static SignatureChecker live() throws IOException {
        return SignatureChecker.with(livePolicy(), Clock.fixed(AT, ZoneOffset.UTC));
    }

    static TrustPolicy testPolicy() {
        return TrustPolicy.test(TrustAnchors.builder()
                .addPath(Corpus.file("signatures/trust/test/EE_T.xml"))
                .addPath(Corpus.folder("signatures/trust/ddoc-test"))
                .build());
    }

    static TrustPolicy livePolicy() throws IOException {
        TrustAnchors.Builder anchors = TrustAnchors.builder().addPath(Corpus.file("signatures/trust/live/EE.xml"));
        try (Stream<Path> lists = Files.list(Corpus.folder("signatures/trust/eu/lists"))) {
            lists.sorted().forEach(anchors::addPath);
        }
        return TrustPolicy.production(anchors.build());
    }
}
