package dev.eresident.payments.register;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.internal.soap.XmlText;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlNode;
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
        XmlText out = new XmlText().open("soapenv:Envelope", "xmlns:soapenv", SoapEnvelope.NAMESPACE);
        envelope.header().ifPresent(header -> copy(out, header, credentials));
        out.open("soapenv:Body");
        copy(out, envelope.content(), credentials);
        return Bytes.of(out.close().close().utf8());
    }

    private static void copy(XmlText out, XmlElement element, RegisterCredentials credentials) {
        requireNone(element, credentials);
        out.copy(element, CredentialCut::isCredential);
    }

    private static boolean isCredential(XmlElement element) {
        return CREDENTIALS.contains(element.name());
    }

    /** A password in any other place would be kept, so nothing is. */
    private static void requireNone(XmlElement element, RegisterCredentials credentials) {
        if (isCredential(element)) {
            return;
        }
        boolean found = element.attributes().stream().anyMatch(a -> credentials.standIn(a.value()));
        for (XmlNode node : element.nodes()) {
            if (node instanceof XmlElement child) {
                requireNone(child, credentials);
            } else if (node instanceof XmlNode.Text text) {
                found |= credentials.standIn(text.value());
            }
        }
        if (found) {
            throw new ProtocolException(
                    "REGISTER_REPEATS_PASSWORD",
                    "The register's answer repeats the password outside its own element, so it was not kept; choose a password that"
                            + " is no word of an answer, or tell the register's operator");
        }
    }
}
