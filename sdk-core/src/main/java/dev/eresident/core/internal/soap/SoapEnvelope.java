package dev.eresident.core.internal.soap;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import java.util.List;
import java.util.Optional;

/**
 * A SOAP 1.1 envelope whose body holds exactly one element: an answer or a fault.
 *
 * @param header the header element, if there is one
 * @param content the one element of the body
 */
public record SoapEnvelope(Optional<XmlElement> header, XmlElement content) {
    /** Namespace of SOAP 1.1. */
    public static final String NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";

    private static final XmlReading READING = new XmlReading(new XmlLimits(16_000_000, 200_000, 64, 64));

    /**
     * Reads an envelope.
     *
     * @param document the bytes
     * @return the envelope
     * @throws ProtocolException {@code SOAP_MALFORMED} if it is not XML under the limits (16 MB, 200 000 elements, 64 levels, 64
     *     attributes), or not an envelope with one element in its body. The text repeats nothing of the document, and there is no
     *     cause
     */
    public static SoapEnvelope read(byte[] document) {
        try {
            return read(READING.read(document));
        } catch (ProtocolException e) {
            // The cause is left out, because it may quote the document.
            throw malformed(e.code());
        }
    }

    private static SoapEnvelope read(XmlElement root) {
        if (!root.is(NAMESPACE, "Envelope")) {
            throw malformed("the root is not an envelope of SOAP 1.1");
        }
        Optional<XmlElement> header = root.atMostOne(NAMESPACE, "Header");
        List<XmlElement> body = root.exactlyOne(NAMESPACE, "Body").elements();
        if (body.size() != 1 || root.elements().size() != (header.isPresent() ? 2 : 1)) {
            throw malformed("the body must hold one element");
        }
        return new SoapEnvelope(header, body.get(0));
    }

    private static ProtocolException malformed(String why) {
        return new ProtocolException("SOAP_MALFORMED", "The message is not a SOAP envelope: " + why);
    }

    /**
     * Returns the fault that the body holds.
     *
     * @return the fault, empty for an answer
     * @throws ProtocolException {@code SOAP_MALFORMED} if a fault has no code
     */
    public Optional<Fault> fault() {
        if (!content.is(NAMESPACE, "Fault")) {
            return Optional.empty();
        }
        try {
            String code = content.exactlyOne("", "faultcode").text().strip();
            String text =
                    content.atMostOne("", "faultstring").map(XmlElement::text).orElse("");
            Optional<String> detail = content.atMostOne("", "detail").flatMap(Fault::detailOf);
            return Optional.of(new Fault(code, text, detail));
        } catch (ProtocolException e) {
            throw malformed("the fault has no readable code");
        }
    }

    /**
     * A fault.
     *
     * @param code as written
     * @param text as written; may hold personal data
     * @param detail text of the first {@code faultDetail} in the detail element
     */
    public record Fault(String code, String text, Optional<String> detail) {
        private static Optional<String> detailOf(XmlElement detail) {
            return detail.elements().stream()
                    .filter(e -> e.name().equals("faultDetail") && e.elements().isEmpty())
                    .map(XmlElement::text)
                    .filter(text -> !text.isBlank())
                    .findFirst();
        }

        /** Shows nothing of what was written. */
        @Override
        public String toString() {
            return "Fault[redacted]";
        }
    }

    /** Names the content. */
    @Override
    public String toString() {
        return "SoapEnvelope[" + content.name() + "]";
    }
}
