package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a {@code SigAndRefsTimeStamp} covers (EN 319 132-1 annex A.1.5.1): answers by the digests that {@code CompleteRevocationRefs} holds of them. */
final class ReferencedAnswers {
    private static final Set<String> COVERED = Set.of(
            "SignatureTimeStamp",
            "CompleteCertificateRefs",
            "CompleteCertificateRefsV2",
            "CompleteRevocationRefs",
            "AttributeCertificateRefs",
            "AttributeCertificateRefsV2",
            "AttributeRevocationRefs");
    private static final int MAX_REFERENCES = 512;

    private ReferencedAnswers() {}

    /** Whether an unsigned property before such a time-stamp is part of what it covers. */
    static boolean isCovered(XmlElement property) {
        boolean xades =
                property.namespace().equals(Names.XADES) || property.namespace().equals(Names.XADES_141);
        return xades && COVERED.contains(property.name());
    }

    /** The same time-stamp with the answers that it covers; one of another kind has them already. */
    static ArchiveStamp covered(ArchiveStamp stamp, List<Bytes> ocsps, List<Bytes> crls) {
        if (stamp.kind() != ArchiveStamp.Kind.REFERENCES) {
            return stamp;
        }
        Map<DigestAlgorithm, Set<Bytes>> digests = new EnumMap<>(DigestAlgorithm.class);
        try {
            int left = MAX_REFERENCES;
            for (XmlElement property : stamp.preceding()) {
                if (property.is(Names.XADES, "CompleteRevocationRefs")) {
                    left = digests(property, left, digests);
                }
            }
        } catch (ProtocolException unreadable) {
            digests.clear(); // It still covers the signature value, but no answer.
        }
        Set<Bytes> answers = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(ocsps.stream(), crls.stream())
                .filter(answer -> digests.entrySet().stream()
                        .anyMatch(known -> known.getValue()
                                .contains(Bytes.of(known.getKey().digest(answer.toByteArray())))))
                .forEach(answers::add);
        return new ArchiveStamp(stamp.kind(), stamp.canonicalization(), stamp.token(), stamp.preceding(), answers);
    }

    private static int digests(XmlElement references, int most, Map<DigestAlgorithm, Set<Bytes>> to) {
        int left = most;
        for (String kind : List.of("OCSPRef", "CRLRef")) {
            for (XmlElement list : references.elements(Names.XADES, kind + "s")) {
                for (XmlElement reference : list.elements(Names.XADES, kind)) {
                    for (XmlElement digest : reference.elements(Names.XADES, "DigestAlgAndValue")) {
                        if (left == 0) {
                            throw FormatChecking.malformed(
                                    "it has more than " + MAX_REFERENCES + " references to revocation data");
                        }
                        left--;
                        String uri = FormatChecking.algorithm(digest.exactlyOne(Names.DS, "DigestMethod"));
                        Bytes value = FormatChecking.lenient(digest.exactlyOne(Names.DS, "DigestValue"));
                        DigestAlgorithm.byXmlUri(uri)
                                .filter(algorithm -> algorithm != DigestAlgorithm.SHA1)
                                .ifPresent(algorithm -> to.computeIfAbsent(algorithm, a -> new HashSet<>())
                                        .add(value));
                    }
                }
            }
        }
        return left;
    }
}
