package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import dev.eresident.core.transport.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Random;

/** One client and one service. */
final class World {
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    static final XRoadClientId CLIENT = XRoadClientId.subsystem("ee-test", "COM", "12345678", "sdk cönsumer");
    static final XRoadServiceId SOAP =
            XRoadServiceId.of(XRoadClientId.subsystem("ee-test", "GOV", "70000310", "arireg"), "esindus_v2", "v1");
    static final XRoadServiceId REST =
            XRoadServiceId.of(XRoadClientId.subsystem("ee-test", "GOV", "70000310", "ari+reg"), "companies");
    static final Bytes BODY =
            Bytes.of("<p:esindus_v2 xmlns:p=\"http://arireg.x-road.eu/producer/\"><p:keha/></p:esindus_v2>"
                    .getBytes(StandardCharsets.UTF_8));

    static final String DETAIL = "0c7e5d3a-1b2c-4d5e-8f90-a1b2c3d4e5f6";

    private World() {}

    static XRoadClient client(URI server) {
        return XRoadClient.builder(
                        Transport.standard(), server, CLIENT, Clock.fixed(NOW, ZoneOffset.UTC), new Random(7))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    static XRoadSoapRequest question() {
        return new XRoadSoapRequest(SOAP, BODY, XRoadContext.none());
    }

    /** The right answer to a question: its header copied, with the hash of its bytes. */
    static String answer(Bytes request) {
        String text = new String(request.toByteArray(), StandardCharsets.UTF_8);
        return text.replace(
                        "</soapenv:Header>",
                        hash("http://www.w3.org/2001/04/xmlenc#sha512", digest("SHA-512", request))
                                + "</soapenv:Header>")
                .replace("p:esindus_v2", "p:esindus_v2Response");
    }

    static String hash(String algorithm, String value) {
        return "<xrd:requestHash algorithmId=\"" + algorithm + "\">" + value + "</xrd:requestHash>";
    }

    static String digest(String algorithm, Bytes bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String fault(String code, String text) {
        return "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body><S:Fault><faultcode>" + code
                + "</faultcode><faultstring>" + text
                + "</faultstring><faultactor/><detail><faultDetail>" + DETAIL
                + "</faultDetail></detail></S:Fault></S:Body></S:Envelope>";
    }
}
