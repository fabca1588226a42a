package dev.eresident.auth.signing;

import dev.eresident.auth.Refusal;
import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspStatus;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.signature.create.SignatureValue;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a step of a signature ended: what was asked for, or why not.
 *
 * @param <T> what was asked for
 */
public sealed interface SigningOutcome<T> {
    /**
     * Tells the two cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Continues with one function per case.
     *
     * @param succeeded gets what was asked for
     * @param rejected gets the refusal
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super T, ? extends R> succeeded, Function<? super Rejected<T>, ? extends R> rejected) {
        if (this instanceof Succeeded<T> ok) {
            return succeeded.apply(ok.value());
        }
        return rejected.apply((Rejected<T>) this);
    }

    /**
     * Goes on to the next step, unless this one was refused.
     *
     * @param next the next step
     * @param <U> what it gives
     * @return how the next step ended, or this refusal
     */
    default <U> SigningOutcome<U> then(Function<? super T, SigningOutcome<U>> next) {
        return match(next, refused -> new Rejected<>(refused.code(), refused.text(), refused.ocsp()));
    }

    /**
     * Returns what was asked for, for callers that prefer an exception.
     *
     * @return the value
     * @throws TrustException with the refusal's name as its code, if there is none
     */
    default T orElseThrow() {
        return match(Function.identity(), refused -> {
            throw new TrustException(refused.code().name(), refused.text());
        });
    }

    /**
     * Refuses, in the words of the reason.
     *
     * @param code the reason
     * @param <T> what was asked for
     * @return the refusal
     */
    static <T> SigningOutcome<T> refused(Refusal code) {
        return new Rejected<>(code, code.operatorText(), Optional.empty());
    }

    /**
     * Ends a signature; for implementations of {@link SigningMethod}, after their last check.
     *
     * @param pending what was to be signed
     * @param signer whose certificate was found to be trusted, valid and not revoked
     * @param value what came back
     * @param crypto who does the arithmetic
     * @return the verified value; {@code SIGNED_OTHERWISE} if it is not one over the pending digest by the pending certificate
     */
    static SigningOutcome<SignatureValue> completed(
            PendingSignature pending, Certificate signer, Bytes value, CryptoChoice crypto) {
        return pending.verify(value, crypto)
                .filter(verified -> pending.certificate().equals(signer))
                .<SigningOutcome<SignatureValue>>map(Succeeded::new)
                .orElseGet(() -> refused(SigningRefusal.SIGNED_OTHERWISE));
    }

    /** The two cases. */
    enum Kind {
        /** All checks passed. */
        SUCCEEDED,
        /** The person, the service or a check refused. */
        REJECTED
    }

    /**
     * All checks passed.
     *
     * @param value what was asked for
     * @param <T> its type
     */
    record Succeeded<T>(T value) implements SigningOutcome<T> {
        /** Refuses null. */
        public Succeeded {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public Kind kind() {
            return Kind.SUCCEEDED;
        }
    }

    /**
     * Somebody or something refused; what was started is used up.
     *
     * @param code who or what: a constant of {@link SigningRefusal}, or of the method's own enum
     * @param text for the operator's log, without personal data. Show {@link Refusal#userText()} to the person
     * @param ocsp what the OCSP responder said, when that was the reason
     * @param <T> what was asked for
     */
    record Rejected<T>(Refusal code, String text, Optional<OcspStatus> ocsp) implements SigningOutcome<T> {
        /** Refuses null. */
        public Rejected {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(ocsp, "ocsp");
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
