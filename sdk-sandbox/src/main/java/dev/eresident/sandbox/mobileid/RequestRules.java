package dev.eresident.sandbox.mobileid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the service accepts: fields and their limits. Everything else is refused with the name of the field, and never with its value. */
final class RequestRules {
    private static final Map<String, Integer> HASHES = Map.of("SHA256", 32, "SHA384", 48, "SHA512", 64);
    private static final Set<String> LANGUAGES = Set.of("EST", "ENG", "RUS", "LIT");
    private static final Set<String> COMMON =
            Set.of("relyingPartyUUID", "relyingPartyName", "phoneNumber", "nationalIdentityNumber");
    private static final Set<String> FOR_SESSIONS =
            Set.of("hash", "hashType", "language", "displayText", "displayTextFormat");
    private static final String GSM_7 = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_7_EXTENSION = "€[]^|{}\\";

    private RequestRules() {}

    static boolean isRelyingParty(JsonNode body) {
        return body.path("relyingPartyUUID").asText().equals(MobileIdService.RELYING_PARTY_UUID)
                && body.path("relyingPartyName").asText().equalsIgnoreCase(MobileIdService.RELYING_PARTY_NAME);
    }

    /** The name of the first wrong or unknown field; empty when there is none. */
    static String wrongField(boolean session, JsonNode body) {
        Set<String> unknown = new HashSet<>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(COMMON);
        if (session) {
            unknown.removeAll(FOR_SESSIONS);
        }
        if (!unknown.isEmpty()) {
            return unknown.iterator().next();
        }
        if (!body.path("phoneNumber").asText().matches("\\+[0-9]{8,30}")) {
            return "phoneNumber";
        }
        if (!body.path("nationalIdentityNumber").asText().matches("[1-6][0-9]{10}")) {
            return "nationalIdentityNumber";
        }
        return session ? wrongSessionField(body) : "";
    }

    private static String wrongSessionField(JsonNode body) {
        Integer length = HASHES.get(body.path("hashType").asText());
        if (length == null) {
            return "hashType";
        }
        try {
            if (Base64.getDecoder().decode(body.path("hash").asText()).length != length) {
                return "hash";
            }
        } catch (IllegalArgumentException e) {
            return "hash";
        }
        if (!LANGUAGES.contains(body.path("language").asText())) {
            return "language";
        }
        String format = body.path("displayTextFormat").asText("GSM-7");
        if (!format.equals("GSM-7") && !format.equals("UCS-2")) {
            return "displayTextFormat";
        }
        return textFits(body.path("displayText").asText(), format.equals("GSM-7")) ? "" : "displayText";
    }

    /** The real service replaces what it cannot show by spaces; this one refuses it, so that a test notices. */
    private static boolean textFits(String text, boolean gsm7) {
        if (!gsm7) {
            return text.length() <= 50 && text.chars().noneMatch(c -> Character.isSurrogate((char) c));
        }
        long extended =
                text.chars().filter(c -> GSM_7_EXTENSION.indexOf(c) >= 0).count();
        long basic = text.chars().filter(c -> GSM_7.indexOf(c) >= 0).count();
        return text.length() <= 100 && extended <= 5 && basic + extended == text.length();
    }
}
