package dev.eresident.auth.webeid;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.TrustException;
import dev.eresident.core.revocation.OcspStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** How a login ended: the person, or why not. */
public sealed interface WebEidOutcome {
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
        /** The person is who they say they are. */
        AUTHENTICATED,
        /** The login was refused. */
        REJECTED
    }

    /**
     * All checks passed.
     *
     * @param person who logged in
     * @param signingCertificates with what the same card signs, as far as the token tells: only tokens of format 1.1 do, and not all of
     *     them
     */
    record Authenticated(AuthenticatedPerson person, List<SigningCertificate> signingCertificates)
            implements WebEidOutcome {
        /**
         * Refuses null.
         *
         * @param person who logged in
         * @param signingCertificates of the same card
         */
        public Authenticated {
            Objects.requireNonNull(person, "person");
            signingCertificates = List.copyOf(signingCertificates);
        }

        @Override
        public Kind kind() {
            return Kind.AUTHENTICATED;
        }
    }

    /**
     * A check failed; nobody is logged in, and the challenge is used up.
     *
     * @param code which check, stable
     * @param text for the operator's log: what was wrong, without personal data. Show {@link WebEidRefusal#userText()} to the person
     * @param ocsp what the OCSP responder said, when that was the reason: revoked, unknown or not acceptable with its problem
     */
    record Rejected(WebEidRefusal code, String text, Optional<OcspStatus> ocsp) implements WebEidOutcome {
        /**
         * Refuses null.
         *
         * @param code which check
         * @param text for the operator
         * @param ocsp what the responder said, if that was the reason
         */
        public Rejected {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(ocsp, "ocsp");
        }

        static Rejected of(WebEidRefusal code) {
            return new Rejected(code, code.operatorText(), Optional.empty());
        }

        static Rejected of(WebEidRefusal code, String detail) {
            return new Rejected(code, code.operatorText() + ": " + detail, Optional.empty());
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
