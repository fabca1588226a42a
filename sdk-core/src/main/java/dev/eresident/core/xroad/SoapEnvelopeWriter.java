package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.internal.soap.XmlText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Writes the envelope of message protocol 4.0 §2.2 in the order of its table. */
final class SoapEnvelopeWriter {
    static final String XROAD = "http://x-road.eu/xsd/xroad.xsd";
    static final String IDENTIFIERS = "http://x-road.eu/xsd/identifiers";
    private static final String REPRESENTATION = "http://x-road.eu/xsd/representation.xsd";
    private static final String PROTOCOL_VERSION = "4.0";

    private SoapEnvelopeWriter() {}

    static Bytes write(XRoadClientId client, XRoadSoapRequest request, String messageId) {
        XmlText out = new XmlText()
                .open(
                        "soapenv:Envelope",
                        "xmlns:soapenv",
                        SoapEnvelope.NAMESPACE,
                        "xmlns:xrd",
                        XROAD,
                        "xmlns:id",
                        IDENTIFIERS)
                .open("soapenv:Header");
        client(out, client);
        service(out, request.service());
        out.leaf("xrd:id", messageId);
        XRoadContext context = request.context();
        context.userId().ifPresent(text -> out.leaf("xrd:userId", text));
        context.operationId().ifPresent(text -> out.leaf("xrd:issue", text));
        out.leaf("xrd:protocolVersion", PROTOCOL_VERSION);
        context.representedParty().ifPresent(party -> represented(out, party));
        out.close().open("soapenv:Body").fragment(text(request.body())).close().close();
        return Bytes.of(out.utf8());
    }

    private static void client(XmlText out, XRoadClientId client) {
        out.open("xrd:client", "id:objectType", client.subsystem().isPresent() ? "SUBSYSTEM" : "MEMBER");
        member(out, client);
        out.close();
    }

    private static void service(XmlText out, XRoadServiceId service) {
        out.open("xrd:service", "id:objectType", "SERVICE");
        member(out, service.client());
        out.leaf("id:serviceCode", service.serviceCode());
        service.version().ifPresent(text -> out.leaf("id:serviceVersion", text));
        out.close();
    }

    private static void member(XmlText out, XRoadClientId client) {
        out.leaf("id:xRoadInstance", client.instance())
                .leaf("id:memberClass", client.memberClass())
                .leaf("id:memberCode", client.memberCode());
        client.subsystem().ifPresent(text -> out.leaf("id:subsystemCode", text));
    }

    private static void represented(XmlText out, RepresentedParty party) {
        out.open("repr:representedParty", "xmlns:repr", REPRESENTATION);
        party.memberClass().ifPresent(text -> out.leaf("repr:partyClass", text));
        out.leaf("repr:partyCode", party.code()).close();
    }

    private static String text(Bytes body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The body must be UTF-8");
        }
    }

    /** The caller's body must not have opened the envelope: what stands on the wire is what was meant. */
    static SoapEnvelope requireIntact(Bytes message, XRoadServiceId service) {
        try {
            SoapEnvelope envelope = SoapEnvelope.read(message.toByteArray());
            if (envelope.content().name().startsWith(service.serviceCode())
                    && envelope.fault().isEmpty()) {
                return envelope;
            }
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("The body must be one well-formed element that declares its prefixes");
        }
        throw new IllegalArgumentException("The local name of the body's element must begin with the service code");
    }
}
