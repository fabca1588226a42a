package dev.eresident.core.signature.ddoc;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signature as read; nothing is compared yet.
 *
 * @param signedInfo what the value is over
 * @param canonicalization algorithm as written
 * @param method algorithm as written
 * @param value decoded signature value
 * @param references what is signed, in order
 * @param certificate DER in KeyInfo; empty when it is missing or no Base64
 * @param properties the signed properties, when there are any
 * @param claimedAt signing time as claimed
 * @param signingCertificate what the signer has signed about the certificate
 * @param certificateRefs the signature's record of the responder's certificate
 * @param ocspRefs the signature's record of the answer
 * @param certificateValues DER of embedded certificates, the responder's above all
 * @param ocspValues embedded answers
 */
record DdocSignature(
        XmlElement signedInfo,
        String canonicalization,
        String method,
        Bytes value,
        List<Reference> references,
        Optional<Bytes> certificate,
        Optional<XmlElement> properties,
        Optional<Instant> claimedAt,
        Optional<CertificateRef> signingCertificate,
        List<CertificateRef> certificateRefs,
        List<OcspRef> ocspRefs,
        List<Bytes> certificateValues,
        List<OcspValue> ocspValues) {
    /** A ds:Reference. */
    record Reference(String uri, String digestMethod, Bytes digest, List<String> transforms) {}

    /**
     * A Cert element.
     *
     * @param digestMethod algorithm as written
     * @param digest digest of the certificate
     * @param issuer the issuer's name, from version 1.3 on
     * @param serial serial number
     * @param namespaced whether issuer and serial number, when they are elements, have the namespace of XML Signature
     */
    record CertificateRef(
            String digestMethod,
            Bytes digest,
            Optional<String> issuer,
            Optional<BigInteger> serial,
            boolean namespaced) {}

    /** An OCSPRef element. */
    record OcspRef(String uri, Optional<Instant> producedAt, String digestMethod, Bytes digest) {}

    /** An EncapsulatedOCSPValue element; without bytes when it is no Base64. */
    record OcspValue(String id, Bytes der) {}

    String propertiesId() {
        return properties.flatMap(p -> p.attribute("Id")).orElse("");
    }
}
