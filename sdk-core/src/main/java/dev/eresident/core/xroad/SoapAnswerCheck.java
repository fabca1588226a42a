package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.internal.xml.XmlElement;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a SOAP answer against the bytes of its question (message protocol 4.0 §2.2, §2.4). */
final class SoapAnswerCheck {
    private static final Set<DigestAlgorithm> HASHES =
            Set.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512);

    private SoapAnswerCheck() {}

    static void check(Bytes request, Bytes answer) {
        check(SoapEnvelope.read(request.toByteArray()), request, SoapEnvelope.read(answer.toByteArray()));
    }

    static void check(SoapEnvelope question, Bytes request, SoapEnvelope answer) {
        XmlElement asked = header(question);
        XmlElement answered = header(answer);
        for (String name : List.of("client", "service", "id")) {
            if (!identity(asked, name).equals(identity(answered, name))) {
                throw mismatch(name);
            }
        }
        if (!answer.content().name().equals(question.content().name() + "Response")) {
            throw mismatch("body");
        }
        checkHash(answered, request);
    }

    private static XmlElement header(SoapEnvelope envelope) {
        return envelope.header().orElseThrow(() -> mismatch("header"));
    }

    /** Names and values below a header field, in document order; attributes repeat what they say. */
    private static List<String> identity(XmlElement header, String name) {
        try {
            XmlElement field = header.exactlyOne(SoapEnvelopeWriter.XROAD, name);
            List<String> parts = new ArrayList<>();
            if (field.elements().isEmpty()) {
                parts.add(field.text());
            }
            for (XmlElement part : field.elements()) {
                parts.add("{" + part.namespace() + "}" + part.name());
                parts.add(part.text());
            }
            return parts;
        } catch (ProtocolException e) {
            throw mismatch(name);
        }
    }

    private static void checkHash(XmlElement header, Bytes request) {
        byte[] given;
        DigestAlgorithm algorithm;
        try {
            XmlElement field = header.exactlyOne(SoapEnvelopeWriter.XROAD, "requestHash");
            algorithm = field.attribute("algorithmId")
                    .map(SoapAnswerCheck::algorithm)
                    .orElse(Optional.of(DigestAlgorithm.SHA512))
                    .orElseThrow(SoapAnswerCheck::hashWrong);
            given = field.base64();
        } catch (ProtocolException e) {
            throw hashWrong();
        }
        if (!MessageDigest.isEqual(given, algorithm.digest(request.toByteArray()))) {
            throw hashWrong();
        }
    }

    /** The specification wants the URI; servers also write the plain name. */
    private static Optional<DigestAlgorithm> algorithm(String id) {
        return HASHES.stream()
                .filter(hash -> hash.xmlUri().equals(id) || hash.jcaName().equals(id))
                .findFirst();
    }

    private static ProtocolException mismatch(String what) {
        return new ProtocolException(
                "XROAD_ANSWER_MISMATCH",
                "The " + what
                        + " of the X-Road answer is not that of the question: do not use the answer, treat the outcome as"
                        + " unknown, and tell the security server's operator");
    }

    private static ProtocolException hashWrong() {
        return new ProtocolException(
                "XROAD_REQUEST_HASH",
                "The requestHash of the X-Road answer is missing, of an unknown algorithm, or not the hash of what was sent: do not use"
                        + " the answer, treat the outcome as unknown, and look for a proxy that changes messages");
    }
}
