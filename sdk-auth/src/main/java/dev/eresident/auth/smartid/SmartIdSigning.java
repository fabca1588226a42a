package dev.eresident.auth.smartid;

import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.Refusal;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.signing.ChosenCertificate;
import dev.eresident.auth.signing.SigningAnswer;
import dev.eresident.auth.signing.SigningMethod;
import dev.eresident.auth.signing.SigningRefusal;
import dev.eresident.auth.signing.SigningSession;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.signature.create.SignatureValue;
import dev.eresident.core.signature.create.SigningAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The holder of one Smart-ID account signs, in the shape that all ways of signing have. Start at one of the static factories.
 *
 * <p>The level is qualified; RSASSA-PSS over SHA-512 stands first among the algorithms, RSA PKCS#1 v1.5 last (reference §6). Immutable and
 * thread-safe.
 */
public final class SmartIdSigning implements SigningMethod {
    private static final List<SigningAlgorithm> ALGORITHMS = List.of(
            SigningAlgorithm.RSA_PSS_SHA512,
            SigningAlgorithm.RSA_PSS_SHA384,
            SigningAlgorithm.RSA_PSS_SHA256,
            SigningAlgorithm.RSA_PSS_SHA3_512,
            SigningAlgorithm.RSA_PSS_SHA3_384,
            SigningAlgorithm.RSA_PSS_SHA3_256,
            SigningAlgorithm.RSA_PKCS1_SHA512,
            SigningAlgorithm.RSA_PKCS1_SHA384,
            SigningAlgorithm.RSA_PKCS1_SHA256);

    private final SmartId smartId;
    private final DocumentNumber document;
    private final Asking asking;
    private final Optional<SmartIdCallback> callback;

    private SmartIdSigning(
            SmartId smartId, DocumentNumber document, Asking asking, Optional<SmartIdCallback> callback) {
        this.smartId = Objects.requireNonNull(smartId, "smartId");
        this.document = Objects.requireNonNull(document, "document");
        this.asking = asking;
        this.callback = callback;
    }

    private interface Asking {
        SmartIdRequest request(Bytes digest, SmartIdAlgorithm algorithm);
    }

    private record OnSameDevice(FlowType flow, String callback, DocumentNumber document, Interactions interactions)
            implements Asking {
        private OnSameDevice {
            SmartIdRequest.certificateByLink(flow, callback); // refuses what no request could hold
        }

        @Override
        public SmartIdRequest request(Bytes digest, SmartIdAlgorithm algorithm) {
            return SmartIdRequest.signByLink(flow, callback, document, digest, algorithm, interactions);
        }
    }

    /**
     * Asks on the phone, without a link.
     *
     * @param smartId the service
     * @param document which account, for example {@link SmartId#documentOf} who is logged in
     * @param interactions what the app shows
     * @return the method
     */
    public static SmartIdSigning byNotification(SmartId smartId, DocumentNumber document, Interactions interactions) {
        return new SmartIdSigning(
                smartId,
                document,
                (digest, algorithm) -> SmartIdRequest.signByNotification(document, digest, algorithm, interactions),
                Optional.empty());
    }

    /**
     * Asks by QR code: the page shows {@link #deviceLink} of each second.
     *
     * @param smartId the service
     * @param document which account, for example {@link SmartId#documentOf} who is logged in
     * @param interactions what the app shows
     * @return the method
     */
    public static SmartIdSigning byQr(SmartId smartId, DocumentNumber document, Interactions interactions) {
        return new SmartIdSigning(
                smartId,
                document,
                (digest, algorithm) -> SmartIdRequest.signByQr(document, digest, algorithm, interactions),
                Optional.empty());
    }

    /**
     * Asks on the same device, or by QR code. Whoever signed on the same device comes back to the callback: finish with
     * {@link #cameBack}, step by step, for until then polling says that the session runs.
     *
     * @param smartId the service
     * @param sameDevice Web2App or App2App
     * @param callback where the app sends the person back to
     * @param document which account, for example {@link SmartId#documentOf} who is logged in
     * @param interactions what the app shows
     * @return the method; no {@code RemoteSigner} takes it
     * @throws IllegalArgumentException if the flow or the callback is not as {@link SmartIdRequest} demands
     */
    public static SmartIdSigning byLink(
            SmartId smartId, FlowType sameDevice, String callback, DocumentNumber document, Interactions interactions) {
        return new SmartIdSigning(
                smartId, document, new OnSameDevice(sameDevice, callback, document, interactions), Optional.empty());
    }

    /**
     * Goes on when the person came back to the callback.
     *
     * @param back how they came back
     * @return a method that finishes sessions with this callback
     */
    public SmartIdSigning cameBack(SmartIdCallback back) {
        return new SmartIdSigning(smartId, document, asking, Optional.of(back));
    }

    /**
     * Builds the device link of this second; see {@link SmartId#deviceLink}.
     *
     * @param session started by QR code or link
     * @param flow QR, Web2App or App2App
     * @param language three letters of ISO 639-2
     * @return the link, to be shown exactly as it is
     * @throws IllegalArgumentException if the session has no such link, or the language has another form
     * @throws ProtocolException {@code SESSION_TEXT_UNREADABLE} if the session is not one of Smart-ID
     */
    public String deviceLink(SigningSession session, FlowType flow, String language) {
        return smartId.deviceLink(SmartIdSession.fromText(session.state()), flow, language);
    }

    @Override
    public boolean needsReturn() {
        return asking instanceof OnSameDevice;
    }

    @Override
    public AuthenticationMethod method() {
        return AuthenticationMethod.SMART_ID;
    }

    @Override
    public Outcome<ChosenCertificate, Refusal> chooseCertificate() {
        return smartId.certificate(document, SmartIdLevel.QUALIFIED)
                .widened()
                .then(account -> new Outcome.Succeeded<>(
                        new ChosenCertificate(account.path(), ALGORITHMS, account.verifiedAt())));
    }

    @Override
    public Outcome<SigningSession, Refusal> startSigning(PendingSignature pending, SessionBinding binding) {
        Optional<SmartIdAlgorithm> algorithm = algorithm(pending.algorithm());
        if (algorithm.isEmpty()) {
            return Outcome.refused(SigningRefusal.ALGORITHM_NOT_SUPPORTED);
        }
        return smartId.start(asking.request(pending.digest(), algorithm.get()), binding)
                .widened()
                .then(session -> new Outcome.Succeeded<>(new SigningSession(
                        method(),
                        session.id(),
                        session.toText(),
                        pending,
                        session.verificationCode(),
                        session.expiresAt())));
    }

    private static Optional<SmartIdAlgorithm> algorithm(SigningAlgorithm algorithm) {
        return Arrays.stream(SmartIdAlgorithm.values())
                .filter(own -> own.signing() == algorithm)
                .findFirst();
    }

    @Override
    public Outcome<Optional<SigningAnswer>, Refusal> poll(SigningSession session, Duration wait) {
        return own(session)
                .then(own -> smartId.poll(own, wait)
                        .widened()
                        .then(answer -> new Outcome.Succeeded<>(answer.filter(given -> canFinish(own, given))
                                .map(given -> new SigningAnswer(given.json())))));
    }

    /** Whoever signed on the same device may still be on the way back. */
    private boolean canFinish(SmartIdSession session, SmartIdAnswer answer) {
        return callback.isPresent()
                || !(new Step2Format(session).parse(answer) instanceof Outcome.Succeeded<Answer, SmartIdRefusal> parsed
                        && parsed.value().flow().filter(FlowType::sameDevice).isPresent());
    }

    @Override
    public Outcome<SignatureValue, Refusal> finish(
            SigningSession session, SigningAnswer answer, SessionBinding binding) {
        return own(session)
                .then(own -> smartId.finishSigning(own, new SmartIdAnswer(answer.text()), callback, binding)
                        .widened())
                .then(signature -> SigningMethod.completed(
                        session.pending(), signature.account().certificate(), signature.value(), smartId.crypto()));
    }

    private Outcome<SmartIdSession, Refusal> own(SigningSession session) {
        return session.state(method(), SmartIdSession::fromText);
    }

    /** Shows the service, and nothing about the account. */
    @Override
    public String toString() {
        return "SmartIdSigning[" + smartId + "]";
    }
}
