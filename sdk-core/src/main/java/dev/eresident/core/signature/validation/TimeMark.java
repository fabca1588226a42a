package dev.eresident.core.signature.validation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.FindingCode;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The OCSP time-mark of BDOC 2.1 §6.2 and of DDOC (signatures reference §9, §10): the nonce of the OCSP answer is a digest of the signature value, so that the answer proves when the
 * signature existed. Only responders that are bound by contract to such nonces count.
 */
public final class TimeMark {
    /** How the nonce is written. */
    public enum Form {
        /** A DigestInfo, as in BDOC. */
        DIGEST_INFO,
        /** The bare SHA-1 digest, with or without an OCTET STRING around it, as in DDOC. */
        BARE_SHA1
    }

    private static final int MAX_NONCE = 1024;
    private static final Oid TIME_MARK_POLICY = Oid.of("1.3.6.1.4.1.10015.4.1.2");

    /** The responders of the state's tools, production first, then test. */
    private static final Set<String> RESPONDERS = Set.of(
            "SK OCSP RESPONDER 2011",
            "ESTEID-SK 2007 OCSP RESPONDER 2010",
            "ESTEID-SK 2007 OCSP RESPONDER",
            "ESTEID-SK OCSP RESPONDER 2005",
            "ESTEID-SK OCSP RESPONDER",
            "EID-SK 2007 OCSP RESPONDER 2010",
            "EID-SK 2007 OCSP RESPONDER",
            "EID-SK OCSP RESPONDER",
            "KLASS3-SK 2010 OCSP RESPONDER",
            "KLASS3-SK OCSP RESPONDER 2009",
            "KLASS3-SK OCSP RESPONDER",
            "TEST of SK OCSP RESPONDER 2020",
            "TEST of SK OCSP RESPONDER 2011",
            "TEST of EID-SK 2016 OCSP RESPONDER 2018",
            "TEST-SK OCSP RESPONDER 2005",
            "TEST-SK OCSP RESPONDER");

    private TimeMark() {}

    /**
     * The answer whose nonce binds the signature value; the latest, as in the state's tools.
     *
     * @param status the acceptable answers about the signer
     * @param material whose signature value the nonce must bind
     * @param form how the nonce is written
     * @param judgement gets why there is none
     */
    static Optional<CertificateStatus.Answer> find(
            CertificateStatus status, SignatureMaterial material, Form form, Judgement judgement) {
        Optional<CertificateStatus.Answer> latest = status.latest().filter(a -> !a.list());
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        CertificateStatus.Answer answer = latest.get();
        if (answer.nonce().isEmpty() || !binds(answer.nonce().get(), material.signatureValue(), form)) {
            judgement.fail(FindingCode.TIMEMARK_NONCE_MISMATCH, "");
            return Optional.empty();
        }
        boolean embedded = answer.included() || material.certificates().contains(answer.responder());
        if (!embedded || !mayMark(answer.responder())) {
            judgement.fail(FindingCode.TIMEMARK_RESPONDER, "");
        }
        return latest;
    }

    private static boolean binds(Bytes nonce, Bytes signatureValue, Form form) {
        if (form == Form.BARE_SHA1) {
            return bindsBare(nonce.toByteArray(), DigestAlgorithm.SHA1.digest(signatureValue.toByteArray()));
        }
        try {
            DerReader info = DerReader.single(nonce.toByteArray(), DerElement.SEQUENCE, MAX_NONCE)
                    .reader();
            Optional<DigestAlgorithm> digest = AlgorithmIdentifiers.digest(info.next(DerElement.SEQUENCE));
            byte[] value = info.next(DerElement.OCTET_STRING).octets();
            info.expectEnd();
            return digest.isPresent()
                    && MessageDigest.isEqual(value, digest.get().digest(signatureValue.toByteArray()));
        } catch (ProtocolException e) {
            return false;
        }
    }

    /** A bare digest that happens to begin with 04 12 reads like an OCTET STRING of 18 bytes, and has been unwrapped. */
    static boolean bindsBare(byte[] nonce, byte[] digest) {
        boolean likeWrapped = digest[0] == DerElement.OCTET_STRING && digest[1] == digest.length - 2;
        return MessageDigest.isEqual(nonce, digest)
                || (likeWrapped && MessageDigest.isEqual(nonce, Arrays.copyOfRange(digest, 2, digest.length)));
    }

    private static boolean mayMark(Certificate responder) {
        return responder.policies().contains(TIME_MARK_POLICY)
                || responder.subject().commonName().filter(RESPONDERS::contains).isPresent();
    }
}
