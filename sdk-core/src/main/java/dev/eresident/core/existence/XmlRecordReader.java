package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.timestamp.TimestampToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads EvidenceRecord in XML (RFC 6283 §2.1, §3.1.1, §8). For one record, one thread. */
final class XmlRecordReader {
    private static final String ERS = "urn:ietf:params:xml:ns:ers";
    private static final XmlLimits LIMITS = new XmlLimits(EvidenceRecord.MAX_BYTES, 100_000, 32, 64);

    private final RecordLimits limits = new RecordLimits();

    EvidenceRecord read(byte[] document) {
        XmlElement root = new XmlReading(LIMITS).read(document);
        if (!root.is(ERS, "EvidenceRecord")
                || !root.attribute("Version").orElse("").equals("1.0")) {
            throw EvidenceRecord.unreadable("it is not an EvidenceRecord of version 1.0");
        }
        onlyKnown(root, "EncryptionInformation", "SupportingInformationList", "ArchiveTimeStampSequence");
        boolean encrypted = root.atMostOne(ERS, "EncryptionInformation").isPresent();
        XmlElement sequence = root.exactlyOne(ERS, "ArchiveTimeStampSequence");
        onlyKnown(sequence, "ArchiveTimeStampChain");
        List<XmlElement> ordered = ordered(sequence, "ArchiveTimeStampChain");
        List<ArchiveChain> chains = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            limits.chain();
            Set<XmlElement> later = Set.copyOf(ordered.subList(i, ordered.size()));
            chains.add(chain(ordered.get(i), sequence, later));
        }
        limits.finish();
        return new EvidenceRecord(EvidenceRecord.Syntax.XML, encrypted, chains);
    }

    private ArchiveChain chain(XmlElement chain, XmlElement sequence, Set<XmlElement> thisAndLater) {
        onlyKnown(chain, "DigestMethod", "CanonicalizationMethod", "ArchiveTimeStamp");
        Optional<DigestAlgorithm> digest =
                chain.exactlyOne(ERS, "DigestMethod").attribute("Algorithm").flatMap(DigestAlgorithm::byXmlUri);
        Canonicalization method = chain.exactlyOne(ERS, "CanonicalizationMethod")
                .attribute("Algorithm")
                .flatMap(Canonicalization::byUri)
                .orElseThrow(() -> EvidenceRecord.unreadable("a canonicalisation is not known"));
        List<ArchiveTimestamp> stamps = new ArrayList<>();
        for (XmlElement stamp : ordered(chain, "ArchiveTimeStamp")) {
            limits.stamp();
            stamps.add(stamp(stamp, digest, method));
        }
        if (stamps.isEmpty()) {
            throw EvidenceRecord.unreadable("a chain holds no time-stamp");
        }
        return new ArchiveChain(stamps, Optional.of(method), () -> method.apply(sequence, Set.of(), thisAndLater));
    }

    private ArchiveTimestamp stamp(XmlElement stamp, Optional<DigestAlgorithm> digest, Canonicalization method) {
        onlyKnown(stamp, "HashTree", "TimeStamp", "Attributes");
        XmlElement timeStamp = stamp.exactlyOne(ERS, "TimeStamp");
        onlyKnown(timeStamp, "TimeStampToken", "CryptographicInformationList");
        XmlElement token = timeStamp.exactlyOne(ERS, "TimeStampToken");
        if (!token.attribute("Type").orElse("").equals("RFC3161")) {
            throw EvidenceRecord.unreadable("a time-stamp is not of type RFC3161");
        }
        return new ArchiveTimestamp(
                digest,
                stamp.atMostOne(ERS, "HashTree").map(this::hashTree).orElse(List.of()),
                TimestampToken.parse(token.base64()),
                () -> method.apply(timeStamp));
    }

    private List<List<Bytes>> hashTree(XmlElement tree) {
        onlyKnown(tree, "Sequence");
        List<List<Bytes>> groups = new ArrayList<>();
        for (XmlElement sequence : ordered(tree, "Sequence")) {
            onlyKnown(sequence, "DigestValue");
            List<Bytes> group = new ArrayList<>();
            for (XmlElement value : sequence.elements(ERS, "DigestValue")) {
                limits.hash();
                group.add(Bytes.of(value.base64()));
            }
            groups.add(List.copyOf(group));
        }
        limits.tree(groups);
        return groups;
    }

    /** The attribute Order decides, whatever the order in the document. */
    private static List<XmlElement> ordered(XmlElement parent, String name) {
        SortedMap<Integer, XmlElement> sorted = new TreeMap<>();
        for (XmlElement child : parent.elements(ERS, name)) {
            String order = child.attribute("Order").orElse("");
            if (!order.matches("[1-9][0-9]{0,8}") || sorted.put(Integer.valueOf(order), child) != null) {
                throw EvidenceRecord.unreadable("the Order of a " + name + " is missing, no number or given twice");
            }
        }
        return List.copyOf(sorted.values());
    }

    private static void onlyKnown(XmlElement parent, String... names) {
        for (XmlElement child : parent.elements()) {
            if (!child.namespace().equals(ERS) || !Set.of(names).contains(child.name())) {
                throw EvidenceRecord.unreadable("an element in " + parent.name() + " is not known");
            }
        }
    }
}
