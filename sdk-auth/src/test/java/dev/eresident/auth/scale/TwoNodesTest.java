package dev.eresident.auth.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.jdbc.JdbcReplayGuard;
import dev.eresident.auth.session.jdbc.SessionDialect;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidChallenge;
import dev.eresident.core.testing.ConnectionPool;
import dev.eresident.core.testing.PostgresServer;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Full tier: a bank of two JVMs on one PostgreSQL, whose challenges are presented many times on both, while things die. */
@Tag("full")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TwoNodesTest {
    private static final String SUCCEEDED = "SUCCEEDED";
    private static final String USED = "CHALLENGE_ALREADY_USED";
    private static final String UNREACHABLE = "SESSION_STORE_UNREACHABLE";
    private static final int BOTH = 2 * Node.AT_ONCE;

    @TempDir
    private static Path folder;

    private static PostgresServer server;
    private static Sandbox sandbox;
    private static Transport transport;
    private static DataSource database;
    private static String url;
    private static WebEid webEid;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = new PostgresServer();
        sandbox = Sandbox.start();
        transport = Transport.standard();
        Bank.writeAuthorities(folder, sandbox.pki().cardAuthorities());
        database = server.database(SessionDialect.POSTGRESQL.script());
        try (Connection connection = database.getConnection()) {
            url = connection.getMetaData().getURL();
        }
        webEid = Bank.webEid(
                Bank.authorities(folder),
                transport,
                JdbcReplayGuard.over(ConnectionPool.over(database, 4), Clock.systemUTC(), 10_000));
    }

    @AfterAll
    static void stop() {
        transport.close();
        sandbox.close();
        server.close();
    }

    /** One challenge, its answer by the card, and what the nodes said of it. */
    private static final class Login {
        private final WebEidChallenge challenge = webEid.start(Purpose.LOGIN, Bank.BROWSER);
        private final String token = sandbox.eResident().webEidToken(Bank.ORIGIN, challenge.nonce());
        private final Map<String, Integer> outcomes = new TreeMap<>();

        void sendTo(ChildJvm node) {
            node.send(Node.line(challenge, token));
        }

        void read(ChildJvm node) {
            for (int i = 0; i < Node.AT_ONCE; i++) {
                outcomes.merge(node.readLine(), 1, Integer::sum);
            }
        }

        void presentHere() {
            outcomes.merge(Bank.finish(webEid, challenge, token), 1, Integer::sum);
        }

        int count(String outcome) {
            return outcomes.getOrDefault(outcome, 0);
        }
    }

    private static ChildJvm node() throws IOException {
        ChildJvm node = ChildJvm.start(
                folder,
                Node.class,
                List.of("-Xmx256m"),
                url,
                Bank.authorities(folder).toString());
        assertThat(node.readLine()).isEqualTo("ready");
        return node;
    }

    @Test
    void when200ChallengesArePresented20TimesAtOnceOnBothNodes_thenEachLogsInOnce() throws IOException {
        try (ChildJvm one = node();
                ChildJvm two = node()) {
            for (int i = 0; i < 200; i++) {
                Login login = new Login();
                login.sendTo(one);
                login.sendTo(two);
                login.read(one);
                login.read(two);

                assertThat(login.outcomes).isEqualTo(Map.of(SUCCEEDED, 1, USED, BOTH - 1));
            }
        }
    }

    /** All calls wait for one row, half of their connections are ended, and then the row is let go. */
    @Test
    void whenConnectionsAreKilledInTheMiddle_thenTheirCallersAreNotLoggedInAndOneOfTheOthersIs() throws Exception {
        try (ChildJvm one = node();
                ChildJvm two = node()) {
            for (int i = 0; i < 10; i++) {
                Login login = new Login();
                int killed;
                try (Connection holder = lock(login)) {
                    login.sendTo(one);
                    login.sendTo(two);
                    List<Integer> waiting = awaitWaiting(BOTH);
                    killed = kill(waiting.subList(0, BOTH / 2));
                    holder.rollback();
                }
                login.read(one);
                login.read(two);

                assertThat(killed).isEqualTo(BOTH / 2);
                assertThat(login.outcomes)
                        .isEqualTo(Map.of(SUCCEEDED, 1, USED, BOTH - killed - 1, UNREACHABLE, killed));
                login.presentHere();
                assertThat(login.count(USED)).isEqualTo(BOTH - killed);
            }
        }
    }

    /** Connections die at any moment, also while they commit. */
    @Test
    void whenAllConnectionsAreKilledAgainAndAgain_thenNobodyIsLoggedInTwice() throws IOException {
        try (ChildJvm one = node();
                ChildJvm two = node()) {
            for (int i = 0; i < 25; i++) {
                Login login = new Login();
                login.sendTo(one);
                login.sendTo(two);
                for (int kills = 0; kills <= i % 5; kills++) {
                    server.killConnections(database);
                }
                login.read(one);
                login.read(two);
                while (login.count(USED) == 0) {
                    login.presentHere();
                }
                login.presentHere();

                assertThat(login.outcomes).containsOnlyKeys(keysOf(login, SUCCEEDED, USED, UNREACHABLE));
                assertThat(login.count(SUCCEEDED)).isLessThanOrEqualTo(1);
            }
        }
    }

    private static String[] keysOf(Login login, String... expected) {
        return List.of(expected).stream().filter(login.outcomes::containsKey).toArray(String[]::new);
    }

    /** All calls of both nodes wait for one row, one node loses its power, and then the row is let go. */
    @Test
    void whenANodeIsKilledInTheMiddle_thenNobodyIsLoggedInTwice() throws Exception {
        List<Integer> successes = new ArrayList<>();
        try (ChildJvm one = node()) {
            for (int i = 0; i < 6; i++) {
                Login login = new Login();
                try (ChildJvm two = node();
                        Connection holder = lock(login)) {
                    login.sendTo(one);
                    login.sendTo(two);
                    awaitWaiting(BOTH);
                    two.kill();
                    holder.rollback();
                    login.read(one);
                    for (Optional<String> said = two.read(); said.isPresent(); said = two.read()) {
                        login.outcomes.merge(said.get(), 1, Integer::sum);
                    }
                }
                login.presentHere();
                try (ChildJvm replacement = node()) {
                    login.sendTo(replacement);
                    login.read(replacement);
                }

                // The database may have carried out what the dead node asked for: then nobody is logged in at all.
                assertThat(login.count(SUCCEEDED)).isLessThanOrEqualTo(1);
                assertThat(login.count(SUCCEEDED) + login.count(USED)).isEqualTo(BOTH + 1);
                successes.add(login.count(SUCCEEDED));
            }
        }
        System.out.println("Logged in per challenge, a node killed in the middle: " + successes);
    }

    private static Connection lock(Login login) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id FROM eresident_challenge WHERE id = ? FOR UPDATE")) {
            query.setString(1, login.challenge.id());
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
            }
        }
        return connection;
    }

    private static List<Integer> awaitWaiting(int backends) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<Integer> waiting = new ArrayList<>();
            while (waiting.size() < backends) {
                waiting.clear();
                try (ResultSet row = statement.executeQuery("SELECT pid FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
                    while (row.next()) {
                        waiting.add(row.getInt(1));
                    }
                }
            }
            return waiting;
        }
    }

    private static int kill(List<Integer> backends) throws SQLException {
        int killed = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement kill = connection.prepareStatement("SELECT pg_terminate_backend(?, 5000)")) {
            for (int backend : backends) {
                kill.setInt(1, backend);
                try (ResultSet row = kill.executeQuery()) {
                    killed += row.next() && row.getBoolean(1) ? 1 : 0;
                }
            }
        }
        return killed;
    }
}
