package dev.eresident.examples.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidBuilder;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.auth.webeid.WebEidOutcome;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code eresident web-eid}: answers "why was this login refused?". */
@Command(
        name = "web-eid",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Checks a Web eID authentication token as a server would, and says who it is or why it is refused.",
        footer = {
            "",
            "Exit status: 0 accepted, 1 refused, 2 wrong use or nobody could be asked, 3 the token file is unreadable."
        })
final class WebEidCommand implements Callable<Integer> {
    private static final SessionBinding SESSION = SessionBinding.of("eresident web-eid");
    private static final int LONGEST_TOKEN_FILE = 1 << 20;

    @Option(
            names = "--token",
            required = true,
            paramLabel = "FILE",
            description = "The token, JSON as the browser posted it.")
    private Path token = Path.of("");

    @Option(
            names = "--nonce",
            required = true,
            paramLabel = "TEXT",
            description = "The challenge, 44 characters of Base64.")
    private String nonce = "";

    @Option(
            names = "--origin",
            required = true,
            paramLabel = "URL",
            description = "The page's origin, e.g. https://bank.example.")
    private String origin = "";

    @Option(
            names = "--ca",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Card authorities to believe: PEM or DER files, folders of them, or trusted lists. If all of them are test"
                            + " authorities by name, test certificate policies are recognised too.")
    private List<Path> authorities = List.of();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Time of the login, ISO 8601 in UTC. Default: now.")
    private @Nullable Instant at;

    @Option(names = "--no-ocsp", description = "Do not ask the OCSP responder named in the certificate.")
    private boolean withoutOcsp;

    @Option(names = "--json", description = "One line of JSON instead of text.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        String text;
        try {
            text = tokenText();
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("TOKEN_FILE_UNREADABLE: cannot read " + token
                            + ": it must be a file of UTF-8 text, at most 1 MiB, that this process may read.");
            return ExitStatus.UNREADABLE;
        }
        WebEidOutcome outcome = judge(text);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(toJson(outcome)));
        } else {
            print(outcome, new Terminal(spec.commandLine()));
        }
        out.flush();
        return outcome.kind() == WebEidOutcome.Kind.AUTHENTICATED ? ExitStatus.OK : ExitStatus.NOT_VALID;
    }

    private String tokenText() throws IOException {
        if (!Files.isRegularFile(token)) {
            throw new IOException("not a regular file");
        }
        try (InputStream in = Files.newInputStream(token)) {
            byte[] content = in.readNBytes(LONGEST_TOKEN_FILE + 1);
            if (content.length > LONGEST_TOKEN_FILE) {
                throw new IOException("too large");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString()
                    .strip();
        }
    }

    private WebEidOutcome judge(String text) {
        Clock clock = at == null ? Clock.systemUTC() : Clock.fixed(at, ZoneOffset.UTC);
        SecureRandom random = new SecureRandom();
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        authorities.forEach(anchors::addPath);
        TrustPolicy trust = TrustPolicies.detect(anchors.build());
        ReplayGuard guard = ReplayGuard.inMemory(clock, 1);
        WebEidChallenge challenge =
                new WebEidChallenge(nonce, Purpose.LOGIN, clock.instant().plus(Duration.ofMinutes(5)));
        guard.register(challenge.id(), challenge.purpose(), SESSION.hash(), challenge.expiresAt());
        WebEidBuilder.OcspStage stage =
                WebEid.builder().origin(origin).trust(trust).replayGuard(guard);
        if (withoutOcsp) {
            return stage.withoutOcsp().clock(clock).random(random).build().finish(challenge, text, SESSION);
        }
        try (Transport transport =
                Transport.builder().resilience(Resilience.standard(random)).build()) {
            OcspClient ocsp =
                    OcspClient.builder(transport, trust, clock, random).build();
            return stage.ocsp(ocsp).clock(clock).random(random).build().finish(challenge, text, SESSION);
        }
    }

    private static ObjectNode toJson(WebEidOutcome outcome) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        return outcome.match(
                ok -> {
                    AuthenticatedPerson person = ok.person();
                    line.put("accepted", true);
                    ObjectNode who = line.putObject("person");
                    who.put("givenName", person.givenName().orElse(null));
                    who.put("surname", person.surname().orElse(null));
                    who.put("identifier", person.identifier().text());
                    who.put("country", person.identifier().country());
                    who.put("document", document(person));
                    line.put("eResidency", person.eResidency().kind().name());
                    line.put("reason", person.eResidency().reason());
                    return line;
                },
                refused -> {
                    line.put("accepted", false);
                    line.put("code", refused.code().name());
                    line.put("text", refused.text());
                    return line;
                });
    }

    private static String document(AuthenticatedPerson person) {
        return person.document().orElseThrow().type().name();
    }

    private void print(WebEidOutcome outcome, Terminal terminal) {
        PrintWriter out = terminal.out();
        outcome.match(
                ok -> {
                    AuthenticatedPerson person = ok.person();
                    out.println(terminal.good("ACCEPTED") + "  "
                            + ReportText.printable(person.givenName().orElse("") + " "
                                    + person.surname().orElse("")) + "  "
                            + ReportText.printable(person.identifier().text()));
                    out.println("  document    " + document(person));
                    out.println("  e-resident  " + person.eResidency().kind() + ": "
                            + person.eResidency().reason());
                    return null;
                },
                refused -> {
                    out.println(terminal.bad("REFUSED") + "  " + refused.code());
                    out.println("  " + refused.text());
                    out.println(
                            terminal.faint("  to the person: " + refused.code().userText()));
                    return null;
                });
    }
}
