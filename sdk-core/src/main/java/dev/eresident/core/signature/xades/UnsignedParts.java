package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * UnsignedSignatureProperties: what was added after signing, to prove time and status.
 *
 * @param timestamps signature time-stamps in document order
 * @param certificates certificate values
 * @param ocsps OCSP answers
 * @param crls revocation lists
 * @param archiveTimestamps time-stamps over unsigned properties in document order
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
                List<XmlElement> before = all.subList(0, i);
                if (e.name().equals("SealingEvidenceRecords")) {
                    unjudged.add(e.name());
                    continue;
                }
                if (!e.namespace().equals(xades) && !e.namespace().equals(Names.XADES_141)) {
                    continue;
                }
                switch (e.name()) {
                    case "SignatureTimeStamp" -> timestamps(e, shape, !archive.isEmpty(), timestamps);
                    case "CertificateValues" -> addAll(e, "EncapsulatedX509Certificate", certificates);
                    case "RevocationValues" -> revocation(e, ocsps, crls);
                    case "TimeStampValidationData", "AnyValidationData" ->
                        validationData(e, xades, certificates, ocsps, crls);
                    case "ArchiveTimeStamp" -> archive(e, before, identical(ocsps, crls), shape, archive);
                    case "SigAndRefsTimeStamp", "SigAndRefsTimeStampV2" -> {
                        if (shape == Shape.CONTAINER) {
                            unjudged.add(e.name());
                        } else {
                            references(e, before, archive, unjudged);
                        }
                    }
                    case "CounterSignature", "RefsOnlyTimeStamp", "RefsOnlyTimeStampV2" -> unjudged.add(e.name());
                    default -> {
                        // References and further validation data: nothing depends on them.
                    }
                }
                bound(certificates, List.of(timestamps, ocsps, crls, archive));
            }
        }
        return new UnsignedParts(
                List.copyOf(timestamps),
                List.copyOf(certificates),
                List.copyOf(ocsps),
                List.copyOf(crls),
                archive.stream()
                        .map(stamp -> ReferencedAnswers.covered(stamp, ocsps, crls))
                        .toList());
    }

    /** After each property, so that what is kept of each cannot grow with the square of a file. */
    private static void bound(List<Bytes> certificates, List<List<?>> proofs) {
        if (certificates.size() > MAX_CERTIFICATES) {
            throw FormatChecking.malformed("it has more than " + MAX_CERTIFICATES + " certificates");
        }
        if (proofs.stream().anyMatch(kind -> kind.size() > MAX_PROOFS)) {
            throw FormatChecking.malformed(
                    "it has more than " + MAX_PROOFS + " time-stamps, OCSP answers or revocation lists");
        }
    }

    private static void timestamps(XmlElement e, Shape shape, boolean late, List<StampedTime> to) {
        for (XmlElement token : tokens(e, e.namespace(), shape)) {
            to.add(new StampedTime(
                    e.atMostOne(Names.DS, "CanonicalizationMethod"), FormatChecking.lenient(token), late));
        }
    }

    /** The very objects: of two equal answers one may stand before a time-stamp and the other after it. */
    private static Set<Bytes> identical(List<Bytes> ocsps, List<Bytes> crls) {
        Set<Bytes> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(ocsps);
        all.addAll(crls);
        return all;
    }

    /** One that stands behind an archive time-stamp, or names its parts itself, is of no known form. */
    private static void references(
            XmlElement e, List<XmlElement> before, List<ArchiveStamp> to, List<String> unjudged) {
        boolean known = to.stream().allMatch(stamp -> stamp.kind() == ArchiveStamp.Kind.REFERENCES)
                && e.elements().stream()
                        .allMatch(child -> child.is(Names.DS, "CanonicalizationMethod")
                                || child.is(Names.XADES, "EncapsulatedTimeStamp"));
        List<XmlElement> tokens = e.elements(Names.XADES, "EncapsulatedTimeStamp");
        if (tokens.isEmpty()) {
            unjudged.add(e.name());
        }
        List<XmlElement> covered =
                before.stream().filter(ReferencedAnswers::isCovered).toList();
        for (XmlElement token : tokens) {
            to.add(new ArchiveStamp(
                    known ? ArchiveStamp.Kind.REFERENCES : ArchiveStamp.Kind.UNKNOWN,
                    e.atMostOne(Names.DS, "CanonicalizationMethod"),
                    FormatChecking.lenient(token),
                    covered,
                    Set.of()));
        }
    }

    /** The element is of version 1.4.1, what it holds of 1.3.2. */
    private static void archive(
            XmlElement e, List<XmlElement> before, Set<Bytes> answers, Shape shape, List<ArchiveStamp> to) {
        boolean supported = e.namespace().equals(Names.XADES_141);
        for (XmlElement token : tokens(e, supported ? Names.XADES : e.namespace(), shape)) {
            to.add(new ArchiveStamp(
                    supported ? ArchiveStamp.Kind.ARCHIVE : ArchiveStamp.Kind.UNKNOWN,
                    e.atMostOne(Names.DS, "CanonicalizationMethod"),
                    FormatChecking.lenient(token),
                    before,
                    answers));
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
