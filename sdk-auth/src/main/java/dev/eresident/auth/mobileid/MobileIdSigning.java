package dev.eresident.auth.mobileid;

import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.Refusal;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.signing.ChosenCertificate;
import dev.eresident.auth.signing.SigningAnswer;
import dev.eresident.auth.signing.SigningMethod;
import dev.eresident.auth.signing.SigningRefusal;
import dev.eresident.auth.signing.SigningSession;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.signature.create.PendingSignature;
import dev.eresident.core.signature.create.SignatureValue;
import dev.eresident.core.signature.create.SigningAlgorithm;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The holder of one SIM card signs by Mobile-ID, in the shape that all ways of signing have. Start at {@link #of}.
 *
 * <p>The key decides between ECDSA and RSA PKCS#1 v1.5; SHA-256 stands first. Immutable and thread-safe.
 */
public final class MobileIdSigning implements SigningMethod {
    private static final List<SigningAlgorithm> ECDSA =
            List.of(SigningAlgorithm.ECDSA_SHA256, SigningAlgorithm.ECDSA_SHA384, SigningAlgorithm.ECDSA_SHA512);
    private static final List<SigningAlgorithm> RSA = List.of(
            SigningAlgorithm.RSA_PKCS1_SHA256, SigningAlgorithm.RSA_PKCS1_SHA384, SigningAlgorithm.RSA_PKCS1_SHA512);

    private final MobileId mobileId;
    private final MobileIdUser user;
    private final MobileIdLanguage language;
    private final Optional<DisplayText> text;

    private MobileIdSigning(
            MobileId mobileId, MobileIdUser user, MobileIdLanguage language, Optional<DisplayText> text) {
        this.mobileId = Objects.requireNonNull(mobileId, "mobileId");
        this.user = Objects.requireNonNull(user, "user");
        this.language = Objects.requireNonNull(language, "language");
        this.text = text;
    }

    /**
     * Makes the method; the phone shows the name of the relying party only.
     *
     * @param mobileId the service
     * @param user who, on which phone
     * @param language in which the phone speaks
     * @return the method
     */
    public static MobileIdSigning of(MobileId mobileId, MobileIdUser user, MobileIdLanguage language) {
        return new MobileIdSigning(mobileId, user, language, Optional.empty());
    }

    /**
     * Shows a text on the phone.
     *
     * @param shown for example what is signed
     * @return a method that is otherwise the same
     */
    public MobileIdSigning withText(DisplayText shown) {
        return new MobileIdSigning(mobileId, user, language, Optional.of(shown));
    }

    @Override
    public AuthenticationMethod method() {
        return AuthenticationMethod.MOBILE_ID;
    }

    @Override
    public Outcome<ChosenCertificate, Refusal> chooseCertificate() {
        return mobileId.certificate(user)
                .widened()
                .then(account -> new Outcome.Succeeded<>(new ChosenCertificate(
                        account.path(), algorithms(account.certificate()), account.verifiedAt())));
    }

    private static List<SigningAlgorithm> algorithms(Certificate certificate) {
        return certificate.publicKey() instanceof ECPublicKey ? ECDSA : RSA;
    }

    @Override
    public Outcome<SigningSession, Refusal> startSigning(PendingSignature pending, SessionBinding binding) {
        Optional<MobileIdHash> hash = Arrays.stream(MobileIdHash.values())
                .filter(known -> known.hashName().equals(pending.algorithm().hashName()))
                .findFirst();
        if (hash.isEmpty() || !algorithms(pending.certificate()).contains(pending.algorithm())) {
            return Outcome.refused(SigningRefusal.ALGORITHM_NOT_SUPPORTED);
        }
        MobileIdSession session = mobileId.start(
                new MobileIdRequest(
                        MobileIdSession.Kind.SIGNATURE,
                        user,
                        language,
                        text,
                        hash.get(),
                        Optional.of(pending.digest()),
                        Optional.of(pending.certificate())),
                binding);
        return new Outcome.Succeeded<>(new SigningSession(
                method(),
                session.id(),
                session.toText(),
                pending,
                Optional.of(session.verificationCode()),
                session.expiresAt()));
    }

    @Override
    public Outcome<Optional<SigningAnswer>, Refusal> poll(SigningSession session, Duration wait) {
        return own(session)
                .then(own -> mobileId.poll(own, wait).widened())
                .then(answer -> new Outcome.Succeeded<>(answer.map(given -> new SigningAnswer(given.json()))));
    }

    @Override
    public Outcome<SignatureValue, Refusal> finish(
            SigningSession session, SigningAnswer answer, SessionBinding binding) {
        return own(session)
                .then(own -> mobileId.finishSigning(own, new MobileIdAnswer(answer.text()), binding)
                        .widened()
                        .then(signature -> asks(own, session.pending())
                                ? SigningMethod.completed(
                                        session.pending(),
                                        signature.certificate(),
                                        signature.value(),
                                        mobileId.crypto())
                                : Outcome.refused(SigningRefusal.SIGNED_OTHERWISE)));
    }

    /** Of ECDSA a value fits each hash of the same length, and a digest only as far as the curve is long. */
    private static boolean asks(MobileIdSession own, PendingSignature pending) {
        return own.hash().equals(pending.digest().base64())
                && own.hashType().hashName().equals(pending.algorithm().hashName());
    }

    private Outcome<MobileIdSession, Refusal> own(SigningSession session) {
        return session.state(method(), MobileIdSession::fromText);
    }

    /** Shows the service, and nothing about the person. */
    @Override
    public String toString() {
        return "MobileIdSigning[" + mobileId + "]";
    }
}
