package dev.eresident.core.signature.ddoc;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which elements a DDOC signature may hold, and walking them by name. Namespaces are not compared: the old software wrote them in many ways, and every byte that matters is signed; the fixed
 * structure, the same as in the state's own tools, leaves no room to hide an element.
 */
final class Structure {
    /** Parent to its children; a plus marks those that may occur several times. An element that is no parent here holds no elements. */
    private static final Map<String, Set<String>> CHILDREN = Map.ofEntries(
            children("Signature", "SignedInfo", "SignatureValue", "KeyInfo", "Object"),
            children("SignedInfo", "CanonicalizationMethod", "SignatureMethod", "Reference+"),
            children("Reference", "DigestMethod", "DigestValue", "Transforms"),
            children("Transforms", "Transform+"),
            children("KeyInfo", "KeyValue", "X509Data"),
            children("KeyValue", "RSAKeyValue"),
            children("RSAKeyValue", "Modulus", "Exponent"),
            children("X509Data", "X509Certificate"),
            children("Object", "QualifyingProperties"),
            children("QualifyingProperties", "SignedProperties", "UnsignedProperties"),
            children("SignedProperties", "SignedSignatureProperties", "SignedDataObjectProperties"),
            children(
                    "SignedSignatureProperties",
                    "SigningTime",
                    "SigningCertificate",
                    "SignaturePolicyIdentifier",
                    "SignatureProductionPlace",
                    "SignerRole"),
            children("SigningCertificate", "Cert"),
            children("Cert", "CertDigest", "IssuerSerial"),
            children("CertDigest", "DigestMethod", "DigestValue"),
            children("IssuerSerial", "X509IssuerName", "X509SerialNumber"),
            children("SignaturePolicyIdentifier", "SignaturePolicyImplied"),
            children("SignatureProductionPlace", "City", "StateOrProvince", "PostalCode", "CountryName"),
            children("SignerRole", "ClaimedRoles"),
            children("ClaimedRoles", "ClaimedRole+"),
            children("SignedDataObjectProperties", "DataObjectFormat+"),
            children("DataObjectFormat", "MimeType"),
            children("UnsignedProperties", "UnsignedSignatureProperties"),
            children(
                    "UnsignedSignatureProperties",
                    "CompleteCertificateRefs",
                    "CompleteRevocationRefs",
                    "CertificateValues",
                    "RevocationValues"),
            children("CompleteCertificateRefs", "CertRefs", "Cert+"),
            children("CertRefs", "Cert+"),
            children("CompleteRevocationRefs", "OCSPRefs"),
            children("OCSPRefs", "OCSPRef+"),
            children("OCSPRef", "OCSPIdentifier", "DigestAlgAndValue"),
            children("OCSPIdentifier", "ResponderID", "ProducedAt"),
            children("DigestAlgAndValue", "DigestMethod", "DigestValue"),
            children("CertificateValues", "EncapsulatedX509Certificate+"),
            children("RevocationValues", "OCSPValues", "EncapsulatedOCSPValue+"),
            children("OCSPValues", "EncapsulatedOCSPValue+"));

    private Structure() {}

    private static Map.Entry<String, Set<String>> children(String parent, String... names) {
        return Map.entry(parent, Set.of(names));
    }

    /**
     * Checks a signature with everything in it.
     *
     * @throws ProtocolException XML_STRUCTURE for an element that may not stand where it does, or not twice
     */
    static void check(XmlElement element) {
        Set<String> allowed = CHILDREN.getOrDefault(element.name(), Set.of());
        Set<String> seen = new HashSet<>();
        for (XmlElement child : element.elements()) {
            boolean once = allowed.contains(child.name());
            if (!once && !allowed.contains(child.name() + "+")) {
                throw new ProtocolException(
                        "XML_STRUCTURE", "Element " + element.name() + " holds an element that may not stand there.");
            }
            if (once && !seen.add(child.name())) {
                throw new ProtocolException(
                        "XML_STRUCTURE", "Element " + element.name() + " holds " + child.name() + " twice.");
            }
            check(child);
        }
    }

    /** The first child of this name; there is only one where {@link #check} says so. */
    static Optional<XmlElement> child(XmlElement parent, String name) {
        return parent.elements().stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** Follows a path of children. */
    static Optional<XmlElement> find(XmlElement from, String... path) {
        Optional<XmlElement> found = Optional.of(from);
        for (String name : path) {
            found = found.flatMap(e -> child(e, name));
        }
        return found;
    }

    /** Follows a path of children whose end must be there. */
    static XmlElement require(XmlElement from, String... path) {
        return find(from, path)
                .orElseThrow(() -> new ProtocolException(
                        "XML_STRUCTURE", "Element " + path[path.length - 1] + " is missing from " + from.name() + "."));
    }

    /** All children of this name. */
    static List<XmlElement> children(XmlElement parent, String name) {
        return parent.elements().stream().filter(e -> e.name().equals(name)).toList();
    }
}
