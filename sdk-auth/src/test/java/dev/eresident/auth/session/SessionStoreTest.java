package dev.eresident.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.auth.TestClock;
import dev.eresident.auth.session.SessionStore.Storing;
import dev.eresident.core.ProofSeal;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.SecretBytes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SessionStoreTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant END = START.plusSeconds(300);
    private static final SessionBinding SESSION = SessionBinding.of("s");

    private final TestClock clock = new TestClock(START);

    private static ProofSeal seal(Clock clock, String keyId) {
        SecureRandom random = new SecureRandom();
        return ProofSeal.builder(clock, random)
                .activeKey(keyId, SecretBytes.random(32, random))
                .build();
    }

    @Nested
    class InMemory extends SessionStoreContract {
        @Override
        protected SessionStore store(Clock clock, int capacity) {
            return SessionStore.inMemory(clock, capacity);
        }
    }

    @Nested
    class Sealed extends SessionStoreContract {
        @Override
        protected SessionStore store(Clock clock, int capacity) {
            return SessionStore.sealed(SessionStore.inMemory(clock, capacity), seal(clock, "k1"));
        }

        @Override
        protected int longestText() {
            return 12_000;
        }
    }

    @Test
    void whenSealed_thenTheStoreBelowSeesNoLetterOfIt() {
        SessionStore below = SessionStore.inMemory(clock, 10);
        SessionStore.sealed(below, seal(clock, "k1")).put("id", SESSION, "PNOEE-38001085718", END);

        assertThat(below.find("id", SESSION).orElseThrow()).startsWith("eres1.").doesNotContain("38001085718");
    }

    @Test
    void whenASealedTextIsMovedToAnotherIdOrSession_thenRefused() {
        SessionStore below = SessionStore.inMemory(clock, 10);
        SessionStore sealed = SessionStore.sealed(below, seal(clock, "k1"));
        SessionBinding thief = SessionBinding.of("thief");
        sealed.put("id", SESSION, "text", END);
        String moved = below.find("id", SESSION).orElseThrow();
        below.put("other", SESSION, moved, END);
        below.put("stolen", thief, moved, END);

        assertThatThrownBy(() -> sealed.find("other", SESSION))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("SESSION_TEXT_CHANGED"));
        assertThatThrownBy(() -> sealed.take("stolen", thief)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whenTheKeyIsGone_thenRefused() {
        SessionStore below = SessionStore.inMemory(clock, 10);
        SessionStore.sealed(below, seal(clock, "k1")).put("id", SESSION, "text", END);

        assertThatThrownBy(() -> SessionStore.sealed(below, seal(clock, "k2")).find("id", SESSION))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("UNKNOWN_KEY");
    }

    @Test
    void whenTheStoreBelowGivesATextBackAfterItsExpiry_thenItIsNotOpened() {
        TestClock stopped = new TestClock(START);
        SessionStore sealed = SessionStore.sealed(SessionStore.inMemory(stopped, 10), seal(clock, "k1"));
        sealed.put("id", SESSION, "text", END);
        clock.advance(Duration.ofSeconds(301));

        assertThat(sealed.find("id", SESSION)).isEmpty();
    }

    @Test
    void whenExpiriesAreOutOfOrder_thenTheExpiredOneLeavesFirst() {
        SessionStore store = SessionStore.inMemory(clock, 2);
        store.put("long", SESSION, "long", END);
        store.put("short", SESSION, "short", START.plusSeconds(1));
        clock.advance(Duration.ofSeconds(2));

        assertThat(store.put("new", SESSION, "new", END)).isEqualTo(Storing.STORED);
        assertThat(store.find("long", SESSION)).contains("long");
    }

    @Test
    void whenCapacityIsNotPositive_thenRefused() {
        assertThatThrownBy(() -> SessionStore.inMemory(clock, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive");
    }
}
