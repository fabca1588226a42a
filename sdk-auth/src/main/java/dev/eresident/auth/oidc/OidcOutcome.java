package dev.eresident.auth.oidc;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.TrustException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How a login ended: the person, or why not. */
public sealed interface OidcOutcome {
    /**
     * Tells the two cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Continues with one function per case.
     *
     * @param authenticated gets the person
     * @param rejected gets the refusal
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Authenticated, ? extends R> authenticated,
            Function<? super Rejected, ? extends R> rejected) {
        if (this instanceof Authenticated ok) {
            return authenticated.apply(ok);
        }
        return rejected.apply((Rejected) this);
    }

    /**
     * Returns the person, for callers that prefer an exception.
     *
     * @return the person
     * @throws TrustException with the refusal's name as its code, if the login was refused
     */
    default AuthenticatedPerson orElseThrow() {
        return match(Authenticated::person, refused -> {
            throw new TrustException(refused.code().name(), refused.text());
        });
    }

    /** The two cases. */
    enum Kind {
        /** The provider vouches for the person. */
        AUTHENTICATED,
        /** The login was refused. */
        REJECTED
    }

    /**
     * All checks passed.
     *
     * @param person who logged in
     * @param methods how they identified themselves to the provider, one or more of those asked for
     * @param idToken to be kept with the session, for {@link OidcClient#logoutUrl}; holds personal data
     * @param sessionId the provider's id of its session, for {@link OidcClient#backChannelLogout}, if it has one
     */
    record Authenticated(
            AuthenticatedPerson person, Set<OidcMethod> methods, String idToken, Optional<String> sessionId)
            implements OidcOutcome {
        /** Copies the methods, refuses null. */
        public Authenticated {
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(idToken, "idToken");
            Objects.requireNonNull(sessionId, "sessionId");
            methods = Set.copyOf(methods);
        }

        @Override
        public Kind kind() {
            return Kind.AUTHENTICATED;
        }

        /** Shows person and methods in their redacted forms. */
        @Override
        public String toString() {
            return "Authenticated[" + person + ", " + methods + "]";
        }
    }

    /**
     * The person, the provider or a check refused; nobody is logged in, and the login is used up.
     *
     * @param code who or what, stable
     * @param text for the operator's log, without personal data. Show {@link OidcRefusal#userText()} to the person
     */
    record Rejected(OidcRefusal code, String text) implements OidcOutcome {
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
