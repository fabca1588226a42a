package dev.eresident.core.signature;

import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.ocsp.OcspFault;
import dev.eresident.sandbox.tsa.TsaFault;
import dev.eresident.sandbox.xml.SandboxXml;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Edits the signature file of a sandbox container before signing, so that everything but the edit is sound. One use. */
final class Resigned {
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";

    private final Signed signed;
    private UnaryOperator<String> before = UnaryOperator.identity();
    private UnaryOperator<String> after = UnaryOperator.identity();
    private final List<Stamp> stamps = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();

    private record Stamp(Instant at, @Nullable TsaFault how) {}

    Resigned(Signed signed) {
        this.signed = signed;
    }

    /** Changes the text that is then signed. */
    Resigned before(UnaryOperator<String> edit) {
        before = edit;
        return this;
    }

    /** Changes the text after signing, unsigned properties for example. */
    Resigned after(UnaryOperator<String> edit) {
        after = edit;
        return this;
    }

    /** Adds a time-stamp; without any there is one at {@link Signed#NOW}. */
    Resigned stamped(Instant at, @Nullable TsaFault how) {
        stamps.add(new Stamp(at, how));
        return this;
    }

    /** Adds an answer about the signer; without any there is a good one, a second after the first time-stamp. */
    Resigned answered(Instant at, @Nullable OcspFault how) {
        IdCard card = signed.sandbox.eResident();
        return answered(signed.sandbox.ocsp().answerFor(card.signingCertificate(), card.issuer(), at, how));
    }

    /** Adds any answer. */
    Resigned answered(byte[] der) {
        answers.add(der);
        return this;
    }

    /** Signs with the card's signing key. */
    byte[] build(byte[] container) {
        return Signed.edited(container, this::sign);
    }

    private String sign(String text) {
        IdCard card = signed.sandbox.eResident();
        Document document = SandboxXml.parse(before.apply(text));
        NodeList references = document.getElementsByTagNameNS(DS, "Reference");
        NodeList elements = document.getElementsByTagName("*");
        for (int i = 0; i < references.getLength(); i++) {
            Element reference = (Element) references.item(i);
            for (int j = 0; j < elements.getLength(); j++) {
                Element element = (Element) elements.item(j);
                if (element.hasAttribute("Id")
                        && reference.getAttribute("URI").equals("#" + element.getAttribute("Id"))) {
                    child(reference, "DigestValue").setTextContent(base64(sha256(SandboxXml.canonical(element))));
                }
            }
        }
        byte[] value = card.sign(SandboxXml.canonical(first(document, DS, "SignedInfo")), card.defaultAlgorithm());
        Element signatureValue = first(document, DS, "SignatureValue");
        signatureValue.setTextContent(base64(value));
        if (stamps.isEmpty()) {
            stamped(Signed.NOW, null);
        }
        if (answers.isEmpty()) {
            answered(stamps.get(0).at().plusSeconds(1), null);
        }
        byte[] imprint = sha256(SandboxXml.canonical(signatureValue));
        Element stamp = first(document, XADES, "SignatureTimeStamp");
        for (Stamp s : stamps) {
            Element copy = (Element) stamp.cloneNode(true);
            copy.removeAttribute("Id");
            copy.getElementsByTagNameNS(XADES, "EncapsulatedTimeStamp")
                    .item(0)
                    .setTextContent(base64(signed.sandbox.tsa().token(imprint, s.at(), s.how())));
            stamp.getParentNode().insertBefore(copy, stamp);
        }
        stamp.getParentNode().removeChild(stamp);
        Element answer = first(document, XADES, "EncapsulatedOCSPValue");
        for (byte[] der : answers) {
            Element copy = (Element) answer.cloneNode(true);
            copy.setTextContent(base64(der));
            answer.getParentNode().insertBefore(copy, answer);
        }
        answer.getParentNode().removeChild(answer);
        return after.apply(new String(SandboxXml.write(document), StandardCharsets.UTF_8));
    }

    private static Element first(Document document, String namespace, String name) {
        return (Element) document.getElementsByTagNameNS(namespace, name).item(0);
    }

    private static Element child(Element parent, String name) {
        return (Element) parent.getElementsByTagNameNS(DS, name).item(0);
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
