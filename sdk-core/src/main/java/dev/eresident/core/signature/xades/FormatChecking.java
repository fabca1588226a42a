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
     * @throws ProtocolException XML_STRUCTURE when the shape is not the prescribed one
     */
    static ParsedSignature parse(XmlElement signature) {
        String id = signature.attribute("Id").orElse("");
        XmlElement signedInfo = signature.exactlyOne(Names.DS, "SignedInfo");
        XmlElement valueElement = signature.exactlyOne(Names.DS, "SignatureValue");
        Optional<XmlElement> keyInfo = signature.atMostOne(Names.DS, "KeyInfo");
        onlyChildren(signature, Names.DS, "SignedInfo", "SignatureValue", "KeyInfo", "Object");
        XmlElement qualifying = qualifyingProperties(signature);
        if (!qualifying.attribute("Target").orElse("").equals("#" + id) || id.isEmpty()) {
            throw malformed("QualifyingProperties does not point to its own signature");
        }
        XmlElement signed = qualifying.exactlyOne(Names.XADES, "SignedProperties");
        onlyChildren(qualifying, Names.XADES, "SignedProperties", "UnsignedProperties");
        XmlElement properties = signed.exactlyOne(Names.XADES, "SignedSignatureProperties");
        Optional<XmlElement> objects = signed.atMostOne(Names.XADES, "SignedDataObjectProperties");
        List<String> unjudged = new ArrayList<>();
        UnsignedParts unsigned = UnsignedParts.of(qualifying, unjudged);
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
                references(signedInfo),
                valueElement,
                Bytes.of(valueElement.base64()),
                keyInfo,
                keyInfoCertificates(keyInfo),
                signed,
                signed.attribute("Id").orElse(""),
                properties.atMostOne(Names.XADES, "SigningTime").map(XmlElement::text),
                signingCertificate(properties),
                policy(properties),
                mediaTypes(objects, unjudged),
                unsigned.timestamps(),
                unsigned.certificates(),
                unsigned.ocsps(),
                unsigned.crls(),
                unsigned.archiveTimestamps(),
                List.copyOf(unjudged));
    }

    private static XmlElement qualifyingProperties(XmlElement signature) {
        XmlElement object = signature
                .atMostOne(Names.DS, "Object")
                .orElseThrow(() -> malformed("there is no QualifyingProperties, so it is no XAdES signature"));
        XmlElement found = object.exactlyOne(Names.XADES, "QualifyingProperties");
        onlyChildren(object, Names.XADES, "QualifyingProperties");
        return found;
    }

    private static List<DataReference> references(XmlElement signedInfo) {
        onlyChildren(signedInfo, Names.DS, "CanonicalizationMethod", "SignatureMethod", "Reference");
        List<XmlElement> elements = signedInfo.elements(Names.DS, "Reference");
        if (elements.isEmpty() || elements.size() > MAX_REFERENCES) {
            throw malformed("it has " + elements.size() + " references");
        }
        List<DataReference> references = new ArrayList<>(elements.size());
        for (XmlElement e : elements) {
            String uri = e.attribute("URI").orElse("");
            if (uri.isEmpty() || uri.equals("#")) {
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
                    uri,
                    e.attribute("Type").orElse(""),
                    transforms,
                    algorithm(e.exactlyOne(Names.DS, "DigestMethod")),
                    Bytes.of(e.exactlyOne(Names.DS, "DigestValue").base64())));
        }
        return List.copyOf(references);
    }

    private static List<Bytes> keyInfoCertificates(Optional<XmlElement> keyInfo) {
        List<Bytes> certificates = new ArrayList<>(2);
        if (keyInfo.isPresent()) {
            for (XmlElement data : keyInfo.get().elements(Names.DS, "X509Data")) {
                for (XmlElement certificate : data.elements(Names.DS, "X509Certificate")) {
                    certificates.add(Bytes.of(certificate.base64()));
                }
            }
        }
        return List.copyOf(certificates);
    }

    private static List<CertificateReference> signingCertificate(XmlElement properties) {
        List<CertificateReference> found = new ArrayList<>(2);
        for (String name : List.of("SigningCertificate", "SigningCertificateV2")) {
            Optional<XmlElement> attribute = properties.atMostOne(Names.XADES, name);
            if (attribute.isEmpty()) {
                continue;
            }
            // Further Cert elements may describe the issuers; the first is the signer's (EN 319 132-1 §5.2.2).
            List<XmlElement> certs = attribute.get().elements(Names.XADES, "Cert");
            if (certs.isEmpty()) {
                throw malformed(name + " names no certificate");
            }
            found.add(certificateReference(certs.get(0)));
        }
        return List.copyOf(found);
    }

    private static CertificateReference certificateReference(XmlElement cert) {
        XmlElement digest = cert.exactlyOne(Names.XADES, "CertDigest");
        Optional<BigInteger> serial = cert.atMostOne(Names.XADES, "IssuerSerial")
                .flatMap(e -> e.atMostOne(Names.DS, "X509SerialNumber"))
                .flatMap(e -> decimal(e.text()));
        Optional<Bytes> issuerSerial =
                cert.atMostOne(Names.XADES, "IssuerSerialV2").map(e -> Bytes.of(e.base64()));
        return new CertificateReference(
                algorithm(digest.exactlyOne(Names.DS, "DigestMethod")),
                Bytes.of(digest.exactlyOne(Names.DS, "DigestValue").base64()),
                serial,
                issuerSerial);
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
        Optional<XmlElement> element = properties.atMostOne(Names.XADES, "SignaturePolicyIdentifier");
        if (element.isEmpty()) {
            return new SignaturePolicy.None();
        }
        Optional<XmlElement> explicit = element.get().atMostOne(Names.XADES, "SignaturePolicyId");
        if (explicit.isEmpty()) {
            return new SignaturePolicy.Implied();
        }
        XmlElement identifier =
                explicit.get().exactlyOne(Names.XADES, "SigPolicyId").exactlyOne(Names.XADES, "Identifier");
        boolean impliedToo =
                !element.get().elements(Names.XADES, "SignaturePolicyImplied").isEmpty();
        boolean hasUri = explicit
                .get()
                .atMostOne(Names.XADES, "SigPolicyQualifiers")
                .map(q -> q.elements(Names.XADES, "SigPolicyQualifier"))
                .orElse(List.of())
                .stream()
                .flatMap(q -> q.elements(Names.XADES, "SPURI").stream())
                .anyMatch(uri -> !uri.text().isBlank());
        return new SignaturePolicy.Explicit(
                identifier.text().strip(), identifier.attribute("Qualifier").orElse(""), hasUri, impliedToo);
    }

    private static Map<String, String> mediaTypes(Optional<XmlElement> objects, List<String> unjudged) {
        Map<String, String> types = new HashMap<>();
        if (objects.isEmpty()) {
            return types;
        }
        for (XmlElement child : objects.get().elements()) {
            if (child.is(Names.XADES, "DataObjectFormat")) {
                Optional<String> type = child.atMostOne(Names.XADES, "MimeType").map(XmlElement::text);
                String reference = child.attribute("ObjectReference").orElse("");
                String id = reference.startsWith("#") ? reference.substring(1) : reference;
                if (type.isPresent() && types.putIfAbsent(id, type.get().strip()) != null) {
                    throw malformed("two DataObjectFormats describe the same reference");
                }
            } else if (child.name().endsWith("TimeStamp")) {
                unjudged.add(child.name());
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
