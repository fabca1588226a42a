package dev.eresident.core.timestamp;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/** The two messages of the time-stamp protocol (RFC 3161 §2.4). */
final class TimestampMessages {
    private static final Map<Integer, String> FAILURES = Map.of(
            0, "badAlg",
            2, "badRequest",
            5, "badDataFormat",
            14, "timeNotAvailable",
            15, "unacceptedPolicy",
            16, "unacceptedExtension",
            17, "addInfoNotAvailable",
            25, "systemFailure");

    private TimestampMessages() {}

    /** TimeStampReq with a nonce and certReq. */
    static Bytes request(DigestAlgorithm digest, Bytes imprint, Optional<String> policy, BigInteger nonce) {
        ASN1EncodableVector algorithm = new ASN1EncodableVector();
        algorithm.add(new ASN1ObjectIdentifier(digest.oid()));
        algorithm.add(DERNull.INSTANCE);
        ASN1EncodableVector messageImprint = new ASN1EncodableVector();
        messageImprint.add(new DERSequence(algorithm));
        messageImprint.add(new DEROctetString(imprint.toByteArray()));
        ASN1EncodableVector request = new ASN1EncodableVector();
        request.add(new ASN1Integer(1));
        request.add(new DERSequence(messageImprint));
        policy.ifPresent(oid -> request.add(new ASN1ObjectIdentifier(oid)));
        request.add(new ASN1Integer(nonce));
        request.add(ASN1Boolean.TRUE);
        try {
            return Bytes.of(new DERSequence(request).getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new BugException("TIMESTAMP_ENCODING", "A time-stamp request could not be written", e);
        }
    }

    /** TimeStampResp: status, failInfo by name, and the token of a granted one. */
    record Reply(int status, String failure, Optional<byte[]> token) {
        boolean granted() {
            return status == 0 || status == 1;
        }
    }

    /**
     * Reads a reply.
     *
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if it is not one
     */
    static Reply reply(byte[] bytes) {
        DerReader parts = DerReader.single(bytes, DerElement.SEQUENCE, TimestampToken.MAX_BYTES)
                .reader();
        DerReader info = parts.next(DerElement.SEQUENCE).reader();
        BigInteger status = info.next(DerElement.INTEGER).integer();
        info.nextIf(DerElement.SEQUENCE);
        Optional<DerElement> failInfo = info.nextIf(DerElement.BIT_STRING);
        info.expectEnd();
        Optional<byte[]> token = parts.nextIf(DerElement.SEQUENCE).map(DerElement::encoded);
        parts.expectEnd();
        return new Reply(
                status.signum() < 0 || status.bitLength() > 15 ? Integer.MAX_VALUE : status.intValue(),
                failInfo.map(TimestampMessages::failure).orElse("no reason given"),
                token);
    }

    private static String failure(DerElement bits) {
        return FAILURES.entrySet().stream()
                .filter(entry -> bits.bit(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .orElse("unknown reason");
    }
}
