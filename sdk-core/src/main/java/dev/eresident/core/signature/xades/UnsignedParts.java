package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
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
 * @param archiveTimestamps archive time-stamps in document order
 */
record UnsignedParts(
        List<StampedTime> timestamps,
        List<Bytes> certificates,
        List<Bytes> ocsps,
        List<Bytes> crls,
        List<ArchiveStamp> archiveTimestamps) {
    private static final int MAX_CERTIFICATES = 1000;

    /** Each costs public-key operations, so that a file of a few megabytes could keep a processor busy for minutes. */
    private static final int MAX_PROOFS = 64;

    static UnsignedParts of(XmlElement qualifying, Shape shape, List<String> unjudged) {
        String xades = qualifying.namespace();
        List<StampedTime> timestamps = new ArrayList<>(1);
        List<Bytes> certificates = new ArrayList<>();
        List<Bytes> ocsps = new ArrayList<>(1);
        List<Bytes> crls = new ArrayList<>(0);
        List<ArchiveStamp> archive = new ArrayList<>(0);
        Optional<XmlElement> properties = qualifying
                .atMostOne(xades, "UnsignedProperties")
                .flatMap(u -> u.atMostOne(xades, "UnsignedSignatureProperties"));
        if (properties.isPresent()) {
            List<XmlElement> all = List.copyOf(properties.get().elements());
            for (int i = 0; i < all.size(); i++) {
                XmlElement e = all.get(i);
                if (e.name().equals("SealingEvidenceRecords")) {
                    unjudged.add(e.name());
                    continue;
                }
                if (!e.namespace().equals(xades) && !e.namespace().equals(Names.XADES_141)) {
                    continue;
                }
                switch (e.name()) {
                    case "SignatureTimeStamp" -> timestamps(e, shape, timestamps);
                    case "CertificateValues" -> addAll(e, "EncapsulatedX509Certificate", certificates);
                    case "RevocationValues" -> revocation(e, ocsps, crls);
                    case "TimeStampValidationData", "AnyValidationData" ->
                        validationData(e, xades, certificates, ocsps, crls);
                    case "ArchiveTimeStamp" -> archive(e, all.subList(0, i), shape, archive);
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
        if (timestamps.size() > MAX_PROOFS
                || ocsps.size() > MAX_PROOFS
                || crls.size() > MAX_PROOFS
                || archive.size() > MAX_PROOFS) {
            throw FormatChecking.malformed(
                    "it has more than " + MAX_PROOFS + " time-stamps, OCSP answers or revocation lists");
        }
        return new UnsignedParts(
                List.copyOf(timestamps),
                List.copyOf(certificates),
                List.copyOf(ocsps),
                List.copyOf(crls),
                List.copyOf(archive));
    }

    private static void timestamps(XmlElement e, Shape shape, List<StampedTime> to) {
        for (XmlElement token : tokens(e, e.namespace(), shape)) {
            to.add(new StampedTime(e.atMostOne(Names.DS, "CanonicalizationMethod"), FormatChecking.lenient(token)));
        }
    }

    /** The element is of version 1.4.1, what it holds of 1.3.2. */
    private static void archive(XmlElement e, List<XmlElement> before, Shape shape, List<ArchiveStamp> to) {
        boolean supported = e.namespace().equals(Names.XADES_141);
        for (XmlElement token : tokens(e, supported ? Names.XADES : e.namespace(), shape)) {
            to.add(new ArchiveStamp(
                    e.atMostOne(Names.DS, "CanonicalizationMethod"), FormatChecking.lenient(token), before, supported));
        }
    }

    /** Containers have one token in each; documents may have several about the same. */
    private static List<XmlElement> tokens(XmlElement e, String namespace, Shape shape) {
        return shape == Shape.CONTAINER
                ? List.of(e.exactlyOne(namespace, "EncapsulatedTimeStamp"))
                : e.elements(namespace, "EncapsulatedTimeStamp");
    }

    private static void revocation(XmlElement values, List<Bytes> ocsps, List<Bytes> crls) {
        String xades = values.namespace();
        for (XmlElement list : values.elements(xades, "OCSPValues")) {
            addAll(list, "EncapsulatedOCSPValue", ocsps);
        }
        for (XmlElement list : values.elements(xades, "CRLValues")) {
            addAll(list, "EncapsulatedCRLValue", crls);
        }
    }

    private static void validationData(
            XmlElement data, String xades, List<Bytes> certificates, List<Bytes> ocsps, List<Bytes> crls) {
        for (XmlElement e : data.elements(xades, "CertificateValues")) {
            addAll(e, "EncapsulatedX509Certificate", certificates);
        }
        for (XmlElement e : data.elements(xades, "RevocationValues")) {
            revocation(e, ocsps, crls);
        }
    }

    private static void addAll(XmlElement parent, String name, List<Bytes> to) {
        for (XmlElement e : parent.elements(parent.namespace(), name)) {
            to.add(FormatChecking.lenient(e));
        }
    }
}
