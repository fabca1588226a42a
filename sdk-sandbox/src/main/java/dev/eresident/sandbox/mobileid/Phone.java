package dev.eresident.sandbox.mobileid;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.jspecify.annotations.Nullable;

/** What the phone does with a session: signs with the SIM card, or says how it went. */
final class Phone {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Phone() {}

    /** Ends in whatever way the result says. */
    static void end(PlayedSession session, String result) {
        session.status = JSON.createObjectNode()
                .put("state", "COMPLETE")
                .put("result", result)
                .put("traceId", "sandbox");
    }

    /** Accepts, with at most one fault. */
    static void accept(PlayedSession session, MobileIdAccount sim, @Nullable MobileIdFault fault) {
        Credential credential = session.login == (fault == MobileIdFault.PURPOSE) ? sim.signing() : sim.login();
        boolean curve = credential.keyType().isEllipticCurve();
        ObjectNode status = JSON.createObjectNode()
                .put("state", fault == MobileIdFault.STATE ? "WAITING" : "COMPLETE")
                .put("result", "OK")
                .put("traceId", "sandbox");
        if (fault != MobileIdFault.NO_SIGNATURE) {
            String value = Base64.getEncoder().encodeToString(value(session, credential, fault));
            status.putObject("signature")
                    .put("value", fault == MobileIdFault.BASE64 ? "-_" + value : value)
                    .put("algorithm", algorithm(session, curve, fault));
        }
        if (session.login && fault != MobileIdFault.NO_CERTIFICATE) {
            status.put("cert", base64(credential));
        }
        session.status = status;
    }

    private static byte[] value(PlayedSession session, Credential credential, @Nullable MobileIdFault fault) {
        byte[] hash = session.hash();
        if (fault == MobileIdFault.HASH) {
            hash[0] ^= 1;
        }
        boolean curve = credential.keyType().isEllipticCurve();
        String size = session.hashType().substring("SHA".length());
        byte[] value = credential.signDigest(hash, SignatureAlgorithm.valueOf((curve ? "ES" : "RS") + size));
        if (fault == MobileIdFault.SIGNATURE) {
            value[value.length / 2] ^= 1;
        }
        if (fault == MobileIdFault.ENCODING) {
            return curve ? der(value) : Arrays.copyOf(value, value.length - 1);
        }
        return value;
    }

    private static byte[] der(byte[] raw) {
        int half = raw.length / 2;
        try {
            return new DERSequence(new ASN1Encodable[] {
                        new ASN1Integer(new BigInteger(1, Arrays.copyOf(raw, half))),
                        new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, half, raw.length)))
                    })
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("Two numbers could not be encoded", e);
        }
    }

    private static String algorithm(PlayedSession session, boolean curve, @Nullable MobileIdFault fault) {
        if (fault == MobileIdFault.ALGORITHM) {
            return "MD5WithECEncryption";
        }
        String hash = session.hashType();
        if (fault == MobileIdFault.HASH_TYPE) {
            hash = hash.equals("SHA512") ? "SHA256" : "SHA512";
        }
        return hash + "With" + (curve == (fault == MobileIdFault.KEY_TYPE) ? "RSA" : "EC") + "Encryption";
    }

    static String base64(Credential credential) {
        try {
            return Base64.getEncoder().encodeToString(credential.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate of the sandbox cannot be encoded", e);
        }
    }
}
