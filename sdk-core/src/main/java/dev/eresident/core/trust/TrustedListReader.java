package dev.eresident.core.trust;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.xml.StreamingXml;
import dev.eresident.core.trust.TrustService.QualificationElement;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a trusted list in one streaming pass (TS 119 612 §5). One instance reads one list. */
final class TrustedListReader {
    private static final String TSL = "http://uri.etsi.org/02231/v2#";
    private static final String TYPES = "http://uri.etsi.org/02231/v2/additionaltypes#";
    static final StreamingXml.Limits LIMITS = new StreamingXml.Limits(64, 2_000_000, 1_000_000);
    private static final int MAX_SERVICES = 50_000;
    private static final int MAX_ADDITIONAL = 1_000;
    private static final Base64.Decoder BASE64 = Base64.getMimeDecoder();

    private final StreamingXml xml;
    private final QualificationsReader qualifications;
    private final String source;
    private final boolean signerChecked;
    private final List<TrustService> services = new ArrayList<>();
    private final Map<Bytes, Certificate> knownCertificates = new HashMap<>();
    private final Map<String, String> knownTexts = new HashMap<>();
    private final SchemeReader scheme;
    private int unreadableCertificates;

    /** What is collected of a service or of one of its earlier states. */
    private static final class State {
        private String typeUri = "";
        private String statusUri = "";
        private @Nullable Instant from;
        private Optional<String> name = Optional.empty();
        private final List<QualificationElement> qualifications = new ArrayList<>();
        private final List<String> additional = new ArrayList<>();
        private boolean notUnderstood;
    }

    private TrustedListReader(StreamingXml xml, String source, boolean signerChecked) {
        this.xml = xml;
        this.qualifications = new QualificationsReader(xml, this::shared, this::problem);
        this.scheme = new SchemeReader(xml, this::certificate, this::time, this::problem);
        this.source = source;
        this.signerChecked = signerChecked;
    }

    static TrustedList read(byte[] document, String source, boolean signerChecked) {
        StreamingXml xml = StreamingXml.open(
                new ByteArrayInputStream(document), LIMITS, "TRUST_LIST_UNREADABLE", "trusted list " + source);
        return new TrustedListReader(xml, source, signerChecked).list();
    }

    private TrustedList list() {
        if (!xml.is(TSL, "TrustServiceStatusList")) {
            throw problem("has another root element than TrustServiceStatusList");
        }
        boolean schemeSeen = false;
        int root = xml.depth();
        while (xml.nextChildOf(root)) {
            if (xml.is(TSL, "SchemeInformation")) {
                if (schemeSeen) {
                    throw problem("has two scheme informations");
                }
                schemeSeen = true;
                scheme.read();
            } else if (xml.is(TSL, "TrustServiceProviderList")) {
                xml.eachChild(TSL, "TrustServiceProvider", () -> xml.eachChild(TSL, "TSPServices", this::services));
            }
        }
        xml.finish();
        Instant issued = scheme.issued;
        if (!schemeSeen || issued == null) {
            throw problem("has no scheme information or no issue time");
        }
        if (scheme.version != 5 && scheme.version != 6) {
            throw problem("has version " + scheme.version + "; this SDK reads 5 and 6");
        }
        return new TrustedList(
                source,
                scheme.typeUri,
                scheme.territory,
                scheme.version,
                scheme.sequence,
                issued,
                Optional.ofNullable(scheme.nextUpdate),
                signerChecked,
                services,
                unreadableCertificates,
                scheme.informationUris,
                scheme.pointers);
    }

    private void services() {
        xml.eachChild(TSL, "TSPService", this::service);
    }

    private void service() {
        if (services.size() >= MAX_SERVICES) {
            throw problem("holds more than " + MAX_SERVICES + " services");
        }
        Set<Certificate> certificates = new LinkedHashSet<>();
        List<State> states = new ArrayList<>();
        List<State> present = new ArrayList<>();
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(TSL, "ServiceInformation")) {
                present.add(state(certificates));
            } else if (xml.is(TSL, "ServiceHistory")) {
                xml.eachChild(TSL, "ServiceHistoryInstance", () -> states.add(state(certificates)));
            }
        }
        if (present.size() != 1) {
            throw problem("holds a service without exactly one service information");
        }
        State now = present.get(0);
        // History that begins after the present state contradicts it; what the list says of the present stands.
        states.removeIf(past -> past.from != null && now.from != null && past.from.isAfter(now.from));
        states.add(0, now);
        if (!certificates.isEmpty()) {
            services.add(new TrustService(
                    ServiceType.ofUri(now.typeUri),
                    shared(now.name.orElse("unnamed")),
                    shared(scheme.territory),
                    List.copyOf(certificates),
                    states.stream().map(this::period).toList()));
        }
    }

    private StatusPeriod period(State state) {
        if (state.typeUri.isEmpty() || state.statusUri.isEmpty() || state.from == null) {
            throw problem("holds a service without type, status or status starting time");
        }
        return new StatusPeriod(
                ServiceType.ofUri(state.typeUri),
                shared(state.statusUri),
                state.from,
                state.qualifications,
                state.additional,
                state.notUnderstood);
    }

    private State state(Set<Certificate> certificates) {
        State state = new State();
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (!xml.namespace().equals(TSL)) {
                continue;
            }
            switch (xml.name()) {
                case "ServiceTypeIdentifier" -> state.typeUri = xml.text();
                case "ServiceName" -> state.name = name();
                case "ServiceDigitalIdentity" -> xml.eachChild(TSL, "DigitalId", () -> identity(certificates));
                case "ServiceStatus" -> state.statusUri = xml.text();
                case "StatusStartingTime" -> state.from = time(xml.text());
                case "ServiceInformationExtensions" -> xml.eachChild(TSL, "Extension", () -> extension(state));
                default -> {}
            }
        }
        return state;
    }

    /** The English name, or else the first. */
    private Optional<String> name() {
        Optional<String> found = Optional.empty();
        boolean english = false;
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            boolean isEnglish = xml.language().filter("en"::equalsIgnoreCase).isPresent();
            if (xml.is(TSL, "Name") && (found.isEmpty() || (isEnglish && !english))) {
                found = Optional.of(xml.text());
                english = isEnglish;
            }
        }
        return found;
    }

    private void identity(Set<Certificate> certificates) {
        xml.eachChild(TSL, "X509Certificate", () -> {
            Optional<Certificate> certificate = certificate();
            if (certificate.isPresent()) {
                certificates.add(certificate.get());
            } else {
                unreadableCertificates++;
            }
        });
    }

    /** The certificate that the cursor stands on; a list repeats some of them. */
    private Optional<Certificate> certificate() {
        try {
            Bytes der = Bytes.of(BASE64.decode(xml.text()));
            Certificate certificate = knownCertificates.get(der);
            if (certificate == null) {
                certificate = Certificate.read(der.toByteArray());
                knownCertificates.put(der, certificate);
            }
            return Optional.of(certificate);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (ProtocolException e) {
            if (e.code().equals("TRUST_LIST_UNREADABLE")) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** An extension is understood when one of its children is; a critical one that is not takes the state its meaning (TS 119 612 §5.5.9). */
    private void extension(State state) {
        boolean critical = xml.attribute("Critical")
                .filter(c -> !c.equals("false") && !c.equals("0"))
                .isPresent();
        boolean understood = false;
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (QualificationsReader.isQualifications(xml)) {
                understood = true;
                qualifications.read(state.qualifications);
            } else if (xml.is(TSL, "AdditionalServiceInformation")) {
                understood = true;
                xml.eachChild(TSL, "URI", () -> additional(state));
            } else if (xml.is(TYPES, "TakenOverBy") || xml.is(TSL, "ExpiredCertsRevocationInfo")) {
                understood = true;
            }
        }
        state.notUnderstood |= critical && !understood;
    }

    private void additional(State state) {
        if (state.additional.size() >= MAX_ADDITIONAL) {
            throw problem("holds more than " + MAX_ADDITIONAL + " additional informations about a service");
        }
        state.additional.add(shared(xml.text()));
    }

    /** An xs:dateTime; without a zone it is taken as UTC (TS 119 612 §5.1.4 demands UTC). */
    private Instant time(String text) {
        try {
            boolean zoned = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > 7;
            return zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw ListBytes.unreadable(source, "holds a time that is not one", e);
        }
    }

    /** One copy of each text: a list repeats a few URIs thousands of times. */
    private String shared(String text) {
        return knownTexts.computeIfAbsent(text, t -> t);
    }

    private ProtocolException problem(String text) {
        return ListBytes.unreadable(source, text, null);
    }
}
