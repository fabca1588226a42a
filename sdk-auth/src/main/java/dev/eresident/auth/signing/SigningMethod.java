package dev.eresident.auth.signing;

import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.Refusal;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.signature.create.SignatureValue;
import java.time.Duration;
import java.util.Optional;

/**
 * One person's key in one way of signing: the phone of a Smart-ID account, a SIM card, a card at a browser. An instance is made for one
 * signer, costs nothing, and is thread-safe; the service behind it is shared.
 *
 * <p>The contract, for implementations: a session is for {@link dev.eresident.auth.session.Purpose#SIGN} only and is used up by the first
 * {@code finish}, whatever comes out; a value is given only if the certificate is the pending one, trusted, valid and not revoked as
 * of then.
 */
public interface SigningMethod {
    /**
     * Tells the way in.
     *
     * @return the method
     */
    AuthenticationMethod method();

    /**
     * Tells whether the person must come back to an address before the signature counts, which no waiting thread can do for them.
     *
     * @return usually false; true for Smart-ID by a link on the same device
     */
    default boolean needsReturn() {
        return false;
    }

    /**
     * Finds out with which certificate the person signs, without bothering them.
     *
     * @return the verified certificate with what it can sign with, or why not
     * @throws dev.eresident.core.TransportException if a service cannot be reached
     * @throws dev.eresident.core.ServiceException if a service answered with an error
     */
    Outcome<ChosenCertificate, Refusal> chooseCertificate();

    /**
     * Asks the person to sign.
     *
     * @param pending what is signed, with the certificate of {@link #chooseCertificate()}
     * @param binding the browser session
     * @return what was started, or why not
     * @throws dev.eresident.core.TransportException if a service or the guard's store cannot be reached
     * @throws dev.eresident.core.ServiceException if a service answered with an error; {@code REPLAY_GUARD_FULL}
     */
    Outcome<SigningSession, Refusal> startSigning(PendingSignature pending, SessionBinding binding);

    /**
     * Asks once whether the person has reacted.
     *
     * @param session what was started
     * @param wait how long a service may wait with its answer; 1 s to 60 s
     * @return the answer to finish with, empty while there is none, or why there will be none
     * @throws dev.eresident.core.TransportException if a service cannot be reached: poll again
     * @throws dev.eresident.core.ServiceException if a service answered with an error
     */
    Outcome<Optional<SigningAnswer>, Refusal> poll(SigningSession session, Duration wait);

    /**
     * Verifies the answer. Whatever comes out, also an exception: the session is used up, unless it is one of another method.
     *
     * @param session what was started
     * @param answer what polling gave
     * @param binding as given to the start
     * @return the verified value, or why not
     * @throws dev.eresident.core.TransportException if the OCSP responder or the guard's store cannot be reached: nothing is signed
     * @throws dev.eresident.core.ServiceException if the OCSP responder answered with an error: nothing is signed
     */
    Outcome<SignatureValue, Refusal> finish(SigningSession session, SigningAnswer answer, SessionBinding binding);

    /**
     * Ends a signature; for implementations of this interface, after their last check.
     *
     * @param pending what was to be signed
     * @param signer whose certificate was found to be trusted, valid and not revoked
     * @param value what came back
     * @param crypto who does the arithmetic
     * @return the verified value; {@code SIGNED_OTHERWISE} if it is not one over the pending digest by the pending certificate
     */
    static Outcome<SignatureValue, Refusal> completed(
            PendingSignature pending, Certificate signer, Bytes value, CryptoChoice crypto) {
        return pending.verify(value, crypto)
                .filter(verified -> pending.certificate().equals(signer))
                .<Outcome<SignatureValue, Refusal>>map(Outcome.Succeeded::new)
                .orElseGet(() -> Outcome.refused(SigningRefusal.SIGNED_OTHERWISE));
    }
}
