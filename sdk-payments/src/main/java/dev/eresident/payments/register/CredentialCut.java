package dev.eresident.payments.register;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.internal.soap.XmlText;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlNode;
import java.util.List;
import java.util.Set;

/** Cuts the credentials out of messages: the register repeats them in its answers. */
final class CredentialCut {
    private static final Set<String> CREDENTIALS =
            Set.of("ariregister_kasutajanimi", "ariregister_parool", "ariregister_sessioon");

    private CredentialCut() {}

    /** Without credentials nothing can be repeated, and the bytes stay as they are. */
    static Bytes cut(Bytes message, RegisterCredentials credentials) {
        if (!credentials.present()) {
            return message;
        }
        SoapEnvelope envelope;
        try {
            envelope = SoapEnvelope.read(message.toByteArray());
        } catch (ProtocolException e) {
            throw RegisterAnswer.malformed("it is not a SOAP message");
        }
        StringBuilder texts = new StringBuilder();
        StringBuilder attributes = new StringBuilder();
        envelope.header().ifPresent(header -> collect(header, texts, attributes));
        collect(envelope.content(), texts, attributes);
        requireNone(texts, credentials);
        requireNone(attributes, credentials);
        envelope.header().ifPresent(CredentialCut::requireWhole);
        requireWhole(envelope.content());
        XmlText out = new XmlText().open("soapenv:Envelope", "xmlns:soapenv", SoapEnvelope.NAMESPACE);
        envelope.header().ifPresent(header -> out.copy(header, CredentialCut::isCredential));
        out.open("soapenv:Body").copy(envelope.content(), CredentialCut::isCredential);
        return Bytes.of(out.close().close().utf8());
    }

    private static boolean isCredential(XmlElement element) {
        return CREDENTIALS.contains(element.name());
    }

    /** What would be kept; texts are joined, so that a comment or an element in the middle of a password hides nothing. */
    private static void collect(XmlElement element, StringBuilder texts, StringBuilder attributes) {
        if (isCredential(element)) {
            return;
        }
        element.attributes().forEach(a -> attributes.append(a.value()).append('\n'));
        for (XmlNode node : element.nodes()) {
            if (node instanceof XmlElement child) {
                collect(child, texts, attributes);
            } else if (node instanceof XmlNode.Text text) {
                texts.append(text.value());
            }
        }
    }

    /** Comments are not copied; a value that one breaks would read as another value afterwards. */
    private static void requireWhole(XmlElement element) {
        List<XmlElement> inner = element.elements();
        if (inner.isEmpty() && element.nodes().size() > 1) {
            throw RegisterAnswer.malformed("a value is broken by a comment");
        }
        inner.forEach(CredentialCut::requireWhole);
    }

    /** A password in any other place would be kept, so nothing is. */
    private static void requireNone(StringBuilder kept, RegisterCredentials credentials) {
        if (credentials.standIn(kept.toString())) {
            throw new ProtocolException(
                    "REGISTER_REPEATS_PASSWORD",
                    "The register's answer repeats the password outside its own element, so it was not kept; choose a password that"
                            + " is no word of an answer, or tell the register's operator");
        }
    }
}
