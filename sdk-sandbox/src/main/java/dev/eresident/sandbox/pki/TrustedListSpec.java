package dev.eresident.sandbox.pki;

import dev.eresident.sandbox.xml.SandboxXml;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trusted list (ETSI TS 119 612) or a list of lists shall say; {@link #make()} writes and signs it.
 *
 * <p>Mutable; every method but {@link #copy()} changes this object and returns it; for one thread.
 */
public final class TrustedListSpec {
    /** The TSLType of a national list. */
    public static final String NATIONAL = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUgeneric";

    /** The TSLType of a list of lists. */
    public static final String LIST_OF_LISTS = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists";

    private static final String STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
    private static final String TYPE = "http://uri.etsi.org/TrstSvc/Svctype/";
    private static final String FOR_SIGNATURES = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures";
    private static final String XML = "application/vnd.etsi.tsl+xml";
    private static final Duration LIFETIME = Duration.ofDays(180);

    private String territory;
    private Credential signer;
    private Instant issued;
    private @Nullable Instant nextUpdate;
    private int version = 6;
    private long sequence = 1;
    private String type = NATIONAL;
    private final List<String> services = new ArrayList<>();
    private final List<String> pointers = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    /**
     * Starts a list without services: national, version 6, sequence 1, next update 180 days after it was issued.
     *
     * @param territory such as {@code EE}
     * @param signer who signs
     * @param issued when it is issued
     */
    public TrustedListSpec(String territory, Credential signer, Instant issued) {
        this.territory = territory;
        this.signer = signer;
        this.issued = issued;
        this.nextUpdate = issued.plus(LIFETIME);
    }

    /**
     * Copies everything.
     *
     * @return an independent object
     */
    public TrustedListSpec copy() {
        TrustedListSpec copy = new TrustedListSpec(territory, signer, issued);
        copy.nextUpdate = nextUpdate;
        copy.version = version;
        copy.sequence = sequence;
        copy.type = type;
        copy.services.addAll(services);
        copy.pointers.addAll(pointers);
        copy.addresses.addAll(addresses);
        return copy;
    }

    /**
     * Sets the territory.
     *
     * @param value such as {@code EE}
     * @return this
     */
    public TrustedListSpec territory(String value) {
        this.territory = value;
        return this;
    }

    /**
     * Sets who signs.
     *
     * @param value certificate and key
     * @return this
     */
    public TrustedListSpec signer(Credential value) {
        this.signer = value;
        return this;
    }

    /**
     * Sets when the list is issued and when a newer one is due.
     *
     * @param from issue time
     * @param until next update; null for a scheme that has ended
     * @return this
     */
    public TrustedListSpec issued(Instant from, @Nullable Instant until) {
        this.issued = from;
        this.nextUpdate = until;
        return this;
    }

    /**
     * Sets the version of the format.
     *
     * @param value 5 or 6, or a wrong one
     * @return this
     */
    public TrustedListSpec version(int value) {
        this.version = value;
        return this;
    }

    /**
     * Sets the sequence number.
     *
     * @param value not negative
     * @return this
     */
    public TrustedListSpec sequence(long value) {
        this.sequence = value;
        return this;
    }

    /**
     * Tells the sequence number.
     *
     * @return the number
     */
    public long sequence() {
        return sequence;
    }

    /**
     * Tells when the list is issued.
     *
     * @return the issue time
     */
    public Instant issued() {
        return issued;
    }

    /**
     * Sets the kind of list.
     *
     * @param uri the TSLType
     * @return this
     */
    public TrustedListSpec type(String uri) {
        this.type = uri;
        return this;
    }

    /**
     * Adds a service that has its status since its certificate is valid.
     *
     * @param kind end of the type's URI, such as {@code CA/QC}; such an authority is said to serve for signatures
     * @param certificate its certificate
     * @param status end of the status' URI, such as {@code granted}
     * @return this
     */
    public TrustedListSpec service(String kind, X509Certificate certificate, String status) {
        String extension = kind.equals("CA/QC")
                ? "<ServiceInformationExtensions><Extension Critical=\"true\"><AdditionalServiceInformation><URI xml:lang=\"en\">"
                        + FOR_SIGNATURES
                        + "</URI></AdditionalServiceInformation></Extension></ServiceInformationExtensions>"
                : "";
        services.add("""
                <TSPService><ServiceInformation><ServiceTypeIdentifier>%s</ServiceTypeIdentifier>\
                <ServiceName><Name xml:lang="en">%s</Name></ServiceName><ServiceDigitalIdentity><DigitalId><X509Certificate>%s</X509Certificate>\
                </DigitalId></ServiceDigitalIdentity><ServiceStatus>%s</ServiceStatus><StatusStartingTime>%s</StatusStartingTime>%s\
                </ServiceInformation></TSPService>""".formatted(
                        TYPE + kind,
                        SandboxXml.escape(certificate.getSubjectX500Principal().getName()),
                        EnvelopedSignature.base64(certificate),
                        STATUS + status,
                        certificate.getNotBefore().toInstant(),
                        extension));
        return this;
    }

    /**
     * Takes all services away.
     *
     * @return this
     */
    public TrustedListSpec withoutServices() {
        services.clear();
        return this;
    }

    /**
     * Points to another list in XML.
     *
     * @param where its territory
     * @param kind its TSLType
     * @param location its address
     * @param signers who may sign it
     * @return this
     */
    public TrustedListSpec pointer(String where, String kind, URI location, X509Certificate... signers) {
        return pointer(where, kind, XML, location, signers);
    }

    /**
     * Points to another list in any form.
     *
     * @param where its territory
     * @param kind its TSLType
     * @param mimeType its form, such as {@code application/pdf}
     * @param location its address
     * @param signers who may sign it
     * @return this
     */
    public TrustedListSpec pointer(
            String where, String kind, String mimeType, URI location, X509Certificate... signers) {
        StringBuilder identities = new StringBuilder();
        for (X509Certificate each : signers) {
            identities
                    .append("<ServiceDigitalIdentity><DigitalId><X509Certificate>")
                    .append(EnvelopedSignature.base64(each))
                    .append("</X509Certificate></DigitalId></ServiceDigitalIdentity>");
        }
        pointers.add("""
                <OtherTSLPointer><ServiceDigitalIdentities>%s</ServiceDigitalIdentities><TSLLocation>%s</TSLLocation><AdditionalInformation>\
                <OtherInformation><TSLType>%s</TSLType></OtherInformation><OtherInformation><SchemeTerritory>%s</SchemeTerritory></OtherInformation>\
                <OtherInformation><t:MimeType xmlns:t="http://uri.etsi.org/02231/v2/additionaltypes#">%s</t:MimeType></OtherInformation>\
                </AdditionalInformation></OtherTSLPointer>""".formatted(identities, SandboxXml.escape(location.toString()), kind, where, mimeType));
        return this;
    }

    /**
     * Adds an English address about the scheme; in a list of lists pivots, newest first, and then the Official Journal.
     *
     * @param address the address
     * @return this
     */
    public TrustedListSpec information(String address) {
        addresses.add("<URI xml:lang=\"en\">" + SandboxXml.escape(address) + "</URI>");
        return this;
    }

    /**
     * Writes and signs the list.
     *
     * @return the XML, always the same for the same content
     */
    public byte[] make() {
        String next = nextUpdate == null ? "" : "<dateTime>" + nextUpdate + "</dateTime>";
        String providers = services.isEmpty() ? "" : """
                <TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">%s</Name></TSPName>\
                </TSPInformation><TSPServices>%s</TSPServices></TrustServiceProvider></TrustServiceProviderList>""".formatted(SandboxPki.ORGANISATION, String.join("", services));
        String others =
                pointers.isEmpty() ? "" : "<PointersToOtherTSL>" + String.join("", pointers) + "</PointersToOtherTSL>";
        String list = """
                <TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" Id="TL" TSLTag="http://uri.etsi.org/19612/TSLTag">\
                <SchemeInformation><TSLVersionIdentifier>%1$d</TSLVersionIdentifier><TSLSequenceNumber>%2$d</TSLSequenceNumber>\
                <TSLType>%3$s</TSLType><SchemeOperatorName><Name xml:lang="en">%4$s</Name></SchemeOperatorName>\
                <SchemeName><Name xml:lang="en">%5$s:%4$s</Name></SchemeName>\
                <SchemeInformationURI>%6$s<URI xml:lang="et">https://sandbox.invalid/et</URI></SchemeInformationURI>\
                <StatusDeterminationApproach>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/StatusDetn/EUappropriate</StatusDeterminationApproach>\
                <SchemeTerritory>%5$s</SchemeTerritory><HistoricalInformationPeriod>65535</HistoricalInformationPeriod>%7$s\
                <ListIssueDateTime>%8$s</ListIssueDateTime><NextUpdate>%9$s</NextUpdate></SchemeInformation>%10$s</TrustServiceStatusList>""".formatted(
                        version,
                        sequence,
                        type,
                        SandboxPki.ORGANISATION,
                        territory,
                        String.join("", addresses),
                        others,
                        issued,
                        next,
                        providers);
        return EnvelopedSignature.sign(signer, list, issued);
    }
}
