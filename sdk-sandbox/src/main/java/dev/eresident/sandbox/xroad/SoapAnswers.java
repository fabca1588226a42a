package dev.eresident.sandbox.xroad;

import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.xml.SandboxXml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Writes SOAP answers of the security server, rightly or with one fault. */
final class SoapAnswers {
    private static final String TYPE = "text/xml;charset=UTF-8";
    private static final String SHA512 = "http://www.w3.org/2001/04/xmlenc#sha512";

    private SoapAnswers() {}

    /** An X-Road fault: status 200, the code as plain text. */
    static WebAnswer fault(String code, String text, String detail) {
        return envelope(
                "",
                "<SOAP-ENV:Fault><faultcode>" + SandboxXml.escape(code) + "</faultcode><faultstring>"
                        + SandboxXml.escape(text) + "</faultstring><faultactor/><detail><xroad:faultDetail"
                        + " xmlns:xroad=\"" + SoapMessage.XROAD + "\">" + SandboxXml.escape(detail)
                        + "</xroad:faultDetail></detail></SOAP-ENV:Fault>",
                "");
    }

    static WebAnswer answer(
            SoapMessage request, byte[] requestBytes, SoapProvider.Answer answer, @Nullable XRoadFault fault) {
        if (fault == XRoadFault.PROVIDER_FAULT) {
            return providerFault("soapenv:Server", "The provider cannot answer");
        }
        if (fault == XRoadFault.PROVIDER_FAULT_BARE_CODE) {
            return providerFault("Server", "The provider cannot answer");
        }
        if (answer.isFault()) {
            return envelope("", "<SOAP-ENV:Fault>" + answer.xml() + "</SOAP-ENV:Fault>", "");
        }
        String header = header(request.header(), fault) + requestHash(requestBytes, fault);
        String body = fault == XRoadFault.TWO_BODIES ? answer.xml() + answer.xml() : answer.xml();
        return envelope(header, body, fault == XRoadFault.DOCUMENT_TYPE ? "<!DOCTYPE x [<!ENTITY e \"entity\">]>" : "");
    }

    private static WebAnswer providerFault(String code, String text) {
        return envelope(
                "",
                "<SOAP-ENV:Fault><faultcode>" + code + "</faultcode><faultstring>" + text
                        + "</faultstring></SOAP-ENV:Fault>",
                "");
    }

    private static String header(List<Element> sent, @Nullable XRoadFault fault) {
        StringBuilder header = new StringBuilder();
        for (Element element : sent) {
            String name = SoapMessage.XROAD.equals(element.getNamespaceURI()) ? element.getLocalName() : "";
            String xml = new String(SandboxXml.canonical(element), StandardCharsets.UTF_8);
            if (fault != null) {
                xml = distorted(name, xml, fault);
            }
            header.append(xml);
        }
        return header.toString();
    }

    private static String distorted(String name, String xml, XRoadFault fault) {
        return switch (name) {
            case "id" ->
                switch (fault) {
                    case WRONG_ID -> "<xrd:id xmlns:xrd=\"" + SoapMessage.XROAD + "\">another-message</xrd:id>";
                    case NO_ID -> "";
                    case ID_TWICE -> xml + xml;
                    default -> xml;
                };
            case "client" ->
                switch (fault) {
                    case WRONG_CLIENT -> otherMember(xml);
                    case NO_CLIENT -> "";
                    default -> xml;
                };
            case "service" ->
                switch (fault) {
                    case WRONG_SERVICE -> otherMember(xml);
                    case NO_SERVICE -> "";
                    default -> xml;
                };
            default -> xml;
        };
    }

    private static String otherMember(String xml) {
        return xml.replaceFirst("memberCode>[^<]*<", "memberCode>00000000<");
    }

    private static String requestHash(byte[] requestBytes, @Nullable XRoadFault fault) {
        String hash = Sha512.base64(requestBytes);
        if (fault == XRoadFault.NO_REQUEST_HASH) {
            return "";
        }
        if (fault == XRoadFault.WRONG_REQUEST_HASH) {
            hash = Sha512.base64(Sha512.of(requestBytes));
        }
        if (fault == XRoadFault.REQUEST_HASH_BY_NAME) {
            return element("SHA-512", "\n" + hash.substring(0, 40) + "\n" + hash.substring(40) + "\n");
        }
        return element(fault == XRoadFault.REQUEST_HASH_SHA1 ? "http://www.w3.org/2000/09/xmldsig#sha1" : SHA512, hash);
    }

    private static String element(String algorithm, String text) {
        return "<xrd:requestHash xmlns:xrd=\"" + SoapMessage.XROAD + "\" algorithmId=\"" + algorithm + "\">" + text
                + "</xrd:requestHash>";
    }

    private static WebAnswer envelope(String header, String body, String documentType) {
        return WebAnswer.of(
                200,
                TYPE,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + documentType + "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\""
                        + SoapMessage.SOAP + "\">"
                        + (header.isEmpty() ? "" : "<SOAP-ENV:Header>" + header + "</SOAP-ENV:Header>")
                        + "<SOAP-ENV:Body>" + body + "</SOAP-ENV:Body></SOAP-ENV:Envelope>");
    }
}
