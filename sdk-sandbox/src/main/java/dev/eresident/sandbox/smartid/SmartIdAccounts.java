package dev.eresident.sandbox.smartid;

import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.SandboxPki;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account on the phone, and the wrong ones that it may show; each issued when it is first needed. */
final class SmartIdAccounts {
    private static final String SUFFIX = "DEMO-Q";
    private static final Person OTHER = Person.of("OTHER", "TESTPERSON", LocalDate.of(1980, 2, 3), true, 0);

    private final SandboxPki pki;
    private final Person person;
    private final Map<SmartIdFault, SmartIdAccount> wrong = new EnumMap<>(SmartIdFault.class);
    private @Nullable SmartIdAccount right;

    SmartIdAccounts(SandboxPki pki, Person person) {
        this.pki = pki;
        this.person = person;
    }

    synchronized SmartIdAccount account() {
        SmartIdAccount known = right;
        if (known == null) {
            known = issue(pki.smartId(), person, later());
            right = known;
        }
        return known;
    }

    synchronized SmartIdAccount shown(@Nullable SmartIdFault fault) {
        if (fault == null) {
            return account();
        }
        return switch (fault) {
            case EXPIRED ->
                wrong.computeIfAbsent(
                        fault, f -> issue(pki.smartId(), person, pki.today().minus(Duration.ofDays(1))));
            case STRANGER -> wrong.computeIfAbsent(fault, f -> issue(pki.stranger(), person, later()));
            case OTHER_PERSON -> wrong.computeIfAbsent(fault, f -> issue(pki.smartId(), OTHER, later()));
            default -> account();
        };
    }

    private SmartIdAccount issue(Authority issuer, Person holder, Instant until) {
        return SmartIdAccount.issue(pki, issuer, holder, SUFFIX, until);
    }

    private Instant later() {
        return pki.today().plus(Duration.ofDays(700));
    }
}
