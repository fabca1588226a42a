package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * UnsignedSignatureProperties: what was added after signing, to prove time and status.
 *
 * @param timestamps signature time-stamps in document order
 * @param certificates certificate values
 * @param ocsps OCSP answers
 * @param crls revocation lists
 * @param archiveTimestamps number of archive time-stamps
 */
record UnsignedParts(
        List<StampedTime> timestamps,
        List<Bytes> certificates,
        List<Bytes> ocsps,
        List<Bytes> crls,
        int archiveTimestamps) {
    private static final int MAX_CERTIFICATES = 1000;

    /** Each costs public-key operations, so that a file of a few megabytes could keep a processor busy for minutes. */
    private static final int MAX_PROOFS = 64;

    static UnsignedParts of(XmlElement qualifying, List<String> unjudged) {
        List<StampedTime> timestamps = new ArrayList<>(1);
        List<Bytes> certificates = new ArrayList<>();
        List<Bytes> ocsps = new ArrayList<>(1);
        List<Bytes> crls = new ArrayList<>(0);
        int archive = 0;
        Optional<XmlElement> properties = qualifying
                .atMostOne(Names.XADES, "UnsignedProperties")
                .flatMap(u -> u.atMostOne(Names.XADES, "UnsignedSignatureProperties"));
        if (properties.isPresent()) {
            for (XmlElement e : properties.get().elements()) {
                if (!e.namespace().equals(Names.XADES) && !e.namespace().equals(Names.XADES_141)) {
                    continue;
                }
                switch (e.name()) {
                    case "SignatureTimeStamp" -> timestamps.add(timestamp(e));
                    case "CertificateValues" -> addAll(e, "EncapsulatedX509Certificate", certificates);
                    case "RevocationValues" -> {
                        for (XmlElement values : e.elements(Names.XADES, "OCSPValues")) {
                            addAll(values, "EncapsulatedOCSPValue", ocsps);
                        }
                        for (XmlElement values : e.elements(Names.XADES, "CRLValues")) {
                            addAll(values, "EncapsulatedCRLValue", crls);
                        }
                    }
                    case "ArchiveTimeStamp" -> archive++;
                    case "CounterSignature", "SigAndRefsTimeStamp", "RefsOnlyTimeStamp" -> unjudged.add(e.name());
                    default -> {
                        // References and further validation data: nothing depends on them.
                    }
                }
            }
        }
        if (certificates.size() > MAX_CERTIFICATES) {
            throw FormatChecking.malformed("it has more than " + MAX_CERTIFICATES + " certificates");
        }
        if (timestamps.size() > MAX_PROOFS || ocsps.size() > MAX_PROOFS || crls.size() > MAX_PROOFS) {
            throw FormatChecking.malformed(
                    "it has more than " + MAX_PROOFS + " time-stamps, OCSP answers or revocation lists");
        }
        return new UnsignedParts(
                List.copyOf(timestamps), List.copyOf(certificates), List.copyOf(ocsps), List.copyOf(crls), archive);
    }

    private static StampedTime timestamp(XmlElement e) {
        return new StampedTime(
                e.atMostOne(Names.DS, "CanonicalizationMethod"),
                value(e.exactlyOne(Names.XADES, "EncapsulatedTimeStamp")));
    }

    private static void addAll(XmlElement parent, String name, List<Bytes> to) {
        for (XmlElement e : parent.elements(Names.XADES, name)) {
            to.add(value(e));
        }
    }

    /** What cannot be decoded proves nothing, and is no bytes: unsigned values may be damaged without harming what was signed. */
    private static Bytes value(XmlElement e) {
        try {
            return Bytes.of(e.base64());
        } catch (ProtocolException undecodable) {
            return Bytes.empty();
        }
    }
}
