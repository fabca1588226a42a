package dev.eresident.auth.mobileid;

import dev.eresident.auth.session.Purpose;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked of the person. Start at one of the static factories; the withers refine it.
 *
 * <p>Anybody who knows a phone number and a personal code can make the phone ring: limit how often, and show the verification code.
 *
 * @param kind login or signature
 * @param user who, on which phone
 * @param language in which the phone speaks
 * @param text what the phone shows
 * @param hash which hash is signed
 * @param digest what is signed; for signatures only
 * @param certificate with which it is signed; for signatures only
 */
public record MobileIdRequest(
        MobileIdSession.Kind kind,
        MobileIdUser user,
        MobileIdLanguage language,
        Optional<DisplayText> text,
        MobileIdHash hash,
        Optional<Bytes> digest,
        Optional<Certificate> certificate) {
    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if the service could only refuse it; the text says what to change
     */
    public MobileIdRequest {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(text, "text");
        boolean signature = kind == MobileIdSession.Kind.SIGNATURE;
        if (digest.isPresent() != signature || certificate.isPresent() != signature) {
            throw new IllegalArgumentException("Signatures need a digest and a certificate, and only they");
        }
        int length = hash.length();
        if (digest.isPresent() && digest.get().size() != length) {
            throw new IllegalArgumentException("The digest must be one of " + hash.hashName());
        }
    }

    /**
     * Asks a person to log in.
     *
     * @param user who, on which phone
     * @param language in which the phone speaks
     * @return the request: SHA-256, the phone shows the name of the relying party only
     */
    public static MobileIdRequest login(MobileIdUser user, MobileIdLanguage language) {
        return new MobileIdRequest(
                MobileIdSession.Kind.LOGIN,
                user,
                language,
                Optional.empty(),
                MobileIdHash.SHA256,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Asks a person to sign a digest.
     *
     * @param account who, with the certificate that {@link MobileId#certificate} gave
     * @param digest what is signed
     * @param hash of which kind it is
     * @param language in which the phone speaks
     * @return the request: the phone shows the name of the relying party only
     */
    public static MobileIdRequest sign(
            MobileIdAccount account, Bytes digest, MobileIdHash hash, MobileIdLanguage language) {
        return new MobileIdRequest(
                MobileIdSession.Kind.SIGNATURE,
                account.user(),
                language,
                Optional.empty(),
                hash,
                Optional.of(digest),
                Optional.of(account.certificate()));
    }

    /**
     * Shows a text on the phone.
     *
     * @param shown for example what is approved
     * @return a request that is otherwise the same
     */
    public MobileIdRequest withText(DisplayText shown) {
        return new MobileIdRequest(kind, user, language, Optional.of(shown), hash, digest, certificate);
    }

    /**
     * Asks for another hash; for logins.
     *
     * @param other the hash
     * @return a request that is otherwise the same
     */
    public MobileIdRequest withHash(MobileIdHash other) {
        return new MobileIdRequest(kind, user, language, text, other, digest, certificate);
    }

    /**
     * Returns what the answer may be used for.
     *
     * @return {@code LOGIN} for logins, {@code SIGN} for signatures
     */
    public Purpose purpose() {
        return kind.purpose();
    }

    /** Shows the kind, and nothing about the person. */
    @Override
    public String toString() {
        return "MobileIdRequest[" + kind + "]";
    }
}
