package dev.eresident.sandbox.xroad;

import dev.eresident.sandbox.web.WebRequest;
import dev.eresident.sandbox.xml.SandboxXml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * A SOAP request of the message protocol 4.0, read strictly.
 *
 * @param client instance, class, member and possibly subsystem
 * @param service instance, class, member, possibly subsystem, code and possibly version
 * @param header the header's children in the order of arrival
 * @param body the one element in the body
 */
record SoapMessage(List<String> client, Service service, List<Element> header, Element body) {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String XROAD = "http://x-road.eu/xsd/xroad.xsd";
    static final String IDENTIFIERS = "http://x-road.eu/xsd/identifiers";

    private static final List<String> CLIENT_PARTS =
            List.of("xRoadInstance", "memberClass", "memberCode", "subsystemCode");
    private static final List<String> SERVICE_PARTS =
            List.of("xRoadInstance", "memberClass", "memberCode", "subsystemCode", "serviceCode", "serviceVersion");
    private static final List<String> SERVER_PARTS =
            List.of("xRoadInstance", "memberClass", "memberCode", "serverCode");
    private static final int MAX_ID = 255;

    /**
     * A service in SOAP.
     *
     * @param provider instance, class, member and possibly subsystem
     * @param code the service code
     * @param version empty text if there is none
     */
    record Service(List<String> provider, String code, String version) {
        String key() {
            return XRoadNames.encode(provider) + "/" + XRoadNames.encode(List.of(code))
                    + (version.isEmpty() ? "" : "/" + XRoadNames.encode(List.of(version)));
        }
    }

    static SoapMessage read(WebRequest request) throws Refusal {
        checkHttp(request);
        Element envelope = SandboxXml.read(request.body())
                .orElseThrow(() -> new Refusal("client.invalid_xml", "The request is no XML"));
        if (!SOAP.equals(envelope.getNamespaceURI()) || !"Envelope".equals(envelope.getLocalName())) {
            throw new Refusal("client.invalid_soap", "The request is no SOAP 1.1 envelope");
        }
        Element headerElement = SandboxXml.child(envelope, "Header")
                .orElseThrow(() -> new Refusal("client.missing_header", "Malformed SOAP message: header missing"));
        List<Element> header = SandboxXml.children(headerElement);
        noDuplicates(header);
        Element client = field(header, "client");
        Element service = field(header, "service");
        String id = field(header, "id").getTextContent().trim();
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw new Refusal("client.bad_request", "The message id has 1 to 255 characters");
        }
        if (!field(header, "protocolVersion").getTextContent().trim().matches("4\\.[0-9x]+")) {
            throw new Refusal("client.invalid_protocol_version", "The protocol version is not 4.x");
        }
        Map<String, String> clientParts = parts(client, CLIENT_PARTS, Set.of("MEMBER", "SUBSYSTEM"));
        Map<String, String> serviceParts = parts(service, SERVICE_PARTS, Set.of("SERVICE"));
        if (optional(header, "securityServer").isPresent()) {
            parts(optional(header, "securityServer").get(), SERVER_PARTS, Set.of("SERVER"));
        }
        if ("SUBSYSTEM".equals(objectType(client)) != clientParts.containsKey("subsystemCode")) {
            throw new Refusal("client.invalid_xml", "The object type of the client does not fit its parts");
        }
        return new SoapMessage(
                List.copyOf(clientParts.values()),
                new Service(
                        serviceParts.entrySet().stream()
                                .filter(part -> CLIENT_PARTS.contains(part.getKey()))
                                .map(Map.Entry::getValue)
                                .toList(),
                        serviceParts.getOrDefault("serviceCode", ""),
                        serviceParts.getOrDefault("serviceVersion", "")),
                header,
                body(envelope, serviceParts.getOrDefault("serviceCode", "")));
    }

    private static void checkHttp(WebRequest request) throws Refusal {
        if (!request.method().equals("POST")) {
            throw new Refusal(
                    "client.invalid_http_method", "Must use POST request method instead of " + request.method());
        }
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean isUtf8 = !type.contains("charset=") || type.replace("\"", "").contains("charset=utf-8");
        if (!request.mediaType().equals("text/xml") || !isUtf8) {
            throw new Refusal("client.invalid_content_type", "The content type is not text/xml in UTF-8");
        }
        if (!request.header("SOAPAction").orElse("").matches("|\"[^\"]*\"")) {
            throw new Refusal("client.invalid_soap_action", "SOAPAction is not a quoted URI");
        }
        if (request.body().length == 0) {
            throw new Refusal("client.missing_soap", "The request holds no SOAP message");
        }
    }

    private static void noDuplicates(List<Element> header) throws Refusal {
        Set<String> seen = new HashSet<>();
        for (Element element : header) {
            if (!seen.add(element.getNamespaceURI() + " " + element.getLocalName())) {
                throw new Refusal(
                        "client.duplicate_header_field",
                        "SOAP header contains duplicate field '" + element.getLocalName() + "'");
            }
        }
        if (seen.contains(XROAD + " requestHash")) {
            throw new Refusal("client.bad_request", "requestHash stands in answers only");
        }
    }

    private static Element field(List<Element> header, String name) throws Refusal {
        return optional(header, name)
                .orElseThrow(
                        () -> new Refusal("client.missing_header_field", "Required field '" + name + "' is missing"));
    }

    private static Optional<Element> optional(List<Element> header, String name) {
        return header.stream()
                .filter(element -> XROAD.equals(element.getNamespaceURI()) && name.equals(element.getLocalName()))
                .findFirst();
    }

    private static String objectType(Element element) {
        return element.getAttributeNS(IDENTIFIERS, "objectType");
    }

    private static Map<String, String> parts(Element element, List<String> known, Set<String> types) throws Refusal {
        if (!types.contains(objectType(element))) {
            throw new Refusal(
                    "client.invalid_xml", "The attribute objectType of " + element.getLocalName() + " is wrong");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        int last = -1;
        for (Element part : SandboxXml.children(element)) {
            int place = known.indexOf(part.getLocalName());
            String text = part.getTextContent().trim();
            if (place <= last || !IDENTIFIERS.equals(part.getNamespaceURI()) || XRoadNames.isBad(text)) {
                throw new Refusal("client.invalid_xml", "The parts of " + element.getLocalName() + " are wrong");
            }
            last = place;
            parts.put(known.get(place), text);
        }
        List<String> missing = new ArrayList<>(known);
        missing.removeAll(parts.keySet());
        missing.removeAll(List.of("subsystemCode", "serviceVersion"));
        if (!missing.isEmpty()) {
            throw new Refusal("client.invalid_xml", element.getLocalName() + " lacks " + missing);
        }
        return parts;
    }

    private static Element body(Element envelope, String serviceCode) throws Refusal {
        Element body = SandboxXml.child(envelope, "Body")
                .orElseThrow(() -> new Refusal("client.missing_body", "Malformed SOAP message: body missing"));
        List<Element> children = SandboxXml.children(body);
        if (children.size() != 1) {
            throw new Refusal(
                    "client.invalid_body", "The SOAP body holds " + children.size() + " elements instead of one");
        }
        if (!serviceCode.equals(children.get(0).getLocalName())) {
            throw new Refusal("client.inconsistent_headers", "The service code does not match the name of the element");
        }
        return children.get(0);
    }
}
