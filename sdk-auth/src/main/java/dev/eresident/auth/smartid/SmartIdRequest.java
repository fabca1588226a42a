package dev.eresident.auth.smartid;

import dev.eresident.auth.session.Purpose;
import dev.eresident.core.Bytes;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.id.SemanticsIdentifier;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is asked of the person. Start at one of the static factories; the withers refine it.
 *
 * <p>A device link (QR code, or a link on the same device) is the safe way to reach somebody who is not known yet: with a notification,
 * anybody who knows a personal code can make the phone ring.
 *
 * @param kind login, signature, or choice of the signing certificate
 * @param flows {@code NOTIFICATION} alone, or one or more of the others
 * @param callback for Web2App and App2App: the https address to come back to, at most 1700 characters, without {@code |} and
 *     {@code #}; a random parameter is added
 * @param interactions what the app shows; empty for a choice of certificate
 * @param level the least level that is accepted
 * @param algorithm what the app is to sign with
 * @param digest what is signed; for signatures only
 * @param subject who it must be
 * @param document which account it must be
 * @param linkedTo the choice of certificate that this signature follows
 */
public record SmartIdRequest(
        SmartIdSession.Kind kind,
        Set<FlowType> flows,
        Optional<String> callback,
        Optional<Interactions> interactions,
        SmartIdLevel level,
        SmartIdAlgorithm algorithm,
        Optional<Bytes> digest,
        Optional<SemanticsIdentifier> subject,
        Optional<DocumentNumber> document,
        Optional<SmartIdSession> linkedTo) {
    private static final Pattern CALLBACK = Pattern.compile("https://[!-~&&[^|#]]{1,1692}");

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if the service could only refuse it; the text says what to change
     */
    public SmartIdRequest {
        flows = Set.copyOf(flows);
        boolean login = kind == SmartIdSession.Kind.LOGIN;
        boolean signature = kind == SmartIdSession.Kind.SIGNATURE;
        boolean notification = flows.contains(FlowType.NOTIFICATION);
        require(
                notification ? flows.size() == 1 : !flows.isEmpty(),
                "Notifications do not go together with device links");
        require(
                flows.stream().anyMatch(FlowType::sameDevice) == callback.isPresent(),
                "Web2App and App2App need a callback, and only they");
        require(
                !(flows.contains(FlowType.WEB2APP) && flows.contains(FlowType.APP2APP)),
                "Web2App and App2App need sessions of their own, with different callbacks");
        require(
                callback.map(url -> CALLBACK.matcher(url).matches()).orElse(true),
                "The callback must be an https address of at most 1700 ASCII characters without | and #");
        require(
                interactions.isPresent() == (login || signature),
                "Logins and signatures need interactions, and only they");
        require(
                interactions.filter(Interactions::needsNotification).isEmpty() || (notification && linkedTo.isEmpty()),
                "The choice of a verification code exists with notifications only");
        require(!login || level != SmartIdLevel.QSCD, "QSCD is a level of signatures");
        require(!login || algorithm.isPss(), "Logins are signed with RSASSA-PSS only");
        require(
                signature
                        ? digest.filter(value -> value.size() == algorithm.hashLength())
                                .isPresent()
                        : digest.isEmpty(),
                "A signature needs a digest as long as the hash of its algorithm");
        require(subject.isEmpty() || document.isEmpty(), "Name the person or the account, not both");
        boolean known = subject.isPresent() || document.isPresent();
        require(
                known || !(notification || signature),
                "Notifications and signatures need to know the person or the account");
        require(
                kind != SmartIdSession.Kind.CERTIFICATE || (document.isEmpty() && notification == subject.isPresent()),
                "A choice of certificate is anonymous by device link, or of a person by notification");
        require(
                linkedTo.isEmpty() || (signature && notification && document.isPresent()),
                "Only signatures are linked");
    }

    private static Set<FlowType> withQr(FlowType sameDevice) {
        require(sameDevice.sameDevice(), "The flow on the same device is WEB2APP or APP2APP, not " + sameDevice);
        return Set.of(FlowType.QR, sameDevice);
    }

    private static void require(boolean fits, String text) {
        if (!fits) {
            throw new IllegalArgumentException(text);
        }
    }

    /**
     * Asks somebody to log in by QR code.
     *
     * @param interactions what the app shows
     * @return the request: anybody, qualified, SHA-512
     */
    public static SmartIdRequest loginByQr(Interactions interactions) {
        return login(Set.of(FlowType.QR), Optional.empty(), interactions, Optional.empty(), Optional.empty());
    }

    /**
     * Asks somebody to log in on the same device, or by QR code.
     *
     * @param sameDevice Web2App or App2App
     * @param callback where the app sends the person back to
     * @param interactions what the app shows
     * @return the request: anybody, qualified, SHA-512
     */
    public static SmartIdRequest loginByLink(FlowType sameDevice, String callback, Interactions interactions) {
        return login(withQr(sameDevice), Optional.of(callback), interactions, Optional.empty(), Optional.empty());
    }

    /**
     * Asks a person to log in by notification.
     *
     * @param person who; check the digits of a personal code before
     * @param interactions what the app shows
     * @return the request: qualified, SHA-512
     */
    public static SmartIdRequest loginByNotification(SemanticsIdentifier person, Interactions interactions) {
        return login(
                Set.of(FlowType.NOTIFICATION), Optional.empty(), interactions, Optional.of(person), Optional.empty());
    }

    /**
     * Asks the holder of an account to log in by notification.
     *
     * @param document which account
     * @param interactions what the app shows
     * @return the request: qualified, SHA-512
     */
    public static SmartIdRequest loginByNotification(DocumentNumber document, Interactions interactions) {
        return login(
                Set.of(FlowType.NOTIFICATION), Optional.empty(), interactions, Optional.empty(), Optional.of(document));
    }

    private static SmartIdRequest login(
            Set<FlowType> flows,
            Optional<String> callback,
            Interactions interactions,
            Optional<SemanticsIdentifier> subject,
            Optional<DocumentNumber> document) {
        return new SmartIdRequest(
                SmartIdSession.Kind.LOGIN,
                flows,
                callback,
                Optional.of(interactions),
                SmartIdLevel.QUALIFIED,
                SmartIdAlgorithm.PSS_SHA512,
                Optional.empty(),
                subject,
                document,
                Optional.empty());
    }

    /**
     * Asks the holder of an account to sign a digest, by notification.
     *
     * @param document which account
     * @param digest what is signed
     * @param algorithm with what; the digest is one of its hash
     * @param interactions what the app shows
     * @return the request: qualified
     */
    public static SmartIdRequest signByNotification(
            DocumentNumber document, Bytes digest, SmartIdAlgorithm algorithm, Interactions interactions) {
        return signature(
                Set.of(FlowType.NOTIFICATION),
                Optional.empty(),
                document,
                digest,
                algorithm,
                interactions,
                Optional.empty());
    }

    /**
     * Asks the holder of an account to sign a digest, by QR code.
     *
     * @param document which account
     * @param digest what is signed
     * @param algorithm with what; the digest is one of its hash
     * @param interactions what the app shows
     * @return the request: qualified
     */
    public static SmartIdRequest signByQr(
            DocumentNumber document, Bytes digest, SmartIdAlgorithm algorithm, Interactions interactions) {
        return signature(
                Set.of(FlowType.QR), Optional.empty(), document, digest, algorithm, interactions, Optional.empty());
    }

    /**
     * Asks the holder of an account to sign a digest on the same device, or by QR code.
     *
     * @param sameDevice Web2App or App2App
     * @param callback where the app sends the person back to
     * @param document which account
     * @param digest what is signed
     * @param algorithm with what; the digest is one of its hash
     * @param interactions what the app shows
     * @return the request: qualified
     */
    public static SmartIdRequest signByLink(
            FlowType sameDevice,
            String callback,
            DocumentNumber document,
            Bytes digest,
            SmartIdAlgorithm algorithm,
            Interactions interactions) {
        return signature(
                withQr(sameDevice), Optional.of(callback), document, digest, algorithm, interactions, Optional.empty());
    }

    /**
     * Asks whoever chose a certificate to sign with it right away: the app is waiting. If it was chosen on the same device, the person
     * comes back to the callback of the choice after this signature, which is finished with it. So they must, too, if the account is not the one that
     * {@code finishCertificate} gave for this choice.
     *
     * @param choice the choice by device link
     * @param account what it gave
     * @param digest what is signed
     * @param algorithm with what; the digest is one of its hash
     * @param interactions what the app shows
     * @return the request: qualified
     */
    public static SmartIdRequest signLinked(
            SmartIdSession choice,
            SmartIdAccount account,
            Bytes digest,
            SmartIdAlgorithm algorithm,
            Interactions interactions) {
        return signature(
                Set.of(FlowType.NOTIFICATION),
                Optional.empty(),
                account.document(),
                digest,
                algorithm,
                interactions,
                Optional.of(account.isChosenByCodeOf(choice) ? choice.withoutCallback() : choice));
    }

    private static SmartIdRequest signature(
            Set<FlowType> flows,
            Optional<String> callback,
            DocumentNumber document,
            Bytes digest,
            SmartIdAlgorithm algorithm,
            Interactions interactions,
            Optional<SmartIdSession> linkedTo) {
        return new SmartIdRequest(
                SmartIdSession.Kind.SIGNATURE,
                flows,
                callback,
                Optional.of(interactions),
                SmartIdLevel.QUALIFIED,
                algorithm,
                Optional.of(digest),
                Optional.empty(),
                Optional.of(document),
                linkedTo);
    }

    /**
     * Asks somebody to choose an account to sign with, by QR code; a linked signature follows.
     *
     * @return the request: anybody, qualified
     */
    public static SmartIdRequest certificateByQr() {
        return certificate(Set.of(FlowType.QR), Optional.empty(), Optional.empty());
    }

    /**
     * Asks somebody to choose an account to sign with, on the same device or by QR code; a linked signature follows, after which
     * the person comes back.
     *
     * @param sameDevice Web2App or App2App
     * @param callback where the app sends the person back to, once they have signed
     * @return the request: anybody, qualified
     */
    public static SmartIdRequest certificateByLink(FlowType sameDevice, String callback) {
        return certificate(withQr(sameDevice), Optional.of(callback), Optional.empty());
    }

    /**
     * Asks a person to choose an account to sign with, by notification. No linked signature can follow.
     *
     * @param person who
     * @return the request: qualified
     */
    public static SmartIdRequest certificateByNotification(SemanticsIdentifier person) {
        return certificate(Set.of(FlowType.NOTIFICATION), Optional.empty(), Optional.of(person));
    }

    private static SmartIdRequest certificate(
            Set<FlowType> flows, Optional<String> callback, Optional<SemanticsIdentifier> subject) {
        return new SmartIdRequest(
                SmartIdSession.Kind.CERTIFICATE,
                flows,
                callback,
                Optional.empty(),
                SmartIdLevel.QUALIFIED,
                SmartIdAlgorithm.PSS_SHA512,
                Optional.empty(),
                subject,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Asks for another level.
     *
     * @param least what is accepted
     * @return a request that is otherwise the same
     */
    public SmartIdRequest withLevel(SmartIdLevel least) {
        return new SmartIdRequest(
                kind, flows, callback, interactions, least, algorithm, digest, subject, document, linkedTo);
    }

    /**
     * Asks for another hash; for logins.
     *
     * @param other one of RSASSA-PSS
     * @return a request that is otherwise the same
     */
    public SmartIdRequest withAlgorithm(SmartIdAlgorithm other) {
        return new SmartIdRequest(
                kind, flows, callback, interactions, level, other, digest, subject, document, linkedTo);
    }

    /**
     * Accepts one person only.
     *
     * @param person who
     * @return a request that is otherwise the same
     */
    public SmartIdRequest withPerson(SemanticsIdentifier person) {
        return new SmartIdRequest(
                kind, flows, callback, interactions, level, algorithm, digest, Optional.of(person), document, linkedTo);
    }

    /**
     * Accepts one account only.
     *
     * @param account which
     * @return a request that is otherwise the same
     */
    public SmartIdRequest withDocument(DocumentNumber account) {
        return new SmartIdRequest(
                kind, flows, callback, interactions, level, algorithm, digest, subject, Optional.of(account), linkedTo);
    }

    /**
     * Returns what the answer may be used for.
     *
     * @return {@code LOGIN} for logins, {@code SIGN} for the rest
     */
    public Purpose purpose() {
        return Objects.requireNonNull(kind, "kind") == SmartIdSession.Kind.LOGIN ? Purpose.LOGIN : Purpose.SIGN;
    }

    /** Shows kind and flows, and nothing about the person. */
    @Override
    public String toString() {
        return "SmartIdRequest[" + kind + ", " + flows + "]";
    }
}
