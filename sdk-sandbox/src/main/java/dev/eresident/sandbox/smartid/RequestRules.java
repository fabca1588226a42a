package dev.eresident.sandbox.smartid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the service accepts: addresses, fields and their limits. Everything else is refused with the name of the field. */
record RequestRules(String person) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile(
            "(authentication|signature|signature/certificate-choice)/(device-link|notification/linked|notification)/(anonymous|etsi/.+|document/.+|.+)");
    private static final String CERTIFICATE = "signature/certificate/";
    private static final Map<String, Integer> HASHES =
            Map.of("SHA-256", 32, "SHA-384", 48, "SHA-512", 64, "SHA3-256", 32, "SHA3-384", 48, "SHA3-512", 64);
    private static final Set<String> COMMON =
            Set.of("relyingPartyUUID", "relyingPartyName", "certificateLevel", "requestProperties", "capabilities");

    /** How a request was judged: 200, or what to refuse it with. */
    record Call(int status, String detail, String kind, boolean notification) {
        static Call refused(int status, String detail) {
            return new Call(status, detail, "", false);
        }
    }

    Call judge(String path, JsonNode body, String document) {
        if (!body.path("relyingPartyUUID").asText().equals(SmartIdService.RELYING_PARTY_UUID)) {
            return Call.refused(401, "relyingPartyUUID");
        }
        if (!body.path("relyingPartyName").asText().equalsIgnoreCase(SmartIdService.RELYING_PARTY_NAME)) {
            return Call.refused(401, "relyingPartyName");
        }
        if (body.path("certificateLevel").asText().equals("ADVANCED")) {
            return Call.refused(403, "certificateLevel");
        }
        if (path.startsWith(CERTIFICATE) && !path.startsWith("signature/certificate-choice")) {
            return path.substring(CERTIFICATE.length()).equals(document)
                    ? new Call(200, "", "certificate", false)
                    : Call.refused(404, "documentNumber");
        }
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Call.refused(404, "path");
        }
        String kind = switch (parts.group(1)) {
            case "authentication" -> "auth";
            case "signature" -> "sign";
            default -> "cert";
        };
        boolean notification = parts.group(2).startsWith("notification");
        boolean linked = parts.group(2).endsWith("linked");
        String whom = parts.group(3);
        boolean known = whom.equals("anonymous")
                || whom.equals("etsi/" + person)
                || whom.equals((linked ? "" : "document/") + document);
        if (!known) {
            return Call.refused(404, "person");
        }
        String wrong = wrongField(kind, notification, linked, body);
        return wrong.isEmpty() ? new Call(200, "", kind, notification) : Call.refused(400, wrong);
    }

    private static String wrongField(String kind, boolean notification, boolean linked, JsonNode body) {
        Set<String> allowed = new HashSet<>(COMMON);
        boolean login = kind.equals("auth");
        if (!kind.equals("cert")) {
            allowed.addAll(Set.of("signatureProtocol", "signatureProtocolParameters", "interactions"));
            String protocol = login ? "ACSP_V2" : "RAW_DIGEST_SIGNATURE";
            if (!body.path("signatureProtocol").asText().equals(protocol)) {
                return "signatureProtocol";
            }
            if (!parametersFit(login, body.path("signatureProtocolParameters"))) {
                return "signatureProtocolParameters";
            }
            if (!interactionsFit(body.path("interactions").asText(), notification && !linked)) {
                return "interactions";
            }
        }
        if (login && notification) {
            allowed.add("vcType");
            if (!body.path("vcType").asText().equals("numeric4")) {
                return "vcType";
            }
        }
        if (!login) {
            allowed.add("nonce");
            if (body.has("nonce") && !body.path("nonce").asText().matches(".{1,30}")) {
                return "nonce";
            }
        }
        if (!notification) {
            allowed.add("initialCallbackUrl");
            if (body.has("initialCallbackUrl")
                    && !body.path("initialCallbackUrl").asText().matches("https://[^|#]{1,1792}")) {
                return "initialCallbackUrl";
            }
        }
        if (linked) {
            allowed.add("linkedSessionID");
        }
        Set<String> names = new HashSet<>();
        body.fieldNames().forEachRemaining(names::add);
        names.removeAll(allowed);
        return names.isEmpty() ? "" : names.iterator().next();
    }

    private static boolean parametersFit(boolean login, JsonNode parameters) {
        String algorithm = parameters.path("signatureAlgorithm").asText();
        JsonNode more = parameters.path("signatureAlgorithmParameters");
        Integer length = HASHES.get(more.path("hashAlgorithm").asText());
        if (!login && algorithm.matches("sha(256|384|512)WithRSAEncryption") && more.isMissingNode()) {
            length = Integer.parseInt(algorithm.substring(3, 6)) / 8;
        } else if (!algorithm.equals("rsassa-pss")) {
            return false;
        }
        if (length == null) {
            return false;
        }
        try {
            byte[] value = Base64.getDecoder()
                    .decode(parameters.path(login ? "rpChallenge" : "digest").asText());
            return login ? value.length >= 32 && value.length <= 64 : value.length == length;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean interactionsFit(String base64, boolean codeChoice) {
        try {
            JsonNode list = JSON.readTree(Base64.getDecoder().decode(base64));
            Set<String> types = new HashSet<>();
            for (JsonNode item : list) {
                String type = item.path("type").asText();
                boolean isShort = type.equals("displayTextAndPIN");
                String text =
                        item.path(isShort ? "displayText60" : "displayText200").asText();
                boolean typeFits = isShort
                        || type.equals("confirmationMessage")
                        || (codeChoice && type.equals("confirmationMessageAndVerificationCodeChoice"));
                if (!typeFits
                        || !types.add(type)
                        || text.isBlank()
                        || text.length() > (isShort ? 60 : 200)
                        || item.size() != 2) {
                    return false;
                }
            }
            return !types.isEmpty();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
