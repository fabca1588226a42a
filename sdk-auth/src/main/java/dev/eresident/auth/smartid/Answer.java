package dev.eresident.auth.smartid;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import java.util.Optional;

/**
 * An answer of the right form about a session that ended well; nothing in it is believed yet.
 *
 * @param documentNumber the account
 * @param certificate of the account, for this kind of session
 * @param level the claimed level
 * @param flow how the app was reached; empty for a choice of certificate by notification
 * @param interaction which screen was shown; empty only for a choice of certificate
 * @param signature the value; empty for a choice of certificate
 * @param serverRandom of a login, else empty text
 * @param userChallenge of a login, else empty text
 */
record Answer(
        String documentNumber,
        Certificate certificate,
        SmartIdLevel level,
        Optional<FlowType> flow,
        String interaction,
        Bytes signature,
        String serverRandom,
        String userChallenge) {
    @Override
    public String toString() {
        return "Answer[redacted]";
    }
}
