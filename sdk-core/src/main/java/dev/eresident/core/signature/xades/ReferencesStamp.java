package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.validation.EmbeddedTimestamp;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code SigAndRefsTimeStamp}, not distributed (TS 101 903 §7.5.1.1): it covers the signature value, its time-stamps, and the references by digest to certificates and revocation answers.
 * Where every embedded answer has such a reference, it proves that the answers existed, as an archive time-stamp would.
 *
 * @param element the property
 * @param siblings all unsigned properties
 */
record ReferencesStamp(XmlElement element, List<XmlElement> siblings) {
    private static final List<String> COVERED = List.of(
            "SignatureTimeStamp",
            "CompleteCertificateRefs",
            "CompleteRevocationRefs",
            "AttributeCertificateRefs",
            "AttributeRevocationRefs");

    /** The token, if it protects all embedded answers. */
    Optional<EmbeddedTimestamp> protecting(ParsedSignature signature) {
        List<XmlElement> tokens = element.elements(Names.XADES, "EncapsulatedTimeStamp");
        Set<Bytes> referenced = new HashSet<>();
        List<DigestAlgorithm> algorithms = new ArrayList<>(1);
        try {
            for (XmlElement sibling : siblings) {
                if (sibling.is(Names.XADES, "CompleteRevocationRefs")) {
                    collect(sibling, referenced, algorithms);
                }
            }
        } catch (ProtocolException unreadable) {
            return Optional.empty();
        }
        List<Bytes> answers = new ArrayList<>(signature.ocspValues());
        answers.addAll(signature.crlValues());
        boolean all = answers.stream().allMatch(a -> isReferenced(a, referenced, algorithms));
        return tokens.size() == 1 && !answers.isEmpty() && all
                ? Optional.of(new EmbeddedTimestamp(
                        FormatChecking.lenient(tokens.get(0)), algorithm -> imprint(signature, algorithm)))
                : Optional.empty();
    }

    private static void collect(XmlElement references, Set<Bytes> values, List<DigestAlgorithm> algorithms) {
        for (Map.Entry<String, String> kind :
                Map.of("OCSPRefs", "OCSPRef", "CRLRefs", "CRLRef").entrySet()) {
            for (XmlElement list : references.elements(Names.XADES, kind.getKey())) {
                for (XmlElement reference : list.elements(Names.XADES, kind.getValue())) {
                    XmlElement digest = reference.exactlyOne(Names.XADES, "DigestAlgAndValue");
                    DigestAlgorithm.byXmlUri(FormatChecking.algorithm(digest.exactlyOne(Names.DS, "DigestMethod")))
                            .ifPresent(algorithms::add);
                    values.add(
                            Bytes.of(digest.exactlyOne(Names.DS, "DigestValue").base64()));
                }
            }
        }
    }

    private static boolean isReferenced(Bytes answer, Set<Bytes> values, List<DigestAlgorithm> algorithms) {
        return algorithms.stream().distinct().anyMatch(a -> values.contains(Bytes.of(a.digest(answer.toByteArray()))));
    }

    private byte[] imprint(ParsedSignature signature, DigestAlgorithm algorithm) {
        CanonicalMethod method = element.atMostOne(Names.DS, "CanonicalizationMethod")
                .map(CanonicalMethod::of)
                .orElse(Optional.of(CanonicalMethod.DEFAULT))
                .orElseThrow(() -> FormatChecking.malformed("a canonicalization method is not known"));
        MessageDigest digest = algorithm.newDigest();
        digest.update(method.apply(signature.signatureValueElement()));
        for (String name : COVERED) {
            for (XmlElement sibling : siblings) {
                if (sibling.is(Names.XADES, name)) {
                    digest.update(method.apply(sibling));
                }
            }
        }
        return digest.digest();
    }
}
