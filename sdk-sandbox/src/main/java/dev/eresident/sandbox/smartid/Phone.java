package dev.eresident.sandbox.smartid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What the app does with a session: shows the first screen, signs with the account, and says how it went. */
final class Phone {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final SmartIdAccounts accounts;
    private final SecureRandom random;

    Phone(SmartIdAccounts accounts, SecureRandom random) {
        this.accounts = accounts;
        this.random = random;
    }

    /** Refuses, or whatever the result says. */
    void end(PlayedSession session, String endResult) {
        ObjectNode status = JSON.createObjectNode().put("state", "COMPLETE");
        status.putObject("result").put("endResult", endResult);
        session.status = status;
    }

    /**
     * Accepts, with at most one fault.
     *
     * @return the parameters that the app adds to the callback
     */
    String accept(PlayedSession session, String flow, @Nullable SmartIdFault fault) {
        boolean login = session.kind.equals("auth");
        SmartIdAccount account = accounts.shown(fault);
        boolean signingKey = login == (fault == SmartIdFault.PURPOSE);
        Credential credential = signingKey ? account.signing() : account.login();
        ObjectNode status = JSON.createObjectNode().put("state", "COMPLETE");
        status.putObject("result")
                .put("endResult", "OK")
                .put(
                        "documentNumber",
                        fault == SmartIdFault.OTHER_DOCUMENT
                                ? account.documentNumber().replace("-DEMO-", "-MOCK-")
                                : account.documentNumber());
        if (fault != SmartIdFault.NO_CERTIFICATE) {
            status.putObject("cert")
                    .put("value", base64(credential))
                    .put("certificateLevel", fault == SmartIdFault.LEVEL ? "ADVANCED" : "QUALIFIED");
        }
        String verifier = URL.encodeToString(bytes(32));
        String told = flow;
        if (fault == SmartIdFault.FLOW) {
            told = flow.equals("Notification") ? "QR" : "Notification";
        }
        if (session.kind.equals("cert")) {
            if (!session.notification) {
                status.putObject("signature").put("flowType", told);
            }
        } else {
            String interaction = firstInteraction(session);
            status.put("interactionTypeUsed", interaction);
            String protocol = session.protocol();
            status.put(
                    "signatureProtocol",
                    fault != SmartIdFault.PROTOCOL ? protocol : login ? "RAW_DIGEST_SIGNATURE" : "ACSP_V2");
            ObjectNode signature = status.putObject("signature").put("flowType", told);
            if (login) {
                signature.put("serverRandom", Base64.getEncoder().encodeToString(bytes(18)));
                signature.put(
                        "userChallenge", URL.encodeToString(sha256(verifier.getBytes(StandardCharsets.US_ASCII))));
            }
            sign(session, signature, credential, interaction, fault);
        }
        session.status = status;
        byte[] secret = fault == SmartIdFault.SECRET_DIGEST ? bytes(32) : session.secret;
        String parameters = "&sessionSecretDigest=" + URL.encodeToString(sha256(secret));
        String shown = fault == SmartIdFault.VERIFIER ? URL.encodeToString(bytes(32)) : verifier;
        return login ? parameters + "&userChallengeVerifier=" + shown : parameters;
    }

    private void sign(
            PlayedSession session,
            ObjectNode signature,
            Credential credential,
            String interaction,
            @Nullable SmartIdFault fault) {
        JsonNode asked = session.request.path("signatureProtocolParameters");
        String name = asked.path("signatureAlgorithm").asText();
        boolean pss = name.equals("rsassa-pss");
        String hash = pss
                ? asked.path("signatureAlgorithmParameters")
                        .path("hashAlgorithm")
                        .asText()
                : "SHA-" + name.substring(3, 6);
        if (fault == SmartIdFault.HASH) {
            hash = hash.equals("SHA-512") ? "SHA-256" : "SHA-512";
        }
        byte[] digest;
        if (session.kind.equals("auth")) {
            digest =
                    digest(hash, payload(session, signature, interaction, fault).getBytes(StandardCharsets.UTF_8));
        } else {
            digest = Base64.getDecoder().decode(session.challenge());
            if (fault == SmartIdFault.CHALLENGE) {
                digest[0] ^= 1;
            }
            if (fault == SmartIdFault.HASH) {
                digest = digest(hash, digest);
            }
        }
        byte[] value = pss
                ? credential.signPssDigest(digest, hash)
                : credential.signDigest(digest, SignatureAlgorithm.valueOf("RS" + hash.substring("SHA-".length())));
        if (fault == SmartIdFault.SIGNATURE) {
            value[value.length - 1] ^= 1;
        }
        signature.put("value", Base64.getEncoder().encodeToString(value));
        signature.put("signatureAlgorithm", fault == SmartIdFault.DOWNGRADE ? "sha512WithRSAEncryption" : name);
        if (pss) {
            ObjectNode parameters = signature.putObject("signatureAlgorithmParameters");
            parameters.put("hashAlgorithm", hash);
            ObjectNode mask = parameters.putObject("maskGenAlgorithm").put("algorithm", "id-mgf1");
            mask.putObject("parameters").put("hashAlgorithm", hash);
            int length = Integer.parseInt(hash.substring(hash.length() - 3)) / 8;
            parameters
                    .put("saltLength", fault == SmartIdFault.SALT ? 20 : length)
                    .put("trailerField", "0xbc");
        }
    }

    private static String payload(
            PlayedSession session, ObjectNode signature, String interaction, @Nullable SmartIdFault fault) {
        String flow = signature.path("flowType").asText();
        boolean sameDevice = flow.equals("Web2App") || flow.equals("App2App");
        String interactions = session.interactions() + (fault == SmartIdFault.INTERACTIONS ? "A" : "");
        String name = session.request.path("relyingPartyName").asText()
                + (fault == SmartIdFault.RELYING_PARTY_NAME ? "!" : "");
        String callback = sameDevice ? session.callback() : "";
        return String.join(
                "|",
                fault == SmartIdFault.SCHEME_NAME ? "smart-id" : SmartIdService.SCHEME,
                "ACSP_V2",
                signature.path("serverRandom").asText(),
                session.challenge() + (fault == SmartIdFault.CHALLENGE ? "A" : ""),
                signature.path("userChallenge").asText(),
                Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)),
                "",
                Base64.getEncoder().encodeToString(sha256(interactions.getBytes(StandardCharsets.UTF_8))),
                interaction,
                fault == SmartIdFault.CALLBACK ? "https://evil.example/" : callback,
                flow);
    }

    private static String firstInteraction(PlayedSession session) {
        try {
            return JSON.readTree(Base64.getDecoder().decode(session.interactions()))
                    .path(0)
                    .path("type")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException("The interactions were checked before", e);
        }
    }

    private static String base64(Credential credential) {
        try {
            return Base64.getEncoder().encodeToString(credential.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate of the sandbox cannot be encoded", e);
        }
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] sha256(byte[] data) {
        return digest("SHA-256", data);
    }

    private static byte[] digest(String hash, byte[] data) {
        try {
            return MessageDigest.getInstance(hash).digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no " + hash, e);
        }
    }
}
