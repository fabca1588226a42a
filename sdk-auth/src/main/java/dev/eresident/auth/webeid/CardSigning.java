package dev.eresident.auth.webeid;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.Holder;
import dev.eresident.auth.internal.HolderStatus;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.CardLists.Offer;
import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.crypto.SignatureVerifier.EcdsaFormat;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a person who is logged in sign a digest with their card (Web eID §6). Start at {@link #with}.
 *
 * <p>First the certificate: {@link #certificate} verifies what {@code getSigningCertificate()} of web-eid.js, or the mobile app, gave; a
 * login with a token of format 1.1 may have brought one already. Then {@link #start} with the digest of what is to be signed, made by
 * the hash of {@link SigningCertificate#negotiate()}; the page calls {@code sign()}; {@link #finish} verifies the value. The origins,
 * trust, policies, guard, OCSP choice and clock are those of the {@link WebEid}. Immutable and thread-safe.
 *
 * <p>It makes no document: what the digest stands for, a time-stamp, and the container are the caller's.
 */
public final class CardSigning {
    private static final int NONCE_BYTES = 32;
    private static final int LONGEST_CERTIFICATE = 65_536;
    private static final int LONGEST_ANSWER = 10_000;

    private final WebEidEngine engine;
    private final Duration lifetime;

    private CardSigning(WebEidEngine engine, Duration lifetime) {
        this.engine = engine;
        this.lifetime = lifetime;
    }

    /**
     * Opens signing with the settings of a login.
     *
     * @param webEid whose settings apply
     * @return the service
     */
    public static CardSigning with(WebEid webEid) {
        return new CardSigning(webEid.cards(), webEid.challengeLifetime());
    }

    /**
     * Verifies the certificate with which the person wants to sign. Asks nobody: an answer without a signature proves no card.
     *
     * @param person who is logged in, by whatever method
     * @param json {@code {certificate, supportedSignatureAlgorithms}} as web-eid.js or the app gave it; null counts as missing
     * @return the certificate, or why not: among others {@code PERSON_NOT_VALID}, {@code SIGNING_CERTIFICATE_OTHER_PERSON}
     */
    public Outcome<SigningCertificate, WebEidRefusal> certificate(AuthenticatedPerson person, @Nullable String json) {
        Instant now = engine.now();
        if (!person.isValidAt(now)) {
            return outcome(Step.refused(WebEidRefusal.PERSON_NOT_VALID));
        }
        return outcome(verified(json == null ? "" : json, person.identifier(), now)
                .then(offer -> Step.passed(new SigningCertificate(offer, person.identifier(), now))));
    }

    /**
     * Begins a signature for a session known by text; see {@link #start(AuthenticatedPerson, SigningCertificate, CardAlgorithm, Bytes,
     * SessionBinding)}.
     *
     * @param person who is logged in
     * @param certificate theirs
     * @param algorithm from {@link SigningCertificate#negotiate()}
     * @param digest made with the algorithm's hash
     * @param sessionBinding what identifies the session, for example its session id; not empty
     * @return the pending signature, or why not
     */
    public Outcome<PendingCardSignature, WebEidRefusal> start(
            AuthenticatedPerson person,
            SigningCertificate certificate,
            CardAlgorithm algorithm,
            Bytes digest,
            String sessionBinding) {
        return start(person, certificate, algorithm, digest, SessionBinding.of(sessionBinding));
    }

    /**
     * Begins a signature: registers the right to make it once with the guard, for {@link Purpose#SIGN}.
     *
     * @param person who is logged in
     * @param certificate theirs
     * @param algorithm from {@link SigningCertificate#negotiate()}
     * @param digest made with the algorithm's hash
     * @param sessionBinding the session
     * @return the pending signature, to be kept on the server; or {@code PERSON_NOT_VALID}, {@code SIGNING_CERTIFICATE_OTHER_PERSON},
     *     {@code SIGNING_ALGORITHM_NOT_COMMON}
     * @throws ServiceException {@code REPLAY_GUARD_FULL}
     * @throws dev.eresident.core.TransportException if the guard's store cannot be reached
     * @throws IllegalArgumentException if the digest is not as long as those of the hash
     */
    public Outcome<PendingCardSignature, WebEidRefusal> start(
            AuthenticatedPerson person,
            SigningCertificate certificate,
            CardAlgorithm algorithm,
            Bytes digest,
            SessionBinding sessionBinding) {
        if (digest.size() != algorithm.hash().length()) {
            throw new IllegalArgumentException("A digest of "
                    + algorithm.hash().wireName() + " has " + algorithm.hash().length() + " bytes, not "
                    + digest.size());
        }
        Instant now = engine.now();
        if (!person.isValidAt(now)) {
            return outcome(Step.refused(WebEidRefusal.PERSON_NOT_VALID));
        }
        if (!certificate.signer().equals(person.identifier())) {
            return outcome(Step.refused(WebEidRefusal.SIGNING_CERTIFICATE_OTHER_PERSON));
        }
        if (!certificate.canSignWith(algorithm)) {
            return outcome(Step.refused(WebEidRefusal.SIGNING_ALGORITHM_NOT_COMMON));
        }
        PendingCardSignature pending = new PendingCardSignature(
                Base64.getEncoder().encodeToString(engine.random(NONCE_BYTES)),
                digest,
                algorithm,
                certificate.toJson(List.of(algorithm)),
                person.identifier(),
                now.plus(lifetime));
        engine.register(pending.id(), Purpose.SIGN, pending.expiresAt(), sessionBinding);
        return outcome(Step.passed(pending));
    }

    /**
     * Finishes a signature for a session known by text; see {@link #finish(PendingCardSignature, String, SessionBinding)}.
     *
     * @param pending what {@code start} returned
     * @param answerJson what {@code sign()} gave
     * @param sessionBinding as given to {@code start}
     * @return the verified signature value, or why not
     */
    public Outcome<CardSignature, WebEidRefusal> finish(
            PendingCardSignature pending, @Nullable String answerJson, String sessionBinding) {
        return finish(pending, answerJson, SessionBinding.of(sessionBinding));
    }

    /**
     * Finishes a signature. Whatever comes out, also an exception of the OCSP responder: the pending signature is used up.
     *
     * <p>First the guard; then the answer, its algorithm and the certificate are checked, all of it as of now; then the value against
     * the digest; the status of the certificate last, so that nothing is asked over the network about what a trusted card did not sign.
     *
     * @param pending what {@code start} returned
     * @param answerJson {@code {signature, signatureAlgorithm}} as web-eid.js or the app gave it; null counts as missing
     * @param sessionBinding as given to {@code start}
     * @return the verified signature value, or why not
     * @throws dev.eresident.core.TransportException if the OCSP responder cannot be reached, or the guard's store
     * @throws ServiceException if the OCSP responder answered with an error
     * @throws ProtocolException if what answered is no OCSP responder
     */
    public Outcome<CardSignature, WebEidRefusal> finish(
            PendingCardSignature pending, @Nullable String answerJson, SessionBinding sessionBinding) {
        Instant now = engine.now();
        return outcome(engine.consume(pending.id(), Purpose.SIGN, Purpose.SIGN, pending.expiresAt(), sessionBinding)
                .<Step<CardSignature>>map(Step.Refused::new)
                .orElseGet(() -> answer(pending, answerJson == null ? "" : answerJson)
                        .then(value -> verified(pending.certificateJson(), pending.signer(), now)
                                .then(offer -> signed(pending, offer, value))
                                .then(offer -> engine.status()
                                        .check(List.of(offer.path()))
                                        .then(answers ->
                                                Step.passed(signature(pending, offer, value, answers, now)))))));
    }

    /** Who does the arithmetic. */
    CryptoChoice crypto() {
        return engine.trust().crypto();
    }

    private static CardSignature signature(
            PendingCardSignature pending,
            TrustedOffer offer,
            byte[] value,
            List<HolderStatus.Answer> answers,
            Instant now) {
        return new CardSignature(
                Bytes.of(value), pending, offer, answers.stream().findFirst().map(HolderStatus.Answer::response), now);
    }

    static Optional<Offer> read(String json) {
        try {
            return Optional.of(CardLists.offer(
                    StrictJson.strict().withMaxLength(LONGEST_CERTIFICATE).parse(json)));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** The error that a page reported in place of a signature. */
    static Optional<WebEidClientError> clientError(String json) {
        try {
            JsonObject answer =
                    StrictJson.strict().withMaxLength(LONGEST_ANSWER).parse(json);
            return answer.string("code")
                    .filter(code -> answer.string("signature").isEmpty())
                    .map(WebEidClientError::of);
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private Step<TrustedOffer> verified(String json, SemanticsIdentifier signer, Instant at) {
        Optional<Offer> offer = read(json);
        if (offer.isEmpty()) {
            return Step.refused(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE);
        }
        if (offer.get().certificate().isEmpty()) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATES_MISSING);
        }
        return new Step11SigningCertificates(new Step8Trust(engine.trust(), at), engine.policy())
                .check(offer.get(), List.of(), certificate -> ofSigner(certificate, signer));
    }

    private static Step<Certificate> ofSigner(Certificate certificate, SemanticsIdentifier signer) {
        Optional<Holder> holder = Holder.of(certificate.subject());
        if (holder.isEmpty()) {
            return Step.refused(WebEidRefusal.HOLDER_NOT_A_PERSON);
        }
        return holder.get().identifier().equals(signer)
                ? Step.passed(certificate)
                : Step.refused(WebEidRefusal.SIGNING_CERTIFICATE_OTHER_PERSON);
    }

    /** The value, of an answer that says nothing else than what was asked for. */
    private static Step<byte[]> answer(PendingCardSignature pending, String json) {
        String base64;
        CardLists.Words words;
        Optional<String> certificate;
        try {
            JsonObject answer =
                    StrictJson.strict().withMaxLength(LONGEST_ANSWER).parse(json);
            base64 = answer.requiredString("signature");
            words = CardLists.words(answer.requiredObject("signatureAlgorithm"));
            certificate = answer.string("signingCertificate").or(() -> answer.string("certificate"));
        } catch (ProtocolException e) {
            return Step.refused(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE, e.code());
        }
        if (!CardAlgorithm.of(words).equals(Optional.of(pending.algorithm()))) {
            return Step.refused(WebEidRefusal.SIGNING_ALGORITHM_MISMATCH);
        }
        if (certificate.isPresent() && !certificate.get().equals(pending.certificateBase64())) {
            return Step.refused(WebEidRefusal.SIGNING_CERTIFICATE_CHANGED);
        }
        try {
            return Step.passed(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Step.refused(WebEidRefusal.SIGNATURE_UNDECODABLE);
        }
    }

    private Step<TrustedOffer> signed(PendingCardSignature pending, TrustedOffer offer, byte[] value) {
        Optional<SignatureAlgorithm> algorithm =
                pending.algorithm().fits(offer.certificate().publicKey())
                        ? pending.algorithm().signature()
                        : Optional.empty();
        boolean good = algorithm.isPresent()
                && SignatureVerifier.of(engine.trust().crypto())
                        .verifyDigest(
                                algorithm.get(),
                                EcdsaFormat.P1363,
                                offer.certificate().publicKey(),
                                pending.digest().toByteArray(),
                                value);
        return good
                ? Step.passed(offer)
                : Step.refused(WebEidRefusal.SIGNATURE_INVALID, "of the digest, by the key of the chosen certificate");
    }

    private static <T> Outcome<T, WebEidRefusal> outcome(Step<T> step) {
        if (step instanceof Step.Passed<T> passed) {
            return new Outcome.Succeeded<>(passed.value());
        }
        WebEidOutcome.Rejected why = ((Step.Refused<T>) step).why();
        return new Outcome.Rejected<>(why.code(), why.text(), why.ocsp());
    }

    /** Shows the origins and the trust in use. */
    @Override
    public String toString() {
        return "CardSigning[" + engine + "]";
    }
}
