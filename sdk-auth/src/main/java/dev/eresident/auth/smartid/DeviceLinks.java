package dev.eresident.auth.smartid;

import dev.eresident.core.BugException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Builds device links with their HMAC (reference §4): exact text in a fixed order, encoded by nobody. */
record DeviceLinks(SmartIdRelyingParty relyingParty) {
    String link(SmartIdSession session, SmartIdSession.Link parts, FlowType flow, String language, long elapsed) {
        String open = unprotected(session, parts, flow, language, elapsed);
        String payload = String.join(
                "|",
                relyingParty.schemeName(),
                session.kind().protocol(),
                session.challenge(),
                relyingParty.encodedNames(),
                session.interactions(),
                flow.sameDevice() ? session.callbackUrl().orElse("") : "",
                open);
        return open + "&authCode=" + authCode(parts.secret(), payload);
    }

    private static String unprotected(
            SmartIdSession session, SmartIdSession.Link parts, FlowType flow, String language, long elapsed) {
        return parts.base()
                + "?deviceLinkType="
                + flow.wireName()
                + (flow == FlowType.QR ? "&elapsedSeconds=" + elapsed : "")
                + "&sessionToken="
                + parts.token()
                + "&sessionType="
                + session.kind().wireName()
                + "&version=1.0&lang="
                + language;
    }

    private static String authCode(String secret, String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            byte[] code = mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new BugException("HMAC_MISSING", "This JDK has no HmacSHA256; run on an OpenJDK build", e);
        }
    }
}
