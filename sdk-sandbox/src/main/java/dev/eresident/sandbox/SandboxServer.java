package dev.eresident.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.eresident.sandbox.ocsp.OcspService;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.tsa.TsaService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one WireMock server behind the fault proxy; its answers are computed by the services. */
final class SandboxServer {
    private static final int JOURNAL_ENTRIES = 1000;
    private static final int MAX_UNEXPECTED = 100;
    private static final int THREADS = 10;

    private final SandboxPki pki;
    private final OcspService ocsp;
    private final TsaService tsa;
    private final WireMockServer wireMock;
    private final List<String> unexpected = new ArrayList<>();

    SandboxServer(SandboxPki pki, OcspService ocsp, TsaService tsa) {
        this.pki = pki;
        this.ocsp = ocsp;
        this.tsa = tsa;
        wireMock = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(THREADS)
                .jettyAcceptors(1)
                .gzipDisabled(true)
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)
                .maxRequestJournalEntries(JOURNAL_ENTRIES)
                .stubRequestLoggingDisabled(true)
                .extensionScanningEnabled(false)
                .usingFilesUnderClasspath("dev/eresident/sandbox/files")
                .notifier(new Slf4jNotifier(false))
                .extensions(new Answering()));
    }

    int start() {
        wireMock.start();
        wireMock.stubFor(any(anyUrl()).atPriority(100).willReturn(aResponse().withTransformers(Answering.NAME)));
        return wireMock.port();
    }

    void stop() {
        wireMock.stop();
    }

    List<String> unexpectedRequests() {
        synchronized (unexpected) {
            return List.copyOf(unexpected);
        }
    }

    private ResponseDefinition answer(Request request) {
        String path = request.getUrl().split("\\?", 2)[0];
        if (path.equals("/ocsp") || path.startsWith("/ocsp/")) {
            return isPost(request, "application/ocsp-request")
                    ? ok(
                            "application/ocsp-response",
                            ocsp.answer(path.substring(path.lastIndexOf('/') + 1), request.getBody()))
                    : refuse(request, "the OCSP responder takes POST with content type application/ocsp-request");
        }
        if (path.equals("/tsa")) {
            return isPost(request, "application/timestamp-query")
                    ? ok("application/timestamp-reply", tsa.answer(request.getBody()))
                    : refuse(
                            request,
                            "the time-stamping authority takes POST with content type application/timestamp-query");
        }
        if (path.equals("/tl/ee.xml")) {
            return request.getMethod().getName().equals("GET")
                    ? ok("application/vnd.etsi.tsl+xml", pki.trustedList())
                    : refuse(request, "the trusted list is fetched with GET");
        }
        record(request, "nothing is played here");
        return text(
                404,
                "The sandbox plays nothing at " + request.getMethod() + " " + path
                        + ". It plays POST /ocsp/{authority}, POST /tsa and GET /tl/ee.xml.");
    }

    private ResponseDefinition refuse(Request request, String why) {
        record(request, why);
        return text(415, "The sandbox is strict: " + why + ".");
    }

    private void record(Request request, String why) {
        synchronized (unexpected) {
            if (unexpected.size() < MAX_UNEXPECTED) {
                unexpected.add(request.getMethod() + " " + request.getUrl() + ": " + why);
            }
        }
    }

    private static boolean isPost(Request request, String contentType) {
        String sent = request.getHeader("Content-Type");
        return request.getMethod().getName().equals("POST")
                && sent != null
                && sent.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals(contentType);
    }

    private static ResponseDefinition ok(String contentType, byte[] body) {
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", contentType)
                .withBody(body)
                .build();
    }

    private static ResponseDefinition text(int status, String text) {
        return new ResponseDefinitionBuilder()
                .withStatus(status)
                .withHeader("Content-Type", "text/plain; charset=utf-8")
                .withBody(text)
                .build();
    }

    /** Lets WireMock ask the services. */
    private final class Answering implements ResponseDefinitionTransformerV2 {
        static final String NAME = "sandbox";

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return answer(event.getRequest());
        }

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }
}
