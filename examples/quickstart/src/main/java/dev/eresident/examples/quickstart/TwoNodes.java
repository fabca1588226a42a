package dev.eresident.examples.quickstart;

import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.session.SessionStore;
import dev.eresident.auth.session.jdbc.JdbcReplayGuard;
import dev.eresident.auth.session.jdbc.JdbcSessionStore;
import dev.eresident.auth.session.jdbc.SessionDialect;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdAnswer;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;

/** A login that starts on one node and ends on another, over one database. */
public final class TwoNodes {
    private TwoNodes() {}

    /** Runs the program. */
    public static void main(String[] arguments) throws SQLException {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:two-nodes;DB_CLOSE_DELAY=-1");
        try (Connection migration = database.getConnection()) {
            migration.createStatement().execute(SessionDialect.H2.script());
        }
        SecretBytes key = SecretBytes.random(32, random);
        ProofSeal seal =
                ProofSeal.builder(clock, random).activeKey("2026-11", key).build();
        // #region share
        ReplayGuard guard = JdbcReplayGuard.over(database, clock, 100_000); // the tables: SessionDialect.script()
        SessionStore store = SessionStore.sealed(JdbcSessionStore.over(database, clock, 100_000), seal);
        // #endregion
        SessionBinding browser = SessionBinding.of("the session id from the cookie");
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            String id = start(SmartIdLogin.smartId(sandbox, transport, clock, guard), store, browser);
            SmartId two = SmartIdLogin.smartId(sandbox, transport, clock, guard);
            SmartIdSession shown =
                    SmartIdSession.fromText(store.find(id, browser).orElseThrow());
            sandbox.smartId().open(two.deviceLink(shown, FlowType.QR, "eng"));
            System.out.println(finish(two, store, id, browser));
            // prints: Welcome; e-resident: UNKNOWN
        }
    }

    // #region nodes
    static String start(SmartId one, SessionStore store, SessionBinding session) {
        SmartIdRequest request = SmartIdRequest.loginByQr(Interactions.text("Log in to the bank?"));
        SmartIdSession pending = one.start(request, session).orElseThrow();
        if (store.put(pending.id(), session, pending.toText(), pending.expiresAt()) != SessionStore.Storing.STORED) {
            throw new IllegalStateException("Too many logins are open"); // answer 503
        }
        return pending.id(); // may go to the browser, the text may not
    }

    static String finish(SmartId two, SessionStore store, String id, SessionBinding session) {
        SmartIdSession pending = SmartIdSession.fromText(store.find(id, session).orElseThrow());
        SmartIdAnswer answer =
                two.await(pending, pending.expiresAt(), () -> false).orElseThrow(); // or poll
        store.take(id, session);
        return two.finishLogin(pending, answer, Optional.empty(), session) // on all nodes together it works once
                .match(
                        ok -> "Welcome; e-resident: " + ok.eResidency().kind(),
                        refused -> refused.code().userText());
    }
    // #endregion
}
