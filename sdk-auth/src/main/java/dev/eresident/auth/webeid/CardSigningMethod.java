package dev.eresident.auth.webeid;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.Refusal;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.signing.ChosenCertificate;
import dev.eresident.auth.signing.SigningAnswer;
import dev.eresident.auth.signing.SigningMethod;
import dev.eresident.auth.signing.SigningRefusal;
import dev.eresident.auth.signing.SigningSession;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.signature.create.SignatureValue;
import dev.eresident.core.signature.create.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The person at the page signs with their card, in the shape that all ways of signing have. Start at {@link #of}.
 *
 * <p>The page and the server talk through the caller: it gives the page {@link #requestJson}, takes what the page posts, and keeps it where
 * {@link CardAnswers} finds it. Polling looks there and calls nobody. Immutable, and thread-safe if the answers are.
 */
public final class CardSigningMethod implements SigningMethod {
    private final CardSigning cards;
    private final AuthenticatedPerson person;
    private final String certificateJson;
    private final CardAnswers answers;

    private CardSigningMethod(
            CardSigning cards, AuthenticatedPerson person, String certificateJson, CardAnswers answers) {
        this.cards = Objects.requireNonNull(cards, "cards");
        this.person = Objects.requireNonNull(person, "person");
        this.certificateJson = Objects.requireNonNull(certificateJson, "certificateJson");
        this.answers = Objects.requireNonNull(answers, "answers");
    }

    /**
     * Makes the method for one person and card.
     *
     * @param cards the service
     * @param person who is logged in
     * @param certificateJson {@code {certificate, supportedSignatureAlgorithms}} as the page gave it
     * @param answers where the caller keeps what the page posts
     * @return the method
     */
    public static CardSigningMethod of(
            CardSigning cards, AuthenticatedPerson person, String certificateJson, CardAnswers answers) {
        return new CardSigningMethod(cards, person, certificateJson, answers);
    }

    /**
     * Returns what the page passes to {@code sign(certificate, hash, hashFunction)} of web-eid.js.
     *
     * @param session started by this method
     * @return JSON with exactly these three
     * @throws ProtocolException {@code SESSION_TEXT_UNREADABLE} if the session is not one of a card
     */
    public String requestJson(SigningSession session) {
        return PendingCardSignature.fromText(session.state()).requestJson();
    }

    @Override
    public AuthenticationMethod method() {
        return AuthenticationMethod.WEB_EID;
    }

    @Override
    public Outcome<ChosenCertificate, Refusal> chooseCertificate() {
        return cards.certificate(person, certificateJson).widened().then(certificate -> {
            List<SigningAlgorithm> algorithms = Stream.concat(
                            certificate.negotiate().stream(),
                            certificate.algorithms().stream().filter(certificate::canSignWith))
                    .flatMap(algorithm -> algorithm.signing().stream())
                    .distinct()
                    .toList();
            return algorithms.isEmpty()
                    ? Outcome.refused(WebEidRefusal.SIGNING_ALGORITHM_NOT_COMMON)
                    : new Outcome.Succeeded<>(
                            new ChosenCertificate(certificate.path(), algorithms, certificate.verifiedAt()));
        });
    }

    @Override
    public Outcome<SigningSession, Refusal> startSigning(PendingSignature pending, SessionBinding binding) {
        return cards.certificate(person, certificateJson)
                .widened()
                .then(certificate -> start(certificate, pending, binding));
    }

    private Outcome<SigningSession, Refusal> start(
            SigningCertificate certificate, PendingSignature pending, SessionBinding binding) {
        if (!certificate.certificate().equals(pending.certificate())) {
            return Outcome.refused(WebEidRefusal.SIGNING_CERTIFICATE_CHANGED);
        }
        Optional<CardAlgorithm> algorithm = certificate.algorithms().stream()
                .filter(own -> own.signing().equals(Optional.of(pending.algorithm())))
                .findFirst();
        if (algorithm.isEmpty()) {
            return Outcome.refused(SigningRefusal.ALGORITHM_NOT_SUPPORTED);
        }
        return cards.start(person, certificate, algorithm.get(), pending.digest(), binding)
                .widened()
                .then(started -> new Outcome.Succeeded<>(new SigningSession(
                        method(), started.id(), started.toText(), pending, Optional.empty(), started.expiresAt())));
    }

    @Override
    public Outcome<Optional<SigningAnswer>, Refusal> poll(SigningSession session, Duration wait) {
        return own(session)
                .then(own -> answers.posted(own.id())
                        .map(CardSigningMethod::answer)
                        .orElseGet(() -> Outcome.succeeded(Optional.empty())));
    }

    private static Outcome<Optional<SigningAnswer>, Refusal> answer(String posted) {
        return CardSigning.clientError(posted)
                .<Outcome<Optional<SigningAnswer>, Refusal>>map(Outcome::refused)
                .orElseGet(() -> Outcome.succeeded(Optional.of(new SigningAnswer(posted))));
    }

    @Override
    public Outcome<SignatureValue, Refusal> finish(
            SigningSession session, SigningAnswer answer, SessionBinding binding) {
        return own(session)
                .then(own -> cards.finish(own, answer.text(), binding)
                        .widened()
                        .then(signature -> asks(own, session.pending())
                                ? SigningMethod.completed(
                                        session.pending(), signature.certificate(), signature.value(), cards.crypto())
                                : Outcome.refused(SigningRefusal.SIGNED_OTHERWISE)));
    }

    /** Of ECDSA a value fits each hash of the same length, and a digest only as far as the curve is long. */
    private static boolean asks(PendingCardSignature own, PendingSignature pending) {
        return own.digest().equals(pending.digest())
                && own.algorithm().signing().equals(Optional.of(pending.algorithm()));
    }

    private Outcome<PendingCardSignature, Refusal> own(SigningSession session) {
        return session.state(method(), PendingCardSignature::fromText);
    }

    /** Shows the service, and nothing about the person. */
    @Override
    public String toString() {
        return "CardSigningMethod[" + cards + "]";
    }
}
