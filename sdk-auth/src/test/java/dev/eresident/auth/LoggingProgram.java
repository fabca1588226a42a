package dev.eresident.auth;

import dev.eresident.auth.mobileid.DisplayText;
import dev.eresident.auth.mobileid.MobileId;
import dev.eresident.auth.mobileid.MobileIdAccount;
import dev.eresident.auth.mobileid.MobileIdAnswer;
import dev.eresident.auth.mobileid.MobileIdHash;
import dev.eresident.auth.mobileid.MobileIdLanguage;
import dev.eresident.auth.mobileid.MobileIdRelyingParty;
import dev.eresident.auth.mobileid.MobileIdRequest;
import dev.eresident.auth.mobileid.MobileIdSession;
import dev.eresident.auth.mobileid.MobileIdSigning;
import dev.eresident.auth.mobileid.MobileIdUser;
import dev.eresident.auth.oidc.OidcCallback;
import dev.eresident.auth.oidc.OidcClient;
import dev.eresident.auth.oidc.OidcCredentials;
import dev.eresident.auth.oidc.OidcOutcome;
import dev.eresident.auth.oidc.OidcProvider;
import dev.eresident.auth.oidc.OidcRequest;
import dev.eresident.auth.oidc.OidcSession;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.signing.RemoteSigner;
import dev.eresident.auth.signing.SigningAnswer;
import dev.eresident.auth.signing.SigningMethod;
import dev.eresident.auth.signing.SigningSession;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdAlgorithm;
import dev.eresident.auth.smartid.SmartIdAnswer;
import dev.eresident.auth.smartid.SmartIdCallback;
import dev.eresident.auth.smartid.SmartIdLevel;
import dev.eresident.auth.smartid.SmartIdRelyingParty;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.auth.smartid.SmartIdSigning;
import dev.eresident.auth.webeid.CardSigning;
import dev.eresident.auth.webeid.CardSigningMethod;
import dev.eresident.auth.webeid.PendingCardSignature;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportListener;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.card.WebEidApp;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.mobileid.MobileIdFault;
import dev.eresident.sandbox.mobileid.MobileIdService;
import dev.eresident.sandbox.oidc.OidcFault;
import dev.eresident.sandbox.oidc.OidcFlavour;
import dev.eresident.sandbox.oidc.OidcService;
import dev.eresident.sandbox.smartid.SmartIdFault;
import dev.eresident.sandbox.smartid.SmartIdService;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in and signs with every method, well and badly, and logs every value and exception that it meets as an integrator might. Its error
 * stream is the log; its output names, one a line, what the log must not hold.
 */
final class LoggingProgram {
    private static final Logger LOG = LoggerFactory.getLogger("bank");
    private static final SessionBinding BROWSER = SessionBinding.of("cookie-of-the-browser");
    private static final Interactions SCREEN = Interactions.text("Pay a secret lover?");
    private static final String CALLBACK = "https://bank.example/back";

    private final PrintStream secrets = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final Sandbox sandbox;
    private final Transport transport;

    private LoggingProgram(Sandbox sandbox, Transport transport) {
        this.sandbox = sandbox;
        this.transport = transport;
    }

    public static void main(String[] arguments) {
        java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        root.addHandler(console);
        java.util.logging.Logger http = java.util.logging.Logger.getLogger("okhttp3");
        http.setLevel(Level.ALL);
        TransportListener listener = new TransportListener() {
            @Override
            public void ended(Call call, End end) {
                LOG.info("call {} ended {}", call, end);
            }
        };
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.builder().listener(listener).build()) {
            LoggingProgram program = new LoggingProgram(sandbox, transport);
            program.person(sandbox.eResident().person());
            program.hide("cookie-of-the-browser");
            program.hide("secret lover");
            program.webEid();
            program.smartId();
            program.mobileId();
            program.oidc();
        }
        LOG.info("the end");
    }

    private void person(Person person) {
        hide(person.personalCode());
        hide(person.givenName());
        hide(person.surname());
        // Whatever became of the letters on their way: their plain parts.
        hide("LINN");
        hide("PR" + "\u00d3" + "BA");
    }

    private void hide(String secret) {
        secrets.println(secret);
    }

    private void tell(Callable<?> call) throws AssertionError {
        try {
            LOG.debug("got {}", call.call());
        } catch (EResidentException | IllegalArgumentException e) {
            LOG.error("failed", e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private OcspClient ocsp(TrustPolicy trust) {
        return OcspClient.builder(transport, trust, clock, random)
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    private static TrustPolicy trust(List<X509Certificate> authorities) {
        return TrustPolicy.test(
                TrustAnchors.ofCas(authorities.stream().map(Certificate::of).toList()));
    }

    private void webEid() {
        TrustPolicy trust = trust(sandbox.pki().cardAuthorities());
        WebEid webEid = WebEid.builder()
                .origin("https://bank.example")
                .trust(trust)
                .replayGuard(ReplayGuard.inMemory(clock, 100))
                .ocsp(ocsp(trust))
                .clock(clock)
                .random(random)
                .build();
        IdCard card = sandbox.eResident();
        for (boolean good : List.of(true, false)) {
            WebEidChallenge challenge = webEid.start(Purpose.LOGIN, "cookie-of-the-browser");
            hide(challenge.nonce());
            LOG.debug("started {}", challenge);
            String token = card.webEidToken("https://bank.example", good ? challenge.nonce() : "x".repeat(44));
            hide(token.substring(100, 160));
            hide(token.substring(token.length() / 2, token.length() / 2 + 60));
            tell(() -> webEid.finish(challenge, token, "cookie-of-the-browser"));
        }
        sandbox.ocsp().fail(TransportFault.CONNECTION_RESET);
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, "cookie-of-the-browser");
        tell(() -> webEid.finish(
                challenge, card.webEidToken("https://bank.example", challenge.nonce()), "cookie-of-the-browser"));
        sandbox.ocsp().heal();
        cardSigning(webEid, card);
    }

    private void cardSigning(WebEid webEid, IdCard card) {
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, BROWSER);
        AuthenticatedPerson person = webEid.finish(
                        challenge, card.webEidToken("https://bank.example", challenge.nonce()), BROWSER)
                .orElseThrow();
        WebEidApp app = WebEidApp.with(card);
        String certificate = app.signingCertificate();
        hide(certificate.substring(100, 160));
        CardSigning cards = CardSigning.with(webEid);
        tell(() -> cards.certificate(person, certificate));
        tell(() -> cards.certificate(person, certificate.replace("MII", "MIJ")));
        for (boolean good : List.of(true, false)) {
            AtomicReference<String> posted = new AtomicReference<>();
            CardSigningMethod method =
                    CardSigningMethod.of(cards, person, certificate, id -> Optional.ofNullable(posted.get()));
            sign(method, session -> {
                PendingCardSignature pending = PendingCardSignature.fromText(session.state());
                LOG.debug("pending {}, guard knows it as {}", pending, pending.id());
                hide(pending.nonce());
                String answer = app.sign(method.requestJson(session));
                hide(answer.substring(20, 80));
                posted.set(good ? answer : answer.replaceFirst("[A-Z]", "0"));
                tell(() -> new SigningAnswer(answer));
            });
        }
    }

    private void sign(SigningMethod method, Consumer<SigningSession> started) {
        RemoteSigner signer = RemoteSigner.over(method, transport, clock);
        LOG.debug("signs by {} through {}", method, signer);
        tell(() -> signer.sign(
                certificate -> {
                    PendingSignature pending = certificate.pending(InputStream.nullInputStream());
                    LOG.debug("chose {} for {}", certificate, pending);
                    return pending;
                },
                BROWSER,
                session -> {
                    LOG.debug("started {}", session);
                    hide(session.state().substring(session.state().length() / 2));
                    started.accept(session);
                },
                clock.instant().plusSeconds(60),
                () -> false));
    }

    private void smartId() {
        SmartIdService service = sandbox.smartId();
        TrustPolicy trust = trust(List.of(sandbox.pki().smartId().certificate()));
        SmartId smartId = SmartId.builder()
                .relyingParty(new SmartIdRelyingParty(
                        SmartIdService.RELYING_PARTY_UUID,
                        SmartIdService.RELYING_PARTY_NAME,
                        Optional.empty(),
                        SmartIdService.SCHEME))
                .service(service.uri(), transport)
                .trust(trust)
                .replayGuard(ReplayGuard.inMemory(clock, 100))
                .ocsp(ocsp(trust))
                .clock(clock)
                .random(random)
                .build();
        DocumentNumber document = DocumentNumber.parse(service.account().documentNumber());
        hide(document.text());
        Bytes digest = Bytes.of(new byte[32]);
        List<SmartIdRequest> requests = List.of(
                SmartIdRequest.loginByQr(SCREEN),
                SmartIdRequest.loginByLink(FlowType.WEB2APP, CALLBACK, SCREEN),
                SmartIdRequest.loginByNotification(document, SCREEN),
                SmartIdRequest.loginByNotification(document.person(), SCREEN),
                SmartIdRequest.signByNotification(document, digest, SmartIdAlgorithm.PSS_SHA256, SCREEN),
                SmartIdRequest.signByQr(document, digest, SmartIdAlgorithm.PSS_SHA256, SCREEN),
                SmartIdRequest.certificateByQr(),
                SmartIdRequest.certificateByNotification(document.person()));
        for (SmartIdRequest request : requests) {
            service.accept();
            smartId(smartId, request);
            service.endWith("USER_REFUSED");
            smartId(smartId, request);
            service.acceptWith(SmartIdFault.OTHER_PERSON);
            smartId(smartId, request);
            service.failWith(400);
            tell(() -> smartId.start(request, BROWSER));
        }
        service.accept();
        tell(() -> smartId.certificate(document, SmartIdLevel.QSCD));
        sign(SmartIdSigning.byNotification(smartId, document, SCREEN), session -> {});
        tell(() -> smartId.start(
                SmartIdRequest.loginByNotification(DocumentNumber.parse("PNOEE-40504040001-NONE-Q"), SCREEN), BROWSER));
        hide("40504040001");
        // A code with few digits in the path, which no rule about digits would hide.
        tell(() -> smartId.start(
                SmartIdRequest.loginByNotification(SemanticsIdentifier.parse("PASKZ-QWERTYX"), SCREEN), BROWSER));
        hide("QWERTYX");
    }

    private void smartId(SmartId smartId, SmartIdRequest request) {
        SmartIdSession session = smartId.start(request, BROWSER).orElseThrow();
        LOG.debug("started {} as {}, guard knows it as {}", request, session, session.id());
        if (!session.challenge().isEmpty()) {
            hide(session.challenge());
        }
        hide(session.sessionId());
        Optional<SmartIdCallback> callback = Optional.empty();
        if (session.link().isPresent()) {
            hide(session.link().get().secret());
            hide(session.link().get().token());
            FlowType flow = session.callbackUrl().isPresent() ? FlowType.WEB2APP : FlowType.QR;
            String link = smartId.deviceLink(session, flow, "eng");
            hide(link.substring(link.length() - 43));
            callback = sandbox.smartId().open(link).map(address -> new SmartIdCallback(address.toString()));
            callback.ifPresent(back -> {
                LOG.debug("came back {}", back);
                hide(back.url().substring(back.url().length() - 43));
            });
        }
        SmartIdAnswer answer = smartId.await(session, clock.instant().plusSeconds(60), () -> false)
                .orElseThrow();
        LOG.debug("answered {}", answer);
        Optional<SmartIdCallback> back = callback;
        tell(() -> switch (session.kind()) {
            case LOGIN -> smartId.finishLogin(session, answer, back, BROWSER);
            case SIGNATURE -> smartId.finishSigning(session, answer, back, BROWSER);
            case CERTIFICATE -> smartId.finishCertificate(session, answer, BROWSER);
        });
    }

    private void mobileId() {
        MobileIdService service = sandbox.mobileId();
        TrustPolicy trust = trust(List.of(sandbox.pki().mobileId().certificate()));
        MobileId mobileId = MobileId.builder()
                .relyingParty(new MobileIdRelyingParty(
                        MobileIdService.RELYING_PARTY_UUID, MobileIdService.RELYING_PARTY_NAME))
                .service(service.uri(), transport)
                .trust(trust)
                .replayGuard(ReplayGuard.inMemory(clock, 100))
                .ocsp(ocsp(trust))
                .clock(clock)
                .random(random)
                .build();
        String phone = service.account().phoneNumber();
        hide(phone.substring(1));
        MobileIdUser user =
                MobileIdUser.tryParse(phone, service.account().personalCode()).orElseThrow();
        LOG.debug("asked {} at {}", user, user.phone());
        tell(() -> new MobileIdUser(
                user.phone(), DocumentNumber.parse("PNOLV-010199-12345-X-Q").person()));
        hide("010199");
        MobileIdAccount account = mobileId.certificate(user).orElseThrow();
        LOG.debug("certificate of {}", account);
        List<MobileIdRequest> requests = List.of(
                MobileIdRequest.login(user, MobileIdLanguage.EST).withText(DisplayText.of("Pay a secret lover?")),
                MobileIdRequest.sign(account, Bytes.of(new byte[32]), MobileIdHash.SHA256, MobileIdLanguage.EST)
                        .withText(DisplayText.of("Pay a secret lover?")));
        for (MobileIdRequest request : requests) {
            service.accept();
            mobileId(mobileId, request);
            service.endWith("USER_CANCELLED");
            mobileId(mobileId, request);
            service.acceptWith(MobileIdFault.OTHER_PERSON);
            mobileId(mobileId, request);
            service.failWith(400);
            tell(() -> mobileId.start(request, BROWSER));
        }
        service.accept();
        sign(MobileIdSigning.of(mobileId, user, MobileIdLanguage.EST), session -> {});
    }

    private void mobileId(MobileId mobileId, MobileIdRequest request) {
        MobileIdSession session = mobileId.start(request, BROWSER);
        LOG.debug("started {} as {}, guard knows it as {}", request, session, session.id());
        hide(session.hash());
        hide(session.sessionId());
        MobileIdAnswer answer = mobileId.await(session, clock.instant().plusSeconds(60), () -> false)
                .orElseThrow();
        LOG.debug("answered {}", answer);
        tell(() -> session.kind() == MobileIdSession.Kind.LOGIN
                ? mobileId.finishLogin(session, answer, BROWSER)
                : mobileId.finishSigning(session, answer, BROWSER));
    }

    private void oidc() {
        OidcService service = sandbox.oidc();
        SecretBytes password = SecretBytes.of(OidcService.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8));
        OidcClient eeId = OidcClient.builder()
                .provider(
                        OidcProvider.eeId(Environment.TEST)
                                .at(service.discovery(OidcFlavour.EEID), service.issuer(OidcFlavour.EEID)),
                        transport)
                .credentials(OidcCredentials.basic(OidcService.CLIENT_ID, password))
                .redirectUri(OidcService.REDIRECT_URI)
                .replayGuard(ReplayGuard.inMemory(clock, 100))
                .clock(clock)
                .random(random)
                .build();
        hide(OidcService.CLIENT_SECRET);
        OidcRequest request = OidcRequest.login().atLeast(AssuranceLevel.HIGH);
        oidc(eeId, request);
        service.acceptWith(OidcFault.SIGNATURE);
        oidc(eeId, request);
        service.endWith("access_denied");
        oidc(eeId, request);
        service.refuseCodesWith("invalid_grant");
        oidc(eeId, request);
        service.failWith(500);
        oidc(eeId, request);
    }

    private void oidc(OidcClient eeId, OidcRequest request) {
        tell(() -> {
            OidcSession session = eeId.start(request, BROWSER);
            LOG.debug("started {} as {}, guard knows it as {}", request, session, session.id());
            hide(session.state());
            hide(session.nonce());
            hide(session.codeVerifier());
            OidcCallback callback = new OidcCallback(sandbox.oidc().logIn(session.loginUrl()));
            LOG.debug("came back {}", callback);
            OidcOutcome outcome = eeId.finish(session, callback, BROWSER);
            if (outcome instanceof OidcOutcome.Authenticated ok) {
                hide(ok.idToken().substring(ok.idToken().length() - 60));
            }
            return outcome;
        });
    }
}
