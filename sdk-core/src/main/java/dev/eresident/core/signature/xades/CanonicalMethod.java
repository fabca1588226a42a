package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlDocument;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** A canonicalisation with its parameter, as a CanonicalizationMethod or Transform element names it. */
record CanonicalMethod(Canonicalization algorithm, Set<String> inclusivePrefixes) {
    /** What XML Signature demands where no method is named. */
    static final CanonicalMethod DEFAULT = new CanonicalMethod(Canonicalization.INCLUSIVE, Set.of());

    /** Reads the element; empty when the algorithm, or a parameter of it, is not known. */
    static Optional<CanonicalMethod> of(XmlElement method) {
        Optional<Canonicalization> algorithm = Canonicalization.byUri(FormatChecking.algorithm(method));
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        Set<String> prefixes = new LinkedHashSet<>();
        for (XmlElement parameter : method.elements()) {
            if (!algorithm.get().isExclusive() || !parameter.is(Names.EXCLUSIVE_C14N, "InclusiveNamespaces")) {
                return Optional.empty();
            }
            StringTokenizer list =
                    new StringTokenizer(parameter.attribute("PrefixList").orElse(""));
            while (list.hasMoreTokens()) {
                prefixes.add(list.nextToken());
            }
        }
        return Optional.of(new CanonicalMethod(algorithm.get(), prefixes));
    }

    /** Same-document references never include comments (XMLDSig §4.4.3.3). */
    CanonicalMethod forReference() {
        return new CanonicalMethod(algorithm.withoutComments(), inclusivePrefixes);
    }

    byte[] apply(XmlElement element) {
        return algorithm.apply(element, inclusivePrefixes);
    }

    byte[] apply(XmlElement element, Set<XmlElement> excluded) {
        return algorithm.apply(element, inclusivePrefixes, excluded);
    }

    byte[] apply(XmlDocument document, Set<XmlElement> excluded) {
        return algorithm.apply(document, inclusivePrefixes, excluded);
    }
}
