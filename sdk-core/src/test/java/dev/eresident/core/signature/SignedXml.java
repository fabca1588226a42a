package dev.eresident.core.signature;

import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlDocument;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Signs XML documents with a card of the sandbox: the document is a text with {@code @SIGNATURE@} in it, references are added one by one. */
final class SignedXml {
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String EXCLUSIVE = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>";
    static final String ENVELOPED = "<ds:Transform Algorithm=\"" + DS + "enveloped-signature\"/>";

    private final Sandbox sandbox;
    private final IdCard card;
    private final Instant time;
    private final String id;
    private final List<Reference> references = new ArrayList<>();
    private String objects = "";
    private boolean status = true;
    private boolean typed = true;

    private record Reference(String uri, String type, String transforms, Function<XmlDocument, byte[]> octets) {}

    SignedXml(Sandbox sandbox, String id) {
        this.sandbox = sandbox;
        this.card = sandbox.eResident();
        this.time = Signed.NOW;
        this.id = id;
    }

    SignedXml reference(String uri, String transforms, Function<XmlDocument, byte[]> octets) {
        references.add(new Reference(uri, "", transforms, octets));
        return this;
    }

    SignedXml typed(String uri, String type, String transforms, Function<XmlDocument, byte[]> octets) {
        references.add(new Reference(uri, type, transforms, octets));
        return this;
    }

    /** The whole document without this signature. */
    SignedXml whole() {
        return reference("", ENVELOPED + EXCLUSIVE, document -> {
            Set<XmlElement> without = new HashSet<>(Set.of(find(document.root(), id)));
            return Canonicalization.EXCLUSIVE.apply(document, Set.of(), without);
        });
    }

    /** An element by its Id. */
    SignedXml element(String elementId) {
        return reference("#" + elementId, EXCLUSIVE, d -> Canonicalization.EXCLUSIVE.apply(find(d.root(), elementId)));
    }

    SignedXml object(String xml) {
        objects += "<ds:Object>" + xml + "</ds:Object>";
        return this;
    }

    SignedXml withoutStatus() {
        status = false;
        return this;
    }

    /** The reference to the signed properties does not say that it is one. */
    SignedXml untypedProperties() {
        typed = false;
        return this;
    }

    byte[] sign(String document) {
        String text = document.replace("@SIGNATURE@", skeleton());
        for (int i = 0; i < references.size(); i++) {
            String digest = base64(sha256(references.get(i).octets().apply(parse(text))));
            text = text.replace("@D" + i + "@", digest);
        }
        XmlElement signature = find(parse(text).root(), id);
        XmlElement properties = find(signature, id + "-properties");
        text = text.replace("@P@", base64(sha256(Canonicalization.EXCLUSIVE.apply(properties))));
        signature = find(parse(text).root(), id);
        byte[] signed = Canonicalization.EXCLUSIVE.apply(signature.exactlyOne(DS, "SignedInfo"));
        text = text.replace("@V@", base64(card.signing().sign(signed, card.defaultAlgorithm())));
        signature = find(parse(text).root(), id);
        byte[] value = Canonicalization.EXCLUSIVE.apply(signature.exactlyOne(DS, "SignatureValue"));
        text = text.replace("@T@", base64(sandbox.tsa().token(sha256(value), time, null)));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String skeleton() {
        StringBuilder xml = new StringBuilder("<ds:Signature xmlns:ds=\"" + DS + "\" Id=\"" + id + "\"><ds:SignedInfo>"
                + "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"
                + "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384\"/>");
        for (int i = 0; i < references.size(); i++) {
            Reference r = references.get(i);
            xml.append("<ds:Reference URI=\"" + r.uri() + "\""
                    + (r.type().isEmpty() ? "" : " Type=\"" + r.type() + "\"") + ">"
                    + (r.transforms().isEmpty() ? "" : "<ds:Transforms>" + r.transforms() + "</ds:Transforms>")
                    + digest("@D" + i + "@") + "</ds:Reference>");
        }
        xml.append("<ds:Reference" + (typed ? " Type=\"http://uri.etsi.org/01903#SignedProperties\"" : "") + " URI=\"#"
                + id
                + "-properties\"><ds:Transforms>" + EXCLUSIVE + "</ds:Transforms>" + digest("@P@")
                + "</ds:Reference></ds:SignedInfo><ds:SignatureValue>@V@</ds:SignatureValue>"
                + "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + base64(der(card.signingCertificate()))
                + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>"
                + "<xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" Target=\"#" + id
                + "\"><xades:SignedProperties Id=\"" + id
                + "-properties\"><xades:SignedSignatureProperties><xades:SigningTime>" + time
                + "</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>"
                + digest(base64(sha256(der(card.signingCertificate()))))
                + "</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>"
                + "</xades:SignedProperties>");
        if (status) {
            byte[] answer =
                    sandbox.ocsp().answerFor(card.signingCertificate(), card.issuer(), time.plusSeconds(1), null);
            xml.append("<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>"
                    + "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"
                    + "<xades:EncapsulatedTimeStamp>@T@</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>"
                    + "<xades:RevocationValues><xades:OCSPValues><xades:EncapsulatedOCSPValue>" + base64(answer)
                    + "</xades:EncapsulatedOCSPValue></xades:OCSPValues></xades:RevocationValues>"
                    + "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>");
        }
        return xml.append("</xades:QualifyingProperties></ds:Object>" + objects + "</ds:Signature>")
                .toString();
    }

    private static String digest(String value) {
        return "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>" + value
                + "</ds:DigestValue>";
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
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
