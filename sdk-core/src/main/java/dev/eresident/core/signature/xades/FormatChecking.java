package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * EN 319 102-1 §5.2.2: takes a signature apart, accepting one shape only.
 *
 * <p>Everything is found by its fixed path from the signature element. What is there twice, or missing, or somewhere else, makes the signature malformed; unknown properties are noted.
 */
final class FormatChecking {
    private static final int MAX_REFERENCES = 20_000;

    private FormatChecking() {}

    /**
     * Takes the signature apart.
     *
     * @param signature the element
     * @param shape how strictly
     * @throws ProtocolException XADES_NO_PROPERTIES when it is no XAdES signature, XML_STRUCTURE when the shape is not the prescribed one
     */
    static ParsedSignature parse(XmlElement signature, Shape shape) {
        String id = signature.attribute("Id").orElse("");
        XmlElement signedInfo = signature.exactlyOne(Names.DS, "SignedInfo");
        XmlElement valueElement = signature.exactlyOne(Names.DS, "SignatureValue");
        Optional<XmlElement> keyInfo = signature.atMostOne(Names.DS, "KeyInfo");
        onlyChildren(signature, Names.DS, "SignedInfo", "SignatureValue", "KeyInfo", "Object");
        XmlElement qualifying = qualifyingProperties(signature, shape);
        String xades = qualifying.namespace();
        XmlElement qualifyingObject = object(signature, qualifying);
        // In a document some writers leave the mark or the letter case out; what counts is that it stands inside its
        // own signature.
        if (shape == Shape.CONTAINER
                && (id.isEmpty() || !qualifying.attribute("Target").orElse("").equals("#" + id))) {
            throw malformed("QualifyingProperties does not point to its own signature");
        }
        XmlElement signed = qualifying.exactlyOne(xades, "SignedProperties");
        onlyChildren(qualifying, xades, "SignedProperties", "UnsignedProperties");
        XmlElement properties = signed.exactlyOne(xades, "SignedSignatureProperties");
        Optional<XmlElement> objects = signed.atMostOne(xades, "SignedDataObjectProperties");
        List<String> unjudged = new ArrayList<>();
        UnsignedParts unsigned = UnsignedParts.of(qualifying, shape, unjudged);
        XmlElement method = signedInfo.exactlyOne(Names.DS, "SignatureMethod");
        if (!method.elements().isEmpty()) {
            throw malformed("SignatureMethod has parameters");
        }
        return new ParsedSignature(
                id,
                signature,
                signedInfo,
                signedInfo.exactlyOne(Names.DS, "CanonicalizationMethod"),
                algorithm(method),
                references(signedInfo, shape),
                valueElement,
                Bytes.of(valueElement.base64()),
                keyInfo,
                keyInfoCertificates(keyInfo, shape),
                qualifyingObject,
                signature.elements(Names.DS, "Object").stream()
                        .filter(o -> o != qualifyingObject)
                        .toList(),
                signed,
                signed.attribute("Id").orElse(""),
                properties.atMostOne(xades, "SigningTime").map(XmlElement::text),
                signingCertificate(properties),
                policy(properties),
                mediaTypes(objects),
                ContentStamp.of(objects, unjudged),
                unsigned.timestamps(),
                unsigned.certificates(),
                unsigned.ocsps(),
                unsigned.crls(),
                unsigned.archiveTimestamps(),
                List.copyOf(unjudged));
    }

    private static XmlElement qualifyingProperties(XmlElement signature, Shape shape) {
        List<XmlElement> found = new ArrayList<>(1);
        for (XmlElement object : signature.elements(Names.DS, "Object")) {
            for (XmlElement child : object.elements()) {
                boolean known = child.namespace().equals(Names.XADES)
                        || (shape == Shape.DOCUMENT && Names.OLD_XADES.contains(child.namespace()));
                if (known && child.name().equals("QualifyingProperties")) {
                    found.add(child);
                }
            }
        }
        if (found.isEmpty()) {
            throw new ProtocolException(
                    shape == Shape.DOCUMENT ? "XADES_NO_PROPERTIES" : "XML_STRUCTURE",
                    "The signature is malformed: there is no QualifyingProperties, so it is no XAdES signature.");
        }
        if (found.size() > 1) {
            throw malformed("it has several QualifyingProperties");
        }
        return found.get(0);
    }

    private static XmlElement object(XmlElement signature, XmlElement qualifying) {
        for (XmlElement object : signature.elements(Names.DS, "Object")) {
            if (object.elements().contains(qualifying)) {
                return object;
            }
        }
        throw malformed("QualifyingProperties is not in an object");
    }

    private static List<DataReference> references(XmlElement signedInfo, Shape shape) {
        onlyChildren(signedInfo, Names.DS, "CanonicalizationMethod", "SignatureMethod", "Reference");
        List<XmlElement> elements = signedInfo.elements(Names.DS, "Reference");
        if (elements.isEmpty() || elements.size() > MAX_REFERENCES) {
            throw malformed("it has " + elements.size() + " references");
        }
        List<DataReference> references = new ArrayList<>(elements.size());
        for (XmlElement e : elements) {
            String uri = e.attribute("URI").orElse("");
            if ((shape == Shape.CONTAINER && uri.isEmpty()) || uri.equals("#")) {
                throw malformed("a reference does not say to what");
            }
            List<XmlElement> transforms = List.of();
            Optional<XmlElement> wrapper = e.atMostOne(Names.DS, "Transforms");
            if (wrapper.isPresent()) {
                onlyChildren(wrapper.get(), Names.DS, "Transform");
                transforms = List.copyOf(wrapper.get().elements());
            }
            onlyChildren(e, Names.DS, "Transforms", "DigestMethod", "DigestValue");
            references.add(new DataReference(
                    references.size() + 1,
                    e.attribute("Id"),
                    e.attribute("URI").isPresent(),
                    uri,
                    e.attribute("Type").orElse(""),
                    transforms,
                    algorithm(e.exactlyOne(Names.DS, "DigestMethod")),
                    Bytes.of(e.exactlyOne(Names.DS, "DigestValue").base64())));
        }
        return List.copyOf(references);
    }

    private static List<Bytes> keyInfoCertificates(Optional<XmlElement> keyInfo, Shape shape) {
        List<Bytes> certificates = new ArrayList<>(2);
        if (keyInfo.isPresent()) {
            for (XmlElement data : keyInfo.get().elements(Names.DS, "X509Data")) {
                for (XmlElement certificate : data.elements(Names.DS, "X509Certificate")) {
                    certificates.add(shape == Shape.CONTAINER ? Bytes.of(certificate.base64()) : lenient(certificate));
                }
            }
        }
        return List.copyOf(certificates);
    }

    private static List<CertificateReference> signingCertificate(XmlElement properties) {
        List<CertificateReference> found = new ArrayList<>(2);
        for (String name : List.of("SigningCertificate", "SigningCertificateV2")) {
            Optional<XmlElement> attribute = properties.atMostOne(properties.namespace(), name);
            if (attribute.isEmpty()) {
                continue;
            }
            // Further Cert elements may describe the issuers; the first is the signer's (EN 319 132-1 §5.2.2).
            List<XmlElement> certs = attribute.get().elements(properties.namespace(), "Cert");
            if (certs.isEmpty()) {
                throw malformed(name + " names no certificate");
            }
            found.add(certificateReference(certs.get(0)));
        }
        return List.copyOf(found);
    }

    private static CertificateReference certificateReference(XmlElement cert) {
        XmlElement digest = cert.exactlyOne(cert.namespace(), "CertDigest");
        Optional<BigInteger> serial = cert.atMostOne(cert.namespace(), "IssuerSerial")
                .flatMap(e -> e.atMostOne(Names.DS, "X509SerialNumber"))
                .flatMap(e -> decimal(e.text()));
        Optional<Bytes> issuerSerial =
                cert.atMostOne(cert.namespace(), "IssuerSerialV2").map(FormatChecking::lenient);
        String ns = digest.elements(Names.DS, "DigestMethod").isEmpty() ? cert.namespace() : Names.DS;
        return new CertificateReference(
                algorithm(digest.exactlyOne(ns, "DigestMethod")),
                Bytes.of(digest.exactlyOne(ns, "DigestValue").base64()),
                serial,
                issuerSerial);
    }

    /** What cannot be decoded fits nothing, and is no bytes. */
    static Bytes lenient(XmlElement e) {
        try {
            return Bytes.of(e.base64());
        } catch (ProtocolException undecodable) {
            return Bytes.empty();
        }
    }

    private static Optional<BigInteger> decimal(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > 100) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigInteger(trimmed));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static SignaturePolicy policy(XmlElement properties) {
        String xades = properties.namespace();
        Optional<XmlElement> element = properties.atMostOne(xades, "SignaturePolicyIdentifier");
        if (element.isEmpty()) {
            return new SignaturePolicy.None();
        }
        Optional<XmlElement> explicit = element.get().atMostOne(xades, "SignaturePolicyId");
        if (explicit.isEmpty()) {
            return new SignaturePolicy.Implied();
        }
        XmlElement identifier = explicit.get().exactlyOne(xades, "SigPolicyId").exactlyOne(xades, "Identifier");
        boolean impliedToo =
                !element.get().elements(xades, "SignaturePolicyImplied").isEmpty();
        boolean hasUri = explicit
                .get()
                .atMostOne(xades, "SigPolicyQualifiers")
                .map(q -> q.elements(xades, "SigPolicyQualifier"))
                .orElse(List.of())
                .stream()
                .flatMap(q -> q.elements(xades, "SPURI").stream())
                .anyMatch(uri -> !uri.text().isBlank());
        return new SignaturePolicy.Explicit(
                identifier.text().strip(), identifier.attribute("Qualifier").orElse(""), hasUri, impliedToo);
    }

    private static Map<String, String> mediaTypes(Optional<XmlElement> objects) {
        Map<String, String> types = new HashMap<>();
        if (objects.isEmpty()) {
            return types;
        }
        for (XmlElement child : objects.get().elements()) {
            if (child.is(objects.get().namespace(), "DataObjectFormat")) {
                Optional<String> type =
                        child.atMostOne(child.namespace(), "MimeType").map(XmlElement::text);
                String reference = child.attribute("ObjectReference").orElse("");
                String id = reference.startsWith("#") ? reference.substring(1) : reference;
                if (type.isPresent() && types.putIfAbsent(id, type.get().strip()) != null) {
                    throw malformed("two DataObjectFormats describe the same reference");
                }
            }
        }
        return Map.copyOf(types);
    }

    static String algorithm(XmlElement method) {
        return method.attribute("Algorithm").orElseThrow(() -> malformed(method.name() + " names no algorithm"));
    }

    static void onlyChildren(XmlElement parent, String namespace, String... allowed) {
        List<String> names = List.of(allowed);
        for (XmlElement child : parent.elements()) {
            if (!child.namespace().equals(namespace) || !names.contains(child.name())) {
                throw malformed(parent.name() + " has a child that does not belong there");
            }
        }
    }

    static ProtocolException malformed(String what) {
        return new ProtocolException("XML_STRUCTURE", "The signature is malformed: " + what + ".");
    }
}
