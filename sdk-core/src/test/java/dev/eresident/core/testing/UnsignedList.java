package dev.eresident.core.testing;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustedList;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Writes trusted lists without a signature, one service at a time; for one thread. */
public final class UnsignedList {
    private static final String STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
    private static final String TYPE = "http://uri.etsi.org/TrstSvc/Svctype/";

    private final String territory;
    private final StringBuilder services = new StringBuilder();

    /**
     * Starts an empty list.
     *
     * @param territory such as {@code EE}
     */
    public UnsignedList(String territory) {
        this.territory = territory;
    }

    /**
     * Adds a service that has been granted since long ago.
     *
     * @param type end of the type's URI, such as {@code CA/QC}
     * @param certificate its certificate
     * @return this
     */
    public UnsignedList granted(String type, Certificate certificate) {
        return service(type, certificate, "granted", certificate.notBefore());
    }

    /**
     * Adds a service without history.
     *
     * @param type end of the type's URI
     * @param certificate its certificate
     * @param status end of the status' URI, such as {@code withdrawn}
     * @param from since when it has it
     * @return this
     */
    public UnsignedList service(String type, Certificate certificate, String status, Instant from) {
        services.append(begin(type, certificate, status, from)).append("</TSPService>");
        return this;
    }

    /**
     * Adds a service that was granted long ago and then withdrawn.
     *
     * @param type end of the type's URI
     * @param certificate its certificate
     * @param since when it was withdrawn
     * @return this
     */
    public UnsignedList withdrawn(String type, Certificate certificate, Instant since) {
        services.append(begin(type, certificate, "withdrawn", since))
                .append("<ServiceHistory><ServiceHistoryInstance>")
                .append(facts(type, certificate, "granted", certificate.notBefore()))
                .append("</ServiceHistoryInstance></ServiceHistory></TSPService>");
        return this;
    }

    /**
     * Reads the list back, as the SDK reads those of the states.
     *
     * @return the list, its signature not looked at
     */
    public TrustedList toList() {
        String xml = """
                <TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" TSLTag="http://uri.etsi.org/19612/TSLTag">\
                <SchemeInformation><TSLVersionIdentifier>6</TSLVersionIdentifier><TSLSequenceNumber>1</TSLSequenceNumber>\
                <SchemeTerritory>%s</SchemeTerritory><ListIssueDateTime>2026-01-01T00:00:00Z</ListIssueDateTime>\
                <NextUpdate><dateTime>2026-07-01T00:00:00Z</dateTime></NextUpdate></SchemeInformation>\
                <TrustServiceProviderList><TrustServiceProvider><TSPServices>%s</TSPServices></TrustServiceProvider>\
                </TrustServiceProviderList></TrustServiceStatusList>""".formatted(territory, services);
        return TrustedList.parse(xml.getBytes(StandardCharsets.UTF_8), territory + ".xml");
    }

    private static String begin(String type, Certificate certificate, String status, Instant from) {
        return "<TSPService><ServiceInformation>" + facts(type, certificate, status, from) + "</ServiceInformation>";
    }

    private static String facts(String type, Certificate certificate, String status, Instant from) {
        return """
                <ServiceTypeIdentifier>%s</ServiceTypeIdentifier><ServiceName><Name xml:lang="en">x</Name></ServiceName>\
                <ServiceDigitalIdentity><DigitalId><X509Certificate>%s</X509Certificate></DigitalId></ServiceDigitalIdentity>\
                <ServiceStatus>%s</ServiceStatus><StatusStartingTime>%s</StatusStartingTime>""".formatted(
                        TYPE + type,
                        Base64.getEncoder().encodeToString(certificate.der().toByteArray()),
                        STATUS + status,
                        from);
    }
}
