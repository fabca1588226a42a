package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code ds:Signature} taken apart by fixed paths; nothing in it is believed yet.
 *
 * @param id Id attribute of the signature, empty text when absent
 * @param element the signature itself
 * @param signedInfo what is signed
 * @param canonicalization CanonicalizationMethod of SignedInfo
 * @param signatureMethod algorithm URI of the signature value
 * @param references in document order
 * @param signatureValueElement the element that time-stamps cover
 * @param signatureValue decoded value
 * @param keyInfo the KeyInfo element
 * @param keyInfoCertificates X509Certificate elements of KeyInfo, decoded
 * @param qualifyingObject the object that holds the qualifying properties
 * @param objects all other objects
 * @param signedProperties the one SignedProperties element
 * @param signedPropertiesId its Id
 * @param signingTime claimed signing time as written
 * @param signingCertificate references of SigningCertificate and SigningCertificateV2
 * @param policy signature policy
 * @param mediaTypes DataObjectFormat: reference Id to media type
 * @param contentTimestamps time-stamps over the signed data, in document order
 * @param timestamps SignatureTimeStamps in document order
 * @param certificateValues encapsulated certificates
 * @param ocspValues encapsulated OCSP answers
 * @param crlValues encapsulated revocation lists
 * @param archiveTimestamps archive time-stamps in document order
 * @param unjudged names of further unsigned and signed properties that carry proofs which are not judged
 */
record ParsedSignature(
        String id,
        XmlElement element,
        XmlElement signedInfo,
        XmlElement canonicalization,
        String signatureMethod,
        List<DataReference> references,
        XmlElement signatureValueElement,
        Bytes signatureValue,
        Optional<XmlElement> keyInfo,
        List<Bytes> keyInfoCertificates,
        XmlElement qualifyingObject,
        List<XmlElement> objects,
        XmlElement signedProperties,
        String signedPropertiesId,
        Optional<String> signingTime,
        List<CertificateReference> signingCertificate,
        SignaturePolicy policy,
        Map<String, String> mediaTypes,
        List<ContentStamp> contentTimestamps,
        List<StampedTime> timestamps,
        List<Bytes> certificateValues,
        List<Bytes> ocspValues,
        List<Bytes> crlValues,
        List<ArchiveStamp> archiveTimestamps,
        List<String> unjudged) {
    /** What stands in objects besides the qualifying properties, which no signature of a container should have; the identifiers of a signature file are unique. */
    List<XmlElement> furtherContent() {
        List<XmlElement> further = new ArrayList<>(objects);
        objects.forEach(object -> further.addAll(object.elements()));
        for (XmlElement child : qualifyingObject.elements()) {
            if (!child.name().equals("QualifyingProperties")) {
                further.add(child);
            }
        }
        return further;
    }
}
