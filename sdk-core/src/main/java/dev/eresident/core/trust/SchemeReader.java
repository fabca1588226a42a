package dev.eresident.core.trust;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.xml.StreamingXml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a trusted list says about itself and about other lists (TS 119 612 §5.3). One instance reads one list. */
final class SchemeReader {
    private static final String TSL = "http://uri.etsi.org/02231/v2#";
    private static final String TYPES = "http://uri.etsi.org/02231/v2/additionaltypes#";

    /** The European list of lists has 44 pointers and 27 addresses. */
    private static final int MAX_POINTERS = 1_000;

    private static final int MAX_SIGNERS = 100;
    private static final int MAX_ADDRESSES = 1_000;

    private final StreamingXml xml;
    private final CertificateReading certificates;
    private final Function<String, ProtocolException> problem;
    private final Function<String, Instant> time;

    int version;
    long sequence;
    String typeUri = "";
    String territory = "";
    final List<String> informationUris = new ArrayList<>();
    final List<ListPointer> pointers = new ArrayList<>();

    @Nullable Instant issued;

    @Nullable Instant nextUpdate;

    /** Reads the certificate that the cursor stands on; empty when it cannot be decoded. */
    interface CertificateReading {
        Optional<Certificate> read();
    }

    SchemeReader(
            StreamingXml xml,
            CertificateReading certificates,
            Function<String, Instant> time,
            Function<String, ProtocolException> problem) {
        this.xml = xml;
        this.certificates = certificates;
        this.time = time;
        this.problem = problem;
    }

    /** Reads the element that the cursor stands on. */
    void read() {
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (!xml.namespace().equals(TSL)) {
                continue;
            }
            switch (xml.name()) {
                case "TSLVersionIdentifier" -> version = (int) number(9_999);
                case "TSLSequenceNumber" -> sequence = number(Integer.MAX_VALUE);
                case "TSLType" -> typeUri = xml.text();
                case "SchemeTerritory" -> territory = xml.text();
                case "SchemeInformationURI" -> xml.eachChild(TSL, "URI", this::informationUri);
                case "PointersToOtherTSL" -> xml.eachChild(TSL, "OtherTSLPointer", this::pointer);
                case "ListIssueDateTime" -> issued = time.apply(xml.text());
                case "NextUpdate" -> xml.eachChild(TSL, "dateTime", () -> nextUpdate = time.apply(xml.text()));
                default -> {}
            }
        }
    }

    /** The addresses in English: in the list of lists the pivots and the notice in the Official Journal. */
    private void informationUri() {
        if (xml.language().filter("en"::equalsIgnoreCase).isPresent()) {
            if (informationUris.size() >= MAX_ADDRESSES) {
                throw problem.apply("holds more than " + MAX_ADDRESSES + " addresses about itself");
            }
            informationUris.add(xml.text());
        }
    }

    private void pointer() {
        if (pointers.size() >= MAX_POINTERS) {
            throw problem.apply("points to more than " + MAX_POINTERS + " lists");
        }
        Set<Certificate> signers = new LinkedHashSet<>();
        Target target = new Target();
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(TSL, "ServiceDigitalIdentities")) {
                xml.eachChild(
                        TSL,
                        "ServiceDigitalIdentity",
                        () -> xml.eachChild(TSL, "DigitalId", () -> {
                            xml.eachChild(TSL, "X509Certificate", () -> signer(signers));
                        }));
            } else if (xml.is(TSL, "TSLLocation")) {
                target.location = xml.text();
            } else if (xml.is(TSL, "AdditionalInformation")) {
                xml.eachChild(TSL, "OtherInformation", () -> information(target));
            }
        }
        pointers.add(new ListPointer(
                target.location, target.typeUri, target.territory, target.mimeType, List.copyOf(signers)));
    }

    private void signer(Set<Certificate> signers) {
        if (signers.size() >= MAX_SIGNERS) {
            throw problem.apply("names more than " + MAX_SIGNERS + " signers of another list");
        }
        certificates.read().ifPresent(signers::add);
    }

    private void information(Target target) {
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(TSL, "TSLType")) {
                target.typeUri = xml.text();
            } else if (xml.is(TSL, "SchemeTerritory")) {
                target.territory = xml.text();
            } else if (xml.is(TYPES, "MimeType")) {
                target.mimeType = xml.text();
            }
        }
    }

    /** What is collected of a pointer. */
    private static final class Target {
        private String location = "";
        private String typeUri = "";
        private String territory = "";
        private String mimeType = "";
    }

    private long number(long max) {
        String text = xml.text();
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw problem.apply("holds a number that is not one");
        }
        long value = Long.parseLong(text);
        if (value > max) {
            throw problem.apply("holds a number that is too big");
        }
        return value;
    }
}
