package dev.eresident.auth.oidc;

import dev.eresident.core.TrustException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a logout token of the back channel says: whose sessions to end, or why it must not be believed. */
public sealed interface OidcLogoutOutcome {
    /**
     * Tells the two cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Continues with one function per case.
     *
     * @param requested gets whose sessions to end
     * @param rejected gets the refusal
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Requested, ? extends R> requested, Function<? super Rejected, ? extends R> rejected) {
        if (this instanceof Requested ok) {
            return requested.apply(ok);
        }
        return rejected.apply((Rejected) this);
    }

    /**
     * Returns whose sessions to end, for callers that prefer an exception.
     *
     * @return subject or session
     * @throws TrustException with the refusal's name as its code, if the token must not be believed
     */
    default Requested orElseThrow() {
        return match(requested -> requested, refused -> {
            throw new TrustException(refused.code().name(), refused.text());
        });
    }

    /** The two cases. */
    enum Kind {
        /** The provider asks to end sessions: do it and answer HTTP 200. */
        REQUESTED,
        /** The token is not to be believed: answer HTTP 400. */
        REJECTED
    }

    /**
     * The provider asks to end sessions. A token may come twice, for example because an answer got lost: ending what is ended does no
     * harm. End sessions only whose login was verified before {@link #issuedAt()}, so that an old token ends no new session.
     *
     * @param subject country and identifier as in the person's {@code sub}, for example {@code EE} and a personal code, if it is named
     * @param sessionId as in {@link OidcOutcome.Authenticated#sessionId()}, if it is named: then end that session only
     * @param issuedAt when the provider ended its session
     */
    record Requested(Optional<String> subject, Optional<String> sessionId, Instant issuedAt)
            implements OidcLogoutOutcome {
        /** Refuses null. */
        public Requested {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(issuedAt, "issuedAt");
        }

        @Override
        public Kind kind() {
            return Kind.REQUESTED;
        }

        /** Shows the time only. */
        @Override
        public String toString() {
            return "Requested[" + issuedAt + "]";
        }
    }

    /**
     * The token must not be believed.
     *
     * @param code what was wrong, stable
     * @param text for the operator's log, without personal data
     */
    record Rejected(OidcRefusal code, String text) implements OidcLogoutOutcome {
        /** Refuses null. */
        public Rejected {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
