package dev.eresident.core.revocation;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/** Writes an OCSP question about one certificate (RFC 6960 §4.1.1, RFC 8954). */
final class OcspRequest {
    private OcspRequest() {}

    static Bytes encode(Certificate subject, Certificate issuer, DigestAlgorithm digest, Bytes nonce) {
        DERSequence algorithm =
                new DERSequence(new ASN1Encodable[] {new ASN1ObjectIdentifier(digest.oid()), DERNull.INSTANCE});
        DERSequence certId = new DERSequence(new ASN1Encodable[] {
            algorithm,
            new DEROctetString(digest.digest(subject.issuerName().toByteArray())),
            new DEROctetString(digest.digest(issuer.publicKeyBits().toByteArray())),
            new ASN1Integer(subject.serialNumber())
        });
        try {
            byte[] wrappedNonce = new DEROctetString(nonce.toByteArray()).getEncoded(ASN1Encoding.DER);
            DERSequence extension = new DERSequence(new ASN1Encodable[] {
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.2"), new DEROctetString(wrappedNonce)
            });
            DERSequence requests = new DERSequence(new DERSequence(certId));
            DERSequence tbs = new DERSequence(
                    new ASN1Encodable[] {requests, new DERTaggedObject(true, 2, new DERSequence(extension))});
            return Bytes.of(new DERSequence(tbs).getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new BugException("OCSP_ENCODING", "An OCSP question could not be written", e);
        }
    }
}
