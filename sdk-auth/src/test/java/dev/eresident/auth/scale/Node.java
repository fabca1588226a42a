package dev.eresident.auth.scale;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.jdbc.JdbcReplayGuard;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.testing.ConnectionPool;
import dev.eresident.core.transport.Transport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One node: presents each challenge that it reads many times at the same moment, and says what came out of each.
 *
 * <p>Arguments: the database, the folder of authorities. A line: nonce, expiry, token in Base64. The answer is a line per outcome, as
 * soon as it is known.
 */
final class Node {
    static final int AT_ONCE = 20;

    private Node() {}

    static DataSource database(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        return source;
    }

    static String line(WebEidChallenge challenge, String token) {
        return String.join(
                " ",
                challenge.nonce(),
                challenge.expiresAt().toString(),
                Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)));
    }

    public static void main(String[] arguments) throws Exception {
        DataSource pool = ConnectionPool.over(database(arguments[0]), AT_ONCE);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (Transport transport = Transport.standard();
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            WebEid webEid = Bank.webEid(
                    Path.of(arguments[1]), transport, JdbcReplayGuard.over(pool, Clock.systemUTC(), 10_000));
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                present(webEid, threads, line.split(" ", -1));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void present(WebEid webEid, ExecutorService threads, String[] parts) throws Exception {
        WebEidChallenge challenge = new WebEidChallenge(parts[0], Purpose.LOGIN, Instant.parse(parts[1]));
        String token = new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.UTF_8);
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        List<Future<?>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(threads.submit(() -> {
                together.await();
                System.out.println(Bank.finish(webEid, challenge, token));
                return null;
            }));
        }
        for (Future<?> answer : answers) {
            answer.get();
        }
    }
}
