package dev.eresident.core.internal.asn1;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;

/**
 * The three parts of {@code SIGNED{…}} (RFC 5280 §4.1): a certificate or a certificate revocation list.
 *
 * @param signedPart DER of the part that is signed
 * @param algorithm DER of the outer AlgorithmIdentifier
 * @param signature content of the BIT STRING
 */
public record SignedDer(Bytes signedPart, Bytes algorithm, Bytes signature) {
    /**
     * Takes the structure apart.
     *
     * @param der the whole structure
     * @param maxBytes largest accepted size in bytes
     * @return its parts
     * @throws ProtocolException ASN1_MALFORMED if it is not such a structure, or if bytes follow it
     */
    public static SignedDer read(byte[] der, int maxBytes) {
        DerReader parts = DerReader.single(der, DerElement.SEQUENCE, maxBytes).reader();
        DerElement signedPart = parts.next(DerElement.SEQUENCE);
        DerElement algorithm = parts.next(DerElement.SEQUENCE);
        DerElement signature = parts.next(DerElement.BIT_STRING);
        parts.expectEnd();
        return new SignedDer(
                Bytes.of(signedPart.encoded()), Bytes.of(algorithm.encoded()), Bytes.of(signature.bitOctets()));
    }
}
