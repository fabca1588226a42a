package dev.eresident.auth.scale;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdAnswer;
import dev.eresident.auth.smartid.SmartIdRefusal;
import dev.eresident.auth.smartid.SmartIdRelyingParty;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/**
 * A bank that logs people in, in a JVM without the sandbox, and says how it is.
 *
 * <p>Arguments: the folder of authorities, the address of Smart-ID, an account's document number, how the relying party is called by id, name
 * and scheme. It asks for tokens, and obeys {@code login N}, {@code pending N}, {@code finish}, {@code measure} and {@code threads}.
 */
final class SoakNode implements AutoCloseable {
    private static final int THREADS = 4;

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final Transport transport = Transport.standard();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(THREADS);
    private final Clock clock = Clock.systemUTC();
    private final WebEid webEid;
    private final SmartId smartId;
    private final DocumentNumber account;
    private final List<Pending> pending = new ArrayList<>();
    private int logins;

    private record Pending(SmartIdSession session, CompletableFuture<Outcome<SmartIdAnswer, SmartIdRefusal>> answer) {}

    private SoakNode(String[] arguments) {
        Path authorities = Path.of(arguments[0]);
        ReplayGuard guard = ReplayGuard.inMemory(clock, 100_000);
        this.webEid = Bank.webEid(authorities, transport, guard);
        this.smartId = smartId(arguments, Bank.trust(authorities), guard);
        this.account = DocumentNumber.parse(arguments[2]);
    }

    private SmartId smartId(String[] arguments, TrustPolicy trust, ReplayGuard guard) {
        SecureRandom random = new SecureRandom();
        return SmartId.builder()
                .relyingParty(new SmartIdRelyingParty(arguments[3], arguments[4], Optional.empty(), arguments[5]))
                .service(URI.create(arguments[1]), transport)
                .trust(trust)
                .replayGuard(guard)
                .ocsp(OcspClient.builder(transport, trust, clock, random).build())
                .clock(clock)
                .random(random)
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        try (SoakNode node = new SoakNode(arguments)) {
            for (String line = node.in.readLine(); line != null; line = node.in.readLine()) {
                System.out.println(node.obey(line.split(" ", -1)));
            }
        }
    }

    private String obey(String[] order) throws Exception {
        switch (order[0]) {
            case "login" -> login(Integer.parseInt(order[1]));
            case "pending" -> begin(Integer.parseInt(order[1]));
            case "finish" -> finishPending();
            case "measure" -> {
                return measure();
            }
            case "threads" -> {
                return threads();
            }
            default -> throw new IllegalArgumentException(order[0]);
        }
        return "done " + logins;
    }

    /** Every fourth one by Smart-ID. */
    private void login(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            if (i % 4 == 3) {
                SmartIdSession session = smartId.start(
                                SmartIdRequest.loginByNotification(account, Interactions.text("Log in?")), Bank.BROWSER)
                        .orElseThrow();
                finish(session, await(session).get());
            } else {
                withCard();
            }
            logins++;
        }
    }

    private void withCard() throws IOException {
        WebEidChallenge challenge = webEid.start(Purpose.LOGIN, Bank.BROWSER);
        System.out.println("token " + challenge.nonce());
        webEid.finish(challenge, in.readLine(), Bank.BROWSER).orElseThrow();
    }

    private CompletableFuture<Outcome<SmartIdAnswer, SmartIdRefusal>> await(SmartIdSession session) {
        Instant deadline = clock.instant().plus(Duration.ofMinutes(4));
        return smartId.awaitAsync(session, deadline, executor);
    }

    private void finish(SmartIdSession session, Outcome<SmartIdAnswer, SmartIdRefusal> answer) {
        smartId.finishLogin(session, answer.orElseThrow(), Optional.empty(), Bank.BROWSER)
                .orElseThrow();
    }

    private void begin(int sessions) {
        for (int i = 0; i < sessions; i++) {
            SmartIdSession session = smartId.start(SmartIdRequest.loginByQr(Interactions.text("Log in?")), Bank.BROWSER)
                    .orElseThrow();
            pending.add(new Pending(session, await(session)));
        }
    }

    private void finishPending() throws Exception {
        for (Pending one : pending) {
            System.out.println("open " + smartId.deviceLink(one.session, FlowType.QR, "eng"));
            in.readLine();
        }
        for (Pending one : pending) {
            finish(one.session, one.answer.get());
            logins++;
        }
        pending.clear();
    }

    /** The names of live threads, one space between two, spaces within one replaced. */
    private static String threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replace(' ', '-'))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Bytes of heap after full collections. */
    private static String measure() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return Long.toString(runtime.totalMemory() - runtime.freeMemory());
    }

    @Override
    public void close() {
        executor.shutdownNow();
        transport.close();
    }
}
