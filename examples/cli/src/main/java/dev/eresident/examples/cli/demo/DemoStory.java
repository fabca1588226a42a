package dev.eresident.examples.cli.demo;

import static dev.eresident.examples.cli.demo.Storyteller.found;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.auth.webeid.WebEidRefusal;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.CheckedSignature;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustedList;
import dev.eresident.payments.evidence.EvidenceCheck;
import dev.eresident.payments.evidence.EvidenceFile;
import dev.eresident.payments.evidence.EvidenceReport;
import dev.eresident.payments.evidence.VerificationFinding;
import dev.eresident.payments.gateway.braintree.BraintreeGateway;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.contract.Tamper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What happens in the demo, in the order in which a bank meets it. */
final class DemoStory {
    static final String ORIGIN = "https://bank.example";
    private static final SessionBinding SESSION = SessionBinding.of("the browser session of the demo");
    private static final int CHALLENGES = 1_000;

    private final Sandbox sandbox;
    private final Clock clock;
    private final Storyteller teller;
    private final EvidenceFolder evidence;

    DemoStory(Sandbox sandbox, Clock clock, Storyteller teller, EvidenceFolder evidence) {
        this.sandbox = sandbox;
        this.clock = clock;
        this.teller = teller;
        this.evidence = evidence;
    }

    void tell() throws Exception {
        TrustPolicy trust = trust();
        try (Transport transport = BraintreeGateway.transport().build()) {
            WebEid webEid = webEid(trust, transport);
            AuthenticatedPerson person = login(webEid);
            CheckReport contract = contract(trust);
            CompanyStory.Acted acted = new CompanyStory(sandbox, clock, teller).tell(webEid, person, transport);
            evidence(person, contract, acted);
        }
    }

    private TrustPolicy trust() throws Exception {
        byte[] list = sandbox.pki().trustedList();
        evidence.write("trusted-list.xml", list, "Trusted list, signed by the scheme operator");
        return teller.tell(
                "The bank decides whom to believe",
                "A trusted list names the authorities. Its own signature is checked against the scheme operator's certificate before a"
                        + " single entry is believed.",
                () -> {
                    TrustedList read = TrustedList.verify(
                            list,
                            "trusted-list.xml",
                            List.of(Certificate.of(
                                    sandbox.pki().schemeOperator().certificate())));
                    TrustAnchors anchors =
                            TrustAnchors.builder().addTrustedList(read).build();
                    return found("list signature verified", read.signerChecked(), TrustPolicy.test(anchors))
                            .with("Territory", read.territory())
                            .with("Services", read.services().size())
                            .with("Issued", read.issued());
                });
    }

    private WebEid webEid(TrustPolicy trust, Transport transport) {
        SecureRandom random = new SecureRandom();
        return WebEid.builder()
                .origin(ORIGIN)
                .trust(trust)
                .replayGuard(ReplayGuard.inMemory(clock, CHALLENGES))
                .ocsp(OcspClient.builder(transport, trust, clock, random).build())
                .clock(clock)
                .random(random)
                .build();
    }

    private AuthenticatedPerson login(WebEid webEid) throws Exception {
        IdCard card = sandbox.eResident();
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, SESSION);
        String token = card.webEidToken(ORIGIN, challenge.nonce());
        evidence.write(
                "web-eid-token.json",
                token.getBytes(StandardCharsets.UTF_8),
                "Web eID authentication token from the card");

        AuthenticatedPerson loggedIn = teller.tell(
                "An e-resident logs in",
                "The browser got a challenge, the card signed it together with the address of the page. Signature, certificate, trust and"
                        + " purpose are checked first; only then is the OCSP responder asked whether the certificate still holds.",
                () -> {
                    long asked = sandbox.ocsp().requestCount();
                    AuthenticatedPerson person =
                            webEid.finish(challenge, token, SESSION).orElseThrow();
                    EResidency residency = person.eResidency();
                    return found(
                                    "authenticated, e-resident: " + residency.kind(),
                                    residency.kind() == EResidency.Kind.YES,
                                    person)
                            .with(
                                    "Person",
                                    person.givenName().orElse("") + " "
                                            + person.surname().orElse(""))
                            .with("Identifier", person.identifier().text())
                            .with("E-resident", residency.kind() + ": " + residency.reason())
                            .with("Document", person.document().orElseThrow().type())
                            .with("OCSP requests", sandbox.ocsp().requestCount() - asked)
                            .with("Valid until", person.validUntil());
                });
        refused(
                "The same answer comes a second time",
                "A challenge can be used once. Whoever replays the answer, even within its time, is sent away.",
                WebEidRefusal.CHALLENGE_ALREADY_USED,
                () -> webEid.finish(challenge, token, SESSION));
        WebEidChallenge another = webEid.start(Purpose.LOGIN, SESSION);
        refused(
                "A phishing page passes an answer on",
                "The person was lured to another address. The card signed that address, so the answer is worthless here; the OCSP"
                        + " responder is not even asked.",
                WebEidRefusal.SIGNATURE_INVALID,
                () -> webEid.finish(
                        another, card.webEidToken("https://bank.example.evil.test", another.nonce()), SESSION));
        IdCard stolen = sandbox.citizen();
        sandbox.ocsp().suspend(stolen.authenticationCertificate(), clock.instant());
        WebEidChallenge third = webEid.start(Purpose.LOGIN, SESSION);
        refused(
                "A suspended card is tried",
                "Everything fits, but the holder has suspended the certificates. The OCSP responder says so.",
                WebEidRefusal.CERTIFICATE_REVOKED,
                () -> webEid.finish(third, stolen.webEidToken(ORIGIN, third.nonce()), SESSION));
        sandbox.ocsp().activate(stolen.authenticationCertificate());
        return loggedIn;
    }

    private void refused(String title, String telling, WebEidRefusal expected, Supplier<WebEidOutcome> attempt)
            throws Exception {
        teller.tell(title, telling, () -> {
            long asked = sandbox.ocsp().requestCount();
            WebEidOutcome outcome = attempt.get();
            return outcome.match(
                    person -> found("LET IN", false, outcome),
                    refusal -> found("refused", refusal.code() == expected, outcome)
                            .with("Code", refusal.code())
                            .with("For the operator", refusal.text())
                            .with("For the person", refusal.code().userText())
                            .with("OCSP requests", sandbox.ocsp().requestCount() - asked));
        });
    }

    private CheckReport contract(TrustPolicy trust) throws Exception {
        byte[] text = "Share purchase agreement\n\nThe seller sells and the buyer buys 100 shares.\n"
                .getBytes(StandardCharsets.UTF_8);
        byte[] contract = sandbox.contracts()
                .container()
                .file("agreement.txt", "text/plain", text)
                .signedBy(sandbox.eResident())
                .signedBy(sandbox.citizen())
                .level(Level.LT)
                .build();
        Path file = evidence.write("contract.asice", contract, "Contract with two signatures");
        SignatureChecker checker = SignatureChecker.with(trust, clock);

        CheckReport report = teller.tell(
                "A signed contract is judged",
                "Two people signed it. Each signature carries a time-stamp and an OCSP answer, so it can be judged offline, now and years"
                        + " later.",
                () -> {
                    CheckReport checked = checker.check(file);
                    Storyteller.Found<CheckReport> story =
                            found(checked.verdict().name(), checked.verdict() == Verdict.VALID, checked);
                    for (CheckedSignature signature : checked.signatures()) {
                        story = story.with("Signed by", describe(signature));
                    }
                    return story.with("Covered files", files(checked));
                });
        evidence.write(
                "contract-report.json",
                report.toJson("contract.asice").getBytes(StandardCharsets.UTF_8),
                "What the checker said about the contract");

        byte[] forged = sandbox.contracts()
                .container()
                .file("agreement.txt", "text/plain", text)
                .signedBy(sandbox.eResident())
                .level(Level.LT)
                .tamper(Tamper.DATA_FILE_CHANGED)
                .build();
        Path forgery = evidence.write("contract-changed.asice", forged, "The same with one byte changed after signing");
        teller.tell(
                "Somebody changes the contract",
                "One byte of the agreement was changed after it was signed. The digest that was signed no longer fits.",
                () -> {
                    CheckReport checked = checker.check(forgery);
                    Storyteller.Found<CheckReport> story =
                            found("caught: " + checked.verdict(), checked.verdict() == Verdict.INVALID, checked);
                    for (CheckedSignature signature : checked.signatures()) {
                        story = story.with(
                                "Verdict",
                                signature.verdict() + ", "
                                        + signature.code().map(Enum::name).orElse(""));
                        for (Finding finding : signature.findings()) {
                            story = story.with("In words", finding.text());
                        }
                    }
                    return story;
                });
        return report;
    }

    private void evidence(AuthenticatedPerson person, CheckReport contract, CompanyStory.Acted acted) throws Exception {
        Path file = evidence.path("evidence.zip");
        EvidenceFile.builder(clock.instant())
                .trust(
                        Environment.TEST,
                        Map.of("trusted-list.xml", Bytes.of(Files.readAllBytes(evidence.path("trusted-list.xml")))))
                .login(person)
                .contract(evidence.path("contract.asice"), contract.checkedAt())
                .representation(acted.representation())
                .authorisation(acted.payment())
                .gateway(acted.exchange())
                .build()
                .writeTo(file);
        evidence.listed("evidence.zip", "Everything above in one file; check it with: eresident evidence-check");
        teller.tell(
                "One file proves it all",
                "Tokens, certificates, answers and orders went into one evidence file. From these bytes every verification is run again, offline,"
                        + " as anybody can do years later.",
                () -> {
                    EvidenceReport checked = EvidenceCheck.withItsOwnTrust().check(file);
                    Storyteller.Found<EvidenceReport> story =
                            found(checked.verdict().name(), checked.holds(), checked);
                    for (VerificationFinding verification : checked.verifications()) {
                        story = story.with(
                                verification.kind().name(),
                                verification.code().map(code -> code + ": ").orElse("holds: ") + verification.text());
                    }
                    return story;
                });
    }

    private static String describe(CheckedSignature signature) {
        String who = signature.signerName().orElse("unknown signer");
        String resident = signature
                .signerDocument()
                .map(document -> ", e-resident: " + document.eResidency().kind())
                .orElse("");
        return who + resident + ", " + signature.verdict()
                + signature.provenAt().map(at -> ", proven to exist at " + at).orElse("");
    }

    private static String files(CheckReport report) {
        return String.join(
                ", ",
                report.files().stream()
                        .map(file -> file.name() + " (" + file.size() + " bytes)")
                        .toList());
    }
}
