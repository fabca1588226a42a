package dev.eresident.core.signature;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlDocument;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.pki.Credential;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Signs XML documents with a card of the sandbox: the document is a text with {@code @SIGNATURE@} in it, references are added one by one. */
final class SignedXml {
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String EXCLUSIVE_URI = "http://www.w3.org/2001/10/xml-exc-c14n#";
    static final String EXCLUSIVE = "<ds:Transform Algorithm=\"" + EXCLUSIVE_URI + "\"/>";
    static final String ENVELOPED = "<ds:Transform Algorithm=\"" + DS + "enveloped-signature\"/>";

    private final Sandbox sandbox;
    private final IdCard card;
    private final Instant time;
    private final String id;
    private final List<Reference> references = new ArrayList<>();
    private String objects = "";
    private boolean status = true;
    private boolean stampedReferences;
    private boolean archived;
    private boolean answerLast;
    private byte[] referenced = new byte[0];
    private String furtherAnswer = "";
    private boolean typed = true;
    private String property = "";
    private String issuer = "";
    private String signingTime;
    private String digestUri = DigestAlgorithm.SHA256.xmlUri();
    private boolean transformedProperties = true;
    private byte[] signer;
    private final List<X509Certificate> furtherCertificates = new ArrayList<>();
    private String unsigned = "";
    private Optional<Credential> forger = Optional.empty();
    private Optional<UnaryOperator<byte[]>> marker = Optional.empty();
    private final List<DataStamp> dataStamps = new ArrayList<>();

    /** A time-stamp over the data, which names these references; all when it names none. */
    private record DataStamp(Instant at, Function<XmlDocument, byte[]> covered, List<String> named) {
        String element(int number) {
            String name = named.isEmpty() ? "AllDataObjectsTimeStamp" : "IndividualDataObjectsTimeStamp";
            StringBuilder includes = new StringBuilder();
            named.forEach(reference -> includes.append("<xades:Include URI=\"#" + reference + "\"/>"));
            return "<xades:" + name + ">" + includes + "<ds:CanonicalizationMethod Algorithm=\"" + EXCLUSIVE_URI
                    + "\"/><xades:EncapsulatedTimeStamp>@C" + number + "@</xades:EncapsulatedTimeStamp></xades:" + name
                    + ">";
        }
    }

    private record Reference(
            String attributes, String transforms, String digestUri, Function<XmlDocument, byte[]> octets) {
        /** By an algorithm that nobody knows, the value is one by SHA-256. */
        private byte[] digest(XmlDocument document) {
            return DigestAlgorithm.byXmlUri(digestUri)
                    .orElse(DigestAlgorithm.SHA256)
                    .digest(octets.apply(document));
        }
    }

    SignedXml(Sandbox sandbox, String id) {
        this.sandbox = sandbox;
        this.card = sandbox.eResident();
        this.time = Signed.NOW;
        this.id = id;
        this.signingTime = time.toString();
        this.signer = der(card.signingCertificate());
    }

    SignedXml reference(String uri, String transforms, Function<XmlDocument, byte[]> octets) {
        return add(" URI=\"" + uri + "\"", transforms, octets);
    }

    SignedXml typed(String uri, String type, String transforms, Function<XmlDocument, byte[]> octets) {
        return add(" URI=\"" + uri + "\" Type=\"" + type + "\"", transforms, octets);
    }

    SignedXml withoutUri(String transforms, Function<XmlDocument, byte[]> octets) {
        return add("", transforms, octets);
    }

    private SignedXml add(String attributes, String transforms, Function<XmlDocument, byte[]> octets) {
        references.add(new Reference(attributes, transforms, digestUri, octets));
        return this;
    }

    /** How the references that are added from now on are digested. */
    SignedXml digesting(String algorithm) {
        digestUri = algorithm;
        return this;
    }

    /** The whole document without this signature. */
    SignedXml whole() {
        return reference("", ENVELOPED + EXCLUSIVE, d -> withoutSignature(d, Canonicalization.EXCLUSIVE));
    }

    /** The octets of the whole document without this signature. */
    byte[] withoutSignature(XmlDocument document, Canonicalization method) {
        return method.apply(document, Set.of(), new HashSet<>(Set.of(find(document.root(), id))));
    }

    /** An element by its Id. */
    SignedXml element(String elementId) {
        return reference("#" + elementId, EXCLUSIVE, d -> Canonicalization.EXCLUSIVE.apply(find(d.root(), elementId)));
    }

    SignedXml object(String xml) {
        objects += "<ds:Object>" + xml + "</ds:Object>";
        return this;
    }

    /** An object with the Id "o" and this content. */
    SignedXml namedObject(String content) {
        objects += "<ds:Object Id=\"o\">" + content + "</ds:Object>";
        return this;
    }

    SignedXml withoutStatus() {
        status = false;
        return this;
    }

    /** Adds a reference to the OCSP answer, and a time-stamp over signature and reference. */
    SignedXml stampedReferences() {
        stampedReferences = true;
        answerLast = true;
        return this;
    }

    /** The reference is to something else than the answer. */
    SignedXml referencing(byte[] other) {
        referenced = other.clone();
        return this;
    }

    SignedXml answer(byte[] further) {
        furtherAnswer = "<xades:EncapsulatedOCSPValue>" + base64(further) + "</xades:EncapsulatedOCSPValue>";
        return this;
    }

    SignedXml archived() {
        archived = true;
        return this;
    }

    /** Adds the answer after the archive time-stamp, which so does not cover it. */
    SignedXml answerLast() {
        answerLast = true;
        return this;
    }

    /** The reference to the signed properties does not say that it is one. */
    SignedXml untypedProperties() {
        typed = false;
        return this;
    }

    /** The reference to the signed properties names no canonicalisation, so that the inclusive one is meant. */
    SignedXml untransformedProperties() {
        transformedProperties = false;
        return this;
    }

    /** The claimed time as written; empty text leaves the property out. */
    SignedXml claiming(String text) {
        signingTime = text;
        return this;
    }

    /** A further signed property. */
    SignedXml property(String xml) {
        property = xml;
        return this;
    }

    /** A time-stamp over the data of these references, by their position from 0, or of all. */
    SignedXml stampedData(Instant at, Integer... over) {
        String[] named = Stream.of(over).map(i -> id + "-r" + i).toArray(String[]::new);
        return stampedAs(at, document -> octets(over.length == 0 ? references : chosen(over), document), named);
    }

    /** A time-stamp over these octets, which names these references; all when it names none. */
    SignedXml stampedAs(Instant at, Function<XmlDocument, byte[]> covered, String... named) {
        dataStamps.add(new DataStamp(at, covered, List.of(named)));
        return this;
    }

    private List<Reference> chosen(Integer... positions) {
        return Stream.of(positions).map(references::get).toList();
    }

    private static byte[] octets(List<Reference> references, XmlDocument document) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        references.forEach(r -> all.writeBytes(r.octets().apply(document)));
        return all.toByteArray();
    }

    /** What is stated beside the digest of the signer's certificate. */
    SignedXml issuer(String xml) {
        issuer = xml;
        return this;
    }

    /** Somebody else makes the value, and adds the own certificate. */
    SignedXml forgedBy(Credential other) {
        forger = Optional.of(other);
        return certificate(other.certificate());
    }

    /** A further certificate in KeyInfo. */
    SignedXml certificate(X509Certificate further) {
        furtherCertificates.add(further);
        return this;
    }

    /** The bytes that stand for the signer's certificate, in KeyInfo and in the digest of it. */
    SignedXml signer(byte[] certificate) {
        signer = certificate.clone();
        return this;
    }

    /** Further unsigned properties, behind all others. */
    SignedXml unsigned(String xml) {
        unsigned = xml;
        return this;
    }

    /** Instead of a time-stamp there is only the answer that this makes of the signature value. */
    SignedXml markedBy(UnaryOperator<byte[]> answer) {
        marker = Optional.of(answer);
        return this;
    }

    byte[] sign(String document) {
        String text = document.replace("@SIGNATURE@", skeleton());
        for (int i = 0; i < references.size(); i++) {
            text = text.replace("@D" + i + "@", base64(references.get(i).digest(parse(text))));
        }
        for (int i = 0; i < dataStamps.size(); i++) {
            byte[] covered = dataStamps.get(i).covered().apply(parse(text));
            text = text.replace(
                    "@C" + i + "@",
                    base64(sandbox.tsa()
                            .token(sha256(covered), dataStamps.get(i).at(), null)));
        }
        XmlElement signature = find(parse(text).root(), id);
        XmlElement properties = find(signature, id + "-properties");
        Canonicalization method = transformedProperties ? Canonicalization.EXCLUSIVE : Canonicalization.INCLUSIVE;
        text = text.replace("@P@", base64(sha256(method.apply(properties))));
        signature = find(parse(text).root(), id);
        byte[] signed = Canonicalization.EXCLUSIVE.apply(signature.exactlyOne(DS, "SignedInfo"));
        byte[] made = forger.orElse(card.signing()).sign(signed, card.defaultAlgorithm());
        text = text.replace("@V@", base64(made));
        if (marker.isPresent()) {
            text = text.replace("@M@", base64(marker.get().apply(made)));
        }
        signature = find(parse(text).root(), id);
        byte[] value = Canonicalization.EXCLUSIVE.apply(signature.exactlyOne(DS, "SignatureValue"));
        text = text.replace("@T@", base64(sandbox.tsa().token(sha256(value), time, null)));
        if (stampedReferences) {
            text = text.replace("@R@", stamp(false, text));
        }
        if (archived) {
            text = text.replace("@A@", stamp(true, text));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A token over what an archive time-stamp, or one over references, covers. */
    private String stamp(boolean archive, String text) {
        XmlElement signature = find(parse(text).root(), id);
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        if (archive) {
            covered.writeBytes(octets(references, parse(text)));
            covered.writeBytes(Canonicalization.EXCLUSIVE.apply(find(signature, id + "-properties")));
            covered.writeBytes(Canonicalization.EXCLUSIVE.apply(signature.exactlyOne(DS, "SignedInfo")));
        }
        covered.writeBytes(Canonicalization.EXCLUSIVE.apply(signature.exactlyOne(DS, "SignatureValue")));
        if (archive) {
            covered.writeBytes(Canonicalization.EXCLUSIVE.apply(signature.exactlyOne(DS, "KeyInfo")));
        }
        for (XmlElement property : find(signature, id + "-unsigned").elements()) {
            if (property.name().equals(archive ? "ArchiveTimeStamp" : "SigAndRefsTimeStamp")) {
                break;
            }
            covered.writeBytes(Canonicalization.EXCLUSIVE.apply(property));
        }
        if (archive) {
            signature.elements(DS, "Object").stream()
                    .filter(object ->
                            object.elements().stream().noneMatch(e -> e.name().equals("QualifyingProperties")))
                    .forEach(object -> covered.writeBytes(Canonicalization.EXCLUSIVE.apply(object)));
        }
        return base64(sandbox.tsa().token(sha256(covered.toByteArray()), time.plusSeconds(60), null));
    }

    private String skeleton() {
        StringBuilder xml = new StringBuilder("<ds:Signature xmlns:ds=\"" + DS + "\" Id=\"" + id + "\"><ds:SignedInfo>"
                + "<ds:CanonicalizationMethod Algorithm=\"" + EXCLUSIVE_URI + "\"/>"
                + "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384\"/>");
        for (int i = 0; i < references.size(); i++) {
            Reference r = references.get(i);
            xml.append("<ds:Reference Id=\"" + id + "-r" + i + "\"" + r.attributes() + ">" + transforms(r.transforms())
                    + digest(r.digestUri(), "@D" + i + "@") + "</ds:Reference>");
        }
        xml.append("<ds:Reference" + (typed ? " Type=\"http://uri.etsi.org/01903#SignedProperties\"" : "") + " URI=\"#"
                + id
                + "-properties\">" + transforms(transformedProperties ? EXCLUSIVE : "") + digest("@P@")
                + "</ds:Reference></ds:SignedInfo><ds:SignatureValue>@V@</ds:SignatureValue>"
                + "<ds:KeyInfo Id=\"" + id + "-key\"><ds:X509Data><ds:X509Certificate>" + base64(signer)
                + "</ds:X509Certificate>");
        furtherCertificates.forEach(c -> xml.append("<ds:X509Certificate>" + base64(der(c)) + "</ds:X509Certificate>"));
        xml.append("</ds:X509Data></ds:KeyInfo><ds:Object>"
                + "<xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\""
                + " xmlns:new=\"http://uri.etsi.org/01903/v1.4.1#\" Target=\"#" + id
                + "\"><xades:SignedProperties Id=\"" + id
                + "-properties\"><xades:SignedSignatureProperties>"
                + (signingTime.isEmpty() ? "" : "<xades:SigningTime>" + signingTime + "</xades:SigningTime>")
                + "<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>"
                + digest(base64(sha256(signer)))
                + "</xades:CertDigest>" + issuer + "</xades:Cert></xades:SigningCertificateV2>" + property
                + "</xades:SignedSignatureProperties>" + dataProperties() + "</xades:SignedProperties>");
        if (status) {
            byte[] answer =
                    sandbox.ocsp().answerFor(card.signingCertificate(), card.issuer(), time.plusSeconds(1), null);
            String values = "<xades:RevocationValues><xades:OCSPValues><xades:EncapsulatedOCSPValue>"
                    + (marker.isPresent() ? "@M@" : base64(answer)) + "</xades:EncapsulatedOCSPValue>" + furtherAnswer
                    + "</xades:OCSPValues></xades:RevocationValues>";
            xml.append("<xades:UnsignedProperties><xades:UnsignedSignatureProperties Id=\"" + id + "-unsigned\">")
                    .append(marker.isPresent() ? "" : stampElement("xades:SignatureTimeStamp", "@T@"))
                    .append(answerLast ? "" : values);
            if (stampedReferences) {
                xml.append("<xades:CompleteRevocationRefs><xades:OCSPRefs><xades:OCSPRef><xades:DigestAlgAndValue>"
                                + digest(base64(sha256(referenced.length == 0 ? answer : referenced)))
                                + "</xades:DigestAlgAndValue></xades:OCSPRef></xades:OCSPRefs>"
                                + "</xades:CompleteRevocationRefs>")
                        .append(stampElement("xades:SigAndRefsTimeStamp", "@R@"));
            }
            if (archived) {
                xml.append(stampElement("new:ArchiveTimeStamp", "@A@"));
            }
            xml.append(answerLast ? values : "")
                    .append(unsigned)
                    .append("</xades:UnsignedSignatureProperties></xades:UnsignedProperties>");
        }
        return xml.append("</xades:QualifyingProperties></ds:Object>" + objects + "</ds:Signature>")
                .toString();
    }

    private String dataProperties() {
        StringBuilder stamps = new StringBuilder();
        for (int i = 0; i < dataStamps.size(); i++) {
            stamps.append(dataStamps.get(i).element(i));
        }
        return stamps.isEmpty()
                ? ""
                : "<xades:SignedDataObjectProperties>" + stamps + "</xades:SignedDataObjectProperties>";
    }

    private static String stampElement(String tag, String token) {
        return "<" + tag + "><ds:CanonicalizationMethod Algorithm=\"" + EXCLUSIVE_URI + "\"/>"
                + "<xades:EncapsulatedTimeStamp>" + token + "</xades:EncapsulatedTimeStamp></" + tag + ">";
    }

    private static String transforms(String all) {
        return all.isEmpty() ? "" : "<ds:Transforms>" + all + "</ds:Transforms>";
    }

    private static String digest(String value) {
        return digest(DigestAlgorithm.SHA256.xmlUri(), value);
    }

    private static String digest(String algorithm, String value) {
        return "<ds:DigestMethod Algorithm=\"" + algorithm + "\"/><ds:DigestValue>" + value + "</ds:DigestValue>";
    }

    static XmlDocument parse(String text) {
        return new XmlReading(XmlLimits.DOCUMENT).readDocument(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The element with this Id. */
    static XmlElement find(XmlElement root, String id) {
        List<XmlElement> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            XmlElement e = open.remove(open.size() - 1);
            if (e.attribute("Id").filter(id::equals).isPresent()) {
                return e;
            }
            open.addAll(e.elements());
        }
        throw new IllegalArgumentException("no element " + id);
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] data) {
        return DigestAlgorithm.SHA256.digest(data);
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
