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
import dev.eresident.sandbox.braintree.BraintreeService;
import dev.eresident.sandbox.fault.FaultProxy;
import dev.eresident.sandbox.lists.ListService;
import dev.eresident.sandbox.mobileid.MobileIdService;
import dev.eresident.sandbox.ocsp.OcspService;
import dev.eresident.sandbox.oidc.OidcService;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.register.RegisterService;
import dev.eresident.sandbox.smartid.SmartIdService;
import dev.eresident.sandbox.tsa.TsaService;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import dev.eresident.sandbox.xroad.SecurityServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The one WireMock server behind the fault proxy; its answers are computed by the services. */
final class SandboxServer {
    private static final int JOURNAL_ENTRIES = 1000;
    private static final int MAX_UNEXPECTED = 100;
    private static final int THREADS = 10;

    private final SandboxPki pki;
    private final ListService lists;
    private final OcspService ocsp;
    private final OcspService secondOcsp;
    private final TsaService tsa;
    private final RegisterService register;
    private final SecurityServer securityServer;
    private final BraintreeService braintree;
    private final SmartIdService smartId;
    private final MobileIdService mobileId;
    private final OidcService oidc;
    private final WireMockServer wireMock;
    private final List<String> unexpected = new ArrayList<>();

    SandboxServer(Sandbox sandbox) {
        pki = sandbox.pki();
        lists = sandbox.lists();
        ocsp = sandbox.ocsp();
        secondOcsp = sandbox.secondOcsp();
        tsa = sandbox.tsa();
        register = sandbox.register();
        securityServer = sandbox.securityServer();
        braintree = sandbox.braintree();
        smartId = sandbox.smartId();
        mobileId = sandbox.mobileId();
        oidc = sandbox.oidc();
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
        if (path.equals("/second-ocsp")) {
            return isPost(request, "application/ocsp-request")
                    ? ok("application/ocsp-response", secondOcsp.answer("", request.getBody()))
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
        WebRequest web = web(request);
        if (path.startsWith("/lists/")) {
            return lists.answer(web).map(SandboxServer::definition).orElseGet(() -> text(404, "No such list."));
        }
        if (path.startsWith("/merchants/")) {
            return braintree
                    .answer(web)
                    .map(SandboxServer::definition)
                    .orElseGet(() -> refuse(request, "the gateway knows no such call, or its form is wrong"));
        }
        if (path.startsWith("/smart-id/v3/")) {
            return definition(smartId.answer(web));
        }
        if (path.startsWith("/mid-api/")) {
            return definition(mobileId.answer(web));
        }
        if (path.startsWith("/oidc/")) {
            return definition(oidc.answer(web));
        }
        if (path.equals("/arireg") || path.startsWith("/arireg/")) {
            return definition(register.answer(web));
        }
        if (SecurityServer.isMeant(web)) {
            return definition(securityServer.answer(
                    web,
                    Optional.ofNullable(request.getHeader(FaultProxy.CLIENT_CERTIFICATE))
                            .filter(sha256 -> !sha256.isEmpty())));
        }
        record(request, "nothing is played here");
        return text(
                404,
                "The sandbox plays nothing at " + request.getMethod() + " " + path
                        + ". It plays POST /ocsp/{authority}, POST /tsa, GET /tl/ee.xml, GET /lists/{name}, POST /arireg, /merchants/{id}/, /smart-id/v3/, /mid-api/, /oidc/{eeid|tara|govsso}/ and the security server at"
                        + " / and /r1/.");
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

    private static WebRequest web(Request request) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.getHeaders()
                .all()
                .forEach(header -> header.values().forEach(value -> headers.add(Map.entry(header.key(), value))));
        headers.removeIf(header -> header.getKey().equalsIgnoreCase(FaultProxy.CLIENT_CERTIFICATE));
        return new WebRequest(request.getMethod().getName(), request.getUrl(), headers, request.getBody());
    }

    private static ResponseDefinition definition(WebAnswer answer) {
        ResponseDefinitionBuilder builder =
                new ResponseDefinitionBuilder().withStatus(answer.status()).withBody(answer.body());
        answer.headers().forEach((name, value) -> builder.withHeader(name, value));
        return builder.build();
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
