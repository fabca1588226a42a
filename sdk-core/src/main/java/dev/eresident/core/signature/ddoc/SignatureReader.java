package dev.eresident.core.signature.ddoc;

import static dev.eresident.core.signature.ddoc.Structure.child;
import static dev.eresident.core.signature.ddoc.Structure.children;
import static dev.eresident.core.signature.ddoc.Structure.find;
import static dev.eresident.core.signature.ddoc.Structure.require;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one Signature element by fixed paths. */
final class SignatureReader {
    private final XmlElement signature;
    private final DdocVersion version;

    private SignatureReader(XmlElement signature, DdocVersion version) {
        this.signature = signature;
        this.version = version;
    }

    /** Whether there is a value at all: what has none is the place of a signature, not one. */
    static boolean hasValue(XmlElement signature) {
        return child(signature, "SignatureValue").isPresent();
    }

    /**
     * Reads.
     *
     * @throws ProtocolException XML_STRUCTURE when something that every signature must have is missing, or something stands where it may not
     */
    static DdocSignature read(XmlElement signature, DdocVersion version) {
        Structure.check(signature);
        return new SignatureReader(signature, version).read();
    }

    private DdocSignature read() {
        XmlElement info = require(signature, "SignedInfo");
        List<DdocSignature.Reference> references = new ArrayList<>();
        for (XmlElement reference : children(info, "Reference")) {
            references.add(reference(reference));
        }
        Optional<XmlElement> properties = find(signature, "Object", "QualifyingProperties", "SignedProperties");
        Optional<XmlElement> signed = properties.flatMap(p -> child(p, "SignedSignatureProperties"));
        Optional<XmlElement> unsigned =
                find(signature, "Object", "QualifyingProperties", "UnsignedProperties", "UnsignedSignatureProperties");
        return new DdocSignature(
                info,
                algorithm(require(info, "CanonicalizationMethod")),
                algorithm(require(info, "SignatureMethod")),
                Bytes.of(require(signature, "SignatureValue").base64()),
                references,
                find(signature, "KeyInfo", "X509Data", "X509Certificate").map(SignatureReader::lenient),
                properties,
                signed.flatMap(s -> child(s, "SigningTime")).flatMap(t -> DdocTime.parse(t.text(), version)),
                signed.flatMap(s -> find(s, "SigningCertificate", "Cert")).map(this::certificateRef),
                unsigned.map(this::certificateRefs).orElse(List.of()),
                unsigned.map(this::ocspRefs).orElse(List.of()),
                unsigned.map(SignatureReader::certificateValues).orElse(List.of()),
                unsigned.map(SignatureReader::ocspValues).orElse(List.of()));
    }

    private static String algorithm(XmlElement method) {
        return method.attribute("Algorithm").orElse("");
    }

    private static DdocSignature.Reference reference(XmlElement reference) {
        List<String> transforms = new ArrayList<>(0);
        child(reference, "Transforms").ifPresent(list -> {
            for (XmlElement transform : children(list, "Transform")) {
                transforms.add(algorithm(transform));
            }
        });
        return new DdocSignature.Reference(
                reference.attribute("URI").orElse(""),
                algorithm(require(reference, "DigestMethod")),
                Bytes.of(require(reference, "DigestValue").base64()),
                transforms);
    }

    private DdocSignature.CertificateRef certificateRef(XmlElement cert) {
        XmlElement digest = require(cert, "CertDigest");
        Optional<XmlElement> issuerSerial = child(cert, "IssuerSerial");
        Optional<XmlElement> name = issuerSerial.flatMap(i -> child(i, "X509IssuerName"));
        Optional<XmlElement> number = issuerSerial.flatMap(i -> child(i, "X509SerialNumber"));
        boolean flat = name.isEmpty() && number.isEmpty();
        Optional<String> serial =
                (flat ? issuerSerial : number).map(e -> e.text().strip());
        return new DdocSignature.CertificateRef(
                algorithm(require(digest, "DigestMethod")),
                lenient(require(digest, "DigestValue")),
                name.map(XmlElement::text),
                serial.map(SignatureReader::number),
                Stream.concat(name.stream(), number.stream())
                        .allMatch(e -> e.namespace().equals(DdocVersion.XMLDSIG)));
    }

    /** Serial numbers have at most 20 octets (RFC 5280 §4.1.2.2); some more are tolerated. */
    private static BigInteger number(String text) {
        if (!text.matches("-?[0-9]{1,100}")) {
            throw new ProtocolException("XML_STRUCTURE", "A serial number is no number.");
        }
        return new BigInteger(text);
    }

    private List<DdocSignature.CertificateRef> certificateRefs(XmlElement unsigned) {
        Optional<XmlElement> refs = child(unsigned, "CompleteCertificateRefs");
        List<XmlElement> certs =
                new ArrayList<>(refs.map(r -> children(r, "Cert")).orElse(List.of()));
        refs.flatMap(r -> child(r, "CertRefs")).ifPresent(r -> certs.addAll(children(r, "Cert")));
        return certs.stream().map(this::certificateRef).toList();
    }

    private List<DdocSignature.OcspRef> ocspRefs(XmlElement unsigned) {
        List<DdocSignature.OcspRef> refs = new ArrayList<>(1);
        find(unsigned, "CompleteRevocationRefs", "OCSPRefs").ifPresent(list -> {
            for (XmlElement ref : children(list, "OCSPRef")) {
                XmlElement identifier = require(ref, "OCSPIdentifier");
                XmlElement digest = require(ref, "DigestAlgAndValue");
                refs.add(new DdocSignature.OcspRef(
                        identifier.attribute("URI").orElse(""),
                        DdocTime.parse(require(identifier, "ProducedAt").text(), version),
                        algorithm(require(digest, "DigestMethod")),
                        lenient(require(digest, "DigestValue"))));
            }
        });
        return refs;
    }

    private static List<Bytes> certificateValues(XmlElement unsigned) {
        return child(unsigned, "CertificateValues").stream()
                .flatMap(v -> children(v, "EncapsulatedX509Certificate").stream())
                .map(SignatureReader::lenient)
                .toList();
    }

    private static List<DdocSignature.OcspValue> ocspValues(XmlElement unsigned) {
        Optional<XmlElement> values = child(unsigned, "RevocationValues");
        List<XmlElement> all = new ArrayList<>(
                values.map(v -> children(v, "EncapsulatedOCSPValue")).orElse(List.of()));
        values.flatMap(v -> child(v, "OCSPValues")).ifPresent(v -> all.addAll(children(v, "EncapsulatedOCSPValue")));
        return all.stream()
                .map(v -> new DdocSignature.OcspValue(v.attribute("Id").orElse(""), lenient(v)))
                .toList();
    }

    /** What is no Base64 is no certificate and no answer either: it is missed where it is needed. */
    private static Bytes lenient(XmlElement element) {
        try {
            return Bytes.of(element.base64());
        } catch (ProtocolException e) {
            return Bytes.empty();
        }
    }
}
